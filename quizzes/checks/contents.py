"""The table of contents, and what else stands around the pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from quizzes import colab
from quizzes.checks.promise import Whole, promise
from quizzes.exports import configured
from quizzes.launch import launch
from quizzes.problems import ContentError, Problem, did_you_mean
from quizzes.yamlfile import Document, validate


@promise
def the_contents_are_complete(whole: Whole) -> Iterator[Problem]:
    """Every chapter stands in ``_toc.yml``, and every entry of it is there (evidence pages are made at build)."""
    book, chapters = whole.book, whole.chapters
    path = book.parent / "_toc.yml"
    if not path.exists():
        return
    try:
        document = Document(path, path.name)
        validate(document, dict)
    except ContentError as error:
        yield from error.problems
        return
    entries = {str(document.data.get("root")): ("root",), **dict(_entries(document.data, ()))}
    for file, place in entries.items():
        stem = file.removeprefix(f"{book.name}/")
        if not stem.startswith("evidence/") and stem not in chapters:
            yield document.at(
                place, f"there is no page '{file}'", did_you_mean(stem, chapters, "add it, or take it off")
            )
    for stem in chapters:
        if f"{book.name}/{stem}" not in entries:
            write = f"add '- file: {book.name}/{stem}'"
            yield Problem(path.name, 1, "file", f"the page '{stem}' is not in the table of contents", write)


@promise
def the_ways_to_run_lead_somewhere(whole: Whole) -> Iterator[Problem]:
    """What ``launch`` in ``_config.yml`` offers has whole addresses, and notebooks for Colab that are the book's."""
    root = whole.book.parent
    try:
        offered = launch(root)
    except ContentError as error:
        yield from error.problems
        return
    for path in colab.stale(root, offered, configured(root)) if offered.colab else ():
        yield Problem(str(path), 1, "file", "it is not what the book's notebook gives", "run 'python -m quizzes colab'")


def order(book: Path) -> list[str]:
    """The stems of the book's pages in the order of ``_toc.yml``; by name what does not stand there."""
    try:
        toc = Document(book.parent / "_toc.yml").data
        entries = [file.removeprefix(f"{book.name}/") for file, _ in _entries(toc, ())]
    except ContentError:
        entries = []
    return list(dict.fromkeys([*entries, *sorted(path.stem for path in book.glob("*.*"))]))


def _entries(data: object, place: tuple) -> Iterator[tuple[str, tuple]]:
    if isinstance(data, dict):
        if "file" in data:
            yield str(data["file"]), (*place, "file")
        for key, value in data.items():
            yield from _entries(value, (*place, key))
    if isinstance(data, list):
        for n, value in enumerate(data):
            yield from _entries(value, (*place, n))

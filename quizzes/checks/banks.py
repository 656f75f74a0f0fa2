"""Banks: each is shown by its chapter, and its items lead to what exists."""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.chapters import Chapter
from quizzes.checks.promise import Place, Whole, promise
from quizzes.problems import Problem, did_you_mean

MAY_SKIP = "may-skip"


@promise
def a_bank_is_shown(whole: Whole) -> Iterator[Problem]:
    """A bank's chapter exists and shows its quiz and each of its checks."""
    for name, bank in whole.banks.items():
        document = whole.content.document("bank", name)
        yield from whole.chapter_exists(document, bank.chapter)
        chapter = whole.chapters.get(bank.chapter)
        shown = {args for function, args, *_ in chapter.calls if function == "quiz"} if chapter else set()
        if chapter and bank.quiz and (bank.chapter,) not in shown:
            write = f'add a code cell with quiz("{bank.chapter}")'
            yield document.at(("quiz",), "the chapter does not show this quiz", write)
        for n, key in enumerate(bank.checks):
            if chapter and not any(key in args for args in shown):
                write = f'add a code cell with quiz("{bank.chapter}", "{key}"), or take it off the list'
                yield document.at(("checks", n), f"the chapter does not show '{key}'", write)


@promise
def ids_are_unique(whole: Whole) -> Iterator[Problem]:
    """No two items of all banks share an id, those inside source sets among them."""
    owners: dict[str, str] = {}
    for placed in whole.listed:
        if placed.item.id in owners:
            wrong = f"the id is taken by an item of {owners[placed.item.id]}"
            yield placed.at(("id",), wrong, "give one of the two another id")
        owners[placed.item.id] = placed.document.name


@promise
def claims_exist(whole: Whole) -> Iterator[Problem]:
    """Every claim that an item, an option or an answer cites exists."""
    for placed in whole.listed:
        for path, claims in _claims(placed.data, ()):
            yield from whole.claims_exist(placed.document, (*placed.path, *path), claims)


@promise
def materials_are_the_evidence(whole: Whole) -> Iterator[Problem]:
    """What a source set shows stands in the evidence: a passage word for word in its excerpt, a series with its
    columns and rows, a quotation in its claim."""
    for placed in whole.listed:
        for field, wrong, write in placed.item.problems(whole.evidence):
            yield placed.at(field, wrong, write)


@promise
def sections_exist(whole: Whole) -> Iterator[Problem]:
    """Every item leads back to a section that its chapter has and that readers may not skip."""
    for placed in whole.listed:
        chapter, section = whole.chapters.get(placed.bank.chapter), placed.item.section
        if chapter and section not in chapter.headings:
            hint = did_you_mean(section, chapter.headings, "write the anchor of a heading")
            yield placed.at(("section",), f"the chapter has no section '{section}'", hint)
        elif chapter and section in _skippable(chapter):
            wrong = f"it rests on '{section}', which readers may skip"
            yield placed.at(("section",), wrong, "ask about another section")


@promise
def objectives_have_items(whole: Whole) -> Iterator[Problem]:
    """Every objective of a bank is asked about by an item."""
    for name, bank in whole.banks.items():
        asked = {placed.item.objective for placed in whole.items if placed.bank is bank}
        for objective in bank.objectives:
            if objective not in asked:
                write = "write an item for it, or take the objective out"
                document = whole.content.document("bank", name)
                yield document.at(("objectives", objective), "no item asks about this objective", write)


def _claims(data: object, path: Place) -> Iterator[tuple[Place, list[str]]]:
    """Every list of claims in what an author wrote, but for the items of a source set, which come by themselves."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "claims" and isinstance(value, list):
                yield (*path, key), value
            elif key != "items":
                yield from _claims(value, (*path, key))
    if isinstance(data, list):
        for n, value in enumerate(data):
            yield from _claims(value, (*path, n))


def _skippable(chapter: Chapter) -> set[str]:
    """Anchors of the sections whose heading stands in a cell tagged ``may-skip``."""
    cells = [cell for cell in chapter.cells if MAY_SKIP in cell["metadata"].get("tags", [])]
    texts = ["".join(cell["source"]) for cell in cells]
    return {anchor for anchor, title in chapter.headings.items() if any(f"# {title}" in text for text in texts)}

"""What there is of each chapter, as ``check`` shows it: no promise, but how far a chapter is."""

from __future__ import annotations

from typing import NamedTuple

from quizzes.chapters import Chapter
from quizzes.checks.contents import order
from quizzes.checks.promise import Whole
from quizzes.checks.standards import beyond, body, grade, prose, types
from quizzes.forms import Bank


class Measure(NamedTuple):
    """What there is of a chapter, as the table of ``check`` shows it."""

    chapter: str
    words: str = "not written"
    grade: str = ""
    cited: str = ""
    claims: str = ""
    checks: str = ""
    quiz: str = ""
    types: str = ""
    beyond_recall: str = ""
    events: str = ""


def measures(whole: Whole) -> list[Measure]:
    """A row for each chapter, in the order of the book."""
    book = {stem: one for stem, one in whole.chapters.items() if one.path.parent == whole.book}
    notebooks = {stem: one for stem, one in book.items() if one.path.suffix == ".ipynb" and not _across(one)}
    stems = sorted(notebooks, key=order(whole.book).index)
    return [_measure(whole, notebooks[stem]) for stem in stems]


def table(rows: list[Measure]) -> str:
    """The measures as plain text, in columns."""
    head = Measure(*(field.replace("_", " ") for field in Measure._fields))
    widths = [max(len(row[n]) for row in (head, *rows)) for n in range(len(head))]
    lines = [[cell.rjust(width) for cell, width in zip(row, widths, strict=True)] for row in (head, *rows)]
    return "\n".join("  ".join([cells[0].lstrip().ljust(widths[0]), *cells[1:]]).rstrip() for cells in lines)


def _measure(whole: Whole, chapter: Chapter) -> Measure:
    if not {"quiz", "timeline"} & {call.function for call in chapter.calls}:
        return Measure(chapter.stem)
    told, bank, line = body(chapter), whole.banks.get(chapter.stem), whole.timelines.get(chapter.stem)
    cited = [sentence for sentence in told if sentence.cites]
    return Measure(
        chapter.stem,
        f"{len(prose(told).split()):,}",
        str(grade(prose(told))),
        str(len(cited)),
        str(len({key for sentence in cited for key in sentence.cites if key in whole.evidence.claims})),
        *(_asked(bank) if bank else "----"),
        str(len(line.events) + len(line.also)) if line else "-",
    )


def _across(page: Chapter) -> bool:
    """Whether a page shows what is of all chapters and has nothing of its own."""
    shown = [call for call in page.calls if call.function in ("quiz", "review", "timeline")]
    return bool(shown) and not any(page.stem in call.args for call in shown)


def _asked(bank: Bank) -> tuple[str, ...]:
    return str(len(bank.checks)), str(len(bank.form().leaves)), str(len(types(bank))), f"{beyond(bank):.0%}"

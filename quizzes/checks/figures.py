"""Figures: each says what it shows, rests on the evidence, and is drawn from a table of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from quizzes.chapters import Chapter, Drawn
from quizzes.checks.promise import Whole, promise
from quizzes.problems import Problem, did_you_mean
from quizzes.tables import names

FIELDS = ("title", "description", "unit", "source", "caveat", "data", "columns")


class Placed(NamedTuple):
    """A figure and the chapter that draws it."""

    chapter: Chapter
    figure: Drawn

    def problem(self, wrong: str, write: str) -> Problem:
        chapter, figure = self
        place = f"figure {figure.name or 'without a name'}"
        return Problem(str(chapter.path), chapter.line(figure.cell), place, wrong, write)


def placed(whole: Whole) -> Iterator[Placed]:
    for chapter in whole.chapters.values():
        for figure in chapter.figures:
            yield Placed(chapter, figure)


@promise
def figures_say_what_they_show(whole: Whole) -> Iterator[Problem]:
    """Every figure has a title, a description, a unit, a source, a caveat, and its data with their columns."""
    for one in placed(whole):
        for field in FIELDS:
            if field not in one.figure.said:
                yield one.problem(f"it has no {field}", f"write {field}=...")
            elif field in FIELDS[:5] and not one.figure.said[field].strip() and field != "source":
                yield one.problem(f"its {field} is empty", "write a sentence")


@promise
def figures_rest_on_the_evidence(whole: Whole) -> Iterator[Problem]:
    """Every claim or source of a figure exists, and its data are a series of the evidence."""
    evidence = whole.evidence
    known, tables = [*evidence.claims, *evidence.sources], names(whole.content)
    for one in placed(whole):
        for key in one.figure.sources:
            if key not in known:
                yield one.problem(
                    f"there is no claim or source '{key}'", did_you_mean(key, known, "cite one that exists")
                )
        for name in one.figure.tables:
            if name not in tables:
                yield one.problem(
                    f"there is no series '{name}'", did_you_mean(name, tables, "add it to evidence/series")
                )
        if not one.figure.tables:
            yield one.problem("its data are no series of the evidence", "write data=series('...'), or some of its rows")


@promise
def figures_have_their_place(whole: Whole) -> Iterator[Problem]:
    """A figure's name stands once in the book; its cell has the id `figure-` with that name, and the tag `figure`."""
    owners: dict[str, str] = {}
    for one in placed(whole):
        chapter, figure = one
        if figure.name in owners:
            yield one.problem(f"the name is taken by a figure of {owners[figure.name]}", "give one of the two another")
        owners[figure.name] = chapter.path.name
        cell = chapter.cells[figure.cell]
        if cell.get("id") != f"figure-{figure.name}" or "figure" not in cell["metadata"].get("tags", []):
            yield one.problem(
                "its cell can't be found by it", f"give the cell the id 'figure-{figure.name}' and the tag 'figure'"
            )

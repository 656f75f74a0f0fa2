"""The files of a class: found in folders, read one by one, and told side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from quizzes import scoring
from quizzes.content import Content
from quizzes.handin.against import Banks, Marked
from quizzes.handin.model import attempted, revision_of
from quizzes.handin.reading import Read, read
from quizzes.handin.source import shown
from quizzes.problems import Problem

SUFFIX = ".json"
OURS = "report.json"  # what `quizzes.exports` writes beside its files, which may stand in the same folder


class Collected(NamedTuple):
    """Every file that was read; paths with which nothing could be done; and what should be known of some together, or
    was left out."""

    reads: list[Read]
    problems: list[Problem]
    notes: list[str]


def collect(paths: Iterable[Path], content: Content) -> Collected:
    """Read files, and those of folders and of the folders in them that are named as JSON files are."""
    files, problems, notes = [], [], []
    for path in paths:
        if path.is_dir():
            found = sorted(one for one in path.rglob("*") if one.is_file() and not one.name.startswith("."))
            chosen = [one for one in found if one.suffix.lower() == SUFFIX and one.name != OURS]
            files += chosen
            left = {one: "a report of exports" if one.name == OURS else f"no {SUFFIX} file" for one in found}
            notes += [f"{shown(one)}: left out, {why}" for one, why in left.items() if one not in {*chosen}]
            if not chosen:
                wrong = f"no file in it has a name that ends in {SUFFIX}"
                problems.append(Problem(shown(path), 1, "folder", wrong, "name the folder that the files are in"))
        else:
            files.append(path)
    banks = Banks(content.banks())
    reads = [read(path, content, banks) for path in dict.fromkeys(files)]
    return Collected(reads, problems, [*notes, *_twice(reads)])


def _twice(reads: Iterable[Read]) -> Iterator[str]:
    """Who handed in a quiz more than once, or whose name two have."""
    attempts: dict[tuple[str, str], list[Read]] = defaultdict(list)
    for one in reads:
        if one.handin:
            attempts[one.handin.name.casefold(), one.handin.quiz].append(one)
    for these in attempts.values():
        if len(these) > 1:
            first = these[0].handin
            alike = all(one.handin == first for one in these)
            when = "all the same" if alike else "saved " + ", ".join(sorted(one.handin.saved for one in these))  # type: ignore[union-attr]
            yield f"{first.name} handed in '{first.quiz}' {len(these)} times, {when}: {_paths(these)}"  # type: ignore[union-attr]


def _paths(reads: Iterable[Read]) -> str:
    return ", ".join(shown(one.path) for one in reads)


def table(reads: Iterable[Read]) -> str:
    """A row for each file that could be read, for a terminal."""
    rows = [("name", "quiz", "revision", "answered", "points", "file"), *(_row(one) for one in reads if one.handin)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)


def _row(one: Read) -> tuple[str, ...]:
    handin, marked = one.handin, [answer for answer, *_ in one.answers if answer.score is not None]
    assert handin
    current = one.form and handin.revision == revision_of((leaf.id, leaf.revision) for leaf in one.form.leaves)
    given = round(sum(answer.score or 0 for answer in marked), 2)
    of = sum(each.answer.points for each in one.answers if not _by_hand(each))
    return (
        handin.name,
        handin.quiz,
        "current" if current else "another",
        f"{sum(map(_answered, one.answers))} of {len(one.answers)}",
        f"{given:g} of {of}" if marked else "none",
        shown(one.path),
    )


def _answered(each: Marked) -> bool:
    response = each.answer.response
    return attempted(each.item.scheme(), response) if each.item else response is not None


def _by_hand(each: Marked) -> bool:
    """An open answer; one to another revision is known by what only such a one can be: checked, and without a score."""
    if each.item:
        return scoring.kind_of(each.item.scheme()) == "open"
    return each.answer.checked and each.answer.score is None

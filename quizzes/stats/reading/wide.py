"""A plain wide table: a row for each student, a column for each item.

One column names the student (`columns.NAMES` has the names that it may have), others may hold class, attempt and date.
Every other column is an item: its heading is the item's id or stem, or any name, and may end in the most that can be
earned, ``q1 /2``.  Its cells are responses if the item is in the banks or in the key and one cell is not a number; they
are marks if all of them are numbers (but of an item that asks for a number, or that is in the key, they are responses).
A total is not an item, and is not used: this is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizzes import words
from quizzes.stats.delimited import Table
from quizzes.stats.known import BankItem, KeyedItem, KnownItem
from quizzes.stats.lines import Left, Line, Source, shown
from quizzes.stats.reading.columns import OF, Asked, columns, is_named, number

SAY, WHY = words.REPORT_FILE, words.REPORT_WHY


def fits(heading: Sequence[str]) -> bool:
    return "student" in columns(heading) and any(not is_named(one) for one in heading if one)


def lines(asked: Asked, table: Table) -> Source:
    places = columns(table.heading)
    student, left, notes, read = places["student"], [], [], []
    tries: dict[tuple[str, str], int] = {}
    numbered: list[tuple[int, int, list[str]]] = []
    for line, row in table.rows:
        if not row[student]:
            left.append(Left(asked.name, line, row[0], WHY["nobody"]))
            continue
        who = (row[places["class"]] if "class" in places else "", row[student])
        tries[who] = tries.get(who, 0) + 1
        numbered.append((line, tries[who], row))
    twice: dict[str, int] = {}
    for column, heading in enumerate(table.heading):
        if column in places.values() or not heading:
            continue
        if is_named(heading):
            notes.append(SAY["unused"].format(file=asked.name, column=shown(heading)))
            continue
        name, most, item = _item(asked, heading)
        if name in twice:
            left.append(Left(asked.name, 1, heading, WHY["twice"]))
            continue
        twice[name] = column
        cells = [row[column] for _, _, row in numbered]
        marks = _are_marks(asked, item, cells)
        if item is None and not marks:
            left.append(Left(asked.name, 1, heading, WHY["no-item"]))
            continue
        for line, attempt, row in numbered:
            cell = row[column]
            blank = asked.known.is_blank(cell)
            read.append(
                Line(
                    row[places["class"]] if "class" in places else "",
                    asked.quiz,
                    row[student],
                    attempt,
                    row[places["at"]] if "at" in places else None,
                    name,
                    None if blank or marks else cell,
                    None if blank or not marks else number(cell),
                    most,
                    None,
                    asked.name,
                    line,
                )
            )
    return Source(read, left, notes)


def _item(asked: Asked, heading: str) -> tuple[str, float | None, KnownItem | None]:
    """The name of an item, the most that its heading says, and the item itself if it is known."""
    if (item := asked.known.find(heading)) is None and (of := OF.match(heading)) and float(of[2].replace(",", ".")) > 0:
        item = asked.known.find(of[1])
        return (item.id if item else of[1]), float(of[2].replace(",", ".")), item
    return (item.id if item else heading), None, item


def _are_marks(asked: Asked, item: KnownItem | None, cells: Sequence[str]) -> bool:
    if isinstance(item, KeyedItem) or (isinstance(item, BankItem) and item.kind == "number"):
        return False
    return all(_is_number(cell) for cell in _given(asked, cells))


def _given(asked: Asked, cells: Sequence[str]) -> Iterator[str]:
    return (cell for cell in cells if not asked.known.is_blank(cell))


def _is_number(cell: str) -> bool:
    return number(cell) is not None

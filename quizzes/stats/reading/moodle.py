"""Moodle: *Results > Responses*, downloaded as CSV or as a spreadsheet, in English.

The student is the email address, the user name or the id number, or else first and last name.  ``Response 1`` is the
answer to the first question; which one that is, ``Question 1`` says if the teacher has ticked *Question text*, else the
one item of the banks that has all of these answers among its options.  ``Right answer 1`` is the key of a question
that the banks do not have.  An attempt that is not finished is left out, with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzes import words
from quizzes.stats.delimited import Table
from quizzes.stats.known import BankItem, KnownItem, alike
from quizzes.stats.lines import Left, Line, Source, shown
from quizzes.stats.reading.columns import Asked, columns

WHY = words.REPORT_WHY
NUMBERED = re.compile(r"(response|question|right answer) (\d+)")
DONE = ("", "finished")


def fits(heading: Sequence[str]) -> bool:
    return any(one == "response" for one, _ in _numbered(heading))


def _numbered(heading: Sequence[str]) -> dict[tuple[str, int], int]:
    found = ((NUMBERED.fullmatch(alike(one)), place) for place, one in enumerate(heading))
    return {(match[1], int(match[2])): place for match, place in found if match}


def lines(asked: Asked, table: Table) -> Source:
    numbered, places = _numbered(table.heading), columns(table.heading)
    named = {alike(one): place for place, one in enumerate(table.heading)}
    state = next((named[one] for one in ("state", "status") if one in named), None)
    read: list[Line] = []
    left: list[Left] = []
    rows: list[tuple[int, str, int, list[str]]] = []
    tries: dict[str, int] = {}
    for line, row in table.rows:
        student = _student(row, places, named)
        if not student or alike(row[0]) == "overall average":
            left.append(Left(asked.name, line, row[0], WHY["nobody"]))
        elif state is not None and row[state].casefold() not in DONE:
            left.append(Left(asked.name, line, row[state], WHY["unfinished"]))
        else:
            tries[student] = tries.get(student, 0) + 1
            rows.append((line, student, tries[student], row))
    for n in sorted(number for kind, number in numbered if kind == "response"):
        read += _column(asked, table, numbered, places, n, rows, left)
    return Source(read, left)


def _column(
    asked: Asked,
    table: Table,
    numbered: dict[tuple[str, int], int],
    places: dict[str, int],
    n: int,
    rows: Sequence[tuple[int, str, int, list[str]]],
    left: list[Left],
) -> Iterator[Line]:
    """The answers to the n-th question."""
    response, text, right = (numbered.get((kind, n)) for kind in ("response", "question", "right answer"))
    assert response is not None
    guessed = None
    if text is None:
        guessed = _guess(asked, {row[response] for *_, row in rows})
        if guessed is None and right is None:
            left.append(Left(asked.name, 1, table.heading[response], WHY["no-text"]))
            return
    for line, student, attempt, row in rows:
        item = guessed if text is None else asked.known.find(row[text])
        name = item.id if item else table.heading[response] if text is None else shown(row[text])
        given = None if asked.known.is_blank(row[response]) else row[response]
        mark = None
        if item is None and given is not None:
            if right is None or not row[right]:
                left.append(Left(asked.name, line, name, WHY["no-item"]))
                continue
            mark = float(alike(given) == alike(row[right]))
        at = row[places["at"]] if "at" in places else None
        most = None if item else 1.0
        yield Line("", asked.quiz, student, attempt, at, name, given, mark, most, None, asked.name, line)


def _student(row: Sequence[str], places: dict[str, int], named: dict[str, int]) -> str:
    for one in ("email address", "username", "id number"):
        if one in named and row[named[one]]:
            return row[named[one]]
    both = [row[named[one]] for one in ("first name", "last name") if one in named]
    return " ".join(filter(None, both)) or (row[places["student"]] if "student" in places else "")


def _guess(asked: Asked, responses: set[str]) -> KnownItem | None:
    """The only item that has all of these among its options."""
    given = [one for one in responses if not asked.known.is_blank(one)]

    def has_all(item: KnownItem) -> bool:
        if not isinstance(item, BankItem) or not item.options or len(item.options) < 3:
            return False
        try:
            return all(item.meaning(one) for one in given)
        except ValueError:
            return False

    found = [item for item in asked.known.items.values() if has_all(item)] if given else []
    return found[0] if len(found) == 1 else None

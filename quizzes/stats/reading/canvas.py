"""Canvas: *Quiz Statistics > Student Analysis*, a CSV file.

A question stands in two columns: ``1234: its text`` holds the response, and the next one, headed with the points that
are possible, what was earned.  Those points count; the response says which option was chosen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizzes import words
from quizzes.stats.delimited import Table
from quizzes.stats.lines import Left, Line, Source, shown
from quizzes.stats.reading.columns import Asked, columns, number

WHY = words.REPORT_WHY
QUESTION = re.compile(r"\d+: ?(.*)", re.DOTALL)


def fits(heading: Sequence[str]) -> bool:
    return bool(_questions(heading))


def _questions(heading: Sequence[str]) -> dict[int, str]:
    """The texts of the questions by their columns."""
    found = ((place, QUESTION.fullmatch(one)) for place, one in enumerate(heading[:-1]))
    return {place: match[1] for place, match in found if match and number(heading[place + 1]) is not None}


def lines(asked: Asked, table: Table) -> Source:
    places, named = columns(table.heading), {one.casefold(): place for place, one in enumerate(table.heading)}
    student = next((named[one] for one in ("id", "sis_id", "name") if one in named), places.get("student"))
    read, left = [], []
    tries: dict[str, int] = {}
    for line, row in table.rows:
        if student is None or not row[student]:
            left.append(Left(asked.name, line, row[0], WHY["nobody"]))
            continue
        who = row[student]
        tries[who] = tries.get(who, 0) + 1
        attempt = number(row[named["attempt"]]) if "attempt" in named else None
        for place, text in _questions(table.heading).items():
            item, most = asked.known.find(text), number(table.heading[place + 1])
            blank = asked.known.is_blank(row[place])
            mark = number(row[place + 1])
            if mark is None and row[place + 1]:
                left.append(Left(asked.name, line, row[place + 1], WHY["mark"]))
                continue
            read.append(
                Line(
                    row[named["section"]] if "section" in named else "",
                    asked.quiz,
                    who,
                    int(attempt) if attempt is not None else tries[who],
                    row[named["submitted"]] if "submitted" in named else None,
                    item.id if item else shown(text),
                    None if blank else row[place],
                    None if blank and not mark else mark,
                    most or None,
                    None,
                    asked.name,
                    line,
                )
            )
    return Source(read, left)

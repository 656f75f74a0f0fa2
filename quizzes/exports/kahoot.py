"""Choices for Kahoot, as the spreadsheet that it imports.

Kahoot reads a sheet whose header stands in row 8 and whose questions follow from row 9 on, from column B: the question
(at most 120 characters), two to four answers (75 each), seconds, and the numbers of the right answers.  The limits are
those of its template, which R/exams names too (``exams2kahoot``, https://rdrr.io/rforge/exams/man/exams2kahoot.html).
A text that is too long is reported and never cut.
"""

from __future__ import annotations

from collections.abc import Sequence

from quizzes.exports import Asked, Made, Placed, _lines
from quizzes.exports._lines import TIME, Cell, Room, arguments
from quizzes.itemtypes.bare import Bare

FILE = "zero-tolerance-kahoot.xlsx"
QUESTION, ANSWER, ANSWERS = 120, 75, 4
HEADER = 8
HEADS = [
    f"Question - max {QUESTION} characters",
    *(f"Answer {n} - max {ANSWER} characters" for n in range(1, ANSWERS + 1)),
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
]


__all__ = ["FILE", "arguments", "export"]


def export(asked: Asked) -> Made:
    def lines(rows: list[Sequence[Cell]]) -> list[Sequence[Cell]]:
        return [*[[""]] * (HEADER - 1), ["", *HEADS], *([n, *row] for n, row in enumerate(rows, 1))]

    return _lines.sheet(asked, Kahoot(asked), lines, "Sheet1")


class Kahoot(Room):
    def row(self, placed: Placed, bare: Bare) -> Sequence[Cell]:
        if bare.kind not in ("one", "several", "truth"):
            raise NotImplementedError("Kahoot's sheet has choices alone")
        if placed.listed is not placed.item:
            raise NotImplementedError("what it is asked about has no place in Kahoot's sheet")
        asks = self.asks(placed)
        if len(bare.options) > ANSWERS:
            raise NotImplementedError(f"it has {len(bare.options)} options; Kahoot has {ANSWERS} at most")
        if len(asks) > QUESTION:
            raise NotImplementedError(f"its question has {len(asks)} characters; Kahoot has {QUESTION} at most")
        longest = max(map(len, bare.options))
        if longest > ANSWER:
            raise NotImplementedError(f"an option has {longest} characters; Kahoot has {ANSWER} at most")
        spare = [""] * (ANSWERS - len(bare.options))
        right = ",".join(str(n + 1) for n in bare.right)
        return [asks, *bare.options, *spare, self.asked.options.get("time", TIME), right]

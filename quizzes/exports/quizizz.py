"""Choices and short answers for Quizizz (now Wayground), as the spreadsheet that it imports.

Its first row names the columns; which question types and columns there are, follows its template.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizzes.exports import Asked, Made, Placed, _lines
from quizzes.exports._lines import TIME, Cell, Room, arguments
from quizzes.itemtypes.bare import Bare

FILE = "zero-tolerance-quizizz.xlsx"
OPTIONS = 5
TYPES = {
    "one": "Multiple Choice",
    "truth": "Multiple Choice",
    "several": "Checkbox",
    "words": "Fill-in-the-Blank",
    "essay": "Open-Ended",
}
HEADS = [
    "Question Text",
    "Question Type",
    *(f"Option {n}" for n in range(1, OPTIONS + 1)),
    "Correct Answer",
    "Time in seconds",
    "Image Link",
    "Answer explanation",
]


__all__ = ["FILE", "arguments", "export"]


def export(asked: Asked) -> Made:
    return _lines.sheet(asked, Quizizz(asked), lambda rows: [HEADS, *rows], "Sheet1")


class Quizizz(Room):
    reasons = True

    def row(self, placed: Placed, bare: Bare) -> Sequence[Cell]:
        if bare.kind not in TYPES:
            raise NotImplementedError("Quizizz's sheet has choices, short answers and open answers alone")
        options = [] if bare.kind == "essay" else [*bare.options]
        if bare.kind == "words":
            options = options[:OPTIONS]  # what is left out is told as lost
        if len(options) > OPTIONS:
            raise NotImplementedError(f"it has {len(options)} options; Quizizz has {OPTIONS} at most")
        spare = [""] * (OPTIONS - len(options))
        right = ",".join(str(n + 1) for n in bare.right)
        time = self.asked.options.get("time", TIME)
        return [self.asks(placed), TYPES[bare.kind], *options, *spare, right, time, "", self.why(placed)]

    def lost(self, placed: Placed, bare: Bare) -> Iterator[str]:
        yield from super().lost(placed, bare)
        if getattr(placed.item, "tolerance", 0) and bare.kind == "words":
            yield "slips"
        if bare.kind == "words" and len(bare.options) > OPTIONS:
            yield "variants"
        if bare.kind == "essay":
            yield "rubric"

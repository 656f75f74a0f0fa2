"""The questions for Blackboard, as the lines with tabs that its question banks and tests upload.

One line is one question: its kind, what it asks, and the answers; the words that mark them are English.  There is no
header, no empty line and no place for feedback (Blackboard Help, "Upload Questions"; the table of Baylor College of
Medicine says which kinds its Ultra view takes: MC, MA, TF, ESS, MAT, FIB, NUM.  ORD is of the Original view).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizzes.exports import Asked, Made, Placed, UnfitError, _lines
from quizzes.exports._lines import Cell, Room
from quizzes.itemtypes.bare import Bare

FILE = "zero-tolerance-blackboard.txt"
KINDS = {
    "one": "MC",
    "several": "MA",
    "truth": "TF",
    "order": "ORD",
    "pairs": "MAT",
    "words": "FIB",
    "number": "NUM",
    "essay": "ESS",
}
WORD = {True: "correct", False: "incorrect"}
MOST = 20  # answers of a question, in the Original view


def export(asked: Asked) -> Made:
    """The lines, the same bytes for the same items."""
    rows, lost = Blackboard(asked).rows()
    lines = ["\t".join(str(cell) for cell in row) for row in rows]
    wrong = [line for line, row in zip(lines, rows, strict=True) if line.count("\t") != len(row) - 1 or "\n" in line]
    if wrong:
        raise UnfitError(f"a question has a tab or a new line in it, and nothing is written: {wrong[0][:60]}")
    data = ("\r\n".join(lines) + "\r\n").encode()
    return Made(data, _lines.said(len(rows), len(data)), lost)


class Blackboard(Room):
    def row(self, placed: Placed, bare: Bare) -> Sequence[Cell]:
        return [KINDS[bare.kind], self.asks(placed), *self._answers(bare)]

    def _answers(self, bare: Bare) -> list[str]:
        match bare.kind:
            case "one" | "several":
                return [cell for n, option in enumerate(bare.options) for cell in (option, WORD[n in bare.right])]
            case "truth":
                return ["true" if bare.right[0] == 0 else "false"]
            case "pairs":
                if len({choice for _, choice in bare.pairs}) < len(bare.pairs):
                    raise NotImplementedError(
                        "a choice belongs to several entries, which Blackboard's lines don't know"
                    )
                return [cell for pair in bare.pairs for cell in pair]
            case "number":
                return [bare.options[0], bare.room]
            case "words" if len(bare.options) > MOST:
                return [*bare.options[:MOST]]
        return [*bare.options]

    def lost(self, placed: Placed, bare: Bare) -> Iterator[str]:
        yield from super().lost(placed, bare)
        found = {
            "spare": bare.kind == "pairs" and bool(bare.options),
            "variants": bare.kind == "words" and len(bare.options) > MOST,
            "rubric": bare.kind == "essay",
            "slips": bool(getattr(placed.item, "tolerance", 0)) and bare.kind == "words",
            "unit": bool(getattr(placed.item, "unit", None)),
            "foreseen": bare.kind in ("words", "number"),
        }
        yield from (key for key, is_so in found.items() if is_so)

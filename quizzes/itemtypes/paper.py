"""What an item type says of itself for a test on paper, as plain data: what stands on the test, where the answer goes
on the answer sheet, and what belongs there.

What stands around it is in ``quizzes/exports/paper.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from quizzes import words
from quizzes.itemtypes.face import note, row, rows
from quizzes.markup import Html
from quizzes.text import shorten

SAY = words.PAPER
LONGEST = 200


class Room(NamedTuple):
    """Room on the answer sheet for an answer, or for the part of one that `label` names.

    `marks` are to be marked, one or several; without them there is a line for a letter or for words, with its unit, or
    there are so many `lines` to write on.  `key` says what belongs there; it is empty if somebody must judge.
    """

    key: str
    label: str = ""
    marks: Sequence[str] = ()
    line: Literal["letter", "words"] = "words"
    unit: str = ""
    lines: int = 0


class Body(NamedTuple):
    """`face` is what stands under the stem, `asks` what is to be done where the type's instruction speaks of a screen,
    and `also` what whoever marks must know beside the key."""

    face: Html | None
    rooms: Sequence[Room]
    asks: str | None = None
    also: Html | None = None


def pairs(stems: Sequence[Html], choices: Sequence[tuple[str, Html]], key: Sequence[str]) -> Body:
    """Numbered stems, each of which takes the letter of a choice; `key` has these letters."""
    numbers = [str(n) for n in range(1, len(stems) + 1)]
    left = rows(row(stem, letter=number) for number, stem in zip(numbers, stems, strict=True))
    right = rows(row(choice, letter=letter) for letter, choice in choices)
    rooms = [Room(letter, number, line="letter") for number, letter in zip(numbers, key, strict=True)]
    return Body(Html("").join([left, note(words.PAGE["choices"]), right]), rooms, SAY["pairs"])


def notes(lines: Iterable[str]) -> Html | None:
    """Lines for whoever marks, if there are any; of many ways to write an answer the first ones."""
    made = [note(shorten(line, LONGEST)) for line in lines]
    return Html("").join(made) if made else None

"""What all readers of answers make: lines, one for each answer of a student to an item.

A line has the heading under which the answer stands in its file; which item that is, is found out later
(`quizzes.stats.known`), and so is what the response earns.  A line without a response and without a mark is an item
that was left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from quizzes.markup import clean
from quizzes.text import shorten


class Line(NamedTuple):
    """One answer; `try_` counts the tries of a student at the whole quiz, None where each item has tries of its own."""

    class_: str
    quiz: str
    student: str
    try_: int | None
    at: str | None
    item: str
    response: str | None
    mark: float | None
    most: float | None
    seconds: float | None
    file: str
    line: int


TYPES = {
    "class": "string", "quiz": "string", "student": "string", "try": "int64", "at": "string", "item": "string",
    "response": "string", "mark": "float64", "most": "float64", "seconds": "float64", "place": "int64",
}  # fmt: skip
SHIFT = 40  # a place is the number of a file, and in the lower bits a line of it


class Left(NamedTuple):
    """Something that was not read, with its place and the reason; `line` counts from 1, and is 0 where it is not
    known."""

    file: str
    line: int
    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.place}: {shown(self.what)}: {self.why}"

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


class Source(NamedTuple):
    """What one file, or one folder of files, gives: lines, or the path and the columns of a table for the engine."""

    lines: Sequence[Line] = ()
    left: Sequence[Left] = ()
    notes: Sequence[str] = ()
    large: tuple[Path, Any] | None = None


class ReadingError(ValueError):
    """A file that can't be read: what is wrong, and how to mend it."""

    def __init__(self, file: str, line: int, wrong: str, write: str):
        super().__init__(f"{file}:{line}: {wrong}; {write}")


class MissingError(ImportError):
    """There is no engine."""


def shown(text: object, limit: int = 80) -> str:
    """A text from a file, short and harmless in a terminal."""
    said = " ".join(clean(str(text)).split())
    return shorten("".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in said), limit)

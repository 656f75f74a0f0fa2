"""What columns are called, and what numbers and times look like in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from quizzes.stats.known import Known, alike

NAMES = {
    "student": (
        "student", "student id", "student code", "code", "email", "email address", "username", "user", "user id", "id",
        "id number", "sis id", "name", "full name", "person", "participant", "learner", "pupil", "candidate",
    ),
    "item": ("item", "item id", "question", "question id"),
    "response": ("response", "answer", "option", "choice"),
    "mark": ("mark", "score", "points", "correct", "fraction"),
    "most": ("max", "maximum", "max mark", "most", "points possible", "out of"),
    "seconds": ("time", "seconds", "duration", "time taken", "time s", "time seconds"),
    "at": ("at", "date", "timestamp", "submitted", "completed", "started", "started on"),
    "try": ("attempt", "try"),
    "class": ("class", "section", "group", "course", "period"),
}  # fmt: skip
ALSO = ("total", "sum", "grade", "percent", "first name", "last name", "surname", "institution", "department", "state",
        "status", "score", "points", "n correct", "n incorrect", "section id", "section sis id")  # fmt: skip
NUMBER = re.compile(r"[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)")
OF = re.compile(r"^(.*?)\s*/\s*(\d+(?:[.,]\d+)?)$")
CLOCK = re.compile(r"(\d+):([0-5]?\d)(?::([0-5]?\d))?")
SPAN = re.compile(r"(\d+)\s*(day|hour|hr|min|sec|d|h|m|s)[a-z]*\b", re.IGNORECASE)
WORTH = {"d": 86400, "h": 3600, "m": 60, "s": 1}


class Asked(NamedTuple):
    """What a reader is given beside the table."""

    path: Path
    name: str
    known: Known

    @property
    def quiz(self) -> str:
        return self.path.stem


def columns(heading: Sequence[str]) -> dict[str, int]:
    """Where the columns stand that are no items, by what they hold: of several names the one that is listed first."""
    said = [alike(one) for one in heading]
    found = {kind: next((said.index(name) for name in names if name in said), None) for kind, names in NAMES.items()}
    return {kind: place for kind, place in found.items() if place is not None}


def is_named(heading: str) -> bool:
    """Whether a column has a name that says it is no item."""
    said = alike(heading)
    return said.startswith("grade ") or said in ALSO or any(said in names for names in NAMES.values())


def number(cell: str) -> float | None:
    """A number with a decimal point or a decimal comma."""
    return float(cell.replace(",", ".")) if NUMBER.fullmatch(cell.strip()) else None


def seconds(cell: str) -> float | None:
    """A time as seconds: ``75``, ``1:15``, ``1 min 15 secs``."""
    if (plain := number(cell)) is not None:
        return plain
    if clock := CLOCK.fullmatch(cell.strip()):
        parts = [int(part) for part in clock.groups() if part is not None]
        return float(sum(part * 60**n for n, part in enumerate(reversed(parts))))
    spans = SPAN.findall(cell)
    return float(sum(int(n) * WORTH[unit[0].lower()] for n, unit in spans)) if spans else None

"""Fifty events that stay the same while the book grows: what the weight of a timeline is measured by.

They are lighter than the book's own (a headline of 93 signs and 1.4 claims on average; those of "The warnings" have
100 and 1.8), so the book's own events have a limit of their own, in `tests/test_timelines.py`.
"""

from __future__ import annotations

from pathlib import Path

from quizzes.events import Chronicle, Event, Told
from quizzes.yamlfile import Document, validate

FILE = Path(__file__).with_suffix(".yaml")


def fifty() -> Chronicle:
    events = validate(Document(FILE, FILE.name), list[Event])
    told = tuple(Told(event, ("warnings",)) for event in events)
    return Chronicle("fifty", "Fifty events", "For measures.", ("warnings",), told)

"""Timelines: events are claims with a date and a headline."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from quizzes import dates
from quizzes.record import ClaimId, Id, Record, Text, doubled

EventTheme = Literal["trial", "warning", "decision", "execution", "public-statement", "report", "court", "answer"]


class Event(Record):
    """Something that happened, as far as its claims tell.

    `when` is the source's own wording of the date where EDTF has none ("late April 2018"); `note` says where
    sources differ or what the date does not mean.
    """

    id: Id
    date: dates.Edtf
    when: Text | None = None
    headline: Text
    claims: Annotated[list[ClaimId], Field(min_length=1)]
    actors: list[Id] = []
    theme: EventTheme
    note: Text | None = None

    @property
    def words(self) -> str:
        return self.when or dates.words(self.date)


class Timeline(Record):
    """One file of ``timelines/``: the events of a chapter, printed in order of their first day."""

    chapter: Id
    title: Text
    summary: Text
    events: Annotated[list[Event], Field(min_length=1)]

    @model_validator(mode="after")
    def _ids(self) -> Timeline:
        for twice in doubled([event.id for event in self.events]):
            raise ValueError(f"two events have the id '{twice}'; give each its own")
        return self

    @property
    def ordered(self) -> list[Event]:
        return sorted(self.events, key=lambda event: dates.bounds(event.date))

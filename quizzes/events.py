"""Timelines: events are claims with a date and a headline."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, model_validator

from quizzes import dates
from quizzes.record import ClaimId, Id, Record, Text, doubled

EventTheme = Literal["trial", "warning", "decision", "execution", "public-statement", "report", "court", "answer"]
Track = Literal["public", "inside"]
Claims = Annotated[list[ClaimId], Field(min_length=1)]


class Dated(Record):
    """A date as sources give it.

    `when` is the source's own wording where EDTF has none ("late April 2018"); `note` says what the date does not mean.
    """

    date: dates.Edtf
    when: Text | None = None
    note: Text | None = None
    claims: Claims

    @property
    def words(self) -> str:
        return self.when or dates.words(self.date)


class OtherDate(Dated):
    """Another date that a source gives for the same event; `by` says who gives it, where the citation doesn't."""

    by: Text | None = None


class Event(Dated):
    """Something that happened, as far as its claims tell.

    `track` tells what officials said in public from what they wrote or said inside the government; an event that is
    neither has none.  `section` is the anchor of the heading under which the chapter tells it.
    """

    id: Id
    headline: Text
    actors: list[Id] = []
    theme: EventTheme
    track: Track | None = None
    section: Text | None = Field(None, description="the anchor of the heading that tells it")
    disputed: list[OtherDate] = []

    @model_validator(mode="after")
    def _dates(self) -> Event:
        for twice in doubled([self.date, *(other.date for other in self.disputed)]):
            raise ValueError(f"the date '{twice}' is given twice; a disputed date differs from the first")
        return self

    @property
    def cited(self) -> list[str]:
        """All its claims, those of its other dates too, each once."""
        return list(dict.fromkeys([*self.claims, *(claim for other in self.disputed for claim in other.claims)]))


class Timeline(Record):
    """One file of ``timelines/``: the events of a chapter, printed in order of their first moment.

    An event stands in one file; `also` names those of other chapters that belong in this one too.
    """

    chapter: Id
    title: Text
    summary: Text
    events: Annotated[list[Event], Field(min_length=1)]
    also: list[Id] = []

    @model_validator(mode="after")
    def _ids(self) -> Timeline:
        for twice in doubled([event.id for event in self.events] + self.also):
            raise ValueError(f"two events have the id '{twice}'; give each its own")
        return self

    @property
    def ordered(self) -> list[Event]:
        return sorted(self.events, key=_moment)


class Told(NamedTuple):
    """An event and the chapters that tell it; the first one's file holds it."""

    event: Event
    chapters: tuple[str, ...]


class Chronicle(NamedTuple):
    """What a page shows as one timeline: the events of a chapter, of some, or of all, in order of time."""

    id: str
    title: str
    summary: str
    chapters: tuple[str, ...]
    told: tuple[Told, ...]

    @property
    def events(self) -> list[Event]:
        return [event for event, _ in self.told]


def chronicle(
    chosen: Iterable[Timeline], known: Iterable[Timeline] = (), title: str = "", summary: str = ""
) -> Chronicle:
    """The events of the `chosen` timelines as one; `also` is looked up in the `known` ones.

    One timeline keeps its own title and summary.  `KeyError` for an event in `also` that no timeline has.
    """
    lines = list(chosen)
    home = {event.id: (event, line.chapter) for line in [*known, *lines] for event in line.events}
    chapters: dict[str, list[str]] = {}
    for line in lines:
        for key in [event.id for event in line.events] + line.also:
            chapters.setdefault(key, [home[key][1]])
            if line.chapter not in chapters[key]:
                chapters[key].append(line.chapter)
    told = sorted(
        (Told(home[key][0], tuple(names)) for key, names in chapters.items()), key=lambda one: _moment(one.event)
    )
    first = lines[0]
    alone = len(lines) == 1
    return Chronicle(
        first.chapter if alone else "all",
        first.title if alone else title,
        first.summary if alone else summary,
        tuple(line.chapter for line in lines),
        tuple(told),
    )


def _moment(event: Event) -> dates.Span:
    return dates.bounds(event.date)

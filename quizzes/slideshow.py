"""Slides of a chapter, to be projected: what stands on each, and what its teacher should know, ask and beware of.

A file of ``slides/`` says only what stands nowhere else.  A figure, an item, a series and every source are named by
their ids; the slide with the chapter's title and question, the answer to the item and the sources stand in no file.

Slides are read from the back of a room, so their words are counted: `POINT_WORDS` a point, `PASSAGE_WORDS` a passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from quizzes.itemtypes.material import Passage, Quotation, Series
from quizzes.problems import RecordError
from quizzes.record import ClaimId, Id, Record, Text
from quizzes.text import plain

POINT_WORDS, TITLE_WORDS, QUESTION_WORDS, PASSAGE_WORDS, ROWS = 25, 10, 30, 80, 6
SLIDES = (4, 8)
MADE = re.compile(r"title|sources?(-\d+)?|show|notes")  # ids of what is made around them, and of places in the show


def _at_most(words: int, what: str) -> AfterValidator:
    def check(text: str) -> str:
        count = len(plain(text).split())
        if count > words:
            raise ValueError(f"{what} has {count} words; say it in {words}, for those at the back of the room")
        return text

    return AfterValidator(check)


Title = Annotated[Text, _at_most(TITLE_WORDS, "the title")]
Question = Annotated[Text, _at_most(QUESTION_WORDS, "the question")]
Claims = Annotated[list[ClaimId], Field(min_length=1)]


class Point(Record):
    """A sentence to be projected, and what it rests on."""

    say: Annotated[Text, _at_most(POINT_WORDS, "the point")] = Field(description="a sentence of 25 words at the most")
    claims: Claims


class Gap(Record):
    """Something that is not known; it rests on claims where a source says so, and on none where none was found."""

    say: Annotated[Text, _at_most(POINT_WORDS, "the point")]
    claims: list[ClaimId] = []


Points = Annotated[list[Point], Field(min_length=1, max_length=3)]


Placed = tuple[tuple[str | int, ...], Point | Gap]
"""A sentence, and where it stands in its slide."""


class Notes(Record):
    """For the teacher, and not projected."""

    minutes: Annotated[int, Field(ge=1, le=30)] = Field(description="how long the slide is likely to take")
    ask: Annotated[list[Text], Field(min_length=1)] = Field(description="questions to the class")
    listen: Text = Field(description="what a good answer names")
    trap: Text | None = Field(None, description="what misleads: what a number does not count, what a source can't show")
    claims: list[ClaimId] = Field([], description="what the notes rest on besides what the slide rests on")


class Slide(Record):
    """What every slide has."""

    id: Id = Field(description="its place in an address; unique among the chapter's slides")
    notes: Notes

    def points(self) -> Iterator[Placed]:
        """Its sentences, each with its place in the record."""
        return iter(())


class PointsSlide(Slide):
    """One to three sentences, beside a figure of the chapter if one is named."""

    title: Title
    say: Points
    figure: Id | None = Field(None, description="the name of a figure, beside which one or two points stand")

    def points(self) -> Iterator[Placed]:
        return ((("say", n), point) for n, point in enumerate(self.say))

    @model_validator(mode="after")
    def _room(self) -> PointsSlide:
        if self.figure and len(self.say) > 2:
            raise ValueError("there is no room for three points beside a figure; leave two, or make another slide")
        return self


class Side(Record):
    """One side, with its own words and reasons."""

    name: Annotated[Text, _at_most(8, "the name of the side")]
    say: Annotated[list[Point], Field(min_length=1, max_length=2)]


class SidesSlide(Slide):
    """Two sides of a matter that is contested, next to each other."""

    title: Title
    sides: Annotated[list[Side], Field(min_length=2, max_length=2)]

    def points(self) -> Iterator[Placed]:
        for n, side in enumerate(self.sides):
            yield from ((("sides", n, "say", m), point) for m, point in enumerate(side.say))


def _kind(material: Any) -> str:
    has = material if isinstance(material, dict) else vars(material) if isinstance(material, Record) else {}
    kinds = {"series": "a series", "claim": "a quotation"}
    return next((kind for field, kind in kinds.items() if field in has), "a passage")


class ReadSlide(Slide):
    """A source to read together, with one question to it."""

    title: Title
    read: Annotated[
        Annotated[Passage, Tag("a passage")]
        | Annotated[Series, Tag("a series")]
        | Annotated[Quotation, Tag("a quotation")],
        Discriminator(_kind),
    ] = Field(description="a passage of an excerpt, a claim's quotation, or rows of a series")
    by: Annotated[Text, _at_most(POINT_WORDS, "the line on its origin")] = Field(description="whose words they are")
    claims: Claims = Field(description="what the line on its origin rests on")
    question: Question

    @model_validator(mode="after")
    def _legible(self) -> ReadSlide:
        if isinstance(self.read, Passage) and (count := len(self.read.passage.split())) > PASSAGE_WORDS:
            wrong = f"the passage has {count} words; cut it to {PASSAGE_WORDS}, with […] where words are left out"
            raise RecordError([(("read", "passage"), wrong)])
        if isinstance(self.read, Series) and not 1 <= len(self.read.rows or ()) <= ROWS:
            raise RecordError([(("read", "rows"), f"a slide has room for {ROWS} rows; name them under 'rows'")])
        return self


class CheckSlide(Slide):
    """An item of the chapter's bank; its answer is the next step."""

    check: Id = Field(description="the id of an item that can be asked by itself")


class TalkSlide(Slide):
    """What is not known, and a question to talk about."""

    title: Title
    unknown: Annotated[list[Gap], Field(max_length=3)] = Field([], description="what sources do not tell or dispute")
    question: Question

    def points(self) -> Iterator[Placed]:
        return ((("unknown", n), point) for n, point in enumerate(self.unknown))


KINDS = {"sides": "two sides", "read": "a source", "check": "a check", "question": "a talk"}


def _slide(slide: Any) -> str:
    has = slide if isinstance(slide, dict) else vars(slide) if isinstance(slide, Record) else {}
    return next((kind for field, kind in KINDS.items() if field in has), "points")


AnySlide = Annotated[
    Annotated[PointsSlide, Tag("points")]
    | Annotated[SidesSlide, Tag("two sides")]
    | Annotated[ReadSlide, Tag("a source")]
    | Annotated[CheckSlide, Tag("a check")]
    | Annotated[TalkSlide, Tag("a talk")],
    Discriminator(_slide),
]


class Slideshow(Record):
    """One file of ``slides/``."""

    chapter: Id = Field(description="the stem of the chapter's notebook")
    opening: Notes = Field(description="notes on the slide with the chapter's question")
    slides: list[AnySlide]

    @model_validator(mode="after")
    def _whole(self) -> Slideshow:
        if faults := [*self._faults()]:
            raise RecordError(faults)
        return self

    def _faults(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        ids = [slide.id for slide in self.slides]
        for n, key in enumerate(ids):
            if key in ids[:n]:
                yield ("slides", n, "id"), f"two slides have the id '{key}'; give each its own"
            if MADE.fullmatch(key) or key.removesuffix("-answer") in ids[:n]:
                yield ("slides", n, "id"), f"'{key}' is the id of a slide that is made; give this one another"
        if not SLIDES[0] <= len(ids) <= SLIDES[1]:
            yield ("slides",), f"there are {len(ids)} slides; let there be {SLIDES[0]} to {SLIDES[1]}"
        checks = sum(isinstance(slide, CheckSlide) for slide in self.slides)
        if checks != 1:
            yield ("slides",), f"there are {checks} checks; let one slide have 'check: ...' with the id of an item"
        if not any(isinstance(slide, ReadSlide) for slide in self.slides):
            yield ("slides",), "no source is read together; let one slide have 'read: ...'"
        if self.slides and not isinstance(self.slides[-1], TalkSlide):
            yield ("slides", len(ids) - 1), "the last slide asks nothing to talk about; end with 'question: ...'"

    @property
    def minutes(self) -> int:
        return sum(slide.notes.minutes for slide in self.slides) + self.opening.minutes

"""Ordering: entries to be put into their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from quizzes import words
from quizzes.itemtypes.base import Feedback, Item, Part, unique
from quizzes.markup import Html, tag
from quizzes.record import Text
from quizzes.scoring import Scheme
from quizzes.text import inline


class Entry(Part):
    """One thing in the order; `feedback` says why it stands where it stands."""

    feedback: Text


class Ordering(Item):
    type: Literal["ordering"]
    points: int = Field(2, ge=1, le=10)
    rule: Literal["exact", "pairs"] = "pairs"
    entries: Annotated[list[Entry], Field(min_length=3)] = Field(description="in the right order")
    from_: Text = Field("earliest", alias="from", description="what the top of the list means")
    to: Text = Field("latest", description="what its end means")

    @model_validator(mode="after")
    def _entries(self) -> Ordering:
        unique(self.entries, "entry")
        return self

    @property
    def instruction(self) -> str:  # type: ignore[override]
        return words.PAGE["order"].format(first=self.from_, last=self.to)

    @property
    def shown(self) -> list[Entry]:
        """The order in which it is first shown: never the right one."""
        mixed = self.shuffled(self.entries)
        return mixed if mixed != self.entries else [*mixed[1:], mixed[0]]

    def scheme(self) -> Scheme:
        ids = [entry.id for entry in self.entries]
        return {"cardinality": "ordered", "rule": self.rule, "points": self.points, "options": ids, "correct": ids}

    def controls(self) -> Html:
        rows = [
            tag("li", tag("span", inline(entry.text), class_="q-text"), class_="q-part q-entry", data_part=entry.id)
            for entry in self.shown
        ]
        return Html("").join(
            [tag("p", self.from_, class_="q-end"), tag("ol", rows, class_="q-order"), tag("p", self.to, class_="q-end")]
        )

    def answer(self) -> Html:
        return Html(" → ").join(inline(entry.text) for entry in self.entries)

    def feedback(self) -> Iterator[Feedback]:
        for entry in self.entries:
            yield Feedback(entry.id, ["right", "wrong", "missed"], entry.feedback, entry.text)

    def texts(self) -> Iterator[str]:
        return (entry.text for entry in self.entries)

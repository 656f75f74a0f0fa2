"""Short text: a name or a word to write, with the variants that count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from quizzes import words
from quizzes.itemtypes.base import Feedback, Item
from quizzes.markup import Html, escape, tag
from quizzes.record import Id, Record, Text
from quizzes.scoring import Scheme, fold


class Foreseen(Record):
    """Wrong answers that the author expects, and what mends them."""

    answers: Annotated[list[Text], Field(min_length=1)]
    feedback: Text
    misconception: Id | None = None


class ShortText(Item):
    type: Literal["short-text"]
    accepted: Annotated[list[Text], Field(min_length=1)] = Field(description="the first is shown as the answer")
    foreseen: list[Foreseen] = []
    feedback_: Text = Field(alias="feedback", description="said of a right answer")
    otherwise: Text = Field(description="said of a wrong answer that was not foreseen")

    @model_validator(mode="after")
    def _distinct(self) -> ShortText:
        accepted = {fold(text): text for text in self.accepted}
        seen: dict[str, Foreseen] = {}
        for one in self.foreseen:
            for text in one.answers:
                if fold(text) in accepted:
                    raise ValueError(f"'{text}' is foreseen as wrong but also accepted; take it out of one list")
                if seen.setdefault(fold(text), one) is not one:
                    raise ValueError(f"'{text}' is foreseen twice, with different feedback; keep one")
        if "" in accepted or "" in seen:
            raise ValueError("an answer has no letters or digits in it; write one that a reader could type")
        return self

    def scheme(self) -> Scheme:
        return {
            "cardinality": "single",
            "base": "text",
            "rule": "exact",
            "points": self.points,
            "correct": list(dict.fromkeys(fold(text) for text in self.accepted)),
            "foreseen": {fold(text): str(n) for n, one in enumerate(self.foreseen) for text in one.answers},
        }

    def controls(self) -> Html:
        box = tag(
            "input", type="text", id=f"{self.id}-text", autocomplete="off", autocapitalize="off", spellcheck="false"
        )
        label = tag("label", words.PAGE["write"], for_=f"{self.id}-text")
        return tag("div", label, box, class_="q-part q-written", data_part="text")

    def answer(self) -> Html:
        return escape(self.accepted[0])

    def feedback(self) -> Iterator[Feedback]:
        yield Feedback("text", ["right"], self.feedback_, self.accepted[0])
        for n, one in enumerate(self.foreseen):
            yield Feedback("text", ["wrong"], one.feedback, " / ".join(one.answers), [str(n)])
        yield Feedback("text", ["wrong", "missed"], self.otherwise, "…", ["other"])

    def texts(self) -> Iterator[str]:
        return iter(())

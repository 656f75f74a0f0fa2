"""Single choice: one key among options."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import model_validator

from quizzes.itemtypes.base import Choice, Feedback
from quizzes.markup import Html
from quizzes.scoring import Scheme
from quizzes.text import inline


class SingleChoice(Choice):
    type: Literal["single-choice"]

    control: ClassVar = "radio"

    @model_validator(mode="after")
    def _one_key(self) -> SingleChoice:
        if len(self.keys) != 1:
            raise ValueError(f"{len(self.keys)} options are the key; put 'key: true' on exactly one")
        return self

    def scheme(self) -> Scheme:
        ids = [option.id for option in self.shown]
        return {
            "cardinality": "single",
            "rule": "exact",
            "points": self.points,
            "options": ids,
            "correct": self.keys[0].id,
        }

    def answer(self) -> Html:
        return inline(self.keys[0].text)

    def feedback(self) -> Iterator[Feedback]:
        for option in self.shown:
            on = ["right", "missed"] if option.key else ["wrong"]
            yield Feedback(option.id, on, option.feedback, option.text)

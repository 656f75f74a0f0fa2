"""Multiple choice: one key or more among options, with credit for a part of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from quizzes import words
from quizzes.itemtypes.base import Choice, Feedback
from quizzes.markup import Html
from quizzes.scoring import Scheme
from quizzes.text import inline


class MultipleChoice(Choice):
    type: Literal["multiple-choice"]
    points: int = Field(2, ge=1, le=10)
    rule: Literal["exact", "net-correct"] = Field("net-correct", description="how a part of the key is credited")

    control: ClassVar = "checkbox"
    instruction: ClassVar = words.PAGE["several"]

    @model_validator(mode="after")
    def _keys(self) -> MultipleChoice:
        if not self.keys:
            raise ValueError("no option is the key; put 'key: true' on each right one")
        if len(self.keys) == len(self.options):
            raise ValueError("every option is the key; add one that is wrong")
        for option in self.keys:
            if option.missed is None:
                raise ValueError(f"the key '{option.id}' says nothing when it is not chosen; add 'missed: ...' to it")
        return self

    def scheme(self) -> Scheme:
        ids = [option.id for option in self.shown]
        keys = [option.id for option in self.shown if option.key]
        return {"cardinality": "multiple", "rule": self.rule, "points": self.points, "options": ids, "correct": keys}

    def answer(self) -> Html:
        return Html("; ").join(inline(option.text) for option in self.shown if option.key)

    def feedback(self) -> Iterator[Feedback]:
        for option in self.shown:
            yield Feedback(option.id, ["right" if option.key else "wrong"], option.feedback, option.text)
            if option.missed:
                yield Feedback(option.id, ["missed"], option.missed, option.text)

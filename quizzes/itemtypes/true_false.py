"""True or false: a statement to judge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from quizzes import words
from quizzes.itemtypes.base import Feedback, Item, choice_rows
from quizzes.markup import Html
from quizzes.record import Id, Record, Text
from quizzes.scoring import Scheme
from quizzes.text import inline


class Verdicts(Record):
    """Feedback for each of the two answers."""

    true: Text
    false: Text


class TrueFalse(Item):
    type: Literal["true-false"]
    answer_: bool
    feedback_: Verdicts
    misconception: Id | None = None

    model_config = {"alias_generator": lambda name: name.rstrip("_")}

    @property
    def key(self) -> str:
        return str(self.answer_).lower()

    def scheme(self) -> Scheme:
        base = {"cardinality": "single", "rule": "exact", "points": self.points}
        return base | {"options": ["true", "false"], "correct": self.key}

    def controls(self) -> Html:
        return choice_rows("radio", self.id, [(value, words.PAGE[value]) for value in ("true", "false")])

    def answer(self) -> Html:
        return inline(words.PAGE[self.key])

    def feedback(self) -> Iterator[Feedback]:
        for value in ("true", "false"):
            on = ["right", "missed"] if value == self.key else ["wrong"]
            yield Feedback(value, on, getattr(self.feedback_, value), words.PAGE[value])

    def texts(self) -> Iterator[str]:
        return iter(())

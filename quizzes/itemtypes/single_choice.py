"""Single choice: one key among options."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import model_validator

from quizzes import words
from quizzes.itemtypes import qti12
from quizzes.itemtypes.base import Choice, Feedback
from quizzes.itemtypes.face import Say
from quizzes.markup import Html
from quizzes.scoring import Scheme
from quizzes.text import inline


class SingleChoice(Choice):
    type: Literal["single-choice"]

    control: ClassVar = "radio"
    example: ClassVar = """\
id: what-order
type: single-choice
objective: understand
skill: chronology             # what it asks for; recall if left out
difficulty: easy              # easy, medium or hard: your guess
section: the-section          # anchor of the section to read again
stem: When was the warning of the office for U.S. attorneys given?
options:                      # shown in another order than here, lettered A, B, C; 'shuffle: false' keeps this one
  - id: before
    text: In the weeks before the policy was announced
    feedback: The policy was made public on April 6, and the warning is of late April.
    misconception: warned-before-announcement   # what a reader who takes this believes: see the top of the bank
  - id: between
    text: Between the announcement and the first referrals
    key: true                 # the one right option
    feedback: It is of late April, and DHS began to refer parents in early May.
    claims: [s-055, v-038]    # optional: what this feedback rests on
  - id: after
    text: After parents had been referred for some weeks
    feedback: DHS began to refer parents in early May, and the warning is of late April.
    misconception: warned-after-referrals
hints:                        # optional
  - Put the announcement and the first referrals in order first.
rationale: The warning of late April lies between the announcement and the first referrals.
claims: [s-055, s-025, v-038]
points: 1                     # optional, 1 to 10
"""

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

    def to_canvas(self, say: Say, new: bool) -> qti12.Body:
        return qti12.chosen("multiple_choice_question", self, say)

    def to_cartridge(self, say: Say) -> qti12.Body:
        if len(self.options) < 3:
            raise NotImplementedError(words.CARTRIDGE["few"])
        return qti12.chosen("cc.multiple_choice.v0p1", self, say)

    def feedback(self) -> Iterator[Feedback]:
        for option in self.shown:
            on = ["right", "missed"] if option.key else ["wrong"]
            yield Feedback(option.id, on, option.feedback, option.text, (), option.claims)

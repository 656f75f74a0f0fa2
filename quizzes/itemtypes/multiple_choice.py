"""Multiple choice: one key or more among options, with credit for a part of them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from quizzes import words
from quizzes.itemtypes import moodle, qti12
from quizzes.itemtypes.base import Choice, Feedback
from quizzes.itemtypes.face import Say
from quizzes.markup import Html
from quizzes.scoring import Scheme
from quizzes.text import inline


class MultipleChoice(Choice):
    type: Literal["multiple-choice"]
    points: int = Field(2, ge=1, le=10)
    rule: Literal["exact", "net-correct", "coverage", "each-answer", "false2", "false", "true", "all", "none"] = Field(
        "net-correct", description="how a part of the key is credited: see quizzes.scoring"
    )

    control: ClassVar = "checkbox"
    instruction: ClassVar = words.PAGE["several"]
    example: ClassVar = """\
id: which-of-these
type: multiple-choice
objective: understand
skill: chronology             # what it asks for; recall if left out
difficulty: medium            # easy, medium or hard: your guess
section: the-section          # anchor of the section to read again
stem: Which of these happened before DHS began to refer parents in early May 2018?
rule: net-correct             # right choices less wrong ones; others: coverage, each-answer, exact, false2 …
options:                      # shown in another order than here, lettered A, B, C; 'shuffle: false' keeps this one
  - id: announced
    text: The attorney general made the policy public.
    key: true
    feedback: That was on April 6.
    missed: This belongs here. It was on April 6.
  - id: warned
    text: A Justice Department office warned that it could not be done.
    key: true
    feedback: That was in late April.
    missed: This belongs here. It was in late April.
    claims: [s-055]           # optional: what this feedback rests on
  - id: ended
    text: The president's order largely ended the referrals.
    feedback: That came in June.
    misconception: order-came-first
  - id: none
    text: None of these
    last: true                # stays last when the options are shuffled
    feedback: Two of them did.
rationale: The announcement and the warning are of April.
claims: [s-025, s-055, v-038, v-180]
exceptions:                   # optional: rules that it does not keep, each with the reason
  no-option-speaks-of-the-others: whoever finds none of them must have something to choose
"""

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

    def _worth(self) -> tuple[dict[str, Fraction], list[str]]:
        """Moodle adds up what each choice is worth, and gives no less than nothing: net-correct, all and none are
        that, and the others come near."""
        keys = [option.id for option in self.shown if option.key]
        others = [option.id for option in self.shown if not option.key]
        shares, price = moodle.shares(len(keys)), self._price
        lost = [self.rule] if self.rule in ("exact", "coverage", "each-answer") else []
        if len({*shares}) > 1:
            lost.append("uneven")
        if price not in moodle.FRACTIONS:
            lost.append("price")
        return dict(zip(keys, shares, strict=True)) | dict.fromkeys(others, -moodle.nearest(price)), [*lost, "missed"]

    @property
    def _price(self) -> Fraction:
        """What a wrong choice takes off, where choices add up."""
        keys, others = len(self.keys), len(self.options) - len(self.keys)
        prices = {
            "exact": Fraction(1),
            "all": Fraction(1),
            "none": Fraction(0),
            "false": Fraction(1, others),
            "false2": Fraction(1, max(2, others)),
        }
        return prices.get(self.rule, Fraction(1, keys))

    def to_canvas(self, say: Say, new: bool) -> qti12.Body:
        """Canvas gives each right choice its share of the points, and takes as much off for a wrong one:
        multiple_answers_question.rb and user_answer.rb; in New Quizzes as *Partial credit with penalty*."""
        like = self._price == Fraction(1, len(self.keys)) and self.rule not in ("exact", "coverage", "each-answer")
        body = qti12.chosen("multiple_answers_question", self, say)
        return body._replace(lost=[*([] if like else ["exact" if self.rule == "exact" else "rule"]), "missed"])

    def to_cartridge(self, say: Say) -> qti12.Body:
        lost = [*([] if self.rule == "exact" else ["whole"]), "missed"]
        return qti12.chosen("cc.multiple_response.v0p1", self, say)._replace(lost=lost)

    def answer(self) -> Html:
        return Html(" · ").join(inline(option.text) for option in self.shown if option.key)

    def feedback(self) -> Iterator[Feedback]:
        for option in self.shown:
            yield Feedback(
                option.id, ["right" if option.key else "wrong"], option.feedback, option.text, (), option.claims
            )
            if option.missed:
                yield Feedback(option.id, ["missed"], option.missed, option.text, (), option.claims)

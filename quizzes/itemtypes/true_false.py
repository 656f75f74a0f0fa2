"""True or false: a statement to judge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from quizzes import words
from quizzes.itemtypes import bare, moodle, paper, qti, qti12
from quizzes.itemtypes.base import Feedback, Item, choice_rows
from quizzes.itemtypes.face import Say, row, rows
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

    example: ClassVar = """\
id: is-it-so
type: true-false
objective: understand
skill: recall                 # what it asks for; recall if left out
difficulty: easy              # easy, medium or hard: your guess
section: the-section          # anchor of the section to read again
stem: The warning of late April 2018 came from inside the Justice Department.
answer: true                  # or false
feedback:                     # the two words need their quotes
  'true': One of the department's own offices gave it.
  'false': The office that warned is part of the department.
misconception: warning-from-outside   # what a reader who is wrong believes: see the top of the bank
rationale: The Executive Office for United States Attorneys is an office of the Justice Department.
claims: [s-055]
"""

    model_config = {"alias_generator": lambda name: name.rstrip("_")}

    @property
    def key(self) -> str:
        return str(self.answer_).lower()

    def scheme(self) -> Scheme:
        base = {"cardinality": "single", "rule": "exact", "points": self.points}
        return base | {"options": ["true", "false"], "correct": self.key}

    def controls(self) -> Html:
        return choice_rows("radio", self.id, [(value, words.PAGE[value], None) for value in ("true", "false")])

    def answer(self) -> Html:
        return inline(words.PAGE[self.key])

    def face(self) -> Html:
        return rows(row(words.PAGE[value]) for value in ("true", "false"))

    def solved(self, say: Say) -> Html:
        said = self.feedback()
        return rows(row(one.about, key=one.part == self.key, said=[say(one)]) for one in said)

    def to_moodle(self, say: Say) -> moodle.Body:
        remarks = {one.part: one for one in self.feedback()}
        answers = [moodle.answer(value, int(value == self.key), said=say(one)) for value, one in remarks.items()]
        return moodle.Body("truefalse", answers)

    def to_qti(self, say: Say) -> qti.Body:
        choices = [qti.choice(value, inline(words.PAGE[value])) for value in ("true", "false")]
        return qti.Body(qti.interaction("choice", self, choices, shuffle="false", max_choices="1"))

    def to_canvas(self, say: Say, new: bool) -> qti12.Body:
        """Canvas knows the two answers by their words: choice_interaction.rb, process_true_false_question()."""
        return self._qti12("true_false_question", say)

    def to_cartridge(self, say: Say) -> qti12.Body:
        return self._qti12("cc.true_false.v0p1", say)

    def _qti12(self, kind: str, say: Say) -> qti12.Body:
        ids = {"true": "1001", "false": "1002"}
        said = {ids[one.part]: say(one) for one in self.feedback()}
        return qti12.options(kind, {n: words.PAGE[value] for value, n in ids.items()}, [ids[self.key]], said)

    def to_paper(self) -> paper.Body:
        marks = [words.PAGE[value] for value in ("true", "false")]
        return paper.Body(self.face(), [paper.Room(words.PAGE[self.key], marks=marks)])

    def to_bare(self) -> bare.Bare:
        texts = ("true", "false")
        return bare.Bare("truth", [words.PAGE[one] for one in texts], [texts.index(self.key)])

    def feedback(self) -> Iterator[Feedback]:
        for value in ("true", "false"):
            on = ["right", "missed"] if value == self.key else ["wrong"]
            yield Feedback(value, on, getattr(self.feedback_, value), words.PAGE[value])

    def texts(self) -> Iterator[str]:
        return iter(())

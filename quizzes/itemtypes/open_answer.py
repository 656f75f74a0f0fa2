"""Open answer: readers write, then compare with model answers and mark themselves against a rubric.

No machine marks it, and no machine score counts it: see ``open`` in `quizzes.scoring`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from quizzes import words
from quizzes.itemtypes import bare, moodle, paper, qti, qti12
from quizzes.itemtypes.base import Feedback, Item, Part, Said, unique
from quizzes.itemtypes.face import SAY, Say, blank, note, row, rows
from quizzes.itemtypes.foreign import Node
from quizzes.markup import Html, tag
from quizzes.record import Text
from quizzes.scoring import Scheme
from quizzes.text import inline, plain

WORDS_A_LINE = 8  # in the hand of somebody at school


class Criterion(Part, Said):
    """One thing that a good answer does; `missing` is said when the reader finds that theirs does not."""

    points: int = Field(1, ge=1, le=10)
    missing: Text


class Model(Said):
    """An answer to compare with; `about` says what it shows: a full answer, one that misses something."""

    about: Text
    text: Text


class OpenAnswer(Item):
    type: Literal["open-answer"]
    recurs: ClassVar = False
    points: int = Field(1, ge=1, le=30, description="the sum of the rubric's; may be left out")
    words: Annotated[list[int], Field(min_length=2, max_length=2)] | None = Field(
        None, description="about how long, as [from, to]: a guide, not a limit"
    )
    rubric: Annotated[list[Criterion], Field(min_length=1, max_length=8)]
    models: Annotated[list[Model], Field(min_length=1)] = Field(description="answers to compare with, best first")

    example: ClassVar = """\
id: in-your-words
type: open-answer
objective: understand
skill: causation              # what it asks for; recall if left out
difficulty: hard              # easy, medium or hard: your guess
section: the-section          # anchor of the section to read again
stem: Explain in your own words why the warning of late April 2018 matters for the question of who knew what.
words: [40, 90]               # optional: about how long
rubric:                       # what a reader then looks for in the own answer; the item's points are their sum
  - id: sender
    text: It says who gave the warning, an office of the Justice Department itself.
    points: 1
    missing: Name the sender. That the warning came from inside the department is half of its weight.
  - id: time
    text: It places the warning between the announcement and the first referrals of parents.
    points: 2
    missing: Give the dates. A warning counts by what could still be decided when it came.
    claims: [v-038]           # optional: what this feedback rests on
models:                       # one or more, best first
  - about: A full answer
    text: >-
      In late April 2018 an office of the Justice Department warned that so many prosecutions could not be done. The
      policy had been announced on April 6, and DHS began to refer parents in early May, so the warning came in time to
      be weighed.
  - about: An answer that leaves out the time
    text: An office of the Justice Department warned that it could not be done.
rationale: Sender and date together show who could have known of the trouble, and when.
claims: [s-055, s-025, v-038]
"""

    @model_validator(mode="before")
    @classmethod
    def _sum(cls, data: Any) -> Any:
        """Points that the author left out."""
        rubric = data.get("rubric") if isinstance(data, dict) else None
        if not isinstance(rubric, list) or "points" in data:
            return data
        given = [one.get("points", 1) for one in rubric if isinstance(one, dict)]
        return data | {"points": sum(points for points in given if isinstance(points, int)) or 1}

    @model_validator(mode="after")
    def _whole(self) -> OpenAnswer:
        unique(self.rubric, "criterion")
        total = sum(one.points for one in self.rubric)
        if self.points != total:
            raise ValueError(f"the rubric gives {total} points, not {self.points}; leave 'points' out of the item")
        if self.words and not 0 < self.words[0] <= self.words[1]:
            raise ValueError("'words' goes from fewer to more; write it as [60, 120]")
        return self

    def scheme(self) -> Scheme:
        criteria = {one.id: one.points for one in self.rubric}
        return {"cardinality": "open", "rule": "self", "points": self.points, "criteria": criteria}

    @property
    def _guide(self) -> str | None:
        return words.PAGE["length"].format(least=self.words[0], most=self.words[1]) if self.words else None

    def controls(self) -> Html:
        guide = self._guide
        area = tag("textarea", id=f"{self.id}-text", rows=6)
        label = tag("label", words.PAGE["write"], guide and tag("span", f" · {guide}"), for_=f"{self.id}-text")
        rows = [
            tag(
                "div",
                tag(
                    "label",
                    tag("input", type="checkbox", value=one.id),
                    tag("span", inline(one.text), class_="q-text"),
                    tag("span", words.points(one.points), class_="q-worth"),
                ),
                class_="q-part q-option",
                data_part=one.id,
            )
            for one in self.rubric
        ]
        # hidden until the reader compares; without a script it stands, in words, beside the model answers
        rubric = tag("fieldset", tag("legend", words.PAGE["rubric"]), rows, class_="q-rubric", hidden=True)
        return Html("").join([tag("div", label, area, class_="q-part q-written", data_part="text"), rubric])

    def answer(self) -> Html:
        models = [
            tag("span", tag("b", inline(model.about), "."), " ", inline(model.text), class_="q-model")
            for model in self.models
        ]
        # the rubric in words, for paper and pages without a script; with one it stands as checkboxes
        criteria = [tag("span", inline(one.text), f" ({words.points(one.points)})") for one in self.rubric]
        return Html("").join([*models, tag("span", tag("b", words.PAGE["rubric"]), criteria, class_="q-criteria")])

    def face(self) -> Html:
        return Html("").join([note(self._guide) if self._guide else None, blank()])

    def solved(self, say: Say) -> Html:
        models = [
            tag("div", note(tag("b", inline(model.about))), tag("p", inline(model.text))) for model in self.models
        ]
        rubric = rows(
            row(
                inline(one.text),
                f" ({words.points(one.points)})",
                said=[note(SAY["missing"]), say(self.remark(one.id, "missed"))],
            )
            for one in self.rubric
        )
        return Html("").join([*models, note(tag("b", words.PAGE["rubric"])), rubric])

    def to_moodle(self, say: Say) -> moodle.Body:
        """An essay, with rubric and model answers for whoever marks it."""
        settings = {
            "responseformat": "editor",
            "responserequired": "1",
            "responsefieldlines": "10",
            "attachments": "0",
            "attachmentsrequired": "0",
        }
        nodes = [Node(*one) for one in settings.items()]
        info = [moodle.html("graderinfo", self.solved(say)), moodle.html("responsetemplate", "")]
        lost = ["by-hand", "criteria", *(["no-hints"] if self.hints else [])]
        return moodle.Body("essay", [*nodes, *info], lost, tag("p", self._guide) if self._guide else Html(""))

    def to_qti(self, say: Say) -> qti.Body:
        """A longer text, with rubric and model answers for whoever marks it."""
        lines = str(max(6, -(-self.words[1] // WORDS_A_LINE)) if self.words else 8)
        area = qti.interaction("extended-text", self, [], expected_lines=lines, format="plain")
        guide = tag("p", self._guide) if self._guide else Html("")
        return qti.Body(Html(area + guide), ["by-hand", "criteria"], scorers=self.solved(say))

    def to_canvas(self, say: Say, new: bool) -> qti12.Body:
        """An essay; New Quizzes have a field for whoever marks it: string_interaction.rb, grading_notes()."""
        lines = [f"{plain(one.text)} ({words.points(one.points)})" for one in self.rubric]
        return qti12.Body(
            "essay_question",
            [qti12.box()],
            [qti12.condition(qti12.OTHER)],
            lost=["by-hand", "criteria"],
            ask=tag("p", self._guide) if self._guide else Html(""),
            after=self.solved(say),
            fields={"grading_notes": "\n".join(lines)} if new else {},
        )

    def to_paper(self) -> paper.Body:
        lines = max(6, -(-self.words[1] // WORDS_A_LINE)) if self.words else 8
        return paper.Body(None, [paper.Room("", lines=lines)], self._guide)

    def to_bare(self) -> bare.Bare:
        return bare.Bare("essay", [plain(self.models[0].text)])

    def feedback(self) -> Iterator[Feedback]:
        for one in self.rubric:
            yield Feedback(one.id, ["missed"], one.missing, one.text, (), one.claims)

    def texts(self) -> Iterator[str]:
        return (one.text for one in self.rubric)

"""Ordering: entries to be put into their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from quizzes import words
from quizzes.itemtypes import bare, moodle, paper, qti, qti12
from quizzes.itemtypes.base import LETTERS, Feedback, Item, Part, Said, unique
from quizzes.itemtypes.face import Say, row, rows
from quizzes.itemtypes.foreign import Node
from quizzes.markup import Html, tag
from quizzes.record import Text
from quizzes.scoring import Scheme
from quizzes.text import inline, plain

# How Moodle is to mark by each rule: question/type/ordering/question.php, grade_response()
GRADING = {
    "exact": "ALL_OR_NOTHING",
    "pairs": "RELATIVE_ALL_PREVIOUS_AND_NEXT",
    "longest-run": "LONGEST_CONTIGUOUS_SUBSET",
}


class Entry(Part, Said):
    """One thing in the order; `feedback` says why it stands where it stands."""

    feedback: Text


class Ordering(Item):
    type: Literal["ordering"]
    points: int = Field(2, ge=1, le=10)
    rule: Literal["exact", "pairs", "longest-run"] = "pairs"
    entries: Annotated[list[Entry], Field(min_length=3, max_length=len(LETTERS))] = Field(
        description="in the right order"
    )
    from_: Text = Field("earliest", alias="from", description="what the top of the list means")
    to: Text = Field("latest", description="what its end means")

    example: ClassVar = """\
id: in-order
type: ordering
objective: understand
skill: chronology             # what it asks for; recall if left out
difficulty: easy              # easy, medium or hard: your guess
section: the-section          # anchor of the section to read again
stem: Put these steps in order of time.
rule: pairs                   # each two that stand in the right order; or longest-run, or exact
from: earliest                # optional: what the top of the list means
to: latest                    # and its end
entries:                      # in the right order; readers see another one
  - id: announced
    text: The attorney general makes the policy public
    feedback: April 6, 2018.
  - id: warned
    text: An office of the Justice Department warns that it cannot be done
    feedback: Late April 2018.
    claims: [s-055]           # optional: what this feedback rests on
  - id: referred
    text: DHS begins to refer parents for prosecution
    feedback: Early May 2018.
rationale: The warning lies between the announcement and the first referrals.
claims: [s-025, s-055, v-038]
"""

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

    def face(self) -> Html:
        return rows(row(inline(entry.text)) for entry in self.shown)

    def solved(self, say: Say) -> Html:
        ordered = (row(inline(entry.text), said=[say(self.remark(entry.id))]) for entry in self.entries)
        return rows(ordered, numbered=True)

    def to_moodle(self, say: Say) -> moodle.Body:
        """``shownumcorrect`` must say something: without it Moodle's import fails, and loses what comes behind
        (question/type/ordering/questiontype.php, import_from_xml)."""
        settings = {
            "layouttype": "VERTICAL",
            "selecttype": "ALL",
            "selectcount": str(len(self.entries)),
            "gradingtype": GRADING[self.rule],
            "showgrading": "HIDE",
            "numberingstyle": "none",
        }
        nodes = [Node(*one) for one in settings.items()]
        feedback = [one for one in moodle.combined() if one.name != "shownumcorrect"]
        answers = [
            Node("answer", [Node("text", inline(entry.text))], {"fraction": str(n), "format": "html"})
            for n, entry in enumerate(self.entries, 1)
        ]
        lost = ["parts", *([self.rule] if self.rule != "exact" else [])]
        return moodle.Body("ordering", [*nodes, *feedback, Node("shownumcorrect", "1"), *answers], lost)

    def to_canvas(self, say: Say, new: bool) -> qti12.Body:
        """An order in New Quizzes; else places, each to be matched with what stands there."""
        if new:
            ids = qti12.numbers(self.shown)
            lost = ["parts-alone", *(["order-whole"] if self.rule != "exact" else [])]
            texts = {ids[entry.id]: inline(entry.text) for entry in self.shown}
            return qti12.order(texts, [ids[entry.id] for entry in self.entries], (self.from_, self.to), lost)
        count = len(self.entries)
        ends = {1: f" ({self.from_})", count: f" ({self.to})"}
        stems = [(f"{n}{ends.get(n, '')}", entry.id, None) for n, entry in enumerate(self.entries, 1)]
        body = qti12.pairs(stems, {entry.id: plain(entry.text) for entry in self.shown}, self.rule)
        lost = ["parts-alone", "as-places", *(["places"] if self.rule != "exact" else ["exact-parts"])]
        return body._replace(lost=lost)

    def to_qti(self, say: Say) -> qti.Body:
        """Not shuffled: the order in which it is first shown is never the right one."""
        choices = [qti.choice(entry.id, inline(entry.text)) for entry in self.shown]
        return qti.Body(qti.interaction("order", self, choices, shuffle="false", orientation="vertical"))

    def to_paper(self) -> paper.Body:
        letters = dict(zip((entry.id for entry in self.shown), LETTERS, strict=False))
        face = rows(row(inline(entry.text), letter=letters[entry.id]) for entry in self.shown)
        rooms = [paper.Room(letters[entry.id], str(n), line="letter") for n, entry in enumerate(self.entries, 1)]
        return paper.Body(face, rooms, words.PAPER["order"].format(first=self.from_, last=self.to))

    def to_bare(self) -> bare.Bare:
        return bare.Bare("order", [plain(entry.text) for entry in self.entries])

    def feedback(self) -> Iterator[Feedback]:
        for entry in self.entries:
            yield Feedback(entry.id, ["right", "wrong", "missed"], entry.feedback, entry.text, (), entry.claims)

    def texts(self) -> Iterator[str]:
        return (entry.text for entry in self.entries)

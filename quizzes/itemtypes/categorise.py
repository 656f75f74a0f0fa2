"""Categorise: each entry belongs to one of a few categories; a radio button for each, so that nothing is dragged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from quizzes import words
from quizzes.itemtypes import bare, moodle, paper, qti, qti12
from quizzes.itemtypes.base import LETTERS, Feedback, Item, Part, Said, unique
from quizzes.itemtypes.face import Say, note, pair, row, rows
from quizzes.markup import Html, tag
from quizzes.problems import did_you_mean
from quizzes.record import Id, Text
from quizzes.scoring import Scheme
from quizzes.text import inline, plain


class Category(Part, Said):
    """A category: `about` says what does belong in it, when an entry was put there that does not."""

    about: Text | None = None


class Sorted(Part, Said):
    """What is to be put into a category: `wrong` is said with any other than `category`."""

    category: Id
    feedback: Text
    wrong: Text


class Categorise(Item):
    type: Literal["categorise"]
    points: int = Field(2, ge=1, le=10)
    rule: Literal["exact", "share"] = "share"
    categories: Annotated[list[Category], Field(min_length=2, max_length=6)] = Field(description="in the order shown")
    entries: Annotated[list[Sorted], Field(min_length=2)]

    instruction: ClassVar = words.PAGE["categorise"]
    example: ClassVar = """\
id: what-was-it
type: categorise
objective: understand
skill: sourcing               # what it asks for; recall if left out
difficulty: medium            # easy, medium or hard: your guess
section: the-section          # anchor of the section to read again
stem: What was each of these?
rule: share                   # each entry counts; or exact: all or nothing
categories:                   # two to six, in the order shown
  - id: decision
    text: a decision
    about: A decision changes what is done.   # optional: said when an entry was wrongly put here
  - id: warning
    text: a warning
  - id: finding
    text: a later finding
entries:                      # shown in another order than here
  - id: announced
    text: The attorney general makes the policy public, April 6, 2018
    category: decision
    feedback: With the announcement prosecutors had their instructions.
    wrong: Ask what prosecutors had to do from that day on.
  - id: eousa
    text: An office of the Justice Department writes in late April 2018 that it cannot be done
    category: warning
    feedback: It was said before parents were sent for prosecution.
    wrong: Ask whether it was said before or after parents were sent for prosecution.
    claims: [s-055]           # optional: what this feedback rests on
  - id: hhs-oig
    text: An inspector general states in 2020 that leaders had not acted
    category: finding
    feedback: An inspector general looks back, and finds.
    wrong: Look at the year.
rationale: A warning is known by its date. It comes before what it warns of.
claims: [s-025, s-055, g-029]
"""

    @model_validator(mode="after")
    def _resolve(self) -> Categorise:
        unique(self.categories, "category")
        unique(self.entries, "entry")
        ids = [category.id for category in self.categories]
        for entry in self.entries:
            if entry.category not in ids:
                hint = did_you_mean(entry.category, ids, f"write one of: {', '.join(ids)}")
                raise ValueError(f"the entry '{entry.id}' belongs to '{entry.category}', which is no category; {hint}")
        return self

    @property
    def shown(self) -> list[Sorted]:
        return self.shuffled(self.entries)

    def scheme(self) -> Scheme:
        return {
            "cardinality": "record",
            "rule": self.rule,
            "points": self.points,
            "parts": [entry.id for entry in self.shown],
            "options": [category.id for category in self.categories],
            "correct": {entry.id: entry.category for entry in self.shown},
        }

    def controls(self) -> Html:
        return Html("").join(
            tag(
                "fieldset",
                tag("legend", inline(entry.text), class_="q-text"),
                tag("div", [self._radio(entry, category) for category in self.categories], class_="q-radios"),
                class_="q-part q-sort",
                data_part=entry.id,
            )
            for entry in self.shown
        )

    def _radio(self, entry: Sorted, category: Category) -> Html:
        radio = tag("input", type="radio", name=f"{self.id}-{entry.id}", value=category.id)
        return tag("label", radio, tag("span", inline(category.text)))

    def answer(self) -> Html:
        texts = {category.id: category.text for category in self.categories}
        return Html(" · ").join(Html(" → ").join([inline(e.text), inline(texts[e.category])]) for e in self.shown)

    def face(self) -> Html:
        entries = rows(row(inline(entry.text)) for entry in self.shown)
        categories = rows(row(inline(category.text)) for category in self.categories)
        return Html("").join([entries, note(words.PAGE["choices"]), categories])

    def solved(self, say: Say) -> Html:
        texts = {category.id: inline(category.text) for category in self.categories}
        return rows(pair(inline(one.text), texts[one.category], say(self.remark(one.id))) for one in self.shown)

    def to_moodle(self, say: Say) -> moodle.Body:
        """Matching, in which a choice serves more than once."""
        texts = {category.id: plain(category.text) for category in self.categories}
        stems = [(inline(entry.text), texts[entry.category]) for entry in self.shown]
        body = moodle.pairs(stems, [*texts.values()], self.rule, mixed=True)
        return body._replace(lost=[*body.lost, "categories"])

    def to_qti(self, say: Say) -> qti.Body:
        entries = {entry.id: inline(entry.text) for entry in self.shown}
        return qti.Body(qti.pairs(self, entries, {one.id: inline(one.text) for one in self.categories}))

    def to_canvas(self, say: Say, new: bool) -> qti12.Body:
        """Categories in New Quizzes; else matching, in which a choice serves more than once."""
        texts = {category.id: plain(category.text) for category in self.categories}
        if not new:
            stems = [(inline(one.text), one.category, say(self.remark(one.id, "wrong"))) for one in self.shown]
            return qti12.pairs(stems, texts, self.rule)
        ids, names = qti12.numbers(self.shown), qti12.numbers(self.categories, 2001)
        held = {
            names[key]: [ids[entry.id] for entry in self.shown if entry.category == key]
            for key in texts
            if any(entry.category == key for entry in self.entries)
        }
        entries = {ids[entry.id]: plain(entry.text) for entry in self.shown}
        lost = ["parts-alone", "by-category"]
        return qti12.categories({names[key]: text for key, text in texts.items()}, entries, held, lost)

    def to_paper(self) -> paper.Body:
        choices = [(letter, inline(one.text)) for letter, one in zip(LETTERS, self.categories, strict=False)]
        letters = dict(zip((one.id for one in self.categories), LETTERS, strict=False))
        return paper.pairs([inline(one.text) for one in self.shown], choices, [letters[e.category] for e in self.shown])

    def to_bare(self) -> bare.Bare:
        texts = {category.id: plain(category.text) for category in self.categories}
        pairs = [(plain(entry.text), texts[entry.category]) for entry in self.shown]
        spare = [text for key, text in texts.items() if key not in {entry.category for entry in self.entries}]
        return bare.Bare("pairs", spare, pairs=pairs)

    def feedback(self) -> Iterator[Feedback]:
        for entry in self.shown:
            yield Feedback(entry.id, ["right"], entry.feedback, entry.text, (), entry.claims)
            yield Feedback(entry.id, ["wrong", "missed"], entry.wrong, entry.text, (), entry.claims)
        for category in self.categories:
            if category.about:
                yield Feedback("*", ["wrong"], category.about, category.text, [category.id], category.claims)

    def texts(self) -> Iterator[str]:
        return (part.text for part in (*self.entries, *self.categories))

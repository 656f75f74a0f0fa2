"""What an item type must say, and no more: its fields, scheme, controls, answer in words, feedback, and an example."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Protocol, Self, TypeVar

from pydantic import Field, PrivateAttr, model_validator

from quizzes import scoring, words
from quizzes.itemtypes import bare, moodle, paper, qti, qti12
from quizzes.itemtypes.face import Say, row, rows
from quizzes.itemtypes.foreign import Node
from quizzes.markup import Html, tag
from quizzes.record import ClaimId, Id, Record, Text, doubled
from quizzes.text import inline, plain

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Feedback(NamedTuple):
    """Said where `part` stands, when its verdict is one of `on` and, if `values` are given, its value is one of
    them.  `part` is ``*`` for every part.  `about` names the part for a reader who sees all feedback at once;
    `claims` are what `say` rests on, where the author says so."""

    part: str
    on: Sequence[str]
    say: str
    about: str
    values: Sequence[str] = ()
    claims: Sequence[str] = ()


Fault = tuple[tuple[str | int, ...], str, str]
"""Where in the item, what is wrong, what to write."""


class Evidence(Protocol):
    """What a type may ask of the evidence (`quizzes.claims`), which stands above the types and is handed to them."""

    sources: Any
    excerpts: Any
    series: Any
    pictures: Any
    claims: Any


class Listed(Record):
    """What a bank lists: an item, or a set of items that share a source."""

    id: Id = Field(description="stable for ever: answers, links and exports know the item by it")
    section: Text = Field(description="anchor of the chapter's section to read again")
    stem: Text
    claims: Annotated[list[ClaimId], Field(min_length=1)] = Field(description="what key and feedback rest on")

    _around: list[str] = PrivateAttr([])  # what it is asked about, if that stands outside it

    example: ClassVar[str]
    """The type as an author would write it, with comments: for ``quizzes new``, and for the tests of all types."""

    def leaves(self) -> list[Item]:
        """What is answered and counted by itself: an item is its own one leaf."""
        raise NotImplementedError(f"type {type(self).__name__} has no leaves()")

    def recurring(self) -> list[Item]:
        """Those of its leaves that can be asked by themselves, weeks later, and that a machine marks."""
        return []

    def sources(self, evidence: Evidence) -> list[str]:
        """What the page names as its sources: ids of claims, or of sources."""
        return self.claims

    def preface(self, evidence: Evidence) -> Html | None:
        """What stands on the page before its leaves."""
        return None

    def problems(self, evidence: Evidence) -> Iterator[Fault]:
        """What is wrong with it beside the evidence."""
        return iter(())

    def scheme(self) -> scoring.Scheme:
        """How a response is marked, as data: see `quizzes.scoring`."""
        raise NotImplementedError(f"item type {type(self).__name__} has no scheme(); see quizzes.scoring")

    def texts(self) -> Iterator[str]:
        """What a reader must have read to answer; a change of it makes a new `revision`."""
        raise NotImplementedError(f"item type {type(self).__name__} has no texts()")

    def mark(self, response: scoring.Response) -> scoring.Mark:
        return scoring.mark(self.scheme(), response)

    @property
    def revision(self) -> str:
        """Eight hex digits that change when stem, options, key or the material of its set change: answers kept for
        another revision are not shown as answers to this one."""
        heart = json.dumps([self.stem, self.scheme(), sorted(self.texts()), *self._around], sort_keys=True)
        return hashlib.sha256(heart.encode()).hexdigest()[:8]


Skill = Literal["recall", "close-reading", "sourcing", "corroboration", "counting", "chronology", "causation"]
"""What an item asks a reader to do, in the words of historians' teaching (Wineburg, *Historical Thinking and Other
Unnatural Acts*, 2001): all but ``recall`` ask more than what the chapter says."""


class Item(Listed):
    """The fields that every item has.  A type adds its own, the methods below, and an `example`."""

    objective: Id = Field(description="one of the bank's objectives")
    skill: Skill = Field(
        "recall",
        description="recall: what the text says; close-reading: what these words say and don't; sourcing: who says so, "
        "and what such a source can show; corroboration: how sources agree or differ; counting: what a figure counts; "
        "chronology: in what order, and what that shows; causation: why",
    )
    difficulty: Literal["easy", "medium", "hard"] = Field(description="the author's guess")
    hints: list[Text] = []
    rationale: Text = Field(description="why the key is right")
    points: Annotated[int, Field(ge=1, le=10)] = 1
    exceptions: dict[Id, Text] = Field(
        {}, description="rules of item writing that this item does not keep, by name, each with the reason"
    )

    _form: str | None = PrivateAttr(None)  # what else its order follows from: see `mixed`

    instruction: ClassVar[str | None] = None
    recurs: ClassVar[bool] = True
    """Whether an item of this type suits a review: see `recurring`."""

    def leaves(self) -> list[Item]:
        return [self]

    def recurring(self) -> list[Item]:
        return [self] if self.recurs else []

    def controls(self) -> Html:
        """What a reader answers with, as HTML that is complete without a script."""
        raise NotImplementedError(f"item type {type(self).__name__} has no controls()")

    def answer(self) -> Html:
        """The key in words."""
        raise NotImplementedError(f"item type {type(self).__name__} has no answer()")

    def feedback(self) -> Iterator[Feedback]:
        """All feedback that the item can give."""
        raise NotImplementedError(f"item type {type(self).__name__} has no feedback()")

    def face(self) -> Html:
        """What a reader has before them beside the stem where nothing can be clicked or typed: see `face.py`."""
        raise NotImplementedError(f"item type {type(self).__name__} has no face()")

    def solved(self, say: Say) -> Html:
        """Its face with the key, and with what is said of each part where it stands."""
        raise NotImplementedError(f"item type {type(self).__name__} has no solved()")

    def to_moodle(self, say: Say) -> moodle.Body:
        """The question that it is in Moodle: see `moodle.py`."""
        raise NotImplementedError(f"item type {type(self).__name__} has no to_moodle()")

    def to_qti(self, say: Say) -> qti.Body:
        """What it is in QTI: see `qti.py`."""
        raise NotImplementedError(f"item type {type(self).__name__} has no to_qti()")

    def to_canvas(self, say: Say, new: bool) -> qti12.Body:
        """The question that it is in Canvas, in New Quizzes or in Classic ones: see `qti12.py`."""
        raise NotImplementedError(f"item type {type(self).__name__} has no to_canvas()")

    def to_cartridge(self, say: Say) -> qti12.Body:
        """The question that it is in a Common Cartridge, which has few kinds: see `qti12.py`."""
        raise NotImplementedError(words.CARTRIDGE["none"])

    def to_paper(self) -> paper.Body:
        """What it is on a test on paper: see `paper.py`."""
        raise NotImplementedError(f"item type {type(self).__name__} has no to_paper()")

    def to_bare(self) -> bare.Bare:
        """What it is where there is text alone: see `bare.py`."""
        raise NotImplementedError(f"item type {type(self).__name__} has no to_bare()")

    def mixed(self, form: str) -> Self:
        """The same item with its parts in another order, which follows from `form` too: for the forms of a test."""
        twin = self.model_copy()
        twin._form = form
        return twin

    def remark(self, part: str, verdict: str = "right") -> Feedback:
        """What is said of a part that has this verdict, whatever its value."""
        return next(one for one in self.feedback() if one.part == part and verdict in one.on and not one.values)

    def said(self, response: scoring.Response) -> list[Feedback]:
        """The feedback that `response` gets, in the order of the parts."""
        scheme = self.scheme()
        verdicts, values = scoring.parts(scheme, response), scoring.values(scheme, response)
        return [
            feedback._replace(part=part)
            for part, verdict in verdicts.items()
            for feedback in self.feedback()
            if feedback.part in (part, "*")
            and verdict in feedback.on
            and (not feedback.values or values.get(part, "other") in feedback.values)
        ]

    def shuffled(self, parts: Sequence[P]) -> list[P]:
        """`parts` in an order that follows from the ids of item and parts alone: the same on every page, in print and
        in every export, whatever the order in the author's file.  What says ``last: true`` stays last."""
        mixed = sorted(parts, key=lambda part: part.id)
        seed = f"{self.id}:{len(mixed)}"
        if self._form is not None:  # the ids too, so that prompts and choices of one number are mixed apart
            seed = ":".join([self._form, self.id, *(part.id for part in mixed)])
        random.Random(seed).shuffle(mixed)
        return sorted(mixed, key=lambda part: getattr(part, "last", False))


class Part(Record):
    """Something with an id and a text: an option, a prompt, an entry."""

    id: Id
    text: Text


P = TypeVar("P", bound=Part)


class Said(Record):
    """Something that feedback stands in; `claims` lead from its feedback back to the evidence."""

    claims: list[ClaimId] = Field([], description="what this feedback rests on, to be opened from there")


def unique(parts: Sequence[Part], what: str) -> None:
    """`ValueError` if two parts share an id or a text."""
    for field in ("id", "text"):
        twice = doubled([getattr(part, field) for part in parts])
        if twice:
            raise ValueError(f"two {what}s have the {field} '{twice[0]}'; give each its own")


class Option(Part, Said):
    """One option of a choice; `missed` is said of a key that was not chosen."""

    key: bool = False
    feedback: Text
    missed: Text | None = None
    misconception: Id | None = Field(None, description="what a reader who takes this distractor believes")
    last: bool = Field(False, description="true for 'none of these': it stays last when options are shuffled")


class Choice(Item):
    """What single and multiple choice share: options, as rows with a radio button or a checkbox."""

    options: Annotated[list[Option], Field(min_length=2, max_length=len(LETTERS))]
    shuffle: bool = Field(True, description="false when the order of the options means something")

    control: ClassVar[Literal["radio", "checkbox"]]

    @model_validator(mode="after")
    def _options(self) -> Choice:
        unique(self.options, "option")
        lasts = [option.id for option in self.options if option.last]
        if len(lasts) > 1:
            raise ValueError(f"{' and '.join(lasts)} both say 'last: true'; leave it on one")
        if lasts and not self.shuffle and lasts != [self.options[-1].id]:
            raise ValueError(f"'{lasts[0]}' says 'last: true' but is not written last; move it, or allow the shuffle")
        return self

    @property
    def keys(self) -> list[Option]:
        return [option for option in self.options if option.key]

    @property
    def shown(self) -> list[Option]:
        return self.shuffled(self.options) if self.shuffle else list(self.options)

    @property
    def lettered(self) -> list[tuple[str, Option]]:
        """The options in the order shown, by the letters that they bear on screen, on paper and in exports."""
        return list(zip(LETTERS, self.shown, strict=False))

    def controls(self) -> Html:
        rows = [(option.id, option.text, letter) for letter, option in self.lettered]
        return choice_rows(self.control, self.id, rows)

    def face(self) -> Html:
        return rows(row(inline(option.text), letter=letter) for letter, option in self.lettered)

    def solved(self, say: Say) -> Html:
        return rows(
            row(
                inline(option.text),
                letter=letter,
                key=option.key,
                said=[say(self.remark(option.id, "right" if option.key else "wrong"))],
            )
            for letter, option in self.lettered
        )

    def to_moodle(self, say: Say) -> moodle.Body:
        single = self.control == "radio"
        worth, lost = self._worth()
        answers = [
            moodle.answer(
                inline(option.text),
                worth[option.id],
                said=say(self.remark(option.id, "right" if option.key else "wrong")),
            )
            for option in self.shown
        ]
        mixed = self.shuffle and not any(option.last for option in self.options)
        settings = {
            "single": moodle.flag(single),
            "shuffleanswers": moodle.flag(mixed),
            "answernumbering": "ABCD",
            "showstandardinstruction": "0",
        }
        nodes = [Node(*one) for one in settings.items()]
        return moodle.Body("multichoice", [*nodes, *moodle.combined(), *answers], lost)

    def to_qti(self, say: Say) -> qti.Body:
        return qti.Body(qti.options(self, self.shown, several=self.control == "checkbox"))

    def to_paper(self) -> paper.Body:
        key = [letter for letter, option in self.lettered if option.key]
        return paper.Body(self.face(), [paper.Room(" ".join(key), marks=[letter for letter, _ in self.lettered])])

    def to_bare(self) -> bare.Bare:
        kind: bare.Kind = "one" if self.control == "radio" else "several"
        right = [n for n, option in enumerate(self.shown) if option.key]
        return bare.Bare(kind, [plain(option.text) for option in self.shown], right)

    def _worth(self) -> tuple[dict[str, Fraction], list[str]]:
        """The share of the points that Moodle is to give for each option, and what that does not say of the rule."""
        return {option.id: Fraction(option.key) for option in self.options}, []

    def texts(self) -> Iterator[str]:
        return (option.text for option in self.options)


def choice_rows(control: str, name: str, options: Sequence[tuple[str, str, str | None]]) -> Html:
    """Rows that can be hit as a whole, each with its radio button or checkbox: value, text and letter."""
    return Html("").join(
        tag(
            "div",
            tag(
                "label",
                tag("input", type=control, name=name, value=value),
                tag("span", letter, class_="q-letter", aria_hidden="true") if letter else None,
                tag("span", inline(text), class_="q-text"),
            ),
            class_="q-part q-option",
            data_part=value,
        )
        for value, text, letter in options
    )

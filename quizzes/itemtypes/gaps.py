"""The gaps of a text: each is filled by choosing or by typing a word or a number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, model_validator

from quizzes import words
from quizzes.itemtypes import moodle, qti, qti12
from quizzes.itemtypes.base import LETTERS, Feedback, Option, unique
from quizzes.itemtypes.face import SAY, Say, row, rows, typed
from quizzes.itemtypes.numeric import Counted, number_box
from quizzes.itemtypes.short_text import Written, text_box
from quizzes.markup import Html, escape, tag
from quizzes.record import Id, Record
from quizzes.scoring import Scheme
from quizzes.text import inline, plain


class ChosenGap(Record):
    """A gap with options to choose from."""

    id: Id
    options: Annotated[list[Option], Field(min_length=2, max_length=len(LETTERS))]

    @model_validator(mode="after")
    def _one_key(self) -> ChosenGap:
        unique(self.options, "option")
        keys = [option for option in self.options if option.key]
        if len(keys) != 1:
            raise ValueError(f"{len(keys)} options of the gap are the key; put 'key: true' on exactly one")
        return self

    @property
    def key(self) -> Option:
        return next(option for option in self.options if option.key)

    def scheme(self, shown: list[Option]) -> Scheme:
        ids = [option.id for option in shown]
        return {"cardinality": "single", "rule": "exact", "points": 1, "options": ids, "correct": self.key.id}

    def control(self, name: str, shown: list[Option]) -> Html:
        options = [tag("option", plain(option.text), value=option.id) for option in shown]
        return tag("select", tag("option", words.PAGE["choose"], value=""), options, aria_label=name)

    def face(self, shown: list[Option]) -> Html:
        return Html(" · ").join(inline(option.text) for option in shown)

    def solved(self, shown: list[Option], say: Say) -> Html:
        said = dict(zip((option.id for option in self.options), self.feedback(), strict=True))
        return rows(row(inline(one.text), key=one.key, said=[say(said[one.id])]) for one in shown)

    @property
    def answer(self) -> Html:
        return inline(self.key.text)

    def gap12(self, shown: list[Option], say: Say, new: bool, listed: bool) -> qti12.Gap:
        """A list to choose from, or, where Canvas can't show one, the key to be written."""
        said = dict(zip((option.id for option in self.options), self.feedback(), strict=True))
        texts = [plain(one.text) for one in shown]
        if listed:
            remarks = [say(said[one.id]) for one in shown]
            return qti12.Gap(self.id, texts, [shown.index(self.key)], remarks, qti12.DROPDOWN, numbered=new)
        return qti12.Gap(self.id, [plain(self.key.text)], [0], [say(said[self.key.id])])

    def lost12(self, new: bool, listed: bool) -> list[str]:
        return [] if listed else ["to-write", "foreseen"]

    def entry(self, name: str, shown: list[Option], shuffle: bool) -> Html:
        """A closed list in QTI."""
        return qti.dropdown(self.id, {one.id: plain(one.text) for one in shown}, shuffle, name)

    def unlike_qti(self) -> list[str]:
        return []

    def lines(self, shown: list[Option], say: Say) -> Iterator[moodle.Typed]:
        said = dict(zip((option.id for option in self.options), self.feedback(), strict=True))
        for one in shown:
            yield moodle.Typed(moodle.unset(escape(plain(one.text))), one.key, say(said[one.id]))

    def feedback(self) -> Iterator[Feedback]:
        for option in self.options:
            on, values = (["right", "missed"], []) if option.key else (["wrong"], [option.id])
            yield Feedback(self.id, on, option.feedback, option.text, values, option.claims)

    def texts(self) -> Iterator[str]:
        return (option.text for option in self.options)


class Boxed:
    """What gaps to write in share."""

    def solved(self, shown: list[Option], say: Say) -> Html:
        return rows(typed(self.feedback(), self.also(), say))

    def gap12(self, shown: list[Option], say: Say, new: bool, listed: bool) -> qti12.Gap:
        return self.gap(self.id, say(next(self.feedback())))

    def lost12(self, new: bool, listed: bool) -> list[str]:
        return [*self.unlike12(new, gap=True), "other-typed"]

    def entry(self, name: str, shown: list[Option], shuffle: bool) -> Html:
        """A box in QTI."""
        return qti.entry(self.id, self.longest(), name)

    def feedback(self) -> Iterator[Feedback]:
        return self.remarks(self.id)

    def texts(self) -> Iterator[str]:
        return iter(())


class TypedGap(Boxed, Written):
    """A gap to write a word or a name in."""

    id: Id

    def scheme(self, shown: list[Option]) -> Scheme:
        return self.text_scheme(1)

    def control(self, name: str, shown: list[Option]) -> Html:
        return text_box(aria_label=name)

    def face(self, shown: list[Option]) -> Html:
        return escape(SAY["gap-word"])

    @property
    def answer(self) -> Html:
        return escape(self.accepted[0])


class NumberGap(Boxed, Counted):
    """A gap to write a number in; a unit is part of the text."""

    id: Id

    def scheme(self, shown: list[Option]) -> Scheme:
        return self.number_scheme(1)

    def control(self, name: str, shown: list[Option]) -> Html:
        return number_box(aria_label=name)

    def face(self, shown: list[Option]) -> Html:
        return escape(SAY["gap-number"])

    @property
    def answer(self) -> Html:
        return escape(self.printed)


def _kind(gap: Any) -> str:
    has = gap if isinstance(gap, dict) else vars(gap) if isinstance(gap, Record) else {}
    return "chosen" if "options" in has else "number" if "answer" in has or "answer_" in has else "typed"


Gap = Annotated[
    Annotated[ChosenGap, Tag("chosen")] | Annotated[TypedGap, Tag("typed")] | Annotated[NumberGap, Tag("number")],
    Discriminator(_kind),
]

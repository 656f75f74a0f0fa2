"""Numeric: a number to write, exact or within a tolerance, with or without its unit.

What is accepted becomes a range of decimal strings, in which 0.1 stays 0.1: see `quizzes.typed.within`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, localcontext
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, model_validator

from quizzes import words
from quizzes.itemtypes import bare, moodle, paper, qti, qti12
from quizzes.itemtypes.base import Feedback, Item, Said
from quizzes.itemtypes.face import SAY, Say, blank, rows, typed
from quizzes.itemtypes.foreign import Node
from quizzes.itemtypes.short_text import text_box
from quizzes.markup import Html, escape, tag
from quizzes.record import Id, Record, Text
from quizzes.scoring import Scheme, between, fold, within
from quizzes.typed import Range, inside

NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,12})?")


def _number(given: Any) -> Any:
    """A number of YAML's, or text that is one, as decimal text."""
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        raise ValueError(f"{given!r} is not a number; write it with digits and a point, as in 2342.5")
    text = format(Decimal(repr(given)), "f") if isinstance(given, int | float) else given
    if not NUMBER.fullmatch(text):
        wrong = f"'{text}' is not a number of at most 12 digits before and behind the point"
        raise ValueError(f"{wrong}; write it without separators, as in 2342.5")
    return text


Number = Annotated[str, BeforeValidator(_number, json_schema_input_type=str | float)]
Pair = Annotated[list[Number], Field(min_length=2, max_length=2)]


class Within(Record):
    """How far a number may be from the answer: by an amount, by a share of it, or after rounding."""

    absolute: Number | None = None
    relative: Number | None = Field(None, description="a share of the answer: 0.05 for 5 percent")
    digits: int | None = Field(None, ge=1, le=12, description="significant digits that must agree")

    @model_validator(mode="after")
    def _one(self) -> Within:
        if len(self.model_dump(exclude_none=True)) != 1:
            raise ValueError("a tolerance has one measure; write one of absolute, relative and digits")
        if (self.absolute or self.relative or "").startswith("-"):
            raise ValueError("a tolerance can't be negative; take the minus sign out")
        return self

    def around(self, answer: str) -> Range:
        """The range of numbers that agree with `answer`."""
        return within(answer, **self.model_dump(exclude_none=True))


class ForeseenNumber(Said):
    """Wrong numbers that the author expects, and what mends them."""

    answers: list[Number] = []
    between: Pair | None = Field(None, description="lowest and highest of a range")
    feedback: Text
    misconception: Id | None = None

    @model_validator(mode="after")
    def _some(self) -> ForeseenNumber:
        if not self.answers and not self.between:
            raise ValueError("no number is foreseen; write 'answers: [...]' or 'between: [low, high]'")
        return self

    @property
    def ranges(self) -> list[Range]:
        ends = [*([number, number] for number in self.answers), *([self.between] if self.between else [])]
        return [between(low, high) for low, high in ends]

    @property
    def about(self) -> str:
        span = [" – ".join(self.between)] if self.between else []
        return " / ".join([*self.answers, *span])


class Counted(Record):
    """What is accepted of a typed number, and what is said of it: of an item, or of a gap in a text."""

    answer_: Number = Field(alias="answer")
    within: Within | None = Field(None, description="how far off is still right; without it the number is exact")
    between: Pair | None = Field(None, description="lowest and highest number that are right, in place of 'within'")
    unit: Text | None = Field(None, description="shown behind the box")
    units: list[Text] = Field([], description="other words that may be typed with the number; 'unit' always may")
    decimal: Literal[".", ","] = Field(".", description="the decimal mark; the other one parts thousands")
    foreseen: list[ForeseenNumber] = []
    feedback_: Text = Field(alias="feedback", description="said of a right answer")
    otherwise: Text = Field(description="said of a wrong answer that was not foreseen")

    @model_validator(mode="after")
    def _ranges(self) -> Counted:
        if self.within and self.between:
            raise ValueError("'within' and 'between' are two ways to say the same; keep one")
        right = self.accepted_range
        if not inside(right, Decimal(self.answer_)):
            raise ValueError(f"the answer {self.answer_} is not between {right['low']} and {right['high']}; mend one")
        for one in self.foreseen:
            for span in one.ranges:
                if all(inside(right, Decimal(span[end])) for end in ("low", "high")):
                    raise ValueError(f"{one.about} is foreseen as wrong but also accepted; take it out, or narrow it")
        if any(not fold(unit) for unit in self._units):
            raise ValueError("a unit has no letters in it; write a word that a reader could type")
        return self

    @property
    def accepted_range(self) -> Range:
        if self.between:
            return between(*self.between)
        return self.within.around(self.answer_) if self.within else between(self.answer_, self.answer_)

    @property
    def _units(self) -> list[str]:
        return [*([self.unit] if self.unit else []), *self.units]

    def number_scheme(self, points: int) -> Scheme:
        scheme: Scheme = {
            "cardinality": "single",
            "base": "number",
            "rule": "exact",
            "points": points,
            "correct": [self.accepted_range],
            "foreseen": [span | {"value": str(n)} for n, one in enumerate(self.foreseen) for span in one.ranges],
            "decimal": self.decimal,
        }
        units = list(dict.fromkeys(map(fold, self._units)))
        return scheme | {"unit": units} if units else scheme

    @property
    def printed(self) -> str:
        """The answer as people write it: '2,342 children', with a decimal comma '2.342'."""
        number = self._grouped(self.answer_)
        return f"{number} {self.unit}" if self.unit else number

    def _grouped(self, text: str) -> str:
        """A bare number of four digits may be a year, and stays as it is."""
        number = Decimal(text)
        grouped = f"{number:,f}" if self.unit or abs(number) >= 10_000 else f"{number:f}"
        return grouped.translate(str.maketrans(".,", ",.")) if self.decimal == "," else grouped

    def lines(self, part: str, say: Say) -> Iterator[moodle.Typed]:
        """What may be typed, each a number with room on both sides: what is right first, and the answer itself before
        a range that has another middle, since Moodle shows the first."""
        right, *foreseen, other = (say(one) for one in self.remarks(part))
        middle, room = _middle(self.accepted_range)
        if Decimal(middle) != Decimal(self.answer_):
            yield moodle.Typed(self.answer_, True, right, "0")
        yield moodle.Typed(middle, True, right, room)
        for one, said in zip(self.foreseen, foreseen, strict=True):
            yield from (moodle.Typed(number, False, said, around) for number, around in map(_middle, one.ranges))
        yield moodle.Typed(moodle.ANYTHING, False, other)

    def unlike(self) -> list[str]:
        """What Moodle's reading of numbers does not know."""
        span = self.accepted_range
        found = {
            "numbers": True,
            "unit": bool(self._units),
            "decimal": self.decimal == ",",
            "ends": "above" in span or "below" in span,
        }
        return [key for key, is_so in found.items() if is_so]

    def counts(self) -> dict[str, list[str]]:
        """The answer as text: what else counts is in the scheme."""
        return {"right": [self.answer_]}

    def longest(self) -> int:
        return len(self.answer_) + 4

    def unlike_qti(self) -> list[str]:
        """The same of QTI, which knows whether the end of a range belongs to it."""
        return [key for key in self.unlike() if key != "ends"]

    def gap(self, name: str, said: Html | None = None) -> qti12.Gap:
        """A gap that it fills, as Canvas knows one: by the answer as it may be written."""
        bare = [self.answer_] if self.decimal == "." else []
        texts = [*dict.fromkeys([self._grouped(self.answer_), *bare, self.printed])]
        return qti12.Gap(name, texts, range(len(texts)), [said] * len(texts), qti12.IN_CHOICES)

    def unlike12(self, new: bool, gap: bool = False) -> list[str]:
        """The same of Canvas, which takes numbers without units, and in a gap the answer alone."""
        span = self.accepted_range
        found = {
            "numbers": True,
            "no-unit": bool(self._units) and not gap,
            "decimal": self.decimal == "," and not gap,
            "ends": ("above" in span or "below" in span) and not gap,
            "range": span["low"] != span["high"] and gap,
            "foreseen": bool(self.foreseen),
        }
        return [key for key, is_so in found.items() if is_so]

    def also(self) -> Iterator[str]:
        """What else is taken for the answer, in words."""
        span = self.accepted_range
        if span["low"] != span["high"]:
            low = SAY["above" if span.get("above") else "from"].format(n=self._grouped(span["low"]))
            high = SAY["below" if span.get("below") else "to"].format(n=self._grouped(span["high"]))
            yield SAY["span"].format(low=low, high=high)

    def remarks(self, part: str) -> Iterator[Feedback]:
        yield Feedback(part, ["right"], self.feedback_, self.printed)
        for n, one in enumerate(self.foreseen):
            yield Feedback(part, ["wrong"], one.feedback, one.about, [str(n)], one.claims)
        yield Feedback(part, ["wrong", "missed"], self.otherwise, "…", ["other"])


class Numeric(Item, Counted):
    type: Literal["numeric"]

    example: ClassVar = """\
id: how-many
type: numeric
objective: understand
skill: counting               # what it asks for; recall if left out
difficulty: easy              # easy, medium or hard: your guess
section: the-section          # anchor of the section to read again
stem: About how many children taken from adults did HHS confirm in April 2018?
answer: 700                   # digits and a point, without separators; readers may type 1,234 or 1 234
within: {relative: 0.05}      # or {absolute: 20} or {digits: 1}, or instead 'between: [680, 720]'; else exact
unit: children                # optional: stands behind the box, and may be typed
units: [kids]                 # optional: other words that may be typed
feedback: HHS confirmed about 700. The New York Times had reported over 700.
foreseen:                     # wrong numbers that you expect
  - answers: [100]
    feedback: Over 100 is the number of those under four years of age.
    misconception: part-for-whole
    claims: [v-166]           # optional: what this feedback rests on
  - between: [2000, 4000]
    feedback: Figures of that size are of later months, and count something else.
    misconception: later-count
otherwise: Look for the figure that The New York Times reported on April 20, 2018, and HHS confirmed.
rationale: The newspaper counted from October 2017, before the policy was announced.
claims: [v-166]
"""

    def scheme(self) -> Scheme:
        return self.number_scheme(self.points)

    def controls(self) -> Html:
        unit = tag("span", self.unit, class_="q-unit") if self.unit else None
        label = tag("label", tag("span", words.PAGE["write"]), " ", number_box(), " ", unit)
        return tag("div", label, class_="q-part q-written", data_part="number")

    def answer(self) -> Html:
        return escape(self.printed)

    def face(self) -> Html:
        return blank(self.unit)

    def solved(self, say: Say) -> Html:
        return rows(typed(self.feedback(), self.also(), say))

    def to_moodle(self, say: Say) -> moodle.Body:
        names = dict.fromkeys(" ".join(unit.split()) for unit in self._units)
        units = [Node("unit", [Node("multiplier", "1"), Node("unit_name", one)]) for one in names]
        settings = {
            "unitgradingtype": "0",  # no points are taken off for a unit
            "unitpenalty": "0",
            "showunits": "0" if units else "3",  # 0: it may be typed; 3: there is none
            "unitsleft": "0",
        }
        nodes = [*moodle.typed(self.lines("number", say)), *([Node("units", units)] if units else [])]
        ask = tag("p", words.MOODLE["unit"].format(unit=self.unit)) if self.unit else Html("")
        return moodle.Body("numerical", [*nodes, *(Node(*one) for one in settings.items())], self.unlike(), ask)

    def to_canvas(self, say: Say, new: bool) -> qti12.Body:
        right, *foreseen, other = self.remarks("number")
        span, (middle, _) = self.accepted_range, _middle(self.accepted_range)
        ends = (span["low"], span["high"])
        centre = middle if Decimal(middle) == Decimal(self.answer_) else None
        ask = tag("p", words.CANVAS["unit"].format(unit=self.unit)) if self.unit else Html("")
        body = qti12.number(ends, centre, say(right), say(other), self.unlike12(new))
        return body._replace(ask=ask, after=qti12.afterwards(foreseen, say))

    def to_qti(self, say: Say) -> qti.Body:
        box = qti.entry(None, self.longest(), words.PAGE["write"])
        line = tag("p", box, [" ", self.unit] if self.unit else None)
        return qti.Body(qti.asked(self, line), self.unlike_qti(), {"number": self.counts()})

    def to_paper(self) -> paper.Body:
        asks = words.PAPER["unit"].format(unit=self.unit) if self.unit else None
        return paper.Body(None, [paper.Room(self.printed, unit=self.unit or "")], asks, paper.notes(self.also()))

    def to_bare(self) -> bare.Bare:
        number, room = _middle(self.accepted_range)
        return bare.Bare("number", [number], room=room)

    def feedback(self) -> Iterator[Feedback]:
        return self.remarks("number")

    def texts(self) -> Iterator[str]:
        return iter([self.unit] if self.unit else [])


def _middle(span: Range) -> tuple[str, str]:
    """A range as its middle, and how far it goes to both sides."""
    low, high = Decimal(span["low"]), Decimal(span["high"])
    with localcontext(prec=400):
        ends = (low + high) / 2, (high - low) / 2
    return tuple(format(end.normalize() + 0 if end else Decimal(0), "f") for end in ends)  # type: ignore[return-value]


def number_box(**attributes: str) -> Html:
    """A line to type a number in; text, since browsers' own number fields read separators each in their way."""
    return text_box(inputmode="decimal", **attributes)

"""Short text: a name or a word to write, with the variants that count and a tolerance for slips of the pen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from quizzes import words
from quizzes.itemtypes import bare, moodle, paper, qti, qti12
from quizzes.itemtypes.base import Feedback, Item, Said
from quizzes.itemtypes.face import SAY, Say, blank, rows, typed
from quizzes.itemtypes.foreign import Node, variants
from quizzes.markup import Html, escape, tag
from quizzes.record import Id, Record, Text
from quizzes.scoring import Scheme, fold

LETTERS_AN_EDIT = 4  # 'Nielson' is Nielsen; in a shorter word one letter makes another word


class Foreseen(Said):
    """Wrong answers that the author expects, and what mends them."""

    answers: Annotated[list[Text], Field(min_length=1)]
    feedback: Text
    misconception: Id | None = None


class Written(Record):
    """What is accepted of a typed answer, and what is said of it: of an item, or of a gap in a text."""

    accepted: Annotated[list[Text], Field(min_length=1)] = Field(description="the first is shown as the answer")
    tolerance: int = Field(0, ge=0, le=3, description="how many letters may be wrong, missing, too many or swapped")
    foreseen: list[Foreseen] = []
    feedback_: Text = Field(alias="feedback", description="said of a right answer")
    otherwise: Text = Field(description="said of a wrong answer that was not foreseen")

    @model_validator(mode="after")
    def _distinct(self) -> Written:
        accepted = {fold(text): text for text in self.accepted}
        seen: dict[str, Foreseen] = {}
        for one in self.foreseen:
            for text in one.answers:
                if fold(text) in accepted:
                    raise ValueError(f"'{text}' is foreseen as wrong but also accepted; take it out of one list")
                if seen.setdefault(fold(text), one) is not one:
                    raise ValueError(f"'{text}' is foreseen twice, with different feedback; keep one")
        if "" in accepted or "" in seen:
            raise ValueError("an answer has no letters or digits in it; write one that a reader could type")
        for text in self.accepted if self.tolerance else ():
            if sum(character.isalpha() for character in fold(text)) < LETTERS_AN_EDIT * self.tolerance:
                needed = f"give it {LETTERS_AN_EDIT} letters for each one that may be wrong, or lower the tolerance"
                raise ValueError(f"'{text}' is too short for a tolerance of {self.tolerance}; {needed}")
        return self

    def text_scheme(self, points: int) -> Scheme:
        scheme: Scheme = {
            "cardinality": "single",
            "base": "text",
            "rule": "exact",
            "points": points,
            "correct": list(dict.fromkeys(fold(text) for text in self.accepted)),
            "foreseen": {fold(text): str(n) for n, one in enumerate(self.foreseen) for text in one.answers},
        }
        return scheme | {"tolerance": self.tolerance} if self.tolerance else scheme

    def lines(self, part: str, say: Say) -> Iterator[moodle.Typed]:
        """What may be typed, as Moodle compares it, letter by letter: what is right first."""
        right, *foreseen, other = (say(one) for one in self.remarks(part))
        yield from (moodle.Typed(moodle.literal(text), True, right) for text in variants(self.accepted))
        for one, said in zip(self.foreseen, foreseen, strict=True):
            yield from (moodle.Typed(moodle.literal(text), False, said) for text in variants(one.answers))
        yield moodle.Typed(moodle.ANYTHING, False, other)

    def unlike(self) -> list[str]:
        """What Moodle's comparing does not know."""
        return ["spelling", *(["slips"] if self.tolerance else [])]

    def unlike_qti(self) -> list[str]:
        return self.unlike()

    def counts(self) -> dict[str, list[str]]:
        """Which texts count as which value, where a program compares letter by letter."""
        foreseen = {str(n): [*variants(one.answers)] for n, one in enumerate(self.foreseen)}
        return {"right": [*variants(self.accepted)], **foreseen}

    def longest(self) -> int:
        return max(len(text) for texts in self.counts().values() for text in texts)

    def gap(self, name: str, said: Html | None = None) -> qti12.Gap:
        """A gap that it fills, with what is said of each right answer."""
        texts = [*variants(self.accepted)]
        compare = qti12.close(self.tolerance) if self._close else qti12.IN_CHOICES
        return qti12.Gap(name, texts, range(len(texts)), [said] * len(texts), compare)

    @property
    def _close(self) -> bool:
        """Whether New Quizzes can forgive slips in it: of one answer alone."""
        return bool(self.tolerance) and len([*variants(self.accepted)]) == 1

    def unlike12(self, new: bool, gap: bool = False) -> list[str]:
        """The same of Canvas and of Common Cartridges."""
        slips = self.tolerance and not (new and self._close)
        return ["spelling", *(["slips"] if slips else []), *(["foreseen"] if self.foreseen else [])]

    def also(self) -> Iterator[str]:
        """What else is taken for the answer, in words."""
        if self.accepted[1:]:
            yield SAY["also"].format(answers="; ".join(self.accepted[1:]))
        if self.tolerance:
            yield SAY["slip" if self.tolerance == 1 else "slips"].format(n=self.tolerance)

    def remarks(self, part: str) -> Iterator[Feedback]:
        yield Feedback(part, ["right"], self.feedback_, self.accepted[0])
        for n, one in enumerate(self.foreseen):
            yield Feedback(part, ["wrong"], one.feedback, " / ".join(one.answers), [str(n)], one.claims)
        yield Feedback(part, ["wrong", "missed"], self.otherwise, "…", ["other"])


class ShortText(Item, Written):
    type: Literal["short-text"]

    example: ClassVar = """\
id: who-warned
type: short-text
objective: understand
skill: recall                 # what it asks for; recall if left out
difficulty: easy              # easy, medium or hard: your guess
section: the-section          # anchor of the section to read again
stem: Which office of the Justice Department warned in late April 2018 that the planned prosecutions could not be done?
accepted:                     # the first is shown as the answer; case, accents, quotes and 'the' do not count
  - Executive Office for United States Attorneys
  - Executive Office for U.S. Attorneys
tolerance: 2                  # letters that may be wrong; leave it out for none
feedback: It is an office inside the Justice Department, so the warning came from within.
foreseen:                     # wrong answers that you expect
  - answers: [Office of the Attorney General, Attorney General]
    feedback: The attorney general announced the policy. The warning came from another office of his department.
    misconception: announcer-is-sender
    claims: [s-025]           # optional: what this feedback rests on
otherwise: Look for the office by its full name, in the passage on late April 2018.
rationale: The office warned while the department was getting ready for many more prosecutions.
claims: [s-055]
"""

    def scheme(self) -> Scheme:
        return self.text_scheme(self.points)

    def controls(self) -> Html:
        label = tag("label", words.PAGE["write"], for_=f"{self.id}-text")
        return tag("div", label, text_box(id=f"{self.id}-text"), class_="q-part q-written", data_part="text")

    def answer(self) -> Html:
        return escape(self.accepted[0])

    def face(self) -> Html:
        return blank()

    def solved(self, say: Say) -> Html:
        return rows(typed(self.feedback(), self.also(), say))

    def to_moodle(self, say: Say) -> moodle.Body:
        nodes = [Node("usecase", "0"), *moodle.typed(self.lines("text", say))]
        return moodle.Body("shortanswer", nodes, self.unlike())

    def to_qti(self, say: Say) -> qti.Body:
        line = tag("p", qti.entry(None, self.longest(), words.PAGE["write"]))
        return qti.Body(qti.asked(self, line), self.unlike_qti(), {"text": self.counts()})

    def to_canvas(self, say: Say, new: bool) -> qti12.Body:
        """In New Quizzes a text that is one gap, since of a gap they forgive slips."""
        if not new:
            return self._qti12("short_answer_question", say)
        right, *foreseen, other = self.remarks("text")
        body = qti12.gaps(qti12.BLANKS, [self.gap("answer")], new, shows=qti12.CORRECT)
        return body._replace(
            conditions=[*body.conditions, qti12.otherwise()],
            said={qti12.CORRECT: say(right), qti12.INCORRECT: say(other)},
            lost=self.unlike12(new),
            ask=tag("p", qti12.hole("answer")),
            after=qti12.afterwards(foreseen, say),
        )

    def to_cartridge(self, say: Say) -> qti12.Body:
        return self._qti12("cc.fib.v0p1", say)

    def _qti12(self, kind: str, say: Say) -> qti12.Body:
        right, *foreseen, other = self.remarks("text")
        body = qti12.written(kind, self.accepted, say(right), say(other), self.unlike12(new=False))
        return body._replace(after=qti12.afterwards(foreseen, say))

    def to_paper(self) -> paper.Body:
        return paper.Body(None, [paper.Room(self.accepted[0])], also=paper.notes(self.also()))

    def to_bare(self) -> bare.Bare:
        return bare.Bare("words", [*variants(self.accepted)])

    def feedback(self) -> Iterator[Feedback]:
        return self.remarks("text")

    def texts(self) -> Iterator[str]:
        return iter(())


def text_box(**attributes: str | bool) -> Html:
    """A line to type in, in which the browser does not mend the spelling."""
    return tag("input", type="text", autocomplete="off", autocapitalize="off", spellcheck="false", **attributes)

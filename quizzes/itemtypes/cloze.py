"""Cloze: a text with gaps, each filled by choosing or by typing a word or a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from quizzes import words
from quizzes.itemtypes import bare, moodle, paper, qti, qti12
from quizzes.itemtypes.base import LETTERS, Feedback, Item, Option
from quizzes.itemtypes.face import BLANK, SAY, Say, row, rows
from quizzes.itemtypes.gaps import ChosenGap, Gap, NumberGap, TypedGap
from quizzes.markup import Html, tag
from quizzes.problems import did_you_mean
from quizzes.record import Text, doubled
from quizzes.scoring import Scheme
from quizzes.text import inline, plain

PLACE = re.compile(r"(?<!\\)\[([a-z0-9]+(?:-[a-z0-9]+)*)\]")  # '\[' is a bracket that belongs to the text
HOLE = re.compile("\ue000([0-9]+)\ue001")  # stands for a gap while Markdown is rendered: private-use characters


CODES: dict[type, str] = {ChosenGap: "MULTICHOICE", TypedGap: "SHORTANSWER", NumberGap: "NUMERICAL"}


class Cloze(Item):
    type: Literal["cloze"]
    points: int = Field(2, ge=1, le=10)
    rule: Literal["exact", "share"] = "share"
    text: Text = Field(description="each gap once, as its id in brackets: '… was made public on [day] by …'")
    gaps: Annotated[list[Gap], Field(min_length=1)]
    shuffle: bool = Field(True, description="false when the order of the options means something")

    example: ClassVar = """\
id: the-two-steps
type: cloze
objective: understand
skill: chronology             # what it asks for; recall if left out
difficulty: medium            # easy, medium or hard: your guess
section: the-section          # anchor of the section to read again
stem: Fill the gaps.
rule: share                   # each gap counts; or exact: all or nothing
text: >-
  The attorney general made the policy public on April [day], 2018. In late April an office of the [department]
  Department warned that it could not be done. In early May [agency] began to refer parents for prosecution.
gaps:                         # each id stands once in the text, in brackets; a bracket of the text's own is written \\[
  - id: day                   # a number: answer, and within or between as in a numeric item
    answer: 6
    feedback: The memo and the announcement bear the same date.
    otherwise: Look for the date of the announcement.
  - id: department            # a word: accepted, tolerance, foreseen as in a short text
    accepted: [Justice]
    tolerance: 1
    foreseen:
      - answers: [Homeland Security]
        feedback: That department refers cases. The warning came from those who prosecute them.
    feedback: The warning came from within.
    otherwise: Think of the department that prosecutes.
  - id: agency                # a choice: options, one of them the key
    options:
      - id: dhs
        text: DHS
        key: true
        feedback: Its border agency holds the people who are referred.
        claims: [v-038]       # optional: what this feedback rests on
      - id: hhs
        text: HHS
        feedback: Its shelters received the children. It refers nobody.
        misconception: shelters-refer   # what a reader who takes this believes: see the top of the bank
      - id: doj
        text: DOJ
        feedback: It receives the referrals.
        misconception: prosecutors-refer
rationale: Two decisions of two departments went together, and the warning lies between them.
claims: [s-025, s-055, v-038]
"""

    @model_validator(mode="after")
    def _places(self) -> Cloze:
        ids, places = [gap.id for gap in self.gaps], PLACE.findall(self.text)
        for twice in doubled(ids):
            raise ValueError(f"two gaps have the id '{twice}'; give each its own")
        for place in places:
            if place not in ids:
                hint = did_you_mean(place, ids, r"add the gap, or write '\[' if the bracket belongs to the text")
                raise ValueError(f"the text has the gap '[{place}]', but no gap has that id; {hint}")
        for key in ids:
            if places.count(key) != 1:
                count = "stands more than once" if key in places else "does not stand"
                raise ValueError(f"the gap '{key}' {count} in the text; write '[{key}]' once")
        return self

    def _filled(self, fill: Callable[[int, Gap], Html]) -> list[Html]:
        """The text's paragraphs, each gap filled by what `fill` makes of its number and itself."""
        gaps = {gap.id: gap for gap in self.gaps}
        order = PLACE.findall(self.text)
        marked = PLACE.sub(
            lambda found: f"\ue000{order.index(found[1])}\ue001", re.sub("[\ue000\ue001]", "", self.text)
        )
        paragraphs = [inline(paragraph) for paragraph in re.split(r"\n\s*\n", marked)]
        return [Html(HOLE.sub(lambda n: fill(int(n[1]), gaps[order[int(n[1])]]), text)) for text in paragraphs]

    @property
    def ordered(self) -> list[Gap]:
        """The gaps in the order of the text."""
        gaps = {gap.id: gap for gap in self.gaps}
        return [gaps[place] for place in PLACE.findall(self.text)]

    def shown(self, gap: Gap) -> list[Option]:
        options = gap.options if isinstance(gap, ChosenGap) else []
        return self.shuffled(options) if self.shuffle else options

    def scheme(self) -> Scheme:
        schemes = {gap.id: gap.scheme(self.shown(gap)) for gap in self.ordered}
        return {"cardinality": "composite", "rule": self.rule, "points": self.points, "schemes": schemes}

    def _name(self, n: int) -> str:
        return words.PAGE["gap"].format(n=n + 1, of=len(self.gaps))

    def controls(self) -> Html:
        def fill(n: int, gap: Gap) -> Html:
            return tag("span", gap.control(self._name(n), self.shown(gap)), class_="q-part q-gap", data_part=gap.id)

        def note(n: int, gap: Gap) -> Html:
            options = " · ".join(
                plain(option.text) for option in self.shown(gap)
            )  # a closed list says nothing on paper
            paper = tag("span", f"{words.PAGE['choices']}: {options}", class_="q-paper") if options else None
            return tag("div", tag("b", self._name(n)), " ", paper, class_="q-note-for", data_note_for=gap.id)

        notes = [note(n, gap) for n, gap in enumerate(self.ordered)]
        return Html("").join([*(tag("p", text, class_="q-cloze") for text in self._filled(fill)), *notes])

    def face(self) -> Html:
        def place(n: int, gap: Gap) -> Html:
            return tag("span", SAY["gap"].format(n=n + 1), class_="i-gap")

        return self._in_text(place, lambda gap: row(gap.face(self.shown(gap)), letter=self._number(gap)))

    def solved(self, say: Say) -> Html:
        def place(n: int, gap: Gap) -> Html:
            return tag("span", tag("b", gap.answer), " ", SAY["gap"].format(n=n + 1), class_="i-gap")

        return self._in_text(place, lambda gap: row(letter=self._number(gap), said=[gap.solved(self.shown(gap), say)]))

    def _in_text(self, place: Callable[[int, Gap], Html], line: Callable[[Gap], Html]) -> Html:
        """The text with something in the place of each gap, and a line for each gap."""
        return Html("").join([*(tag("p", text) for text in self._filled(place)), rows(map(line, self.ordered))])

    def _number(self, gap: Gap) -> str:
        return SAY["gap"].format(n=self.ordered.index(gap) + 1)

    def answer(self) -> Html:
        return Html(" ").join(self._filled(lambda n, gap: tag("b", gap.answer)))

    def _coded(self, kept: Callable[[str], str], code: Callable[[Gap], str]) -> Html:
        """The text with a code for each gap, and `kept` the text around them."""
        holes = (kept(text) for text in self._filled(lambda n, gap: Html(f"\ue000{n}\ue001")))
        texts = [HOLE.sub(lambda n: code(self.ordered[int(n[1])]), text) for text in holes]
        return Html("").join(tag("p", Html(text)) for text in texts)

    def to_moodle(self, say: Say) -> moodle.Body:
        """Each gap as a code within the text: Moodle adds their weights to the question's points."""
        weight, rest = divmod(self.points, len(self.gaps))
        weight = 1 if rest else weight

        def code(gap: Gap) -> Html:
            lines = gap.lines(self.shown(gap), say) if isinstance(gap, ChosenGap) else gap.lines(gap.id, say)
            return moodle.gap(weight, CODES[type(gap)], lines)

        texts = self._coded(moodle.braces, code)
        lost = [key for key, is_so in {"exact-parts": self.rule == "exact", "weights": bool(rest)}.items() if is_so]
        for gap in self.gaps:
            lost += [] if isinstance(gap, ChosenGap) else gap.unlike()
        return moodle.Body("cloze", [], [*dict.fromkeys(lost)], texts)

    def to_canvas(self, say: Say, new: bool) -> qti12.Body:
        """New Quizzes have gaps of any kind in one text; Classic ones lists alone, or boxes alone."""
        chosen = [isinstance(gap, ChosenGap) for gap in self.gaps]
        listed = new or all(chosen)
        kind = qti12.LISTS if all(chosen) and not new else qti12.BLANKS
        found = [gap.gap12(self.shown(gap), say, new, listed) for gap in self.ordered]
        numbers = {gap.id: words.CANVAS["gap"].format(n=n) for n, gap in enumerate(self.ordered, 1)}
        lists = [] if listed else [gap for gap in self.ordered if isinstance(gap, ChosenGap)]

        def code(gap: Gap) -> str:
            return f"{numbers[gap.id]} {qti12.hole(gap.id)}" if lists else qti12.hole(gap.id)

        texts = self._coded(qti12.unnamed, code)
        below = [tag("p", f"{numbers[one.id]} {words.PAGE['choices']}: ", one.face(self.shown(one))) for one in lists]
        lost = [key for gap in self.ordered for key in gap.lost12(new, listed)]
        lost += ["exact-parts"] if self.rule == "exact" else []
        ask = Html("").join([texts, qti12.unnamed(Html("").join(below))])
        apart = [gap for gap in self.ordered if gap in lists or not isinstance(gap, ChosenGap)]
        after = [row(letter=numbers[gap.id], said=[gap.solved(self.shown(gap), say)]) for gap in apart]
        body = qti12.gaps(kind, found, new)
        return body._replace(lost=[*dict.fromkeys(lost)], ask=ask, after=rows(after) if after else None)

    def to_qti(self, say: Say) -> qti.Body:
        """A box or a closed list in the place of each gap."""

        def fill(n: int, gap: Gap) -> Html:
            return gap.entry(self._name(n), self.shown(gap), self.shuffle)

        lost = [key for gap in self.gaps for key in gap.unlike_qti()]
        typed = {gap.id: gap.counts() for gap in self.gaps if not isinstance(gap, ChosenGap)}
        texts = [tag("p", text) for text in self._filled(fill)]
        return qti.Body(qti.asked(self, *texts), [*dict.fromkeys(lost)], typed)

    def to_paper(self) -> paper.Body:
        def place(n: int, gap: Gap) -> Html:
            hole = tag("span", BLANK, class_="i-blank", aria_hidden="true")
            return tag("span", tag("span", SAY["gap"].format(n=n + 1), class_="i-letter"), " ", hole, class_="i-gap")

        def line(gap: Gap) -> Html:
            shown = [Html(" ").join([tag("b", letter), inline(one.text)]) for letter, one in self._lettered(gap)]
            return row(Html(" · ").join(shown) if shown else gap.face([]), letter=self._number(gap))

        rooms, also = [], []
        for gap in self.ordered:
            letters = [letter for letter, _ in self._lettered(gap)]
            key = next((letter for letter, one in self._lettered(gap) if one.key), gap.answer)
            rooms.append(paper.Room(key, self._number(gap), letters))
            also += [] if isinstance(gap, ChosenGap) else [f"{self._number(gap)} {one}" for one in gap.also()]
        return paper.Body(self._in_text(place, line), rooms, also=paper.notes(also))

    def _lettered(self, gap: Gap) -> list[tuple[str, Option]]:
        return list(zip(LETTERS, self.shown(gap), strict=False))

    def to_bare(self) -> bare.Bare:
        raise NotImplementedError("a text with gaps is no line of text")

    def feedback(self) -> Iterator[Feedback]:
        for gap in self.ordered:
            yield from gap.feedback()

    def texts(self) -> Iterator[str]:
        yield self.text
        for gap in self.gaps:
            yield from gap.texts()

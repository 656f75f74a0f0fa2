"""Matching: a choice for each prompt; choices may be left over or serve twice."""

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
from quizzes.text import inline, plain, shorten


class Prompt(Part, Said):
    """What is to be matched: `wrong` is said with any other choice than `match`."""

    match: Id
    feedback: Text
    wrong: Text


class MatchChoice(Part, Said):
    """A choice: `about` says where it does belong, when it was chosen for another prompt."""

    about: Text


class Matching(Item):
    type: Literal["matching"]
    points: int = Field(2, ge=1, le=10)
    rule: Literal["exact", "share"] = "share"
    prompts: Annotated[list[Prompt], Field(min_length=2)]
    choices: Annotated[list[MatchChoice], Field(min_length=2, max_length=len(LETTERS))]

    instruction: ClassVar = words.PAGE["match"]
    example: ClassVar = """\
id: who-did-what
type: matching
objective: understand
skill: recall                 # what it asks for; recall if left out
difficulty: medium            # easy, medium or hard: your guess
section: the-section          # anchor of the section to read again
stem: Match each of these with what it did in the spring of 2018.
rule: share                   # each prompt counts; or exact: all or nothing
prompts:
  - id: sessions
    text: Attorney General Sessions
    match: announced          # the id of a choice
    feedback: He made the policy public on April 6.
    wrong: Think of who leads the Justice Department.
  - id: eousa
    text: The office for U.S. attorneys
    match: warned
    feedback: It warned in late April.
    wrong: Think of who would have had to bring the cases.
    claims: [s-055]           # optional: what this feedback rests on
choices:                      # some may be left over, and one may serve twice
  - id: announced
    text: made the policy public
    about: That was the attorney general, on April 6.   # said when it was chosen for another prompt
  - id: warned
    text: warned that it could not be done
    about: That was the office for U.S. attorneys, in late April.
  - id: referred
    text: began to refer parents for prosecution
    about: That was the Department of Homeland Security, in early May.
rationale: One announced, one warned, and a third department referred.
claims: [s-025, s-055, v-038]
"""

    @model_validator(mode="after")
    def _resolve(self) -> Matching:
        unique(self.prompts, "prompt")
        unique(self.choices, "choice")
        ids = [choice.id for choice in self.choices]
        for prompt in self.prompts:
            if prompt.match not in ids:
                hint = did_you_mean(prompt.match, ids, f"write one of: {', '.join(ids)}")
                raise ValueError(f"the prompt '{prompt.id}' matches '{prompt.match}', which is no choice; {hint}")
        return self

    @property
    def shown(self) -> list[MatchChoice]:
        return self.shuffled(self.choices)

    @property
    def lettered(self) -> list[tuple[str, MatchChoice]]:
        """The choices in the order shown, by the letters that they bear on screen, on paper and in exports."""
        return list(zip(LETTERS, self.shown, strict=False))

    def scheme(self) -> Scheme:
        return {
            "cardinality": "record",
            "rule": self.rule,
            "points": self.points,
            "parts": [prompt.id for prompt in self.prompts],
            "options": [choice.id for choice in self.shown],
            "correct": {prompt.id: prompt.match for prompt in self.prompts},
        }

    def controls(self) -> Html:
        options = [tag("option", words.PAGE["choose"], value="")] + [
            tag("option", f"{letter} · {shorten(plain(choice.text), 60)}", value=choice.id)
            for letter, choice in self.lettered
        ]
        rows = [
            tag(
                "div",
                tag("label", tag("span", inline(prompt.text), class_="q-text"), for_=f"{self.id}-{prompt.id}"),
                tag("select", options, id=f"{self.id}-{prompt.id}"),
                class_="q-part q-prompt",
                data_part=prompt.id,
            )
            for prompt in self.prompts
        ]
        entries = [
            tag("li", tag("span", letter, class_="q-letter"), " ", inline(choice.text))
            for letter, choice in self.lettered
        ]
        return Html("").join(
            [*rows, tag("p", words.PAGE["choices"], class_="q-end"), tag("ul", entries, class_="q-choices")]
        )

    def answer(self) -> Html:
        texts = {choice.id: choice.text for choice in self.choices}
        return Html(" · ").join(Html(" → ").join([inline(p.text), inline(texts[p.match])]) for p in self.prompts)

    def face(self) -> Html:
        prompts = rows(row(inline(prompt.text)) for prompt in self.prompts)
        choices = rows(row(inline(choice.text), letter=letter) for letter, choice in self.lettered)
        return Html("").join([prompts, note(words.PAGE["choices"]), choices])

    def solved(self, say: Say) -> Html:
        choices = {choice.id: (inline(choice.text), letter) for letter, choice in self.lettered}
        pairs = [(prompt, *choices[prompt.match]) for prompt in self.prompts]
        return rows(pair(inline(one.text), other, say(self.remark(one.id)), letter) for one, other, letter in pairs)

    def to_moodle(self, say: Say) -> moodle.Body:
        texts = {choice.id: plain(choice.text) for choice in self.shown}
        stems = [(inline(prompt.text), texts[prompt.match]) for prompt in self.prompts]
        return moodle.pairs(stems, [*texts.values()], self.rule)

    def to_qti(self, say: Say) -> qti.Body:
        prompts = {prompt.id: inline(prompt.text) for prompt in self.prompts}
        return qti.Body(qti.pairs(self, prompts, {choice.id: inline(choice.text) for choice in self.shown}))

    def to_canvas(self, say: Say, new: bool) -> qti12.Body:
        texts = {choice.id: plain(choice.text) for choice in self.shown}
        stems = [(inline(one.text), one.match, say(self.remark(one.id, "wrong"))) for one in self.prompts]
        fields = {"scoring_algorithm": "PartialDeep"} if new and self.rule == "share" else {}
        return qti12.pairs(stems, texts, self.rule)._replace(fields=fields)

    def to_paper(self) -> paper.Body:
        """On the screen prompts stand in the author's order."""
        prompts = self.shuffled(self.prompts)
        letters = {choice.id: letter for letter, choice in self.lettered}
        choices = [(letter, inline(choice.text)) for letter, choice in self.lettered]
        return paper.pairs([inline(one.text) for one in prompts], choices, [letters[one.match] for one in prompts])

    def to_bare(self) -> bare.Bare:
        texts = {choice.id: plain(choice.text) for choice in self.choices}
        pairs = [(plain(prompt.text), texts[prompt.match]) for prompt in self.prompts]
        spare = [text for key, text in texts.items() if key not in {prompt.match for prompt in self.prompts}]
        return bare.Bare("pairs", spare, pairs=pairs)

    def feedback(self) -> Iterator[Feedback]:
        for prompt in self.prompts:
            yield Feedback(prompt.id, ["right"], prompt.feedback, prompt.text, (), prompt.claims)
            yield Feedback(prompt.id, ["wrong", "missed"], prompt.wrong, prompt.text, (), prompt.claims)
        for choice in self.choices:
            yield Feedback("*", ["wrong"], choice.about, choice.text, [choice.id], choice.claims)

    def texts(self) -> Iterator[str]:
        return (part.text for part in (*self.prompts, *self.choices))

"""Source set: items that share a passage, a table, a quotation or a picture from the evidence.

A set is not answered itself: its `items` are ordinary items with ids, answers and marks of their own, which stand
under the material.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from quizzes.itemtypes.base import Evidence, Fault, Item, Listed
from quizzes.itemtypes.leaves import AnyLeaf
from quizzes.itemtypes.material import Material
from quizzes.markup import Html, tag
from quizzes.record import ClaimId, Text, doubled
from quizzes.scoring import Scheme
from quizzes.text import inline


class SourceSet(Listed):
    type: Literal["source-set"]
    material: Material
    claims: list[ClaimId] = Field([], description="what the caption says beside its source")
    caption: Text = Field(description="what the reader has before them: who, to whom, when; as Markdown")
    items: Annotated[list[AnyLeaf], Field(min_length=2, max_length=8)] = Field(description="items of any other type")

    example: ClassVar = """\
id: the-statement
type: source-set
section: the-section          # anchor of the section to read again
stem: Read what the department said on May 4, 2018.
material:                     # a passage; or {claim: s-058} for its quotation; or a series, as in
  # {series: orr_children_in_care, columns: {date: Day, children_in_care: Children in care}}; or a picture, as in
  # {picture: a-file.png, alt: What it shows, source: the-source}
  excerpt: dhs-houlton-2018-05-04
  passage: >-
    If you enter our country illegally, you have broken the law and will be referred for prosecution. DHS has zero
    tolerance for those who break the law and will no longer exempt classes or groups of individuals from prosecution.
    […] if you are apprehended you will be prosecuted and put in removal proceedings.
caption: Statement of the press secretary of the Department of Homeland Security, May 4, 2018
items:                        # two to eight items of any other type, each with an id of its own
  - id: statement-families
    type: true-false
    objective: understand
    skill: close-reading      # what it asks for; recall if left out
    difficulty: easy
    section: the-section
    stem: By this passage adults are referred whether or not they came with children.
    answer: true
    feedback:
      'true': It exempts no class or group.
      'false': Look at what it says of classes and groups.
    misconception: families-exempt      # what a reader who is wrong believes: see the top of the bank
    rationale: The passage announces that no class or group is exempt any longer.
    claims: [v-038]
  - id: statement-silence
    type: single-choice
    objective: understand
    skill: sourcing
    difficulty: medium
    section: the-section
    stem: What can this passage, by itself, not show?
    options:
      - id: tone
        text: How the department spoke of those who enter illegally
        feedback: Its words are there to be read.
        misconception: words-are-not-evidence
      - id: practice
        text: How many people were then prosecuted
        key: true
        feedback: It announces. Figures tell what was done.
      - id: rule
        text: What the department said it would do
        feedback: It says so itself.
        misconception: words-are-not-evidence
    rationale: A statement shows what was said. What was done needs other sources.
    claims: [v-038]
    exceptions:               # optional: a rule of item writing that it does not keep, with the reason
      stems-say-what-is: what a source cannot show is what is asked
"""

    @model_validator(mode="after")
    def _ids(self) -> SourceSet:
        for twice in doubled([self.id, *(item.id for item in self.items)]):
            raise ValueError(f"'{twice}' names two things in this set; give each its own id")
        for item in self.items:
            item._around = [self.material.model_dump_json()]
        return self

    @property
    def points(self) -> int:
        return sum(item.points for item in self.items)

    def leaves(self) -> list[Item]:
        return list(self.items)

    def scheme(self) -> Scheme:
        """The set as one response: what its items are together, for files that hold a set as a whole."""
        schemes = {item.id: item.scheme() for item in self.items}
        return {"cardinality": "composite", "rule": "share", "points": self.points, "schemes": schemes}

    def texts(self) -> Iterator[str]:
        for item in self.items:
            yield item.stem
            yield from item.texts()

    def problems(self, evidence: Evidence) -> Iterator[Fault]:
        """What is wrong with the material: (path within the set, what is wrong, what to write)."""
        faults = list(self.material.problems(evidence))
        for path, wrong, write in faults:
            yield ("material", *path), wrong, write
        if not faults and not self.sources(evidence):
            yield ("material",), "these rows name no source", "cite one: 'claims: [...]'"

    def sources(self, evidence: Evidence) -> list[str]:
        """What the material comes from, and the claims that its caption rests on: ids of sources and claims."""
        return list(dict.fromkeys([*self.material.sources(evidence), *self.claims]))

    def preface(self, evidence: Evidence) -> Html:
        """What the reader is to read first, with its caption."""
        return tag("figure", self.material.html(evidence), tag("figcaption", inline(self.caption)))

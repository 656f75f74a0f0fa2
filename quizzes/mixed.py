"""Mixed reviews: two forms of one length, drawn from the banks of all chapters.

What a form is drawn by, the first rule first:

* each chapter gives as many items as any other, or one more; what one form is short of, the other has;
* of a chapter no objective is asked about twice before each of its objectives was asked about once;
* each skill has the share of a form that it has of all items that may be drawn;
* types differ;
* what is left to choose, the seed decides.

The forms share no item, and the same seed draws the same forms as long as the banks stay as they are.  Drawn from are
the quizzes at the chapters' ends: checks are left out, since they belong to what has just been read, and so are source
sets, which would fill a chapter's share with one source, and open answers, which no machine marks.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from quizzes.forms import Bank, Form
from quizzes.itemtypes import Item
from quizzes.problems import did_you_mean

FORMS = ("A", "B")
LEAST, MOST = 20, 25  # items of a form
SEED = 2018

Headings = Mapping[str, Mapping[str, str]]


class Drawn(NamedTuple):
    """An item and the chapter whose bank has it."""

    chapter: str
    item: Item


class Review(Form):
    """One form of a review.  Its items are grouped by chapter, and lead back to the chapters."""

    kind = "review"

    def __init__(self, letter: str, seed: int, titles: dict[str, str], drawn: Sequence[Drawn], headings: Headings):
        super().__init__([item for _, item in drawn], whole=True)
        self.titles, self.headings, self.title = titles, headings, letter
        self.id = self.kept = f"review-{letter.lower()}" + ("" if seed == SEED else f"-{seed}")
        self.chapters = {item.id: chapter for chapter, item in drawn}
        self.groups = {chapter: title for chapter, title in titles.items() if chapter in self.chapters.values()}

    def group(self, item: Item) -> str:
        return self.chapters[item.id]

    def section(self, item: Item) -> tuple[str, str]:
        chapter = self.chapters[item.id]
        heading = self.headings.get(chapter, {}).get(item.section)
        return f"{chapter}.ipynb#{item.section}", ": ".join(filter(None, [self.titles[chapter], heading]))


def review(banks: Sequence[Bank], letter: str = "A", seed: int = SEED, headings: Headings | None = None) -> Review:
    """The form of this letter; `headings` are those of the chapters, by their anchors.

    `ValueError` for a form that there is not, or for banks that are too small.
    """
    if letter not in FORMS:
        raise ValueError(f"no form '{letter}'; {did_you_mean(letter, FORMS, 'write one of: ' + ', '.join(FORMS))}")
    titles = {bank.chapter: bank.title for bank in banks}
    return Review(letter, seed, titles, draw(banks, seed)[FORMS.index(letter)], headings or {})


def candidates(bank: Bank) -> list[Drawn]:
    """What may be drawn of a bank."""
    listed = [item for item in bank.items if item.id in bank.quiz]
    return [Drawn(bank.chapter, leaf) for item in listed for leaf in item.recurring()]


def draw(banks: Sequence[Bank], seed: int = SEED) -> tuple[list[Drawn], ...]:
    """The items of each form, round by round of the chapters, so that neighbors are of different chapters."""
    pools = {bank.chapter: candidates(bank) for bank in banks}
    size = min(MOST, sum(map(len, pools.values())) // len(FORMS))
    if size < LEAST:
        raise ValueError(f"the banks have items for forms of {size}; a form needs {LEAST}")
    everything = [one.item for pool in pools.values() for one in pool]
    shares = {skill: n / len(everything) * size for skill, n in Counter(item.skill for item in everything).items()}
    forms: tuple[list[Drawn], ...] = tuple([] for _ in FORMS)
    for turn, chapter in _turns([*pools], size):
        form = forms[turn]
        one = min(pools[chapter], key=lambda one: (*_wants(one, form, forms, shares), _chance(seed, one.item)))
        pools[chapter].remove(one)
        form.append(one)
    return forms


def _turns(chapters: list[str], size: int) -> Iterable[tuple[int, str]]:
    """Whose turn it is: the number of the form, and the chapter.  The forms choose first by turns.  The second goes on
    where the first ends, so that what does not go round falls on different chapters."""
    rounds, rest = divmod(size, len(chapters))
    for choice, chapter in enumerate(chapters * rounds):
        yield from ((turn, chapter) for turn in (range(len(FORMS)), reversed(range(len(FORMS))))[choice % 2])
    for turn in range(len(FORMS)):
        yield from ((turn, chapters[(turn * rest + n) % len(chapters)]) for n in range(rest))


def _wants(
    one: Drawn, form: list[Drawn], forms: Iterable[list[Drawn]], shares: dict[str, float]
) -> tuple[int, bool, int, float, int]:
    """How little this form wants this item, by each of the rules."""
    item = one.item
    here = [other for chapter, other in form if chapter == one.chapter]
    anywhere = [other for form in forms for chapter, other in form if chapter == one.chapter]
    asked = sum(other.objective == item.objective for other in here)
    elsewhere = sum(other.objective == item.objective for other in anywhere)
    skilled = sum(other.skill == item.skill for _, other in form)
    alike = sum(other.type == item.type for _, other in form)  # type: ignore[attr-defined]
    share = shares[item.skill]
    return asked, skilled >= share, elsewhere, (skilled + 0.5) / share, alike


def _chance(seed: int, item: Item) -> float:
    return random.Random(f"{seed}:{item.id}").random()

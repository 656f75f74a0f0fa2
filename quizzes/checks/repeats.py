"""Items that repeat each other, within a bank or over two chapters: a reader who goes on should be asked something new.

Items are compared by the beginnings of their words.  Of two word sets the likeness is what they share of all that they
have (Jaccard, 1901).  Stems such as "Put these steps in order of time" may stand in every chapter: what is in order
then differs, and so the whole item does.  The bounds were set on ten banks with 218 items, of which they name the
pairs that two readers would call the same question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import NamedTuple

from quizzes import samples
from quizzes.checks.promise import Placed, Slip, Whole, rule_of_all
from quizzes.itemtypes import Item
from quizzes.text import plain

ALIKE = 0.5  # of stem, parts and key together
SAME_GROUND = 0.5  # of the claims; then two more are asked:
STEM = 0.35
KEY = 0.5
BEGINNING = 6  # letters that tell a word, whatever its ending

PLAIN = frozenset({
    "the", "a", "an", "of", "to", "in", "on", "and", "or", "by", "is", "was", "were", "it", "its", "that", "this",
    "which",
    "what", "who", "whom", "whose", "how", "why", "one", "from", "for", "with", "as", "at", "be", "had", "has", "have",
    "did", "do", "does", "not", "he", "she", "they", "his", "her", "their", "them", "each", "put", "choose", "these",
    "those", "than", "into", "out", "about", "if", "so", "when", "match", "complete",
})  # fmt: skip


class Said(NamedTuple):
    """The claims of an item, and its words: of its stem, of its key, and all."""

    claims: frozenset[str]
    stem: frozenset[str]
    key: frozenset[str]
    whole: frozenset[str]


@rule_of_all
def items_differ(whole: Whole) -> Iterator[tuple[Placed, Slip]]:
    """No two items of all banks ask nearly the same: neither in nearly the same words, nor, resting on the same claims,
    with a like stem or a like key."""
    for (first, one), (second, other) in combinations([(placed, _said(placed.item)) for placed in whole.items], 2):
        if like := _like(one, other):
            wrong = f"it asks nearly the same as '{first.item.id}' of {first.bank.chapter} ({like})"
            yield second, (("stem",), wrong, "ask about something else")


def _like(a: Said, b: Said) -> str:
    """In what two items are too much alike; nothing if they are not."""
    if _likeness(a.whole, b.whole) >= ALIKE:
        return "nearly the same words"
    if _likeness(a.claims, b.claims) < SAME_GROUND:
        return ""
    if _likeness(a.stem, b.stem) >= STEM:
        return "a like stem on the same claims"
    return "a like key on the same claims" if _likeness(a.key, b.key) >= KEY else ""


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(word[:BEGINNING] for word in re.findall(r"[^\W_]+", plain(text).casefold()) if word not in PLAIN)


def _said(item: Item) -> Said:
    stem, key = _words(item.stem), _words(re.sub(r"<[^>]+>", " ", item.answer()))
    judged = samples.kind(item.scheme()) == "single" and len(item.scheme()["options"]) == 2  # "True" is no fact
    return Said(
        frozenset(item.claims), stem, frozenset() if judged else key, stem | key | _words("\n".join(item.texts()))
    )

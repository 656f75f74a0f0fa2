"""Stems: what they ask is so, and they do not answer it.  (That they ask at all, `items` promises.)

The references stand in `options`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes import samples
from quizzes.checks.options import options
from quizzes.checks.promise import Placed, Slip, rule
from quizzes.text import plain

STRIKING = 5  # letters of a word that catches the eye
PLAIN = frozenset({"which", "their", "there", "these", "those", "about", "after", "befor", "becau", "other", "could",
                   "would", "shoul", "where", "while", "whose", "under", "choos", "first", "later"})  # fmt: skip

NEGATIVE = re.compile(r"\b(not|except|cannot|\w+n['’]t|untrue|unlikely|false|incorrect|(?<!at )least)\b", re.IGNORECASE)
CLAUSE = re.compile(r"(?<=\w)[,;]? (that|who|whose|because|although|if|when|where|whether)\b|[“\"]")


@rule
def stems_say_what_is(placed: Placed) -> Iterator[Slip]:
    """No stem asks for what is not so ("not", "except", "least"): a reader who misses the word has the key wrong.  What
    stands in quotation marks or in a clause of its own ("that he did not …") is part of the matter."""
    stem = plain(placed.item.stem)
    asked = [sentence for sentence in re.split(r"(?<=[.?!:])\s+", stem) if sentence.endswith("?")] or [stem]
    word = next(filter(None, (NEGATIVE.search(CLAUSE.split(sentence)[0]) for sentence in asked)), None)
    if word and samples.kind(placed.item.scheme()) != "open":
        yield ("stem",), f"the stem asks with '{word[0]}'", "ask for what is so"


@rule
def stems_keep_the_key(placed: Placed) -> Iterator[Slip]:
    """No two striking words of the stem stand in the key and in no distractor."""
    asked = _striking(plain(placed.item.stem))
    for found in options(placed):
        others = {start for n in found.distractors for start in _striking(found.texts[n])}
        for n in found.keys:
            key = _striking(found.texts[n])
            shared = [word for start, word in key.items() if start in asked and start not in others]
            if len(shared) > 1:
                wrong = f"'{' and '.join(shared)}' stand in stem and key, and in no distractor"
                yield found.text(n), wrong, "say it in other words, or use the words in a distractor"


def _striking(text: str) -> dict[str, str]:
    """The words that catch the eye, by their beginnings: endings make no difference."""
    words = [word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) >= STRIKING]
    return {word[:STRIKING]: word for word in words if word[:STRIKING] not in PLAIN}

"""Misconceptions: a distractor is what a reader may really believe, and its feedback mends that belief.

The authors named in `options` ask for plausible distractors, made of learners' own typical errors.  Here a belief has
an id, and a sentence at the top of the bank.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.checks.options import lists
from quizzes.checks.promise import Place, Placed, Slip, Whole, promise, rule
from quizzes.itemtypes.true_false import TrueFalse
from quizzes.problems import Problem, did_you_mean


@rule
def distractors_are_misconceptions(placed: Placed) -> Iterator[Slip]:
    """Every distractor, and every statement to judge, names the misconception of whoever takes it."""
    for place, listed in lists(placed):
        for n, one in enumerate(listed):
            if not one.get("key") and not one.get("last") and "misconception" not in one:
                write = "add 'misconception: …', what a reader who takes it believes"
                yield (*place, n), "nobody is known to believe this", write
    if isinstance(placed.item, TrueFalse) and not placed.item.misconception:
        yield (), "the statement names no misconception", "add 'misconception: …', what a reader who is wrong believes"


@promise
def misconceptions_are_defined(whole: Whole) -> Iterator[Problem]:
    """Every misconception that a bank names is defined there in a sentence, once in all banks, and every one that is
    defined is named."""
    texts: dict[str, tuple[str, str]] = {}
    for name, bank in whole.banks.items():
        document, used = whole.content.document("bank", name), set()
        for placed in whole.items:
            for place, key in _misconceptions(placed.data, ()) if placed.bank is bank else ():
                used.add(key)
                if key not in bank.misconceptions:
                    hint = did_you_mean(key, bank.misconceptions, f"add '{key}: …' under 'misconceptions'")
                    yield placed.at(place, f"the misconception '{key}' is not defined", hint)
        for key, text in bank.misconceptions.items():
            place = ("misconceptions", key)
            if key not in used:
                yield document.at(place, "no distractor names this misconception", "use it, or take it out")
            first, owner = texts.setdefault(key, (text, document.name))
            if first != text:
                yield document.at(
                    place, f"{owner} says it otherwise", "say it alike, or give one of the two another id"
                )


def _misconceptions(data: object, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "misconception":
                yield (*place, key), value
            else:
                yield from _misconceptions(value, (*place, key))
    if isinstance(data, list):
        for n, value in enumerate(data):
            yield from _misconceptions(value, (*place, n))

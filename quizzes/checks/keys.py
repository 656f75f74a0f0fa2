"""Keys over a whole bank: neither their length nor their place tells them, as one item alone could not show.

The references stand in `options`.
"""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.checks.promise import Placed, Whole, promise
from quizzes.itemtypes.base import LETTERS
from quizzes.itemtypes.single_choice import SingleChoice
from quizzes.itemtypes.true_false import TrueFalse
from quizzes.problems import Problem
from quizzes.text import plain

LONGEST = 3  # of so many choices the key may be the longest option of one
UNLIKELY = 0.05  # an uneven spread of keys that chance brings less often than this


@promise
def keys_are_not_the_longest(whole: Whole) -> Iterator[Problem]:
    """In at most a third of a bank's single choices, and in two if they are few, the key is the longest option."""
    for name, placed in _by_bank(whole, SingleChoice):
        longest = [one for one in placed if _is_longest(one.item)]
        most = max(2, -(-len(placed) // LONGEST))
        if len(longest) > most:
            ids = ", ".join(one.item.id for one in longest)
            wrong = f"in {len(longest)} of {len(placed)} single choices the key is the longest option: {ids}"
            document = whole.content.document("bank", name)
            yield document.at(("items",), wrong, f"shorten keys or say more in distractors, until it is {most}")


@promise
def keys_are_spread(whole: Whole) -> Iterator[Problem]:
    """Over a bank's single choices, as they are shown, no letter has the key so often as chance would bring about less
    than once in twenty banks."""
    for name, placed in _by_bank(whole, SingleChoice):
        at = [[option.key for option in one.item.shown].index(True) for one in placed]
        for letter in sorted(set(at)):
            sizes = [len(one.item.options) for one in placed]
            chances = [1 / size if letter < size else 0 for size in sizes]
            if at_least(at.count(letter), chances) * max(sizes) < UNLIKELY:
                wrong = f"the key is {LETTERS[letter]} in {at.count(letter)} of {len(at)} single choices"
                write = "give the options of some other ids, which shuffles them anew"
                yield whole.content.document("bank", name).at(("items",), wrong, write)


@promise
def true_and_false_are_mixed(whole: Whole) -> Iterator[Problem]:
    """Of two or more statements to judge in a bank, one at the least is true and one false."""
    for name, placed in _by_bank(whole, TrueFalse):
        keys = {one.item.key for one in placed}
        if len(placed) > 1 and len(keys) == 1:
            wrong = f"all {len(placed)} statements to judge are {keys.pop()}"
            yield whole.content.document("bank", name).at(("items",), wrong, "turn one of them round")


def at_least(count: int, chances: list[float]) -> float:
    """The chance that `count` or more of independent events, each with its own chance, come true."""
    spread = [1.0]
    for chance in chances:
        spread = [
            (spread[n] if n < len(spread) else 0) * (1 - chance) + (spread[n - 1] * chance if n else 0)
            for n in range(len(spread) + 1)
        ]
    return sum(spread[count:])


def _by_bank(whole: Whole, kind: type) -> Iterator[tuple[str, list[Placed]]]:
    for name, bank in whole.banks.items():
        found = [placed for placed in whole.items if placed.bank is bank and isinstance(placed.item, kind)]
        if found:
            yield name, found


def _is_longest(item: SingleChoice) -> bool:
    length = len(plain(item.keys[0].text))
    return all(len(plain(option.text)) < length for option in item.options if not option.key)

"""What to think of an item, from its figures: a guess that tells an author where to look, and never a verdict.

The limits are those at which Moodle's documentation changes its words (https://docs.moodle.org/en/Quiz_statistics_report:
a facility of 90 percent and more is very easy, below 35 difficult; a discrimination below 20 percent is very weak),
and rules of our own where it has none:

* maybe keyed wrongly: a distractor goes with the rest of the score more than the key does
* two right answers likely: strong students take a distractor about as often as the key, and no less than weak ones do
"""

from __future__ import annotations

from collections.abc import Iterator

from quizzes import words
from quizzes.stats.figures import ItemFigures, OptionFigures
from quizzes.text import shorten

SAY = words.REPORT_ADVICE
EASY, HARD, WEAK = 0.9, 0.35, 0.2
CHOSEN = 3, 0.05  # a distractor that fewer take, in number or in share, says nothing
BOTH = 0.3  # of the strong third take each of two answers
FEW = 30  # students; of fewer everything is said with care, and a weak discrimination only if its interval is, too
MARGIN = 0.3  # by which, of few students, a distractor must go with the rest more than the key does
NEVER = 20  # students; of fewer it is no wonder that an option was not chosen
LEFT_OUT = 0.2


def advise(item: ItemFigures) -> None:
    """Put the advice into `item`."""
    found = [*_found(item)] or [("fine", SAY["fine"])]
    item.advice = [key for key, _ in found]
    item.about = [text for _, text in found]
    if 1 < item.n < FEW and item.advice != ["fine"]:
        item.about.append(SAY["few"].format(n=item.n))


def _found(item: ItemFigures) -> Iterator[tuple[str, str]]:
    if item.n < 2:
        yield "one", SAY["one"]
        return
    share = words.percent(item.facility)
    interval = item.discrimination_interval
    sure = item.n >= FEW or (interval is not None and interval[1] < WEAK)
    if (rival := _rival(item)) is not None:
        yield "keyed", SAY["keyed"].format(option=_short(rival))
    elif (other := _second(item)) is not None:
        yield "two", SAY["two"].format(option=_short(other))
    elif sure and item.discrimination is not None and item.discrimination < 0:
        yield "negative", SAY["negative"]
    if item.facility >= EASY:
        yield "easy", SAY["everyone" if item.facility == 1 else "easy"].format(share=share)
    elif item.facility < HARD:
        yield "hard", SAY["nobody" if item.facility == 0 else "hard"].format(share=share)
    elif sure and item.discrimination is not None and 0 <= item.discrimination < WEAK:
        yield "weak", SAY["weak"]
    never = [option for option in item.options if not option.key and not option.chosen]
    if never and item.n >= NEVER:
        yield "never", SAY["never"].format(options="; ".join(map(_short, never)))
    if item.blank >= LEFT_OUT * item.n:
        yield "blank", SAY["blank"].format(n=item.blank, of=item.n)


def _keys(item: ItemFigures) -> list[OptionFigures]:
    return [option for option in item.options if option.key]


def _rival(item: ItemFigures) -> OptionFigures | None:
    """A distractor that goes with the rest of the score more than each key does."""
    keys = _keys(item)
    if not keys or item.n < CHOSEN[0]:
        return None
    best = max((key.with_rest for key in keys if key.with_rest is not None), default=0.0 if _none(keys) else None)
    rivals = [
        option
        for option in item.options
        if not option.key
        and option.with_rest is not None
        and best is not None
        and option.with_rest > max(best, 0) + (MARGIN if item.n < FEW else 0)
        and option.chosen >= CHOSEN[0]
        and option.share >= CHOSEN[1]
    ]
    return max(rivals, key=lambda option: option.with_rest or 0, default=None)


def _none(keys: list[OptionFigures]) -> bool:
    return not any(key.chosen for key in keys)


def _second(item: ItemFigures) -> OptionFigures | None:
    """A distractor that strong students take about as often as the key."""
    keys = _keys(item)
    if len(keys) != 1 or keys[0].strong is None or keys[0].strong < BOTH:
        return None
    rivals = [
        option
        for option in item.options
        if not option.key
        and option.chosen >= CHOSEN[0]
        and (option.strong or 0) >= BOTH
        and (option.weak is None or (option.strong or 0) >= option.weak)
    ]
    return max(rivals, key=lambda option: option.strong or 0, default=None)


def _short(option: OptionFigures) -> str:
    return shorten(option.name, 60)

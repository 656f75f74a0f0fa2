"""Options, each beside the others: nothing but the evidence may lead a reader to the key.

Such rules are those on which writers of tests agree: Haladyna, Downing and Rodriguez, "A Review of Multiple-Choice
Item-Writing Guidelines for Classroom Assessment", *Applied Measurement in Education* 15(3), 2002, and Case and
Swanson's manual for the National Board of Medical Examiners, which calls "testwiseness" what the cues below reward.
Each is judged by what a program can see: what is reported is for an author to look at.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from quizzes.checks.items import NONE
from quizzes.checks.promise import Place, Placed, Slip, rule
from quizzes.text import plain

UNEVEN = 1.5  # an option so many times as long as another is too long
FEW_WORDS = 6  # an option of so many words with a number in it is that number
ALIKE = 3  # options that must agree before another is the odd one out

ABSOLUTE = re.compile(
    r"\b(always|never|only|(?<!at )(?<!after )all|every|must|none|nobody|everybody|entirely|completely)\b",
    re.IGNORECASE,
)
COMMON = re.compile(r"(?:A|An|The|It|He|She|They|That|This|These|To|On|In|By|For|From|Of|How|What|Who|When|Because)\b")
STOP = re.compile(r"(?:(?<!\b[A-Z])\.|[?!])[”’\"']*\Z")  # not that of an abbreviation, as in "U.S."
ARTICLE = re.compile(r"\b(an?)\s+\Z", re.IGNORECASE)
MONTHS = list(month_name)[1:]
DATE = re.compile(rf"\b({'|'.join(MONTHS)})\b(?: (\d{{1,2}})\b)?(?:,? (\d{{4}})\b)?")
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")


class Options(NamedTuple):
    """The options of a choice, or of a gap, by their numbers, without what speaks of the others ("none of these");
    `lead` is what stands before the gap."""

    place: Place
    texts: dict[int, str]
    keys: list[int]
    shuffled: bool
    lead: str

    @property
    def distractors(self) -> list[int]:
        return [n for n in self.texts if n not in self.keys]

    def text(self, n: int) -> Place:
        return (*self.place, n, "text")


def options(placed: Placed) -> Iterator[Options]:
    """Every list of options in an item."""
    for place, listed in lists(placed):
        texts = {n: plain(str(one.get("text"))) for n, one in enumerate(listed)}
        texts = {n: text for n, text in texts.items() if not NONE.match(text.casefold())}
        keys = [n for n in texts if listed[n].get("key") is True]
        if texts:
            yield Options(place, texts, keys, placed.data.get("shuffle", True), _lead(placed.data, place))


def lists(placed: Placed) -> Iterator[tuple[Place, list[dict[str, Any]]]]:
    """The same as their author wrote them, all of them."""
    return (found for found in placed.lists if found[0][-1] == "options")


@rule
def options_are_alike_in_length(placed: Placed) -> Iterator[Slip]:
    """No option of a choice is more than half as long again as another: the odd one catches the eye."""
    for found in options(placed):
        short = min(found.texts.values(), key=len)
        n, long = max(found.texts.items(), key=lambda option: len(option[1]))
        if len(long) > UNEVEN * len(short) and len(long.split()) > FEW_WORDS:
            wrong = f"it has {len(long)} characters, and '{short}' has {len(short)}"
            yield found.text(n), wrong, "make the options alike in length"


@rule
def options_are_written_alike(placed: Placed) -> Iterator[Slip]:
    """The options of a choice begin alike, with a capital or without, and end alike, with a full stop or without."""
    for found in options(placed):
        capital = any(map(COMMON.match, found.texts.values()))
        for n, text in found.texts.items() if capital else ():
            if text[:1].islower():
                yield found.text(n), "it begins with a small letter, and others with a capital", "begin them alike"
        stopped = {n: bool(STOP.search(text)) for n, text in found.texts.items()}
        most = sum(stopped.values()) * 2 >= len(stopped)
        for n, stops in stopped.items():
            if stops != most:
                wrong = f"it ends {'with' if stops else 'without'} a full stop, unlike others"
                yield found.text(n), wrong, "make all of them sentences, or all of them phrases"


@rule
def options_are_of_one_kind(placed: Placed) -> Iterator[Slip]:
    """The key is not the one option with a figure in it, or the one without: what is more exact is taken for true."""
    for found in options(placed):
        figures = {n: bool(NUMBER.search(text)) for n, text in found.texts.items()}
        for n in found.keys if len(found.keys) == 1 and len(figures) > ALIKE else ():
            if all(figures[other] != figures[n] for other in found.distractors):
                wrong = f"it is the one option {'with' if figures[n] else 'without'} a figure"
                yield found.text(n), wrong, "give others one, or take it out"


@rule
def numbers_stand_in_order(placed: Placed) -> Iterator[Slip]:
    """Options that are numbers or dates stand in order, unshuffled, and their ranges do not overlap."""
    for found in options(placed):
        values = {n: _values(text) for n, text in found.texts.items() if len(text.split()) <= FEW_WORDS}
        if not ALIKE <= len(values) == len(found.texts) or not all(values.values()):
            continue
        if found.shuffled:
            yield found.place, "these are numbers or dates, and they are shuffled", "add 'shuffle: false' to the item"
        for (_, one), (n, other) in pairwise(values.items()):
            if one > other:
                yield found.text(n), f"'{found.texts[n]}' is less than the option before it", "put them in order"
            elif len(one) > 1 and one[-1] > other[0]:
                yield found.text(n), "its range overlaps with the one before it", "part them"


@rule
def no_option_speaks_of_the_others(placed: Placed) -> Iterator[Slip]:
    """No option is "all of the above", "none of these" or the like: it asks how the item is made, not what is so."""
    for place, listed in lists(placed):
        for n, one in enumerate(listed):
            if NONE.match(plain(str(one.get("text"))).casefold()):
                yield (*place, n, "text"), "it speaks of the other options", "write one that speaks of the matter"


@rule
def absolute_words_do_not_show_the_key(placed: Placed) -> Iterator[Slip]:
    """No distractor says "always", "never", "only", "all", "every", "must" or "none" where no key does: such words are
    known to be wrong."""
    for found in options(placed):
        if not any(ABSOLUTE.search(found.texts[n]) for n in found.keys):
            for n in found.distractors:
                if word := ABSOLUTE.search(found.texts[n]):
                    yield found.text(n), f"'{word[0]}' gives it away as wrong", "say it without"


@rule
def articles_fit_every_option(placed: Placed) -> Iterator[Slip]:
    """An "a" or "an" before a gap fits each of its options."""
    for found in options(placed):
        article = ARTICLE.search(found.lead)
        for n, text in found.texts.items() if article else ():
            if (text[:1].lower() in "aeiou") != (article[1].lower() == "an"):
                yield found.text(n), f"'{article[1]} {text}' shows that it is wrong", "put the article into the options"


def _lead(data: dict[str, Any], place: Place) -> str:
    """The text before the gap whose options stand at `place`."""
    return data["text"].partition(f"[{data['gaps'][place[1]]['id']}]")[0] if place[0] == "gaps" else ""


def _values(text: str) -> list[tuple[float, ...]]:
    """The dates in a text, as year, month and day, or else its numbers."""
    dates = [(int(year or 0), MONTHS.index(month) + 1, int(day or 0)) for month, day, year in DATE.findall(text)]
    return dates or [(float(number.replace(",", "")),) for number in NUMBER.findall(text)]

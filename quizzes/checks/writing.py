"""How items are written: nothing but the evidence may lead a reader to the key, and nothing else away from it.

The rules are those on which writers of tests agree: Haladyna, Downing and Rodriguez, "A Review of Multiple-Choice
Item-Writing Guidelines for Classroom Assessment", *Applied Measurement in Education* 15(3), 2002, and Case and
Swanson's manual for the National Board of Medical Examiners, which calls "testwiseness" what the cues below reward.
Each is judged by what a program can see: what it reports is for an author to look at, and an item that has good reason
not to keep a rule says so, under the rule's name::

    exceptions:
      stems-say-what-is: the passage is read for what it leaves out

A rule of one item is a function with ``@rule`` above it, of a bank one with ``@promise``.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from itertools import pairwise
from typing import Any, NamedTuple

from quizzes import samples
from quizzes.checks.items import NONE
from quizzes.checks.promise import Place, Placed, Whole, promise
from quizzes.itemtypes.base import LETTERS
from quizzes.itemtypes.single_choice import SingleChoice
from quizzes.itemtypes.true_false import TrueFalse
from quizzes.problems import Problem, did_you_mean
from quizzes.scoring import fold
from quizzes.text import plain

UNEVEN = 2  # an option this many times as long as another
LONGEST = 3  # of so many choices the key may be the longest option of one
UNLIKELY = 0.05  # an uneven spread of keys that chance brings less often than this
STRIKING = 5  # letters of a word that catches the eye
PLAIN = frozenset({"which", "their", "there", "these", "those", "about", "after", "befor", "becau", "other", "could",
                   "would", "shoul", "where", "while", "whose", "under", "choos", "first", "later"})  # fmt: skip
FEW_WORDS = 6  # an option of so many words with a number in it is that number
ALIKE = 3  # options that must agree before another is the odd one out

NEGATIVE = re.compile(r"\b(not|except|cannot|\w+n['’]t|untrue|unlikely|false|incorrect|(?<!at )least)\b", re.IGNORECASE)
CLAUSE = re.compile(r"(?<=\w)[,;]? (that|who|whose|because|although|if|when|where|whether)\b|[“\"]")
ABSOLUTE = re.compile(
    r"\b(always|never|only|(?<!at )(?<!after )all|every|must|none|nobody|everybody|entirely|completely)\b",
    re.IGNORECASE,
)
COMMON = re.compile(r"(?:A|An|The|It|He|She|They|That|This|These|To|On|In|By|For|From|Of|How|What|Who|When|Because)\b")
ARTICLE = re.compile(r"\b(an?)\s+\Z", re.IGNORECASE)
MONTHS = list(month_name)[1:]
DATE = re.compile(rf"\b({'|'.join(MONTHS)})\b(?: (\d{{1,2}})\b)?(?:,? (\d{{4}})\b)?")
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")

Slip = tuple[Place, str, str]
"""Where in the item, what is wrong, what to write."""

RULES: dict[str, Callable[[Placed], Iterable[Slip]]] = {}
"""The rules of single items, by the names that exceptions use."""


def rule(check: Callable[[Placed], Iterable[Slip]]) -> Callable[[Placed], Iterable[Slip]]:
    """Enter a rule among the promises; it is kept by every item that does not name it under ``exceptions``."""
    name = check.__name__.replace("_", "-")
    RULES[name] = check

    @wraps(check)
    def over_all(whole: Whole) -> Iterator[Problem]:
        for placed in whole.items:
            for field, wrong, write in check(placed) if name not in placed.item.exceptions else ():
                yield placed.at(field, wrong, f"{write}, or give a reason under 'exceptions: {{{name}: …}}'")

    promise(over_all)
    return check


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
    for place, listed in _lists(placed):
        texts = {n: plain(str(one.get("text"))) for n, one in enumerate(listed)}
        texts = {n: text for n, text in texts.items() if not NONE.match(fold(text))}
        keys = [n for n in texts if listed[n].get("key") is True]
        yield Options(place, texts, keys, placed.data.get("shuffle", True), _lead(placed.data, place))


# Options, each beside the others


@rule
def options_are_alike_in_length(placed: Placed) -> Iterator[Slip]:
    """No option of a choice is more than twice as long as another: the odd one catches the eye."""
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
        stopped = {n: text.rstrip("”’\"'").endswith((".", "?", "!")) for n, text in found.texts.items()}
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
    for place, listed in _lists(placed):
        for n, one in enumerate(listed):
            if NONE.match(fold(plain(str(one.get("text"))))):
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


# The stem beside the options


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
        others = {word for n in found.distractors for word in _striking(found.texts[n])}
        for n in found.keys:
            shared = sorted((asked & _striking(found.texts[n])) - others)
            if len(shared) > 1:
                wrong = f"stem and key share '{' and '.join(shared)}', and no distractor has them"
                yield found.text(n), wrong, "say it in other words, or use the words in a distractor"


@rule
def articles_fit_every_option(placed: Placed) -> Iterator[Slip]:
    """An "a" or "an" before a gap fits each of its options."""
    for found in options(placed):
        article = ARTICLE.search(found.lead)
        for n, text in found.texts.items() if article else ():
            if (text[:1].lower() in "aeiou") != (article[1].lower() == "an"):
                yield found.text(n), f"'{article[1]} {text}' shows that it is wrong", "put the article into the options"


# Distractors


@rule
def distractors_are_misconceptions(placed: Placed) -> Iterator[Slip]:
    """Every distractor, and every statement to judge, names the misconception of whoever takes it."""
    for place, listed in _lists(placed):
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


# Over a bank


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


@promise
def exceptions_are_needed(whole: Whole) -> Iterator[Problem]:
    """Every exception names a rule of item writing that its item would break."""
    for placed in whole.items:
        for name in placed.item.exceptions:
            field = ("exceptions", name)
            if name not in RULES:
                yield placed.at(field, f"there is no rule '{name}'", did_you_mean(name, RULES, "take it out"))
            elif not list(RULES[name](placed)):
                yield placed.at(field, "the item keeps this rule", "take the exception out")


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


def _lists(placed: Placed) -> Iterator[tuple[Place, list[dict[str, Any]]]]:
    return (found for found in placed.lists() if found[0][-1] == "options")


def _lead(data: dict[str, Any], place: Place) -> str:
    """The text before the gap whose options stand at `place`."""
    return data["text"].partition(f"[{data['gaps'][place[1]]['id']}]")[0] if place[0] == "gaps" else ""


def _values(text: str) -> list[tuple[float, ...]]:
    """The dates in a text, as year, month and day, or else its numbers."""
    dates = [(int(year or 0), MONTHS.index(month) + 1, int(day or 0)) for month, day, year in DATE.findall(text)]
    return dates or [(float(number.replace(",", "")),) for number in NUMBER.findall(text)]


def _striking(text: str) -> set[str]:
    """The beginnings of the words that catch the eye: endings make no difference."""
    return {word[:STRIKING] for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) >= STRIKING} - PLAIN


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

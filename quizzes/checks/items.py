"""Items: each asks something, its parts differ, and whatever a reader answers, it says why.

Nothing here knows item types.  What an author wrote is searched for *parts*, lists of things with an id and a text
(options, prompts, entries, gaps); what is marked is asked of the scheme, with sample responses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from quizzes import samples
from quizzes.checks.promise import Place, Placed, Whole, promise
from quizzes.problems import Problem
from quizzes.scoring import Scheme, fold, mark, parts
from quizzes.text import plain
from quizzes.typed import distance

REMARKS = ("feedback", "missed", "wrong", "about", "missing", "otherwise")  # fields that are said to a reader
LEAST_WORDS = 3  # "Not this." explains nothing
TELLS = 1.4  # a key this much longer than every distractor is found without reading
NONE = re.compile(r"(none|all|neither|both) (of )?(these|the above|them|the others)\b|no(ne|thing) of the kind\b")
ENDS = re.compile(r"[.?!:…][\"'”’)*_]*\Z")
ASKS = re.compile(
    r"\?|…|_{2,}|:\Z|(?:\A|[.!:;,]\W+|\b(?:and|then|please) )(arrange|assign|choose|compare|complete|decide|describe"
    r"|explain|fill|find|give|group|judge|mark|match|name|order|pick|put|read|say|select|set|show|sort|state|tell|type"
    r"|use|weigh|work out|write)\b",
    re.IGNORECASE,
)


@promise
def stems_ask(whole: Whole) -> Iterator[Problem]:
    """Every stem has words, ends in a mark, and asks or tells the reader to do something, or gives a statement to
    judge."""
    for placed in whole.items:
        stem = plain(placed.item.stem)
        if not re.search(r"\w", stem):
            yield placed.at(("stem",), "the stem has no words", "ask something")
        elif not ENDS.search(stem):
            yield placed.at(
                ("stem",), f"the stem breaks off at '{stem[-20:]}'", "end it with a mark, such as '?' or '.'"
            )
        elif not ASKS.search(stem) and not placed.item.instruction and not isinstance(placed.data.get("answer"), bool):
            write = "ask a question, or say what to do: choose, name, complete, put in order"
            yield placed.at(("stem",), "the stem asks nothing", write)


@promise
def parts_differ(whole: Whole) -> Iterator[Problem]:
    """No two options, prompts or entries of an item say the same, whatever their case, quotes and emphasis."""
    for placed in whole.items:
        for place, listed in placed.lists:
            for n, first in _same(one.get("text") for one in listed):
                wrong = f"the text is the same as that of '{listed[first].get('id')}'"
                yield placed.at((*place, n, "text"), wrong, "make them differ, or take one out")


@promise
def feedback_differs(whole: Whole) -> Iterator[Problem]:
    """No two options of an item get the same feedback: each says why *it* is right or wrong."""
    for placed in whole.items:
        for place, listed in placed.lists:
            for field in REMARKS:
                for n, first in _same(one.get(field) for one in listed):
                    wrong = f"this is said of '{listed[first].get('id')}' too"
                    yield placed.at((*place, n, field), wrong, "say what this one shows or misses")


@promise
def every_answer_gets_feedback(whole: Whole) -> Iterator[Problem]:
    """Whatever a reader answers gets feedback on each part, and the feedback is a sentence."""
    for placed in whole.items:
        for place, text in _remarks(placed.data, ()):
            if len(plain(text).split()) < LEAST_WORDS:
                yield placed.at(place, f"'{plain(text)}' explains nothing", "say why, in a sentence")
        scheme, unsaid = placed.item.scheme(), set()
        if samples.kind(scheme) == "open":  # nothing is marked, so the model answers speak
            continue
        for name in ("right", "wrong"):
            response = getattr(samples, name)(scheme)
            said = {feedback.part for feedback in placed.item.said(response)}
            verdicts = {part: verdict for part, verdict in parts(scheme, response).items() if verdict != "open"}
            unsaid |= {(part, verdict) for part, verdict in verdicts.items() if part not in said}
        for part, verdict in sorted(unsaid):
            yield placed.at((), f"nothing is said when '{part}' is {verdict}", "add feedback for it")


@promise
def none_of_these_stays_last(whole: Whole) -> Iterator[Problem]:
    """An option that speaks of the others, such as "none of these", stays last when they are shuffled."""
    for placed in whole.items:
        for place, listed in placed.lists if placed.data.get("shuffle", True) else ():
            for n, one in enumerate(listed):
                if place[-1] == "options" and NONE.match(fold(plain(str(one.get("text"))))) and not one.get("last"):
                    wrong = "it speaks of the other options and may be shuffled between them"
                    yield placed.at((*place, n, "text"), wrong, "add 'last: true' to it")


@promise
def hints_keep_the_key(whole: Whole) -> Iterator[Problem]:
    """No hint says the key word for word."""
    for placed in whole.items:
        keys = {fold(key): key for key in _keys(placed)} if placed.item.hints else {}
        for n, hint in enumerate(placed.item.hints):
            told = next((keys[key] for key in keys if key and _has_words(fold(plain(hint)), key)), None)
            if told:
                yield placed.at(("hints", n), f"the hint gives the key, '{told}'", "lead to it without saying it")


@promise
def foreseen_answers_are_wrong(whole: Whole) -> Iterator[Problem]:
    """No answer that is foreseen as wrong is marked right, by a range of numbers or a tolerance."""
    for placed in whole.items:
        for place, scheme in _schemes(placed):
            for answer in _foreseen(scheme):
                if mark(scheme, answer).state == "right":
                    wrong = f"'{answer}' is foreseen as wrong but marked right"
                    yield placed.at((*place, "foreseen"), wrong, "take it out, or narrow what is accepted")
                elif near := _as_near(scheme, answer):
                    wrong = f"'{answer}' is foreseen as wrong, but the tolerance takes it for a slip of '{near}'"
                    yield placed.at((*place, "foreseen"), wrong, "lower the tolerance, or take it out")


@promise
def keys_do_not_show(whole: Whole) -> Iterator[Problem]:
    """No single key is by far the longest option: it would be found without reading."""
    for placed in whole.items:
        for place, listed in placed.lists:
            keys = [n for n, one in enumerate(listed) if one.get("key") is True]
            lengths = [len(plain(str(one.get("text")))) for one in listed]
            others = [length for n, length in enumerate(lengths) if n not in keys]
            if len(keys) == 1 and others and lengths[keys[0]] > TELLS * max(others):
                wrong = f"the key has {lengths[keys[0]]} characters and the longest distractor {max(others)}"
                yield placed.at((*place, keys[0], "text"), wrong, "shorten it, or say more in the distractors")


def _remarks(data: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """Every sentence that is said of a response; ``about`` may be a caption."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        if isinstance(value, str):
            if (key in REMARKS and key != "about") or (place and place[-1] == "feedback"):
                yield (*place, key), value
        elif key != "items":
            yield from _remarks(value, (*place, key))


def _same(texts: Iterable[Any]) -> Iterator[tuple[int, int]]:
    """Which text is the same as which before it, by their numbers."""
    seen: dict[str, int] = {}
    for n, text in enumerate(texts):
        if text is not None and seen.setdefault(fold(plain(str(text))), n) != n:
            yield n, seen[fold(plain(str(text)))]


def _keys(placed: Placed) -> Iterator[str]:
    """The texts of the key: of options that are keys, and of what is accepted."""
    for _, listed in placed.lists:
        yield from (plain(str(one["text"])) for one in listed if one.get("key") is True and "text" in one)
    for _, scheme in _schemes(placed):
        if samples.kind(scheme) == "text":
            yield from scheme["correct"]
        elif samples.kind(scheme) == "number" and len(samples.right(scheme)) > 1:  # one digit says little
            yield samples.right(scheme)


def _schemes(placed: Placed) -> Iterator[tuple[Place, Scheme]]:
    """The scheme, or those that it is composed of, each with the place of its gap."""
    scheme = placed.item.scheme()
    if samples.kind(scheme) != "composite":
        yield (), scheme
        return
    places = {one["id"]: (*place, n) for place, listed in placed.lists for n, one in enumerate(listed)}
    for part, inner in scheme["schemes"].items():
        yield places.get(part, ()), inner


def _foreseen(scheme: Scheme) -> Iterator[str]:
    """Answers to this scheme that its author expects to be wrong; of a range its ends and its middle."""
    if samples.kind(scheme) == "text":
        yield from scheme.get("foreseen", {})
    elif samples.kind(scheme) == "number":
        for span in scheme.get("foreseen", ()):
            ends = [span["low"], span["high"]]
            for low, high in (ends, ends[:1] * 2, ends[1:] * 2):
                yield samples.right(scheme | {"correct": [{"low": low, "high": high}]})


def _as_near(scheme: Scheme, answer: str) -> str | None:
    """The accepted text from which `answer` is no further than the tolerance."""
    most = scheme.get("tolerance", 0)
    texts = scheme["correct"] if most else ()
    return next((text for text in texts if distance(answer, text, most) <= most), None)


def _has_words(text: str, words: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text))

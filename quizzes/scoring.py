"""Marking: a pure function of a response and a scheme, the same here and in ``static/quiz.js``.

A *scheme* is plain data, after QTI's standard response processing
(https://www.imsglobal.org/spec/qti/v3p0/impl): a cardinality, the correct response, the ids that may
occur, and a named rule for partial credit.  Nothing here knows item types.

===========  ===================  ==============================  =========================
cardinality  response             correct                         rule
===========  ===================  ==============================  =========================
single       ``"id"``             ``"id"``                        exact
single text  ``"words"``          accepted texts, folded          exact
multiple     ``["id", ...]``      ``["id", ...]``                 exact, net-correct
record       ``{"part": "id"}``   ``{"part": "id"}``              exact, share
ordered      ``["id", ...]``      ``["id", ...]`` in order        exact, pairs
===========  ===================  ==============================  =========================

Rules: ``exact`` all or nothing; ``net-correct`` (right choices less wrong ones) / number of keys, never
below 0, as PrairieLearn's checkbox element names it; ``share`` right parts / parts; ``pairs`` Kendall's tau
(Biometrika 30, 1938), never below 0.  A fraction is one division of whole numbers, so that Python and
JavaScript agree to the last digit.

Not attempted is not wrong: ``None``, blank text, ``[]`` and ``{}`` have a state of their own.  An unknown or
doubled id and a response of the wrong shape raise `ResponseError`; they are never marked as zero.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import combinations
from typing import Any, NamedTuple, TypeVar

Scheme = dict[str, Any]
Response = Any
T = TypeVar("T")

SPACE = re.compile("[ \t\n\r\f\v\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]+")
QUOTES = str.maketrans(dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("“”„‟″«»", '"'))
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


class ResponseError(ValueError):
    """A response that this item can't have."""


class Mark(NamedTuple):
    """`state` is right, partial, wrong or not-attempted; `score` = `fraction` x `points`."""

    state: str
    fraction: float
    score: float
    points: int


def mark(scheme: Scheme, response: Response) -> Mark:
    """Mark `response` against `scheme`; raises `ResponseError` for one that can't be."""
    points = scheme["points"]
    given = _read(scheme, response)
    if not given:
        return Mark("not-attempted", 0.0, 0.0, points)
    numerator, denominator = _credit(scheme, given)
    fraction = numerator / denominator
    state = "right" if numerator == denominator else "partial" if numerator else "wrong"
    return Mark(state, fraction, fraction * points, points)


def parts(scheme: Scheme, response: Response) -> dict[str, str]:
    """The verdict on each part of a response: right, wrong, missed (right, but not given) or open."""
    given, correct = _read(scheme, response), scheme["correct"]
    match scheme["cardinality"], scheme.get("base", "identifier"):
        case "single", "text":
            return {"text": "missed" if not given else "right" if given in correct else "wrong"}
        case "record", _:
            return {
                part: "missed" if part not in (given or {}) else "right" if given[part] == correct[part] else "wrong"
                for part in scheme["parts"]
            }
        case "ordered", _:
            if not given:
                return dict.fromkeys(correct, "missed")
            return {part: "right" if part == there else "wrong" for part, there in zip(correct, given, strict=True)}
    keys, chosen = ([correct], [given]) if scheme["cardinality"] == "single" else (correct, given)
    words = {(True, True): "right", (True, False): "wrong", (False, True): "missed", (False, False): "open"}
    return {option: words[option in (chosen or []), option in keys] for option in scheme["options"]}


def values(scheme: Scheme, response: Response) -> dict[str, str]:
    """What was given for each part: the chosen id; for a text, which foreseen wrong answer it is,
    or ``other``."""
    given = _read(scheme, response) or {}
    match scheme["cardinality"], scheme.get("base", "identifier"):
        case "single", "text":
            return {"text": scheme.get("foreseen", {}).get(given, "other")} if given else {}
        case "record", _:
            return dict(given)
    return {part: part for part in ([given] if isinstance(given, str) else given)}


def fold(text: str) -> str:
    """A typed answer without what should not count: case, accents, spacing, quotes and dashes of another
    kind, a leading article, a closing full stop."""
    text = unicodedata.normalize("NFKC", text.translate(QUOTES)).translate(DASHES)
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.category(c).startswith("M"))
    text = SPACE.sub(" ", text.lower()).strip(" ")
    text = re.sub(r" ?[.,;:!?]\Z", "", text)
    text = re.sub(r"\A([\"']) ?(.*?) ?[.,;:!?]? ?\1\Z", r"\2", text, flags=re.DOTALL)
    return re.sub(r"\A(the|an?) ", "", text)


def _credit(scheme: Scheme, given: Any) -> tuple[int, int]:
    """Numerator and denominator of the credit that a valid response earns."""
    correct, rule = scheme["correct"], scheme["rule"]
    match rule, scheme["cardinality"]:
        case "exact", "single":
            return int(given in correct if scheme.get("base") == "text" else given == correct), 1
        case "exact", "multiple":
            return int(set(given) == set(correct)), 1
        case "exact", _:
            return int(given == correct), 1
        case "net-correct", "multiple":
            right = len(set(given) & set(correct))
            return max(0, right - (len(given) - right)), len(correct)
        case "share", "record":
            return sum(given.get(part) == choice for part, choice in correct.items()), len(correct)
        case "pairs", "ordered":
            place = {part: n for n, part in enumerate(given)}
            steps = [1 if place[a] < place[b] else -1 for a, b in combinations(correct, 2)]
            return max(0, sum(steps)), len(steps)
    raise ValueError(f"no rule '{rule}' for a {scheme['cardinality']} response")


def _read(scheme: Scheme, response: Response) -> Any:
    """The response in its own shape, checked; empty when it was not attempted."""
    if response is None:
        return None
    match scheme["cardinality"]:
        case "single" if scheme.get("base") == "text":
            return fold(_of(str, response, "text"))
        case "single":
            chosen = _of(str, response, "the id of an option")
            return _known([chosen], scheme["options"])[0] if SPACE.sub("", chosen) else None
        case "multiple":
            return _known(_of(list, response, "a list of option ids"), scheme["options"])
        case "record":
            given = _of(dict, response, "an object of parts and their options")
            _known(list(given), scheme["parts"])
            for choice in given.values():
                _known([choice], scheme["options"])
            return given
        case "ordered":
            given = _known(_of(list, response, "a list of all ids in order"), scheme["options"])
            if given and len(given) != len(scheme["options"]):
                raise ResponseError(f"{len(given)} of {len(scheme['options'])} ids; an order holds them all")
            return given
    raise ValueError(f"no cardinality '{scheme['cardinality']}'")


def _of(kind: type[T], response: Any, shape: str) -> T:
    if not isinstance(response, kind):
        raise ResponseError(f"a response to this item is {shape}, not {response!r}")
    return response


def _known(ids: list[Any], known: list[str]) -> list[str]:
    for one in ids:
        if not isinstance(one, str) or one not in known:
            raise ResponseError(f"unknown id {one!r}; this item has {', '.join(known)}")
    if len(set(ids)) != len(ids):
        raise ResponseError(f"an id stands twice in {ids!r}; give each once")
    return ids

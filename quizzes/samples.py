"""Sample responses to an item, made of its scheme alone: right, partial, wrong and empty.

PrairieLearn generates a right and a wrong response for every question, so that each is tested without a hand-written
test (https://docs.prairielearn.com/question/overview/#testing).  Here the tests do so, and the preview shows an
author how each of the four is marked.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Any

from quizzes.scoring import Response, Scheme, mark

NONSENSE = "surely none of these"


def samples(scheme: Scheme) -> dict[str, Response]:
    """Responses by what becomes of them.  ``partial`` is missing where a rule gives no part of the points."""
    found = {"right": right(scheme), "partial": partial(scheme), "wrong": wrong(scheme), "empty": empty(scheme)}
    return {name: response for name, response in found.items() if response is not None}


def right(scheme: Scheme) -> Response:
    """A response that earns all points."""
    match kind(scheme):
        case "text":
            return scheme["correct"][0]
        case "number":
            return _number(scheme, _inside(scheme["correct"][0]))
        case "composite":
            return {part: right(inner) for part, inner in scheme["schemes"].items()}
        case "open":
            return {"text": NONSENSE, "met": list(scheme["criteria"])}
    return scheme["correct"]


def wrong(scheme: Scheme) -> Response:
    """A response that is attempted and earns nothing; None if there is no such thing."""
    return next((one for one in _wrong(scheme) if _earns(scheme, one) == 0), None)


def partial(scheme: Scheme) -> Response:
    """A response that earns some points and not all; None if the rule knows no such thing."""
    return next((one for one in _partial(scheme) if 0 < _earns(scheme, one) < 1), None)


def empty(scheme: Scheme) -> Response:
    """What a reader who did nothing hands in."""
    match kind(scheme):
        case "single" | "text" | "number":
            return ""
        case "multiple" | "ordered":
            return []
        case "open":
            return {"text": "", "met": None}
    return {}


def kind(scheme: Scheme) -> str:
    """The shape of the response: the cardinality, or the base of what is typed."""
    return scheme.get("base", scheme["cardinality"])


def _earns(scheme: Scheme, response: Response) -> float:
    """The fraction that a response earns, -1 if it is not attempted."""
    state, fraction, *_ = mark(scheme, response)
    return -1 if state == "not-attempted" else fraction


def _wrong(scheme: Scheme) -> Iterator[Response]:
    correct, options = scheme.get("correct"), scheme.get("options", [])
    match kind(scheme):
        case "single":
            yield from (option for option in options if option != correct)
        case "text":
            yield NONSENSE
            yield NONSENSE[::-1]
        case "number":
            yield from (_number(scheme, value) for value in _outside(scheme["correct"] + scheme.get("foreseen", [])))
        case "multiple":
            yield [option for option in options if option not in correct]
            yield from ([option] for option in options if option not in correct)
            yield list(options)
        case "record":
            yield {part: next((o for o in options if o != choice), choice) for part, choice in correct.items()}
        case "ordered":
            yield correct[::-1]
            yield [*correct[1:], correct[0]]
        case "composite":
            yield {part: wrong(inner) for part, inner in scheme["schemes"].items()}
        case "open":
            yield {"text": NONSENSE, "met": []}


def _partial(scheme: Scheme) -> Iterator[Response]:
    correct, options = scheme.get("correct"), scheme.get("options", [])
    match kind(scheme):
        case "multiple":
            yield correct[:-1]
            yield from ([*correct, option] for option in options if option not in correct)
            yield from ([*correct[:-1], option] for option in options if option not in correct)
        case "record":
            for part, choice in correct.items():
                yield correct | {part: next((option for option in options if option != choice), choice)}
            yield dict([*correct.items()][:1])
        case "ordered":
            for a, b in combinations(range(len(correct)), 2):
                swapped = list(correct)
                swapped[a], swapped[b] = swapped[b], swapped[a]
                yield swapped
        case "composite":
            best = {part: right(inner) for part, inner in scheme["schemes"].items()}
            for part, inner in scheme["schemes"].items():
                yield best | {part: wrong(inner)}
                yield best | {part: partial(inner)}
        case "open":
            for n in range(1, len(scheme["criteria"])):
                yield {"text": NONSENSE, "met": list(scheme["criteria"])[:n]}


def _inside(accepted: dict[str, Any]) -> Decimal:
    """A number in a range: its middle."""
    low, high = (Decimal(accepted[end]) if end in accepted else None for end in ("low", "high"))
    if low is None or high is None:
        return (low or Decimal(0)) + 1 if high is None else high - 1
    return (low + high) / 2


def _outside(ranges: list[dict[str, Any]]) -> Iterator[Decimal]:
    """Numbers beyond the ranges, and between them."""
    ends = sorted(Decimal(one[end]) for one in ranges for end in ("low", "high") if end in one)
    step = max(Decimal(1), abs(ends[-1])) if ends else Decimal(1)
    yield from (ends[-1] + step, ends[0] - step) if ends else ()
    yield from ((a + b) / 2 for a, b in pairwise(ends))


def _number(scheme: Scheme, value: Decimal) -> str:
    """A number as a reader types it, with the item's decimal mark."""
    text = f"{value.normalize():f}"
    return text.replace(".", scheme.get("decimal", "."))

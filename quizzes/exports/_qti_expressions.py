"""The words of QTI's response processing: expressions, rules, and chains of them, as the markup that they are."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from quizzes.itemtypes.qti import choice_id, prompt_id
from quizzes.markup import Html, clean, tag

SCORE, MOST, CREDIT, ALWAYS, SHOWN = "SCORE", "MAXSCORE", "CREDIT", "REASON", "shown"


def q(element: str, *children: Any, **attributes: Any) -> Html:
    return tag(f"qti-{element}", *children, **attributes)


def exact(text: str) -> Html:
    """Text as it is typed: nothing is put around right-to-left letters."""
    return Html(html.escape(clean(text), quote=False))


def value(kind: str, text: str | int) -> Html:
    return q("base-value", exact(str(text)), base_type=kind)


def variable(key: str) -> Html:
    return q("variable", identifier=key)


def put(key: str, expression: Html) -> Html:
    return q("set-outcome-value", expression, identifier=key)


def either(expressions: Sequence[Html]) -> Html:
    return expressions[0] if len(expressions) == 1 else q("or", *expressions)


class Case(NamedTuple):
    """What is done when a condition holds and none before it did; None always holds."""

    when: Html | None
    rules: Sequence[Html]


def cases(*all_: Case) -> Html:
    """A chain of if, else if, and else; nothing if nothing is ever done."""
    chain = [*all_]
    while chain and not chain[-1].rules:
        chain.pop()
    if not chain:
        return Html("")
    if all(one.rules == chain[0].rules for one in chain) and chain[-1].when is None:
        return Html("").join(chain[0].rules)
    names = ["response-if", *["response-else-if"] * (len(chain) - 1)]
    steps = [
        q(step, one.when, *one.rules) if one.when is not None else q("response-else", *one.rules)
        for step, one in zip(names, chain, strict=True)
    ]
    return q("response-condition", *steps)


def share(got: Html, of: int, points: int) -> Html:
    """A part of the points, reckoned in the same order as in the book."""
    return q("product", q("divide", got, value("float", of)), value("float", points))


def outcome(key: str, kind: str = "identifier", default: str | None = None, **attributes: Any) -> Html:
    inner = q("default-value", q("value", default)) if default is not None else None
    return q("outcome-declaration", inner, identifier=key, cardinality="single", base_type=kind, **attributes)


def within(key: str, span: Mapping[str, Any]) -> Html:
    low, high = ("gt" if span.get("above") else "gte"), ("lt" if span.get("below") else "lte")
    return q(
        "and",
        q(low, variable(key), value("float", span["low"])),
        q(high, variable(key), value("float", span["high"])),
    )


def pair(part: str, option: str) -> str:
    return f"{prompt_id(part)} {choice_id(option)}"


def mapped(key: str) -> Html:
    return q("map-response", identifier=key)


def add(points: int) -> Html:
    return put(CREDIT, q("sum", variable(CREDIT), value("float", points)))

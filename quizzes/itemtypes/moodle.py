"""What an item type says of itself for Moodle, as plain data, and what types share in saying it.

Moodle XML has no specification: what counts is what its importer reads, ``question/format/xml/format.php``, and how
each of its types marks, ``question/type/*/question.php``.  What stands around the questions is in
``quizzes/exports/moodle.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from quizzes.itemtypes.foreign import JOINER, Node
from quizzes.markup import Html

# The only shares of a question's points that Moodle takes: question/engine/bank.php, fraction_options_full().
_SHARES = "1 9/10 5/6 4/5 3/4 7/10 2/3 3/5 1/2 2/5 1/3 3/10 1/4 1/5 1/6 1/7 1/8 1/9 1/10 1/20"
FRACTIONS = [Fraction(share) for share in _SHARES.split()]
FRACTIONS = [*FRACTIONS, Fraction(0), *(-share for share in reversed(FRACTIONS))]

FORMULA = re.compile(r"\\(?=[(\[])|(?<=\$)(?=\$)")  # Moodle would set what stands behind it as a formula
ANYTHING = "*"  # a typed answer that no other line of a question has


class Body(NamedTuple):
    """A question: its type in Moodle's words, what stands in it, what is asked beside the stem, and what Moodle can't
    carry of it, as keys of `quizzes.words.MOODLE_LOST`."""

    type: str
    nodes: Sequence[Node]
    lost: Sequence[str] = ()
    ask: Html = Html("")


class Typed(NamedTuple):
    """A typed answer; `room` is how far a number may be from it."""

    answer: str
    right: bool
    said: Html
    room: str | None = None


def html(name: str, text: Html | str, *nodes: Node, **attributes: str) -> Node:
    """An element with HTML in it, and what stands behind that."""
    return Node(name, [Node("text", text), *nodes], {**attributes, "format": "html"})


def answer(text: Html | str, worth: Fraction | int, *nodes: Node, said: Html) -> Node:
    """An answer with its share of the points and what is said of it."""
    form = "html" if isinstance(text, Html) else "moodle_auto_format"
    inner = [Node("text", text), *nodes, html("feedback", said)]
    return Node("answer", inner, {"fraction": percent(worth), "format": form})


def percent(worth: Fraction | int) -> str:
    """A share as Moodle writes it: 33.33333."""
    text = f"{float(100 * worth):.5f}"
    return text.rstrip("0").rstrip(".")


def shares(keys: int) -> list[Fraction]:
    """Shares for so many keys, as near to equal as Moodle has them, that make 1 together."""
    if Fraction(1, keys) in FRACTIONS:
        return [Fraction(1, keys)] * keys
    if keys > 20:
        raise NotImplementedError("Moodle has no fractions for more than 20 right options")
    return [Fraction(1, 10)] * (20 - keys) + [Fraction(1, 20)] * (2 * keys - 20)


def nearest(share: Fraction) -> Fraction:
    return min(FRACTIONS, key=lambda one: (abs(one - share), one))


def combined() -> list[Node]:
    """Feedback on a response as a whole, of which the book has none; the number of right parts is told."""
    names = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
    return [*(html(name, "") for name in names), Node("shownumcorrect")]


def typed(lines: Iterable[Typed]) -> list[Node]:
    """Typed answers: Moodle takes the first that fits."""
    return [
        answer(one.answer, int(one.right), *([Node("tolerance", one.room)] if one.room else []), said=one.said)
        for one in lines
    ]


def pairs(stems: Sequence[tuple[Html, str]], choices: Sequence[str], rule: str, mixed: bool = False) -> Body:
    """Stems with the choice that belongs to each, which may serve twice or not at all; `mixed` stems are shuffled."""
    if len({*choices}) < len(choices):
        raise NotImplementedError("Moodle shows choices without markup, and two of these would be the same")
    used = {choice for _, choice in stems}
    rows = [*stems, *((Html(""), choice) for choice in choices if choice not in used)]
    while len(rows) < 3:  # fewer stop Moodle's import; a line without a stem adds no choice that is there already
        rows.append((Html(""), choices[0]))
    lost = ["parts", *(["exact-parts"] if rule == "exact" else [])]
    subquestions = [html("subquestion", stem, Node("answer", [Node("text", choice)])) for stem, choice in rows]
    return Body("matching", [Node("shuffleanswers", flag(mixed)), *combined(), *subquestions], lost)


def flag(value: bool) -> str:
    return "true" if value else "false"


def literal(text: str) -> str:
    """A typed answer in which no asterisk stands for anything: question/type/shortanswer/question.php,
    compare_string_with_wildcard()."""
    return text.replace("*", r"\*")


def unset(text: str) -> Html:
    """HTML in which nothing is set as a formula."""
    return Html(FORMULA.sub(lambda found: f"{found[0]}{JOINER}", text))


# Gaps: question/type/multianswer/questiontype.php, qtype_multianswer_extract_question()

_HELD = str.maketrans(
    {"&": "&#38;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": r"\}", "#": r"\#", "~": "&#126;", "=": "&#61;"}
    | {"%": "&#37;", "\\": "&#92;", "$": "&#36;"}
)


def braces(text: str) -> Html:
    """HTML in which no brace begins a gap."""
    return Html(text.replace("{", "&#123;"))


def gap(weight: int, kind: str, lines: Iterable[Typed]) -> Html:
    """A gap's code: ``{1:NUMERICAL:=6:0#yes~*#no}``.  What an answer or feedback says, ends neither."""
    held = [
        f"{'=' * one.right}{_held(one.answer)}{':' * bool(one.room)}{one.room or ''}#{_held(one.said)}" for one in lines
    ]
    return Html(f"{{{weight}:{kind}:{'~'.join(held)}}}")


def _held(text: str) -> str:
    return " ".join(text.split()).translate(_HELD)

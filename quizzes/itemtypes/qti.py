"""What an item type says of itself in QTI: what a candidate answers with.  How that is marked, and when which feedback
is shown, the type need not say: it follows from scheme and feedback (``quizzes/exports/_qti_marking.py``).

The names are those of QTI 3.0 (https://www.imsglobal.org/spec/qti/v3p0/impl); ``quizzes/exports/_qti2.py`` derives 2.2
and 2.1.  What stands around the items is in ``quizzes/exports/qti.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from quizzes.markup import Html, escape, tag
from quizzes.text import inline

RESPONSE = "RESPONSE"

# Shared vocabulary: how a player is asked to show an interaction, https://www.imsglobal.org/spec/qti/v3p0/vocab
LETTERED = "qti-labels-upper-alpha"
TABLE = "qti-match-tabular"


class Body(NamedTuple):
    """What an item is made of in QTI.

    `html` are the blocks that a candidate has before them, with the interactions in them.  `typed` has of each typed
    part which texts count as which value: ``right``, or the number of a foreseen wrong answer.  `scorers` is for
    whoever marks, and for nobody else.  `lost` are keys of `quizzes.words.QTI3_LOST`.
    """

    html: Html
    lost: Sequence[str] = ()
    typed: Mapping[str, Mapping[str, Sequence[str]]] = {}
    scorers: Html = Html("")


def name(key: str) -> str:
    """An id as an identifier, which must not begin with a digit."""
    return key if key[0].isalpha() else f"_{key}"


def response(part: str | None = None) -> str:
    """The variable that holds the response, or that to one part."""
    return RESPONSE if part is None else f"{RESPONSE}-{part}"


def prompt_id(key: str) -> str:
    """What is to be matched; its id and that of a choice may be the same word."""
    return f"P-{key}"


def choice_id(key: str) -> str:
    return f"C-{key}"


def prompt(stem: str, instruction: str | None) -> Html:
    """What an interaction asks: players name it by that."""
    more = [tag("br"), tag("em", instruction)] if instruction else []
    return tag("qti-prompt", inline(stem), more)


def interaction(kind: str, item: Any, inner: Sequence[Html], **attributes: str) -> Html:
    """An interaction that stands as a block and is the whole of the item's answer."""
    asks = prompt(item.stem, item.instruction)
    return tag(f"qti-{kind}-interaction", asks, inner, response_identifier=RESPONSE, **attributes)


def choice(key: str, text: Html, last: bool = False) -> Html:
    """Something to choose or to put in order; the `last` stays last when they are shuffled."""
    return tag("qti-simple-choice", text, identifier=name(key), fixed="true" if last else None)


def options(item: Any, shown: Sequence[Any], several: bool) -> Html:
    """A choice of one option or of several, by letters in whatever order they are shown."""
    choices = [choice(option.id, inline(option.text), option.last) for option in shown]
    most = "0" if several else "1"
    return interaction("choice", item, choices, class_=LETTERED, shuffle=flag(item.shuffle), max_choices=most)


def pairs(item: Any, prompts: Mapping[str, Html], choices: Mapping[str, Html]) -> Html:
    """A table with a choice for each prompt, which may serve twice or not at all."""
    count = str(len(prompts))
    sides = [
        [_side(prompt_id(key), text, "1") for key, text in prompts.items()],
        [_side(choice_id(key), text, count) for key, text in choices.items()],
    ]
    sets = [tag("qti-simple-match-set", side) for side in sides]
    return interaction("match", item, sets, class_=TABLE, shuffle="false", max_associations=count)


def _side(key: str, text: Html, most: str) -> Html:
    return tag("qti-simple-associable-choice", text, identifier=key, match_max=most)


def entry(part: str | None, length: int, label: str) -> Html:
    """A line to type in, within a text; programs without a screen say `label`."""
    return tag(
        "qti-text-entry-interaction",
        response_identifier=response(part),
        expected_length=str(length),
        aria_label=label,
    )


def dropdown(part: str, options: Mapping[str, str], shuffle: bool, label: str) -> Html:
    """A closed list within a text; what it offers is text alone."""
    choices = [tag("qti-inline-choice", escape(text), identifier=name(key)) for key, text in options.items()]
    return tag(
        "qti-inline-choice-interaction",
        choices,
        response_identifier=response(part),
        shuffle=flag(shuffle),
        aria_label=label,
    )


def asked(item: Any, *blocks: Html) -> Html:
    """The stem as a paragraph, where no interaction names it."""
    instruction = tag("p", item.instruction) if item.instruction else None
    return Html("").join([tag("p", inline(item.stem)), instruction, *blocks])


def flag(value: bool) -> str:
    return "true" if value else "false"

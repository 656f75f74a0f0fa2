"""What an item type says of itself in QTI 1.2, as plain data, for Canvas and for Common Cartridges, and what types
share in saying it.

Canvas reads it in two ways, and what it writes itself (canvas-lms, ``lib/cc/qti/qti_items.rb``) is what both read:

* Classic Quizzes by ``lib/imsqtiv1.py`` of QTIMigrationTool and then ``gems/plugins/qti_exporter/lib/qti/*.rb``;
* New Quizzes by the gem ``qti``, ``lib/qti/v1/models``, which knows orders, categories, and gaps of several kinds.

A Common Cartridge has the profile of ``ccv1p1_qtiasiv1p2p1_v1p0.xsd``, with rules of its own for each kind of question.
What stands around the items is in ``quizzes/exports/_qti12.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from quizzes.itemtypes.face import Say, rows, typed
from quizzes.itemtypes.foreign import JOINER, Node, variants
from quizzes.markup import Html
from quizzes.text import inline

if TYPE_CHECKING:
    from quizzes.itemtypes.base import Feedback

RESPONSE = "response1"
BOX = "answer1"
ALL = 100  # a score is a share of this
CORRECT, INCORRECT = "correct_fb", "general_incorrect_fb"
OTHER = Node("other")


class Body(NamedTuple):
    """A question: its kind in the program's words, what it is answered with, how it is marked, what is said of answers
    by the idents that its conditions show, what is asked beside the stem, what is said afterwards beside the reason,
    fields of metadata, and what can't be carried of it, as keys of `quizzes.words.QTI_LOST`."""

    kind: str
    responses: Sequence[Node]
    conditions: Sequence[Node]
    said: Mapping[str, Html] = {}
    lost: Sequence[str] = ()
    ask: Html = Html("")
    after: Html | None = None
    fields: Mapping[str, str] = {}


class Part(Protocol):
    """An option, a prompt, an entry."""

    id: Any


def numbers(parts: Iterable[Part], first: int = 1001) -> dict[str, str]:
    """A number for each part, since Canvas makes numbers of what identifies answers: associate_interaction.rb,
    get_canvas_matches()."""
    return {part.id: str(n) for n, part in enumerate(parts, first)}


# What it is answered with


def material(text: Html | str, **attributes: str) -> Node:
    """HTML, or text that has no markup."""
    kind = "text/html" if isinstance(text, Html) else "text/plain"
    return Node("material", [Node("mattext", text, {"texttype": kind})], attributes)


def label(ident: str, text: Html | str, **attributes: str) -> Node:
    return Node("response_label", [material(text)], {"ident": ident, **attributes})


def choice(
    labels: Sequence[Node], ident: str = RESPONSE, many: str | None = "Single", about: Html | str | None = None
) -> Node:
    """Labels to choose from; `about` stands before them."""
    before = [] if about is None else [material(about)]
    return Node("response_lid", [*before, Node("render_choice", labels)], {"ident": ident, **cardinality(many)})


def cardinality(many: str | None) -> dict[str, str]:
    return {"rcardinality": many} if many else {}


def box(number: bool = False) -> Node:
    """A box to write in."""
    inner = Node("response_label", [], {"ident": BOX})
    fib = Node("render_fib", [inner], {"fibtype": "Decimal"} if number else {})
    return Node("response_str", [fib], {"ident": RESPONSE, **cardinality("Single")})


# How it is marked


def equal(value: str, ident: str = RESPONSE) -> Node:
    return Node("varequal", value, {"respident": ident})


def negated(test: Node) -> Node:
    return Node("not", [test])


def condition(*tests: Node, score: str | None = None, add: bool = False, shows: str = "", on: bool = False) -> Node:
    """What happens if a test holds; with `on` those behind it are tried, too."""
    inner = [Node("conditionvar", tests)]
    if score is not None:
        inner.append(Node("setvar", score, {"action": "Add" if add else "Set", "varname": "SCORE"}))
    if shows:
        inner.append(Node("displayfeedback", "", {"feedbacktype": "Response", "linkrefid": shows}))
    return Node("respcondition", inner, {"continue": "Yes" if on else "No"})


def full(*tests: Node, shows: str = "") -> Node:
    return condition(*tests, score=str(ALL), shows=shows)


def share(of: int) -> str:
    """Of the score, as Canvas writes it: 33.33."""
    return f"{ALL / of:.2f}"


def remark(ident: str) -> str:
    """The ident of what is said of an answer."""
    return f"{ident}_fb"


def heard(said: Mapping[str, Html], ident: str = RESPONSE) -> list[Node]:
    """What is said of each answer that is chosen."""
    return [condition(equal(one, ident), shows=remark(one), on=True) for one in said]


def otherwise() -> Node:
    """Behind all that is right."""
    return condition(OTHER, shows=INCORRECT, on=True)


def afterwards(remarks: Iterable[Feedback], say: Say) -> Html | None:
    """What is said of wrong answers that are foreseen, which have no place of their own."""
    made = [*typed(remarks, (), say)]
    return rows(made) if made else None


# Kinds of questions that types share


def options(kind: str, texts: Mapping[str, Html | str], keys: Sequence[str], said: Mapping[str, Html]) -> Body:
    """Options by their numbers, with what is said of each; with several keys all of them, and no other, must be
    chosen."""
    several = kind.startswith(("multiple_answers", "cc.multiple_response"))
    tests = [equal(one) if one in keys else negated(equal(one)) for one in texts]
    right = Node("and", tests) if several else equal(keys[0])
    labels = [label(one, text) for one, text in texts.items()]
    remarks = {remark(one): text for one, text in said.items()}
    return Body(kind, [choice(labels, many="Multiple" if several else "Single")], [*heard(said), full(right)], remarks)


def chosen(kind: str, item: Any, say: Say) -> Body:
    """Those of an item (`base.Choice`), in the order in which readers see them."""
    ids = numbers(item.shown)
    texts = {ids[option.id]: inline(option.text) for option in item.shown}
    verdicts = {option.id: "right" if option.key else "wrong" for option in item.shown}
    said = {ids[key]: say(item.remark(key, verdict)) for key, verdict in verdicts.items()}
    return options(kind, texts, [ids[option.id] for option in item.keys], said)


def pairs(stems: Sequence[tuple[Html | str, str, Html | None]], choices: Mapping[str, str], rule: str) -> Body:
    """Stems, each with the choice that belongs to it and what is said if it was not chosen; Canvas shows that as the
    comment on the stem (qti_items.rb, matching_resprocessing()).  `choices` have no markup."""
    if len({*choices.values()}) < len(choices):
        raise NotImplementedError("Canvas shows choices without markup, and two of these would be the same")
    keys = dict(zip(choices, (str(n) for n in range(2001, 2001 + len(choices))), strict=True))
    responses, conditions, said = [], [], {}
    for n, (stem, right, wrong) in enumerate(stems, 1001):
        ident = f"response_{n}"
        labels = [label(keys[one], text) for one, text in choices.items()]
        responses.append(choice(labels, ident, None, stem))
        test = equal(keys[right], ident)
        conditions.append(condition(test, score=share(len(stems)), add=True, on=True))
        if wrong:
            said[remark(str(n))] = wrong
            conditions.append(condition(negated(test), shows=remark(str(n)), on=True))
    lost = ["parts", *(["exact-parts"] if rule == "exact" else [])]
    return Body("matching_question", responses, conditions, said, lost)


def written(kind: str, texts: Iterable[str], right: Html, other: Html, lost: Sequence[str]) -> Body:
    """A word or a name to write: Canvas compares it in any case (short_answer_question.rb, matching_answer())."""
    tests = [equal(text) for text in variants(texts)]
    conditions = [full(*tests, shows=CORRECT), otherwise()]
    return Body(kind, [box()], conditions, {CORRECT: right, INCORRECT: other}, lost)


# Gaps in a text: a name in brackets, and what fills it


class Gap(NamedTuple):
    """A gap: what may be chosen or written in it, which of that is right, what is said of each, and how New Quizzes is
    to compare."""

    id: str
    texts: Sequence[str]
    keys: Sequence[int]
    said: Sequence[Html | None]
    compare: Mapping[str, str] = {}
    numbered: bool = False


TYPED = {"answer_type": "openEntry"}
IN_CHOICES = {"scoring_algorithm": "TextInChoices", **TYPED}
DROPDOWN = {"scoring_algorithm": "Equivalence", "answer_type": "dropdown"}


def close(slips: int) -> dict[str, str]:
    """A word with so many letters wrong, missing or too many: fill_blank_interaction.rb, scoring_data_options()."""
    how = {"levenshtein_distance": str(slips), "ignore_case": "true"}
    return {"scoring_algorithm": "TextCloseEnough", **how, **TYPED}


def hole(name: str) -> str:
    return f"[{name}]"


BLANKS, LISTS = "fill_in_multiple_blanks_question", "multiple_dropdowns_question"


def gaps(kind: str, found: Sequence[Gap], new: bool, shows: str = "") -> Body:
    """Each gap by itself.  What is said of an answer comes first, and then what scores: base_fill_blank_interaction.rb
    has read both, and the last one counts."""
    responses, heard_, scored, said = [], [], [], {}
    first = 1001
    for gap in found:
        ident = f"response_{gap.id}"
        idents = [str(n) for n in range(first, first + len(gap.texts))]
        first += len(gap.texts)
        places = [{"position": str(n)} if gap.numbered else {} for n in range(1, len(idents) + 1)]
        labels = [
            label(one, text, **(gap.compare if new else {}), **place)
            for one, text, place in zip(idents, gap.texts, places, strict=True)
        ]
        responses.append(choice(labels, ident, None, gap.id))
        remarks = {one: text for one, text in zip(idents, gap.said, strict=True) if text}
        heard_ += heard(remarks, ident)
        said |= {remark(one): text for one, text in remarks.items()}
        test = equal(idents[gap.keys[0]], ident)
        scored.append(condition(test, score=share(len(found)), add=True, shows=shows, on=True))
    return Body(kind, responses, [*heard_, *scored], said)


def unnamed(text: str) -> Html:
    """HTML in which brackets that are the author's own name no gap, to whoever reads or edits it."""
    return Html(re.sub(r"\[(?=[A-Za-z0-9_.-]+\])", f"[{JOINER}", text))


# Numbers


def number(ranges: tuple[str, str], answer: str | None, right: Html, other: Html, lost: Sequence[str]) -> Body:
    """A number from one end to the other: as `answer` with the same room on both sides, or as a range
    (numeric_interaction.rb, get_canvas_answers(); numerics/scoring_data.rb)."""
    low, high = ranges
    ends = [Node("vargte", low, {"respident": RESPONSE}), Node("varlte", high, {"respident": RESPONSE})]
    tests = ends if answer is None else [Node("or", [equal(answer), Node("and", ends)])]
    conditions = [full(*tests, shows=CORRECT), otherwise()]
    said = {CORRECT: right, INCORRECT: other}
    return Body("numerical_question", [box(number=True)], conditions, said, lost)


# New Quizzes alone


def order(shown: Mapping[str, Html], right: Sequence[str], ends: tuple[str, str], lost: Sequence[str]) -> Body:
    """Entries to be put in order, between two labels: ordering_interaction.rb."""
    labels = Node("flow_label", [label(one, text) for one, text in shown.items()])
    inner = [
        material(ends[0], position="top"),
        Node("ims_render_object", [labels], {"shuffle": "No"}),
        material(ends[1], position="bottom"),
    ]
    response = Node("response_lid", [Node("render_extension", inner)], {"ident": RESPONSE, **cardinality("Ordered")})
    return Body("ordering_question", [response], [full(*(equal(one) for one in right))], lost=lost)


def categories(
    names: Mapping[str, str], entries: Mapping[str, str], belongs: Mapping[str, Sequence[str]], lost: Sequence[str]
) -> Body:
    """Entries to be put into categories, each category with all that belongs in it: categorization_interaction.rb.
    Neither has markup."""
    labels = [label(one, text) for one, text in entries.items()]
    responses = [choice(labels, ident, "Multiple", name) for ident, name in names.items()]
    conditions = [
        condition(*(equal(one, ident) for one in held), score=share(len(belongs)), add=True, on=True)
        for ident, held in belongs.items()
    ]
    return Body("categorization_question", responses, conditions, lost=lost)

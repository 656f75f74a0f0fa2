"""Marking: a pure function of a response and a scheme, the same here and in ``static/marking.js``.

A *scheme* is plain data, after QTI's standard response processing
(https://www.imsglobal.org/spec/qti/v3p0/impl): a cardinality, the correct response, the ids that may
occur, and a named rule for partial credit.  Nothing here knows item types.

===========  ==================================  ======================================  ============================
kind         response                            the scheme says                         rules
===========  ==================================  ======================================  ============================
single       ``"id"``                            options, correct: ``"id"``              exact
text         ``"words"``                         correct: folded texts; foreseen:        exact
                                                 ``{folded: "n"}``; tolerance: 0 to 3
number       ``"typed text"``                    correct: ranges; foreseen: ranges with  exact
                                                 ``value: "n"``; decimal; unit
multiple     ``["id", ...]``                     options, correct: ``["id", ...]``       exact and those below
record       ``{"part": "id"}``                  parts, options,                         exact, share
                                                 correct: ``{"part": "id"}``
ordered      ``["id", ...]`` in order            options, correct: ``["id", ...]``       exact, pairs, longest-run
composite    ``{"part": response}``              schemes: ``{"part": scheme}``           exact, share
open         ``{"text": "...", "met": ["id"]}``  criteria: ``{"id": points}``            self
===========  ==================================  ======================================  ============================

``text`` and ``number`` are the ``base`` of a single response; the others are cardinalities.

============  =================================================================  ====================================
rule          credit, never below 0                                              reference
============  =================================================================  ====================================
exact         all or nothing
net-correct   (right - wrong choices) / keys                                     PrairieLearn, pl-checkbox
coverage      (keys chosen / keys) x (keys chosen / choices)                     PrairieLearn, pl-checkbox
each-answer   options judged rightly, chosen or not, / options                   PrairieLearn, pl-checkbox
false         keys chosen / keys - wrong choices / wrong options                 R/exams, exams_eval, negative=FALSE
false2        the same, with at least 2 for the number of wrong options          R/exams, exams_eval (its default)
true          keys chosen / keys - wrong choices / keys: another name of         R/exams, exams_eval
              net-correct
all           keys chosen / keys; one wrong choice takes it all                  R/exams, exams_eval
none          keys chosen / keys, whatever else was chosen                       R/exams, exams_eval
share         right parts / parts; of a composite, weighed by their points
pairs         pairs in the right order less the others, / pairs: Kendall's tau   Kendall, Biometrika 30, 1938
longest-run   longest run of entries that follow each other as in the key, /     near Moodle's qtype_ordering, 'longest
              entries; a run of one is none                                      contiguous subset', in which others
                                                                                 may stand between
self          points of the criteria that the writer finds met, / points
============  =================================================================  ====================================

A credit is two whole numbers and a fraction one division of them, so that Python and JavaScript agree to the last
digit.  The state follows the credit: under ``none`` a response with every option chosen is right.

Not attempted is not wrong: ``None``, blank text, ``[]``, ``{}`` and a composite of such have a state of their own
(where PrairieLearn's each-answer and R/exams credit a blank, nothing is credited here).  An unknown or doubled id, a
response of the wrong shape and text that can't be read as a number raise `ResponseError`; they never count as zero.
Open answers are never marked by machine: they are ``written`` or ``self-marked``, and a composite leaves them out.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any, NamedTuple, TypeVar

from quizzes import typed
from quizzes.typed import between, fold, number, within

__all__ = ["between", "fold", "number", "within"]  # beside what stands below: the helpers that authors' types call

Scheme = dict[str, Any]
Response = Any
Credit = tuple[int, int]
T = TypeVar("T")

SINGLES = ("single", "text", "number")
FAR = float("inf")


class ResponseError(ValueError):
    """A response that this item can't have."""


class Mark(NamedTuple):
    """`state` is right, partial, wrong or not-attempted, of an open answer written or self-marked;
    `score` = `fraction` x `points`."""

    state: str
    fraction: float
    score: float
    points: int


def kind_of(scheme: Scheme) -> str:
    """The first column of the table above."""
    base: str = scheme.get("base", "identifier")
    return scheme["cardinality"] if base == "identifier" else base


def by_machine(scheme: Scheme) -> bool:
    """Whether a response is marked by machine, as all are but open answers."""
    if kind_of(scheme) == "composite":
        return any(map(by_machine, scheme["schemes"].values()))
    return kind_of(scheme) != "open"


def mark(scheme: Scheme, response: Response) -> Mark:
    """Mark `response` against `scheme`; raises `ResponseError` for one that can't be."""
    points, given = scheme["points"], _read(scheme, response)
    if scheme["rule"] not in RULES.get(kind_of(scheme), {}):
        raise ValueError(f"no rule '{scheme['rule']}' for a response of the kind {kind_of(scheme)}")
    if given is None:
        return Mark("not-attempted", 0.0, 0.0, points)
    got, of = _credit(scheme, given)
    fraction = got / of
    return Mark(_state(scheme, given, got, of), fraction, fraction * points, points)


def parts(scheme: Scheme, response: Response) -> dict[str, str]:
    """The verdict on each part of a response: right, wrong, missed (right, but not given) or open; of a composite
    also partial.  An open answer's criteria are right (met), missed, or open until it is marked."""
    return _parts(scheme, _read(scheme, response))


def values(scheme: Scheme, response: Response) -> dict[str, str]:
    """What was given for each part: the chosen id; for a text or number, which foreseen wrong answer it is, or
    ``other``; for a part of a composite, the value in it."""
    return _values(scheme, _read(scheme, response))


def unread(scheme: Scheme, response: Response) -> list[str]:
    """The parts whose text can't be read as a number: ``number``, or those of a composite."""
    if kind_of(scheme) == "composite" and isinstance(response, dict):
        return [part for part, one in scheme["schemes"].items() if unread(one, response.get(part))]
    blank = not isinstance(response, str) or not fold(response)
    return [] if kind_of(scheme) != "number" or blank or _number(scheme, response) is not None else ["number"]


# Rules: a credit from the verdicts on the parts, or from what was given.


def _exact(verdicts: list[str]) -> Credit:
    return int("wrong" not in verdicts and "missed" not in verdicts), 1


def _share(verdicts: list[str]) -> Credit:
    return verdicts.count("right"), len(verdicts)


def _less(price: Callable[[int, int], int]) -> Callable[[list[str]], Credit]:
    """Keys chosen / keys, less 1 / `price` (of the numbers of keys and wrong options) for each wrong choice."""

    def credit(verdicts: list[str]) -> Credit:
        right, wrong = verdicts.count("right"), verdicts.count("wrong")
        keys = right + verdicts.count("missed")
        out = price(keys, len(verdicts) - keys)
        return max(0, right * out - wrong * keys), keys * out

    return credit


def _coverage(verdicts: list[str]) -> Credit:
    right, wrong = verdicts.count("right"), verdicts.count("wrong")
    return right * right, (right + verdicts.count("missed")) * (right + wrong)


def _pairs(given: list[str], correct: list[str]) -> Credit:
    steps = [1 if given.index(a) < given.index(b) else -1 for a, b in combinations(correct, 2)]
    return max(0, sum(steps)), len(steps)


def _longest_run(given: list[str], correct: list[str]) -> Credit:
    run = best = 1
    for one, other in pairwise(given):
        run = run + 1 if correct.index(other) == correct.index(one) + 1 else 1
        best = max(best, run)
    return best if best > 1 else 0, len(correct)


RULES: dict[str, dict[str, Callable[..., Credit]]] = {
    "single": {"exact": _exact},
    "text": {"exact": _exact},
    "number": {"exact": _exact},
    "multiple": {
        "exact": _exact,
        "net-correct": _less(lambda keys, _: keys),
        "coverage": _coverage,
        "each-answer": lambda verdicts: (verdicts.count("right") + verdicts.count("open"), len(verdicts)),
        "false2": _less(lambda _, others: max(2, others)),
        "false": _less(lambda _, others: max(1, others)),
        "true": _less(lambda keys, _: keys),
        "all": _less(lambda *_: 1),
        "none": lambda verdicts: (verdicts.count("right"), verdicts.count("right") + verdicts.count("missed")),
    },
    "record": {"exact": _exact, "share": _share},
    "ordered": {"exact": _exact, "pairs": _pairs, "longest-run": _longest_run},
    "composite": {"exact": _exact, "share": _share},
    "open": {"self": _share},
}


def _credit(scheme: Scheme, given: Any) -> Credit:
    """Numerator and denominator of the credit that a valid response earns; 0 where nothing was given."""
    rule, kind = scheme["rule"], kind_of(scheme)
    if given is None:
        return 0, 1
    if kind == "composite":
        marked = {part: one for part, one in scheme["schemes"].items() if by_machine(one)}
        shares = [(one["points"], Fraction(*_credit(one, given.get(part)))) for part, one in marked.items()]
        if rule == "exact":
            return int(all(share == 1 for _, share in shares) and bool(shares)), 1
        return (
            sum((n * share for n, share in shares), Fraction()) / (sum(n for n, _ in shares) or 1)
        ).as_integer_ratio()
    if kind == "open":
        return sum(scheme["criteria"][one] for one in given["met"] or []), scheme["points"]
    if rule in ("pairs", "longest-run"):
        return RULES[kind][rule](given, scheme["correct"])
    return RULES[kind][rule](list(_parts(scheme, given).values()))


def _judgeable(scheme: Scheme, given: Any) -> bool:
    """Whether there is anything in what was given that a machine marks."""
    if kind_of(scheme) == "composite":
        return any(_judgeable(scheme["schemes"][part], one) for part, one in given.items())
    return kind_of(scheme) != "open"


def _state(scheme: Scheme, given: Any, got: int, of: int) -> str:
    if not _judgeable(scheme, given):
        return "self-marked" if kind_of(scheme) == "open" and given["met"] is not None else "written"
    return "right" if got == of else "partial" if got else "wrong"


def _parts(scheme: Scheme, given: Any) -> dict[str, str]:
    correct = scheme.get("correct")
    match kind_of(scheme):
        case "text" | "number" as kind:
            return {kind: "missed" if given is None else "right" if _judge(scheme, given)[0] else "wrong"}
        case "record":
            return {
                part: "missed" if part not in (given or {}) else "right" if given[part] == correct[part] else "wrong"
                for part in scheme["parts"]
            }
        case "ordered":
            pairs = zip(correct, given or correct, strict=True)
            return {part: "missed" if given is None else "right" if part == there else "wrong" for part, there in pairs}
        case "composite":
            return {part: _verdict(one, (given or {}).get(part)) for part, one in scheme["schemes"].items()}
        case "open":
            met = given and given["met"]
            return {one: "open" if met is None else "right" if one in met else "missed" for one in scheme["criteria"]}
    keys, chosen = ([correct], [given]) if scheme["cardinality"] == "single" else (correct, given or [])
    words = {(True, True): "right", (True, False): "wrong", (False, True): "missed", (False, False): "open"}
    return {option: words[option in chosen, option in keys] for option in scheme["options"]}


def _verdict(scheme: Scheme, given: Any) -> str:
    """One word on a part of a composite; `open` if it was written, and no machine marks it."""
    if given is None:
        return "missed"
    state = _state(scheme, given, *_credit(scheme, given))
    return "open" if state in ("written", "self-marked") else state


def _values(scheme: Scheme, given: Any) -> dict[str, str]:
    if given is None:
        return {}
    match kind_of(scheme):
        case "text" | "number" as kind:
            return {kind: _judge(scheme, given)[1]}
        case "single":
            return {given: given}
        case "record":
            return dict(given)
        case "composite":
            ones = {part: list(_values(scheme["schemes"][part], one).values()) for part, one in given.items()}
            return {part: one[0] for part, one in ones.items() if kind_of(scheme["schemes"][part]) in SINGLES}
        case "open":
            return {}
    return {part: part for part in given}


def _judge(scheme: Scheme, given: Any) -> tuple[bool, str]:
    """Whether a text or number is right, and which foreseen wrong answer it is, or ``other``.

    A number is right if it lies in a correct range, also where that cuts into a foreseen one.  A text is right if it is
    an accepted one, or if fewer slips part it from an accepted one than from every foreseen one, at most `tolerance`.
    """
    foreseen = scheme.get("foreseen", {})
    if kind_of(scheme) == "number":
        wrong = [(1 if typed.inside(span, given) else FAR, int(span["value"])) for span in foreseen]
        right = [0 if typed.inside(span, given) else FAR for span in scheme["correct"]]
    else:
        most = scheme.get("tolerance", 0)
        wrong = [(typed.distance(given, text, most), int(n)) for text, n in foreseen.items()]
        right = [typed.distance(given, text, most) for text in scheme["correct"]]
    near, value = min(wrong, default=(FAR, 0))
    is_right = min(right, default=FAR) < near
    return is_right, "other" if is_right or near == FAR else str(value)


def _number(scheme: Scheme, text: str) -> Any:
    return typed.number(text, scheme.get("decimal", "."), scheme.get("unit", []))


def _read(scheme: Scheme, response: Response) -> Any:
    """The response in its own shape, checked; None when it was not attempted."""
    if response is None:
        return None
    match kind_of(scheme):
        case "text":
            return fold(_of(str, response, "text")) or None
        case "number":
            if not fold(_of(str, response, "a number, as text")):
                return None
            if (number := _number(scheme, response)) is None:
                like = f"2342{scheme.get('decimal', '.')}5"
                raise ResponseError(f"{response!r} can't be read as a number; write it in digits, like {like}")
            return number
        case "single":
            chosen = _of(str, response, "the id of an option")
            return _known([chosen], scheme["options"])[0] if typed.SPACE.sub("", chosen) else None
        case "multiple":
            return _known(_of(list, response, "a list of option ids"), scheme["options"]) or None
        case "record":
            given = _of(dict, response, "an object of parts and their options")
            _known(list(given), scheme["parts"])
            for choice in given.values():
                _known([choice], scheme["options"])
            return given or None
        case "ordered":
            given = _known(_of(list, response, "a list of all ids in order"), scheme["options"])
            if given and len(given) != len(scheme["options"]):
                raise ResponseError(f"{len(given)} of {len(scheme['options'])} ids; an order holds them all")
            return given or None
        case "composite":
            given = _of(dict, response, "an object of parts and their responses")
            _known(list(given), list(scheme["schemes"]))
            read = {part: _part(part, scheme["schemes"][part], one) for part, one in given.items()}
            return {part: one for part, one in read.items() if one is not None} or None
        case "open":
            given = _of(dict, response, "an object of text and the criteria met")
            _known(list(given), ["text", "met"])
            text, met = _of(str, given.get("text", ""), "text"), given.get("met")
            if met is not None:
                _known(_of(list, met, "a list of the criteria met"), list(scheme["criteria"]))
            return {"text": text, "met": met} if fold(text) or met else None
    raise ValueError(f"no cardinality '{kind_of(scheme)}'")


def _part(part: str, scheme: Scheme, response: Response) -> Any:
    try:
        return _read(scheme, response)
    except ResponseError as error:
        raise ResponseError(f"part '{part}': {error}") from None


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

"""Schemes and responses that nobody wrote: of every kind and rule, valid, invalid and strange, from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from quizzes import scoring

Scheme = dict[str, Any]
Random = random.Random

IDS = ["a", "b", "c", "long-name", "x-1", "constructor", "valueof", "true", "false", "z9"]
STRANGE = [None, "", "   ", [], {}, 0, -5, 1.5, True, "no-such", ["no-such"], {"no-such": "a"}, {"__proto__": "a"}]
STRANGE += [[["a"]], [None], ["a", "a"], {"a": None}, {"a": {"a": {}}}]
STRANGE += [{"text": 1}, {"text": None}, {"text": "x", "met": "a"}, {"met": [1]}]
LETTERS = (
    "aAbBzZ09 .,;:!?'\"()-&/"
    "‘’‚‛′`´“”„‟″«»‐‑‒–—―−"
    "\t\n\r\v\f\u00a0\u1680\u2003\u200b\u2028\u202f\u205f\u3000\ufeff\u0085\u200d"
    "éÉñÑäÄßẞøØŁİıſŒœæÆçÇ\u0301\u0308\u0327ﬁﬀ①²½…ΣσςΩµЖж中あア한\U0001d400😀€$%₂٣３"
)
PIECES = """
one two three nine ten twelve thirteen twenty forty ninety hundred thousand and zero first second third fifth twelfth
twentieth thirtieth 1st 2nd 3rd 4th 21st of the a an may march Mar. apr April Sept. september dec 0 1 6 12 31 32 99 100
342 2342 2018 2,342 1,000,000 2.5 2,5 4/6/2018 13/6/2018 2018-04-06 2018/4/6 2018-13-01 04-06-2018 zero-tolerance
twenty-one children $ % -5 −5 +5"""
MONTHS = """
January February March April May June July August September October November December"""


def typed(rng: Random) -> str:
    """Letters and signs of all kinds, or words that number and date."""
    if rng.random() < 0.5:
        return "".join(rng.choices(LETTERS, k=rng.randint(0, 12)))
    between = [" ", " ", " ", " ", " ", ", ", "-", "", "\u00a0"]
    return "".join(rng.choice(PIECES.split()) + rng.choice(between) for _ in range(rng.randint(1, 6)))


def dated(rng: Random) -> str:
    year, month, day = rng.randint(1990, 2030), rng.randint(1, 12), rng.randint(1, 31)
    name = MONTHS.split()[month - 1]
    name = rng.choice([name, name.upper(), name[:3], f"{name[:3]}."])
    th = rng.choice(["", "th", "st", "nd"])
    worded = [f"{name} {day}{th}, {year}", f"{day}{th} {name} {year}", f"{day}{th} of {name}, {year}", f"{name} {year}"]
    worded += [f"{name} {day}", f"{day} {name}", f"{day}-{name}-{year}", f"{name} {day} {day} {year}"]
    forms = [
        f"{year}-{month:02}-{day:02}",
        f"{year}/{month}/{day}",
        f"{month}/{day}/{year}",
        f"{month:02}-{day}-{year}",
    ]
    return rng.choice([*worded, *forms])


def counted(rng: Random, number: Decimal | None = None) -> str:
    """A number as people write it, or nearly."""
    made = [Decimal(rng.randint(-20, 3000)), Decimal(rng.randint(-9999, 9999)) / 100, Decimal(rng.randint(0, 10**8))]
    text = format(rng.choice(made) if number is None else number, rng.choice(["f", "f", ",f", ".2f", ",.1f", "+f"]))
    signs = [{}, {}, {",": ".", ".": ","}, {",": " "}, {",": "\u00a0"}, {",": "’"}, {"-": "−"}, {".": ""}]
    text = text.translate(str.maketrans(rng.choice(signs)))
    around = ["{}", "{}", "{}", " {} ", "{}.", "${}", "{} children", "{}%", "{} %", "-{}", "{}0", "about {}"]
    return rng.choice(around).format(text)


def slipped(rng: Random, text: str) -> str:
    """`text` with a few slips of the pen."""
    letters = list(text)
    for _ in range(rng.randint(0, 4)):
        at = rng.randint(0, len(letters))
        slip = rng.randrange(4)
        if slip == 0:
            letters.insert(at, rng.choice("abcxyz1 😀"))
        elif slip == 1:
            letters[at : at + 1] = []
        elif slip == 2:
            letters[at : at + 2] = letters[at : at + 2][::-1]
        else:
            letters[at : at + 1] = [rng.choice("abcxyz2 ")]
    return "".join(letters)


def some(rng: Random, least: int = 1) -> list[str]:
    return rng.sample(IDS, rng.randint(least, 6))


def _single(rng: Random) -> Scheme:
    options = some(rng, 2)
    return {"options": options, "correct": rng.choice(options)}


def _multiple(rng: Random) -> Scheme:
    options = some(rng, 2)
    return {"options": options, "correct": rng.sample(options, rng.randint(1, len(options)))}


def _record(rng: Random) -> Scheme:
    places, options = some(rng, 2), some(rng, 2)
    return {"parts": places, "options": options, "correct": {part: rng.choice(options) for part in places}}


def _ordered(rng: Random) -> Scheme:
    options = some(rng, 3)
    return {"options": options, "correct": rng.sample(options, len(options))}


def _text(rng: Random) -> Scheme:
    made = [rng.choice([typed, dated, counted])(rng) for _ in range(rng.randint(1, 6))]
    made += [rng.choice(["zero tolerance", "Nielsen", "Executive Office", "memo of 2018", "twelve children"])]
    made += [slipped(rng, made[-1]) for _ in range(2)]
    texts = list(dict.fromkeys(filter(None, map(scoring.fold, made))))
    accepted = texts[: rng.randint(1, len(texts))]
    foreseen = {text: str(n % 3) for n, text in enumerate(texts[len(accepted) :])}
    scheme: Scheme = {"base": "text", "correct": accepted, "foreseen": foreseen}
    return scheme | ({"tolerance": rng.randint(0, 3)} if rng.random() < 0.7 else {})


def _range(rng: Random) -> dict[str, Any]:
    low = rng.choice([Decimal(rng.randint(-50, 3000)), Decimal(rng.randint(-9999, 9999)) / 100])
    choice = rng.randrange(4)
    if choice == 0:
        return scoring.within(low)
    if choice == 1:
        return scoring.within(low, digits=rng.randint(1, 4))
    if choice == 2:
        return scoring.within(low, absolute=rng.choice(["0.5", "3"]), relative=rng.choice([None, "0.05"]))
    return scoring.between(low, low + rng.randint(1, 9), above=rng.random() < 0.5, below=rng.random() < 0.5)


def _number(rng: Random) -> Scheme:
    scheme: Scheme = {"base": "number", "correct": [_range(rng) for _ in range(rng.randint(1, 2))]}
    scheme["foreseen"] = [_range(rng) | {"value": str(n)} for n in range(rng.randint(0, 3))]
    scheme |= rng.choice([{}, {"decimal": "."}, {"decimal": ","}])
    return scheme | rng.choice([{}, {"unit": ["children", "$", "%"]}, {"unit": ["m2", "us dollars", "(s)", "5"]}])


def _composite(rng: Random) -> Scheme:
    kinds = [pair for pair in KINDS if pair[0] != "composite"] + [("composite", "share")] * (rng.random() < 0.3)
    return {"schemes": {part: scheme(rng, *rng.choice(kinds)) for part in some(rng)}}


def _open(rng: Random) -> Scheme:
    criteria = {one: rng.randint(1, 3) for one in some(rng)}
    return {"criteria": criteria, "points": sum(criteria.values())}


MAKERS: dict[str, Callable[[Random], Scheme]] = {
    "single": _single, "multiple": _multiple, "record": _record, "ordered": _ordered, "text": _text, "number": _number,
    "composite": _composite, "open": _open,
}  # fmt: skip
KINDS = [(kind, rule) for kind, rules in scoring.RULES.items() for rule in rules]


def scheme(rng: Random, kind: str, rule: str) -> Scheme:
    """A scheme of this kind that no author wrote."""
    cardinality = "single" if kind in ("text", "number") else kind
    return {"cardinality": cardinality, "rule": rule, "points": rng.randint(1, 10)} | MAKERS[kind](rng)


def response(rng: Random, scheme: Scheme) -> Any:
    """Mostly what a reader could give; one in eight is nonsense."""
    if rng.random() < 1 / 8:
        return rng.choice(STRANGE)
    options = scheme.get("options", [])
    match scoring.kind_of(scheme):
        case "text":
            around = rng.choice(["{}", " {} ", "“{}.”", "The {}", "{}!", "{}\u00a0"])
            near = rng.choice([*scheme["correct"], *scheme.get("foreseen", {})])
            made = [
                around.format(near).upper(),
                slipped(rng, near),
                slipped(rng, near),
                typed(rng),
                dated(rng),
                counted(rng),
            ]
            return rng.choice(made)
        case "number":
            span = rng.choice([*scheme["correct"], *scheme.get("foreseen", [])])
            near = Decimal(rng.choice([span["low"], span["high"]])) + rng.choice(
                [0, 0, 1, Decimal("-0.01"), Decimal("1e-9")]
            )
            unit = rng.choice(["", "", *scheme.get("unit", [])])
            text = rng.choice([counted(rng, near), f"{near:f}".replace(".", scheme.get("decimal", "."))])
            return rng.choice([text, text, f"{text} {unit}", f"{unit}{text}", typed(rng), counted(rng)])
        case "single":
            return rng.choice(options)
        case "multiple":
            return rng.sample(options, rng.randint(0, len(options)))
        case "record":
            given = rng.sample(scheme["parts"], rng.randint(0, len(scheme["parts"])))
            return rng.choice([scheme["correct"], *({part: rng.choice(options) for part in given} for _ in range(4))])
        case "ordered":
            return rng.choice([scheme["correct"], rng.sample(options, len(options) - (rng.random() < 0.05))])
        case "composite":
            given = rng.sample(list(scheme["schemes"]), rng.randint(0, len(scheme["schemes"])))
            return {part: _inner(rng, scheme["schemes"][part]) for part in given}
        case "open":
            met = rng.choice([None, rng.sample(list(scheme["criteria"]), rng.randint(0, len(scheme["criteria"])))])
            return {"text": typed(rng), "met": met}
    raise ValueError(f"no responses for {scheme}")


def _inner(rng: Random, scheme: Scheme) -> Any:
    """A response to a part: seldom nonsense, which would hide all others."""
    while True:
        given = response(rng, scheme)
        if rng.random() < 0.1:
            return given
        try:
            scoring.mark(scheme, given)
            return given
        except scoring.ResponseError:
            continue

"""Marks, verdicts and folded texts are the same in Python and in JavaScript: one file of cases for both."""

import math
import random
import re
import time
from decimal import ROUND_HALF_UP, Context, Decimal

import pytest

from quizzes import scoring
from tests.marking import responses
from tests.marking.cases import CASES, FOLDS, PEERS

SEED = 20180406


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_python_marks_every_case_as_written(case):
    scheme, response = case["scheme"], case["response"]
    if "error" in case:
        with pytest.raises(ValueError, match=re.escape(case["error"])):
            scoring.mark(scheme, response)
        return
    assert scoring.mark(scheme, response)._asdict() == case["mark"]
    for what in {"parts", "values"} & case.keys():
        assert getattr(scoring, what)(scheme, response) == case[what]


@pytest.mark.parametrize(("text", "folded"), FOLDS)
def test_python_folds_a_typed_answer_as_written(text, folded):
    assert scoring.fold(text) == folded


def test_there_are_cases_enough_of_every_rule_and_those_of_a_peer_name_it():
    assert len(CASES) >= 300
    assert len({case["name"] for case in CASES}) == len(CASES)
    marked = [case for case in CASES if case.get("mark", {}).get("state") in ("right", "partial", "wrong")]
    for case in marked:
        assert case["scheme"]["rule"] not in PEERS or case["reference"], case["name"]
    for kind, rule in responses.KINDS:
        of_it = [case for case in CASES if (case["scheme"]["rule"], _kind(case)) == (rule, kind)]
        assert len(of_it) >= 8, (kind, rule)


def _kind(case):
    return scoring.kind_of(case["scheme"]) if "cardinality" in case["scheme"] else ""


@pytest.mark.parametrize("kind", responses.MAKERS)
def test_a_response_of_another_type_is_refused_and_never_marked_as_zero(kind):
    scheme = responses.scheme(random.Random(SEED), kind, next(iter(scoring.RULES[kind])))
    for strange in [math.nan, math.inf, 0, 1, -1.5, True, False, (), b"", object(), Decimal(1)]:
        with pytest.raises(scoring.ResponseError):
            scoring.mark(scheme, strange)


def test_a_listed_wrong_answer_is_never_taken_for_a_right_one_whatever_the_tolerance():
    rng = random.Random(SEED)
    for _ in range(500):
        scheme = responses.scheme(rng, "text", "exact") | {"tolerance": 3}
        for text, n in scheme["foreseen"].items():
            if scoring.fold(text) == text:  # not so 'the the memo'
                assert scoring.mark(scheme, text).state == "wrong"
                assert scoring.values(scheme, text) == {"text": n}
        for text in scheme["correct"]:
            assert scoring.fold(text) != text or scoring.mark(scheme, text).state == "right"


def test_a_slip_more_than_the_tolerance_is_wrong_and_one_less_is_right():
    scheme = {"cardinality": "single", "base": "text", "rule": "exact", "points": 1, "correct": ["zero tolerance"]}
    slips = ["zero tolerance", "zero tolerence", "zreo tolerence", "zreo tolerenze", "zreo tlerenze"]
    for most in range(4):
        states = [scoring.mark(scheme | {"tolerance": most}, slip).state for slip in slips]
        assert states == ["right"] * (most + 1) + ["wrong"] * (4 - most)


@pytest.mark.parametrize(
    "part", ["x", "1", "1 ", "1,", "1,111,", "-", "- ", "a-", "one ", "'", ". ", "may 1 ", "é", "a\u0301"]
)
def test_a_hundred_thousand_letters_are_marked_without_delay(part):
    text, start = part * (100_000 // len(part)), time.perf_counter()
    for kind in ("text", "number"):
        scheme = responses.scheme(random.Random(SEED), kind, "exact") | {"tolerance": 3}
        try:
            assert scoring.mark(scheme, text).state == "wrong"
        except scoring.ResponseError:
            assert kind == "number"
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("around", "low", "high", "ends"),
    [
        ({}, "2342", "2342", {}),
        ({"absolute": 0.5}, "2341.5", "2342.5", {}),
        ({"absolute": "10"}, "2332", "2352", {}),
        ({"relative": "0.05"}, "2224.9", "2459.1", {}),
        ({"relative": 0.05, "absolute": 1}, "2223.9", "2460.1", {}),
        ({"digits": 1}, "1500", "2500", {"below": True}),
        ({"digits": 2}, "2250", "2350", {"below": True}),
        ({"digits": 4}, "2341.5", "2342.5", {"below": True}),
        ({"digits": 6}, "2341.995", "2342.005", {"below": True}),
    ],
)
def test_an_author_says_what_counts_as_2342(around, low, high, ends):
    assert scoring.within(2342, **around) == {"low": low, "high": high, **ends}


@pytest.mark.parametrize(
    ("value", "digits", "low", "high", "ends"),
    [
        ("-2342", 2, "-2350", "-2250", {"above": True}),
        ("9.996", 3, "9.995", "10.05", {"below": True}),
        ("10", 2, "9.95", "10.5", {"below": True}),
        ("-99.6", 2, "-105", "-99.5", {"above": True}),
        ("0.00125", 2, "0.00125", "0.00135", {"below": True}),
        ("1e6", 1, "950000", "1500000", {"below": True}),
        ("0", 2, "-0.05", "0.05", {"above": True, "below": True}),
    ],
)
def test_digits_take_what_rounds_to_the_same_halves_away_from_zero(value, digits, low, high, ends):
    assert scoring.within(value, digits=digits) == {"low": low, "high": high, **ends}


def test_digits_take_all_numbers_that_round_to_the_same_and_no_others():
    rng = random.Random(SEED)
    for _ in range(2000):
        value, digits = Decimal(rng.randint(-99999, 99999)) / 100, rng.randint(1, 4)
        near = value + value * Decimal(rng.randint(-1000, 1000)) / 10**4
        rounded = [_rounded(one, digits) for one in (value, near)]
        span = scoring.within(value, digits=digits)
        inside = scoring.mark(_number(span), f"{near:f}").state == "right"
        assert inside == (rounded[0] == rounded[1]) or not value, (value, digits, near)


def _rounded(value, digits):
    """Significant digits as `decimal` itself rounds them."""
    return Context(prec=digits, rounding=ROUND_HALF_UP).plus(value)


def _number(span):
    return {"cardinality": "single", "base": "number", "rule": "exact", "points": 1, "correct": [span]}


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: scoring.within("12 children"), "'12 children' is not a number"),
        (lambda: scoring.within(True), "True is not a number"),
        (lambda: scoring.within(math.nan), "nan is not a number"),
        (lambda: scoring.within("Infinity"), "'Infinity' is not a number"),
        (lambda: scoring.within(1, absolute=-1), "can't be negative"),
        (lambda: scoring.within(1, digits=2, absolute=1), "'digits' stands alone"),
        (lambda: scoring.within(1, digits=0), "at least one digit"),
        (lambda: scoring.between(2, 1), "2 is more than 1"),
        (lambda: scoring.within("1e-100"), "more than 99 decimals"),
    ],
)
def test_a_range_that_can_not_be_says_what_is_wrong(call, says):
    with pytest.raises(ValueError, match=re.escape(says)):
        call()

"""A date says as much as is known, and no more."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest
from edtf import parse_edtf

from quizzes import dates


def day(text: str) -> datetime:
    return datetime.fromisoformat(text)


# EDTF, in words, first day, last day, and what it is to the axis: < > open there, ~ a moment within.
TABLE = [
    # Level 0
    ("2018-04-06", "April 6, 2018", "2018-04-06", "2018-04-06", ""),
    ("2018-04", "April 2018", "2018-04-01", "2018-04-30", "~"),
    ("2016-02", "February 2016", "2016-02-01", "2016-02-29", "~"),
    ("2018", "2018", "2018-01-01", "2018-12-31", "~"),
    ("2018-05-05/2018-06-20", "May 5 to June 20, 2018", "2018-05-05", "2018-06-20", ""),
    ("2018-05-05/2018-05-09", "May 5 to 9, 2018", "2018-05-05", "2018-05-09", ""),
    ("2018-05-05/2018-06", "May 5 to June 2018", "2018-05-05", "2018-06-30", ""),
    ("2017-07/2017-11", "July to November 2017", "2017-07-01", "2017-11-30", ""),
    ("2017-12/2018-02", "December 2017 to February 2018", "2017-12-01", "2018-02-28", ""),
    # Level 1
    ("2018-04~", "about April 2018", "2018-04-01", "2018-04-30", "~"),
    ("2018-04-06?", "perhaps April 6, 2018", "2018-04-06", "2018-04-06", "~"),
    ("2017%", "perhaps about 2017", "2017-01-01", "2017-12-31", "~"),
    ("2017-06~/2017-12", "about June 2017 to December 2017", "2017-06-01", "2017-12-31", "~"),
    ("2018-04-XX", "April 2018", "2018-04-01", "2018-04-30", "~"),
    ("2018-XX", "2018", "2018-01-01", "2018-12-31", "~"),
    ("2018-XX-XX", "2018", "2018-01-01", "2018-12-31", "~"),
    ("201X", "the 2010s", "2010-01-01", "2019-12-31", "~"),
    ("2018-21", "spring 2018", "2018-03-01", "2018-05-31", "~"),
    ("2017-22", "summer 2017", "2017-06-01", "2017-08-31", "~"),
    ("2017-23", "autumn 2017", "2017-09-01", "2017-11-30", "~"),
    ("2017-24", "winter 2017", "2017-12-01", "2017-12-31", "~"),
    ("2018-21~", "about spring 2018", "2018-03-01", "2018-05-31", "~"),
    ("2018-05/..", "from May 2018 on", "2018-05-01", "2018-05-31", ">"),
    ("../2018-06", "until June 2018", "2018-06-01", "2018-06-30", "<"),
    ("2018-05/", "from May 2018, end not known", "2018-05-01", "2018-05-31", ">"),
    ("/2018-06-20", "until June 20, 2018, beginning not known", "2018-06-20", "2018-06-20", "<"),
    # Level 2
    ("2017-26", "summer 2017", "2017-06-01", "2017-08-31", "~"),
    ("2018-33", "first quarter of 2018", "2018-01-01", "2018-03-31", "~"),
    ("2018-36", "last quarter of 2018", "2018-10-01", "2018-12-31", "~"),
    ("2018-38", "second third of 2018", "2018-05-01", "2018-08-31", "~"),
    ("2018-41", "second half of 2018", "2018-07-01", "2018-12-31", "~"),
    ("2017-22/2018-21", "summer 2017 to spring 2018", "2017-06-01", "2018-05-31", ""),
    ("[2017-07..2017-10]", "between July and October 2017", "2017-07-01", "2017-10-31", "~"),
    ("[2018-05-04,2018-05-05]", "May 4, 2018 or May 5, 2018", "2018-05-04", "2018-05-05", "~"),
    ("[..2017-11]", "November 2017 or earlier", "2017-11-01", "2017-11-30", "<~"),
    ("[2018-05..]", "May 2018 or later", "2018-05-01", "2018-05-31", ">~"),
    ("{2018-05-04,2018-05-07}", "May 4, 2018 and May 7, 2018", "2018-05-04", "2018-05-07", ""),
    ("{2018-05-04..2018-05-07}", "May 4 to 7, 2018", "2018-05-04", "2018-05-07", ""),
    ("[2018-05-04,2018-05-06..2018-05-09]", "May 4, 2018 or May 6 to 9, 2018", "2018-05-04", "2018-05-09", "~"),
    ("2018-04-1X", "between April 10 and 19, 2018", "2018-04-10", "2018-04-19", "~"),
    ("2018-02-2X", "between February 20 and 28, 2018", "2018-02-20", "2018-02-28", "~"),
    ("2018-XX-12", "day 12 of a month of 2018", "2018-01-12", "2018-12-12", "~"),
    ("2018-04-~06", "April 6, 2018 (day approximate)", "2018-04-06", "2018-04-06", "~"),
    ("2018-?04-06", "April 6, 2018 (month uncertain)", "2018-04-06", "2018-04-06", "~"),
    ("2018-04%-06", "April 6, 2018 (year and month uncertain and approximate)", "2018-04-06", "2018-04-06", "~"),
]


@pytest.mark.parametrize(("edtf", "words", "first", "last", "sign"), TABLE, ids=[row[0] for row in TABLE])
def test_a_date_is_said_as_a_reader_says_it_and_has_a_first_and_a_last_day(edtf, words, first, last, sign):
    assert dates.words(edtf) == words
    span = dates.bounds(edtf)
    assert (span.start, span.end) == (day(first), day(last) + timedelta(days=1))
    assert span.opens + "~" * (not dates.lasts(edtf)) == sign


@pytest.mark.parametrize(
    ("edtf", "words", "start", "end"),
    [
        ("2018-05-07T09:30", "May 7, 2018, 9:30 a.m.", "2018-05-07T09:30", "2018-05-07T09:31"),
        ("2018-05-07T12:05:00Z", "May 7, 2018, 12:05 p.m. UTC", "2018-05-07T12:05", "2018-05-07T12:06"),
        ("2018-05-07T00:30:00-05:00", "May 7, 2018, 12:30 a.m. UTC−05:00", "2018-05-07T00:30", "2018-05-07T00:31"),
        (
            "2018-05-07T09:30/2018-05-07T16:00",
            "May 7, 2018, 9:30 a.m. to 4:00 p.m.",
            "2018-05-07T09:30",
            "2018-05-07T16:01",
        ),
    ],
)
def test_a_time_is_that_of_the_clock_of_the_place(edtf, words, start, end):
    assert dates.words(edtf) == words
    assert dates.bounds(edtf)[:2] == (day(start), day(end))


def test_where_the_library_of_edtf_knows_the_days_they_are_the_same():
    compared = 0
    for edtf, *_ in TABLE:
        try:
            parsed = parse_edtf(edtf)
            low, high = parsed.lower_strict(), parsed.upper_strict()
            low, high = datetime(*low[:3]), datetime(*high[:3])
        except Exception:  # what it does not read, or can't place: open ends, seasons with a sign, 1X
            continue
        span = dates.bounds(edtf)
        if not span.opens:
            assert (span.start, span.end - timedelta(days=1)) == (low, high), edtf
            compared += 1
    assert compared > 30


@pytest.mark.parametrize(
    ("edtf", "unknown"),
    [
        ("2018-04-06", ""),
        ("2018-04", "day not known"),
        ("2018-04-XX", "day not known"),
        ("2018", "month not known"),
        ("2018-22", "month not known"),
        ("[2017-07..2017-10]", ""),
        ("2018-05-07T09:30", ""),
    ],
)
def test_a_date_says_what_is_not_known_of_it(edtf, unknown):
    assert dates.unknown(edtf) == unknown


WRONG = [
    ("2018-13", "months are 01 to 12"),
    ("2018-00", "months are 01 to 12"),
    ("2018-02-30", "February 2018 has 28 days"),
    ("2018-02-3X", ""),
    ("April 2018", "words go into 'when'"),
    ("2018-05/open", "words go into 'when'"),
    ("", "it is empty"),
    ("2018-4-6", "two digits"),
    ("20180406", "hyphens"),
    ("04/06/2018", "the year comes first"),
    ("2018-05-07 09:30", "a T parts the time"),
    ("2018-05-07T9:30", "hours and minutes, of two digits"),
    ("2018-05-07T25:00", "hour must be in"),
    ("2018-04-uu", "a capital X"),
    ("..2018-06", "has a stroke"),
    ("2017-07..2017-10", "has brackets"),
    ("[2017-07/2017-10]", "has no brackets"),
    ("2018/2019/2020", "two ends"),
    ("../..", "one end at least must be known"),
    ("2018-29", "Northern Hemisphere"),
    ("Y12018", "not used here"),
    ("2018~~", ""),
    ("[2018-05,,2018-06]", "no empty place"),
    ("XXXX", ""),
]


@pytest.mark.parametrize(("wrong", "why"), WRONG, ids=[repr(row[0]) for row in WRONG])
def test_what_is_no_date_is_refused_with_the_slip_and_what_to_write(wrong, why):
    with pytest.raises(ValueError, match=r"is not a date; write it as EDTF") as caught:
        dates.bounds(wrong)
    assert why in str(caught.value)


@pytest.mark.parametrize("wrong", ["2018-06/2018-05", "[2018-06..2018-05]", "2018-05-07T16:00/2018-05-07T09:30"])
def test_ends_the_wrong_way_round_are_refused(wrong):
    with pytest.raises(ValueError, match="swap its two ends"):
        dates.bounds(wrong)


def test_only_a_date_that_says_so_is_approximate():
    assert [d for d in ("2018", "2018~", "2018?", "[2017..2018]", "2017/2018") if dates.approximate(d)] == [
        "2018~",
        "2018?",
        "[2017..2018]",
    ]


def test_text_that_looks_like_a_date_is_read_or_refused_and_nothing_else():
    chance = random.Random(2018)
    for _ in range(1500):
        text = "".join(chance.choice("20181-/.,~?%XT:[]{}0") for _ in range(chance.randint(1, 16)))
        try:
            span = dates.bounds(text)
        except ValueError:
            continue
        assert span.start < span.end
        assert dates.words(text)
        assert dates.span(text)
        assert dates.date_parts(text)


def test_references_get_the_parts_of_a_date():
    assert dates.date_parts("2018-04-06") == [[2018, 4, 6]]
    assert dates.date_parts("2018-04~/2018-06") == [[2018, 4], [2018, 6]]
    assert dates.date_parts("2018-05/..") == [[2018, 5]]
    assert dates.date_parts("2018-22") == [[2018]]
    assert dates.date_parts("2018-XX-12") == [[2018]]

"""A date says as much as is known, and no more."""

from datetime import date

import pytest

from quizzes import dates


@pytest.mark.parametrize(
    ("edtf", "words", "unknown"),
    [
        ("2018-04-06", "April 6, 2018", ""),
        ("2018-04", "April 2018", "day not known"),
        ("2018", "2018", "month not known"),
        ("2018-04~", "about April 2018", "day not known"),
        ("2017?", "perhaps 2017", "month not known"),
        ("2018-05-05/2018-06-20", "May 5, 2018 to June 20, 2018", ""),
        ("[2017-07..2017-10]", "between July 2017 and October 2017", ""),
    ],
)
def test_a_date_is_said_as_a_reader_says_it(edtf, words, unknown):
    assert dates.words(edtf) == words
    assert dates.unknown(edtf) == unknown


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2018-02", date(2018, 2, 1), date(2018, 2, 28)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2018~", date(2018, 1, 1), date(2018, 12, 31)),
        ("[2017-07..2017-10]", date(2017, 7, 1), date(2017, 10, 31)),
        ("2018-05-05/2018-06", date(2018, 5, 5), date(2018, 6, 30)),
    ],
)
def test_a_date_has_a_first_and_a_last_day(edtf, start, end):
    assert dates.bounds(edtf) == (start, end)


@pytest.mark.parametrize(
    "wrong", ["2018-13", "2018-02-30", "April 2018", "", "2018-4-6", "20180406", "2018-06/2018-05"]
)
def test_what_is_no_date_is_refused_with_a_hint(wrong):
    with pytest.raises(ValueError, match=r"write it as EDTF|swap its two ends"):
        dates.bounds(wrong)


def test_only_a_date_that_says_so_is_approximate():
    assert [d for d in ("2018", "2018~", "2018?", "[2017..2018]", "2017/2018") if dates.approximate(d)] == [
        "2018~",
        "2018?",
        "[2017..2018]",
    ]

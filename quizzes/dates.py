"""Dates as far as they are known: EDTF, the Library of Congress' Extended Date/Time Format.

https://www.loc.gov/standards/datetime/  What this project writes:

=======================  =======================================  ==================
``2018-04-06``           April 6, 2018
``2018-04``, ``2018``    April 2018; 2018                         day, month not known
``2018-04~``             about April 2018                         approximate
``2018-04?``             perhaps April 2018                       uncertain
``2018-05-05/2018-06``   May 5, 2018, to June 2018                it lasted so long
``[2017-07..2017-10]``   between July 2017 and October 2017       one day in that time
=======================  =======================================  ==================
"""

from __future__ import annotations

import re
from calendar import IllegalMonthError, monthrange
from datetime import date
from functools import cache
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BeforeValidator

MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip
PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
BETWEEN = re.compile(r"^\[(?P<start>[^.\]]+)\.\.(?P<end>[^.\]]+)\]$")
HINT = "write it as EDTF: 2018-04-06, 2018-04, 2018, 2018-04~, 2018-05-05/2018-06-20 or [2017-07..2017-10]"


class Span(NamedTuple):
    """The first and the last day that an EDTF date can mean."""

    start: date
    end: date


@cache
def bounds(edtf: str) -> Span:
    """First and last day of an EDTF date; `ValueError` for anything else."""
    plain = PLAIN.fullmatch(edtf)
    if plain:  # nine dates of ten, a thousand times as fast as by the grammar
        year, month, day = (int(part) if part else 0 for part in plain.groups())
        try:
            last_day = day or monthrange(year, month or 12)[1]
            return Span(date(year, month or 1, day or 1), date(year, month or 12, last_day))
        except (ValueError, IllegalMonthError):
            raise ValueError(f"'{edtf}' is not a date; {HINT}") from None
    from edtf import parse_edtf  # slow to import, and seldom needed

    between = BETWEEN.match(edtf)
    first, last = (between["start"], between["end"]) if between else (edtf, edtf)
    try:
        start, end = parse_edtf(first).lower_strict(), parse_edtf(last).upper_strict()
        span = Span(date(*start[:3]), date(*end[:3]))
    except Exception:  # the parser raises what its grammar happens to raise
        raise ValueError(f"'{edtf}' is not a date; {HINT}") from None
    if span.start > span.end:
        raise ValueError(f"'{edtf}' ends before it begins; swap its two ends")
    return span


def _check(edtf: str) -> str:
    bounds(edtf)
    return edtf


def _year(value: object) -> object:
    """A bare year, which YAML reads as a number, as the text that it is."""
    return str(value) if type(value) is int else value


Edtf = Annotated[str, BeforeValidator(_year), AfterValidator(_check)]


def words(edtf: str) -> str:
    """The date as a reader says it: ``about April 2018``."""
    between = BETWEEN.match(edtf)
    if between:
        return f"between {words(between['start'])} and {words(between['end'])}"
    if "/" in edtf:
        return " to ".join(words(part) for part in edtf.split("/"))
    qualifier = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}.get(edtf[-1], "")
    year, *rest = edtf.rstrip("~?%").split("-")
    if not rest:
        return qualifier + year
    month = MONTHS[int(rest[0]) - 1]
    return qualifier + (f"{month} {int(rest[1])}, {year}" if len(rest) > 1 else f"{month} {year}")


def precision(edtf: str) -> str:
    """``day``, ``month``, ``year`` or ``interval``: what one mark of the date stands for."""
    if "/" in edtf or BETWEEN.match(edtf):
        return "interval"
    return ("year", "month", "day")[edtf.count("-")]


def approximate(edtf: str) -> bool:
    """Whether the date says of itself that it is approximate or uncertain."""
    return any(sign in edtf for sign in "~?%[")


def unknown(edtf: str) -> str:
    """What the date does not say, in words; empty when it names its days."""
    return {"month": "day not known", "year": "month not known"}.get(precision(edtf), "")


def date_parts(edtf: str) -> list[list[int]]:
    """CSL's ``date-parts``: one list for a date, two for an interval."""
    return [
        [int(number) for number in part.rstrip("~?%").split("-")]
        for part in edtf.strip("[]").replace("..", "/").split("/")
    ]

"""Dates as far as they are known: EDTF, the Library of Congress' Extended Date/Time Format, ISO 8601-2.

https://www.loc.gov/standards/datetime/  What this project reads, of levels 0 to 2:

============================  ==========================================  ============================
``2018-04-06``                April 6, 2018
``2018-05-07T09:30``          May 7, 2018, 9:30 a.m.                      by the clock of the place
``2018-04``, ``2018-04-XX``   April 2018                                  a day in it, not known
``2018``, ``2018-XX``         2018                                        a month in it, not known
``201X``, ``2018-04-1X``      the 2010s; April 10 to 19, 2018             a year, a day among these
``2017-22``                   summer 2017                                 21 to 24, or 25 to 28
``2018-33``                   first quarter of 2018                       33 to 36; 37 to 41: thirds, halves
``2018-04~``                  about April 2018                            approximate
``2018-04?``                  perhaps April 2018                          uncertain
``2018-04%``                  perhaps about April 2018                    both
``2018-04-~06``               April 6, 2018 (day approximate)             one part of it is
``2018-05-05/2018-06``        May 5 to June 2018                          it lasted so long
``2018-05/..``                from May 2018 on                            open: no end
``2018-05/``                  from May 2018, end not known                an end, but not known
``[2017-07..2017-10]``        between July and October 2017               one day in that time
``[2018-05-04,2018-05-05]``   May 4, 2018 or May 5, 2018                  one of these
``[..2017-11]``               November 2017 or earlier                    one day, then or before
``{2018-05-04,2018-05-07}``   May 4, 2018 and May 7, 2018                 each of these
============================  ==========================================  ============================

There is no EDTF for "late April": an event says it in words beside the bounds.  Left out, since nothing here needs it:
years beyond four digits, significant digits, the seasons of the Southern Hemisphere.  One thing is added, which ISO
8601-1 has: minutes without seconds, and times at the ends of an interval.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import datetime, timedelta
from functools import cache
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BeforeValidator

from quizzes.words import DATES as SAY

PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
TIME = re.compile(r"(?P<minute>\d{4}-\d\d-\d\dT\d\d:\d\d)(?P<second>:\d\d)?(?P<zone>Z|[+-]\d\d(?::\d\d)?)?")
DIGITS = re.compile(r"([\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2}))?)?")
SIGNS = {"~": "about", "?": "perhaps", "%": "both"}
# The months of a season's first and last day.  Winter is that at the end of its year: EDTF sorts it behind autumn.
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}
SEASONS |= {n + 4: months for n, months in SEASONS.items()}
SEASONS |= {33 + n: (3 * n + 1, 3 * n + 3) for n in range(4)}
SEASONS |= {37 + n: (4 * n + 1, 4 * n + 4) for n in range(3)}
SEASONS |= {40 + n: (6 * n + 1, 6 * n + 6) for n in range(2)}
HINT = "write it as EDTF: 2018-04-06, 2018-04, 2018, 2018-04~, 2018-05-05/2018-06-20 or [2017-07..2017-10]"
SLIPS = [
    (r"^$", "it is empty"),
    (r"\d{1,2}/\d{1,2}/\d{4}", "the year comes first: 2018-04-06"),
    (r"[A-Za-z]{3,}", "words go into 'when', numbers here: 2018-04"),
    (r"^\d{8}$|^\d{6}$", "hyphens part its numbers: 2018-04-06"),
    (r"(?<!\d)\d{4}-\d(?![\dX])|-\d\d-\d(?![\dX])", "months and days have two digits: 2018-04-06"),
    (r"\d [0-2]?\d:\d\d", "a T parts the time from the date: 2018-05-07T09:30"),
    (r"T\d:|T\d\d?$|T\d{4}", "a time has hours and minutes, of two digits: 2018-05-07T09:30"),
    (r"[ux]", "a digit that is not known is a capital X: 2018-04-XX"),
    (r"^\.\.\d|\d\.\.$", "an interval without an end has a stroke: 2018-05/.. or ../2018-06"),
    (r"^\[[^,.]*\]$", "an interval has no brackets, and one day of a time is [2017-07..2017-10]"),
    (r"^[^\[{]*\.\.[^\]}]*\d", "one day of a time has brackets: [2017-07..2017-10]"),
    (r"/.*/", "an interval has two ends"),
    (r"^\d{4}-(29|30|31|32)$", "the seasons here are those of the Northern Hemisphere: 21 to 28"),
    (r"-(1[3-9]|00|20|4[2-9]|[5-9]\d)(?!\d)", "months are 01 to 12; 21 to 28 are seasons, 33 to 41 parts of a year"),
]


class Span(NamedTuple):
    """What an EDTF date can mean: from its first moment to the moment after its last one.

    Where a side is open or not known, `opens` has its sign (``<``, ``>``), and the span is that of the known side.
    """

    start: datetime
    end: datetime
    opens: str = ""


class _Part(NamedTuple):
    """A date without interval and set: what qualifies the whole of it, its core, and what qualifies parts of it."""

    sign: str
    core: str
    parts: tuple[tuple[str, str], ...]


@cache
def bounds(edtf: str) -> Span:
    """The span of an EDTF date; `ValueError` says what is wrong with anything else."""
    try:
        span = _bounds(edtf)
    except (ValueError, OverflowError) as error:
        why = str(error) or next((slip for sign, slip in SLIPS if re.search(sign, edtf)), "")
        raise ValueError(f"'{edtf}' is not a date; {HINT}" + (f" ({why})" if why else "")) from None
    if span.start >= span.end:
        raise ValueError(f"'{edtf}' ends before it begins; swap its two ends")
    return span


def _bounds(edtf: str) -> Span:
    ends = _ends(edtf)
    if not ends:
        return _one(edtf)
    known = [_one(end) for end in ends if end.strip(".")]
    if not known or len(known) < len(ends) - 1:
        raise ValueError("one end at least must be known")
    opens = "<" * (not ends[0].strip(".")) + ">" * (not ends[-1].strip("."))
    return Span(known[0].start, known[-1].end, opens)


def _ends(edtf: str) -> list[str] | None:
    """The ends of an interval or the members of a set; nothing for a single date."""
    if re.fullmatch(r"\[.+\]|\{.+\}", edtf):
        inner = edtf[1:-1]
        if "," not in inner and ".." not in inner:
            raise ValueError("")
        members = [end for member in inner.split(",") for end in member.split("..")]
        if ("" in members[1:-1]) or (edtf[0] == "[" and inner.count("..") > 1):
            raise ValueError("a set has one range at most, and no empty place")
        return members
    return edtf.split("/") if edtf.count("/") == 1 else None


@cache
def _one(text: str) -> Span:
    """The span of a date that is no interval and no set."""
    plain = PLAIN.fullmatch(text)  # nine dates of ten, a thousand times as fast as by the grammar
    if plain and int(plain[2] or 1) <= 12:
        return _days(*(int(part) if part else None for part in plain.groups()))
    time = TIME.fullmatch(text)
    if time:
        datetime.fromisoformat(time[0].replace("Z", "+00:00"))  # its numbers, and its zone
        start = datetime.fromisoformat(time["minute"])
        return Span(start, start + timedelta(minutes=1))
    part = _part(text)
    year, _, season = part.core.partition("-")
    if season.isdigit() and int(season) in SEASONS and year.isdigit():
        first, last = SEASONS[int(season)]
        return Span(_days(int(year), first, None).start, _days(int(year), last, None).end)
    from edtf import parse_edtf  # slow to import, and seldom needed

    try:
        parse_edtf(text)
    except Exception:  # the parser raises what its grammar happens to raise
        raise ValueError("") from None
    digits = DIGITS.fullmatch(part.core)
    if not digits:
        raise ValueError("this part of EDTF is not used here")
    low, high = (_filled(digits.groups(), end) for end in (min, max))
    return Span(_days(*low).start, _days(*high).end)


def _days(year: int, month: int | None, day: int | None) -> Span:
    if not 1 <= (month or 1) <= 12 or month == 0:
        raise ValueError("")
    last = monthrange(year, month or 12)[1]
    if day is not None and not 1 <= day <= last:
        raise ValueError(f"{SAY['months'][(month or 1) - 1]} {year} has {last} days")
    return Span(
        datetime(year, month or 1, day or 1),
        datetime(year, month or 12, day or last) + timedelta(days=1),
    )


def _filled(groups: tuple[str | None, ...], end: object) -> tuple[int, int | None, int | None]:
    """Unspecified digits at their lowest, or highest (`end`: min or max)."""

    def fill(text: str, most: int) -> int:
        fits = [n for n in range(1, most + 1) if re.fullmatch(text.replace("X", r"\d"), f"{n:0{len(text)}}")]
        if not fits:
            raise ValueError("")
        return end(fits)  # type: ignore[operator]

    year, month, day = groups
    a = fill(year or "", 9999)
    b = fill(month, 12) if month else None
    return a, b, fill(day, monthrange(a, b or 1)[1]) if day else None


def _part(text: str) -> _Part:
    """Take the signs off a date: one behind a part qualifies it and what stands before it, one in front it alone."""
    sign, rest = ("", text) if text[-1:] not in SIGNS else (text[-1], text[:-1])
    parts: list[tuple[str, str]] = []
    names, cores = SAY["parts"], []
    for n, piece in enumerate(rest.split("-")):
        core = piece.strip("".join(SIGNS))
        if n >= len(names) or not core:
            raise ValueError("")
        if piece[0] in SIGNS:
            parts.append((names[n], piece[0]))
        elif piece[-1] in SIGNS:
            parts += [(name, piece[-1]) for name in names[: n + 1]]
        cores.append(core)
    return _Part(sign, "-".join(cores), tuple(parts))


def _check(edtf: str) -> str:
    bounds(edtf)
    return edtf


def _year(value: object) -> object:
    """A bare year, which YAML reads as a number, as the text that it is."""
    return str(value) if type(value) is int else value


Edtf = Annotated[str, BeforeValidator(_year), AfterValidator(_check)]


# In words


def words(edtf: str) -> str:
    """The date as a reader says it: ``about April 2018``."""
    if edtf[0] in "[{":
        members = edtf[1:-1].split(",")
        if len(members) == 1:
            start, end = members[0].split("..")
            if not start or not end:
                return SAY["before" if end else "after"].format(date=_said(start or end))
            a, b = _pair(start, end)
            return SAY["between" if edtf[0] == "[" else "to"].format(start=a, end=b)
        return SAY["or" if edtf[0] == "[" else "and"].join(map(_member, members))
    if "/" not in edtf:
        return _said(edtf)
    start, end = edtf.split("/")
    if start.strip(".") and end.strip("."):
        a, b = _pair(start, end)
        return SAY["to"].format(start=a, end=b)
    key = {"..": "from", "": "from-unknown"}.get(end) or {"..": "until", "": "until-unknown"}[start]
    return SAY[key].format(date=_said(start if end in ("..", "") else end))


def _member(text: str) -> str:
    """A member of a set: a date, a range, or a date with all before or after it."""
    start, dots, end = text.partition("..")
    return words(f"{{{text}}}") if dots else _said(start or end)


def _pair(start: str, end: str) -> tuple[str, str]:
    """Both ends in words, the first without what the second repeats, or the second without what the first has said."""
    a, b = _said(start), _said(end)
    if TIME.fullmatch(start) and TIME.fullmatch(end) and start[:10] == end[:10]:
        return a, _clock(end)
    first, last = PLAIN.fullmatch(start), PLAIN.fullmatch(end)
    if not first or not last or not first[2] or not last[2] or first[1] != last[1]:
        return a, b
    tail = f" {first[1]}"
    if first[3] and last[3] and first[2] == last[2]:
        return a.removesuffix("," + tail), f"{int(last[3])},{tail}"
    return a.removesuffix(tail).removesuffix(","), b


def _said(text: str) -> str:
    time = TIME.fullmatch(text)
    if time:
        zone = {None: "", "Z": " UTC"}.get(time["zone"], f" UTC{time['zone']}".replace("-", "−"))
        return SAY["at"].format(date=_said(text[:10]), time=_clock(text)) + zone
    part = _Part("", text, ()) if PLAIN.fullmatch(text) else _part(text)
    said = _bare(part.core)
    if part.sign:
        said = SAY[SIGNS[part.sign]].format(date=said)
    for sign in dict.fromkeys(sign for _, sign in part.parts):
        names = SAY["and"].join(name for name, its in part.parts if its == sign)
        said = SAY["of-part"].format(date=said, parts=names, how=SAY["how"][sign])
    return said


def _bare(core: str) -> str:
    year, month, day = [*core.split("-"), None, None][:3]
    whole = core.replace("-XX", "")
    if "X" in whole:
        decade = re.fullmatch(r"(\d{3})X", core)
        if decade:
            return SAY["decade"].format(year=decade[1] + "0")
        span = _one(core)
        a, b = span.start, span.end - timedelta(days=1)
        shape = "%Y-%m-%d" if day else "%Y-%m" if month else "%Y"
        start, end = _pair(a.strftime(shape), b.strftime(shape))
        return SAY["between"].format(start=start, end=end)
    if month == "XX":
        return year if day in (None, "XX") else SAY["day-of-year"].format(day=int(day), year=year)
    if month is None:
        return year
    if int(month) > 12:
        return SAY["seasons"][int(month)].format(year=year)
    name = SAY["months"][int(month) - 1]
    return f"{name} {year}" if day in (None, "XX") else SAY["day"].format(month=name, day=int(day), year=year)


def _clock(text: str) -> str:
    hour, minute = int(text[11:13]), text[14:16]
    return SAY["clock"][hour >= 12].format(hour=hour % 12 or 12, minute=minute)


# What a mark of it must show


def precision(edtf: str) -> str:
    """``minute``, ``day``, ``month``, ``season``, ``year`` or ``interval``: what one mark of the date stands for."""
    if "/" in edtf or edtf[0] in "[{":
        return "interval"
    if "T" in edtf:
        return "minute"
    year, *rest = [piece for piece in _part(edtf).core.split("-") if piece != "XX"]
    if "X" in "".join([year, *rest]):
        return "interval"
    if rest and int(rest[0]) > 12:
        return "season"
    return ("year", "month", "day")[len(rest)]


def approximate(edtf: str) -> bool:
    """Whether the date says of itself that it is approximate or uncertain."""
    return any(sign in edtf for sign in "~?%[")


def lasts(edtf: str) -> bool:
    """Whether the whole of its span is meant, and not some moment within it."""
    whole = "/" in edtf or edtf[0] == "{" or precision(edtf) in ("day", "minute")
    return whole and not approximate(edtf)


def unknown(edtf: str) -> str:
    """What the date does not say, in words; empty when it names its days."""
    return SAY["unknown"].get(precision(edtf), "")


def machine(edtf: str) -> str | None:
    """The date as HTML's ``time`` can say it, if it can."""
    said = TIME.fullmatch(edtf) or (PLAIN.fullmatch(edtf) if precision(edtf) in ("year", "month", "day") else None)
    return said[0] if said else None


def span(edtf: str) -> str:
    """For the axis: first and last day or minute, with ``<`` or ``>`` where it is open, ``~`` for a moment within.

    It is `machine`'s text where that says the same.
    """
    said, found = machine(edtf), bounds(edtf)
    if said:
        return said
    shape = "%Y-%m-%dT%H:%M" if "T" in edtf else "%Y-%m-%d"
    last = found.end - timedelta(**{"minutes" if "T" in edtf else "days": 1})
    both = [found.start.strftime(shape), last.strftime(shape)]
    return "/".join(dict.fromkeys(both)) + found.opens + "~" * (not lasts(edtf))


def date_parts(edtf: str) -> list[list[int]]:
    """CSL's ``date-parts``: one list for a date, two for an interval; of a season or an open end, what is known."""
    known = [end for end in _ends(edtf) or [edtf] if end.strip(".")]
    ends = [known[0], known[-1]] if len(known) > 1 else known
    return [_numbers(end) for end in ends]


def _numbers(text: str) -> list[int]:
    pieces = _part(text.split("T")[0]).core.split("-")
    known = pieces[: next((n for n, piece in enumerate(pieces) if "X" in piece), len(pieces))] or [
        str(_one(text).start.year)
    ]
    return [int(piece) for n, piece in enumerate(known) if n != 1 or int(piece) <= 12]

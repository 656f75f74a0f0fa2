"""What a typed answer says: a text without what should not count, and a number to the last digit.  The same here and
in ``static/typed.js``.

`fold` leaves out case, accents, spaces, hyphens between words, kinds of quotes and dashes, quotes around the answer, a
closing mark and a leading article.  It makes one of numbers written otherwise: ``2,342`` ``2 342`` ``2342``;
``twelve`` ``12``; ``two thousand`` ``2000``; ``first`` ``1st``, both kept as ``1th``; ``5 percent`` ``5%``; ``zero`` is
``0`` only where it stands alone, since 'zero tolerance' is no number.  And of dates written otherwise, kept as ISO 8601
writes them (``2018-04-06``, ``2018-04``, ``--04-06``): names of months and their short forms, before or behind the day;
``2018/4/6``; and ``4/6/2018`` in the order of the United States.  What is no date (``13/6/2018``) or could be two
(``4/6/18``) stays as it was typed.

Spelling: optimal string alignment distance (Damerau, CACM 7, 1964: a letter wrong, missing, too many, or two swapped),
over code points of folded texts.  Numbers in them must agree exactly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal, Inexact, localcontext
from functools import lru_cache
from typing import Any

Range = dict[str, Any]

SPACE = re.compile("[ \t\n\r\f\v\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]+")
QUOTES = str.maketrans(dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("“”„‟″«»", '"'))
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
LETTER = "[a-z\u00b5-\u1fff\u2c00-\U0010ffff]"
HYPHEN = re.compile(f"(?<={LETTER}) ?-+ ?| ?(?<!-)-+ ?(?={LETTER})")

SMALL, TEENS, TENS = (
    "one two three four five six seven eight nine ten eleven twelve",
    "thir four fif six seven eigh nine",
    "twen thir for fif six seven eigh nine",
)
CARDINALS = [*SMALL.split(), *(f"{stem}teen" for stem in TEENS.split()), *(f"{stem}ty" for stem in TENS.split())]
ODD = {"first": "one", "second": "two", "third": "three", "fifth": "five", "eighth": "eight", "ninth": "nine"}
ODD["twelfth"] = "twelve"
ONE, TEEN, TEN = ("|".join(part) for part in (CARDINALS[:9], CARDINALS[9:19], CARDINALS[19:]))
TWO = f"(?:(?:{TEN})(?:[ -](?:{ONE}))?|{TEEN}|{ONE})"
THREE = f"(?:(?:{ONE}) hundred(?: (?:and )?{TWO})?|{TWO})"
NUMBER = re.compile(rf"\b({THREE}(?: thousand(?: (?:and )?{THREE})?)?)( ?th)?\b", re.ASCII)
ORDINAL = re.compile(rf"\b(?:{'|'.join(ODD)})\b", re.ASCII)
NTH = re.compile(r"\b(\d+)(?:st|nd|rd| ?th)\b", re.ASCII)
PERCENT = re.compile(r" ?(?:%|per ?cent\b)", re.ASCII)

GROUPED = re.compile(r"(?<!\d)(?<!\d[ ,.'])\d{1,3}([ ,'])\d{3}(?:\1\d{3})*(?![ ,']?\d)", re.ASCII)
MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
DATE = re.compile(
    rf"\b(?:(\d\d?)(?:th)? (?:of )?)?({MONTH})\b\.?(?: (\d\d?)(?:th)?\b)?(?:[, ]+(?:of )?(\d{{4}})\b)?", re.ASCII
)
YEAR_FIRST = re.compile(r"\b(\d{4})([/-])(\d\d?)\2(\d\d?)\b", re.ASCII)
MONTH_FIRST = re.compile(r"\b(\d\d?)([/-])(\d\d?)\2(\d{4})\b", re.ASCII)

FIGURES = re.compile(r"-?\d+(?:[.,]\d+)*", re.ASCII)
RAISED = re.compile("\\d[²³¹⁰-₉]")  # 10² must not be read as 102
LONGEST = 30  # digits of a number; more is a slip or an attack
PLACES = 99  # decimals of a range, as static/typed.js compares them


@lru_cache(maxsize=10_000)
def fold(text: str) -> str:
    """A typed answer without what should not count."""
    text = _unclosed(_plain(text))
    text = re.sub(r"\A([\"']) ?(.*?) ?[.,;:!?]? ?\1\Z", r"\2", text, flags=re.DOTALL)
    text = re.sub(r"\A(the|an?) ", "", text)
    text = GROUPED.sub(lambda found: found[0].replace(found[1], ""), _spelled(_squeezed(HYPHEN.sub(" ", text))))
    text = DATE.sub(_date, text)
    text = YEAR_FIRST.sub(lambda found: _iso(found[0], found[1], found[3], found[4]), text)
    return MONTH_FIRST.sub(lambda found: _iso(found[0], found[4], found[1], found[3]), text)


def distance(one: str, other: str, most: int) -> float:
    """How many slips of spelling lie between two folded texts; infinity if more than `most` or in a number."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > most or FIGURES.findall(one) != FIGURES.findall(other):
        return float("inf")
    rows: list[list[float]] = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        rows.append([i] + [float("inf")] * len(other))
        for j in range(max(1, i - most), min(len(other), i + most) + 1):  # further off lies more than `most`
            b = other[j - 1]
            least = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                least = min(least, rows[i - 2][j - 2] + 1)
            rows[i][j] = least
    return rows[-1][-1] if rows[-1][-1] <= most else float("inf")


def number(text: str, decimal: str = ".", units: Sequence[str] = ()) -> Decimal | None:
    """The number that `text` says, with or without one of the folded `units` before or behind it; None if it says none.

    The decimal sign is `decimal`; thousands may be parted by the other of point and comma, by spaces or apostrophes,
    in threes throughout.  Nothing is guessed: ``2,34`` is no number where the point is the decimal sign.
    """
    said = None if RAISED.search(text) else _spelled(_unclosed(_plain(text)))
    unit = "|".join(map(re.escape, units))
    point, comma = (r"\.", ",") if decimal == "." else (",", ".")
    found = said and re.fullmatch(
        rf"([+-]?) ?(?:{unit})? ?([+-]?) ?(?={point}?\d)(\d{{1,3}}(?:([ '{comma}])\d{{3}})(?:\4\d{{3}})*|\d*)"
        rf"(?:{point}(\d+))? ?(?:{unit})?",
        said,
        re.ASCII,
    )
    if not found or (found[1] and found[2]):
        return None
    whole, part = re.sub(r"\D", "", found[3]), found[5] or ""
    return Decimal(f"{found[1] or found[2]}{whole or 0}.{part}") if len(whole + part) <= LONGEST else None


def inside(span: Range, value: Decimal) -> bool:
    """Whether `value` lies in a range; its ends belong to it unless it says ``above`` (low) or ``below`` (high)."""
    low, high = Decimal(span["low"]), Decimal(span["high"])
    return (value > low if span.get("above") else value >= low) and (
        value < high if span.get("below") else value <= high
    )


def between(low: Any, high: Any, *, above: bool = False, below: bool = False) -> Range:
    """The range from `low` to `high`, decimal numbers or texts of them; `above` and `below` leave out the end."""
    ends = [_exact(low), _exact(high)]
    if ends[0] > ends[1]:
        raise ValueError(f"{low} is more than {high}; write the lower end first")
    plain = [format(end.normalize() + 0 if end else Decimal(0), "f") for end in ends]
    if any(len(text.partition(".")[2]) > PLACES for text in plain):
        raise ValueError(f"more than {PLACES} decimals; round the number")
    span: Range = {"low": plain[0], "high": plain[1]}
    return span | ({"above": True} if above else {}) | ({"below": True} if below else {})


def within(value: Any, *, absolute: Any = None, relative: Any = None, digits: int | None = None) -> Range:
    """What counts as `value`.

    `absolute` and `relative` (a share: 0.05 for 5 percent) add up, as in PrairieLearn's ``relabs`` and NumPy's
    ``allclose``.  `digits`: what is the same after rounding to so many significant digits, halves away from zero;
    2342 to two digits is 2300, and so is all from 2250 to below 2350.  (PrairieLearn's ``sigfig`` takes all within
    0.51 of the last digit; this is the exact form of it.)  Zero has no significant digits: its last one stands as if
    it were 1.
    """
    with localcontext(prec=400) as context:
        context.traps[Inexact] = True
        centre = _exact(value)
        if digits is None:
            room = _exact(absolute or 0) + abs(centre) * _exact(relative or 0)
            if room < 0:
                raise ValueError("a tolerance can't be negative; take the minus sign out")
            return between(centre - room, centre + room)
        if absolute is not None or relative is not None:
            raise ValueError("'digits' stands alone; leave out absolute and relative")
        if digits < 1:
            raise ValueError("at least one digit must agree")
        return _same_digits(centre, digits)


def _same_digits(centre: Decimal, digits: int) -> Range:
    size = abs(centre)
    step = Decimal(1).scaleb(size.adjusted() - digits + 1 if size else 1 - digits)
    if not size:
        return between(-step / 2, step / 2, above=True, below=True)
    with localcontext() as context:
        context.traps[Inexact] = False
        rounded = size.quantize(step, "ROUND_HALF_UP")
    power = Decimal(1).scaleb(rounded.adjusted())
    step = power.scaleb(1 - digits)  # 99.6 to two digits is 100, whose step is wider
    under = step / 10 if rounded == power else step
    low, high = rounded - under / 2, rounded + step / 2
    return between(low, high, below=True) if centre > 0 else between(-high, -low, above=True)


def _exact(value: Any) -> Decimal:
    """A number as its author wrote it: a float is taken by its shortest text."""
    try:
        exact = None if isinstance(value, bool) else Decimal(str(value))
    except ArithmeticError:
        exact = None
    if exact is None or not exact.is_finite():
        raise ValueError(f"{value!r} is not a number; write it with digits and a point, as in 2342.5")
    return exact


def _plain(text: str) -> str:
    """`text` in one case, one kind of quotes, dashes and spaces, and without accents."""
    text = unicodedata.normalize("NFKC", text.translate(QUOTES)).translate(DASHES)
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.category(c).startswith("M"))
    return _squeezed(text.lower())


def _squeezed(text: str) -> str:
    return SPACE.sub(" ", text).strip(" ")


def _unclosed(text: str) -> str:
    return re.sub(r" ?[.,;:!?]\Z", "", text)


def _spelled(text: str) -> str:
    """Numbers in words as digits, and ``%`` for percent."""
    if text == "zero":
        return "0"
    text = ORDINAL.sub(lambda found: f"{ODD[found[0]]} th", text).replace("tieth", "ty th")
    return PERCENT.sub("%", NTH.sub(r"\1th", NUMBER.sub(_counted, text)))


def _counted(found: re.Match[str]) -> str:
    total = part = 0
    for word in re.split("[ -]", found[1]):
        if word == "hundred":
            part *= 100
        elif word == "thousand":
            total, part = part * 1000, 0
        elif word != "and":
            n = CARDINALS.index(word)
            part += n + 1 if n < 19 else (n - 17) * 10
    return f"{total + part}{'th' if found[2] else ''}"


def _date(found: re.Match[str]) -> str:
    before, month, behind, year = found.groups()
    if (before and behind) or not (before or behind or year):
        return found[0]
    return _iso(found[0], year or "-", str(MONTHS.index(month[:3]) // 3 + 1), before or behind)


def _iso(text: str, year: str, month: str, day: str | None) -> str:
    """A date as ISO 8601 writes it, or `text` if there is no such month or day."""
    if not 1 <= int(month) <= 12 or not 1 <= int(day or 1) <= 31:
        return text
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")

"""Bars for class notebooks: rows of a table with a bar behind each number.

Drawn without a library, since notebooks run in a browser's Python too, where there is no matplotlib; what is written in
pure Python either brings styles and scripts of its own or says nothing to those who can't see it.  A table says it all:
its cells are the text alternative, its bars take the page's colours, and it needs no style sheet to be read.
"""

from __future__ import annotations

from collections.abc import Iterable

from quizzes.markup import Html, tag
from quizzes.problems import did_you_mean
from quizzes.rows import Cell, Row, breakable
from quizzes.text import inline, plain
from quizzes.widget import Shown
from quizzes.words import FIGURE, LANGUAGE, ROWS

WIDTH, HIGH = 160, 12  # of the longest bar, so that label, bar and number stand beside each other on a phone
APART = ("series", "kind", "unit")  # columns of tables whose rows count different things


def bars(rows: Iterable[Row], label: str, value: str, counts: str) -> Shown:
    """See ``bars`` of the package, which is this function's front door."""
    shown = list(rows)
    if not counts.strip():
        raise ValueError("say what a bar counts, of whom and when: bars(rows, 'month', 'people', counts='people …')")
    for row in shown:
        _fits(row, label, value)
    _alike(shown)
    most = max((row[value] or 0 for row in shown), default=0)
    body = [_row(str(row[label]), row[value], most) for row in shown]
    head = tag("tr", tag("th", breakable(label), scope="col"), tag("th", breakable(value), scope="col", colspan=2))
    about = tag("p", tag("b", FIGURE["unit"]), " ", inline(counts))
    whole = tag("table", tag("thead", head), tag("tbody", body), class_="f-rows f-bars", aria_label=plain(counts))
    words = ROWS["bars"].format(value=value, label=label, rows=ROWS["row" if len(shown) == 1 else "rows"])
    return Shown(tag("div", about, whole, class_="f-figure", lang=LANGUAGE), words.format(n=len(shown)))


def _row(label: str, value: Cell, most: float) -> Html:
    if value is None:
        return tag("tr", tag("th", label, scope="row"), tag("td", FIGURE["none"], colspan=2))
    bar = tag("rect", width=round(WIDTH * value / most) if most else 0, height=HIGH, class_="f-accent")
    # All drawings are of one width, so that bars begin below each other wherever a page sets what is in its cells.
    drawn = tag("svg", bar, width=WIDTH, height=HIGH, fill="currentColor", aria_hidden="true")
    return tag("tr", tag("th", label, scope="row"), tag("td", f"{value:,}"), tag("td", drawn))


def _fits(row: Row, label: str, value: str) -> None:
    """`KeyError` for a column that is not there, `ValueError` for one that no bar can stand for."""
    for column in (label, value):
        if column not in row:
            hint = did_you_mean(column, row, f"they have: {', '.join(row)}")
            raise KeyError(f"these rows have no column '{column}'; {hint}")
    number = row[value]
    if number is not None and not isinstance(number, int | float):
        raise ValueError(f"a bar needs a number, and '{value}' holds words such as {number!r}; choose another column")
    if number is not None and number < 0:
        raise ValueError(
            f"a bar can't be shorter than nothing, and '{value}' holds {number}; print these numbers instead"
        )


def _alike(rows: list[Row]) -> None:
    """`ValueError` for rows that count different things: bars beside each other ask to be compared."""
    for column in APART:
        found = list(dict.fromkeys(str(row[column]) for row in rows if column in row))
        if len(found) > 1:
            hint = f"choose one of them first: rows.where({column}={found[0]!r})"
            raise ValueError(f"these rows count different things ({column}: {', '.join(found)}); {hint}")

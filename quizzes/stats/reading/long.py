"""A long table: a row for each answer, with columns for student, item, and response or mark (or both).

Other columns may hold the most that can be earned, the time taken, the date, the attempt and the class.  A mark that is
given counts; a response without one is marked by the item's key.  Without a column for attempts each item has tries of
its own, in the order of the dates or else of the rows.  Large tables, and Parquet files, are read by the engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quizzes import words
from quizzes.stats.delimited import Format, Table
from quizzes.stats.lines import Left, Line, ReadingError, Source
from quizzes.stats.reading.columns import Asked, columns, number, seconds

SAY, WHY = words.REPORT_FILE, words.REPORT_WHY


def fits(heading: Sequence[str]) -> bool:
    found = columns(heading)
    return {"student", "item"} <= {*found} and bool({"response", "mark"} & {*found})


def lines(asked: Asked, table: Table) -> Source:
    places = columns(table.heading)
    read, left = [], []
    for line, row in table.rows:
        cells = {kind: row[place] for kind, place in places.items()}
        if not cells["student"] or not cells["item"]:
            left.append(Left(asked.name, line, " ".join(row), WHY["nobody" if cells["item"] else "no-heading"]))
            continue
        mark, blank = _mark(cells.get("mark", ""), asked)
        if mark is None and not blank:
            left.append(Left(asked.name, line, cells["mark"], WHY["mark"]))
            continue
        response = cells.get("response", "")
        read.append(
            Line(
                cells.get("class", ""),
                asked.quiz,
                cells["student"],
                int(found) if (found := number(cells.get("try", ""))) is not None else None,
                cells.get("at") or None,
                cells["item"],
                None if asked.known.is_blank(response) else response,
                mark,
                number(cells.get("most", "")),
                seconds(cells.get("seconds", "")),
                asked.name,
                line,
            )
        )
    return Source(read, left)


def _mark(cell: str, asked: Asked) -> tuple[float | None, bool]:
    """The mark in a cell, and whether none stands there."""
    said = {"true": 1.0, "false": 0.0, "yes": 1.0, "no": 0.0}.get(cell.casefold())
    return (said if said is not None else number(cell)), asked.known.is_blank(cell)


def large(asked: Asked, format_: Format | None) -> Source:
    """The table as the engine reads it."""
    if format_ and format_.encoding not in ("utf-8", "utf-8-sig"):
        raise ReadingError(asked.name, 1, SAY["encoded"], SAY["as-utf8"])
    return Source(large=(asked.path, format_))


def typed(table: Any, asked: Asked, place: int, first: int) -> Any:
    """The columns of a table of the engine as those of `quizzes.stats.lines.TYPES`; `first` is the line in which its
    rows begin, in the order in which the engine reads them."""
    import ibis

    places = columns(table.columns)
    if not fits(table.columns):
        raise ReadingError(asked.name, 1, SAY["unlike"].format(heading=", ".join(table.columns[:6])), SAY["kinds"])

    def column(kind: str) -> Any:
        return table[table.columns[places[kind]]] if kind in places else None

    def text(kind: str) -> Any:
        found = column(kind)
        return ibis.null("string") if found is None else found.cast("string").strip().nullif("")

    def real(kind: str) -> Any:
        found = column(kind)
        if found is None:
            return ibis.null("float64")
        if found.type().is_numeric() or found.type().is_boolean():
            return found.cast("float64")
        said = found.strip()
        word = ibis.cases((said.lower().isin(["true", "yes"]), 1.0), (said.lower().isin(["false", "no"]), 0.0))
        return ibis.coalesce(said.replace(",", ".").try_cast("float64"), word)

    response = text("response")
    return table.select(
        **{"class": text("class").fill_null("")},
        quiz=ibis.literal(asked.quiz),
        student=text("student"),
        **{"try": real("try").cast("int64")},
        at=text("at"),
        item=text("item"),
        response=ibis.ifelse(response.lower().isin([*asked.known.blank]), None, response),
        mark=real("mark"),
        most=real("most"),
        seconds=real("seconds"),
        place=ibis.row_number().over(ibis.window()) + (place + first),
    )

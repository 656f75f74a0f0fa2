"""Tables of the evidence as plain, typed rows: what figures are drawn from and what the site offers as CSV.

A table is a file of ``evidence/series``, or one that is made of other records: ``agencies`` (with the persons who
held office there in spring 2018) and ``events`` (of all timelines).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Any

from quizzes.content import Content
from quizzes.problems import did_you_mean

MADE = ("agencies", "events")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # how a cell begins that a spreadsheet would reckon out

Cell = int | float | str | None


class Row(dict[str, Cell]):
    """One row, by its columns; `table` is the name of its table."""

    def __init__(self, table: str, cells: dict[str, Cell]):
        super().__init__(cells)
        self.table = table

    def __missing__(self, column: str) -> Cell:
        hint = did_you_mean(column, self, f"it has: {', '.join(self)}")
        raise KeyError(f"the series '{self.table}' has no column '{column}'; {hint}")


class Rows(list[Row]):
    """The rows of a table, in its order.

    ``pandas.DataFrame(rows)`` takes them as they are; ``rows.column("month")`` is one column as a list.
    """

    def __init__(self, name: str, records: Iterable[dict[str, Cell]]):
        super().__init__(Row(name, record) for record in records)
        self.name = name

    def column(self, name: str) -> list[Cell]:
        return [row[name] for row in self]


def names(content: Content) -> list[str]:
    """The names of all tables."""
    return [*content.evidence.series, *MADE]


def table(content: Content, name: str) -> Rows:
    """The table of this name; `KeyError` names the likely slip.

    A column whose cells are numbers holds `int` or `float`, any other text; an empty cell is None.
    """
    if name in MADE:
        return Rows(name, _agencies(content) if name == "agencies" else _events(content))
    if name not in content.evidence.series:
        known = names(content)
        hint = did_you_mean(name, known, f"there are: {', '.join(known)}")
        raise KeyError(f"there is no series '{name}'; {hint}")
    records = content.evidence.series[name]
    numeric = {column: all(NUMBER.fullmatch(cell) for cell in _cells(records, column)) for column in records[0]}
    return Rows(name, ({key: _typed(cell, numeric[key]) for key, cell in row.items()} for row in records))


def as_csv(rows: Rows) -> str:
    """The table as CSV; no cell of it is a formula to a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows[0])
    writer.writerows([_harmless(cell) for cell in row.values()] for row in rows)
    return out.getvalue()


def _cells(records: list[dict[str, str]], column: str) -> list[str]:
    return [row[column] for row in records if row[column]]


def _typed(cell: str, numeric: bool) -> Cell:
    if not cell:
        return None
    return (float(cell) if "." in cell else int(cell)) if numeric else cell


def _harmless(cell: Cell) -> Cell:
    formula = isinstance(cell, str) and cell.startswith(FORMULA) and not NUMBER.fullmatch(cell)
    return f"'{cell}" if formula else cell


def _agencies(content: Content) -> list[dict[str, Any]]:
    evidence = content.evidence
    people = [person for person in evidence.people.values() if not person.private]
    return [
        {
            "id": agency.id,
            "name": agency.name,
            "abbreviation": agency.abbreviation,
            "part_of": agency.part_of,
            "department": evidence.department(agency.id).name,
            "role": agency.role,
            "people_spring_2018": "; ".join(one.name for one in people if one.office_2018 == agency.id) or None,
            "source_ids": "; ".join(agency.sources) or None,
        }
        for agency in evidence.agencies.values()
    ]


def _events(content: Content) -> list[dict[str, Any]]:
    return [
        {
            "id": event.id,
            "date": event.date,
            "when": event.words,
            "headline": event.headline,
            "theme": event.theme,
            "track": event.track,
            "claim_ids": "; ".join(event.cited),
        }
        for event in content.chronicle().events
    ]

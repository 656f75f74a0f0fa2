"""Rows of a table as plain Python: a list of dicts that a notebook shows as a table, and that a beginner can filter and
count without pandas, which a browser's Python does not bring.

    >>> polls.where(group="all", answer="against").pick("pollster", "percent")
    >>> claims.count("status")
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from quizzes.markup import Html, tag
from quizzes.problems import did_you_mean
from quizzes.words import LANGUAGE, ROWS

SHOWN = 12  # rows that a notebook shows of a table; of a longer one the first ten
FIRST = 10
SHORT = 12  # letters

Cell = int | float | str | list[str] | None


class Row(dict[str, Cell]):
    """One row, by its columns; `table` is the name of its table."""

    def __init__(self, table: str, cells: dict[str, Cell]):
        super().__init__(cells)
        self.table = table

    def __missing__(self, column: str) -> Cell:
        hint = did_you_mean(column, self, f"it has: {', '.join(self)}")
        raise KeyError(f"the series '{self.table}' has no column '{column}'; {hint}")


class Rows(list[Row]):
    """The rows of a table, in its order; a cell that ends with them shows them as one.

    They are a list, so that ``for row in rows`` and ``len(rows)`` do what they do.  ``rows.column("month")`` is one
    column as a list, ``rows.frame()`` the whole as a pandas frame.
    """

    def __init__(self, name: str, records: Iterable[dict[str, Cell]]):
        super().__init__(Row(name, record) for record in records)
        self.name = name

    def column(self, name: str) -> list[Cell]:
        return [row[name] for row in self]

    def where(self, **cells: Cell) -> Rows:
        """The rows that have these values: ``polls.where(group="all", answer="against")``.

        In a column of lists a row is taken whose list has the value.  `ValueError` for a value that stands nowhere in
        its column: it is a slip more often than a finding.
        """
        for column, value in cells.items():
            known = [one for cell in self.column(column) for one in _members(cell)]
            if value not in known:
                texts = sorted({str(one) for one in known})
                hint = did_you_mean(str(value), texts, f"it has: {', '.join(texts[:FIRST])}")
                raise ValueError(f"no row of '{self.name}' has {value!r} in the column '{column}'; {hint}")
        return self._like(row for row in self if all(value in _members(row[key]) for key, value in cells.items()))

    def pick(self, *columns: str) -> Rows:
        """The same rows with these columns alone."""
        return self._like({column: row[column] for column in columns} for row in self)

    def count(self, column: str) -> Rows:
        """How many rows have each value of a column, most first: rows with the columns `column` and ``count``.

        Where a cell is a list, the row counts once for each value in it.
        """
        counted = Counter(one for cell in self.column(column) for one in dict.fromkeys(_members(cell)))
        return self._like({column: value, "count": number} for value, number in counted.most_common())

    def frame(self) -> Any:
        """The rows as a `pandas.DataFrame`; `ImportError` says how to do without pandas where it is not there."""
        try:
            from pandas import DataFrame
        except ImportError:
            raise ImportError(ROWS["no-pandas"]) from None
        return DataFrame([dict(row) for row in self])

    def _like(self, records: Iterable[dict[str, Cell]]) -> Rows:
        return Rows(self.name, records)

    def __repr__(self) -> str:
        return ROWS["said"].format(rows=ROWS["rows" if len(self) != 1 else "row"].format(n=len(self)), table=self.name)

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self._html()}

    def _html(self) -> Html:
        if not self:
            return tag("p", ROWS["none"])
        shown = self if len(self) <= SHOWN else self[:FIRST]
        head = tag("tr", [tag("th", breakable(column), scope="col") for column in self[0]])
        body = [tag("tr", [_cell(cell) for cell in row.values()]) for row in shown]
        label = ROWS["label"].format(table=self.name)
        whole = tag("table", tag("thead", head), tag("tbody", body), class_="f-rows", aria_label=label)
        more = tag("p", ROWS["more"].format(n=len(self), first=FIRST)) if len(self) > SHOWN else None
        return tag("div", whole, more, class_="f-figure", lang=LANGUAGE)


def breakable(column: str) -> Html:
    """The name of a column, which may go on in a second line after each of its words: phones are narrow."""
    *words, last = column.split("_")
    return tag("wbr").join([*(f"{word}_" for word in words), last])


def _members(cell: Cell) -> list[Any]:
    """What a cell holds: the values of its list, or itself."""
    return cell if isinstance(cell, list) else [cell]


def _cell(cell: Cell) -> Html:
    """A cell of the table; what is short, such as a date, stays on one line."""
    said = "; ".join(map(str, _members(cell)))
    return tag("td", said, class_="f-short" if len(said) <= SHORT else None)

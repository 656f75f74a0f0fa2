"""The report's figures as a table to take along: CSV whose cells no spreadsheet reckons out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quizzes.stats.figures import Report
from quizzes.tables import Rows, as_csv

FIGURES = ("n", "blank", "most", "mean", "facility", "sd", "item_total", "discrimination", "efficiency", "weight",
           "alpha_without", "seconds")  # fmt: skip
PLACES = 4


def rows(report: Report) -> Rows:
    """A row for each item of each quiz."""
    return Rows("report", _rows(report))


def csv(report: Report) -> str:
    return as_csv(rows(report))


def _rows(report: Report) -> Iterator[dict[str, Any]]:
    for quiz in report.quizzes:
        for n, item in enumerate(quiz.by_item, 1):
            ends = {
                f"{name}_{end}": None if interval is None else round(interval[k], PLACES)
                for name, interval in (
                    ("facility", item.facility_interval), ("discrimination", item.discrimination_interval)
                )
                for k, end in enumerate(("low", "high"))
            }  # fmt: skip
            yield {
                "class": quiz.class_,
                "quiz": quiz.quiz,
                "number": n,
                "item": item.id,
                **{name: _rounded(getattr(item, name)) for name in FIGURES},
                **ends,
                "advice": " ".join(item.about),
                "stem": item.title,
            }


def _rounded(value: float | None) -> float | None:
    return value if value is None or isinstance(value, int) else round(value, PLACES)

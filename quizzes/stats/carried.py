"""The report's figures to take along: as CSV whose cells no spreadsheet reckons out, and as data frames."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from quizzes.stats.figures import QuizFigures, Report
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


class Frames(NamedTuple):
    """The report as data frames of pandas; `report` has all of it as records."""

    quizzes: Any
    items: Any
    options: Any
    students: Any
    report: Report


def frames(report: Report) -> Frames:
    """One frame for each kind of thing, with the class and the quiz in its first columns."""
    import pandas as pd

    nested = ("by_item", "objectives", "misconceptions", "students", "distribution", "options", "advice")

    def row(quiz: QuizFigures, one: Any = None, **more: Any) -> dict[str, Any]:
        said = {} if one is None else {key: value for key, value in vars(one).items() if key not in nested}
        return {
            "class": quiz.class_,
            "quiz": quiz.quiz,
            **more,
            **{key: value for key, value in said.items() if key != "class_"},
        }

    quizzes = report.quizzes
    return Frames(
        pd.DataFrame([row(quiz, quiz) for quiz in quizzes]),
        pd.DataFrame([row(quiz, item) for quiz in quizzes for item in quiz.by_item]),
        pd.DataFrame(
            [row(quiz, one, item=item.id) for quiz in quizzes for item in quiz.by_item for one in item.options]
        ),
        pd.DataFrame([row(quiz, one) for quiz in quizzes for one in quiz.students]),
        report,
    )

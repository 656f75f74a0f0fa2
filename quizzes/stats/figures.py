"""The figures of a report, as records: what `--json` writes, what a page shows, what data frames are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from quizzes.stats.intervals import Interval
from quizzes.stats.lines import Left

PLACES = 9


@dataclass
class OptionFigures:
    """An option, or a typed answer; `weak` and `strong` are shares of those thirds of the class."""

    id: str
    name: str
    key: bool
    chosen: int
    share: float
    weak: float | None
    strong: float | None
    with_rest: float | None
    misconception: str | None = None


@dataclass
class ItemFigures:
    """An item; `seconds` is the median time, where times are known.  What is not defined is None."""

    id: str
    title: str
    chapter: str | None
    section: str | None
    objective: str | None
    n: int
    blank: int
    most: float
    mean: float
    facility: float
    facility_interval: Interval
    sd: float | None
    item_total: float | None
    discrimination: float | None
    discrimination_interval: Interval
    efficiency: float | None
    weight: float | None
    alpha_without: float | None
    seconds: float | None
    options: list[OptionFigures] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)
    """What to think of, by the keys of ``words.REPORT_ADVICE``."""
    about: list[str] = field(default_factory=list)
    """The same in sentences."""


@dataclass
class Understood:
    """An objective or a misconception: the share of its marks that the class earned, or of students who showed it."""

    id: str
    text: str
    share: float
    interval: Interval
    items: list[str]
    chapter: str
    section: str
    """Where to go back to: that of the item with the lowest facility."""
    students: int | None = None
    """How many showed a misconception."""


@dataclass
class StudentFigures:
    """A student, by a code or by name."""

    student: str
    score: float
    blank: int
    third: str


@dataclass
class QuizFigures:
    """A quiz in a class."""

    class_: str
    quiz: str
    title: str
    n: int
    items: int
    most: float
    mean: float
    mean_interval: Interval
    median: float
    sd: float | None
    sem: float | None
    alpha: float | None
    alpha_interval: Interval
    why_no_alpha: str | None
    lowest: float
    highest: float
    blank: int
    distribution: list[tuple[float, int]]
    by_item: list[ItemFigures]
    objectives: list[Understood]
    misconceptions: list[Understood]
    students: list[StudentFigures]


@dataclass
class Report:
    """All quizzes, what was not read, and what else should be known."""

    quizzes: list[QuizFigures]
    attempt: str
    blank_is_wrong: bool
    again: int
    left: Sequence[Left]
    notes: Sequence[str]

    def data(self) -> dict[str, Any]:
        """The report as data for JSON."""
        made = asdict(self)
        made["left"] = [one._asdict() for one in self.left]
        for quiz in made["quizzes"]:
            quiz["class"] = quiz.pop("class_")
        return {"format": "zero-tolerance-class-report", "version": 1, **_rounded(made)}


def _rounded(data: Any) -> Any:
    """Without the last digits, in which an engine that works in parallel need not agree with itself."""
    if isinstance(data, float):
        return round(data, PLACES) + 0
    if isinstance(data, dict):
        return {key: _rounded(value) for key, value in data.items()}
    return [_rounded(value) for value in data] if isinstance(data, list | tuple) else data

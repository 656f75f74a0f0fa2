"""What `python -m quizzes check` proves about the content.  One function a promise; all problems of a run are shown.

A module for each thing that is looked at.  A new rule is one function with ``@promise`` above it: its docstring is
what it promises, and a test in ``tests/test_checks.py`` makes the slip and reads the message.
"""

from __future__ import annotations

from pathlib import Path

from quizzes.checks import (  # each enters its promises
    banks,
    chapters,
    contents,
    evidence,
    exceptions,
    figures,
    items,
    keys,
    misconceptions,
    options,
    repeats,
    slides,
    spelling,
    standards,
    stems,
    teaching,
    terms,
    timelines,
    work,
)
from quizzes.checks.promise import PROMISES, Whole
from quizzes.content import Content
from quizzes.problems import Problem

__all__ = [
    "PROMISES",
    "banks",
    "chapters",
    "check",
    "contents",
    "evidence",
    "exceptions",
    "figures",
    "items",
    "keys",
    "misconceptions",
    "options",
    "problems",
    "repeats",
    "slides",
    "spelling",
    "standards",
    "stems",
    "teaching",
    "terms",
    "timelines",
    "work",
]


def check(content: Content, book: Path) -> list[Problem]:
    """Every problem of the content, sorted by file and line."""
    return problems(Whole(content, book))


def problems(whole: Whole) -> list[Problem]:
    """Every problem of what was read, sorted by file and line."""
    found = {problem for promise in PROMISES for problem in promise.check(whole)}
    return sorted(found | set(whole.problems))

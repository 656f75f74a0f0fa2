"""Exceptions: what an item excepts itself from exists, and it needs to."""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.checks.promise import RULES, Whole, promise
from quizzes.problems import Problem, did_you_mean


@promise
def exceptions_are_needed(whole: Whole) -> Iterator[Problem]:
    """Every exception names a rule of the linter that its item would break without it."""
    for placed in whole.items:
        for name in placed.item.exceptions:
            field = ("exceptions", name)
            if name not in RULES:
                yield placed.at(field, f"there is no rule '{name}'", did_you_mean(name, RULES, "take it out"))
            elif not list(RULES[name](whole, placed)):
                yield placed.at(field, "the item keeps this rule", "take the exception out")

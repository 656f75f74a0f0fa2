"""What is wrong with content, said so that its author can mend it.

Every check yields `Problem`s; they print as ``file:line: place: what is wrong; what to write``,
the form that editors and terminals turn into a link.  All problems of a run are shown, not the first.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple


class Problem(NamedTuple):
    """One fault in one place; `line` counts from 1."""

    file: str
    line: int
    place: str
    wrong: str
    write: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.place}: {self.wrong}; {self.write}"


class ContentError(ValueError):
    """Content that can't be used, with every `Problem` that was found in it."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))


class RecordError(ValueError):
    """RecordError that a record finds in itself: where in it, and what is wrong; what to write."""

    def __init__(self, faults: Iterable[tuple[tuple[str | int, ...], str]]):
        self.faults = list(faults)
        super().__init__("\n".join(text for _, text in self.faults))


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """The end of an error message: the nearest known word, or `otherwise`."""
    near = get_close_matches(str(word), list(known), n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else otherwise

"""Figures where there is no matplotlib, as in the browser alone: plotting is taken in quietly, and drawings are shown
as their chapters have stored them.

The drawings stand in the folder ``drawings`` of the package, one SVG each, where `quizzes.lite` puts them; in the
repository there is none, and a figure says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quizzes.markup import Html, tag
from quizzes.words import FIGURE

FOLDER = "drawings"
DRAWN = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


class Quiet:
    """Stands for axes, and for whatever they return: each call and each part is taken in, and nothing is drawn."""

    def __getattr__(self, name: str) -> Quiet:
        if name.startswith("_"):  # what Python and notebooks ask of every object
            raise AttributeError(name)
        return self

    def __call__(self, *args: Any, **kwargs: Any) -> Quiet:
        return self

    def __getitem__(self, place: Any) -> Quiet:
        return self

    def __iter__(self) -> Iterator[Quiet]:
        return iter(())

    def __repr__(self) -> str:
        return FIGURE["undrawn"]


def drawings(html: str) -> Iterator[tuple[str, str]]:
    """The drawing in the HTML of a figure, with the name of its file."""
    for svg in DRAWN.findall(html):
        name = re.search(r'aria-labelledby="([\w-]+)-title ', svg)
        if name:
            yield f"{name[1]}.svg", svg


def shown(root: Path, figure: str) -> Html:
    """The stored drawing of `figure` with what is to be said of it; without one, what is to be said instead."""
    file = root / FOLDER / f"{figure}.svg"
    if not file.is_file():
        return tag("p", FIGURE["undrawn"])
    return Html(f"{file.read_text(encoding='utf-8')}\n{tag('p', FIGURE['drawn'])}")

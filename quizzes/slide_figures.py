"""A figure of a chapter, as its stored output has it, cut down to what a slide has room for."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from html import unescape
from typing import NamedTuple

from quizzes.markup import Html, tag

SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
SAID = re.compile(r"<p><b>[^<]*</b> (.*?)</p>", re.DOTALL)
CAPTION = re.compile(r"<figcaption[^>]*>(.*?)</figcaption>", re.DOTALL)
NAMED = re.compile(r"<(title|desc)\b[^>]*>(.*?)</\1>")
SPARE = re.compile(r' (?:class|role|aria-labelledby)="[^"]*"')


class Figure(NamedTuple):
    """Its title and its drawing, what it counts, what to be careful of, and the ids of what it rests on."""

    title: Html
    drawing: Html
    unit: Html
    caveat: Html
    sources: tuple[str, ...]


def figure(stored: str, sources: Iterable[str]) -> Figure:
    """The figure in the HTML that `quizzes.figures` makes."""
    drawing, caption = SVG.search(stored), CAPTION.search(stored)
    assert drawing
    assert caption
    unit, *_, caveat = (Html(text) for text in SAID.findall(stored))
    return Figure(Html(caption[1]), Html(drawing[0]), unit, caveat, tuple(sources))


def picture(drawing: str) -> Html:
    """A drawing as a picture with its description, in the colors that it has on paper."""
    about = ". ".join(unescape(text) for _, text in NAMED.findall(drawing))
    bare = SPARE.sub("", NAMED.sub("", drawing)).replace("currentColor", "#1c1b19")
    data = bare.replace("sans-serif", "Inter, sans-serif").replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return tag("img", src=f"data:image/svg+xml;base64,{b64encode(data.encode()).decode()}", alt=about)

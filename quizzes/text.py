"""Text from data: Markdown in, safe HTML or plain words out.

Raw HTML and images are off: what an author writes is text, whoever the author is, and a page asks no
other host for a picture.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt

from quizzes.markup import Html


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "typographer": True})
    return parser.disable("image").enable("smartquotes")


def block(markdown: str) -> Html:
    """Markdown as HTML with its paragraphs."""
    return Html(_parser().render(_clean(markdown)).strip())


def inline(markdown: str) -> Html:
    """Markdown as HTML for one line: inside a label, a legend, a list entry."""
    return Html(_parser().renderInline(" ".join(_clean(markdown).split())).strip())


def plain(markdown: str) -> str:
    """The words alone."""
    words: list[str] = []
    for token in _parser().parse(_clean(markdown)):
        for child in token.children or ():
            words.append(
                child.content if child.type in ("text", "code_inline") else " " if "break" in child.type else ""
            )
        words.append(" " if token.type.endswith("_close") else "")
    return " ".join("".join(words).split())


def _clean(markdown: str) -> str:
    return markdown.replace("\x00", "\N{REPLACEMENT CHARACTER}")


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words, with an ellipsis where it was cut."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def slug(heading: str) -> str:
    """A heading's anchor as GitHub, Jupyter and MyST make it."""
    return re.sub(r"[^\w\- ]", "", plain(heading).lower()).replace(" ", "-")


def literal(text: str) -> str:
    """Text as Markdown that renders as exactly this text."""
    return re.sub(r"([\\`*_\[\]<>#&~|$])", r"\\\1", " ".join(text.split()))


def literal_part(text: str) -> str:
    """`literal`, with the spaces at its ends that part it from what stands beside it."""
    inner = literal(text)
    return " " * text[:1].isspace() + inner + " " * (bool(inner) and text[-1:].isspace())


def passage(words: str) -> re.Pattern[str]:
    """A pattern that finds `words` in a document whatever its line breaks, quotation marks and dashes."""
    kinds = [("'‘’", "['‘’]"), ('"“”', '["“”]'), ("-–—", "[-–—]")]
    spots = {char: group for chars, group in kinds for char in chars}
    return re.compile(
        r"\s+".join("".join(spots.get(c, re.escape(c)) for c in word) for word in words.split()), re.IGNORECASE
    )

"""Text from data: Markdown in, safe HTML or plain words out.

Raw HTML and images are off: what an author writes is text, whoever the author is, and a page asks no
other host for a picture.  Headings, rules and definitions of links are off too: a text stands inside a
page whose structure is ours, and loses none of its words.  A link leads to the web, to a mailbox or to a
place in the book; any other scheme (``javascript:``, ``data:``, ``file:`` and whatever a system adds) is text.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from markdown_it import MarkdownIt

from quizzes.markup import Html, clean, isolated

SAFE = re.compile(r"(?:https?:|mailto:)[^\s]|(?![^/?#]*:)", re.IGNORECASE)  # how an address of a link may begin
WEB = re.compile(r"https?://[^\s<>\\]+", re.IGNORECASE)
YEAR = re.compile(r"^( {0,3}\d{3,9})(?=[.)] )", re.MULTILINE)  # "2018. A year" is not entry 2018 of a list


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "typographer": True})
    parser.validateLink = lambda address: bool(SAFE.match(address))  # type: ignore[method-assign]
    return parser.disable(["image", "heading", "lheading", "hr", "reference"]).enable("smartquotes")


def block(markdown: str) -> Html:
    """Markdown as HTML with its paragraphs."""
    return Html(_parser().render(YEAR.sub(r"\1\\", clean(markdown))).strip())


def inline(markdown: str) -> Html:
    """Markdown as HTML for one line: inside a label, a legend, a list entry."""
    return Html(isolated(_parser().renderInline(_line(markdown)).strip()))


@lru_cache(maxsize=10_000)
def plain(markdown: str) -> str:
    """The words alone; of one line as `inline` shows it, of several as `block` does."""
    words: list[str] = []
    parser = _parser()
    for token in (
        parser.parse(YEAR.sub(r"\1\\", clean(markdown))) if "\n" in markdown else parser.parseInline(_line(markdown))
    ):
        for child in token.children or [token] * (token.type in ("fence", "code_block")):
            words.append(child.content if not child.nesting and child.content else " " if "break" in child.type else "")
        words.append(" " if token.type.endswith("_close") else "")
    return " ".join("".join(words).split())


def _line(markdown: str) -> str:
    return " ".join(clean(markdown).split())


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words, with an ellipsis where it was cut."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def slug(heading: str) -> str:
    """A heading's anchor as GitHub, Jupyter and MyST make it."""
    return re.sub(r"[^\w\- ]", "", plain(heading).lower()).replace(" ", "-")


def literal(text: str) -> str:
    """Text as Markdown that renders as exactly this text, in MyST too, wherever on a line it stands.

    Signs that mean something within a line are escaped everywhere, those that mean something at its beginning
    (lists, targets, comments, breaks) there: ``(here)=``, ``% note``, ``+++``, ``- one``, ``2018. A year``.
    """
    escaped = re.sub(r"([\\`*_\[\]<>#&~|$^{}])", r"\\\1", " ".join(isolated(clean(text)).split()))
    return re.sub(r"^(?=[-+:%=(@])|^(\d+)(?=[.)])", r"\1\\", escaped)


def literal_part(text: str) -> str:
    """`literal`, with the spaces at its ends that part it from what stands beside it."""
    inner = literal(text)
    return " " * text[:1].isspace() + inner + " " * (bool(inner) and text[-1:].isspace())


def address(url: str) -> str:
    """An address of the web as a Markdown link that shows it; anything else as text."""
    url = clean(url)
    return f"<{url}>" if WEB.fullmatch(url) else literal(url)


def passage(words: str) -> re.Pattern[str]:
    """A pattern that finds `words` in a document whatever its line breaks, quotation marks and dashes."""
    kinds = [("'‘’", "['‘’]"), ('"“”', '["“”]'), ("-–—", "[-–—]")]
    spots = {char: group for chars, group in kinds for char in chars}
    return re.compile(
        r"\s+".join("".join(spots.get(c, re.escape(c)) for c in word) for word in words.split()), re.IGNORECASE
    )

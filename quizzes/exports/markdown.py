"""A quiz with its key in Markdown, as GitHub writes it, to be edited in any editor."""

from __future__ import annotations

import re

from quizzes.exports import Asked, Made, _document

FILE = "zero-tolerance.md"
RULE = re.compile(r"(?:\\_){3,}")  # a line to write on, which needs no backslashes


def export(asked: Asked) -> Made:
    """The text, the same for the same items and site."""
    return _document.export(asked, ".md", _markdown, counts=False)


def _markdown(asked: Asked, title: str, html: str) -> bytes:
    text = _document.pandoc(html, "gfm-raw_html").decode()
    text = RULE.sub(lambda found: found[0].replace("\\", ""), text)
    return f"# {title}\n\n{text}".encode()

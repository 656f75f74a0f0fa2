"""Scripts and styles: written in pieces that can be read, handed out as one file for each thing that a page enhances.

No bundler: the pieces of a file stand behind each other, and each says in its head what it is.
"""

from __future__ import annotations

from pathlib import Path

STATIC = Path(__file__).parent / "static"

PIECES = {
    "quiz.js": ("typed.js", "marking.js", "controls.js", "say.js", "store.js", "item.js", "quiz.js"),
    "timeline.js": ("timeline.js",),
    "cite.js": ("cite.js",),
    "scheme.js": ("scheme.js",),
    "book.css": ("book.css", "quiz.css", "timeline.css", "figure.css"),
}


def text(name: str) -> str:
    """The file `name` as a page loads it; `KeyError` for one that pages don't load."""
    return "\n".join((STATIC / piece).read_text(encoding="utf-8") for piece in PIECES[name])


def module(name: str, front: str) -> str:
    """A classic script as the module that anywidget loads, from a blob, which can import nothing."""
    return f"{text(name)}\nexport default {{ render: {front}.render }};\n"

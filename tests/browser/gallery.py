"""A page with an example of every item type, made without Sphinx, in any mode: what tests of types look at.

The examples are those that authors get from ``python -m quizzes new``.  ``python -m tests.browser.gallery`` serves it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ruamel.yaml import YAML

from quizzes import assets, page, words
from quizzes.content import home
from quizzes.forms import Bank, Form, Mode
from quizzes.itemtypes import TYPES

from .book import served

TITLE = "Every type"
PAGE = "gallery.html"


def bank(*types: str) -> Bank:
    """A bank of the examples of these types, or of all."""
    items = [YAML(typ="safe", pure=True).load(TYPES[name].example) for name in types or TYPES]
    return Bank.model_validate(
        {
            "chapter": "gallery",
            "title": TITLE,
            "objectives": {"understand": "Understand the examples."},
            "quiz": [item["id"] for item in items],
            "items": items,
        }
    )


def form(*types: str, mode: Mode = "each") -> Form:
    return bank(*types).form(mode=mode)


def html(shown: Form) -> str:
    """A whole page with nothing but the quiz, and the section that its items ask about."""
    return f"""<!doctype html>
<html lang="{words.LANGUAGE}" data-content_root="./">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{TITLE}</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="book.css">
<style>body {{ background: var(--q-paper); color: var(--q-ink); }}</style></head>
<body data-theme="auto"><main><article><h1>{TITLE}</h1>
<section id="the-section"><h2>The section</h2></section>
{page.quiz(shown, home().evidence)}
</article></main><script src="quiz.js"></script></body>
</html>
"""


def write(folder: Path, shown: Form) -> None:
    """The page and the files that it loads."""
    (folder / PAGE).write_text(html(shown), encoding="utf-8")
    for name in ("quiz.js", "book.css"):
        (folder / name).write_text(assets.text(name), encoding="utf-8")


@contextmanager
def gallery(*types: str, mode: Mode = "each") -> Iterator[str]:
    """The address of the served page."""
    with TemporaryDirectory() as folder:
        write(Path(folder), form(*types, mode=mode))
        with served(Path(folder)) as address:
            yield f"{address}/{PAGE}"


if __name__ == "__main__":
    import sys

    with gallery(mode=sys.argv[1] if len(sys.argv) > 1 else "each") as address:
        input(f"{address} – Enter ends it. ")

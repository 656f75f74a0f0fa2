"""A page with the figures that the chapters store, made without Sphinx, and the tables beside it.

``python -m tests.browser.drawings`` serves it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from quizzes import assets, words
from quizzes.chapters import chapters
from quizzes.content import HOME, home
from quizzes.tables import as_csv, names, table

from .book import served

PAGE = "drawings.html"
BOOK = HOME.parent / "book"


def stored() -> dict[str, str]:
    """The HTML of each figure by its name."""
    return {
        one.name: "".join(chapter.cells[one.cell]["outputs"][0]["data"]["text/html"])
        for chapter in chapters(BOOK)
        for one in chapter.figures
    }


def html(figures: dict[str, str]) -> str:
    return f"""<!doctype html>
<html lang="{words.LANGUAGE}" data-content_root="./">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Figures</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; base-uri 'none'; form-action 'self'">
<link rel="icon" href="icon.svg"><link rel="stylesheet" href="book.css"><link rel="stylesheet" href="page.css"></head>
<body data-theme="auto"><main><article><h1>Figures</h1>
{"".join(figures.values())}
</article></main></body>
</html>
"""


def write(folder: Path) -> None:
    """The page and the files that it loads or leads to."""
    (folder / PAGE).write_text(html(stored()), encoding="utf-8")
    (folder / "book.css").write_text(assets.text("book.css"), encoding="utf-8")
    (folder / "page.css").write_text("body { background: var(--q-paper); color: var(--q-ink); }", encoding="utf-8")
    (folder / "icon.svg").write_bytes((assets.STATIC / "icon.svg").read_bytes())
    (folder / "evidence" / "series").mkdir(parents=True)
    for name in names(home()):
        path = folder / "evidence" / "series" / f"{name}.csv"
        path.write_text(as_csv(table(home(), name)), encoding="utf-8")


@contextmanager
def drawings() -> Iterator[str]:
    """The address of the served folder."""
    with TemporaryDirectory() as folder:
        write(Path(folder))
        with served(Path(folder)) as address:
            yield address


if __name__ == "__main__":
    with drawings() as address:
        input(f"{address}/{PAGE} – Enter ends it. ")

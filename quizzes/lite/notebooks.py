"""The notebooks as they stand in JupyterLite: with a word on what that is, and with links to the site's pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from quizzes.words import LITE

KERNEL = {
    "kernelspec": {"display_name": "Python (Pyodide)", "language": "python", "name": "python"},
    "language_info": {"name": "python"},
}


def notebooks(book: Path) -> Iterator[Path]:
    """Every notebook of the book, by its place below `book`."""
    places = (path.relative_to(book) for path in sorted(book.rglob("*.ipynb")))
    return (place for place in places if not any(part.startswith(".") for part in place.parts))


def write(book: Path, folder: Path) -> list[Path]:
    """Put every notebook into `folder`, at its place."""
    written = []
    for place in notebooks(book):
        made = prepared(json.loads((book / place).read_text(encoding="utf-8")))
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        written.append(place)
    return written


def prepared(notebook: dict[str, Any]) -> dict[str, Any]:
    note = {"cell_type": "markdown", "id": "lite-note", "metadata": {}, "source": LITE["note"]}
    cells = notebook["cells"]
    return notebook | {"metadata": KERNEL, "cells": [*cells[:1], note, *cells[1:]]}

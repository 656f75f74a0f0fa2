"""The notebooks as they stand in JupyterLite: for its kernel, and with a word on what that is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from quizzes.chapters import notebooks
from quizzes.words import LITE

KERNEL = {
    "kernelspec": {"display_name": "Python (Pyodide)", "language": "python", "name": "python"},
    "language_info": {"name": "python"},
}


def write(book: Path, folder: Path) -> list[Path]:
    """Put every notebook into `folder`, at its place; the places are the answer."""
    for place in notebooks(book):
        made = prepared(json.loads((book / place).read_text(encoding="utf-8")))
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return notebooks(book)


def prepared(notebook: dict[str, Any]) -> dict[str, Any]:
    """A notebook with the note behind its first cell, which has its title."""
    title, *others = notebook["cells"]
    note = {"cell_type": "markdown", "id": "lite-note", "metadata": {}, "source": LITE["note"]}
    return notebook | {"metadata": KERNEL, "cells": [title, note, *others]}

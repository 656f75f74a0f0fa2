"""The notebooks as Colab needs them: its machines have no package of ours, so a cell in front installs it.

Colab opens notebooks from a repository at GitHub, and can be told nothing else.  So these stand in the repository, in
the folder ``colab``, where `python -m quizzes colab` writes them; `python -m quizzes check` says when they are not what
the book's notebooks give.  Only who offers Colab in `_config.yml` needs them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from quizzes.chapters import notebooks
from quizzes.launch import COLAB, Launch, launch
from quizzes.words import LAUNCH

LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^()\s#]+?)(?:\.md|\.ipynb)?(#[^()\s]*)?\)")


def write(root: Path, site: str) -> list[Path]:
    """Write them; the answer is what was written.  `site` is the address of the site, or empty."""
    offered = launch(root)
    files = {root / COLAB / place: text for place, text in made(root, offered, site)}
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [*files]


def stale(root: Path, offered: Launch, site: str) -> Iterator[Path]:
    """Those that are not there, or not what the book's notebooks give."""
    for place, text in made(root, offered, site):
        path = root / COLAB / place
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            yield path.relative_to(root)


def made(root: Path, offered: Launch, site: str) -> Iterator[tuple[Path, str]]:
    """Each notebook by its place."""
    package = f"zero-tolerance-quizzes[live,figures] @ git+{offered.repository}@{offered.branch}"
    code = f'# {LAUNCH["install"]}\n%pip install --quiet "{package}"'
    install = {"cell_type": "code", "id": "colab-install", "metadata": {}, "source": code}
    install |= {"execution_count": None, "outputs": []}
    for place in notebooks(root / "book"):
        notebook = json.loads((root / "book" / place).read_text(encoding="utf-8"))
        cells = [_linked(one, place, site) for one in notebook["cells"]]
        known = notebook | {"cells": [cells[0], install, *cells[1:]]}
        yield place, json.dumps(known, ensure_ascii=False, indent=1) + "\n"


def _linked(one: dict[str, Any], place: Path, site: str) -> dict[str, Any]:
    """Its links lead to the site, if that has an address: Colab knows no other file."""
    if one["cell_type"] != "markdown" or not site:
        return one

    def whole(link: re.Match[str]) -> str:
        page = normpath(join("book", dirname(place.as_posix()), link[1]))
        return f"]({site}{page}.html{link[2] or ''})"

    return one | {"source": LINK.sub(whole, "".join(one["source"]))}

"""What JupyterLite's own pages get from us: the way back to the book, and a page that says what this is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from quizzes import assets
from quizzes.chapters import Chapter
from quizzes.markup import Html, tag
from quizzes.sphinx_ext.metadata import bare
from quizzes.text import inline
from quizzes.words import LANGUAGE, LITE, PARTS

SCRIPT = "book.js"
# JupyterLite's pages look for it in the page at the door; it is data, which no browser runs.
SETTINGS = Html('<script id="jupyter-config-data" type="application/json" data-jupyter-lite-root=".">{}</script>')


def dress(lite: Path, book: Path, notebooks: Iterable[Path]) -> None:
    """Adds them to JupyterLite as it was built in `lite`."""
    said = json.dumps({"from-disk": LITE["from-disk"]}, ensure_ascii=False)
    (lite / SCRIPT).write_text(f"const liteWords = {said};\n{assets.read('lite.js')}", encoding="utf-8")
    loads = f'<script src="../{SCRIPT}" defer></script></head>'
    for page in lite.glob("*/index.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("</head>", loads, 1), encoding="utf-8")
    (lite / "index.html").write_text(front(book, notebooks), encoding="utf-8")
    _icons(lite / "static" / "favicons")


def front(book: Path, notebooks: Iterable[Path]) -> str:
    """The page at the door: what one can do here, what it costs, and all notebooks."""
    told = "".join(tag("p", inline(LITE[key])) for key in ("about", "cost", "saved", "limits"))
    listed = tag("ul", [tag("li", tag("a", title, href=href)) for title, href in _listed(book, notebooks)])
    files = tag("p", tag("a", LITE["files"], href="tree/index.html")) + tag("p", inline(LITE["made"]))
    return bare(LITE["title"], "Zero Tolerance", LANGUAGE, "../", f"{told}{listed}{files}{SETTINGS}")


def _listed(book: Path, notebooks: Iterable[Path]) -> Iterator[tuple[Html, str]]:
    """The chapters in their order, and behind them the others by their places."""
    order = [*PARTS]
    known = sorted(notebooks, key=lambda one: order.index(one.stem) if one.stem in order else len(order))
    known.sort(key=lambda one: len(one.parts))
    for place in known:
        yield inline(Chapter(book / place).title), f"notebooks/index.html?path={escape(place.as_posix())}"


def _icons(folder: Path) -> None:
    """Notebook asks its server for these, and JupyterLite brings none."""
    import jupyter_server

    icons = Path(jupyter_server.__file__).parent / "static" / "favicons"
    folder.mkdir(parents=True, exist_ok=True)
    for icon in icons.glob("*.ico"):
        shutil.copy(icon, folder)

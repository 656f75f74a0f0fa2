"""The book without a network: a service worker, the page for what was not kept, and what a browser asks of an app.

The worker is our own (``static/worker.js``) and not one by workbox.  What we need is three things: what a reader has
opened is kept; a page is kept with all that it asks for; editions are never mixed.  Workbox's precaching fetches every
file at once or none, 1.6 MB for somebody who reads one chapter, and its runtime caching knows no editions: a page of
yesterday would be shown with today's script.  Joining the two would be as long as the worker is, and on top of several
times its size.

``sw.js`` is written when all else of the site is, since it holds a hash of each file.  Nothing in it depends on the day
of the build: the same files give the same worker, and a browser that finds the same bytes does nothing.

Icons are drawn after ``static/icon.svg``.  iOS looks for a touch icon of its own before it looks into the manifest.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
from base64 import b64encode
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from quizzes import assets, words
from quizzes.drawing import COLOURS
from quizzes.sphinx_ext import launch, metadata, offered
from quizzes.sphinx_ext.weight import script

SAY = words.SITE
PLAIN = "offline.html"
WORKER = "sw.js"
MANIFEST = "manifest.webmanifest"
PROGRESS = "book/progress.html"
# There from the first moment; the front door leads on to the book.
START = (PLAIN, "index.html")
# What pages are made of, and the tables behind figures.  Files for other programs are downloaded, not kept.
KINDS = {".html", ".css", ".js", ".svg", ".png", ".csv"}
OTHERS = {"404.html"}
ASKED = re.compile(r'\s(?:src|href)="([^":#?]+)')
TOUCH = "_static/touch.png"
ICONS = {
    "_static/icon-192.png": (192, "any"),
    "_static/icon-512.png": (512, "any"),
    "_static/mask.png": (512, "maskable"),
}


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Write what stands beside the pages for an app, and at the very last the worker."""
    if exception or app.builder.name != "html":
        return
    site, title = Path(app.outdir), app.config.html_title
    listed = [(app.builder.get_target_uri(page), app.env.titles[page].astext()) for page in in_order(app)]
    (site / PLAIN).write_text(plain(title, app.config.language, listed), encoding="utf-8")
    start = app.builder.get_target_uri(app.config.root_doc)
    (site / MANIFEST).write_text(manifest(app.config.project, title, app.config.language, start), encoding="utf-8")
    (site / TOUCH).write_bytes(icon(180, whole=True))
    for name, (size, purpose) in ICONS.items():
        (site / name).write_bytes(icon(size, whole=purpose == "maskable"))
    (site / WORKER).write_text(worker(site), encoding="utf-8")


def in_order(app: Sphinx) -> Iterator[str]:
    """The pages in the order of the table of contents."""

    def below(page: str) -> Iterator[str]:
        yield page
        for child in app.env.toctree_includes.get(page, ()):
            yield from below(child)

    return iter(dict.fromkeys(below(app.config.root_doc)))


# The worker


def worker(site: Path) -> str:
    """The worker of a folder of files, as they are now."""
    site = site.resolve()
    held = {name: (site / name).read_bytes() for name in files(site)}
    code = script((assets.STATIC / "worker.js").read_text(encoding="utf-8"))
    known = {name: b64encode(hashlib.sha256(data).digest()[:6]).decode() for name, data in held.items()}
    said = {
        "VERSION": hashlib.sha256((json.dumps(known) + code).encode()).hexdigest()[:12],
        "START": START,
        "LOAD": sum(len(gzip.compress(data, 6)) for data in held.values()),
        "SIZE": sum(map(len, held.values())),
    }
    constants = "".join(f"const {name}={_json(value)};" for name, value in said.items())
    return f"{constants}const FILES=new Map(Object.entries({_json(known)}));\n{code}\n"


def files(site: Path) -> list[str]:
    """The addresses of what readers open: every page, what its HTML asks for or leads to, and what scripts ask for."""
    opened = [path for path in launch.pages(site) if path.name not in OTHERS]
    found = {path.resolve() for page in opened for path in (page, *_asked(page))}
    found |= {site / "_static" / name for name in assets.PIECES} | {*(site / "_static" / "learn").glob("*.js")}
    named = {path.relative_to(site).as_posix() for path in found if path.suffix in KINDS and path.is_file()}
    named = {name for name in named if not name.startswith(f"{offered.FOLDER}/")}
    return sorted(named - {TOUCH})  # the icon of an app is the system's to keep


def _asked(page: Path) -> Iterator[Path]:
    for address in ASKED.findall(page.read_text(encoding="utf-8")):
        yield page.parent / address


# The page for what was not kept


def plain(title: str, language: str, listed: list[tuple[str, str]]) -> str:
    """It is shown at any depth, so the worker writes the site's root over each ``./``; of the list, an entry a line, it
    leaves what is kept.
    """
    entries = "".join(f'<li><a href="./{escape(address)}">{escape(name)}</a></li>\n' for address, name in listed)
    whole = escape(SAY["offline-whole"]).format(page=f'<a href="./{PROGRESS}">{escape(SAY["offline-page"])}</a>')
    about = f"<p>{escape(SAY['offline-about'])}</p>\n"
    kept = f"<section><h2>{escape(SAY['offline-kept'])}</h2>\n<ul>\n{entries}</ul></section>\n"
    return metadata.bare(SAY["offline"], title, language, "./", f"{about}{kept}<p>{whole}</p>\n")


# The app


def manifest(name: str, short: str, language: str, start: str) -> str:
    """What a browser must know to put the book among a device's apps."""
    said = {
        "name": name,
        "short_name": short,
        "description": SAY["card"],
        "lang": language,
        "start_url": start,
        "scope": "./",
        "display": "standalone",
        "background_color": COLOURS["paper"],
        "theme_color": COLOURS["accent"],
        "icons": [
            {"src": src, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for src, (size, purpose) in ICONS.items()
        ],
    }
    return _json(said) + "\n"


def icon(size: int, whole: bool) -> bytes:
    """``static/icon.svg`` in pixels; `whole` to the edges, for systems that cut it to a shape of their own."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.patches import FancyBboxPatch
    from PIL import Image  # what matplotlib writes PNG with

    drawn = Figure(figsize=(1, 1), dpi=size, facecolor="none")
    axes = drawn.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=(0, 32), ylim=(32, 0))
    corner = "square,pad=0" if whole else "round,pad=0,rounding_size=6"
    axes.add_patch(FancyBboxPatch((0, 0), 32, 32, boxstyle=corner, facecolor="#8a3b12", linewidth=0))
    line = {"solid_joinstyle": "round", "solid_capstyle": "round", "linewidth": 3.5 * 72 / 32}
    axes.plot([10, 23, 13.5, 23], [8, 8, 24, 24], color="#fffdf8", **line)
    made, light = io.BytesIO(), io.BytesIO()
    FigureCanvasAgg(drawn).print_png(made, metadata={"Software": None})
    Image.open(made).quantize(16, method=Image.Quantize.FASTOCTREE).save(light, "PNG", optimize=True)
    return light.getvalue()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def setup(app: Sphinx) -> None:
    app.connect("build-finished", finish, priority=990)  # when nothing else of the site will change

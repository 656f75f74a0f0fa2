"""What a page says of itself to programs: a description, Dublin Core, Open Graph, schema.org; and what stands beside
the pages of a site: sitemap, social card, a page for addresses that lead nowhere.

Addresses with a host are written only where ``html: baseurl`` in ``_config.yml`` says the host; else there is no
sitemap, and a page says nothing that needs one.  JSON-LD is a data block, which no browser runs and no policy stops.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from docutils import nodes
from sphinx.application import Sphinx

from quizzes import words
from quizzes.content import home
from quizzes.drawing import COLOURS
from quizzes.sphinx_ext import slides
from quizzes.text import shorten

SAY = words.SITE
BOOK = "book/"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
LENGTH = 155  # of a description: what a search shows of it
CARD = "_static/card.png"
SIZE = (1200, 630)  # of a social card, in pixels


def describe(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Put what the page says of itself into its head."""
    if doctree is None:  # a page of Sphinx's own, such as the search
        return
    title = " ".join(nodes.title.astext(next(doctree.findall(nodes.title))).split())
    about, base = description(doctree), app.config.html_baseurl
    where = app.builder.get_target_uri(pagename)
    said = {
        "description": about,
        "DC.title": title,
        "DC.creator": app.config.author,
        "DC.language": app.config.language,
        "DC.rights": LICENSE,
    }
    graph = {"og:type": "article", "og:title": title, "og:description": about, "og:site_name": app.config.html_title}
    if base:
        graph |= {
            "og:url": urljoin(base, where),
            "og:image": urljoin(base, CARD),
            "twitter:card": "summary_large_image",
        }
    metas = [_meta("name", *pair) for pair in said.items()] + [_meta("property", *pair) for pair in graph.items()]
    data = structured(app, pagename, title, about)
    context["metatags"] = "".join([context.get("metatags", ""), "\n", *metas, block(data) if data else ""])


def description(doctree: nodes.document) -> str:
    """The page's first sentences: of a chapter its guiding question."""
    first = next(doctree.findall(nodes.paragraph), None)
    return shorten(" ".join(first.astext().split()), LENGTH) if first else ""


def structured(app: Sphinx, pagename: str, title: str, about: str) -> dict[str, Any] | None:
    """The page in the words of schema.org."""
    book = {"@type": "Book", "name": app.config.project, "url": _address(app, pagename, app.config.root_doc)}
    every = {"@context": "https://schema.org", "name": title, "description": about, "license": LICENSE}
    order = [name.removeprefix(BOOK) for name in app.env.toctree_includes.get(app.config.root_doc, ())]
    stem = pagename.removeprefix(BOOK)
    if pagename == app.config.root_doc:
        listed = [name for name in order if name in home().chapters("bank")]
        parts = [_chapter(app, pagename, BOOK + name) | {"position": n} for n, name in enumerate(listed, 1)]
        author = {"@type": "Organization", "name": app.config.author}
        return every | {
            "@type": ["Book", "LearningResource"],
            "name": app.config.project,
            "author": author,
            "inLanguage": app.config.language,
            "isAccessibleForFree": True,
            "educationalLevel": SAY["level"],
            "hasPart": parts,
        }
    if stem in home().chapters("bank"):
        quiz = {"@type": "Quiz", "name": words.PAGE["quiz"].format(title=home().bank(stem).title)}
        return every | {"@type": ["Chapter", "LearningResource"], "position": order.index(stem) + 1, "isPartOf": book,
                        "hasPart": quiz}  # fmt: skip
    if stem.startswith("evidence/"):
        return None
    kind = "Quiz" if stem == "review" else "LearningResource"
    return every | {"@type": kind, "isPartOf": book}


def _chapter(app: Sphinx, pagename: str, chapter: str) -> dict[str, Any]:
    return {"@type": "Chapter", "name": app.env.titles[chapter].astext(), "url": _address(app, pagename, chapter)}


def block(data: dict[str, Any]) -> str:
    """A data block of JSON-LD; nothing in it can end it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>\n'


def _meta(kind: str, name: str, content: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(content)}">\n'


def _address(app: Sphinx, page: str, target: str) -> str:
    """The address of a page: whole where the host is known, else from another page."""
    base = app.config.html_baseurl
    return urljoin(base, app.builder.get_target_uri(target)) if base else app.builder.get_relative_uri(page, target)


# Beside the pages


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Write what stands beside the pages."""
    if exception or app.builder.name != "html":
        return
    site, base = Path(app.outdir), app.config.html_baseurl
    (site / "404.html").write_text(nowhere(app.config.html_title, app.config.language, base), encoding="utf-8")
    if base:
        pages = [urljoin(base, app.builder.get_target_uri(page)) for page in sorted(app.env.all_docs)]
        pages += [urljoin(base, address) for address in slides.addresses()]
        (site / "sitemap.xml").write_text(sitemap(pages), encoding="utf-8")
        (site / CARD).write_bytes(card(app.config.html_title, app.config.project))


def nowhere(title: str, language: str, base: str) -> str:
    """The page for an address that leads nowhere.  It is shown at any depth, so its links begin at the site's root."""
    root = escape(urlsplit(base).path or "/")
    return bare(
        SAY["nowhere"],
        title,
        language,
        root,
        f"<p>{escape(SAY['nowhere-about'])}</p>\n"
        f'<p><a href="{root}">{escape(SAY["to-book"])}</a> · '
        f'<a href="{root}search.html">{escape(SAY["to-search"])}</a></p>\n',
    )


def bare(heading: str, title: str, language: str, root: str, content: str) -> str:
    """A page in the book's look that belongs nowhere in it; `root` leads to the site's, `content` is HTML."""
    return (
        f'<!doctype html>\n<html lang="{language}" data-content_root="{root}">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n'
        f"<title>{escape(heading)} · {escape(title)}</title>\n"
        f'<link rel="stylesheet" href="{root}_static/styles/furo.css">\n'
        f'<link rel="stylesheet" href="{root}_static/book.css">\n'
        f'<link rel="icon" href="{root}_static/icon.svg" type="image/svg+xml">\n'
        f'<body><script src="{root}_static/scheme.js"></script>\n'
        '<div class="page"><div class="main"><main class="content"><article>\n'  # as the theme has them
        f"<h1>{escape(heading)}</h1>\n{content}</article></main></div></div></body>\n</html>\n"
    )


def sitemap(pages: list[str]) -> str:
    listed = "".join(f"<url><loc>{escape(page)}</loc></url>\n" for page in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n'
    )


def card(title: str, whole: str) -> bytes:
    """The book's title as a picture for those who pass on a link: ink on paper, and one line of rust."""
    import io

    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    width, height = SIZE
    drawn = Figure(figsize=(width / 100, height / 100), dpi=100, facecolor=COLOURS["paper"])
    axes = drawn.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.fill_between([90, 250], 470, 482, color=COLOURS["accent"], linewidth=0)
    axes.text(84, 350, title, fontsize=66, family="DejaVu Serif", weight="bold", color=COLOURS["ink"])
    rest = whole.removeprefix(title).lstrip(": ")
    axes.text(90, 262, rest[:1].upper() + rest[1:], fontsize=29, family="DejaVu Serif", color=COLOURS["soft"])
    axes.text(90, 90, SAY["card"], fontsize=20, family="DejaVu Sans", color=COLOURS["soft"])
    made = io.BytesIO()
    FigureCanvasAgg(drawn).print_png(made, metadata={"Software": None})
    return made.getvalue()


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", describe, priority=950)  # after the theme's
    app.connect("build-finished", finish, priority=950)

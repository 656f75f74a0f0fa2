"""The site: evidence pages and their tables, citations as small numbers, notes, figures, slides, downloads, and scripts
only where a page has use for them.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from quizzes.content import home
from quizzes.evidence_pages import EvidencePages
from quizzes.sphinx_ext import (
    beforehand,
    citations,
    drawn,
    launch,
    metadata,
    offered,
    offline,
    slides,
    theme,
    weight,
    work,
)

# A script goes on the pages whose HTML holds what it enhances, and on no others.
SCRIPTS = {
    "quiz.js": 'class="q-quiz',
    "sure.js": 'class="q-quiz',
    "timeline.js": 'class="t-timeline',
    "cite.js": 'class="notes"',
}
# These wait until the reader comes near what they enhance (scheme.js): the text comes first.  One of them comes only
# to readers who chose it.
LATER = {
    "quiz.js": {"data-when": ".q-quiz"},
    "sure.js": {"data-when": ".q-quiz", "data-if": "certainty"},
    "timeline.js": {"data-when": ".t-timeline"},
}
# The pages for those who read alone are made by their scripts, in the order in which these need each other.
LEARNER = {
    "progress": ("fsrs.js", "learn/catalogue.js", "progress.js"),
    "recall": ("fsrs.js", "learn/catalogue.js", "recall.js"),
    "beforehand": ("learn/catalogue.js", "beforehand.js"),
}


def write_evidence(app: Sphinx, config: Config) -> None:
    """Write the evidence pages before the table of contents looks for them."""
    book = Path(app.srcdir) / "book"
    app.evidence_pages = EvidencePages(home(), book)  # type: ignore[attr-defined]
    app.evidence_pages.write(book / "evidence")  # type: ignore[attr-defined]


def copy_tables(app: Sphinx, exception: Exception | None) -> None:
    """The tables behind the figures, where the links to them lead."""
    if not exception and app.builder.format == "html":
        series = Path("book", "evidence", "series")
        shutil.copytree(Path(app.srcdir) / series, Path(app.outdir) / series, dirs_exist_ok=True)


def add_scripts(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    body = context.get("body", "")
    for script, sign in SCRIPTS.items():
        if sign in body:
            if script in LATER:
                app.add_js_file(script, type="text/plain", **LATER[script])
            else:
                app.add_js_file(script, loading_method="defer")
    if pagename.startswith(("book/teaching/", "book/lms")):
        app.add_css_file("teaching.css")
    for page, scripts in LEARNER.items():
        if f'data-learn="{page}"' in body:
            app.add_css_file("learner.css")
            for script in scripts:
                app.add_js_file(script, loading_method="defer")


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("config-inited", weight.write_assets, priority=400)
    app.connect("config-inited", write_evidence, priority=400)
    app.connect("html-page-context", add_scripts)
    app.connect("build-finished", copy_tables)
    app.add_css_file("book.css")
    beforehand.setup(app)
    citations.setup(app)
    drawn.setup(app)
    launch.setup(app)
    metadata.setup(app)
    offered.setup(app)
    offline.setup(app)
    slides.setup(app)
    theme.setup(app)
    weight.setup(app)
    work.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

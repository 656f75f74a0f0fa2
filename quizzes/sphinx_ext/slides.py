"""A page of slides for each chapter, at ``book/slides/``.

They are pages beside those of Sphinx, since what is projected has no sidebar and no search.  A page of the book leads
to one by a plain link, ``[slides](slides/turn.html)``, and from a folder below by ``../slides/turn.html``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from quizzes.content import home
from quizzes.markup import tag
from quizzes.slides_page import document, slides

FOLDER = "book/slides/"
LINK = re.compile(r"(?:\.\./)?slides/(?P<chapter>[\w-]+)\.html")


class Lead(SphinxPostTransform):
    """Links to slides lead to them."""

    default_priority = 8  # before MyST resolves its links, at 9, and finds no page

    def run(self, **kwargs: Any) -> None:
        for link in list(self.document.findall(pending_xref)):
            found = LINK.fullmatch(link["reftarget"])
            if found and found["chapter"] in home().chapters("slides"):
                place = f"#{link['reftargetid']}" if link.get("reftargetid") else ""
                to = f"{found[0]}{place}"
                link.replace_self(nodes.reference("", "", *link.children, internal=True, refuri=to))


def addresses() -> list[str]:
    return [f"{FOLDER}{chapter}.html" for chapter in home().chapters("slides")]


def write(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.name != "html":
        return
    for address in addresses():
        path = Path(app.outdir) / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(path.stem), encoding="utf-8")


def page(chapter: str) -> str:
    static = "../../_static/"
    head = [
        tag("link", rel="stylesheet", href=f"{static}book.css", media="screen"),
        tag("link", rel="stylesheet", href=f"{static}slides.css", media="screen"),
        tag("link", rel="stylesheet", href=f"{static}handout.css", media="print"),
        tag("link", rel="icon", href=f"{static}icon.svg", type="image/svg+xml"),
        tag("script", src=f"{static}slides.js", defer=True),
    ]
    return document(slides(home(), chapter, "../"), head, before=tag("script", src=f"{static}scheme.js"))


def setup(app: Sphinx) -> None:
    app.add_post_transform(Lead)
    app.connect("build-finished", write, priority=400)  # before pages are made light, and the worker lists them

"""Class notebooks on the site: their answers stand in closed boxes, which open without a script, and stay closed on
paper unless they were opened before.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from quizzes.markup import tag
from quizzes.words import ANSWER

SIGN = 'class="w-answer"'


class Close(SphinxTransform):
    """A section whose heading begins as answers do becomes a box.  When a page is read, so that no list of contents
    has its heading: it would lead to what is hidden."""

    default_priority = 600  # after the anchors of sections (citations.Prepare)

    def apply(self, **kwargs: Any) -> None:
        for section in list(self.document.findall(nodes.section)):
            title = section.next_node(nodes.title)
            if title.astext().startswith(ANSWER):
                opening, _, closing = tag("details", "|", class_="w-answer", id=section["ids"][0]).partition("|")
                summary = tag("summary", title.astext())
                inner = [child for child in section if child is not title]
                boxed = [
                    nodes.raw("", f"{opening}{summary}", format="html"),
                    *inner,
                    nodes.raw("", closing, format="html"),
                ]
                section.parent[section.parent.index(section) : section.parent.index(section) + 1] = boxed


def style(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    if SIGN in context.get("body", ""):
        app.add_css_file("work.css")


def setup(app: Sphinx) -> None:
    app.add_transform(Close)
    app.connect("html-page-context", style)

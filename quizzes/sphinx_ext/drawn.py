"""Figures on the site, made light: without what a page without style sheets needs, or what HTML may leave out."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

FIGURE = '<figure class="f-figure"'
# A colour beside the class that says it, and the end tags of a table's cells and rows.
SPARE = re.compile(r' (?:fill|stroke)="(?:#[0-9a-f]{6}|currentColor)"(?=[^<>]* class=")|</t[dr]>|</th>(?=<t[dhr]|</tr)')


class Lighten(SphinxPostTransform):
    """Takes from stored figures what the site has no use for."""

    default_priority = 9

    def run(self, **kwargs: Any) -> None:
        for raw in self.document.findall(nodes.raw):
            if FIGURE in raw.astext():
                raw.children = [nodes.Text(light(raw.astext()))]


def light(figure: str) -> str:
    return SPARE.sub("", figure)


def setup(app: Sphinx) -> None:
    app.add_post_transform(Lighten)

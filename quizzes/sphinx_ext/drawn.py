"""How a figure is drawn: the code of its cell, in a closed box under the figure.

MyST-NB hides the code of a cell with the tag `hide-input`, in a box above the output, under a name for it that is
neither ours nor what its label says.
"""

from __future__ import annotations

from html import escape
from typing import Any

from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from quizzes.words import FIGURE


class CodeBelow(SphinxPostTransform):
    """Puts the box behind what its code draws."""

    default_priority = 200  # after MyST-NB made the box, at 199
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        for box in list(self.document.findall(HideCodeCellNode)):
            cell = box.parent
            cell.remove(box)
            cell.append(box)


def visit(self: Any, node: HideCodeCellNode) -> None:
    self.body.append(f'<details class="f-code"><summary>{escape(FIGURE["code"])}</summary>\n')


def depart(self: Any, node: HideCodeCellNode) -> None:
    self.body.append("</details>\n")


def setup(app: Sphinx) -> None:
    app.add_node(HideCodeCellNode, override=True, html=(visit, depart))
    app.add_post_transform(CodeBelow)

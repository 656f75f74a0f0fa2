"""The way from a notebook's page to where it can be run: JupyterLite where it is in the site, and what `_config.yml`
offers beside it.

``make lite`` builds the site with JupyterLite, and says so by ``QUIZZES_LITE`` in the environment: a site without it
shows no link that leads nowhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from quizzes import words
from quizzes.content import home
from quizzes.launch import launch
from quizzes.markup import Html, tag

LITE = "QUIZZES_LITE"
FOLDER = "lite"  # of the site: all in it is JupyterLite's, and nothing that makes the site touches it
NOTEBOOK = f"{FOLDER}/notebooks/index.html?path={{}}"


def pages(site: Path) -> Iterator[Path]:
    """The site's own pages."""
    return (page for page in site.rglob("*.html") if page.relative_to(site).parts[0] != FOLDER)


class Run(SphinxPostTransform):
    """Puts the links below the guiding question of every page that is a notebook."""

    default_priority = 8  # before the questions on the chapter, which then stand in front of it

    def run(self, **kwargs: object) -> None:
        file = Path(self.env.doc2path(self.env.docname))
        offered = list(links(Path(self.env.srcdir), self.env.docname)) if file.suffix == ".ipynb" else []
        first = next(self.document.findall(nodes.paragraph), None)
        if offered and first is not None:
            html = tag("p", Html(" · ").join(offered), class_="ahead")
            first.parent.insert(first.parent.index(first) + 1, nodes.raw("", html, format="html"))


def links(root: Path, docname: str) -> Iterator[Html]:
    """What is offered for this page, as links."""
    say, place = words.LAUNCH, f"{docname.removeprefix('book/')}.ipynb"
    if os.environ.get(LITE):
        name = say["chapter" if place.removesuffix(".ipynb") in home().chapters("bank") else "notebook"]
        up = "../" * docname.count("/")
        yield Html(tag("a", name, href=up + NOTEBOOK.format(place)) + say["cost"])
    for where, address in launch(root).links(place):
        yield tag("a", say[where], href=address)


def setup(app: Sphinx) -> None:
    app.add_post_transform(Run)

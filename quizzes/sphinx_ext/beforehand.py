"""The way to the questions before and after a chapter: a link under its guiding question, another before its quiz; and
on their own page, which a script makes, the list of them that stands there without it.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from quizzes import words
from quizzes.content import home
from quizzes.markup import Html, tag
from quizzes.text import inline

PAGE = "beforehand.html"
HERE = 'data-learn="beforehand"'


class Ask(SphinxPostTransform):
    """Puts in the links when a page is written: what a program reads of it does not change."""

    default_priority = 9

    def run(self, **kwargs: object) -> None:
        chapter = self.env.docname.removeprefix("book/")
        if chapter in home().chapters("bank") and home().bank(chapter).before:
            question = next(self.document.findall(nodes.paragraph))
            question.parent.insert(question.parent.index(question) + 1, _link(chapter, "ahead"))
            for raw in list(self.document.findall(nodes.raw)):
                if f'data-quiz="{chapter}"' in raw.astext():
                    cell: nodes.Node = raw
                    while not isinstance(cell.parent, nodes.section):
                        cell = cell.parent
                    cell.parent.insert(cell.parent.index(cell), _link(chapter, "again"))
        for raw in self.document.findall(nodes.raw):
            if HERE in raw.astext():
                raw.children = [nodes.Text(raw.astext().replace("</div>", f"{_listed()}</div>"))]


def _link(chapter: str, what: str) -> nodes.raw:
    link = tag("a", words.SITE[what], href=f"{PAGE}#{chapter}")
    return nodes.raw("", tag("p", link, class_="ahead"), format="html")


def _listed() -> Html:
    """Every chapter with its questions, as links to where they stand in it."""
    rows = []
    for bank in home().banks():
        asked = [
            tag("li", tag("a", inline(item.stem), href=f"{bank.chapter}.html#item-{item.id}"))
            for item in bank.leaves
            if item.id in bank.before
        ]
        rows.append(tag("li", tag("a", bank.title, href=f"{bank.chapter}.html"), tag("ul", asked), id=bank.chapter))
    return tag("ol", rows)


def setup(app: Sphinx) -> None:
    app.add_post_transform(Ask)

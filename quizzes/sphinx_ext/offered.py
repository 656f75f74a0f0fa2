"""What the site offers as files, made of the same items as its pages: cards for Anki, questions for Moodle, Canvas and
others.

A page says it as a plain link, ``[download the cards](downloads/zero-tolerance.apkg)``; the site puts the file there,
and its size behind the link.  The cards bear the day of ``SOURCE_DATE_EPOCH``: see `quizzes.exports.anki`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from quizzes import words
from quizzes.content import home
from quizzes.exports import Asked, address, anki, canvas, cartridge, moodle
from quizzes.markup import tag
from quizzes.repeatable import epoch

FOLDER = "book/downloads"  # beside the pages, so that a link is the same in a chapter's file and on the site
FILES: dict[str, tuple[Any, dict[str, Any]]] = {
    anki.FILE: (anki, {}),
    moodle.FILE: (moodle, {}),
    canvas.FILE: (canvas, {}),
    canvas.CLASSIC: (canvas, {"classic": True}),
    cartridge.FILE: (cartridge, {}),
    cartridge.named("1.2"): (cartridge, {"version": "1.2"}),
}


@cache
def made(name: str, site: str) -> bytes:
    format_, options = FILES[name]
    return format_.export(Asked(home(), site=address(site), epoch=epoch(), options=options)).data


class Offer(SphinxPostTransform):
    """Links to such a file lead to it, and say how large it is."""

    default_priority = 8  # before MyST resolves its links, at 9, and finds no page

    def run(self, **kwargs: Any) -> None:
        for link in list(self.document.findall(pending_xref)):
            folder, _, name = link["reftarget"].rpartition("/")
            if folder == Path(FOLDER).name and name in FILES:
                size = words.size(len(made(name, self.config.html_baseurl)))
                html = [
                    tag("a", link.astext(), href=link["reftarget"], download=True),
                    words.SITE["size"].format(size=size),
                ]
                link.replace_self(nodes.raw("", tag("span", html), format="html"))


def write(app: Sphinx, exception: Exception | None) -> None:
    if not exception and app.builder.name == "html":
        folder = Path(app.outdir) / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            (folder / name).write_bytes(made(name, app.config.html_baseurl))


def setup(app: Sphinx) -> None:
    app.add_post_transform(Offer)
    app.connect("build-finished", write)

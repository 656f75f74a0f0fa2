"""What the site offers as files, made of the same items as its pages: cards for Anki, questions for Moodle and in QTI.

A page says it as a plain link, ``[download the cards](downloads/zero-tolerance.apkg)``; the site puts the file there,
and its size behind the link.  The cards bear the day of ``SOURCE_DATE_EPOCH``: see `quizzes.exports.anki`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from quizzes import words
from quizzes.content import home
from quizzes.exports import Asked, Made, address, anki, moodle, qti
from quizzes.exports._qti2 import VERSIONS
from quizzes.markup import tag
from quizzes.repeatable import epoch

FOLDER = "book/downloads"  # beside the pages, so that a link is the same in a chapter's file and on the site
FORMATS: dict[str, tuple[Callable[[Asked], Made], dict[str, str]]] = {
    anki.FILE: (anki.export, {}),
    moodle.FILE: (moodle.export, {}),
    **{version.file: (qti.export, {"version": number}) for number, version in VERSIONS.items()},
}
FILES = {f"downloads/{file}": file for file in FORMATS}


@cache
def made(link: str, site: str) -> bytes:
    export, options = FORMATS[FILES[link]]
    data = export(Asked(home(), site=address(site), epoch=epoch(), options=options)).data
    assert isinstance(data, bytes)
    return data


class Offer(SphinxPostTransform):
    """Links to such a file lead to it, and say how large it is."""

    default_priority = 8  # before MyST resolves its links, at 9, and finds no page

    def run(self, **kwargs: Any) -> None:
        for link in list(self.document.findall(pending_xref)):
            if link["reftarget"] in FILES:
                size = words.size(len(made(link["reftarget"], self.config.html_baseurl)))
                html = [
                    tag("a", link.astext(), href=link["reftarget"], download=True),
                    words.SITE["size"].format(size=size),
                ]
                link.replace_self(nodes.raw("", tag("span", html), format="html"))


def write(app: Sphinx, exception: Exception | None) -> None:
    if not exception and app.builder.name == "html":
        folder = Path(app.outdir) / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        for link, file in FILES.items():
            (folder / file).write_bytes(made(link, app.config.html_baseurl))


def setup(app: Sphinx) -> None:
    app.add_post_transform(Offer)
    app.connect("build-finished", write)

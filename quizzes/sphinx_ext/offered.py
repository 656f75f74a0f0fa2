"""What the site offers as files, made of the same items as its pages: cards for Anki, questions for Moodle, Canvas and
others and in QTI, and the answer keys for teachers.

A page says it as a plain link, ``[download the cards](downloads/zero-tolerance.apkg)``; the site puts the file there,
and its size behind the link.  The cards bear the day of ``SOURCE_DATE_EPOCH``: see `quizzes.exports.anki`.

A site that is to be without answer keys says ``answer_keys: false`` in ``_config.yml``, under ``sphinx: config:``; the
link is words then.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms.post_transforms import SphinxPostTransform

from quizzes import words
from quizzes.content import home
from quizzes.exports import Asked, address, anki, canvas, cartridge, keys, moodle, qti
from quizzes.markup import tag
from quizzes.repeatable import epoch

FOLDER = "book/downloads"  # beside the pages, so that a link is the same in a chapter's file and on the site
FILES: dict[str, tuple[Any, dict[str, Any]]] = {
    f"{FOLDER}/{name}": (format_, options)
    for name, format_, options in (
        (anki.FILE, anki, {}),
        (moodle.FILE, moodle, {}),
        (canvas.FILE, canvas, {}),
        (canvas.CLASSIC, canvas, {"classic": True}),
        (cartridge.FILE, cartridge, {}),
        (cartridge.named("1.2"), cartridge, {"version": "1.2"}),
        *((qti.named(number), qti, {"version": number}) for number in qti.VERSIONS),
        (keys.FILE, keys, {}),
    )
}


@cache
def made(file: str, site: str) -> bytes:
    format_, options = FILES[file]
    return format_.export(Asked(home(), site=address(site), epoch=epoch(), options=options)).data


def given(config: Config) -> list[str]:
    """The files that this site hands out."""
    return [file for file, (format_, _) in FILES.items() if config.answer_keys or format_ is not keys]


class Offer(SphinxPostTransform):
    """Links to such a file lead to it, and say how large it is."""

    default_priority = 8  # before MyST resolves its links, at 9, and finds no page

    def run(self, **kwargs: Any) -> None:
        for link in list(self.document.findall(pending_xref)):
            file = normpath(join(dirname(self.env.docname), link["reftarget"]))
            if file in given(self.config):
                size = words.size(len(made(file, self.config.html_baseurl)))
                html = [
                    tag("a", link.astext(), href=link["reftarget"], download=True),
                    words.SITE["size"].format(size=size),
                ]
                link.replace_self(nodes.raw("", tag("span", html), format="html"))
            elif file in FILES:
                link.replace_self(nodes.Text(link.astext() + words.SITE["withheld"]))


def write(app: Sphinx, exception: Exception | None) -> None:
    if not exception and app.builder.name == "html":
        (Path(app.outdir) / FOLDER).mkdir(parents=True, exist_ok=True)
        for file in given(app.config):
            (Path(app.outdir) / file).write_bytes(made(file, app.config.html_baseurl))


def setup(app: Sphinx) -> None:
    app.add_config_value("answer_keys", True, "html", [bool])
    app.add_post_transform(Offer)
    app.connect("build-finished", write, priority=950)  # when pages have been made light: a file stays as it is

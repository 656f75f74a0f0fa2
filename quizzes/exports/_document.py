"""A quiz as a document to edit: its questions in the order of the book, then a key with all that the book says of each.

The document is plain HTML, lists and tables that mean what they look like, and Pandoc turns it into what a teacher
edits.  Pandoc comes with ``pypandoc_binary``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import lxml.html
from lxml.html.builder import E

from quizzes import words
from quizzes.exports import Asked, AskedError, Lost, Made, carry
from quizzes.exports.paper import Form, Numbered, Tests, keys
from quizzes.itemtypes import Feedback
from quizzes.itemtypes.base import LETTERS
from quizzes.itemtypes.paper import Room
from quizzes.markup import Html, escape, tag
from quizzes.samples import partial
from quizzes.text import block, inline

SAY = words.DOCUMENT
LINE = "_" * 40
KEY = "key"
WIDTHS = (8, 52, 12, 28)  # of the columns of the key, in hundredths
MOST = 6  # lines for a long answer; who edits has the return key


def export(asked: Asked, suffix: str, convert: Callable[[Asked, str, str], bytes], counts: bool = True) -> Made:
    """The document of these chapters in the format that `convert` makes of what was asked, a title and HTML; `counts`
    says whether its lists count by letters themselves."""
    drafts = Drafts(asked)
    form = drafts.whole()
    if not form.questions:
        raise AskedError("no question of these chapters has a shape for paper")
    data = convert(asked, drafts.title, simple(drafts.document(form), counts))
    names = [bank.chapter for _, bank in asked.banks]
    of = [] if len(names) == len(asked.content.banks()) > 1 else names
    count = len(form.questions)
    said = f"{count} question{'s' * (count != 1)} with {'their' if count != 1 else 'its'} key, {words.size(len(data))}"
    return Made(data, said, [*dict.fromkeys(drafts.lost)], "-".join(["zero-tolerance", *of]) + suffix)


def pandoc(html: str, to: str, arguments: Sequence[str] = ()) -> bytes:
    """HTML as Pandoc writes it in another format; `AskedError` where it is not installed."""
    try:
        import pypandoc
    except ImportError:
        raise AskedError("documents need Pandoc, which is not installed: run 'make tools'") from None
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "document")
        pypandoc.convert_text(html, to, format="html", outputfile=str(made), extra_args=["--wrap=none", *arguments])
        return made.read_bytes()


class Drafts(Tests):
    """Makes the HTML of a document, and gathers what it can't carry."""

    words = SAY

    def whole(self) -> Form:
        """All questions in the order of the book, each as it stands there."""
        made, lost = carry(self.asked, lambda placed: (placed, placed.item.to_paper()))
        self.lost += lost
        groups: dict[str, list[Numbered]] = {}
        for number, (placed, body) in enumerate(made, 1):
            groups.setdefault(placed.listed.id, []).append(Numbered(number, placed, body))
            if partial(placed.item.scheme()) is not None and any(room.key for room in body.rooms):
                kind = placed.item.type  # type: ignore[attr-defined]
                self.lost.append(Lost(placed.item.id, kind, *words.DOCUMENT_LOST["partial"]))
        return Form("", [(group[0].placed.listed, group) for group in groups.values()])

    def document(self, form: Form) -> Html:
        count = words.PAPER["one" if len(form.questions) == 1 else "count"].format(
            count=len(form.questions), points=words.points(form.points)
        )
        body = [
            tag("p", SAY["from"]),
            tag("p", " ".join(f"{words.PAPER[name]}: {'_' * 20}" for name in ("name", "class", "date"))),
            tag("p", count),
            *(self._asked(*group) for group in form.groups),
            tag("h2", words.PAPER["key"], id=KEY),
            tag("p", words.PAPER["key-points"]),
            tag("p", words.PAPER["key-open"]),
            keys(form),
            tag("h2", words.PAPER["reasons"]),
            *(self._solved(one) for one in form.questions),
        ]
        return Html("").join(body)

    def _asked(self, listed: Any, group: Sequence[Numbered]) -> Html:
        material = self.material(listed)
        first, last = group[0].number, group[-1].number
        head = words.PAPER["number"].format(n=first) if first == last else None
        head = head or words.PAPER["material"].format(first=first, last=last)
        before = [tag("h3", head), material] if material else []
        return Html("").join([*before, *(self._one(one) for one in group)])

    def _one(self, one: Numbered) -> Html:
        item = one.placed.item
        asks = one.body.asks or item.instruction
        worth = f"{words.PAPER['number'].format(n=one.number)} ({words.points(item.points)})"
        pieces = [tag("h3", worth), tag("p", inline(item.stem)), tag("p", tag("em", asks)) if asks else None]
        return Html("").join([*pieces, one.body.face, *map(_line, one.body.rooms)])

    def _solved(self, one: Numbered) -> Html:
        item = one.placed.item
        told: list[Feedback] = []

        def say(feedback: Feedback) -> Html:
            told.append(feedback)
            return self.said(feedback)

        solved = item.solved(say)
        others = self.others(feedback for feedback in item.feedback() if feedback not in told)
        pieces = [
            tag("h3", f"{words.PAPER['number'].format(n=one.number)} ({item.id})"),
            solved,
            [tag("p", tag("b", SAY["others"])), others] if others else None,
            tag("p", tag("b", words.PAPER["why"])),
            block(item.rationale),
            [tag("p", tag("b", SAY["hint"]), " ", inline(hint)) for hint in item.hints],
            tag("p", tag("b", words.PAPER["rests"]), " ", self.cited(item.sources(self.evidence))),
            tag("p", self.read(item, one.placed.bank)),
        ]
        return tag("div", pieces)


def _line(room: Room) -> Html:
    """Room to write in, where a mark beside a letter is not enough."""
    if room.marks and not room.label:
        return Html("")
    label = escape(f"{room.label}:" if room.label else SAY["answer"])
    if room.lines:
        return Html("").join([tag("p", label), *(tag("p", LINE) for _ in range(min(room.lines, MOST)))])
    return tag("p", label, " ", LINE[: 8 if room.line == "letter" or room.marks else None], f" {room.unit}".rstrip())


def simple(html: str, counts: bool) -> str:
    """HTML whose lettered and numbered rows are lists that count by themselves, if these do, and whose marks are words;
    in a cell of a table all stands on one line."""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    for rows in root.xpath('.//ul[contains(@class, "i-rows")]'):
        letters = [row.find('span[@class="i-letter"]') for row in rows]
        marks = [None if letter is None else letter.text for letter in letters]
        kind = next((kind for kind, marked in _counted(len(marks)) if marked == marks), None)
        if kind == "1" or (kind and counts):
            rows.tag, rows.attrib["type"] = "ol", kind
            for letter in letters:
                letter.drop_tree()
        for letter in letters if not kind or not (kind == "1" or counts) else ():
            if letter is not None:
                letter.tag, letter.text = "b", f"{letter.text}." if letter.text in LETTERS else letter.text
    for blank in root.xpath('.//*[contains(@class, "i-blank")]'):
        blank.text = LINE[:12]
    for said in root.xpath('.//div[@class="i-said"]'):
        said.addprevious(E.br())
        said.drop_tag()
    for table in root.iter("table"):
        table.insert(0, E.colgroup(*(E.col(width=f"{width}%") for width in WIDTHS)))
    for cell in root.xpath(".//tbody//th"):  # a first column of headings is more than Markdown's tables have
        cell.tag = "td"
    for note in root.xpath(".//td//p"):
        note.text = f" · {note.text or ''}"
        note.drop_tag()
    return str(lxml.html.tostring(root, encoding="unicode"))


def _counted(length: int) -> list[tuple[str, list[str]]]:
    return [("A", list(LETTERS[:length])), ("1", [str(n) for n in range(1, length + 1)])]

"""What formats share that have a line of text for each question: what it asks in plain text, spreadsheets, and what a
line has no room for."""

from __future__ import annotations

import argparse
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

import lxml.html

from quizzes import words
from quizzes.exports import Asked, AskedError, Lost, Made, Placed, carry
from quizzes.itemtypes.bare import Bare
from quizzes.markup import Html
from quizzes.repeatable import EARLIEST, zipped
from quizzes.text import plain

LOST = words.LINES_LOST
Cell = str | int
TIMES = (5, 10, 20, 30, 60, 90, 120, 240)
TIME = 60


def arguments(parser: argparse.ArgumentParser) -> None:
    """The option of programs that give a question its time."""
    parser.add_argument("--time", type=int, choices=TIMES, default=TIME, help=f"seconds for a question ({TIME})")


class Room:
    """What a format has room for, and how it writes it: `row` says it, or raises `NotImplementedError` with what the
    item would need."""

    partial = False
    """Whether the program gives a part of the points."""

    reasons = False
    """Whether it has a place for the rationale and the sources."""

    def __init__(self, asked: Asked):
        self.asked, self.evidence = asked, asked.content.evidence

    def row(self, placed: Placed, bare: Bare) -> Sequence[Cell]:
        raise NotImplementedError

    def lost(self, placed: Placed, bare: Bare) -> Iterator[str]:
        """Parts that the format can't carry, as keys of `quizzes.words.LINES_LOST`."""
        item = placed.item
        yield "feedback"
        if not self.reasons:
            yield "reasons"
        if item.hints:
            yield "hints"
        if item.points != 1:
            yield "points"
        if bare.kind in ("several", "pairs", "order"):
            yield "partial"

    def asks(self, placed: Placed) -> str:
        """The stem, behind what its set shares."""
        shared = placed.listed.preface(self.evidence)
        stem = plain(placed.item.stem)
        return f"{_text(shared)} {stem}" if shared else stem

    def why(self, placed: Placed) -> str:
        """The rationale and its sources."""
        labels = ", ".join(
            plain(one) for one in dict.fromkeys(self.evidence.labels(placed.item.sources(self.evidence)))
        )
        return f"{plain(placed.item.rationale)} {words.PAGE['sources']} {labels}"

    def rows(self) -> tuple[list[Sequence[Cell]], list[Lost]]:
        """The lines of all items that fit, and what was lost."""
        parts: list[Lost] = []

        def make(placed: Placed) -> Sequence[Cell]:
            item = placed.item
            bare = item.to_bare()
            row = self.row(placed, bare)
            kind = item.type  # type: ignore[attr-defined]
            parts.extend(Lost(item.id, kind, *LOST[key]) for key in self.lost(placed, bare))
            return row

        made, lost = carry(self.asked, make)
        if not made:
            raise AskedError("no question of these chapters fits into this format; the others can hold more")
        return made, [*lost, *parts]


def said(count: int, size: int) -> str:
    return f"{count} question{'s' * (count != 1)}, {words.size(size)}"


def sheet(asked: Asked, room: Room, lines: Callable[[list[Sequence[Cell]]], list[Sequence[Cell]]], title: str) -> Made:
    """A workbook with the lines that are made of the rows, the same bytes for the same items and day."""
    rows, lost = room.rows()
    data = workbook(lines(rows), title, asked.epoch)
    return Made(data, said(len(rows), len(data)), lost)


def workbook(rows: Sequence[Sequence[Cell]], title: str, epoch: int | None) -> bytes:
    """A workbook with one sheet; text in it is text, also where it would begin a formula."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    page.title = title
    for n, row in enumerate(rows, 1):
        for m, value in enumerate(row, 1):
            if value != "":
                cell = page.cell(n, m, value)
                cell.data_type = "s" if isinstance(value, str) else "n"
    when = datetime(*EARLIEST) if epoch is None else datetime.fromtimestamp(epoch, UTC).replace(tzinfo=None)
    book.properties.created = book.properties.modified = when
    made = io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    stamp = when.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    about = lxml.etree.fromstring(parts["docProps/core.xml"])
    for one in about:
        if one.tag.endswith("}modified"):  # openpyxl writes the moment of saving
            one.text = stamp.decode()
    parts["docProps/core.xml"] = lxml.etree.tostring(about)
    return zipped(parts)


def _text(shared: Html) -> str:
    """HTML as one line; cells of a table are parted."""
    root = lxml.html.fragment_fromstring(shared, create_parent="div")
    for cell in root.iter("td", "th", "p", "figcaption", "caption"):
        cell.tail = f"{';' if cell.tag in ('td', 'th') else ''} {cell.tail or ''}"
    return " ".join(root.text_content().split())

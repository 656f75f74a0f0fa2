"""Exports: the items of the book in the formats of other programs.

A format is one module, found by its name.  It holds the envelope alone: what an item says in it, the item's own type
says.  A format's module has

* `FILE`, the name of the file that it makes;
* ``export(asked: Asked) -> Made``, which makes that file in memory.

What a format can't carry is no error and no silence: it is listed, item by item.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, TypeVar

from quizzes.content import Content
from quizzes.forms import Bank
from quizzes.itemtypes import Item, Listed
from quizzes.problems import did_you_mean
from quizzes.repeatable import write
from quizzes.yamlfile import Document

T = TypeVar("T")


class AddressError(ValueError):
    """Why a text is no address of a site, in a sentence."""


class Lost(NamedTuple):
    """What a format can't carry of an item."""

    item: str
    type: str
    what: str


class Made(NamedTuple):
    """A file, what is in it in words, and what is not."""

    data: bytes
    said: str
    lost: list[Lost]


class Placed(NamedTuple):
    """An item, what its bank lists it under (itself, or a set), and the bank with its number in the book."""

    item: Item
    listed: Listed
    bank: Bank
    number: int


class Asked:
    """What is to be exported: the items of these chapters, or of all if none is named.

    `site` is the address of the built book with a slash at its end, or empty; `epoch` the day that the file bears.
    `KeyError` for a chapter that has no quiz.
    """

    def __init__(self, content: Content, chapters: Sequence[str] = (), site: str = "", epoch: int | None = None):
        self.content, self.site, self.epoch = content, site, epoch
        banks = content.banks()
        known = [bank.chapter for bank in banks]
        for chapter in chapters:
            if chapter not in known:
                hint = did_you_mean(chapter, known, f"there are: {', '.join(known)}")
                raise KeyError(f"there is no quiz '{chapter}'; {hint}")
        self.banks = [
            (number, bank) for number, bank in enumerate(banks, 1) if not chapters or bank.chapter in chapters
        ]

    def placed(self) -> Iterator[Placed]:
        """Every item, in the order of the book."""
        for number, bank in self.banks:
            for listed in bank.items:
                for leaf in listed.leaves():
                    yield Placed(leaf, listed, bank, number)


def carry(asked: Asked, make: Callable[[Placed], T]) -> tuple[list[T], list[Lost]]:
    """What `make` makes of each item.  A type that does not say what the format asks of it is lost with a reason."""
    made, lost = [], []
    for one in asked.placed():
        try:
            made.append(make(one))
        except NotImplementedError as error:
            lost.append(Lost(one.item.id, one.item.type, f"the whole item: {error}"))  # type: ignore[attr-defined]
    return made, lost


def formats() -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def export(name: str, asked: Asked, to: Path | None = None) -> tuple[Path, Made]:
    """Make the file of a format and write it: to `to`, into the folder `to`, or here.

    It is made first and written then: after a `KeyError` or an `OSError` the file that was there is still there.
    """
    if name not in formats():
        hint = did_you_mean(name, formats(), f"there are: {', '.join(formats())}")
        raise KeyError(f"there is no format '{name}'; {hint}")
    format_ = import_module(f"{__name__}.{name}")
    made = format_.export(asked)
    to = Path(format_.FILE) if to is None else to / format_.FILE if to.is_dir() else to
    write(made.data, to)
    return to, made


def table(lost: Sequence[Lost]) -> str:
    """What was lost, for a terminal."""
    rows = [("item", "type", "left out"), *lost]
    widths = [max(len(row[n]) for row in rows) for n in (0, 1)]
    return "\n".join(f"{item:<{widths[0]}}  {kind:<{widths[1]}}  {what}" for item, kind, what in rows)


def address(site: str) -> str:
    """An address of the web with a slash at its end, or nothing; `AddressError` for anything else."""
    if site and not site.startswith(("https://", "http://")):
        raise AddressError(f"'{site}' is no address of a site; write it as https://example.org/book/")
    return site if site.endswith("/") or not site else f"{site}/"


def configured(root: Path) -> str:
    """The address of the site, from the `_config.yml` of the book; empty if there is none."""
    path = root / "_config.yml"
    return str(Document(path, path.name).data.get("html", {}).get("baseurl") or "") if path.is_file() else ""

"""Exports: the items of the book in the formats of other programs.

A format is one module, found by its name.  It holds the envelope alone: what an item says in it, the item's own type
says.  A format's module has

* `FILE`, the name of the file that it makes, or of the folder if it makes several;
* ``export(asked: Asked) -> Made``, which makes that in memory;
* if it has options of its own, ``arguments(parser)``, which declares them; `Asked.options` then has them.

What a format can't carry is no error and no silence: it is listed, on the terminal and, item by item, in
``report.json`` beside the file.  What a format makes, it checks itself, and raises `UnfitError` before anything is
written.
"""

from __future__ import annotations

import argparse
import json
import pkgutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from quizzes.content import Content
from quizzes.forms import Bank
from quizzes.itemtypes import Item, Listed
from quizzes.problems import did_you_mean
from quizzes.repeatable import write_all
from quizzes.yamlfile import Document

T = TypeVar("T")


class AddressError(ValueError):
    """Why a text is no address of a site, in a sentence."""


class AskedError(ValueError):
    """Why what was asked for can't be made, in a sentence."""


class UnfitError(ValueError):
    """What is wrong with a file that was made and is not written."""


WHOLE = "the whole item"
REPORT = "report.json"


class Lost(NamedTuple):
    """What a format can't carry of an item: which part, or `WHOLE`, and how."""

    item: str
    type: str
    part: str
    how: str


class Made(NamedTuple):
    """A file, or several by their names; what is in it in words, and what is not; its name if that is another than
    `FILE`."""

    data: bytes | Mapping[str, bytes]
    said: str
    lost: list[Lost]
    file: str = ""


class Placed(NamedTuple):
    """An item, what its bank lists it under (itself, or a set), and the bank with its number in the book."""

    item: Item
    listed: Listed
    bank: Bank
    number: int


class Asked:
    """What is to be exported: the items of these chapters, or of all if none is named.

    `site` is the address of the built book with a slash at its end, or empty; `epoch` the day that the file bears;
    `options` those of the format, by name.  `KeyError` for a chapter that has no quiz.
    """

    def __init__(
        self,
        content: Content,
        chapters: Sequence[str] = (),
        site: str = "",
        epoch: int | None = None,
        options: Mapping[str, Any] = MappingProxyType({}),
    ):
        self.content, self.site, self.epoch, self.options = content, site, epoch, options
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
            lost.append(Lost(one.item.id, one.item.type, WHOLE, str(error)))  # type: ignore[attr-defined]
    return made, lost


def formats() -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))


def declare(words: Sequence[str], parser: argparse.ArgumentParser) -> None:
    """Give the parser the options of the format that a command line names, if it has any."""
    named = next((word for word in words if word in formats()), None)
    options = getattr(import_module(f"{__name__}.{named}"), "arguments", None) if named else None
    if options:
        options(parser)


def export(name: str, asked: Asked, to: Path | None = None) -> tuple[Path, Made]:
    """Make the file of a format and write it, with the report: to `to`, into the folder `to`, or here.  Several files
    go into the folder `to`, or into one here that bears the format's name.

    All are made first and written then: after a `KeyError`, `OSError`, `AskedError` or `UnfitError` what was there is
    still there.
    """
    if name not in formats():
        hint = did_you_mean(name, formats(), f"there are: {', '.join(formats())}")
        raise KeyError(f"there is no format '{name}'; {hint}")
    format_ = import_module(f"{__name__}.{name}")
    made = format_.export(asked)
    file = made.file or format_.FILE
    to = Path(file) if to is None else to
    if not isinstance(made.data, bytes):
        to.mkdir(parents=True, exist_ok=True)
        told = report(to / REPORT, name, {"files": sorted(made.data)}, made)
        write_all({to / one: data for one, data in made.data.items()} | {to / REPORT: told.encode()})
        return to, made
    if to.is_dir() or not (to.suffix or to.exists()):
        to.mkdir(parents=True, exist_ok=True)
        to /= file
    told = to.with_name(REPORT)
    write_all({to: made.data, told: report(told, name, {"file": to.name}, made).encode()})
    return to, made


def report(path: Path, name: str, which: Mapping[str, Any], made: Made) -> str:
    """What a format did not carry, item by item, and which file it made, beside what the report that is there already
    says of other formats."""
    try:
        known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        known["formats"] = known.get("formats", {}) | {name: {**which, "lost": [*map(Lost._asdict, made.lost)]}}
    except (ValueError, TypeError, AttributeError):
        raise UnfitError(f"{path} is there and is no report of exports; take it away, or name another folder") from None
    return json.dumps(known, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def table(lost: Sequence[Lost]) -> str:
    """What was lost, for a terminal: each item that is left out, and of lost parts how many items lose them."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for one in lost:
        groups[one.type, one.part, one.how, one.item if one.part == WHOLE else ""].append(one.item)
    rows = [("item", "type", "left out")]
    for (kind, part, how, _), items in groups.items():
        count = len({*items})
        rows.append((items[0] if count == 1 else f"{count} items", kind, f"{part}: {how}"))
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

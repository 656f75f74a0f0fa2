"""The items that answers can be to, and what a response in a file means to them.

An item is known by its id, or by its stem standing in a heading.  An option is known by its id, by the letter that it
bears wherever the book's items are shown or exported, or by its text; several may stand together in one cell.  Items
that the banks do not have are known by a key that the teacher gives.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from quizzes import scoring, words
from quizzes.forms import Bank
from quizzes.itemtypes import Item
from quizzes.text import plain

SHORTEST = 15  # letters of a stem that is looked for within a heading
BLANK = frozenset({"", "-", "\N{EN DASH}", "\N{EM DASH}", "na", "n/a", "nan", "none", "null"})


class Meant(NamedTuple):
    """What a response means: what it earns (None for none given), and the options or words that were chosen."""

    mark: float | None
    chosen: tuple[str, ...] = ()


class Option(NamedTuple):
    """An option as the report names it."""

    id: str
    name: str
    key: bool
    misconception: str | None = None


class KnownItem:
    """An item with a key."""

    id: str
    title: str
    most: float | None = None
    options: Mapping[str, Option]
    bank: Bank | None = None
    objective: str | None = None
    section: str | None = None
    counted: bool = True
    """False for what no machine marks: it takes no part in the statistics."""

    def meaning(self, response: str) -> Meant:
        """`ValueError` says why the response can't be marked."""
        raise NotImplementedError


class BankItem(KnownItem):
    """An item of the book."""

    def __init__(self, item: Item, bank: Bank):
        self.item, self.bank, self.scheme = item, bank, item.scheme()
        self.id, self.title, self.most = item.id, plain(item.stem), float(item.points)
        self.objective, self.section = item.objective, item.section
        self.kind = scoring.kind_of(self.scheme)
        self.counted = self.kind != "open"
        self.options = {one.id: one for one in self._options()} if self.kind in ("single", "multiple") else {}
        letters = {option.id: letter for letter, option in getattr(item, "lettered", ())}
        self.names = {alike(option.name): key for key, option in self.options.items()}
        self.names |= {alike(letters[key]): key for key in letters} | {alike(key): key for key in self.options}

    def _options(self) -> Iterator[Option]:
        correct = self.scheme["correct"]
        wrong = getattr(self.item, "misconception", None)
        believed = {option.id: option.misconception for option in getattr(self.item, "options", ())}
        named = {one.part: plain(one.about) for one in self.item.feedback()}
        for key in self.scheme["options"]:
            right = key in correct if isinstance(correct, list) else key == correct
            yield Option(
                key, named.get(key, words.PAGE.get(key, key)), right, believed.get(key, None if right else wrong)
            )

    def meaning(self, response: str) -> Meant:
        given: scoring.Response = response
        if self.kind in ("single", "multiple"):
            chosen = self._chosen(response)
            if self.kind == "single" and len(chosen) > 1:
                raise ValueError(words.REPORT_WHY["several"])
            given = chosen[0] if self.kind == "single" else chosen
        elif self.kind not in ("text", "number"):
            chosen = []
            try:
                given = json.loads(response)
            except ValueError:
                raise ValueError(words.REPORT_WHY["parts"]) from None
        else:
            chosen = [" ".join(response.split()).casefold()]
        try:
            mark = self.item.mark(given)
        except (scoring.ResponseError, TypeError, AttributeError):
            if self.kind == "number":  # typed, and no number: that is an answer, and a wrong one
                return Meant(0.0, tuple(chosen))
            raise ValueError(words.REPORT_WHY["unknown"]) from None
        return Meant(None if mark.state == "not-attempted" else float(mark.score), tuple(chosen))

    def _chosen(self, response: str) -> list[str]:
        """The options in a cell, in the order of the item: `A; C`, `["one", "two"]`, or their texts one behind the
        other, since a text may hold the very sign that parts two of them."""
        rest, found = alike(response), set()
        if rest in self.names:
            return [self.names[rest]]
        longest = sorted(self.names, key=len, reverse=True)
        while rest:
            name = next((one for one in longest if rest == one or rest.startswith(f"{one} ")), None)
            if name is None:
                raise ValueError(words.REPORT_WHY["unknown"])
            found.add(self.names[name])
            rest = rest[len(name) + 1 :]
        return [key for key in self.options if key in found]


class KeyedItem(KnownItem):
    """An item that the banks do not have, with the right response as a teacher's key gives it."""

    def __init__(self, name: str, right: Iterable[str]):
        self.id = self.title = name
        self.right = {_folded(one): one for one in right}
        self.most = 1.0
        self.options = {}

    def meaning(self, response: str) -> Meant:
        given = _folded(response)
        return Meant(float(given in self.right), (self.right.get(given, " ".join(response.split())),))


class Known:
    """The items of the banks, and those of a key."""

    def __init__(
        self, banks: Iterable[Bank], key: Mapping[str, Iterable[str]] | None = None, blank: Iterable[str] = ()
    ):
        self.items: dict[str, KnownItem] = {leaf.id: BankItem(leaf, bank) for bank in banks for leaf in bank.leaves}
        self.items |= {name: KeyedItem(name, right) for name, right in (key or {}).items()}
        self.blank = BLANK | {one.strip().casefold() for one in blank}
        self.by_name = {alike(name): item for name, item in self.items.items()}
        stems = {alike(item.title): item for item in self.items.values() if item.bank}
        self.stems = sorted(
            ((stem, item) for stem, item in stems.items() if len(stem) >= SHORTEST), key=lambda s: -len(s[0])
        )

    def find(self, heading: str) -> KnownItem | None:
        """The item under a heading: its id, or a text in which its stem stands (the longest, if several do)."""
        said = alike(heading)
        if said in self.by_name:
            return self.by_name[said]
        return next((item for stem, item in self.stems if stem in said), None)

    def is_blank(self, response: str | None) -> bool:
        return response is None or response.strip().casefold() in self.blank


def alike(text: str) -> str:
    """What two writings of the same words have in common: letters, digits and the signs of numbers."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", folded)) or folded.strip()


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())

"""What a rule of the linter is: a promise to readers, kept by one function, and what that function may look at.

A promise about single items that an item may have good reason not to keep is a ``@rule``; such an item names it::

    exceptions:
      stems-say-what-is: what a source cannot show is what is asked
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, wraps
from pathlib import Path
from typing import Any, NamedTuple

from quizzes.chapters import Chapter, pages
from quizzes.claims import Agency, Evidence, Person
from quizzes.content import Content
from quizzes.events import Timeline
from quizzes.forms import Bank
from quizzes.itemtypes import Item
from quizzes.problems import ContentError, Problem, did_you_mean
from quizzes.slideshow import Slideshow
from quizzes.yamlfile import Document

Place = tuple[str | int, ...]


class Placed(NamedTuple):
    """An item and where it stands; `data` is what its author wrote, `lists` every list in it of things with an id
    (options, prompts, entries), those inside gaps too, each with its place."""

    item: Any  # an `Item`, or in `Whole.listed` a set of them
    bank: Bank
    document: Document
    path: Place
    data: dict[str, Any]
    lists: list[tuple[Place, list[dict[str, Any]]]]

    def at(self, field: Place, wrong: str, write: str) -> Problem:
        return self.document.at((*self.path, *field), wrong, write)


def _lists(data: Any, place: Place) -> Iterator[tuple[Place, list[dict[str, Any]]]]:
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        if isinstance(value, list) and value and all(isinstance(one, dict) and "id" in one for one in value):
            yield (*place, key), value
        yield from _lists(value, (*place, key))


class Whole:
    """Everything that the checks look at, read once.  What can't be read is in `problems`, and left out."""

    def __init__(self, content: Content, book: Path):
        self.content, self.book = content, book
        self.evidence: Evidence = content.evidence
        self.problems: list[Problem] = []
        files = {path.relative_to(book).with_suffix("").as_posix(): path for path in pages(book)}
        self.chapters: dict[str, Chapter] = dict(self._read(files, lambda path: Chapter(path, book)))
        self.banks: dict[str, Bank] = dict(self._read(self._files("bank"), content.bank))
        self.timelines: dict[str, Timeline] = dict(self._read(self._files("timelines"), content.timeline))
        self.slideshows: dict[str, Slideshow] = dict(self._read(self._files("slides"), content.slideshow))
        self.problems += self.evidence.problems

    def _files(self, folder: str) -> dict[str, str]:
        return {name: name for name in self.content.chapters(folder)}

    def _read(self, files: dict[str, Any], read: Callable[[Any], Any]) -> Iterator[tuple[str, Any]]:
        for name, file in files.items():
            try:
                yield name, read(file)
            except ContentError as error:
                self.problems += error.problems

    @cached_property
    def listed(self) -> list[Placed]:
        """What the banks list: items, and source sets, each followed by its items."""
        return [placed for name, bank in self.banks.items() for placed in self._placed(name, bank)]

    @cached_property
    def items(self) -> list[Placed]:
        """All that is answered by itself."""
        return [placed for placed in self.listed if isinstance(placed.item, Item)]

    def _placed(self, name: str, bank: Bank) -> Iterator[Placed]:
        document = self.content.document("bank", name)
        for n, item in enumerate(bank.items):
            data = document.data["items"][n]
            yield Placed(item, bank, document, ("items", n), data, list(_lists(data, ())))
            for m, leaf in enumerate(item.leaves()):
                if leaf is not item:
                    inner = data["items"][m]
                    yield Placed(leaf, bank, document, ("items", n, "items", m), inner, list(_lists(inner, ())))

    @cached_property
    def actors(self) -> dict[str, Person | Agency]:
        return {**self.evidence.people, **self.evidence.agencies}

    def claims_exist(self, document: Document, path: Place, claims: list[str]) -> Iterator[Problem]:
        for n, claim in enumerate(claims):
            if claim not in self.evidence.claims:
                hint = did_you_mean(claim, self.evidence.claims, "add it under evidence/claims")
                yield document.at((*path, n), f"there is no claim '{claim}'", hint)

    def chapter_exists(self, document: Document, name: str) -> Iterator[Problem]:
        if name not in self.chapters:
            hint = did_you_mean(name, self.chapters, f"add book/{name}.ipynb")
            yield document.at(("chapter",), f"there is no chapter '{name}'", hint)


class Promise(NamedTuple):
    """One rule: its name, what it promises, what it looks at, and the function that finds what breaks it."""

    name: str
    says: str
    scope: str
    check: Callable[[Whole], Iterable[Problem]]


PROMISES: list[Promise] = []


def promise(check: Callable[[Whole], Iterable[Problem]]) -> Callable[[Whole], Iterable[Problem]]:
    """Enter a function among the promises: its name, its docstring and its module say what it is for."""
    says = " ".join((check.__doc__ or "").split())
    PROMISES.append(Promise(_name(check), says, check.__module__.rsplit(".", 1)[-1], check))
    return check


def _name(check: Callable[..., Any]) -> str:
    return check.__name__.replace("_", "-")


Slip = tuple[Place, str, str]
"""Where in an item, what is wrong, what to write."""

RULES: dict[str, Callable[[Whole, Placed], Iterable[Slip]]] = {}
"""The promises from which an item may except itself, by the names that ``exceptions`` use."""


def rule(check: Callable[[Placed], Iterable[Slip]]) -> Callable[[Placed], Iterable[Slip]]:
    """Enter a function that looks at one item among the promises, and among what items may except themselves from."""

    @wraps(check)
    def over_all(whole: Whole) -> Iterator[tuple[Placed, Slip]]:
        return ((placed, slip) for placed in whole.items for slip in check(placed))

    rule_of_all(over_all)
    RULES[_name(check)] = lambda whole, placed: check(placed)
    return check


def rule_of_all(check: Callable[[Whole], Iterable[tuple[Placed, Slip]]]) -> None:
    """The same for a function that looks at all items together."""
    name = _name(check)
    RULES[name] = lambda whole, placed: (slip for found, slip in check(whole) if found.item is placed.item)

    @wraps(check)
    def unless_excepted(whole: Whole) -> Iterator[Problem]:
        for placed, (field, wrong, write) in check(whole):
            if name not in placed.item.exceptions:
                yield placed.at(field, wrong, f"{write}, or give a reason under 'exceptions: {{{name}: …}}'")

    promise(unless_excepted)

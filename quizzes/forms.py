"""The item bank of a chapter, and the forms made of it: the quiz at its end, and single items between sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from pydantic import Field, model_validator

from quizzes.itemtypes import AnyItem, Item, Listed
from quizzes.problems import RecordError, did_you_mean
from quizzes.record import Id, Record, Text
from quizzes.states import MODES, Mode
from quizzes.text import plain
from quizzes.yamlfile import Path_


class Bank(Record):
    """One file of ``bank/``: all items of a chapter."""

    chapter: Id = Field(description="the stem of the chapter's notebook")
    title: Text
    objectives: Annotated[dict[Id, Text], Field(min_length=1)] = Field(description="what a learner can do afterwards")
    misconceptions: dict[Id, Text] = Field({}, description="what readers may wrongly believe, by the id in the items")
    quiz: list[Id] = Field(description="the items of the quiz at the chapter's end, in order")
    checks: list[Id] = Field([], description="items that stand alone between sections")
    before: list[Id] = Field(
        [], max_length=3, description="three items of the quiz that can be asked before reading, and again after it"
    )
    mode: Mode = Field(
        "each",
        description="each: every item is checked by itself; end: all at the end, as often as one likes; exam: no hint "
        "and no feedback until it is handed in, once; practice: each item until it is right, or given up",
    )
    items: Annotated[list[AnyItem], Field(min_length=1)]

    @model_validator(mode="after")
    def _resolve(self) -> Bank:
        if faults := [*self._ids_resolve(), *self._before_resolves(), *self._objectives_resolve()]:
            raise RecordError(faults)
        return self

    def _ids_resolve(self) -> Iterator[tuple[Path_, str]]:
        ids = [item.id for item in self.items]
        seen: set[str] = set()
        for place, listed in self._placed():
            if listed.id in seen:
                yield (*place, "id"), f"two items have the id '{listed.id}'; give each its own"
            seen.add(listed.id)
        used = [((field, n), name) for field in ("quiz", "checks") for n, name in enumerate(getattr(self, field))]
        names = [name for _, name in used]
        for number, (place, name) in enumerate(used):
            if name not in ids:
                hint = did_you_mean(name, ids, "add the item, or take it off the list")
                yield place, f"the list names '{name}', but there is no such item; {hint}"
            elif name in names[:number]:
                yield place, f"'{name}' is listed twice under quiz and checks; list it once"
        for n, name in enumerate(ids):
            if name not in names:
                yield ("items", n, "id"), f"the item '{name}' is used nowhere; list it under quiz or checks"

    def _before_resolves(self) -> Iterator[tuple[Path_, str]]:
        fit = [leaf.id for item in self.items for leaf in item.recurring()]
        for n, name in enumerate(self.before):
            if name not in fit:
                hint = did_you_mean(name, fit, "name an item that stands alone and that a machine marks")
                yield ("before", n), f"'{name}' can't be asked before the chapter; {hint}"
            elif name in self.before[:n]:
                yield ("before", n), f"'{name}' is listed twice under before; list it once"

    def _objectives_resolve(self) -> Iterator[tuple[Path_, str]]:
        for place, item in self._placed():
            if isinstance(item, Item) and item.objective not in self.objectives:
                hint = did_you_mean(item.objective, self.objectives, "add it under objectives")
                wrong = f"the item '{item.id}' has the unknown objective '{item.objective}'"
                yield (*place, "objective"), f"{wrong}; {hint}"

    def _placed(self) -> Iterator[tuple[Path_, Listed]]:
        """What the bank lists, and what its sets hold, each with its place in the file."""
        for n, item in enumerate(self.items):
            yield ("items", n), item
            for m, leaf in enumerate(item.leaves()):
                if leaf is not item:
                    yield ("items", n, "items", m), leaf

    @property
    def leaves(self) -> list[Item]:
        """All that is answered and counted by itself, the items of sets among them."""
        return [leaf for listed in self.items for leaf in listed.leaves()]

    def item(self, key: str) -> Listed:
        """The item with this id; `KeyError` names the likely slip."""
        for item in self.items:
            if item.id == key:
                return item
            if any(leaf.id == key for leaf in item.leaves()):
                raise KeyError(f"'{key}' belongs to the set '{item.id}', without which it can't be read; name the set")
        ids = [item.id for item in self.items]
        raise KeyError(
            f"no item '{key}' in the bank '{self.chapter}'; {did_you_mean(key, ids, 'it has ' + ', '.join(ids))}"
        )

    def form(self, *keys: str, mode: Mode | None = None) -> ChapterForm:
        """The chapter's quiz in the bank's mode, or a form of the items named, each checked by itself; or in `mode`."""
        if mode is not None and mode not in MODES:
            raise ValueError(f"no mode '{mode}'; {did_you_mean(mode, MODES, 'write one of: ' + ', '.join(MODES))}")
        items = [self.item(key) for key in keys or self.quiz]
        return ChapterForm(self, items, whole=not keys, mode=mode or ("each" if keys else self.mode))


class Form:
    """The ordered items of one quiz: `items` as the bank lists them, `leaves` as they are answered and counted."""

    id: str
    title: str
    kind: str
    """What it is called on the page: ``quiz``, ``check``, ``review``; ``shelf`` for items that come back one by one."""
    kept: str | None = None
    """The name under which its answers are kept apart from those in the chapters."""
    groups: dict[str, str]
    """What the summary at the end is grouped by: titles by ids."""

    def __init__(self, items: Sequence[Listed], whole: bool, mode: Mode = "each"):
        self.items, self.whole, self.mode = [*items], whole, mode
        self.leaves: list[Item] = [leaf for item in items for leaf in item.leaves()]

    def group(self, item: Item) -> str:
        """The id of the group that an item belongs to."""
        raise NotImplementedError

    def section(self, item: Item) -> tuple[str, str | None]:
        """Where an item leads back to: the address, and the title where the page itself has no heading of it."""
        raise NotImplementedError

    @property
    def points(self) -> int:
        """All points that the form gives, those that readers give themselves too."""
        return sum(leaf.points for leaf in self.leaves)

    def __getitem__(self, key: str) -> Item:
        for leaf in self.leaves:
            if leaf.id == key:
                return leaf
        ids = [leaf.id for leaf in self.leaves]
        raise KeyError(f"no item '{key}' in this quiz; {did_you_mean(key, ids, 'it has ' + ', '.join(ids))}")


class ChapterForm(Form):
    """A chapter's quiz, or some of its items."""

    def __init__(self, bank: Bank, items: Sequence[Listed], whole: bool, mode: Mode = "each"):
        super().__init__(items, whole, mode)
        self.bank, self.title = bank, bank.title
        self.kind = "quiz" if whole else "check"
        self.id = bank.chapter if whole else "-".join([bank.chapter, *(item.id for item in items)])
        asked = {leaf.objective for leaf in self.leaves}
        self.groups = {key: plain(text) for key, text in bank.objectives.items() if key in asked}

    def group(self, item: Item) -> str:
        return item.objective

    def section(self, item: Item) -> tuple[str, None]:
        return f"#{item.section}", None

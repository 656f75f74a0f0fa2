"""Anki itself, without its windows: a collection in a folder, into which packages are imported as its program does."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from anki.collection import Card, Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from quizzes.claims import Evidence
from quizzes.content import home
from quizzes.exports import Asked, anki
from quizzes.forms import Bank
from quizzes.repeatable import write

DAY = 86_400


class Banks:
    """Content that is banks alone, with the book's evidence."""

    def __init__(self, *banks: Bank, evidence: Evidence | None = None):
        self.evidence, self._banks = evidence or home().evidence, banks

    def banks(self) -> list[Bank]:
        return [*self._banks]

    def headings(self, chapters: Iterable[str]) -> dict[str, dict[str, str]]:
        return {}


def package(to: Path, content: Any = None, **asked: Any) -> Path:
    """A package of the book's items, or of others, in a file."""
    write(anki.export(Asked(content or home(), **asked)).data, to)
    return to


class Learner:
    """Someone who has Anki."""

    def __init__(self, folder: Path):
        self.collection = Collection(str(folder / "collection.anki2"))

    def imports(self, package: Path, **options: Any) -> tuple[int, int]:
        """How many notes are new, and how many are updated; the options are those that the program begins with."""
        request = ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions(**options))
        log = self.collection.import_anki_package(request).log
        assert not log.conflicting
        return len(log.new), len(log.updated)

    @property
    def cards(self) -> dict[str, Card]:
        """The cards, by the ids of their items."""
        cards = [self.collection.get_card(key) for key in self.collection.find_cards("")]
        return {card.note()["Id"]: card for card in cards}

    @property
    def decks(self) -> list[str]:
        return [deck.name for deck in self.collection.decks.all_names_and_ids(skip_empty_default=True)]

    def knows(self, item: str) -> Card:
        """Answers a new card: "good"."""
        card = self.cards[item]
        card.start_timer()
        scheduler = self.collection.sched
        states = self.collection._backend.get_scheduling_states(card.id)
        scheduler.answer_card(scheduler.build_answer(card=card, states=states, rating=2))
        return self.cards[item]

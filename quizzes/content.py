"""All content of the project in one place: evidence, banks, timelines, slides.  Read when asked for, once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from quizzes.chapters import Chapter
from quizzes.claims import Evidence
from quizzes.events import Chronicle, Timeline, chronicle
from quizzes.forms import Bank
from quizzes.mixed import SEED, Review, review
from quizzes.problems import ContentError, Problem, did_you_mean
from quizzes.slideshow import Slideshow
from quizzes.words import CHRONICLE, PARTS
from quizzes.yamlfile import Document, validate

HOME = Path(__file__).parent
M = TypeVar("M", Bank, Timeline, Slideshow)


class Content:
    """The content below `root`: the package's own, or another folder of the same layout."""

    def __init__(self, root: Path = HOME):
        self.root = root
        self._read: dict[Path, tuple[Document, object]] = {}

    @cached_property
    def evidence(self) -> Evidence:
        return Evidence(self.root)

    def bank(self, chapter: str) -> Bank:
        """The bank of `chapter`; `ContentError` says what is wrong with its file."""
        return self._load(Bank, "bank", chapter)

    def review(self, letter: str, seed: int = SEED) -> Review:
        """A form drawn from all banks, in the order of the chapters."""
        banks = self.banks()
        return review(banks, letter, seed, self.headings([bank.chapter for bank in banks]))

    def banks(self) -> list[Bank]:
        """All banks, in the order of the chapters."""
        order, names = [*PARTS], self.chapters("bank")
        names.sort(key=lambda name: order.index(name) if name in order else len(order))
        return [self.bank(name) for name in names]

    def headings(self, chapters: Iterable[str]) -> dict[str, dict[str, str]]:
        """Headings of the chapters that stand beside the package, by their anchors: an installed one has no book."""
        paths = {name: self.root.parent / "book" / f"{name}.ipynb" for name in chapters}
        return {name: Chapter(path).headings for name, path in paths.items() if path.exists()}

    def timeline(self, chapter: str) -> Timeline:
        return self._load(Timeline, "timelines", chapter)

    def slideshow(self, chapter: str) -> Slideshow:
        return self._load(Slideshow, "slides", chapter)

    def chapter(self, name: str) -> Chapter:
        """The chapter's notebook, which stands beside the package; `ContentError` if there is none."""
        return Chapter(self.root.parent / "book" / f"{name}.ipynb")

    def chronicle(self, *chapters: str) -> Chronicle:
        """The events of these chapters as one timeline; of all chapters that have one, if none is named."""
        every = self.chapters("timelines")
        chosen = [self.timeline(chapter) for chapter in chapters or every]
        known = [self.timeline(chapter) for chapter in every] if any(line.also for line in chosen) else chosen
        return chronicle(chosen, known, **CHRONICLE)

    def chapters(self, folder: str) -> list[str]:
        """The chapters that have a file in ``bank``, ``timelines`` or ``slides``."""
        return sorted(path.stem for path in (self.root / folder).glob("*.yaml"))

    def document(self, folder: str, chapter: str) -> Document:
        return self._read[self.root / folder / f"{chapter}.yaml"][0]

    def _load(self, kind: type[M], folder: str, chapter: str) -> M:
        path = self.root / folder / f"{chapter}.yaml"
        if path not in self._read:
            name = f"{self.root.name}/{folder}/{chapter}.yaml"
            if not path.exists():
                hint = did_you_mean(chapter, self.chapters(folder), f"add {name}")
                raise ContentError([Problem(name, 1, "file", "there is no such file", hint)])
            document = Document(path, name)
            self._read[path] = (document, validate(document, kind))
        return self._read[path][1]  # type: ignore[return-value]


@cache
def home() -> Content:
    """The package's own content."""
    return Content()

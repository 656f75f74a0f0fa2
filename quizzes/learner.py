"""For those who read alone: what the pages of progress, spaced review and 'before and after' are told of the book.

They show what a browser keeps (`quizzes.states`), so their scripts make them; but what an item is, says and is worth is
rendered here, once: a catalogue of all items, and for each chapter a shelf with the HTML of those that may come back.

A browser learns of an item's memory from FSRS (``static/deck.js``).  How sure a reader was is weighed as Moodle does it
(certainty-based marking, after A. R. Gardner-Medwin, "Confidence assessment in the teaching of basic science", ALT-J 3
(1), 1995, pp. 80-85, https://doi.org/10.1080/0968776950030113): at the levels 1, 2 and 3 a right answer earns 1, 2 or
3, and another one 0, -2 or -6.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from quizzes import page
from quizzes.content import Content
from quizzes.forms import Bank, Form
from quizzes.itemtypes import Item
from quizzes.text import plain

CERTAINTY = {1: (1, 0), 2: (2, -2), 3: (3, -6)}
"""What a right answer and another one earn, at each level of certainty."""

# How rendered HTML leads into the book, and says what it cites, before it stands on a page of the site.
LINK = re.compile(r'(href|data-section)="((?:evidence/)?[\w-]+)\.(?:md|ipynb)#')
CLAIM = re.compile(r' data-claim="[a-z]-\d{3}"(?=[^<>]*>)')


class Shelf(Form):
    """The items of a bank that may come back, each by itself.  They lead back to their chapter."""

    kind = "shelf"

    def __init__(self, bank: Bank, headings: dict[str, str]):
        super().__init__([leaf for item in bank.items for leaf in item.recurring()], whole=False)
        self.id, self.title, self.headings = f"shelf-{bank.chapter}", bank.title, headings
        self.chapter, self.groups = bank.chapter, {bank.chapter: bank.title}

    def group(self, item: Item) -> str:
        return self.chapter

    def section(self, item: Item) -> tuple[str, str]:
        heading = self.headings.get(item.section)
        return f"{self.chapter}.ipynb#{item.section}", ": ".join(filter(None, [self.title, heading]))


class Shelves:
    """The shelves of all chapters, as scripts beside the pages."""

    def __init__(self, content: Content):
        self.content = content
        self.banks = {bank.chapter: bank for bank in content.banks()}
        self.headings = content.headings([*self.banks])
        self.shelves = {chapter: self._shelf(chapter) for chapter in self.banks}

    def _shelf(self, chapter: str) -> str:
        """A script that puts the HTML of a chapter's items where the page looks for it."""
        shelf = Shelf(self.banks[chapter], self.headings.get(chapter, {}))
        rendered = {item.id: _on_site(page.item(item, shelf, self.content.evidence)) for item in shelf.leaves}
        return f"shelf.put({_json(chapter)}, {_json(rendered)});\n"

    def catalogue(self) -> str:
        """A script that tells of all chapters and items; of a shelf it tells the address, which changes with it."""
        chapters = [
            {
                "id": chapter,
                "title": bank.title,
                "href": f"{chapter}.html",
                "shelf": f"{chapter}.js?v={hashlib.sha256(self.shelves[chapter].encode()).hexdigest()[:8]}",
                "objectives": {key: plain(text) for key, text in bank.objectives.items()},
                "before": bank.before,
            }
            for chapter, bank in self.banks.items()
        ]
        told = {"chapters": chapters, "items": [*self._items()], "certainty": CERTAINTY}
        return f"const catalogue = {_json(told)};\n"

    def _items(self) -> Iterator[dict[str, Any]]:
        """In the order in which a reader meets them: the checks between sections, then the quiz."""
        for chapter, bank in self.banks.items():
            headings = self.headings.get(chapter, {})
            again = {leaf.id for item in bank.items for leaf in item.recurring()}
            for leaf in (leaf for name in [*bank.checks, *bank.quiz] for leaf in bank.item(name).leaves()):
                yield {
                    "id": leaf.id,
                    "rev": leaf.revision,
                    "chapter": chapter,
                    "objective": leaf.objective,
                    "section": leaf.section,
                    "heading": headings.get(leaf.section, ""),
                    "stem": plain(leaf.stem),
                    "recurs": leaf.id in again,
                    "scheme": leaf.scheme(),
                }

    def files(self) -> dict[str, str]:
        """Every script, by its name."""
        return {f"{chapter}.js": shelf for chapter, shelf in self.shelves.items()} | {"catalogue.js": self.catalogue()}


def _on_site(html: str) -> str:
    """Links of an item as its page on the site has them; the small numbers of a chapter's notes are not there."""
    return CLAIM.sub("", LINK.sub(r'\1="\2.html#', html))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

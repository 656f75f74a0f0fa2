"""Where the book uses each claim: the sentences, figures, events and items that cite it, with links to them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from quizzes import words
from quizzes.chapters import Chapter, chapters
from quizzes.content import Content
from quizzes.itemtypes import Listed
from quizzes.text import plain, shorten


class Use(NamedTuple):
    """One use: what kind, in which file of ``book/``, its first words, the anchor, and its place on the page."""

    claim: str
    kind: str
    file: str
    text: str
    anchor: str
    place: int = 0


def uses(content: Content, book: Path) -> dict[str, list[Use]]:
    """Every use of every claim, reading and term, by its id, in the order of the chapters' pages."""
    found: dict[str, list[Use]] = defaultdict(list)
    order = [*words.PARTS]
    for chapter in sorted(chapters(book), key=lambda one: order.index(one.stem) if one.stem in order else -1):
        for use in _in(chapter, content):
            found[use.claim].append(use)
    return found


def anchor(claim: str, count: int) -> str:
    """The anchor of a chapter's citation of a claim: its `count`-th, from 1."""
    return f"cite-{claim}" if count == 1 else f"cite-{claim}-{count}"


def gloss(term: str) -> str:
    """The anchor of a chapter's link to a term."""
    return f"gloss-{term}"


def _in(chapter: Chapter, content: Content) -> Iterator[Use]:
    seen: Counter[str] = Counter()
    for link in chapter.terms:
        yield Use(link.term, "term", chapter.path.name, link.heading, gloss(link.term))
    for place, sentence in enumerate(chapter.sentences):
        for claim in sentence.cites:
            seen[claim] += 1
            spot = anchor(claim, seen[claim])
            yield Use(claim, "sentence", chapter.path.name, shorten(sentence.text, 110), spot, place)
    for figure in chapter.figures:
        for key in figure.sources:
            title = shorten(plain(figure.said.get("title", "")), 110)
            yield Use(key, "figure", chapter.path.name, title, f"figure-{figure.name}")
    if chapter.stem in content.chapters("timelines") and any(call.function == "timeline" for call in chapter.calls):
        for event in content.chronicle(chapter.stem).events:
            for claim in event.cited:
                yield Use(claim, "event", chapter.path.name, shorten(plain(event.headline), 110), f"event-{event.id}")
    if chapter.stem in content.chapters("bank"):
        for item in (one for listed in content.bank(chapter.stem).items for one in _parts(listed)):
            for claim in _rests_on(item):
                yield Use(claim, "item", chapter.path.name, shorten(plain(item.stem), 110), f"item-{item.id}")


def _rests_on(listed: Listed) -> list[str]:
    """The claims of an item and of its feedback, each once."""
    said = [claim for leaf in listed.leaves() if leaf is listed for one in leaf.feedback() for claim in one.claims]
    return list(dict.fromkeys([*listed.claims, *said]))


def _parts(listed: Listed) -> list[Listed]:
    """An item, or a set and its items."""
    leaves = listed.leaves()
    return [*leaves] if listed in leaves else [listed, *leaves]

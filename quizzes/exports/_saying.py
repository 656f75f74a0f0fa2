"""What formats that show HTML say around an item: feedback with its sources, links that lead somewhere from there, and
what the items of a set share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape
from typing import ClassVar
from urllib.parse import urljoin

from quizzes import words
from quizzes.exports import Asked, Lost, Placed
from quizzes.forms import Bank
from quizzes.itemtypes import Feedback, Item, Listed
from quizzes.itemtypes.face import row, rows
from quizzes.markup import Html, escape, tag
from quizzes.text import block, inline, plain, shorten

LINK = "a link into the book", "say by --site where the book is"
LINKS = re.compile(r"</?a\b[^>]*>")
RELATIVE = re.compile(r'<a href="(?!https?:|mailto:)([^"]*)"[^>]*>(.*?)</a>', re.IGNORECASE | re.DOTALL)


def unlinked(asked: Asked) -> str:
    """Said at the end of what was made, if links lead nowhere."""
    said = "; sources and sections are named and not linked: say by --site where the book is"
    return "" if asked.site else said


class Saying:
    """Says it for one format, and gathers what it can't carry."""

    words: ClassVar[dict[str, str]]
    """Its own words: how feedback is labelled that stands apart from its answer."""

    def __init__(self, asked: Asked):
        self.evidence, self.site = asked.content.evidence, asked.site
        self.headings = asked.content.headings([bank.chapter for _, bank in asked.banks])
        self.lost: list[Lost] = []

    def material(self, listed: Listed) -> Html | None:
        """What the items of a set share."""
        preface = listed.preface(self.evidence)
        if not preface:
            return None
        sources = tag("p", words.PAGE["sources"], " ", self.sources(listed.sources(self.evidence)), class_="a-by")
        return Html("").join([tag("p", inline(listed.stem)), preface, sources])

    def said(self, feedback: Feedback) -> Html:
        by = [" ", tag("span", self.sources([*feedback.claims]), class_="a-by")] if feedback.claims else None
        return tag("div", inline(feedback.say), by, class_="i-said")

    def others(self, remarks: Iterable[Feedback]) -> Html | None:
        """What is said of answers that have no place of their own, such as a choice that is right elsewhere."""
        made = [row(tag("b", self.label(one)), said=[self.said(one)]) for one in remarks]
        return rows(made) if made else None

    def label(self, feedback: Feedback) -> str:
        about = shorten(plain(feedback.about), 60)
        key = "left-out" if feedback.on == ["missed"] else "right" if "right" in feedback.on else "wrong"
        if key != "left-out" and ("right" in feedback.on) == ("wrong" in feedback.on):
            return about
        return self.words[key].format(about=about) if key in self.words else about

    def general(self, placed: Placed, told: Sequence[Feedback], more: Html | None = None) -> Html:
        """Said after the answer, whatever it was: the reason, what has no place elsewhere, sources, and the section."""
        item = placed.item
        others = self.others(one for one in item.feedback() if one not in told)
        pieces = [
            block(item.rationale),
            more,
            [tag("p", tag("b", self.words["others"])), others] if others else None,
            tag("p", words.PAGE["sources"], " ", self.sources(item.sources(self.evidence))),
            tag("p", self.read(item, placed.bank)),
        ]
        return Html("").join(pieces)

    def sources(self, keys: list[str]) -> Html:
        """The short names of sources, as links where the site's address is known."""
        labels = zip(keys, self.evidence.labels(keys), strict=True)
        return Html(", ").join(self.link(f"book/{self.evidence.page(key)}.html#{key}", label) for key, label in labels)

    def reasons(self, item: Item) -> list[Html]:
        """For whoever marks: why the key is right, and what that rests on."""
        return [
            tag("div", tag("b", words.PAPER["why"]), " ", wordly(block(item.rationale)), class_="p-why"),
            tag("p", tag("b", words.PAPER["rests"]), " ", self.cited(item.sources(self.evidence)), class_="p-rests"),
        ]

    def cited(self, keys: Sequence[str]) -> Html:
        """Sources by their short names, each with its claim."""
        return Html("; ").join(
            Html("").join(
                [self.link(f"book/{self.evidence.page(key)}.html#{key}", plain(self.evidence.label(key))), f" ({key})"]
            )
            for key in keys
        )

    def read(self, item: Item, bank: Bank) -> Html:
        """The section to read again."""
        heading = self.headings.get(bank.chapter, {}).get(item.section)
        section = plain(": ".join(filter(None, [bank.title, heading])))
        return self.link(f"book/{bank.chapter}.html#{item.section}", words.QUIZ_SCRIPT["again"].format(section=section))

    def link(self, to: str, text: str) -> Html:
        return tag("a", text, href=self.site + to) if self.site else escape(text)

    def linked(self, html: str, placed: Placed) -> str:
        """An author's links into the book, as links to the site; without its address, as words."""

        def link(found: re.Match[str]) -> str:
            if self.site:
                page = urljoin(f"{self.site}book/{placed.bank.chapter}.html", unescape(found[1]))
                return tag("a", Html(found[2]), href=re.sub(r"\.(?:ipynb|md)(?=#|$)", ".html", page))
            self.lost.append(Lost(placed.item.id, placed.item.type, *LINK))  # type: ignore[attr-defined]
            return found[2]

        return RELATIVE.sub(link, html)


def wordly(html: Html) -> Html:
    """Without links, which lead nowhere on paper."""
    return Html(LINKS.sub("", html))

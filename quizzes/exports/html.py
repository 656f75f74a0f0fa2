"""A quiz or a timeline as a page in one file, to be put on any site, mailed, or opened from disk.

The page is the book's own, with its style and its script in it.  It is its own policy: it runs that script and that
style, by their hashes, shows pictures that are in it, and asks nobody for anything.  Without its script it can be read,
with the answers in closed boxes.  What leads into the book is a link where the site's address is known, else words.
"""

from __future__ import annotations

import re
from argparse import ArgumentParser
from collections.abc import Iterable
from html import unescape
from urllib.parse import urljoin

from quizzes import assets, page, timeline_page, words
from quizzes.events import Chronicle
from quizzes.exports import Asked, Lost, Made, _alone
from quizzes.exports._saying import LINK
from quizzes.forms import Bank, ChapterForm
from quizzes.itemtypes import Item, Listed
from quizzes.markup import Html, tag
from quizzes.text import inline, plain

FILE = "zero-tolerance.html"
SAY, LOST = words.ALONE, words.ALONE_LOST

A = re.compile(r'<a\b[^>]*?\bhref="(?!https?:|mailto:)([^"]*)"[^>]*>(.*?)</a>', re.IGNORECASE | re.DOTALL)
CLAIM = re.compile(r"evidence/[\w-]+\.md#([a-z]-\d{3})")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--timeline", action="store_true", help="the timeline of the chapters, and not their quizzes")


def export(asked: Asked) -> Made:
    """The page, the same bytes for the same items and site; several chapters stand on one page, in their order."""
    line = asked.options.get("timeline", False)
    names = [bank.chapter for _, bank in asked.banks]
    of = names if len(names) < len(asked.content.banks()) or len(names) == 1 else []
    sheet = (TimelineSheet if line else QuizSheet)(asked)
    data = sheet.document().encode()
    file = "-".join([FILE.removesuffix(".html"), *of, *(["timeline"] if line else [])]) + ".html"
    return Made(data, f"{sheet.said}, {words.size(len(data))}", sheet.lost, file)


class Sheet:
    """A page, and what it does not have of what is on it."""

    script: str
    style: str
    practice: str
    title: str
    said: str

    def __init__(self, asked: Asked):
        self.asked, self.site, self.evidence = asked, asked.site, asked.content.evidence
        self.chapters = [bank.chapter for _, bank in asked.banks]
        self.headings = asked.content.headings(self.chapters)
        self.lost: list[Lost] = []

    def body(self) -> Html:
        raise NotImplementedError

    def document(self) -> str:
        style = f"{assets.text('book.css')}\n{assets.read('alone.css')}"
        body = Html("\n").join([self._header(), tag("main", self.body()), self._footer()])
        return _alone.document(plain(self.title), body, style, assets.text(self.script))

    def _header(self) -> Html:
        book = tag("a", SAY["book"], href=self.site) if self.site else tag("i", SAY["book"])
        return tag("header", tag("p", SAY["from"], " ", book), tag("h1", inline(self.title)))

    def _footer(self) -> Html:
        return tag(
            "footer",
            tag("h2", SAY["notes"]),
            tag("p", self.practice),
            tag("p", SAY["linked" if self.site else "unlinked"]),
            _alone.licence(),
            tag("p", inline(SAY["cite"])),
        )

    def lose(self, key: str, kind: str, shown: str) -> None:
        """Account for what stands on a page of the book and not on this one."""
        cited = "data-claim" in shown
        unlinked = not self.site and any(not found[1].startswith("evidence/") for found in A.finditer(shown))
        self.lost += [Lost(key, kind, *part) for part, is_so in ((LOST, cited), (LINK, unlinked)) if is_so]

    def led(self, html: Html, chapter: str) -> Html:
        """What leads into the book from a page of this chapter, as links to the site, or as words."""

        def link(found: re.Match[str]) -> str:
            to, said = unescape(found[1]), Html(found[2])
            if self.site:
                to = re.sub(r"\.(?:ipynb|md)(?=#|$)", ".html", urljoin(f"{self.site}book/{chapter}.html", to))
                return tag("a", said, href=to)
            return self.word(to, said, chapter)

        return Html(A.sub(link, html))

    def word(self, to: str, said: Html, chapter: str) -> Html:
        """The words of a link, a source's with the id of its claim (once), apart from what a script reads."""
        claim = CLAIM.fullmatch(to)
        marked = claim and not said.endswith(f"({claim[1]})")
        return tag("span", said, [" ", tag("span", f"({claim[1]})", class_="h-id")] if marked else None)

    def heading(self, level: int, text: str) -> Html:
        return tag(f"h{level}", inline(text))


class QuizSheet(Sheet):
    """The checks between the sections of each chapter, and the quiz at its end."""

    script = "quiz.js"
    practice = SAY["practice"]

    def __init__(self, asked: Asked):
        super().__init__(asked)
        banks = [bank for _, bank in asked.banks]
        self.title = banks[0].title if len(banks) == 1 else SAY["several"].format(n=len(banks))
        count = sum(len(bank.leaves) for bank in banks)
        self.said = f"{count} questions of {len(banks)} chapter{'s' * (len(banks) != 1)} on one page"

    def body(self) -> Html:
        banks = [bank for _, bank in self.asked.banks]
        return Html("\n").join(part for bank in banks for part in self._chapter(bank, len(banks) > 1))

    def _chapter(self, bank: Bank, several: bool) -> Iterable[Html]:
        if several:
            yield self.heading(2, bank.title)
        forms = [([bank.item(key)], False) for key in bank.checks], [([bank.item(key) for key in bank.quiz], True)]
        for label, these in zip(("checks", "quiz"), forms, strict=True):
            if these:
                yield self.heading(3 if several else 2, SAY[label])
            for items, whole in these:
                yield self._form(Part(self, bank, items, whole))

    def _form(self, form: Part) -> Html:
        for item in form.leaves:
            self.lose(item.id, item.type, page.item(item, form, self.evidence))  # type: ignore[attr-defined]
        return self.led(page.quiz(form, self.evidence), form.bank.chapter)


class Part(ChapterForm):
    """Items of a chapter that lead back to the book; their answers are kept apart from the book's."""

    kept = "file"

    def __init__(self, sheet: Sheet, bank: Bank, items: list[Listed], whole: bool):
        super().__init__(bank, items, whole, bank.mode if whole else "each")
        self.site, self.headings = sheet.site, sheet.headings.get(bank.chapter, {})

    def section(self, item: Item) -> tuple[str, str]:  # type: ignore[override]
        title = plain(": ".join(filter(None, [self.title, self.headings.get(item.section)])))
        return f"{self.site}book/{self.bank.chapter}.html#{item.section}" if self.site else "", title


class TimelineSheet(Sheet):
    """The events of the chapters in order of time."""

    script = "timeline.js"
    practice = SAY["sent"]

    def __init__(self, asked: Asked):
        super().__init__(asked)
        self.line: Chronicle = asked.content.chronicle(*self.chapters)
        self.title = SAY["timeline"].format(title=self.line.title)
        self.said = f"{len(self.line.told)} events of {len(self.chapters)} chapter{'s' * (len(self.chapters) != 1)}"

    def body(self) -> Html:
        html = timeline_page.timeline(self.line, self.evidence)
        for shown in re.findall(r"<li\b.*?</li>", html, re.DOTALL):
            self.lose(re.search(r'id="event-([^"]+)"', shown)[1], "event", shown)  # type: ignore[index]
        return self.led(html, self.chapters[0])

    def word(self, to: str, said: Html, chapter: str) -> Html:
        """All events are elsewhere, and a section is named."""
        if to.startswith("timeline.ipynb#"):
            return Html("")
        if to.startswith("#"):
            heading = self.headings.get(chapter, {}).get(to[1:])
            return tag("span", SAY["section"].format(section=plain(heading)) if heading else said)
        return super().word(to, said, chapter)

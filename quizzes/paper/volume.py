"""The book in the order of the table of contents: introduction, chapters, and what stands at the back."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import lxml.html
from lxml.html import HtmlElement
from lxml.html.builder import E

from quizzes import words
from quizzes.cards import Cards
from quizzes.content import Content
from quizzes.dates import words as date_words
from quizzes.markup import Html, tag
from quizzes.paper.back import Back
from quizzes.paper.items import Answer
from quizzes.paper.pages import Page
from quizzes.paper.sources import Sources
from quizzes.references import References
from quizzes.text import block, inline, literal
from quizzes.yamlfile import Document

SAY = words.VOLUME
# What the book says once: these pages show the events and questions of the chapters again, mixed, or hand them out.
ELSEWHERE = ("book/evidence/", "book/teaching/", "book/work/")  # lists are made anew; the rest is for classes
AGAIN = ("book/timeline", "book/review", "book/beforehand", "book/recall", "book/progress", "book/lms")


@dataclass
class Part:
    """One part of the book; `sections` are the headings below its own that the contents list."""

    id: str
    title: str
    body: HtmlElement
    sections: list[tuple[str, str]] = field(default_factory=list)
    kind: str = "chapter"  # or "introduction", "back"
    above: str | None = None  # the part that it stands under in the contents


class Volume:
    """The parts of the book, each with anchors of its own and links that lead to anchors of the book.

    `full_notes` say what the cards of the site say; else notes name the source alone.  `only` names the chapters that
    are wanted, if not all are.
    """

    def __init__(
        self,
        content: Content,
        root: Path,
        site: Path,
        full_notes: bool = False,
        epoch: int | None = None,
        only: Collection[str] = (),
    ):
        self.content, self.root, self.full_notes, self.epoch = content, root, full_notes, epoch
        about = Document(root / "_config.yml", "_config.yml").data
        self.title, _, self.subtitle = str(about["title"]).partition(": ")
        self.author, self.rights = str(about["author"]), str(about["copyright"])
        toc = Document(root / "_toc.yml", "_toc.yml").data
        entries = [entry for part in toc["parts"] for entry in part["chapters"] if _stands(str(entry["file"]))]
        if only:
            entries = [entry for entry in entries if Path(str(entry["file"])).name in only]
        names = [str(toc["root"]), *(str(entry["file"]) for entry in entries)]
        self.short = {Path(str(entry["file"])).name: str(entry["title"]) for entry in entries if "title" in entry}
        self.pages = [Page(site, name) for name in names]
        self.anchors = {page.docname: set(page.ids()) for page in self.pages}
        self.sources = Sources(content.evidence, dict.fromkeys(claim for page in self.pages for claim in page.cited))
        self.parts = list(self._parts())

    @property
    def name(self) -> str:
        return f"{self.title}: {self.subtitle}"

    @property
    def date(self) -> datetime | None:
        return datetime.fromtimestamp(self.epoch, UTC) if self.epoch is not None else None

    def _parts(self) -> Iterator[Part]:
        for page in self.pages:
            self._notes(page)
            page.settle(self._address)
            page.body.set("id", page.id)
        first, *others = self.pages
        yield self._part(first, "introduction")
        chapters = [page for page in others if page.id in self.content.chapters("bank")]
        yield from (self._part(page, "chapter") for page in chapters)
        yield from self._answers()
        spots = {page.id: self.anchors[page.docname] for page in self.pages}
        for key, title, markup in Back(self.content, self.root / "book", self.sources, spots, self.short).lists():
            yield Part(key, title, _element(markup), kind="back")
        yield from (self._part(page, "back") for page in others if page not in chapters)

    def _part(self, page: Page, kind: str) -> Part:
        sections = [(f"{page.id}--{key}", title) for key, title in page.sections if key]
        return Part(page.id, page.title, page.body, sections, kind)

    def _address(self, docname: str, fragment: str) -> str | None:
        """Where a link to a page of the site leads in the book, or None where the book does not have it."""
        if docname in self.anchors:
            page = docname.rsplit("/", 1)[-1]
            if not fragment:
                return page
            return f"{page}--{fragment}" if fragment in self.anchors[docname] else page
        if not docname.startswith("book/evidence/"):
            return None
        kind = docname.rsplit("/", 1)[-1]
        if kind in ("glossary", "people", "agencies", "reading"):
            return f"{kind}--{fragment}" if fragment else kind
        if kind.startswith("sources-") and fragment in self.sources.names:
            return f"sources--{fragment}"
        return None

    # ---- what stands at a chapter's end

    def _notes(self, page: Page) -> None:
        """Short notes in place of the page's, citations that lead to them, sources of items as their numbers."""
        place = page.body.find('.//div[@class="notes"]')
        for body in [page.body, *(answer.body for answer in page.answers)]:
            for link in body.xpath(".//a"):
                claim = _claim(link, page.cited)
                if claim:
                    link.set("href", f"#!{page.id}--note-{claim}")
                    link.set("data-note", claim)
        numbers = {claim: n for n, claim in enumerate(page.cited, 1)}
        for body in [page.body, *(answer.body for answer in page.answers)]:
            _numbers(body, numbers)
        if place is None:
            return
        evidence = self.content.evidence
        entries = []
        for claim in page.cited:
            found = evidence.claims[claim]
            said = self._card(found) if self.full_notes else self.sources.of(found)
            entries.append(tag("li", said, id=f"note-{claim}"))
        notes = _element(tag("ol", entries, class_="p-notes"))
        place.getparent().replace(place, notes)

    @cached_property
    def _cards(self) -> Cards:
        evidence = self.content.evidence
        return Cards(evidence, References(evidence.sources[key] for key in self.sources.cited))

    def _card(self, claim) -> Html:
        cards = self._cards
        return Html("").join(
            [
                tag("p", inline(literal(claim.claim)), class_="n-claim"),
                tag("div", block(cards.passage(claim)), class_="n-passage") if claim.quote else None,
                tag("p", self.sources.of(claim), class_="n-source"),
                tag("div", block(cards.dispute(claim, "evidence/")), class_="n-dispute")
                if claim.disagreement
                else None,
            ]
        )

    # ---- at the back

    def _answers(self) -> Iterator[Part]:
        front = _element(tag("section", tag("h1", SAY["answers"]), tag("p", SAY["answers-about"]), id="answers"))
        yield Part("answers", SAY["answers"], front, kind="back")
        for page in self.pages:
            if not page.answers:
                continue
            body = E.section(E.h2(page.title), id=f"answers-{page.id}")
            body.extend(self._answer(page, answer) for answer in page.answers)
            yield Part(f"answers-{page.id}", page.title, body, kind="back", above="answers")

    def _answer(self, page: Page, answer: Answer) -> HtmlElement:
        say = SAY["check-answer" if answer.single else "quiz-answer"].format(n=answer.number)
        link = E.a(say, {"href": f"#{page.id}--item-{answer.key}", "class": "p-of"})
        answer.body.insert(0, E.h3(link))
        answer.body.set("id", f"answer-{page.id}--{answer.key}")
        return answer.body

    # ---- in front

    def imprint(self) -> HtmlElement:
        date = date_words(self.date.strftime("%Y-%m-%d")) if self.date else SAY["undated"]
        how = [
            tag("p", inline(text.format(date=date, sources=SAY["sources"], answers=SAY["answers"])))
            for text in SAY["how"]
        ]
        rights = tag("p", tag("b", SAY["rights"], "."), f" © {self.rights}.")
        return _element(tag("section", tag("h2", SAY["imprint"]), how, rights, id="imprint"))


def _stands(docname: str) -> bool:
    """Whether a page stands in the book."""
    return docname not in AGAIN and not docname.startswith(ELSEWHERE)


def _claim(link: HtmlElement, cited: list[str]) -> str | None:
    """The claim that a citation leads to, if the page's notes have it."""
    fragment = link.get("href", "").partition("#")[2].removeprefix("note-")
    return (
        fragment
        if fragment in cited and ("evidence/" in link.get("href") or link.get("href").startswith("#note-"))
        else None
    )


def _numbers(body: HtmlElement, numbers: dict[str, int]) -> None:
    """The sources of items as numbers of the chapter's notes."""
    for sources in body.xpath('.//p[@class="q-cites"]'):
        links = [link for link in sources.findall("a") if link.get("data-note")]
        if not links:
            sources.drop_tree()
            continue
        sources.clear()
        sources.set("class", "q-cites")
        sources.text = f"{SAY['notes-of']} "
        for link in sorted(links, key=lambda one: numbers[one.get("data-note")]):
            link.text, link.tail = str(numbers[link.get("data-note")]), ", "
            sources.append(link)
        sources[-1].tail = None


def _element(markup: Html) -> HtmlElement:
    return lxml.html.fragment_fromstring(str(markup))

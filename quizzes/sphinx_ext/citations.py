"""Citations and terms on the site: a link to a claim becomes a small number, and the page gets its notes and terms.

Done in two steps, since the table of contents is collected when a page is read, and addresses are known only
when it is written: `Prepare` puts the notes' heading, `Resolve` the numbers and the notes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from quizzes import learner, words
from quizzes.chapters import EXCUSE
from quizzes.claims import Evidence
from quizzes.content import home
from quizzes.evidence_pages import EvidencePages
from quizzes.markup import Html, tag
from quizzes.text import inline, slug
from quizzes.uses import anchor, gloss

CLAIM = re.compile(r"[a-z]-\d{3}")
SHOWN = re.compile(r"(?:cite|gloss|item|event|figure)-")  # anchors that stand in HTML, which MyST does not know
CLAIM_IN_HTML = re.compile(r'data-claim="([a-z]-\d{3})"')
IN_FEEDBACK = re.compile(r' <span class="q-by">(.*?)</span>')
IN_ITEM = re.compile(r'<(p|span) class="(?:q-cites|q-by)">.*?</\1>')
CITED_IN_HTML = re.compile(r'(?:<sup class="cite">)?<a [^>]*data-claim="([a-z]-\d{3})"[^>]*>[^<]*</a>(?:</sup>)?')
IN_HTML = re.compile(r'(?:, )?<a class="cite" (href="[^"]*" data-claim="([a-z]-\d{3})")>[^<]*</a>')
IN_EVENT = re.compile(r" <cite>(.*?)</cite>")
# What HTML lets be left out, of which an event has much: the end tags of its entry, quotation marks.
SPARE_IN_EVENT = re.compile(r"</p>\n</li>(?=<)|(?<=[< ])(id|datetime|data-at|data-is|href)=\"(#?[\w~:/-]+)\"(?=[> ])")
LEADS = {"In this chapter.": "overview", "Before you read.": "before"}
SAY = words.EVIDENCE


class notes(nodes.General, nodes.Element):  # noqa: N801 - docutils' custom for nodes
    """Where a page's notes will stand."""


def _spare(found: re.Match[str]) -> str:
    return f"{found[1]}={found[2]}" if found[1] else ""


def _is_evidence(docname: str) -> bool:
    return docname.startswith("book/evidence/")


class Prepare(SphinxTransform):
    """When a page is read: its notes' heading, the anchors of its sections, the classes of its opening paragraphs."""

    default_priority = 500

    def apply(self, **kwargs: Any) -> None:
        for raw in list(self.document.findall(nodes.raw)):
            if EXCUSE.fullmatch(raw.astext().strip()):
                raw.parent.remove(raw)
        for paragraph in self.document.findall(nodes.paragraph):
            opening = next((child for child in paragraph if child.astext()), None)  # MyST puts an empty text first
            if isinstance(opening, nodes.strong) and opening.astext() in LEADS:
                paragraph["classes"].append(LEADS[opening.astext()])
        for section in self.document.findall(nodes.section):
            name = slug(section.next_node(nodes.title).astext())
            if name not in section["ids"]:  # docutils drops leading digits; Jupyter, GitHub and the items don't
                section["ids"].insert(0, name)
            if _is_evidence(self.env.docname):
                section["classes"].append("entry")
        if not _is_evidence(self.env.docname) and _cited(self.document):
            title = nodes.title("", SAY["notes"])
            section = nodes.section("", title, notes(), ids=["notes"], names=["notes"])
            top = next(iter(self.document.findall(nodes.section)), self.document)
            top += section


def _cited(document: nodes.document) -> bool:
    return any(_target(node) for node in document.findall(pending_xref)) or any(
        CLAIM_IN_HTML.search(raw.astext()) for raw in document.findall(nodes.raw)
    )


def _target(node: nodes.Element) -> str | None:
    """The claim that a link leads to."""
    target = str(node.get("reftargetid") or "")
    return target if CLAIM.fullmatch(target) else None


class Resolve(SphinxPostTransform):
    """When a page is written: numbers for citations, addresses in HTML, and the notes."""

    default_priority = 8  # before MyST resolves its links, at 9

    def run(self, **kwargs: Any) -> None:
        self.evidence: Evidence = home().evidence
        self.numbers: dict[str, int] = {}
        self.seen: Counter[str] = Counter()
        self.terms: dict[str, None] = {}
        for link in list(self.document.findall(lambda node: isinstance(node, pending_xref | nodes.raw))):
            if isinstance(link, nodes.raw):  # a timeline's numbers go on from those of the text before it
                if 'class="t-events"' in link.astext():
                    link.children = [nodes.Text(self.of_events(link.astext()))]
                continue
            target = str(link.get("reftargetid") or "")
            if SHOWN.match(target):
                link.replace_self(self._reference(link["reftarget"], target, *link.children))
            elif _target(link) and not _is_evidence(self.env.docname):
                self._cite(link, target)
            elif str(link.get("reftarget")).endswith("evidence/glossary") and target in self.evidence.terms:
                self._explain(link, target)
            elif target in self.evidence.readings and not _is_evidence(self.env.docname):
                self.seen[target] += 1
                spot = tag("span", id=anchor(target, self.seen[target]))  # which its entry leads back to
                link.parent.insert(link.parent.index(link), nodes.raw("", spot, format="html"))
        for raw in self.document.findall(nodes.raw):
            self._edit(raw, IN_FEEDBACK, self._as_numbers)
            self._edit(raw, IN_ITEM, lambda found: CITED_IN_HTML.sub(self._with_sentence, found[0]))
            for claim in CLAIM_IN_HTML.findall(raw.astext()):
                self._number(claim)
            self._rewrite(raw)
        for place in list(self.document.findall(notes)):
            raw = nodes.raw("", self._notes(), format="html")
            self._rewrite(raw)
            place.replace_self(raw)

    def _number(self, claim: str) -> int:
        return self.numbers.setdefault(claim, len(self.numbers) + 1)

    def _cite(self, link: pending_xref, claim: str) -> None:
        """A small number in place of the link, close to the sentence that it follows."""
        number = self._number(claim)
        self.seen[claim] += 1
        before = link.parent[link.parent.index(link) - 1] if link.parent.index(link) else None
        if isinstance(before, nodes.Text):
            link.parent.replace(before, nodes.Text(before.rstrip()))
        uri = self._uri(self.evidence.page(claim), claim)
        label = SAY["citation"].format(n=number)
        mark = tag("a", number, href=uri, aria_label=label)
        html = tag("sup", mark, class_="cite", id=anchor(claim, self.seen[claim]))
        link.replace_self(nodes.raw("", html, format="html"))

    def _explain(self, link: pending_xref, term: str) -> None:
        """A term's link, described by what stands behind the notes where there are any."""
        first = term not in self.terms
        self.terms.setdefault(term)
        noted = any(True for _ in self.document.findall(notes))
        html = tag(
            "a",
            link.astext(),
            href=self._uri("evidence/glossary", term),
            class_="gloss",
            id=gloss(term) if first else None,
            aria_describedby=f"term-{term}" if noted else None,
        )
        link.replace_self(nodes.raw("", html, format="html"))

    def _uri(self, page: str, fragment: str) -> str:
        """The address of a page under ``book/``, from this one."""
        return f"{self.app.builder.get_relative_uri(self.env.docname, f'book/{page}')}#{fragment}"

    def _reference(self, docname: str, fragment: str, *children: nodes.Node) -> nodes.reference:
        uri = self._uri(docname.removeprefix("book/"), fragment)
        return nodes.reference("", "", *children, refuri=uri, internal=True)

    def _as_numbers(self, found: re.Match[str]) -> str:
        """The sources of a feedback, close to the sentence that they follow."""
        return f'<span class="q-by">{IN_HTML.sub(self._as_number, found[1])}</span>'

    def of_events(self, markup: str) -> str:
        """A timeline made light: its sources as numbers that lead to the notes, and what may be left out of HTML."""
        return SPARE_IN_EVENT.sub(_spare, IN_EVENT.sub(self._of_event, markup))

    def _of_event(self, found: re.Match[str]) -> str:
        claims = CLAIM_IN_HTML.findall(found[1])
        return "<sup>{}</sup>".format("".join(f'<a href="#note-{one}">{self._number(one)}</a>' for one in claims))

    def _as_number(self, found: re.Match[str]) -> str:
        """A labelled link of a stored output as a small number."""
        number = self._number(found[2])
        label = SAY["citation"].format(n=number)
        return f'<sup class="cite"><a {found[1]} aria-label="{label}">{number}</a></sup>'

    def _with_sentence(self, found: re.Match[str]) -> str:
        """A citation of an item, with the way back to the first sentence of the page that cites the same."""
        back = tag("a", SAY["back"], href=f"#{anchor(found[1], 1)}", class_="q-back")
        return f"{found[0]}&nbsp;{back}" if self.seen[found[1]] else found[0]

    def _rewrite(self, raw: nodes.raw) -> None:
        """Links of stored outputs, which lead to Markdown, to the pages made of it; their claims are known by then."""
        self._edit(raw, learner.CLAIM, lambda _: "")
        self._edit(raw, learner.LINK, lambda found: f'{found[1]}="{self._uri(found[2], "")}')

    def _edit(self, raw: nodes.raw, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> None:
        raw.children = [nodes.Text(pattern.sub(change, raw.astext()))]

    def _notes(self) -> Html:
        pages: EvidencePages = self.app.evidence_pages  # type: ignore[attr-defined]
        about = tag("p", inline(SAY["notes-about"]), class_="n-about")
        entries = [
            pages.cards.note(self.evidence.claims[claim], "evidence/")
            for claim in self.numbers  # in their order
        ]
        terms = [pages.cards.term(self.evidence.terms[term], "evidence/") for term in sorted(self.terms)]
        explained = [tag("h3", SAY["terms"]), tag("ul", terms)] if terms else []
        return tag("div", about, tag("ol", entries), *explained, class_="notes", data_words=words.NOTES_SCRIPT)


def setup(app: Sphinx) -> None:
    app.add_node(notes)
    app.add_transform(Prepare)
    app.add_post_transform(Resolve)

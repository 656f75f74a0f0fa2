"""A page of the built site as a part of a book: what is enhanced, opened or clicked there is plain here.

Controls become boxes to tick and lines to write on; answers go to the back; anchors get the part's name before
them, so that no two of the book are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
from lxml.html import HtmlElement
from lxml.html.builder import E

from quizzes import words
from quizzes.drawing import COLOURS
from quizzes.paper.items import Answer, plain_controls, words_of

SAY = words.VOLUME
SVG = "http://www.w3.org/2000/svg"
SPARE = " | ".join(
    [
        './/a[@class="headerlink"]',
        './/p[@class="ahead"]',
        ".//*[@hidden]",
        './/*[contains(@class, "q-notice") or contains(@class, "q-result") or contains(@class, "q-hint")]',
        './/*[contains(@class, "q-summary") or contains(@class, "q-unscripted") or contains(@class, "t-count")]',
        './/*[@class="q-note-for" and not(.//*[@class="q-paper"])]',
        './/div[@class="t-summary"]/a',
        './/figure[contains(@class, "f-figure")]/details',
        './/figure[contains(@class, "f-figure")]/p[a[@download]]',
    ]
)
COLOUR = re.compile(r"\b([fs])-(\w+)")
# What the parser of HTML makes small, and XML does not forgive.
CAMEL = {name.lower(): name for name in ("viewBox", "preserveAspectRatio", "clipPath", "markerWidth", "markerHeight")}
KEPT = ("data-item", "data-part", "data-on")
TALL = 1200  # units: a drawing higher than this, made small enough for one page, could not be read
ELSEWHERE = re.compile(r"https?:|mailto:")


class Page:
    """One page of the site, ready to be set: `body` is its section, `answers` what was taken to the back."""

    def __init__(self, site: Path, docname: str):
        self.docname, self.id = docname, Path(docname).name
        file = site / f"{docname}.html"
        if not file.is_file():
            raise KeyError(f"there is no {file}; build the site first: make site")
        article = lxml.html.parse(str(file)).getroot().find('.//article[@id="furo-main-content"]')
        self.body = article.find("section")
        self.answers: list[Answer] = []
        self.cited = [note.get("id").removeprefix("note-") for note in self.body.xpath('.//*[@class="notes"]/ol/li')]
        self._clean()
        self.title = words_of(self.body.find("h1"))
        self.sections = [(one.get("id"), words_of(one.find("h2"))) for one in self.body.findall("section")]
        self._quizzes()
        for picture in self.body.iter("img"):
            picture.set("src", (site / docname).parent.joinpath(picture.get("src")).resolve().as_uri())
        for mark in self.body.xpath(".//sup[preceding-sibling::*[1][self::sup]]"):
            if not (mark.getprevious().tail or "").strip():
                mark.set("class", "cite p-more")  # a comma parts them
        for figure in self.body.xpath('.//figure[contains(@class, "f-figure")]'):
            _colour(figure)
        for event in self.body.xpath('.//ol[contains(@class, "t-events")]/li'):
            _event(event)

    def _clean(self) -> None:
        for figure in self.body.xpath('.//figure[contains(@class, "f-figure")]'):
            _fit(figure)
        for comment in self.body.xpath(".//comment()"):
            comment.drop_tree()
        for spare in self.body.xpath(SPARE):
            spare.drop_tree()
        for cell in self.body.xpath('.//div[contains(@class, "cell") or contains(@class, "output ")]'):
            cell.drop_tag()
        for one in self.body.iter(lxml.html.etree.Element):
            for name in [name for name in one.attrib if name.startswith("data-") and name not in KEPT]:
                del one.attrib[name]

    def _quizzes(self) -> None:
        checks = 0
        for quiz in self.body.xpath('.//*[contains(@class, "q-quiz")]'):
            single = "q-single" in quiz.get("class")
            for item in quiz.xpath('.//*[@class="q-item"]'):
                checks += single
                label = item.find('p[@class="q-label"]')
                number = re.search(r"\d+", label.text)[0] if not single else str(checks)
                if single:
                    points = label.text.rsplit(" · ", 1)[-1]
                    label.text = SAY["check"].format(n=checks, points=points)
                self.answers.append(Answer(item, single, number))
                label.append(
                    E.a(SAY["answer"], {"href": f"#!answer-{self.id}--{item.get('data-item')}", "class": "p-to"})
                )
                plain_controls(item)

    def ids(self) -> Iterator[str]:
        return (one.get("id") for one in self.body.xpath(".//*[@id]"))

    def settle(self, address: Any) -> None:
        """Gives every anchor the part's name, and every link its place in the book by `address(docname, fragment)`."""
        settle(self.body, self.docname, self.id, address)
        for answer in self.answers:
            settle(answer.body, self.docname, f"answers-{self.id}", address)


def settle(body: HtmlElement, docname: str, prefix: str, address: Any) -> None:
    """See `Page.settle`; a link that begins with ``#!`` is settled already."""
    for one in body.xpath("descendant-or-self::*[@id]"):
        one.set("id", f"{prefix}--{one.get('id')}")
    for one in body.xpath("descendant-or-self::*"):
        for name, value in list(one.attrib.items()):
            if name.startswith("aria-") and name != "aria-label" and name != "aria-hidden":
                if name == "aria-labelledby":
                    one.set(name, " ".join(f"{prefix}--{part}" for part in value.split()))
                else:
                    del one.attrib[name]
            elif name in ("clip-path", "mask", "fill") and value.startswith("url(#"):
                one.set(name, value.replace("url(#", f"url(#{prefix}--"))
            elif name in ("href", "xlink:href") and one.tag == "use":
                one.set(name, f"#{prefix}--{value.removeprefix('#')}")
    for link in list(body.xpath("descendant-or-self::a[@href]")):
        href = link.get("href")
        if href.startswith("#!"):
            link.set("href", f"#{href.removeprefix('#!')}")
        elif href.startswith("#sources--") or ELSEWHERE.match(href):
            continue
        else:
            page, _, fragment = href.partition("#")
            target = address(_join(docname, page) if page else docname, fragment)
            if target:
                link.set("href", f"#{target}")
            else:
                link.drop_tag()


def _join(docname: str, page: str) -> str:
    parts = docname.split("/")[:-1]
    for step in page.removesuffix(".html").split("/"):
        parts = parts[:-1] if step == ".." else [*parts, step]
    return "/".join(parts)


def _fit(figure: HtmlElement) -> None:
    """A drawing that is too tall for a page gives its place to its table, which may go on over the next."""
    drawing, table = figure.find("svg"), figure.find(".//details//table")
    if float(drawing.get("viewbox").split()[3]) > TALL:
        figure.set("class", f"{figure.get('class')} p-tall")
        figure.replace(drawing, E.p(SAY["tall"]))
        figure.append(table)


def _colour(figure: HtmlElement) -> None:
    """Colours as attributes: outside of a page a drawing has no style sheet."""
    for one in figure.xpath("svg/descendant-or-self::*"):
        for kind, name in COLOUR.findall(one.get("class") or ""):
            one.set({"f": "fill", "s": "stroke"}[kind], COLOURS[name])
        one.attrib.pop("class", None)
        for small, name in CAMEL.items():
            if small in one.attrib:
                one.set(name, one.attrib.pop(small))
        one.tag = CAMEL.get(one.tag, one.tag)


def _event(event: HtmlElement) -> None:
    """The date beside what happened: what stands before the paragraph goes into one box."""
    when = E.div({"class": "t-when"})
    for one in list(event):
        if one.tag == "p":
            break
        when.append(one)
    event.insert(0, when)
    for link in event.xpath(".//sup/a"):
        link.getparent().set("class", "cite")
    for tag in event.xpath(".//small//i"):
        tag.drop_tag()

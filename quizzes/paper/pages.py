"""A page of the built site as a part of a book: what is enhanced, opened or clicked there is plain here.

Controls become boxes to tick and lines to write on; answers go to the back; anchors get the part's name before
them, so that no two of the book are the same.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
from lxml.html import HtmlElement
from lxml.html.builder import E

from quizzes import words
from quizzes.drawing import COLOURS

SAY = words.VOLUME
SVG = "http://www.w3.org/2000/svg"
SPARE = " | ".join(
    [
        './/a[@class="headerlink"]',
        ".//*[@hidden]",
        './/*[contains(@class, "q-notice") or contains(@class, "q-result") or contains(@class, "q-hint")]',
        './/*[contains(@class, "q-summary") or contains(@class, "q-unscripted") or contains(@class, "t-count")]',
        './/*[@class="q-note-for" and not(.//*[@class="q-paper"])]',
        './/figure[contains(@class, "f-figure")]/details',
        './/figure[contains(@class, "f-figure")]/p[a[@download]]',
    ]
)
COLOUR = re.compile(r"\b([fs])-(\w+)")
# What the parser of HTML makes small, and XML does not forgive.
CAMEL = {name.lower(): name for name in ("viewBox", "preserveAspectRatio", "clipPath", "markerWidth", "markerHeight")}
ELSEWHERE = re.compile(r"https?:|mailto:")


class Page:
    """One page of the site, ready to be set: `body` is its section, `answers` what was taken to the back."""

    def __init__(self, site: Path, docname: str):
        self.docname, self.id = docname, Path(docname).name
        article = lxml.html.parse(str(site / f"{docname}.html")).getroot().find('.//article[@id="furo-main-content"]')
        if article is None:
            raise ValueError(f"{site / docname}.html has no article: build the site first")
        self.body = article.find("section")
        self.title = _text(self.body.find("h1"), without="headerlink")
        self.sections = [
            (one.get("id"), _text(one.find("h2"), without="headerlink")) for one in self.body.findall("section")
        ]
        self.answers: list[Answer] = []
        self.cited = [note.get("id").removeprefix("note-") for note in self.body.xpath('.//*[@class="notes"]/ol/li')]
        self._clean()
        self._quizzes()
        for picture in self.body.iter("img"):
            picture.set("src", (site / docname).parent.joinpath(picture.get("src")).resolve().as_uri())
        for figure in self.body.xpath('.//figure[contains(@class, "f-figure")]'):
            _colour(figure)
        for event in self.body.xpath('.//ol[contains(@class, "t-events")]/li'):
            _event(event)

    def _clean(self) -> None:
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
                label.append(E.a(SAY["answer"], {"href": f"#!answer-{self.id}--{item.get('data-item')}", "class": "p-to"}))
                plain_controls(item)

    def ids(self) -> Iterator[str]:
        return (one.get("id") for one in self.body.xpath(".//*[@id]"))

    def settle(self, address: Any) -> None:
        """Gives every anchor the part's name, and every link its place in the book by `address(docname, fragment)`."""
        settle(self.body, self.docname, self.id, address)
        for answer in self.answers:
            settle(answer.body, self.docname, f"answers-{self.id}", address)


KEPT = ("data-item", "data-part", "data-on", "data-claim")


def settle(body: HtmlElement, docname: str, prefix: str, address: Any) -> None:
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
            elif link.getparent().tag == "sup":
                link.drop_tag()
            else:
                link.drop_tag()


def _join(docname: str, page: str) -> str:
    parts = docname.split("/")[:-1]
    for step in page.removesuffix(".html").split("/"):
        parts = parts[:-1] if step == ".." else [*parts, step]
    return "/".join(parts)


class Answer:
    """What stands at the back about an item: its key, what is said of each part, and why."""

    def __init__(self, item: HtmlElement, single: bool, number: str):
        self.key, self.single, self.number = item.get("data-item"), single, number
        details = item.find('details[@class="q-answer"]')
        details.drop_tree()
        letters = {
            part.get("data-part"): part.findtext('.//span[@class="q-letter"]')
            for part in item.xpath('.//*[@data-part]')
            if part.find('.//span[@class="q-letter"]') is not None
        }
        texts = {part.get("data-part"): part.find('.//*[@class="q-text"]') for part in item.xpath(".//*[@data-part]")}
        self.body = E.div({"class": "p-answer"})
        key = details.find('p[@class="q-key"]')
        self.body.append(key)
        said = details.find('ul[@class="q-feedback"]')
        for entry in said if said is not None else ():
            part, on = entry.get("data-part"), (entry.get("data-on") or "").split()
            of = entry.find('b[@class="q-of"]')
            if part in letters:
                of.text = letters[part]
            elif of.text and of.text.endswith("…") and texts.get(part) is not None:
                of.text = _text(texts[part])
            elif of.text == "…":
                of.text = SAY["otherwise"]
            mark = "" if {"right", "wrong"} <= set(on) else "✓ " if "right" in on else "✗ "
            of.tail = f" {mark}"
        if said is not None and len(said):
            self.body.append(said)
        why = details.find('div[@class="q-why"]')
        if why is not None:
            why.find("b").drop_tree()
            self.body.append(why)
        for back in self.body.xpath('.//a[@class="q-back"]'):
            before = back.getprevious()
            if before is not None and before.tail:
                before.tail = before.tail.rstrip("\N{NO-BREAK SPACE}")
            back.drop_tree()


def plain_controls(item: HtmlElement) -> None:
    """Boxes and lines in place of what only a browser answers."""
    for box in item.xpath('.//input[@type="radio" or @type="checkbox"]'):
        shape = "p-box p-round" if box.get("type") == "radio" else "p-box"
        _replace(box, E.span({"class": shape, "aria-hidden": "true"}))
    for line in item.xpath(".//input | .//select"):
        _replace(line, E.span({"class": "p-line"}, E.span(" ____ ", {"class": "p-blank"})))
    for area in item.xpath(".//textarea"):
        rows = max(6, int(area.get("rows") or 6))
        _replace(area, E.span({"class": "p-lines", "aria-hidden": "true"}, *(E.span() for _ in range(rows))))
    for entry in item.xpath('.//*[contains(@class, "q-entry")]'):
        entry.insert(0, E.span({"class": "p-box p-place", "aria-hidden": "true"}))
    for letter in item.xpath('.//span[@class="q-letter"]'):
        letter.attrib.pop("aria-hidden", None)  # the answers at the back name it
        letter.tail = f" {(letter.tail or '').lstrip()}"
    for label in item.xpath(".//label"):
        label.tag = "span"
        label.attrib.pop("for", None)
        label.set("class", "p-label")
    for name, tag in (("fieldset", "div"), ("legend", "p")):
        for one in item.iter(name):
            one.tag = tag
    first: HtmlElement | None = None
    for option in item.xpath('.//div[contains(@class, "q-option")]'):
        if first is None or option.getprevious() is not first:
            first = E.ul({"class": "p-options"})
            option.addprevious(first)
        option.tag = "li"
        first.append(option)


def _replace(old: HtmlElement, new: HtmlElement) -> None:
    new.tail, old.tail = old.tail, None
    old.getparent().replace(old, new)


def _colour(figure: HtmlElement) -> None:
    """Colours as attributes: outside of a page a drawing has no style sheet."""
    for one in figure.find("svg").iter(lxml.html.etree.Element):
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


def _text(element: HtmlElement, without: str = "") -> str:
    element = copy.deepcopy(element)
    for one in element.xpath(f'.//*[contains(@class, "{without}")]') if without else ():
        one.drop_tree()
    return " ".join(element.text_content().split())

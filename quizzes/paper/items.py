"""An item on paper: boxes to tick and lines to write on where it stands; at the back, what is said of its answers."""

from __future__ import annotations

from lxml.html import HtmlElement
from lxml.html.builder import E

from quizzes import words

SAY = words.VOLUME


class Answer:
    """What stands at the back about an item: its key, what is said of each part, and why."""

    def __init__(self, item: HtmlElement, single: bool, number: str):
        self.key, self.single, self.number = item.get("data-item"), single, number
        details = item.find('details[@class="q-answer"]')
        details.drop_tree()
        letters = {
            part.get("data-part"): part.findtext('.//span[@class="q-letter"]')
            for part in item.xpath(".//*[@data-part]")
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
            if of.text == "…":
                of.text = SAY["otherwise"]
            elif part in letters:
                of.text = letters[part]
            elif of.text and of.text.endswith("…") and texts.get(part) is not None:
                of.text = words_of(texts[part])
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


def words_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())

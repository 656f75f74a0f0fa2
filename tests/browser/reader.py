"""A reader before an item: what can be seen and named there, and hands on a keyboard or a mouse.

Type-blind, as the page's script is: an item's scheme says how it is answered, its feedback names its parts.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from quizzes import samples, scoring, words
from quizzes.content import home
from quizzes.itemtypes import Item
from quizzes.samples import right
from quizzes.text import plain

from .book import CHAPTERS

SAY = words.QUIZ_SCRIPT
KEY = "quizzes/1/item/"  # of what the browser keeps: the version is part of it
WRITTEN = {"text": "text", "number": "number", "open": "text"}  # kinds with one box to write in, and its part
# What a chapter says, weighs or looks like is tried on every one.  What the scripts do with any of them (they know no
# chapters) is tried on one, which has most types of item, disputed dates and both tracks: each such test takes seconds.
every_chapter = pytest.mark.parametrize("chapter", CHAPTERS)
RICHEST = "warnings"
one_chapter = pytest.mark.parametrize("chapter", [RICHEST])
WHERE = """target => {
  const here = document.activeElement, radio = node => node.type === 'radio' && node.name;
  if (here === target || (radio(target) && radio(here) === radio(target))) return 'here';
  return target.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING ? 'before' : 'after';
}"""


def number(value: float) -> str:
    """As the page writes numbers: two places at most, halves up."""
    places = Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{places:f}".rstrip("0").rstrip(".")


def points(value: float) -> str:
    return SAY["point" if value == 1 else "points"].format(points=number(value))


def result(mark: scoring.Mark) -> str:
    return SAY[f"result.{mark.state}"].format(score=number(mark.score), points=points(mark.points))


def reach(target: Locator) -> None:
    """Go to a control by Tab and Shift+Tab alone; of a group of radio buttons, to the one that Tab stops at."""
    for _ in range(100):
        where = target.evaluate(WHERE)
        if where == "here":
            return
        target.page.keyboard.press("Tab" if where == "after" else "Shift+Tab")
    raise AssertionError(f"Tab does not lead to {target}")


def press(target: Locator, key: str = "Enter") -> None:
    reach(target)
    target.page.keyboard.press(key)


class Question:
    """One item on a page, found by its address, or within a quiz, and by the names of what is in it."""

    def __init__(self, page: Page, item: Item, quiz: Locator | None = None):
        self.page, self.item, self.scheme = page, item, item.scheme()
        self.kind = samples.kind(self.scheme)
        address = page.locator(f"#item-{item.id}")  # where evidence pages lead to
        self.group = (quiz or address).get_by_role("group", name=plain(item.stem), exact=True)
        self.place = self.group.locator("xpath=..") if quiz else address
        self.status = self.place.get_by_role("status")
        feedback = list(item.feedback())
        self.names = {one.part: plain(one.about) for one in feedback if one.part != "*"}
        if self.kind == "composite":
            of = len(self.parts)
            self.names = {part: words.PAGE["gap"].format(n=n, of=of) for n, part in enumerate(self.parts, 1)}
        self.by_radio = hasattr(item, "categories")
        self.check, self.retry, self.reveal = map(
            self._button, (["compare" if self.kind == "open" else "check"], ["retry"], ["reveal", "give-up"])
        )

    def _button(self, deeds: list[str]) -> Locator:
        """The button that does one of these, which one after the mode."""
        names = "|".join(re.escape(SAY[f"{deed}-button"]) for deed in deeds)
        return self.place.get_by_role("button", name=re.compile(f"^(?:{names})$"))

    # What can be answered with

    def control(self, part: str) -> Locator:
        """What a part is answered with; of an order, the entry; of an entry with radio buttons, their group."""
        if self.kind == "ordered":
            return self.group.get_by_role("listitem").filter(has=self.page.get_by_text(self.names[part], exact=True))
        if self.kind in WRITTEN and part in WRITTEN.values():
            return self.group.get_by_role("textbox", name=re.compile(f"^{words.PAGE['write']}"))
        if self.kind == "open":
            return self.group.get_by_role("checkbox", name=re.compile(f"^{re.escape(self.names[part])}"))
        if self.kind == "composite":
            role = "combobox" if "options" in self.scheme["schemes"][part] else "textbox"
        else:
            role = {"single": "radio", "multiple": "checkbox", "record": "group" if self.by_radio else "combobox"}[
                self.kind
            ]
        return self.group.get_by_role(role, name=self.names[part], exact=True)

    def radio(self, part: str, option: str) -> Locator:
        """The radio button that puts an entry into a category."""
        texts = {category.id: plain(category.text) for category in self.item.categories}
        return self.control(part).get_by_role("radio", name=texts[option], exact=True)

    def mover(self, part: str, way: str) -> Locator:
        return self.group.get_by_role("button", name=words.QUIZ_SCRIPT[way].format(text=self.names[part]), exact=True)

    @property
    def parts(self) -> list[str]:
        if self.kind in WRITTEN:
            return [WRITTEN[self.kind]]
        return list(self.scheme.get("parts") or self.scheme.get("schemes") or self.scheme["options"])

    def order(self) -> list[str]:
        """The ids of an order's entries as they stand."""
        rows = [" ".join(row.split()) for row in self.group.get_by_role("listitem").all_inner_texts()]
        named = sorted(self.parts, key=lambda part: len(self.names[part]), reverse=True)
        return [next(part for part in named if self.names[part] in row) for row in rows]

    @property
    def first(self) -> Locator:
        """Where answering starts."""
        if self.kind == "ordered":
            return self.group.get_by_role("button", disabled=False).first
        if self.by_radio:
            return self.group.get_by_role("radio").first
        return self.control(self.parts[0])

    # Hands on the keyboard

    def type(self, response: Any) -> None:
        """Give a response by Tab, arrows, Space and letters."""
        match self.kind:
            case "single":
                self._go(self.control(response), self.scheme["options"], response)
            case "multiple":
                for part in self.parts:
                    if self.control(part).is_checked() != (part in response):
                        press(self.control(part), "Space")
            case "record" if self.by_radio:
                for part, option in response.items():
                    self._go(self.radio(part, option), self.scheme["options"], option)
            case "record":
                for part in self.parts:
                    self._select(part, self.scheme["options"], response.get(part))
            case "composite":
                for part, scheme in self.scheme["schemes"].items():
                    if "options" in scheme:
                        self._select(part, scheme["options"], response.get(part))
                    else:
                        self._write(part, response.get(part, ""))
            case "ordered":
                if self.order() == response:  # an order that nobody touched is no answer
                    press(self.mover(response[0], "down"))
                for place, part in enumerate(response):
                    for step in range(self.order().index(part), place, -1):
                        press(self.mover(part, "up"), "Space")
                        moved = SAY["moved"].format(entry=self.names[part], place=step, count=len(response))
                        expect(self.status).to_have_text(moved)
                        expect(self.mover(part, "up")).to_be_focused()
            case "text" | "number":
                self._write(self.kind, response)
            case "open":
                self._write("text", response["text"])

    def _go(self, target: Locator, options: list[str], option: str) -> None:
        """Tab to a group of radio buttons, and go through it with the arrows."""
        keys = self.page.keyboard
        reach(target)
        steps = options.index(option) - options.index(self.page.evaluate("document.activeElement.value"))
        for _ in range(abs(steps)):
            keys.press("ArrowDown" if steps > 0 else "ArrowUp")
        if not steps:
            keys.press("Space")
        expect(target).to_be_focused()

    def _select(self, part: str, options: list[str], option: str | None) -> None:
        target = self.control(part)
        steps = [None, *options].index(option) - target.evaluate("select => select.selectedIndex")
        if steps:
            reach(target)
        for _ in range(abs(steps)):
            self.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")

    def _write(self, part: str, text: str) -> None:
        reach(self.control(part))
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(text)

    def judge(self, met: list[str]) -> None:
        """Tick what one's own answer does, by Tab and Space, after comparing."""
        for part in self.scheme["criteria"]:
            if self.control(part).is_checked() != (part in met):
                press(self.control(part), "Space")

    # A hand on the mouse

    def click(self, response: Any) -> None:
        """Give a response by clicks, and letters where there is no other way."""
        match self.kind:
            case "single":
                self.group.get_by_text(self.names[response], exact=True).click()
            case "multiple":
                for part in self.parts:
                    self.control(part).set_checked(part in response)
            case "record" if self.by_radio:
                for part, option in response.items():
                    self.radio(part, option).check()
            case "record":
                for part in self.parts:
                    self.control(part).select_option(response.get(part, ""))
            case "composite":
                for part, scheme in self.scheme["schemes"].items():
                    if "options" in scheme:
                        self.control(part).select_option(response.get(part, ""))
                    else:
                        self.control(part).fill(response.get(part, ""))
            case "ordered":
                if self.order() == response:
                    self.mover(response[0], "down").click()
                for place, part in enumerate(response):
                    for _ in range(self.order().index(part) - place):
                        self.mover(part, "up").click()
            case "text" | "number":
                self.control(self.kind).fill(response)
            case "open":
                self.control("text").fill(response["text"])

    def submit(self, response: Any) -> scoring.Mark:
        """Click a response and Check, and mark an open answer; its mark is what Python says."""
        self.click(response)
        self.check.click()
        if self.kind == "open" and response["met"] is not None:
            for part in response["met"]:
                self.control(part).check()
            if not response["met"]:  # looked for, and not found
                first = self.control(next(iter(self.scheme["criteria"])))
                first.check()
                first.uncheck()
        return self.item.mark(response)

    # What there is to see

    def shows(self, response: Any) -> None:
        """The controls hold this response."""
        match self.kind:
            case "single" | "multiple":
                chosen = [response] if isinstance(response, str) else response or []
                for part in self.parts:
                    expect(self.control(part)).to_be_checked(checked=part in chosen)
            case "record" if self.by_radio:
                for part in self.parts:
                    for option in self.scheme["options"]:
                        chosen = (response or {}).get(part) == option
                        expect(self.radio(part, option)).to_be_checked(checked=chosen)
            case "record" | "composite":
                for part in self.parts:
                    expect(self.control(part)).to_have_value((response or {}).get(part, ""))
            case "ordered" if response:
                expect(self.group.get_by_role("listitem")).to_contain_text([self.names[part] for part in response])
            case "text" | "number":
                expect(self.control(self.kind)).to_have_value(response or "")
            case "open":
                expect(self.control("text")).to_have_value((response or {}).get("text", ""))
                for part in self.scheme["criteria"] if (response or {}).get("met") is not None else ():
                    expect(self.control(part)).to_be_checked(checked=part in response["met"])

    def says(self, response: Any, revealed: bool = False) -> None:
        """What Python would say of a response stands in the group of each part, and its control says it too.

        What was right but not given stays unsaid as long as it would give the answer away.
        """
        verdicts = scoring.parts(self.scheme, response)
        whole = revealed or self.item.mark(response).state in ("right", "self-marked")
        for feedback in self.item.said(response):
            said = self.group.get_by_text(plain(feedback.say), exact=True)
            if verdicts[feedback.part] == "missed" and not whole:
                expect(said.filter(visible=True)).to_have_count(0)
                continue
            expect(said.filter(visible=True).first).to_be_visible()
            control = self.control(feedback.part)
            if self.kind == "ordered":
                expect(control).to_contain_text(plain(feedback.say))
            else:
                expect(control).to_have_accessible_description(re.compile(re.escape(plain(feedback.say))))

    def explains(self) -> None:
        """The rationale and its sources can be read."""
        for paragraph in self.item.rationale.split("\n\n"):
            expect(self.place.get_by_text(plain(paragraph), exact=True)).to_be_visible()
        for claim in self.item.claims:
            expect(self.place.get_by_role("link", name=home().evidence.label(claim)).first).to_be_visible()

    def blank(self) -> None:
        """Nothing is answered and nothing is said."""
        self.shows(None)
        expect(self.check).to_be_visible()
        expect(self.retry).to_be_hidden()
        expect(self.status).to_have_text("")


# Responses by the scheme alone


def wrong(item: Item) -> Iterator[Any]:
    """Responses that are not right, and together bring up every word that is said of a wrong part."""
    return (response for response in tries(item.scheme()) if item.mark(response).state != "right")


def tries(scheme: scoring.Scheme) -> Iterator[Any]:
    correct, options = scheme.get("correct"), scheme.get("options", [])
    match samples.kind(scheme):
        case "text":
            one_of_each = {n: text for text, n in scheme["foreseen"].items()}
            yield from one_of_each.values()
            yield "nobody would write this"
        case "number":
            yield from {
                span["value"]: span["low"].replace(".", scheme["decimal"]) for span in scheme["foreseen"]
            }.values()
            yield samples.wrong(scheme)
        case "composite":
            ways = [list(tries(inner)) for inner in scheme["schemes"].values()]
            for n in range(max(map(len, ways))):
                yield {part: way[n % len(way)] for part, way in zip(scheme["schemes"], ways, strict=True)}
            yield samples.partial(scheme)
        case "open":
            yield from (samples.samples(scheme)[name] for name in ("wrong", "partial"))
        case "single":
            yield from (option for option in options if option != correct)
        case "multiple":
            yield correct[:1]
            yield [option for option in options if option not in correct]
            yield options
        case "record":
            first = scheme["parts"][0]
            yield {first: next(option for option in options if option != correct[first])}
            for shift in range(1, len(options)):
                yield {
                    part: options[(options.index(choice) + shift) % len(options)] for part, choice in correct.items()
                }
        case "ordered":
            yield correct[::-1]
            yield [correct[1], correct[0], *correct[2:]]


def some_response(item: Item) -> Any:
    """A right response, a wrong one or one between, always the same for an item."""
    return random.Random(item.id).choice([right(item.scheme()), *wrong(item)])


# A quiz


def quiz(page: Page, chapter: str) -> Locator:
    """The quiz at a chapter's end."""
    return page.get_by_role("region", name=words.PAGE["quiz"].format(title=home().bank(chapter).title), exact=True)


def one_of_each_type(chapter: str) -> list[Item]:
    return list({item.type: item for item in home().bank(chapter).leaves}.values())


def works(page: Page, chapter: str) -> None:
    """An item of each type is answered and marked."""
    for item in one_of_each_type(chapter):
        asked, response = Question(page, item), some_response(item)
        mark = asked.submit(response)
        expect(asked.status).to_contain_text(result(mark))
        asked.says(response)


# What the browser keeps


def kept(page: Page) -> dict[str, dict[str, Any]]:
    """The states of the items that the browser keeps."""
    stored = page.evaluate("({ ...localStorage })")
    return {key.removeprefix(KEY): json.loads(value) for key, value in stored.items() if key.startswith(KEY)}


def store(page: Page, texts: Iterable[tuple[Item, str]]) -> None:
    """Put texts where the states of items are kept, and come back to the page."""
    pairs = [(KEY + item.id, text) for item, text in texts]
    page.evaluate("pairs => pairs.forEach(pair => localStorage.setItem(...pair))", pairs)
    page.reload()


def keep(page: Page, responses: Iterable[tuple[Item, Any]], **changes: Any) -> None:
    """Come back to the page as one who has answered before."""
    state = {"checked": True, "revealed": False, "attempts": 1, "hints": 0, "at": "2026-01-01T00:00:00Z"}
    store(
        page, [(item, json.dumps(state | {"rev": item.revision, "response": one} | changes)) for item, one in responses]
    )

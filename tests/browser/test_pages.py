"""Every page of the site, wide and narrow, light and dark: it asks nobody else for anything, and stands in no one's way.

axe runs with every rule that it has: WCAG A, AA and AAA, best practices, and those that are off by default or
experimental, except the few in `LEFT_OUT`, each with its reason.  The chapters, the front page and the index of the
evidence are held against it at both widths in both schemes, and the chapters again with every question answered;
the other evidence pages, which are long and all made alike, at the narrow width in the light and at the wide one in
the dark.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from quizzes.content import home

from .book import CHAPTERS, pages
from .conftest import Visit
from .reader import Question, keep, right, wrong

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
SCHEMES = ("light", "dark")
LEFT_OUT: dict[str, str] = {}
RUN = """async leftOut => {
  const values = axe.getRules().map(rule => rule.ruleId).filter(id => !leftOut.includes(id));
  const { violations } = await axe.run({ runOnly: { type: 'rule', values }, resultTypes: ['violations'] });
  return violations.map(({ id, help, nodes }) =>
    `${id} (${help}): ${nodes.length} times; ${nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | ')}`);
}"""


def violations(page: Page) -> list[str]:
    """What axe finds wrong with a page as it is now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN, list(LEFT_OUT))


def sideways(page: Page) -> int:
    """By how much a page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def is_short(address: str) -> bool:
    return not address.startswith("book/evidence/") or address == "book/evidence/index.html"


def check_all(visit: Visit, *, short: bool) -> list[str]:
    """Faults of the short pages or of the long ones."""
    found = []
    page = visit.context.new_page()
    for address in [address for address, made in pages().items() if not made.redirects and is_short(address) == short]:
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme="light")
            page.goto(f"{visit.site}/{address}", wait_until="networkidle")
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                where = f"{address} at {size['width']} px, {scheme}"
                if sideways(page):
                    found.append(f"{where}: {sideways(page)} px wider than the window")
                if short or (size, scheme) in ((NARROW, "light"), (WIDE, "dark")):
                    found += [f"{where}: {fault}" for fault in violations(page)]
        found += [f"{address}: {trouble}" for trouble in visit.troubles()]
        for heard in (visit.outside, visit.failed, visit.complaints):
            heard.clear()
    return found


@pytest.mark.usefixtures("folder")
def test_the_site_has_the_pages_that_it_should_have() -> None:
    assert {f"book/{chapter}.html" for chapter in CHAPTERS} <= pages().keys()
    assert {"index.html", "book/index.html", "book/evidence/index.html", "search.html"} <= pages().keys()


def test_the_book_s_own_pages_are_without_fault_in_every_width_and_scheme(visit: Visit) -> None:
    assert check_all(visit, short=True) == []


def test_the_evidence_pages_are_without_fault_in_every_width_and_scheme(visit: Visit) -> None:
    assert check_all(visit, short=False) == []


@pytest.mark.parametrize("chapter", CHAPTERS)
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_chapter_is_without_fault_when_everything_in_it_is_open(
    visitor: Callable[..., Visit], chapter: str, size: dict[str, Any]
) -> None:
    visit = visitor(viewport=size)
    page = visit.open(f"book/{chapter}.html")
    bank = home().bank(chapter)
    answers = [right, lambda scheme: None]
    keep(page, [(item, right(item.scheme()) if n % 3 else next(wrong(item))) for n, item in enumerate(bank.items)])
    for item in bank.items[::6]:
        Question(page, item).reveal.click()
    for item in bank.items[1::6]:
        Question(page, item).retry.click()
    mark = page.locator("sup").get_by_role("link").first
    mark.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    faults = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        faults += violations(page)
    assert faults == []
    assert sideways(page) == 0

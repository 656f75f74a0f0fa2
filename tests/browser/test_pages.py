"""The book's own pages, wide and narrow, light and dark: they ask nobody else for anything, and stand in no one's way.

axe runs with all its rules on each page in each width, and on the chapters again with everything in them open; in the
dark it looks at the colours, which are all that a dark scheme changes.  The pages of the evidence have a file of their
own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from quizzes.content import home

from .axe import colours, sideways, violations
from .book import CHAPTERS, NARROW, WIDE, is_evidence, pages
from .conftest import Visit
from .reader import RICHEST, Question, keep, right, wrong


@pytest.mark.usefixtures("folder")
def test_the_site_has_the_pages_that_it_should_have() -> None:
    assert {f"book/{chapter}.html" for chapter in CHAPTERS} <= pages().keys()
    assert {"index.html", "book/index.html", "book/evidence/index.html", "search.html"} <= pages().keys()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_page_is_without_fault_in_light_and_dark(visitor: Callable[..., Visit], size: dict[str, Any]) -> None:
    visit, found = visitor(viewport=size), []
    page = visit.context.new_page()
    for address in [address for address, made in pages().items() if not made.redirects and not is_evidence(address)]:
        page.goto(f"{visit.site}/{address}")
        found += [f"{address}: {fault}" for fault in sideways(page)]
        page.emulate_media(color_scheme="light")
        found += [f"{address}: {fault}" for fault in violations(page)]
        page.emulate_media(color_scheme="dark")
        found += [f"{address} in the dark: {fault}" for fault in colours(page)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_is_without_fault_when_everything_in_it_is_open(visitor: Callable[..., Visit], chapter: str) -> None:
    page = visitor(viewport=NARROW, color_scheme="light").open(f"book/{chapter}.html")
    bank = home().bank(chapter)
    keep(page, [(item, right(item.scheme()) if n % 3 else next(wrong(item))) for n, item in enumerate(bank.leaves)])
    for item in bank.leaves[::6]:
        Question(page, item).reveal.click()
    for item in bank.leaves[1::6]:
        Question(page, item).retry.click()
    page.locator("sup").get_by_role("link").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    found = violations(page, whole=chapter == RICHEST) + sideways(page)
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="dark")
    found += colours(page)
    assert not found, "\n".join(found)

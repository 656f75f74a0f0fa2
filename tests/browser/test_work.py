"""A class notebook as a page: read without a script, its answers closed until they are asked for, on paper too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .axe import sideways, violations
from .book import NARROW, SCHEMES
from .conftest import Visit

LESSON = "turn"  # one stands for all: what makes their pages is the same
ANSWER = "for_it = harris.where"


@pytest.fixture
def plain_page(visitor: Callable[..., Visit]) -> Page:
    return visitor(java_script_enabled=False).open(f"book/work/{LESSON}.html")


def test_a_chapter_leads_to_its_class_notebook_and_back(visit: Visit) -> None:
    page = visit.open(f"book/{LESSON}.html", leaf=False)
    page.get_by_role("main").get_by_role("link", name="class notebook", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Work with the evidence: The turn")
    page.get_by_role("main").get_by_role("link", name="The turn", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("The turn: order, court and country")


def test_a_lesson_can_be_read_without_a_script_and_its_answers_are_closed(plain_page: Page) -> None:
    expect(plain_page.get_by_text("What it counts.").first).to_be_visible()
    expect(plain_page.get_by_role("row", name="against 66", exact=True)).to_be_visible()
    expect(plain_page.get_by_text(ANSWER)).to_be_hidden()
    plain_page.get_by_text("One answer to task 2", exact=True).click()
    expect(plain_page.get_by_text(ANSWER)).to_be_visible()
    expect(plain_page.get_by_text("Both can be right.")).to_be_hidden()


def test_an_answer_opens_by_keyboard_and_names_its_sources(visit: Visit) -> None:
    page = visit.open(f"book/work/{LESSON}.html")
    page.get_by_text("One answer in words", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Both can be right.")).to_be_visible()
    answer = page.get_by_role("group").filter(has_text="One answer in words")
    expect(answer.get_by_role("link").first).to_have_accessible_name("Source 2")


def test_what_is_closed_stays_closed_on_paper(visit: Visit) -> None:
    page = visit.open(f"book/work/{LESSON}.html")
    page.emulate_media(media="print")
    expect(page.get_by_text("One answer to task 2", exact=True)).to_be_visible()
    expect(page.get_by_text(ANSWER)).to_be_hidden()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_lesson_is_legible_on_a_phone_for_everybody(visitor: Callable[..., Visit], scheme: str) -> None:
    page = visitor(viewport=NARROW, color_scheme=scheme).open(f"book/work/{LESSON}.html")
    for summary in page.get_by_text("One answer").all():
        summary.click()
    assert sideways(page) == []
    assert violations(page) == []

"""An author's browser beside the editor: the page follows the file and loses nothing that was done on it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, expect

from quizzes import preview, words
from quizzes.content import Content

from .axe import violations
from .conftest import Visit

BANK = "quizzes/bank/warnings.yaml"
SAY = words.PREVIEW


@pytest.fixture
def author(copy, chromium: Browser) -> Iterator[Visit]:
    """An author before the preview of the bank."""
    watch = preview.Watch(copy.root / "bank" / "warnings.yaml", Content(copy.root))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(preview.Handler, watch=watch)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        visit = Visit(context, f"http://localhost:{server.server_port}")
        yield visit
        context.close()
        server.shutdown()
    assert visit.troubles() == []


def test_an_edit_appears_by_itself_and_answers_and_place_stay(author, copy):
    page = author.open("")
    choice = page.get_by_role("group", name="To whom, by his own account").get_by_role("radio").first
    choice.check()
    choice.scroll_into_view_if_needed()
    place = choice.bounding_box()["y"]
    # Far above, and so long that all below would move.
    copy.edit(BANK, "Which were they?", "Which were they?" + " Say it once more." * 60)
    expect(page.get_by_text("Say it once more. Say it once more.")).to_be_attached()
    expect(choice).to_be_checked()
    assert abs(choice.bounding_box()["y"] - place) < 2


def test_a_changed_item_can_be_answered_at_once(author, copy):
    page = author.open("")
    copy.edit(BANK, "Which were they?", "And which were they?")
    item = page.get_by_role("group", name="And which were they?")
    item.get_by_role("radio", name="Justice told prosecutors").check()
    item.locator("xpath=..").get_by_role("button", name=words.QUIZ_SCRIPT["check-button"]).click()
    expect(item.locator("xpath=..").get_by_role("status")).to_contain_text("Right.")


def test_a_fault_is_told_with_its_line_above_the_last_good_state_until_it_is_mended(author, copy):
    page = author.open("")
    told = page.get_by_role("status").filter(has_text=SAY["fine"])
    expect(told).to_be_visible()
    copy.edit(BANK, "type: single-choice", "type: single-chioce")
    expect(page.get_by_text(SAY["stale"])).to_be_visible()
    expect(page.get_by_text(f"{BANK}:")).to_contain_text("unknown item type 'single-chioce'")
    expect(page.get_by_role("group", name="Two decisions, taken one after the other")).to_be_visible()
    copy.edit(BANK, "type: single-chioce", "type: single-choice")
    expect(told).to_be_visible()


def test_an_item_that_is_added_or_taken_out_comes_and_goes_in_its_place(author, copy):
    page = author.open("")
    names = page.locator("main code:first-child")
    expect(names.first).to_have_text("two-decisions")
    copy.edit(BANK, "- id: two-decisions", "- id: both-decisions")
    copy.edit(BANK, "  - two-decisions\n", "  - both-decisions\n")
    expect(names.first).to_have_text("both-decisions")
    expect(names.filter(has_text="two-decisions")).to_have_count(0)


def test_the_marks_of_sample_responses_open_and_stay_open(author, copy):
    page = author.open("")
    marks = page.get_by_text(SAY["samples"].format(id="two-decisions"))
    marks.click()
    right = page.get_by_role("row", name="right").first
    expect(right).to_contain_text("right, 1 of 1")
    copy.edit(BANK, "The two go together.", "These two go together.")
    expect(right).to_contain_text("These two go together.")
    expect(right).to_be_visible()


def test_a_citation_opens_the_claim(author):
    page = author.open("")
    page.get_by_text(SAY["samples"].format(id="two-decisions")).scroll_into_view_if_needed()
    page.goto(page.locator("a[href*='/claim/']").first.evaluate("link => link.href"))
    expect(page.get_by_role("listitem").first).to_be_visible()


def test_the_preview_is_accessible(author):
    page = author.open("")
    page.get_by_text(SAY["samples"].format(id="two-decisions")).click()
    assert violations(page) == []

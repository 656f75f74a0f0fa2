"""The review at the end of a quiz, and what every item offers about itself, on the real bank in a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from quizzes import words
from quizzes.content import home
from quizzes.text import plain

from . import gallery
from .book import items, served
from .conftest import Visit
from .reader import SAY, Question, keep, kept, one_chapter, press, result, right, wrong


@pytest.fixture
def page(visitor: Callable[..., Visit], tmp_path: Path, chapter: str) -> Iterator[Page]:
    """The quiz of a chapter, without the chapter."""
    gallery.write(tmp_path, home().bank(chapter).form())
    with served(tmp_path) as address:
        yield visitor(address, viewport={"width": 1280, "height": 900}).open(gallery.PAGE)


def answered(page: Page, chapter: str) -> tuple[list, list]:
    """One who has got every third item wrong: those that were right, and those that were not."""
    asked = items(chapter)
    missed = asked[::3]
    keep(page, [(item, next(wrong(item)) if item in missed else right(item.scheme())) for item in asked])
    return [item for item in asked if item not in missed], missed


def row(page: Page, chapter: str, item: object) -> Locator:
    name = f"{items(chapter).index(item) + 1}. {plain(item.stem)}"
    return page.get_by_role("listitem").filter(has=page.get_by_role("link", name=name, exact=True))


@one_chapter
def test_the_review_tells_by_objective_what_was_right(page: Page, chapter: str) -> None:
    right_ones, _ = answered(page, chapter)
    for key, text in home().bank(chapter).objectives.items():
        these = [item for item in items(chapter) if item.objective == key]
        if not these:
            continue
        count = SAY["review.right"].format(right=len([item for item in these if item in right_ones]), of=len(these))
        objective = page.get_by_role("group").filter(has=page.get_by_text(plain(text), exact=False)).last
        expect(objective.get_by_text(count, exact=True)).to_be_visible()
        if any(item not in right_ones for item in these):
            for item in these:
                response = right(item.scheme()) if item in right_ones else next(wrong(item))
                expect(row(page, chapter, item)).to_contain_text(SAY[f"state.{item.mark(response).state}"])


@one_chapter
def test_the_review_opens_why_with_all_that_can_be_said_of_an_item(page: Page, chapter: str) -> None:
    _, missed = answered(page, chapter)
    for item in missed[:3]:
        place = row(page, chapter, item)
        place.get_by_text(SAY["review.why"], exact=True).first.focus()
        page.keyboard.press("Enter")
        expect(place.get_by_text(plain(item.rationale), exact=True)).to_be_visible()
        for feedback in item.feedback():
            expect(place.get_by_text(plain(feedback.say), exact=True).first).to_be_visible()


@one_chapter
def test_a_row_of_the_review_leads_to_its_item(page: Page, chapter: str) -> None:
    _, missed = answered(page, chapter)
    row(page, chapter, missed[1]).get_by_role("link").first.click()
    expect(Question(page, missed[1]).group).to_be_in_viewport()


@one_chapter
def test_only_what_was_not_right_is_asked_again_until_it_is_done(page: Page, chapter: str) -> None:
    right_ones, missed = answered(page, chapter)
    page.get_by_role("button", name=SAY["review.again"], exact=True).focus()
    page.keyboard.press("Enter")
    expect(Question(page, missed[0]).first).to_be_focused()
    for item in right_ones:
        expect(Question(page, item).group).to_have_count(0)
    said = SAY["only" if len(missed) == 1 else "onlys"].format(onlys=len(missed))
    expect(page.get_by_role("status").filter(has_text=said)).to_have_count(1)
    for item in missed:
        Question(page, item).shows(None)
        Question(page, item).submit(right(item.scheme()))
    for item in items(chapter):
        expect(Question(page, item).group).to_be_visible()
        expect(Question(page, item).status).to_contain_text(result(item.mark(right(item.scheme()))))
    expect(page.get_by_text(SAY["summary.right"], exact=True)).to_be_visible()
    assert {kept(page)[item.id]["attempts"] for item in missed} == {2}, "tries stay counted"


@one_chapter
def test_all_questions_come_back_when_asked_for(page: Page, chapter: str) -> None:
    right_ones, _ = answered(page, chapter)
    page.get_by_role("button", name=SAY["review.again"], exact=True).click()
    press(page.get_by_role("button", name=SAY["show-all"], exact=True))
    for item in right_ones:
        expect(Question(page, item).group).to_be_visible()
    assert page.evaluate("document.activeElement !== document.body"), "the focus is not lost"


@one_chapter
@pytest.mark.parametrize("way", ["typed", "followed"])
def test_the_address_of_an_item_shows_it_wherever_it_is(page: Page, chapter: str, way: str) -> None:
    right_ones, _ = answered(page, chapter)
    page.get_by_role("button", name=SAY["review.again"], exact=True).click()
    hidden = Question(page, right_ones[-1])
    expect(hidden.group).to_have_count(0)
    address = f"#item-{hidden.item.id}"
    if way == "typed":
        page.evaluate("hash => { location.hash = hash; }", address)
    else:
        page.evaluate(
            "href => document.body.append(Object.assign(document.createElement('a'), { href, textContent: 'there' }))",
            address,
        )
        page.get_by_role("link", name="there", exact=True).click()
    expect(hidden.group).to_be_in_viewport()


@one_chapter
def test_every_item_says_its_id_its_link_and_how_to_clear_it(page: Page, chapter: str) -> None:
    answered(page, chapter)
    for item in items(chapter)[:4]:
        asked = Question(page, item)
        about = asked.place.get_by_text(SAY["about.item"], exact=True)
        press(about)
        expect(asked.place.get_by_text(item.id, exact=True)).to_be_visible()
        asked.place.get_by_role("link", name=SAY["about.link"], exact=True).click()
        assert page.url.endswith(f"#item-{item.id}")
        press(asked.place.get_by_role("button", name=SAY["clear"], exact=True))
        asked.shows(None)
        expect(asked.status).to_have_text(SAY["cleared"])
        expect(asked.first).to_be_focused()
        assert item.id not in kept(page)


@one_chapter
def test_what_was_not_chosen_has_its_explanation_to_be_opened(page: Page, chapter: str) -> None:
    """Under a name that gives nothing away, until the answer is known."""
    for item in items(chapter):
        if item.scheme()["cardinality"] not in ("single", "multiple") or item.scheme().get("base"):
            continue
        asked, response = Question(page, item), next(wrong(item))
        asked.submit(response)
        chosen = [response] if isinstance(response, str) else response
        others = [part for part in asked.parts if part not in chosen]
        neutral = asked.group.get_by_text(SAY["about.option"], exact=True)
        expect(neutral).to_have_count(len(others))
        expect(asked.group.get_by_text(SAY["about.wrong"], exact=True)).to_have_count(0)
        for n, part in enumerate(others):
            press(neutral.nth(n))
            says = [plain(one.say) for one in item.feedback() if one.part == part]
            opened = [asked.group.get_by_text(say, exact=True).filter(visible=True).count() for say in says]
            assert any(opened), f"{item.id}: nothing is said of {part}"
        asked.reveal.click()
        keys = item.scheme()["correct"]
        still_wrong = [part for part in others if part not in keys]
        expect(asked.group.get_by_text(SAY["about.wrong"], exact=True)).to_have_count(len(still_wrong))


@one_chapter
def test_words_on_the_page_come_from_the_catalogue(page: Page, chapter: str) -> None:
    answered(page, chapter)
    text = page.locator("body").inner_text()
    for key in words.QUIZ_SCRIPT:
        assert "." not in key or key not in text.split(), f"the word for {key} is missing"

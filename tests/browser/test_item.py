"""Every item of every bank on its page, found by roles and names as a screen reader finds it.

What must happen is computed in Python from the item's scheme and feedback, so that a new item, or a new type of item,
needs no new test.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from quizzes import scoring, words
from quizzes.content import home
from quizzes.itemtypes import Item
from quizzes.text import plain

from .conftest import Visit
from .reader import SAY, Question, every_chapter, kept, one_chapter, press, result, right, wrong


def marked(chapter: str) -> list[Item]:
    """The items of a chapter without open answers: test_types.py and test_modes.py compare and tick those."""
    return [item for item in home().bank(chapter).leaves if scoring.by_machine(item.scheme())]


def come(page: Page, item: Item) -> Question:
    """The item, come to by its address: the next Tab goes into it."""
    page.evaluate("hash => { location.hash = hash; }", f"item-{item.id}")
    return Question(page, item)


@every_chapter
def test_an_item_is_answered_wrongly_then_rightly_with_the_keyboard_alone(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    for item in marked(chapter):
        answer_twice(come(page, item), item)


def answer_twice(asked: Question, item: Item) -> None:
    live = asked.status.element_handle()
    response = next(wrong(item))
    asked.type(response)
    press(asked.check, "Space")
    expect(asked.status).to_contain_text(result(item.mark(response)))  # the last one also says that it is the last
    asked.says(response)
    expect(asked.place.get_by_text(plain(item.rationale), exact=True)).to_be_hidden()
    expect(asked.retry).to_be_focused()
    asked.page.keyboard.press("Enter")
    expect(asked.status).to_have_text("")
    expect(asked.first).to_be_focused()
    response = right(item.scheme())
    asked.type(response)
    if asked.kind == "text":
        asked.page.keyboard.press("Enter")
    else:
        press(asked.check)
        expect(asked.retry).to_be_focused()
    expect(asked.status).to_contain_text(result(item.mark(response)))
    asked.says(response)
    asked.explains()
    expect(asked.reveal).to_be_hidden()
    assert live.evaluate("region => region.isConnected"), "a live region that is replaced announces nothing"


@every_chapter
def test_every_answer_gets_its_mark_and_the_feedback_written_for_it(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    for item in marked(chapter):
        asked = Question(page, item)
        for response in [*wrong(item), right(item.scheme())]:
            mark = asked.submit(response)
            expect(asked.status).to_contain_text(result(mark))
            asked.says(response)
            asked.retry.click()
            asked.shows(after_another_try(item, response))
            expect(asked.status).to_have_text("")


def after_another_try(item: Item, response: Any) -> Any:
    """What stays of an answer for another try: what was right of it, and an order or a text to go on from.

    Of a wholly right answer nothing stays: who tries again then, starts afresh.
    """
    scheme = item.scheme()
    correct = scheme.get("correct")
    if item.mark(response).state == "right":
        return None
    match scheme["cardinality"], scheme.get("base"):
        case "single", base:
            return response if base in ("text", "number") else None
        case "multiple", _:
            return [part for part in response if part in correct]
        case "record", _:
            return {part: choice for part, choice in response.items() if correct[part] == choice}
        case "composite", _:
            verdicts = scoring.parts(scheme, response)
            return {part: given for part, given in response.items() if verdicts[part] == "right"}
    return response


@one_chapter
def test_an_empty_check_says_what_is_missing_and_leads_to_it(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    for item in home().bank(chapter).leaves:
        asked = Question(page, item)
        asked.blank()
        asked.check.click()
        expect(asked.status).to_have_text(SAY[f"missing.{asked.kind}"])
        expect(asked.first).to_be_focused()
        expect(asked.check).to_be_visible()
    assert kept(page) == {}


@every_chapter
def test_see_the_answer_shows_it_and_says_that_it_does_not_count(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    for item in home().bank(chapter).leaves:
        asked = Question(page, item)
        asked.reveal.click()
        expect(asked.status).to_contain_text(SAY["result.revealed"])
        expect(asked.retry).to_be_focused()
        expect(asked.reveal).to_be_hidden()
        asked.says(None, revealed=True)
        asked.explains()
        page.keyboard.press("Enter")
        asked.blank()
        expect(asked.first).to_be_focused()


@one_chapter
def test_see_the_answer_after_a_wrong_one_keeps_the_mark(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    for item in marked(chapter):
        asked, response = Question(page, item), next(wrong(item))
        mark = asked.submit(response)
        asked.reveal.click()
        expect(asked.status).to_contain_text(f"{result(mark)} {SAY['result.shown']}")
        asked.says(response, revealed=True)
        asked.explains()
        asked.shows(response)


@one_chapter
def test_an_answer_that_was_checked_stays_until_another_try(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    for item in marked(chapter):
        asked, response = Question(page, item), right(item.scheme())
        asked.submit(response)
        match asked.kind:
            case "single" | "multiple":
                other = next(part for part in asked.parts if part not in response)
                asked.group.get_by_text(asked.names[other], exact=True).click(force=True)  # it says that it is disabled
            case "text":
                expect(asked.control("text")).not_to_be_editable()
            case "record":
                asked.control(asked.parts[0]).focus()
                page.keyboard.press("ArrowDown")
            case "ordered":
                expect(asked.mover(asked.parts[0], "down")).to_have_count(0)
        asked.shows(response)
        expect(asked.status).to_contain_text(result(item.mark(response)))


@every_chapter
def test_a_hint_opens_by_keyboard(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    for item in (item for item in home().bank(chapter).leaves if item.hints):
        asked = come(page, item)
        hint = asked.place.get_by_text(plain(item.hints[0]), exact=True)
        expect(hint).to_be_hidden()
        press(asked.place.get_by_text(words.PAGE["hint"], exact=True).first)
        expect(hint).to_be_visible()

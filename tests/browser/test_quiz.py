"""A quiz on the page, item by item and whole, found by roles and names as a screen reader finds it.

Every item of every bank is walked with the keyboard alone; what must happen is computed from its scheme and feedback
in Python, so that a new item, or a new type of item, needs no new test.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from quizzes import words
from quizzes.chapters import Chapter
from quizzes.content import home
from quizzes.itemtypes import Item
from quizzes.text import plain

from .book import CHAPTERS, ITEM_NAMES, ITEMS, ROOT, items, served
from .conftest import Visit
from .reader import SAY, Question, number, points, press, reach, result, right, wrong

KEY = "quizzes/1/item/"
every_item = pytest.mark.parametrize(("chapter", "item"), ITEMS, ids=ITEM_NAMES)
every_chapter = pytest.mark.parametrize("chapter", CHAPTERS)


def question(visit: Visit, chapter: str, item: Item) -> Question:
    """The item, come to by its address: the next Tab goes into it."""
    return Question(visit.open(f"book/{chapter}.html#item-{item.id}"), item)


def quiz(page: Page, chapter: str) -> Locator:
    return page.get_by_role("region", name=words.PAGE["quiz"].format(title=home().bank(chapter).title), exact=True)


def some_response(item: Item) -> Any:
    """A right response, a wrong one or one between, always the same for an item."""
    return random.Random(item.id).choice([right(item.scheme()), *wrong(item)])


def kept(page: Page) -> dict[str, dict]:
    """What the browser keeps of the quizzes, by item."""
    stored = page.evaluate("({ ...localStorage })")
    return {key.removeprefix(KEY): json.loads(value) for key, value in stored.items() if key.startswith(KEY)}


# One item, with the keyboard alone


@every_item
def test_an_item_is_answered_wrongly_then_rightly_with_the_keyboard_alone(visit: Visit, chapter: str, item: Item) -> None:
    asked = question(visit, chapter, item)
    live = asked.status.element_handle()
    response = next(wrong(item))
    asked.type(response)
    press(asked.check, "Space")
    expect(asked.status).to_have_text(result(item.mark(response)))
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
    expect(asked.status).to_have_text(result(item.mark(response)))
    asked.says(response)
    asked.explains()
    expect(asked.reveal).to_be_hidden()
    assert live.evaluate("region => region.isConnected"), "a live region that is replaced announces nothing"


@every_item
def test_every_answer_gets_its_mark_and_the_feedback_written_for_it(visit: Visit, chapter: str, item: Item) -> None:
    asked = question(visit, chapter, item)
    for response in [*wrong(item), right(item.scheme())]:
        mark = asked.submit(response)
        expect(asked.status).to_have_text(result(mark))
        asked.says(response)
        asked.retry.click()
        asked.shows(after_another_try(item, response))
        expect(asked.status).to_have_text("")


def after_another_try(item: Item, response: Any) -> Any:
    """What stays of an answer for another try: what was right of it, and an order or a text to go on from.

    Of a wholly right answer nothing stays: who tries again then, starts afresh.
    """
    scheme = item.scheme()
    correct = scheme["correct"]
    if item.mark(response).state == "right":
        return None
    match scheme["cardinality"], scheme.get("base"):
        case "single", base:
            return response if base == "text" else None
        case "multiple", _:
            return [part for part in response if part in correct]
        case "record", _:
            return {part: choice for part, choice in response.items() if correct[part] == choice}
    return response


@every_chapter
def test_an_empty_check_says_what_is_missing_and_leads_to_it(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    for item in home().bank(chapter).items:
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
    for item in home().bank(chapter).items:
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


@every_chapter
def test_see_the_answer_after_a_wrong_one_keeps_the_mark(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    for item in home().bank(chapter).items:
        asked, response = Question(page, item), next(wrong(item))
        mark = asked.submit(response)
        asked.reveal.click()
        expect(asked.status).to_contain_text(f"{result(mark)} {SAY['result.shown']}")
        asked.says(response, revealed=True)
        asked.explains()
        asked.shows(response)


@every_chapter
def test_an_answer_that_was_checked_stays_until_another_try(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    for item in home().bank(chapter).items:
        asked, response = Question(page, item), right(item.scheme())
        asked.submit(response)
        match asked.kind:
            case "single" | "multiple":
                other = next(part for part in asked.parts if part not in response)
                asked.group.get_by_text(asked.names[other], exact=True).click()
            case "text":
                expect(asked.control("text")).not_to_be_editable()
            case "record":
                expect(asked.control(asked.parts[0]).get_by_role("option", disabled=False)).to_have_count(1)
            case "ordered":
                expect(asked.mover(asked.parts[0], "down")).to_have_count(0)
        asked.shows(response)
        expect(asked.status).to_contain_text(result(item.mark(response)))


@pytest.mark.parametrize(("chapter", "item"), [pair for pair in ITEMS if pair[1].hints], ids=[item.id for _, item in ITEMS if item.hints])
def test_a_hint_opens_by_keyboard(visit: Visit, chapter: str, item: Item) -> None:
    asked = question(visit, chapter, item)
    hint = asked.place.get_by_text(plain(item.hints[0]), exact=True)
    expect(hint).to_be_hidden()
    press(asked.place.get_by_text(words.PAGE["hint"], exact=True).first)
    expect(hint).to_be_visible()


@every_chapter
def test_the_keyboard_passes_through_the_quiz_and_out_of_it(visit: Visit, chapter: str) -> None:
    first, last = items(chapter)[0], items(chapter)[-1]
    page = visit.open(f"book/{chapter}.html#item-{first.id}")
    inside = "() => document.activeElement.closest('[id^=item-]')?.id"
    page.keyboard.press("Tab")
    assert page.evaluate(inside) == f"item-{first.id}"
    reached = []
    for _ in range(60 * len(items(chapter))):
        here = page.evaluate(inside)
        if here is None:
            break
        reached += [here] if here not in reached else []
        page.keyboard.press("Tab")
    assert reached == [f"item-{item.id}" for item in items(chapter)]
    assert reached[-1] == f"item-{last.id}"


# The quiz as a whole


@every_chapter
def test_the_score_at_the_end_is_the_sum_of_pythons_marks(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    whole, asked, marks = quiz(page, chapter), items(chapter), []
    for item in asked:
        marks.append(Question(page, item).submit(some_response(item)))
        key = "summary.done" if len(marks) == len(asked) else "summary.so-far"
        said = SAY[key].format(
            answered=len(marks),
            items=len(asked),
            score=number(sum(mark.score for mark in marks)),
            points=points(sum(item.points for item in asked)),
        )
        expect(whole.get_by_text(said, exact=True)).to_be_visible()
    last = Question(page, asked[-1])
    expect(last.status).to_have_text(f"{result(marks[-1])} {SAY['result.last']}")


@every_chapter
def test_read_again_links_lead_to_the_sections_of_what_went_wrong(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    headings = Chapter(ROOT / "book" / f"{chapter}.ipynb").headings
    again = {}
    for item in items(chapter):
        asked = Question(page, item)
        mark = asked.submit(some_response(item))
        title = plain(headings[item.section])
        link = asked.place.get_by_role("link", name=SAY["again"].format(section=title), exact=True)
        expect(link).to_have_count(int(mark.state != "right"))
        if mark.state != "right":
            again[title] = link
    for title, link in again.items():
        heading = page.get_by_role("heading", name=title)
        link.click()
        expect(heading).to_be_in_viewport()
    listed = quiz(page, chapter).get_by_role("list").last.get_by_role("link")
    expect(listed).to_have_text(list(again))
    for title in again:
        listed.get_by_text(title, exact=True).click()
        expect(page.get_by_role("heading", name=title)).to_be_in_viewport()


@every_chapter
def test_a_perfect_reader_is_told_so(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    for item in items(chapter):
        Question(page, item).submit(right(item.scheme()))
    expect(quiz(page, chapter).get_by_text(SAY["summary.right"], exact=True)).to_be_visible()


@every_chapter
def test_answers_that_were_only_looked_up_do_not_count(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    asked = items(chapter)
    for item in asked:
        Question(page, item).reveal.click()
    total = points(sum(item.points for item in asked))
    said = SAY["summary.done"].format(answered=0, items=len(asked), score="0", points=total)
    expect(quiz(page, chapter).get_by_text(said, exact=True)).to_be_visible()


@every_chapter
def test_start_again_asks_in_the_page_and_then_clears_this_quiz_only(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    whole, bank = quiz(page, chapter), home().bank(chapter)
    alone = [bank.item(key) for key in bank.checks[:1]]
    for item in [*alone, *bank.form().items]:
        Question(page, item).submit(some_response(item))
    press(whole.get_by_role("button", name=SAY["restart"], exact=True))
    sure = whole.get_by_role("group", name=SAY["restart.sure"], exact=True)
    expect(sure.get_by_role("button", name=SAY["restart.no"])).to_be_focused()
    page.keyboard.press("Enter")
    expect(sure).to_be_hidden()
    expect(whole.get_by_role("button", name=SAY["restart"], exact=True)).to_be_focused()
    Question(page, bank.form().items[0]).shows(some_response(bank.form().items[0]))
    page.keyboard.press("Enter")
    press(sure.get_by_role("button", name=SAY["restart.yes"]))
    first, *others = bank.form().items
    expect(Question(page, first).first).to_be_focused()
    expect(Question(page, first).status).to_have_text(SAY["restart.done"])
    for item in others:
        Question(page, item).blank()
    assert kept(page).keys() == {item.id for item in alone}
    page.reload()
    for item in bank.form().items:
        Question(page, item).blank()
    for item in alone:
        Question(page, item).shows(some_response(item))


# What the browser keeps


@every_chapter
def test_answers_survive_a_reload(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    bank = home().bank(chapter)
    for item in bank.items:
        Question(page, item).submit(some_response(item))
    summary = quiz(page, chapter).get_by_text(SAY["restart"]).locator("xpath=..").inner_text()
    page.reload()
    for item in bank.items:
        asked, response = Question(page, item), some_response(item)
        asked.shows(response)
        expect(asked.status).to_have_text(result(item.mark(response)))
        asked.says(response)
        expect(asked.check).to_be_hidden()
    assert quiz(page, chapter).get_by_text(SAY["restart"]).locator("xpath=..").inner_text() == summary


@every_chapter
def test_a_look_at_the_answer_survives_a_reload(visit: Visit, chapter: str) -> None:
    item = items(chapter)[0]
    asked = question(visit, chapter, item)
    asked.reveal.click()
    asked.page.reload()
    expect(asked.status).to_have_text(SAY["result.revealed"])
    asked.explains()


@every_chapter
def test_an_answer_to_another_revision_is_not_shown_as_one_to_this(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    bank = home().bank(chapter)
    for item in bank.items:
        Question(page, item).submit(some_response(item))
    page.evaluate("""start => {
      for (const key of Object.keys(localStorage).filter(key => key.startsWith(start))) {
        localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key)), rev: '00000000' }));
      }
    }""", KEY)
    page.reload()
    for item in bank.items:
        asked = Question(page, item)
        asked.blank()
        revised = asked.place.get_by_text(SAY["revised"], exact=True)
        expect(revised).to_be_visible()
        asked.submit(right(item.scheme()))
        expect(revised).to_have_count(0)


def works(page: Page, chapter: str) -> None:
    """The quiz goes on: an item of each kind is answered and marked."""
    for item in {item.type: item for item in home().bank(chapter).items}.values():
        asked, response = Question(page, item), some_response(item)
        mark = asked.submit(response)
        expect(asked.status).to_have_text(result(mark))
        asked.says(response)


def notices(page: Page) -> Locator:
    """The plain sentences on storage that a reader can see."""
    status = page.get_by_role("status")
    return status.filter(has_text=SAY["notice.unkept"]).or_(status.filter(has_text=SAY["notice.unreadable"]))


REFUSED = {
    "reading and writing": "for (const name of ['getItem', 'setItem', 'removeItem']) "
    "Storage.prototype[name] = () => { throw new DOMException('refused', 'SecurityError'); };",
    "storage itself": "Object.defineProperty(window, 'localStorage', "
    "{ get() { throw new DOMException('refused', 'SecurityError'); } });",
    "absent storage": "Object.defineProperty(window, 'localStorage', { value: null });",
    "writing": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
}


@every_chapter
@pytest.mark.parametrize("script", REFUSED.values(), ids=REFUSED)
def test_refused_storage_is_said_once_and_the_quiz_goes_on(visit: Visit, chapter: str, script: str) -> None:
    visit.context.add_init_script(script)
    page = visit.open(f"book/{chapter}.html")
    works(page, chapter)
    expect(notices(page)).to_have_text([SAY["notice.unkept"]])


@every_chapter
def test_full_storage_is_said_once_and_the_quiz_goes_on(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    page.evaluate("""() => {
      for (let size = 2 ** 23, n = 0; size >= 1; n += 1) {
        try { localStorage.setItem(`other/${n}`, 'x'.repeat(size)); } catch { size = size / 2; }
      }
    }""")
    works(page, chapter)
    expect(notices(page)).to_have_text([SAY["notice.unkept"]])
    assert kept(page) == {}


# What may stand under an item's key and is no state of it: as it is, and as the response of a state.
NO_STATE = ["", "{", "42", "[]", '"words"', "true", "{}", '{"rev": null}']
NO_RESPONSE = [42, True, {"a": 1}, ["no-such-id"], "no-such-id", {"no-such-part": "no-such-id"}, [None], [[]]]


def rubbish(item: Item) -> list[str]:
    state = {"rev": item.revision, "checked": True, "revealed": False, "attempts": 1, "hints": 0, "at": "2026-01-01T00:00:00Z"}
    is_text = item.scheme().get("base") == "text"
    responses = [42 if is_text and isinstance(one, str) else one for one in NO_RESPONSE]  # any text may be typed
    return NO_STATE + [json.dumps(state | {"response": response}) for response in responses]


@every_chapter
def test_rubbish_in_storage_is_set_aside_and_the_quiz_goes_on(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    bank = home().bank(chapter)
    for texts in zip(*map(rubbish, bank.items), strict=True):
        kept_keys = [KEY + item.id for item in bank.items]
        page.evaluate("pairs => pairs.forEach(pair => localStorage.setItem(...pair))", list(zip(kept_keys, texts, strict=True)))
        page.reload()
        expect(notices(page), f"with {texts[0]!r} in the storage").to_have_text([SAY["notice.unreadable"]])
        for item in bank.items:
            expect(Question(page, item).check).to_be_visible()
            expect(Question(page, item).status).to_have_text("")
    for item in bank.items:
        Question(page, item).blank()
        Question(page, item).submit(right(item.scheme()))
    page.reload()
    for item in bank.items:
        Question(page, item).shows(right(item.scheme()))
    expect(notices(page)).to_have_count(0)


@every_chapter
def test_a_second_tab_shows_what_was_answered_in_the_first(visit: Visit, chapter: str) -> None:
    one, two = visit.open(f"book/{chapter}.html"), visit.open(f"book/{chapter}.html")
    for item in home().bank(chapter).items:
        response = some_response(item)
        mark = Question(one, item).submit(response)
        there = Question(two, item)
        there.shows(response)
        expect(there.status).to_have_text(result(mark))
    Question(one, items(chapter)[0]).retry.click()
    expect(Question(two, items(chapter)[0]).check).to_be_visible()


@every_chapter
def test_an_answer_begun_in_this_tab_is_not_lost_to_another_tab(visit: Visit, chapter: str) -> None:
    first, second = items(chapter)[:2]
    one, two = visit.open(f"book/{chapter}.html"), visit.open(f"book/{chapter}.html")
    begun = Question(one, first)
    begun.click(right(first.scheme()))
    Question(two, second).submit(right(second.scheme()))
    Question(one, second).shows(right(second.scheme()))
    begun.shows(right(first.scheme()))


@every_chapter
def test_nothing_leaves_the_browser_while_a_reader_answers(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    page.wait_for_load_state("networkidle")
    before = len(visit.requests)
    for item in home().bank(chapter).items:
        asked = Question(page, item)
        asked.submit(some_response(item))
        if item.mark(some_response(item)).state != "right":
            asked.reveal.click()
    page.evaluate("new Promise(done => requestIdleCallback(done))")
    assert visit.requests[before:] == []
    assert page.context.cookies() == []


def test_the_quiz_works_under_a_policy_that_allows_nothing_inline(visitor: Callable[..., Visit], folder: Path) -> None:
    with served(folder, Content_Security_Policy="default-src 'self'; img-src 'self' data:") as address:
        visit = visitor(address)
        for chapter in CHAPTERS:
            page = visit.open(f"book/{chapter}.html")
            works(page, chapter)
            page.get_by_role("link", name=words.EVIDENCE["citation"].split("{")[0]).first.click()
            expect(page.get_by_role("dialog")).to_be_visible()

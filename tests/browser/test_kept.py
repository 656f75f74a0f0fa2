"""What a browser keeps of a reader's answers, and what happens where it can't."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Locator, Page, expect

from quizzes import scoring, words
from quizzes.content import home
from quizzes.itemtypes import Item
from quizzes.states import read

from .book import items
from .conftest import Visit
from .reader import (
    KEY,
    SAY,
    Question,
    keep,
    kept,
    one_chapter,
    one_of_each_type,
    quiz,
    result,
    right,
    some_response,
    store,
    works,
    wrong,
)


@one_chapter
def test_answers_survive_a_reload(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    works(page, chapter)
    score = quiz(page, chapter).get_by_text(SAY["summary.so-far"].split("{")[0]).inner_text()
    page.reload()
    for item in one_of_each_type(chapter):
        asked, response = Question(page, item), some_response(item)
        asked.shows(response)
        expect(asked.status).to_have_text(result(item.mark(response)))
        asked.says(response)
        expect(asked.check).to_be_hidden()
    expect(quiz(page, chapter).get_by_text(score, exact=True)).to_be_visible()


@one_chapter
def test_a_look_at_the_answer_survives_a_reload(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    asked = Question(page, items(chapter)[0])
    asked.reveal.click()
    page.reload()
    expect(asked.status).to_have_text(SAY["result.revealed"])
    asked.explains()


@one_chapter
def test_an_answer_to_another_revision_is_not_shown_as_one_to_this(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    bank = home().bank(chapter)
    keep(page, [(item, right(item.scheme())) for item in bank.leaves], rev="00000000")
    for item in bank.leaves:
        asked = Question(page, item)
        asked.blank()
        expect(asked.place.get_by_text(SAY["revised"], exact=True)).to_be_visible()
    for item in one_of_each_type(chapter):
        asked = Question(page, item)
        asked.submit(right(item.scheme()))
        expect(asked.place.get_by_text(SAY["revised"], exact=True)).to_have_count(0)


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


@one_chapter
@pytest.mark.parametrize("script", REFUSED.values(), ids=REFUSED)
def test_refused_storage_is_said_once_and_the_quiz_goes_on(visit: Visit, chapter: str, script: str) -> None:
    visit.context.add_init_script(script)
    page = visit.open(f"book/{chapter}.html")
    works(page, chapter)
    expect(notices(page)).to_have_text([SAY["notice.unkept"]])


@one_chapter
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
    state = {
        "rev": item.revision,
        "checked": True,
        "revealed": False,
        "attempts": 1,
        "hints": 0,
        "at": "2026-01-01T00:00:00Z",
    }
    is_text = item.scheme().get("base") == "text"
    responses = [42 if is_text and isinstance(one, str) else one for one in NO_RESPONSE]  # any text may be typed
    return NO_STATE + [json.dumps(state | {"response": response}) for response in responses]


@one_chapter
def test_rubbish_in_storage_is_set_aside_and_the_quiz_goes_on(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    bank = home().bank(chapter)
    for turn in range(4):  # each item gets four kinds of rubbish, and each kind of item all of them
        store(page, [(item, rubbish(item)[(4 * turn + n) % 16]) for n, item in enumerate(bank.leaves)])
        expect(notices(page)).to_have_text([SAY["notice.unreadable"]])
        marked = [item for item in bank.leaves if scoring.by_machine(item.scheme())]
        expect(page.get_by_role("button", name=words.QUIZ_SCRIPT["check-button"], exact=True)).to_have_count(
            len(marked)
        )
        expect(page.get_by_role("button", name=words.QUIZ_SCRIPT["retry-button"], exact=True)).to_have_count(0)
    for item in bank.leaves:
        Question(page, item).blank()
    works(page, chapter)
    page.reload()
    for item in one_of_each_type(chapter):
        Question(page, item).shows(some_response(item))


@one_chapter
def test_a_second_tab_shows_what_is_answered_in_another(visit: Visit, chapter: str) -> None:
    there, here = visit.open(f"book/{chapter}.html"), visit.open(f"book/{chapter}.html")
    for item in one_of_each_type(chapter):
        response = some_response(item)
        mark = Question(here, item).submit(response)
        Question(there, item).shows(response)
        expect(Question(there, item).status).to_have_text(result(mark))
    Question(here, item).retry.click()
    expect(Question(there, item).check).to_be_visible()


@one_chapter
def test_an_answer_begun_in_one_tab_is_not_lost_to_another(visit: Visit, chapter: str) -> None:
    first, second = items(chapter)[:2]
    one = visit.open(f"book/{chapter}.html")
    begun = Question(one, first)
    begun.click(right(first.scheme()))
    two = visit.open(f"book/{chapter}.html")
    Question(two, second).submit(right(second.scheme()))
    Question(one, second).shows(right(second.scheme()))
    begun.shows(right(first.scheme()))


def put(page: Page, item: Item, **state: object) -> None:
    """Keep a state of an item as another tab would: this one hears nothing of it."""
    whole = {"rev": item.revision, "response": None, "checked": False, "revealed": False, "attempts": 0, "hints": 0}
    page.evaluate("pair => localStorage.setItem(...pair)", [KEY + item.id, json.dumps(whole | state)])


@one_chapter
def test_tries_and_hints_of_another_tab_are_not_lost_when_this_one_goes_on(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    item = items(chapter)[0]
    put(page, item, attempts=4, hints=2, checked=True, response=right(item.scheme()), at="2026-01-01T00:00:00Z")
    Question(page, item).submit(some_response(item))
    state = kept(page)[item.id]
    assert (state["attempts"], state["hints"], state["response"]) == (5, 2, some_response(item))


@one_chapter
def test_an_older_answer_of_another_tab_does_not_wipe_what_is_being_written(visit: Visit, chapter: str) -> None:
    here, there = visit.open(f"book/{chapter}.html"), visit.open(f"book/{chapter}.html")
    for item in one_of_each_type(chapter):
        written = Question(here, item)
        written.click(right(item.scheme()))
        older = {"attempts": 3, "checked": True, "response": next(wrong(item)), "at": "2020-01-01T00:00:00Z"}
        put(there, item, **older)
        here.wait_for_function(  # both are joined, and the join is kept
            "([key, response]) => { const kept = JSON.parse(localStorage.getItem(key));"
            " return kept.attempts === 3 && JSON.stringify(kept.response) === JSON.stringify(response); }",
            arg=[KEY + item.id, kept_order(item, right(item.scheme()))],
        )
        written.shows(kept_order(item, right(item.scheme())))
        expect(written.check).to_be_visible()


def kept_order(item: Item, response: object) -> object:
    """A response as the page reads it: parts in the order in which they stand."""
    if isinstance(response, dict) and item.scheme()["cardinality"] in ("record", "composite"):
        return {part: response[part] for part in item.scheme().get("parts") or item.scheme()["schemes"]}
    if isinstance(response, dict) and item.scheme()["cardinality"] == "open":  # not compared with the rubric yet
        return {"text": response["text"], "met": None}
    if isinstance(response, list) and item.scheme()["cardinality"] == "multiple":
        return [option for option in item.scheme()["options"] if option in response]
    return response


@one_chapter
def test_a_newer_answer_of_another_tab_is_shown_at_once(visit: Visit, chapter: str) -> None:
    here, there = visit.open(f"book/{chapter}.html"), visit.open(f"book/{chapter}.html")
    item = items(chapter)[0]
    Question(here, item).click(next(wrong(item)))
    put(there, item, attempts=1, checked=True, response=right(item.scheme()), at="2999-01-01T00:00:00Z")
    Question(here, item).shows(right(item.scheme()))
    expect(Question(here, item).status).to_have_text(result(item.mark(right(item.scheme()))))
    Question(here, item).retry.click()
    expect(Question(here, item).check).to_be_visible()
    here.reload()
    expect(Question(here, item).check).to_be_visible()


@one_chapter
def test_what_could_not_be_read_is_kept_as_it_was_found(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    item = items(chapter)[0]
    store(page, [(item, "{spoilt")])
    Question(page, item).submit(right(item.scheme()))
    assert page.evaluate("key => localStorage.getItem(key)", f"quizzes/1/spoilt/{item.id}") == "{spoilt"
    page.reload()
    Question(page, item).shows(right(item.scheme()))
    expect(notices(page)).to_have_count(0)


@one_chapter
def test_what_the_browser_keeps_fits_the_documented_schema(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    works(page, chapter)
    for item in home().bank(chapter).leaves:
        Question(page, item).reveal.filter(visible=True).or_(Question(page, item).retry).first.click()
    assert len(kept(page)) == len(home().bank(chapter).form().leaves) + len(home().bank(chapter).checks)
    for key, state in kept(page).items():
        assert read(state), key

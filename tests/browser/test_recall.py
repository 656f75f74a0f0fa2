"""Spaced review: what was answered comes back, in sessions that can be had by keyboard, by touch and offline."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from quizzes import words
from quizzes.content import home
from quizzes.itemtypes import Item
from quizzes.states import Card
from quizzes.text import plain

from .axe import colours, sideways, violations
from .book import CHAPTERS, ITEMS, NARROW, SCHEMES, served
from .conftest import Visit
from .reader import RICHEST, Question, press, reach, right, wrong
from .test_access import FAULTS, PHONE
from .test_deck import AGAIN, GOOD, HARD, START, by_python
from .test_kept import REFUSED

SAY = words.QUIZ_SCRIPT | words.RECALL_SCRIPT
ADDRESS = "book/recall.html"
TODAY = date(2026, 11, 26)
CARD = "quizzes/1/card/"
BY_ID = {item.id: (chapter, item) for chapter, item in ITEMS}


def recurring(chapter: str) -> list[Item]:
    return [leaf for item in home().bank(chapter).items for leaf in item.recurring()]


def of_type(kind: str, n: int, chapter: str = RICHEST) -> list[Item]:
    return [item for item in recurring(chapter) if item.type == kind][:n]


def entry(item: Item, days: int, grade: int = GOOD, **changes: Any) -> dict[str, Any]:
    """An answer in the chapter, so many days ago."""
    day = TODAY - timedelta(days=days)
    made = {"at": f"{day}T18:00:00.000Z", "day": day.isoformat(), "grade": grade, "rev": item.revision}
    score = 0 if grade == AGAIN else item.points
    return made | {"by": "chapter", "score": score, "points": item.points, "attempts": 1, "hints": 0} | changes


def at(page: Page, day: date, hour: int = 18) -> None:
    """The clock of the reader's device says so; it is noon in Chicago."""
    page.context.clock.set_fixed_time(f"{day}T{hour:02}:00:00Z")


def deal(visit: Visit, logs: Iterable[tuple[Item, list[dict[str, Any]]]]) -> Page:
    """The page of reviews, with these cards in the deck."""
    visit.context.clock.set_fixed_time(f"{TODAY}T18:00:00Z")
    page = visit.open(ADDRESS, leaf=False)
    cards = {CARD + item.id: json.dumps({"log": log}) for item, log in logs}
    page.evaluate("cards => Object.entries(cards).forEach(card => localStorage.setItem(...card))", cards)
    page.reload()
    return page


def log(page: Page, item: Item) -> list[dict[str, Any]]:
    """What is kept of an item's reviews, and fits the documented schema."""
    text = page.evaluate("key => localStorage.getItem(key)", CARD + item.id)
    return Card.model_validate_json(text).model_dump(exclude_unset=True)["log"] if text else []


def grades(page: Page, item: Item) -> list[int]:
    return [one["grade"] for one in log(page, item)]


def button(page: Page, key: str) -> Locator:
    return page.get_by_role("button", name=SAY[key], exact=True)


def asked(page: Page) -> tuple[str, Question]:
    """The chapter and the item that the page asks now."""
    chapter, item = BY_ID[page.locator("[id^=item-]").get_attribute("id").removeprefix("item-")]
    return chapter, Question(page, item)


def place(page: Page, n: int, of: int, chapter: str = RICHEST, key: str = "place") -> Locator:
    title = home().bank(chapter).title
    return page.get_by_role("heading", name=SAY[key].format(n=n, of=of, chapter=title), exact=True)


def figure(page: Page, key: str) -> Locator:
    """The number that the page gives for what is in the deck, due, or missed."""
    name = page.get_by_role("term").filter(has_text=re.compile(f"^{re.escape(SAY[key])}$"))
    return name.locator("xpath=following-sibling::dd")


def answer(page: Page, well: bool = True) -> Item:
    _, question = asked(page)
    question.submit(right(question.item.scheme()) if well else next(wrong(question.item)))
    return question.item


def interval(*answers: tuple[int, int]) -> int:
    """After how many days an item comes back that was answered so many days ago, with such grades, by Python."""
    *_, (due, _, _) = by_python([(answers[0][0] - days, grade) for days, grade in answers])
    return (date.fromisoformat(due) - START).days - answers[0][0] + answers[-1][0]


def words_of(day: date) -> str:
    return f"{day:%B} {day.day}"


def back(days: int) -> str:
    """When an item comes back, in words."""
    when = "tomorrow" if days == 1 else f"in {days} days"
    return SAY["back"].format(when=when, date=words_of(TODAY + timedelta(days=days)))


# Before a session


def test_who_has_answered_nothing_is_led_to_the_first_chapter(visit: Visit) -> None:
    page = visit.open(ADDRESS, leaf=False)
    expect(page.get_by_text(SAY["empty"], exact=True)).to_be_visible()
    title = home().bank(CHAPTERS[0]).title
    page.get_by_role("link", name=SAY["empty.first"].format(chapter=title), exact=True).click()
    page.wait_for_url(f"**/{CHAPTERS[0]}.html")


def test_what_is_answered_in_a_chapter_comes_back(visit: Visit) -> None:
    visit.context.clock.set_fixed_time(f"{TODAY}T18:00:00Z")
    page = visit.open(f"book/{RICHEST}.html")
    known, missed = of_type("single-choice", 2)
    Question(page, known).submit(right(known.scheme()))
    Question(page, missed).submit(next(wrong(missed)))
    page.goto(f"{visit.site}/{ADDRESS}")
    for key, number in {"deck": 2, "due": 1, "missed": 1}.items():
        expect(figure(page, key)).to_have_text(str(number))
    button(page, "start").click()
    expect(place(page, 1, 1)).to_be_visible()
    assert asked(page)[1].item == missed
    assert (grades(page, known), grades(page, missed)) == ([GOOD], [AGAIN])


def test_what_was_missed_comes_first(visit: Visit) -> None:
    items = recurring(RICHEST)[:6]
    missed = items[1::2]
    page = deal(visit, [(item, [entry(item, 9, AGAIN if item in missed else GOOD)]) for item in items])
    expect(figure(page, "missed")).to_have_text("3")
    button(page, "start").click()
    came = []
    for n in range(6):
        expect(place(page, n + 1, 6)).to_be_visible()
        came.append(answer(page))
        button(page, "next").click()
    assert came[:3] == missed
    assert sorted(item.id for item in came) == sorted(item.id for item in items)


def test_the_length_of_a_session_is_kept(visit: Visit) -> None:
    items = recurring(RICHEST)[:8]
    page = deal(visit, [(item, [entry(item, 9)]) for item in items])
    expect(page.get_by_role("radio", name="10", exact=True)).to_be_checked()
    page.get_by_role("radio", name="5", exact=True).check()
    page.reload()
    expect(page.get_by_role("radio", name="5", exact=True)).to_be_checked()
    button(page, "start").click()
    expect(place(page, 1, 5)).to_be_visible()


def test_when_nothing_is_due_the_next_day_is_named_and_one_may_go_ahead(visit: Visit) -> None:
    soon, late = of_type("single-choice", 2)
    page = deal(visit, [(late, [entry(late, 4), entry(late, 2)]), (soon, [entry(soon, 0)])])
    due = TODAY + timedelta(days=interval((0, GOOD)))
    expect(page.get_by_text(SAY["none"].format(date=f"{due:%A}, {words_of(due)}"), exact=True)).to_be_visible()
    expect(button(page, "start")).to_have_count(0)
    button(page, "ahead").click()
    expect(place(page, 1, 2)).to_be_visible()
    assert answer(page) == soon
    button(page, "next").click()
    assert answer(page) == late
    button(page, "next").click()
    expect(page.get_by_text(SAY["end"], exact=True)).to_be_visible()
    expect(button(page, "ahead")).to_be_visible()
    assert grades(page, soon) == [GOOD, GOOD]


def test_what_is_not_due_today_is_due_when_its_day_has_come(visit: Visit) -> None:
    (item,) = of_type("single-choice", 1)
    page = deal(visit, [(item, [entry(item, 0)])])
    expect(figure(page, "due")).to_have_text("0")
    at(page, TODAY + timedelta(days=interval((0, GOOD)) - 1))
    page.reload()
    expect(figure(page, "due")).to_have_text("0")
    at(page, TODAY + timedelta(days=interval((0, GOOD))))
    page.reload()
    expect(figure(page, "due")).to_have_text("1")


# A session


def test_a_session_by_keyboard_alone(visit: Visit) -> None:
    items = [*{item.type: item for item in recurring(RICHEST)}.values()]
    page = deal(visit, [(item, [entry(item, 9)]) for item in items])
    reach(page.get_by_role("radio", name="10", exact=True))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="20", exact=True)).to_be_checked()
    press(button(page, "start"))
    for n in range(len(items)):
        expect(place(page, n + 1, len(items))).to_be_visible()
        _, question = asked(page)
        expect(page.get_by_text(plain(question.item.stem), exact=True)).to_be_focused()
        expect(page.get_by_role("status").filter(has_text=f"{n + 1} of {len(items)}")).to_have_count(1)
        question.type(right(question.item.scheme()))
        press(question.check)
        expect(button(page, "next")).to_be_focused()
        expect(page.get_by_role("link", name=re.compile("^" + SAY["passage"].split(":")[0]))).to_be_visible()
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=SAY["end"], exact=True)).to_be_focused()
    assert all(grades(page, item) == [GOOD, GOOD] for item in items)
    press(button(page, "undo.last"))
    expect(page.get_by_text(plain(question.item.stem), exact=True)).to_be_focused()


def test_a_session_by_touch(visitor: Callable[..., Visit]) -> None:
    visit = visitor(viewport=PHONE, has_touch=True, is_mobile=True)
    items = of_type("single-choice", 3)
    page = deal(visit, [(item, [entry(item, 9)]) for item in items])
    button(page, "start").tap()
    for _ in items:
        _, question = asked(page)
        question.group.get_by_text(question.names[question.scheme["correct"]], exact=True).tap()
        question.check.tap()
        button(page, "guess").tap()
        button(page, "guess").tap()
        button(page, "next").tap()
    expect(page.get_by_role("heading", name=SAY["end"], exact=True)).to_be_visible()
    assert all(grades(page, item) == [GOOD, GOOD] for item in items)


def test_after_an_answer_it_says_when_the_item_comes_back_and_where_it_is_told(visit: Visit) -> None:
    known, missed = of_type("single-choice", 2)
    page = deal(visit, [(missed, [entry(missed, 9)]), (known, [entry(known, 1, AGAIN)])])
    button(page, "start").click()
    assert answer(page) == known
    expect(page.get_by_text(back(interval((1, AGAIN), (0, GOOD))), exact=True)).to_be_visible()
    button(page, "next").click()
    assert answer(page, well=False) == missed
    expect(page.get_by_text(SAY["back.once"], exact=True)).to_be_visible()
    asked(page)[1].says(next(wrong(missed)))
    heading = home().headings([RICHEST])[RICHEST][missed.section]
    section = f"{home().bank(RICHEST).title}: {heading}"
    page.get_by_role("link", name=SAY["passage"].format(section=section), exact=True).click()
    page.wait_for_url(f"**/{RICHEST}.html#{missed.section}")


def test_what_was_missed_comes_once_more_at_the_end_of_the_session(visit: Visit) -> None:
    items = of_type("single-choice", 3)
    page = deal(visit, [(item, [entry(item, 9)]) for item in items])
    button(page, "start").click()
    missed = answer(page, well=False)
    for _ in range(2):
        button(page, "next").click()
        answer(page)
    button(page, "next").click()
    expect(place(page, 1, 1, key="place.once")).to_be_visible()
    assert asked(page)[1].item == missed
    answer(page)
    button(page, "next").click()
    told = SAY["answereds"].format(n=3, what="2 right and 1 missed")
    expect(page.get_by_text(told, exact=True)).to_be_visible()
    row = page.get_by_role("listitem").filter(has_text=plain(missed.stem))
    expect(row).to_contain_text(SAY["later"])
    expect(row.get_by_role("link")).to_have_attribute("href", f"{RICHEST}.html#{missed.section}")
    assert grades(page, missed) == [GOOD, AGAIN, GOOD]
    expect(page.get_by_text(SAY["coming"].split("{")[0])).to_contain_text("tomorrow")
    expect(page.get_by_role("link", name=SAY["to-progress"], exact=True).last).to_be_visible()


def test_only_the_first_answer_to_an_item_counts(visit: Visit) -> None:
    (item,) = of_type("single-choice", 1)
    page = deal(visit, [(item, [entry(item, 9)])])
    button(page, "start").click()
    answer(page, well=False)
    asked(page)[1].retry.click()
    answer(page)
    assert grades(page, item) == [GOOD, AGAIN]
    expect(button(page, "guess")).to_have_count(0)
    button(page, "next").click()
    expect(place(page, 1, 1, key="place.once")).to_be_visible()


def test_an_answer_that_is_looked_up_is_asked_again(visit: Visit) -> None:
    (item,) = of_type("single-choice", 1)
    page = deal(visit, [(item, [entry(item, 9)])])
    button(page, "start").click()
    asked(page)[1].reveal.click()
    expect(page.get_by_text(SAY["back.once"], exact=True)).to_be_visible()
    assert [(one["grade"], one["score"]) for one in log(page, item)[1:]] == [(AGAIN, 0)]


def test_a_hint_makes_a_right_answer_a_hard_one(visit: Visit) -> None:
    item = next(item for item in recurring(RICHEST) if item.hints)
    page = deal(visit, [(item, [entry(item, 9)])])
    button(page, "start").click()
    asked(page)[1].place.get_by_text(words.PAGE["hint"], exact=True).first.click()
    answer(page)
    assert [(one["grade"], one["hints"]) for one in log(page, item)[1:]] == [(HARD, 1)]


def test_how_sure_a_reader_was_is_kept_with_the_answer_where_it_is_asked(visit: Visit) -> None:
    (item,) = of_type("single-choice", 1)
    page = deal(visit, [(item, [entry(item, 9)])])
    button(page, "start").click()
    expect(page.get_by_role("group", name=words.SURE_SCRIPT["sure"], exact=True)).to_have_count(0)
    page.evaluate("localStorage.setItem('quizzes/1/settings', JSON.stringify({ length: 10, certainty: true }))")
    page.reload()
    button(page, "start").click()
    page.get_by_role("radio", name=words.SURE_SCRIPT["level.1"], exact=True).check()
    answer(page)
    assert [(one["grade"], one["sure"]) for one in log(page, item)[1:]] == [(HARD, 1)]


def test_a_right_answer_may_be_called_a_guess_and_that_may_be_taken_back(visit: Visit) -> None:
    (item,) = of_type("single-choice", 1)
    page = deal(visit, [(item, [entry(item, 9)])])
    button(page, "start").click()
    answer(page)
    said = page.get_by_role("status").filter(has_text=SAY["guessed"])
    for times in (1, 2):
        button(page, "guess").click()
        expect(button(page, "guess")).to_have_attribute("aria-pressed", "true")
        expect(said).to_have_text(f"{SAY['guessed']} {SAY['back.once']}")
        assert [(one["grade"], one.get("guess")) for one in log(page, item)[1:]] == [(AGAIN, True)]
        if times == 1:
            button(page, "guess").click()
            expect(button(page, "guess")).to_have_attribute("aria-pressed", "false")
            expect(said).to_have_count(0)
            assert [(one["grade"], one.get("guess")) for one in log(page, item)[1:]] == [(GOOD, None)]
    button(page, "next").click()
    expect(place(page, 1, 1, key="place.once")).to_be_visible()  # as what is not known
    answer(page)
    button(page, "next").click()
    expect(page.get_by_text(SAY["answered"].format(what="1 guessed"), exact=True)).to_be_visible()


def test_every_answer_of_a_session_can_be_taken_back(visit: Visit) -> None:
    items = of_type("single-choice", 3)
    page = deal(visit, [(item, [entry(item, 9)]) for item in items])
    button(page, "start").click()
    first = answer(page, well=False)
    button(page, "undo").click()  # at once
    asked(page)[1].blank()
    expect(place(page, 1, 3)).to_be_visible()
    expect(button(page, "undo.last")).to_have_count(0)
    assert grades(page, first) == [GOOD]
    answer(page, well=False)
    button(page, "next").click()
    second = answer(page)
    button(page, "next").click()
    _, begun = asked(page)
    begun.click(right(begun.item.scheme()))
    for item in (second, first):  # after going on, one after the other
        button(page, "undo.last").click()
        assert asked(page)[1].item == item
        asked(page)[1].blank()
        assert grades(page, item) == [GOOD]
    for _ in range(2):  # and there is nothing else to come than what was there before
        answer(page)
        button(page, "next").click()
    begun.shows(right(begun.item.scheme()))
    begun.check.click()
    button(page, "next").click()
    expect(page.get_by_text(SAY["answereds"].format(n=3, what="3 right"), exact=True)).to_be_visible()
    button(page, "undo.last").click()  # and from the end
    asked(page)[1].blank()
    assert grades(page, begun.item) == [GOOD]


def test_a_revised_item_is_asked_as_a_new_one(visit: Visit) -> None:
    (item,) = of_type("single-choice", 1)
    old = [entry(item, days, rev="00000000") for days in (40, 38, 30)]
    page = deal(visit, [(item, old)])
    button(page, "start").click()
    expect(page.get_by_text(SAY["revised"], exact=True)).to_be_visible()
    answer(page)
    expect(page.get_by_text(back(interval((0, GOOD))), exact=True)).to_be_visible()
    assert [one["rev"] for one in log(page, item)] == ["00000000"] * 3 + [item.revision]


def test_an_item_leads_to_itself_in_its_chapter(visit: Visit) -> None:
    (item,) = of_type("single-choice", 1)
    page = deal(visit, [(item, [entry(item, 9)])])
    button(page, "start").click()
    page.get_by_text(SAY["about.item"], exact=True).click()
    page.get_by_role("link", name=SAY["about.link"], exact=True).click()
    page.wait_for_url(f"**/{RICHEST}.html#item-{item.id}")


# What may go wrong


def test_two_tabs_lose_nothing_and_ask_nothing_twice(visit: Visit) -> None:
    items = of_type("single-choice", 3)
    here = deal(visit, [(item, [entry(item, 9)]) for item in items])
    there = visit.open(ADDRESS, leaf=False)
    button(here, "start").click()
    button(there, "start").click()
    expect(place(there, 1, 3)).to_be_visible()
    first = asked(here)[1].item
    assert asked(there)[1].item == first  # both show it already
    answer(there)
    button(there, "next").click()
    second = answer(there)
    answer(here)
    button(here, "next").click()
    third = answer(here)
    assert {first.id, second.id, third.id} == {item.id for item in items}
    button(here, "next").click()
    expect(here.get_by_role("heading", name=SAY["end"], exact=True)).to_be_visible()
    assert [len(log(here, item)) for item in (first, second, third)] == [3, 2, 2]


def test_a_tab_at_rest_hears_what_is_answered_in_another(visit: Visit) -> None:
    items = of_type("single-choice", 2)
    here = deal(visit, [(item, [entry(item, 9)]) for item in items])
    button(here, "start").focus()
    there = visit.open(ADDRESS, leaf=False)
    button(there, "start").click()
    answer(there)
    expect(figure(here, "due")).to_have_text("1")
    expect(button(here, "start")).to_be_focused()


def test_where_storage_is_full_that_is_said_and_the_session_goes_on(visit: Visit) -> None:
    items = of_type("single-choice", 2)
    page = deal(visit, [(item, [entry(item, 9)]) for item in items])
    page.evaluate(f"() => {{ {REFUSED['writing']} }}")
    page.get_by_role("radio", name="5", exact=True).check()
    expect(page.get_by_text(SAY["notice.unkept"], exact=True)).to_be_visible()
    button(page, "start").click()
    answer(page, well=False)
    expect(page.get_by_text(SAY["back.once"], exact=True)).to_be_visible()
    button(page, "undo").click()
    for n in range(2):
        expect(place(page, n + 1, 2)).to_be_visible()
        answer(page)
        button(page, "next").click()
    expect(page.get_by_text(SAY["answereds"].format(n=2, what="2 right"), exact=True)).to_be_visible()
    expect(page.get_by_text(SAY["notice.unkept"], exact=True)).to_be_visible()
    assert all(grades(page, item) == [GOOD] for item in items)


@pytest.mark.parametrize("script", [REFUSED[name] for name in REFUSED if name != "writing"])
def test_where_nothing_can_be_read_that_is_said(visit: Visit, script: str) -> None:
    visit.context.add_init_script(script)
    page = visit.open(ADDRESS, leaf=False)
    expect(page.get_by_text(SAY["notice.unkept"], exact=True)).to_be_visible()
    expect(page.get_by_text(SAY["empty"], exact=True)).to_be_visible()


def test_a_clock_set_back_is_said_and_loses_nothing(visit: Visit) -> None:
    (item,) = of_type("single-choice", 1)
    page = deal(visit, [(item, [entry(item, 9), entry(item, 0)])])
    expect(page.get_by_text(SAY["notice.clock"], exact=True)).to_have_count(0)
    at(page, date(2020, 1, 1))
    page.reload()
    expect(page.get_by_text(SAY["notice.clock"], exact=True)).to_be_visible()
    button(page, "start").click()
    answer(page)
    kept = log(page, item)
    assert [one["day"] for one in kept] == ["2026-11-17", "2026-11-26", "2020-01-01"]
    assert [one["at"] for one in kept] == sorted(one["at"] for one in kept)
    at(page, TODAY)
    page.reload()
    expect(page.get_by_text(SAY["notice.clock"], exact=True)).to_have_count(0)
    expect(figure(page, "due")).to_have_text("0")


def test_what_cannot_be_fetched_is_left_out_and_that_is_said(visit: Visit) -> None:
    near, far = of_type("single-choice", 1), of_type("single-choice", 2, CHAPTERS[0])
    page = deal(visit, [(item, [entry(item, 9, AGAIN)]) for item in far] + [(item, [entry(item, 9)]) for item in near])
    visit.context.route(f"**/learn/{CHAPTERS[0]}.js*", lambda route: route.abort("aborted"))
    button(page, "start").click()
    expect(place(page, 1, 1)).to_be_visible()
    expect(page.get_by_text(SAY["notice.unfetched"], exact=True)).to_be_visible()
    assert [answer(page)] == near
    visit.context.unroute(f"**/learn/{CHAPTERS[0]}.js*")
    button(page, "next").click()
    button(page, "another").click()
    expect(place(page, 1, 2, CHAPTERS[0])).to_be_visible()
    expect(page.get_by_text(SAY["notice.unfetched"], exact=True)).to_have_count(0)
    visit.complaints.clear()  # the browser's own, of what was not fetched


def test_where_nothing_can_be_fetched_the_page_says_so_and_stays(visit: Visit) -> None:
    (item,) = of_type("single-choice", 1)
    page = deal(visit, [(item, [entry(item, 9)])])
    visit.context.route("**/learn/*.js*", lambda route: route.abort("aborted"))
    button(page, "start").click()
    expect(page.get_by_text(SAY["notice.unfetched"], exact=True)).to_be_visible()
    expect(button(page, "start")).to_be_focused()
    visit.complaints.clear()


# Where it is opened, and by whom


def test_a_session_from_the_disk(visitor: Callable[..., Visit], folder: Path) -> None:
    visit = visitor(folder.as_uri())
    visit.context.clock.set_fixed_time(f"{TODAY}T18:00:00Z")
    page = visit.open(f"book/{RICHEST}.html")
    (item,) = of_type("single-choice", 1)
    Question(page, item).submit(next(wrong(item)))
    page = visit.open(ADDRESS, leaf=False)
    button(page, "start").click()
    answer(page)
    button(page, "next").click()
    expect(page.get_by_role("heading", name=SAY["end"], exact=True)).to_be_visible()
    assert grades(page, item) == [AGAIN, GOOD]


def views(page: Page) -> Iterable[str]:
    """Leads through all that the page can show."""
    yield "start"
    button(page, "start").click()
    expect(place(page, 1, 2)).to_be_visible()
    yield "asked"
    answer(page)
    button(page, "guess").click()
    yield "guessed"
    button(page, "next").click()
    answer(page, well=False)
    yield "missed"
    for _ in range(2):
        button(page, "next").click()
        expect(page.get_by_role("heading", name=re.compile("^Once more"))).to_be_visible()
        answer(page)
    yield "once more"
    button(page, "next").click()
    expect(page.get_by_role("heading", name=SAY["end"], exact=True)).to_be_visible()
    yield "end"
    page.evaluate("localStorage.clear()")
    page.reload()
    yield "empty"


@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["phone", "narrow"])
def test_everyone_can_use_every_view(visitor: Callable[..., Visit], folder: Path, size: dict[str, int]) -> None:
    items, found = [*of_type("multiple-choice", 1), *of_type("matching", 1)], []
    with served(folder, Content_Security_Policy="default-src 'self'; base-uri 'none'; form-action 'self'") as site:
        page = deal(visitor(site, viewport=size), [(item, [entry(item, 9)]) for item in items])
        for view in views(page):
            faults = sideways(page) + page.evaluate(FAULTS, "[data-learn]")
            if size == PHONE:
                faults += violations(page)
                for scheme in SCHEMES:
                    page.emulate_media(color_scheme=scheme)
                    faults += [f"in the {scheme}: {fault}" for fault in colours(page)]
            found += [f"{view}: {fault}" for fault in faults]
        page.close()  # before its server goes
    assert not found, "\n".join(found)

"""My progress: a calm map of what was answered and what is open, made from what the browser keeps."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from quizzes import learner, samples, words
from quizzes.content import home
from quizzes.itemtypes import Item
from quizzes.scoring import by_machine
from quizzes.text import plain

from .axe import sideways, violations
from .book import CHAPTERS, NARROW
from .conftest import Visit
from .reader import RICHEST, Question, number, points, press, reach, right, wrong

SAY = words.PROGRESS_SCRIPT
ADDRESS = "book/progress.html"
NOW = "2026-03-05T12:00:00.000Z"
STATE = {"checked": True, "revealed": False, "attempts": 1, "hints": 0, "at": NOW}

# What a finger can't hit well; a link within a sentence may be as high as its line.
SMALL = """() => [...document.querySelectorAll('.l-page :is(a, button, summary, input)')]
  .filter(node => node.offsetParent && !(node.matches('a') && getComputedStyle(node).display === 'inline'))
  .map(node => [(node.closest('label') ?? node).getBoundingClientRect(), node.outerHTML])
  .filter(([{ width, height }]) => width < 44 || height < 44).map(([, html]) => html)"""


def in_order(chapter: str) -> list[Item]:
    """A chapter's items as a reader meets them."""
    bank = home().bank(chapter)
    return [leaf for name in [*bank.checks, *bank.quiz] for leaf in bank.item(name).leaves()]


def answered(item: Item, response: Any = "right", **changes: Any) -> dict[str, Any]:
    given = right(item.scheme()) if response == "right" else response
    return STATE | {"rev": item.revision, "response": given} | changes


def keep(page: Page, states: Iterable[tuple[Item, dict[str, Any]]], form: str = "") -> None:
    texts = {f"quizzes/1/{form}item/{item.id}": json.dumps(state) for item, state in states}
    page.evaluate("texts => Object.entries(texts).forEach(pair => localStorage.setItem(...pair))", texts)


def opened(visit: Visit, *states: tuple[Item, dict[str, Any]], at: str = NOW) -> Page:
    """The page on a day, of a reader who has answered before."""
    page = visit.context.new_page()
    page.clock.set_fixed_time(at)
    page.goto(f"{visit.site}/{ADDRESS}")
    keep(page, states)
    page.reload()
    return page


def mark(page: Page, item: Item, state: str, **values: str) -> Locator:
    """The sign of an item, by its name."""
    name = SAY["mark"].format(stem=plain(item.stem), state=SAY[f"state.{state}"].format(**values))
    return page.get_by_role("link", name=name, exact=True)


def chapter_box(page: Page, chapter: str) -> Locator:
    return page.get_by_role("group").filter(has=page.locator("summary", has_text=home().bank(chapter).title))


def region(page: Page, key: str) -> Locator:
    """A part of the page, by its heading."""
    return page.get_by_role("heading", name=SAY[key], exact=True).locator("xpath=..")


def href(item: Item, chapter: str) -> str:
    return f"{chapter}.html#item-{item.id}"


def test_an_empty_page_says_so_and_leads_to_the_first_chapter(visit: Visit) -> None:
    page = visit.open(ADDRESS)
    expect(page.get_by_text(SAY["empty"], exact=True)).to_be_visible()
    expect(region(page, "recall").get_by_text(SAY["recall.none"], exact=True)).to_be_visible()
    for key in ("continue", "beforehand"):
        expect(page.get_by_role("heading", name=SAY[key], exact=True)).to_have_count(0)
    expect(page.get_by_role("table")).to_have_count(0)
    expect(chapter_box(page, CHAPTERS[0])).not_to_have_attribute("open", "")
    title = home().bank(CHAPTERS[0]).title
    page.get_by_role("link", name=SAY["empty.first"].format(chapter=title), exact=True).click()
    page.wait_for_url(f"**/{CHAPTERS[0]}.html")


def test_a_reader_goes_on_where_they_were(visit: Visit) -> None:
    first, second = (in_order(chapter) for chapter in CHAPTERS[:2])
    page = opened(
        visit,
        (first[3], answered(first[3], at="2026-03-01T12:00:00.000Z")),
        (second[0], answered(second[0], at="2026-03-04T12:00:00.000Z")),
        (second[1], answered(second[1], at="2026-03-02T12:00:00.000Z")),
    )
    title = home().bank(CHAPTERS[1]).title
    here = region(page, "continue")
    expect(here).to_contain_text(SAY["continue.last-when"].format(chapter=title, when="yesterday"))
    links = here.get_by_role("link")
    expect(links.nth(0)).to_have_attribute("href", href(second[0], CHAPTERS[1]))
    expect(links.nth(1)).to_have_attribute("href", href(second[2], CHAPTERS[1]))
    keep(page, [(first[-1], answered(first[-1], at="2026-03-04T13:00:00.000Z"))])
    page.reload()
    expect(here).to_contain_text(SAY["continue.next-chapter"].format(chapter=title))
    expect(links.nth(1)).to_have_attribute("href", href(second[2], CHAPTERS[1]))
    keep(page, [(item, answered(item, at="2026-01-01T00:00:00Z")) for item in second])
    page.clock.set_fixed_time("2026-04-01T12:00:00Z")
    page.reload()
    expect(here).to_contain_text("on March 4, 2026")
    press(links.nth(0))
    page.wait_for_url(f"**/{href(first[-1], CHAPTERS[0])}")
    expect(page.locator(f"#item-{first[-1].id}")).to_be_in_viewport()


def test_each_sign_says_its_question_and_how_it_stands(visit: Visit) -> None:
    chapter = RICHEST
    items = in_order(chapter)
    own = next(item for item in items if not by_machine(item.scheme()))
    partly = next(item for item in items if samples.partial(item.scheme()) is not None and item is not own)
    others = [item for item in items if item not in (own, partly)]
    yes, no, looked, old, begun, rest = *others[:5], others[5]
    page = opened(
        visit,
        (yes, answered(yes)),
        (no, answered(no, next(wrong(no)) if no.mark(next(wrong(no))).state == "wrong" else None)),
        (looked, answered(looked, None, checked=False, revealed=True)),
        (old, answered(old, rev="00000000")),
        (begun, answered(begun, checked=False)),
        (partly, answered(partly, samples.partial(partly.scheme()))),
        (own, answered(own)),
    )
    for item, state in ((yes, "right"), (no, "wrong"), (looked, "shown"), (old, "revised"), (begun, "open")):
        expect(mark(page, item, state)).to_have_attribute("href", href(item, chapter))
    expect(mark(page, partly, "partial")).to_be_visible()
    expect(mark(page, rest, "open")).to_be_visible()
    score = own.mark(right(own.scheme()))
    given = {"score": number(score.score), "points": points(score.points)}
    expect(mark(page, own, "self-marked", **given)).to_be_visible()
    box = chapter_box(page, chapter)
    expect(box).to_contain_text(SAY["answered"].format(answered=4, items=len(items)))
    counts = {"right": 1, "partial": 1, "wrong": 1, "shown": 1, "written": 1, "open": len(items) - 5}
    expect(box).to_contain_text(" · ".join(SAY[f"tally.{name}"].format(n=n) for name, n in counts.items()))
    expect(box).to_contain_text(SAY["revised"])
    expect(box).to_contain_text(SAY["own"].format(**given))
    for objective in {item.objective for item in items}:
        expect(box).to_contain_text(plain(home().bank(chapter).objectives[objective]))
    expect(box.get_by_role("link")).to_have_count(len(items) + 1)
    expect(box).to_have_attribute("open", "")
    expect(chapter_box(page, CHAPTERS[0])).not_to_have_attribute("open", "")


def test_an_answer_in_another_tab_is_shown_and_moves_nobody(visit: Visit) -> None:
    chapter = RICHEST
    items = in_order(chapter)
    page = opened(visit, (items[0], answered(items[0])))
    there = visit.open(f"book/{chapter}.html")
    box, title = chapter_box(page, CHAPTERS[0]), page.locator("summary", has_text=home().bank(CHAPTERS[0]).title)
    press(title)
    expect(box).to_have_attribute("open", "")
    here = mark(page, items[2], "open")
    reach(here)
    Question(there, items[1]).submit(right(items[1].scheme()))
    expect(mark(page, items[1], "right")).to_be_visible()
    expect(here).to_be_focused()
    expect(box).to_have_attribute("open", "")
    reach(title)
    Question(there, items[2]).submit(right(items[2].scheme()))
    expect(mark(page, items[2], "right")).to_be_visible()
    expect(title).to_be_focused()


def test_it_says_how_many_questions_come_back_today_and_when_the_next_does(visit: Visit) -> None:
    bank = home().bank(RICHEST)
    first, second, third = [leaf for item in bank.items for leaf in item.recurring()][:3]
    page = opened(visit, (first, answered(first)))
    here = region(page, "recall")
    expect(here).to_contain_text(SAY["due.none"])
    today = page.evaluate("decks.numberOf('2026-03-05')")
    due = page.evaluate("day => decks.queue(catalogue.items, ({ id }) => keeping.card(id), day)[0][1].due", today)
    assert due > today
    date = page.evaluate(
        "day => new Date(day * 864e5).toLocaleDateString('en', { dateStyle: 'long', timeZone: 'UTC' })", due
    )
    expect(here).to_contain_text(re.compile(f"tomorrow|on {date}"))
    keep(page, [(second, answered(second, next(wrong(second))))])
    page.reload()
    expect(here).to_contain_text(SAY["due"])
    keep(page, [(third, answered(third, None, checked=False, revealed=True))])
    page.reload()
    expect(here).to_contain_text(SAY["dues"].format(dues=2))
    here.get_by_role("link", name=SAY["recall.link"], exact=True).click()
    page.wait_for_url("**/recall.html")


def test_before_and_after_are_set_beside_each_other_where_both_are_there(visit: Visit) -> None:
    items = [leaf for item in home().bank(RICHEST).items for leaf in item.recurring()][:3]
    given = json.loads(learner.Shelves(home()).catalogue().removeprefix("const catalogue = ").rstrip(";\n"))
    next(one for one in given["chapters"] if one["id"] == RICHEST)["before"] = [item.id for item in items]
    script = f"const catalogue = {json.dumps(given)};"
    visit.context.route("**/catalogue.js*", lambda route: route.fulfill(body=script, content_type="text/javascript"))
    page = opened(visit)
    keep(page, [(item, answered(item, next(wrong(item)) if n else "right")) for n, item in enumerate(items)], "before/")
    page.reload()
    expect(page.get_by_role("heading", name=SAY["beforehand"], exact=True)).to_have_count(0)
    keep(page, [(item, answered(item)) for item in items], "after/")
    page.reload()
    change = SAY["beforehand.change"].format(chapter=home().bank(RICHEST).title, before=1, after=3, of=3)
    expect(region(page, "beforehand").get_by_text(change, exact=True)).to_be_visible()


def test_calibration_is_shown_when_there_is_some_and_asked_about_when_wished(visit: Visit) -> None:
    items = [leaf for item in home().bank(RICHEST).items for leaf in item.recurring()][:6]
    page = opened(visit)
    here = region(page, "sure")
    choice = here.get_by_role("checkbox", name=SAY["sure.ask"], exact=True)
    press(choice, "Space")
    expect(here.get_by_text(SAY["sure.none"], exact=True)).to_be_visible()
    assert page.evaluate("JSON.parse(localStorage['quizzes/1/settings']).certainty") is True
    press(choice, "Space")
    expect(here.get_by_text(SAY["sure.none"], exact=True)).to_have_count(0)
    levels = [(1, True), (2, True), (2, False), (3, True), (3, True), (3, False)]
    keep(
        page,
        [
            (item, answered(item, "right" if good else next(wrong(item)), sure=sure))
            for item, (sure, good) in zip(items, levels, strict=True)
        ],
    )
    review = {"at": "2026-03-01T10:00:00.000Z", "day": "2026-03-01", "grade": 1, "rev": "00000000", "by": "review"}
    page.evaluate(
        "([id, entry]) => keeping.addEntry(id, entry)", [items[0].id, review | {"score": 0, "points": 1, "sure": 1}]
    )
    for _ in range(2):  # entered into the deck by then, and still counted once
        page.reload()
        levels_and_review = [*levels, (1, False)]
        for level in (1, 2, 3, None):
            these = [(sure, good) for sure, good in levels_and_review if level in (sure, None)]
            share = sum(good for _, good in these) / len(these)
            marks = sum(learner.CERTAINTY[sure][0 if good else 1] for sure, good in these)
            row = here.get_by_role("row").filter(
                has=page.get_by_role("rowheader", name=SAY[f"sure.{level or 'all'}"], exact=True)
            )
            expect(row.get_by_role("cell")).to_have_text([str(len(these)), f"{share:.0%}", str(marks)])
    expect(here).to_contain_text("67%")
    expect(here).to_contain_text("80%")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_full_page_is_without_fault_on_a_phone(visitor: Callable[..., Visit], scheme: str) -> None:
    visit = visitor(viewport=NARROW, color_scheme=scheme)
    states = [
        (item, answered(item, "right" if n % 3 else None, revealed=not n % 3, sure=1 + n % 3))
        for n, item in enumerate(in_order(RICHEST))
    ]
    page = opened(visit, *states)
    page.get_by_role("button", name=SAY["erase"], exact=True).click()
    found = violations(page, whole=True) + sideways(page)
    assert not found, "\n".join(found)
    assert page.evaluate(SMALL) == []


def test_the_map_can_be_passed_by_and_what_follows_it_reached(visit: Visit) -> None:
    page = visit.open(ADDRESS)
    ways = page.get_by_role("navigation", name=SAY["ways"], exact=True)
    press(ways.get_by_role("link", name=SAY["data"], exact=True))
    expect(page.get_by_role("heading", name=SAY["data"], exact=True)).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=SAY["save"], exact=True)).to_be_focused()


def test_keeping_the_book_offline_stands_before_the_data(visitor: Callable[..., Visit]) -> None:
    page = visitor(service_workers="allow").open(ADDRESS)
    heading = page.get_by_role("heading", name=words.OFFLINE_SCRIPT["offline"], exact=True)
    expect(heading.locator("xpath=following::h2[1]")).to_have_text(SAY["data"])

"""How sure are you?  Asked where a reader wants it, weighed when the answer is marked, and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from quizzes import scoring, words
from quizzes.content import home
from quizzes.itemtypes import Item
from quizzes.learner import CERTAINTY
from quizzes.states import Settings, read

from .axe import violations
from .book import items
from .conftest import Visit
from .reader import RICHEST, Question, kept, press, result, right, wrong
from .test_access import FAULTS, PHONE

SURE = words.SURE_SCRIPT
SINGLE = next(item for item in items(RICHEST) if item.type == "single-choice")
PARTS = next(item for item in items(RICHEST) if item.type == "matching")
TEXT = next(item for item in items(RICHEST) if item.type == "short-text")


def come(visit: Visit, item: Item = SINGLE, *, chosen: object = True) -> Page:
    """An item in its chapter, for one who has turned it on."""
    settings = Settings(certainty=True).model_dump() | {"certainty": chosen}
    page = visit.open("book/progress.html", leaf=False)
    page.evaluate("text => localStorage.setItem('quizzes/1/settings', text)", json.dumps(settings))
    page.close()
    page = visit.open(f"book/{RICHEST}.html#item-{item.id}")
    if chosen is True:
        expect(group(Question(page, item))).to_have_count(1)
    return page


def group(asked: Question) -> Locator:
    return asked.place.get_by_role("group", name=SURE["sure"], exact=True)


def level(asked: Question, n: int) -> Locator:
    return group(asked).get_by_role("radio", name=SURE[f"level.{n}"], exact=True)


def line(n: int, mark: scoring.Mark) -> str:
    """What is said of the certainty, as Python weighs it."""
    marks = [f"{one}".replace("-", "−") for one in CERTAINTY[n]]
    got = marks[0 if mark.state == "right" else 1]
    return SURE["mark"].format(level=SURE[f"level.{n}"], mark=got, right=marks[0], other=marks[1])


def told(asked: Question) -> Locator:
    return asked.status.filter(has_text=SURE["mark"].split("{")[0])


@pytest.mark.parametrize(
    ("item", "kind", "n"),
    [(SINGLE, "wrong", 3), (TEXT, "right", 1), (PARTS, "partial", 2)],
    ids=lambda one: getattr(one, "type", str(one)),
)
def test_the_level_is_chosen_kept_and_weighed_with_the_answer(visit: Visit, item: Item, kind: str, n: int) -> None:
    page = come(visit, item)
    asked = Question(page, item)
    responses = {"right": right(item.scheme()), "wrong": next(wrong(item)), "partial": next(wrong(item))}
    press(level(asked, 1), "Space")
    for _ in range(n - 1):
        page.keyboard.press("ArrowRight")
    expect(level(asked, n)).to_be_checked()
    assert item.id not in kept(page)  # it is no part of the answer
    asked.type(responses[kind])
    press(asked.check)
    mark = item.mark(responses[kind])
    for again in range(2):
        expect(told(asked)).to_have_text(line(n, mark))
        expect(asked.status.first).to_have_text(result(mark))
        expect(group(asked)).to_have_count(0)
        assert kept(page)[item.id]["sure"] == read(kept(page)[item.id]).sure == n
        if not again:
            page.reload()
            expect(told(asked)).to_have_count(1)


def test_another_try_asks_anew_and_an_answer_without_it_is_fine(visit: Visit) -> None:
    asked = Question(come(visit), SINGLE)
    level(asked, 3).check()
    asked.submit(next(wrong(SINGLE)))
    asked.reveal.click()
    assert kept(asked.page)[SINGLE.id]["sure"] == 3  # the answer is looked up, and the level stays with the mark
    asked.retry.click()
    expect(level(asked, 3)).not_to_be_checked()
    expect(told(asked)).to_have_count(0)
    asked.submit(right(SINGLE.scheme()))
    expect(asked.status.first).to_have_text(result(SINGLE.mark(right(SINGLE.scheme()))))
    expect(told(asked)).to_have_count(0)
    assert "sure" not in kept(asked.page)[SINGLE.id]


@pytest.mark.parametrize("chosen", [False, "yes", None])
def test_who_did_not_turn_it_on_loads_nothing_and_is_not_asked(visit: Visit, chosen: object) -> None:
    page = come(visit, chosen=chosen)
    asked = Question(page, SINGLE)
    asked.submit(right(SINGLE.scheme()))
    assert not [url for url in visit.requests if "/sure.js" in url]
    expect(group(asked)).to_have_count(0)
    assert "sure" not in kept(page)[SINGLE.id]


def test_it_is_not_asked_where_no_machine_marks(visit: Visit) -> None:
    page = come(visit)
    leaves = home().bank(RICHEST).leaves
    assert any(not scoring.by_machine(item.scheme()) for item in leaves)
    for item in leaves:
        expect(group(Question(page, item))).to_have_count(int(scoring.by_machine(item.scheme())))


def test_a_second_tab_shows_the_level_of_the_answer(visit: Visit) -> None:
    here = come(visit)
    there = visit.open(f"book/{RICHEST}.html")
    asked = Question(here, SINGLE)
    level(asked, 2).check()
    mark = asked.submit(right(SINGLE.scheme()))
    expect(told(Question(there, SINGLE))).to_have_text(line(2, mark))
    expect(group(Question(there, SINGLE))).to_have_count(0)
    asked.retry.click()
    expect(level(Question(there, SINGLE), 2)).not_to_be_checked()


def test_it_works_from_the_disk(visitor: Callable[..., Visit], folder: Path) -> None:
    asked = Question(come(visitor(folder.as_uri())), SINGLE)
    level(asked, 2).check()
    mark = asked.submit(next(wrong(SINGLE)))
    expect(told(asked)).to_have_text(line(2, mark))


def test_a_chapter_that_asks_is_without_fault(visitor: Callable[..., Visit]) -> None:
    page = come(visitor(viewport=PHONE))
    asked = Question(page, SINGLE)
    level(asked, 2).check()
    asked.submit(next(wrong(SINGLE)))
    found = violations(page) + page.evaluate(FAULTS, f'.q-quiz[data-quiz="{RICHEST}"]')
    assert not found, "\n".join(found)

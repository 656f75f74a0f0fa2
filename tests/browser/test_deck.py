"""The deck of spaced review: it comes to the same days as the Python package of FSRS, and what goes in counts rightly.

The script is that of the built site, as the page of reviews loads it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fsrs import Card, Rating, Scheduler
from playwright.sync_api import Browser, Page

from quizzes.content import HOME
from quizzes.states import Entry

from .conftest import Visit

LOGS, SEED = 500, 20180406
START = date(2026, 3, 1)
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
REV, OLD = "0123abcd", "00000000"
ITEM = {"id": "two-limits", "rev": REV, "recurs": True}

MEMORIES = """logs => logs.map(log => log.map((_, n) => {
  const { stability, difficulty, next } = decks.memory(log.slice(0, n + 1));
  return { stability, difficulty, due: decks.textOf(next) };
}))"""


@pytest.fixture(scope="module")
def deck(chromium: Browser, site: str) -> Iterator[Page]:
    """The page of reviews, for the sake of its script."""
    context = chromium.new_context(timezone_id="America/Chicago")
    page = context.new_page()
    page.goto(f"{site}/book/recall.html")
    yield page
    context.close()


def day(n: int) -> str:
    return (START + timedelta(days=n)).isoformat()


def number(text: str) -> int:
    """A day as the deck counts it."""
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


def entry(n: int, grade: int = GOOD, **changes: Any) -> dict[str, Any]:
    """An answer on the nth day, at noon."""
    made = {"at": f"{day(n)}T18:00:00.000Z", "day": day(n), "grade": grade, "rev": REV, "by": "review"}
    return made | {"score": 0 if grade == AGAIN else 1, "points": 1} | changes


# The model


def histories() -> list[list[tuple[int, int]]]:
    """Days and grades of readers whom nobody has met: on one day, day after day, now and then, after a year."""
    rng, made = random.Random(SEED), []
    for _ in range(LOGS):
        most, now, log = rng.choice([0, 1, 3, 10, 40, 365]), 0, []
        for _ in range(rng.randint(1, 20)):
            log.append((now, rng.choice([AGAIN, HARD, GOOD, GOOD, EASY])))
            now += rng.randint(0, most)
        made.append(log)
    return made


def by_python(log: list[tuple[int, int]]) -> Iterator[tuple[str, float, float]]:
    """The day when an item is due after each answer, with stability and difficulty, as `fsrs` has them."""
    scheduler = Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=(), maximum_interval=365)
    card = Card()
    for n, grade in log:
        at = datetime.combine(START + timedelta(days=n), datetime.min.time(), UTC)
        card, _ = scheduler.review_card(card, Rating(grade), at)
        yield card.due.date().isoformat(), card.stability, card.difficulty


def test_the_deck_and_the_python_package_come_to_the_same_days(deck: Page) -> None:
    logs = histories()
    asked = [[entry(n, grade) for n, grade in log] for log in logs]
    steps = [step for log in logs for step in by_python(log)]
    found = [step for log in deck.evaluate(MEMORIES, asked) for step in log]
    assert len(logs) >= 400
    assert {grade for log in logs for _, grade in log} == {AGAIN, HARD, GOOD, EASY}
    assert [one["due"] for one in found] == [due for due, _, _ in steps]
    assert [one["stability"] for one in found] == pytest.approx([s for _, s, _ in steps], rel=1e-5)
    assert [one["difficulty"] for one in found] == pytest.approx([d for _, _, d in steps], rel=1e-5)


def test_nothing_comes_back_later_than_in_a_year(deck: Page) -> None:
    log = [entry(n) for n in range(0, 3650, 365)]
    assert deck.evaluate("log => decks.memory(log).next", log) == number(log[-1]["day"]) + 365


def test_the_site_hands_out_the_model_with_its_licence(folder: Path) -> None:
    licence = (HOME / "static" / "vendor" / "ts-fsrs" / "LICENSE").read_text(encoding="utf-8").strip()
    script = (folder / "_static" / "fsrs.js").read_text(encoding="utf-8")
    assert script.startswith(f"/*! {licence} */")


# Clocks


def due(page: Page, log: list[dict[str, Any]], today: str) -> str:
    return page.evaluate("([log, today]) => decks.textOf(decks.memory(log, today).next)", [log, number(today)])


def test_an_answer_from_a_clock_set_back_counts_as_of_the_day_of_the_one_before(deck: Page) -> None:
    wrong, right = entry(3, day="2020-01-01"), entry(3, day=day(0))
    for later in ([], [entry(9)]):
        assert due(deck, [entry(0), wrong, *later], day(9)) == due(deck, [entry(0), right, *later], day(9))


def test_an_answer_from_the_future_counts_as_of_the_day_of_the_one_before(deck: Page) -> None:
    wrong, right = entry(3, day="2099-01-01"), entry(3, day=day(0))
    for later in ([], [entry(9)]):
        assert due(deck, [entry(0), wrong, *later], day(9)) == due(deck, [entry(0), right, *later], day(9))


def test_an_item_known_from_the_future_alone_is_asked_today_and_then_as_its_answer_says(deck: Page) -> None:
    wrong = entry(0, day="2099-01-01")
    assert due(deck, [wrong], day(5)) == day(5)
    assert due(deck, [wrong], day(6)) == day(6)
    assert due(deck, [wrong, entry(6)], day(6)) > day(6)
    assert due(deck, [wrong, entry(6)], day(9)) == due(deck, [wrong, entry(6)], day(6))


def test_a_day_ahead_is_a_journey_and_no_wrong_clock(deck: Page) -> None:
    assert due(deck, [entry(1)], day(0)) == due(deck, [entry(0)], day(0))
    ahead = "([one, today]) => decks.ahead(one, today)"
    assert [deck.evaluate(ahead, [entry(n), number(day(0))]) for n in (0, 1, 2)] == [False, False, True]


def test_the_next_entry_is_later_than_the_log_whatever_the_clock_says(deck: Page) -> None:
    moment = "([log, now]) => decks.moment(log, Date.parse(now))"
    noon = f"{day(1)}T12:00:00.000Z"
    assert deck.evaluate(moment, [[], noon]) == noon
    assert deck.evaluate(moment, [[entry(0)], noon]) == noon
    assert deck.evaluate(moment, [[entry(0), entry(7)], noon]) == f"{day(7)}T18:00:00.001Z"


PLACES = {"Pacific/Kiritimati": "2026-03-15", "Europe/Berlin": "2026-03-15", "America/Los_Angeles": "2026-03-14"}


@pytest.mark.parametrize("place", PLACES)
def test_a_day_is_that_of_the_place_and_stays_what_it_is_elsewhere(visitor: Callable[..., Visit], place: str) -> None:
    page = visitor(timezone_id=place).open("book/recall.html")
    assert page.evaluate("decks.dayOf(Date.parse('2026-03-15T06:30:00Z'))") == PLACES[place]
    texts = [day(n) for n in range(0, 400, 7)] + ["2026-03-29", "2026-11-01", "2028-02-29"]  # clocks change, leap day
    assert page.evaluate("days => days.map(decks.numberOf)", texts) == [number(text) for text in texts]
    assert page.evaluate("days => days.map(day => decks.textOf(decks.numberOf(day)))", texts) == texts
    assert due(page, [entry(0), entry(4)], day(9)) == due(page, [entry(0), entry(4)], day(99)) == "2026-03-21"


# Grades, and what a chapter's answers say


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"right": True}, GOOD),
        ({"right": True, "sure": 2}, GOOD),
        ({"right": True, "sure": 3}, GOOD),
        ({"right": True, "sure": 1}, HARD),
        ({"right": True, "hints": 1}, HARD),
        ({"right": True, "tries": 2}, HARD),
        ({"right": True, "guess": True}, AGAIN),
        ({"right": True, "shown": True}, AGAIN),
        ({"right": False}, AGAIN),
        ({"right": False, "hints": 2, "tries": 3, "sure": 3}, AGAIN),
    ],
)
def test_the_grade_of_an_answer(deck: Page, answer: dict[str, Any], expected: int) -> None:
    assert deck.evaluate("decks.grade", answer) == expected


def state(n: float = 0, **changes: Any) -> dict[str, Any]:
    """What a chapter keeps of an item that was answered at once, at noon of the nth day in Chicago."""
    at = datetime.combine(START, datetime.min.time(), UTC) + timedelta(days=n, hours=18)
    made = {"rev": REV, "response": "a", "checked": True, "revealed": False, "attempts": 1, "hints": 0}
    return made | {"at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z")} | changes


def entered(page: Page, now: dict[str, Any] | None, log: list[dict[str, Any]], score: float = 1) -> dict[str, Any]:
    asked = [ITEM, now, {"score": score, "points": 1}, log]
    made = page.evaluate("([item, state, mark, log]) => decks.fromChapter(item, state, mark, log)", asked)
    return made and Entry.model_validate(made).model_dump(exclude_unset=True)


FIRST = {"day": day(0), "rev": REV, "by": "chapter", "points": 1}
RIGHT = FIRST | {"at": f"{day(0)}T18:00:00.000Z", "grade": GOOD, "score": 1, "attempts": 1, "hints": 0}
WRONG = RIGHT | {"grade": AGAIN, "score": 0}
LOOKED = WRONG | {"attempts": 0}
EACH_FIRST = {
    "right": (state(), 1, {}),
    "in part right": (state(), 0.5, {"grade": AGAIN, "score": 0.5}),
    "wrong": (state(), 0, {"grade": AGAIN, "score": 0}),
    "right with a hint": (state(hints=1), 1, {"grade": HARD, "hints": 1}),
    "right at the second try": (state(attempts=2), 1, {"grade": HARD, "attempts": 2}),
    "right and not sure": (state(sure=1), 1, {"grade": HARD, "sure": 1}),
    "right and sure": (state(sure=3), 1, {"sure": 3}),
    "handed in right": (state(revealed=True), 1, {}),  # an exam shows every answer when it ends
    "looked up": (state(checked=False, revealed=True, attempts=0), 1, LOOKED),
    "looked up after a wrong try": (state(revealed=True), 0, {"grade": AGAIN, "score": 0}),
}


@pytest.mark.parametrize("case", EACH_FIRST)
def test_the_first_answer_in_a_chapter_enters_the_deck(deck: Page, case: str) -> None:
    now, score, changes = EACH_FIRST[case]
    assert entered(deck, now, [], score) == RIGHT | changes
    reviewed = [entry(-3, rev=OLD), entry(-2)]  # neither of this revision, nor of the chapter
    assert entered(deck, now, reviewed, score) == RIGHT | changes
    assert entered(deck, now, [*reviewed, RIGHT | changes], score) is None  # and once


NOTHING = {
    "never seen": None,
    "being written": state(checked=False),
    "of another revision": state(rev=OLD),
    "without a moment": state(at=None),
    "of a moment that is none": state(at="yesterday"),
}


@pytest.mark.parametrize("case", NOTHING)
def test_what_was_not_answered_does_not_enter(deck: Page, case: str) -> None:
    assert entered(deck, NOTHING[case], []) is None


LATER = {
    "answered again, right": ([WRONG], state(5, attempts=2), 1, {"grade": GOOD, "score": 1, "attempts": 2}),
    "again, at the second try": ([WRONG], state(5, attempts=3), 1, {"grade": HARD, "score": 1, "attempts": 3}),
    "again, with a second hint": (
        [WRONG | {"hints": 1}],
        state(5, attempts=2, hints=2),
        1,
        {"grade": HARD, "attempts": 2, "hints": 2},
    ),
    "again, its hint open since": (
        [WRONG | {"hints": 1}],
        state(5, attempts=2, hints=1),
        1,
        {"attempts": 2, "hints": 1},
    ),
    "after it was looked up": ([LOOKED], state(5), 1, {}),
    "cleared, and right again": ([RIGHT], state(5), 1, {}),
    "cleared, and now wrong": ([RIGHT], state(5), 0, {"grade": AGAIN, "score": 0}),
    "cleared after three tries": ([WRONG | {"attempts": 3}], state(5), 1, {}),
    "cleared, and handed in": ([RIGHT], state(5, revealed=True), 1, {}),
    "an entry without counts": ([entry(0, by="chapter")], state(5), 1, {}),
}
SAME = {
    "a hint was opened afterwards": ([RIGHT], state(5, hints=1), 1),
    "looked up after a wrong answer": ([WRONG], state(5, revealed=True), 0),
    "looked up again": ([LOOKED], state(5, checked=False, revealed=True, attempts=0), 0),
    "older than the log": ([RIGHT | {"at": f"{day(9)}T18:00:00.000Z", "day": day(9)}], state(5, attempts=2), 1),
}


@pytest.mark.parametrize("case", LATER)
def test_another_answer_in_a_chapter_enters_too(deck: Page, case: str) -> None:
    log, now, score, changes = LATER[case]
    expected = RIGHT | {"at": f"{day(5)}T18:00:00.000Z", "day": day(5)} | changes
    assert entered(deck, now, log, score) == expected
    assert entered(deck, now, [*log, expected], score) is None


@pytest.mark.parametrize("case", SAME)
def test_the_same_answer_does_not_enter_twice(deck: Page, case: str) -> None:
    log, now, score = SAME[case]
    assert entered(deck, now, log, score) is None


def test_reviews_between_two_answers_in_a_chapter_do_not_hide_the_second(deck: Page) -> None:
    assert entered(deck, state(5, attempts=2), [WRONG, entry(3), entry(8)])["grade"] == GOOD


# Logs, and what is asked next


def test_two_logs_become_one_in_order_of_time(deck: Page) -> None:
    one, two = [entry(0), entry(4)], [entry(2), entry(4), entry(9)]
    assert deck.evaluate("([one, two]) => decks.join(one, two)", [one, two]) == [entry(n) for n in (0, 2, 4, 9)]
    assert deck.evaluate("([one, two]) => decks.join(two, one)", [one, two]) == [entry(n) for n in (0, 2, 4, 9)]
    assert deck.evaluate("decks.join()") == []
    elsewhere = entry(0, at=f"{day(0)}T12:00:00-06:00")  # the same moment, written elsewhere
    assert deck.evaluate("([one, two]) => decks.join(one, two).length", [[entry(0)], [elsewhere]]) == 1


def standing(page: Page, log: list[dict[str, Any]], today: int) -> dict[str, Any]:
    asked = [ITEM, log, number(day(today))]
    found = page.evaluate("([item, log, today]) => decks.standing(item, log, today)", asked)
    return found and found | {"due": found["due"] - number(day(0)), "memory": bool(found["memory"])}


def test_how_an_item_stands(deck: Page) -> None:
    def next_due(*log: tuple[int, int]) -> dict[str, Any]:
        *_, (due, _, _) = by_python([*log])
        return plain | {"due": number(due) - number(day(0))}

    plain = {"missed": False, "revised": False, "memory": True}
    assert standing(deck, [], 0) is None
    assert standing(deck, [entry(0)], 0) == next_due((0, GOOD))
    assert standing(deck, [entry(0, AGAIN)], 4) == plain | {"due": 0, "missed": True}
    assert standing(deck, [entry(0, AGAIN), entry(4)], 4) == next_due((0, AGAIN), (4, GOOD))
    assert standing(deck, [entry(0, rev=OLD)], 4) == {"due": 4, "missed": False, "revised": True, "memory": False}
    assert standing(deck, [entry(0, AGAIN, rev=OLD), entry(4)], 4) == next_due((4, GOOD))  # as if it were new


def test_what_was_missed_comes_first_and_what_is_not_due_last(deck: Page) -> None:
    logs = {
        "due-next-year": [entry(n) for n in (0, 3, 15, 60)],
        "due-tomorrow": [entry(0), entry(59, HARD), entry(60, HARD)],
        "half-forgotten": [entry(0), entry(10)],
        "forgotten": [entry(0)],
        "revised": [entry(0, AGAIN, rev=OLD)],
        "missed": [entry(0), entry(60, AGAIN)],
        "missed-long-ago": [entry(0), entry(2, AGAIN)],
        "never-seen": [],
        "does-not-recur": [entry(0)],
    }
    items = [{"id": name, "rev": REV, "recurs": name != "does-not-recur"} for name in logs]
    asked = """([items, logs, today]) =>
      decks.queue(items, ({ id }) => logs[id], today).map(([{ id }, now]) => [id, now.due > today])"""
    expected = ["missed-long-ago", "missed", "revised", "forgotten", "half-forgotten"]
    later = ["due-tomorrow", "due-next-year"]
    for turned in (items, items[::-1]):
        found = deck.evaluate(asked, [turned, logs, number(day(60))])
        assert found == [[name, False] for name in expected] + [[name, True] for name in later]

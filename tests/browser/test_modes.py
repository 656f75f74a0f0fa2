"""Each mode of a form, with an item of every type: what may be answered, told and changed, and when."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Locator, Page, expect

from quizzes import words
from quizzes.forms import Form
from quizzes.itemtypes import Item
from quizzes.samples import right, samples
from quizzes.states import MODES
from quizzes.text import plain

from . import gallery
from .book import served
from .conftest import Visit
from .reader import KEY, SAY, Question, kept, number, points, press, result

OF_TYPE = {item.type: item for item in reversed(gallery.form().leaves)}  # the first of each
BY_MACHINE = [item for item in gallery.form().leaves if item.type != "open-answer"]
OPEN, NUMERIC, CLOZE = (OF_TYPE[name] for name in ("open-answer", "numeric", "cloze"))


@contextmanager
def shown(visitor: Callable[..., Visit], form: Form) -> Iterator[Page]:
    """A page with this form on it."""
    with TemporaryDirectory() as folder:
        gallery.write(Path(folder), form)
        with served(Path(folder)) as address:
            yield visitor(address, viewport={"width": 1280, "height": 900}).open(gallery.PAGE)


@pytest.fixture
def look(visitor: Callable[..., Visit]) -> Iterator[Callable[..., Page]]:
    """Opens the examples of all types, or of some, in a mode."""
    open_ones = []

    def open_it(mode: str, *types: str, form: Form | None = None) -> Page:
        context = shown(visitor, form or gallery.form(*types, mode=mode))
        open_ones.append(context)
        return context.__enter__()

    yield open_it
    for context in open_ones:
        context.__exit__(None, None, None)


def button(place: Page | Locator, name: str) -> Locator:
    return place.get_by_role("button", name=SAY[name], exact=True)


def asked_first(page: Page, count: int, key: str = "blank") -> Locator:
    """What stands in the page before all is checked or handed in."""
    text = SAY["blank" if count == 1 else "blanks"].format(blanks=count) if count else SAY[key]
    return page.get_by_role("group", name=text, exact=True)


def answer(page: Page, items: list[Item], kind: str = "right") -> dict[str, object]:
    """Give each item a response of a kind; those of which there is none get the right one."""
    given = {item.id: samples(item.scheme()).get(kind, right(item.scheme())) for item in items}
    for item in items:
        Question(page, item).click(given[item.id])
    return given


def total(page: Page, given: dict[str, object]) -> Locator:
    """The score at the end, as Python counts it."""
    marks = [item.mark(given.get(item.id)) for item in BY_MACHINE]
    said = SAY["summary.done"].format(
        answered=len(given),
        items=len(gallery.form().leaves),
        score=number(sum(mark.score for mark in marks)),
        points=points(sum(mark.points for mark in marks)),
    )
    return page.get_by_text(said, exact=True).last


# Exam


def test_an_exam_tells_nothing_before_it_is_handed_in(look: Callable[..., Page]) -> None:
    page = look("exam")
    leaves = gallery.form().leaves
    expect(page.get_by_text(words.PAGE["mode-exam"], exact=True)).to_be_visible()
    given = answer(page, leaves)
    for item in leaves:
        place = Question(page, item).place
        for name in ("check", "compare", "retry", "reveal", "give-up"):
            expect(button(place, f"{name}-button")).to_have_count(0)
        for name in ("hint", "answer"):
            expect(place.get_by_text(words.PAGE[name], exact=True).filter(visible=True)).to_have_count(0)
        for said in [item.rationale, *(one.say for one in item.feedback()), *item.hints]:
            expect(place.get_by_text(plain(said), exact=True).filter(visible=True)).to_have_count(0)
    page.reload()
    for item in leaves:
        Question(page, item).shows(given[item.id] if item.type != "open-answer" else {"text": given[item.id]["text"]})
        expect(Question(page, item).place.get_by_text(plain(item.rationale)).filter(visible=True)).to_have_count(0)


def test_answers_checked_in_another_mode_tell_nothing_in_an_exam(look: Callable[..., Page]) -> None:
    page = look("exam", "single-choice")
    item = OF_TYPE["single-choice"]
    state = {"rev": item.revision, "response": right(item.scheme()), "checked": True, "revealed": True}
    page.evaluate("pair => localStorage.setItem(...pair)", [f"quizzes/1/item/{item.id}", json.dumps(state)])
    page.reload()
    Question(page, item).shows(right(item.scheme()))
    expect(Question(page, item).status).to_have_text("")
    expect(page.get_by_text(plain(item.rationale), exact=True).filter(visible=True)).to_have_count(0)


def test_an_exam_is_handed_in_once_after_it_was_asked_and_what_is_blank_was_named(look: Callable[..., Page]) -> None:
    page = look("exam")
    blank = [NUMERIC, OPEN]
    rest = [item for item in gallery.form().leaves if item not in blank]
    given = answer(page, rest, "wrong")
    button(page, "hand-in").focus()
    page.keyboard.press("Enter")
    sure = asked_first(page, 2)
    numbers = [gallery.form().leaves.index(item) + 1 for item in gallery.form().leaves if item in blank]
    expect(sure.get_by_role("link")).to_have_text([SAY["question"].format(n=n) for n in numbers])
    expect(button(sure, "go-on")).to_be_focused()
    page.keyboard.press("Enter")
    expect(Question(page, NUMERIC).first).to_be_focused()
    expect(sure).to_have_count(0)
    press(button(page, "hand-in"))
    press(button(sure, "hand-in"))
    expect(total(page, given)).to_be_visible()
    for again in range(2):
        for item in rest:
            asked = Question(page, item)
            expect(asked.status).to_have_text(result(item.mark(given[item.id])))
            asked.says(given[item.id], revealed=True)
            asked.explains()
        for item in blank:
            expect(Question(page, item).status).to_have_text(SAY["result.blank"])
            Question(page, item).explains()
        for name in ("check", "compare", "retry", "reveal", "give-up"):
            expect(button(page, f"{name}-button")).to_have_count(0)
        expect(button(page, "hand-in")).to_have_count(0)
        expect(button(page, "review.again")).to_have_count(0)
        expect(Question(page, NUMERIC).control("number")).not_to_be_editable()
        if not again:
            page.reload()
    button(page, "restart").click()
    button(page, "restart.yes").click()
    expect(button(page, "hand-in")).to_be_visible()
    for item in gallery.form().leaves:
        Question(page, item).shows(None)
        expect(Question(page, item).place.get_by_text(plain(item.rationale)).filter(visible=True)).to_have_count(0)
    page.reload()
    expect(button(page, "hand-in")).to_be_visible()


def test_the_focus_goes_to_the_score_when_an_exam_is_handed_in(look: Callable[..., Page]) -> None:
    page = look("exam", "single-choice", "true-false")
    answer(page, [OF_TYPE["single-choice"], OF_TYPE["true-false"]])
    press(button(page, "hand-in"))
    press(button(asked_first(page, 0, "hand-in.sure"), "hand-in"))
    status = page.get_by_role("status").filter(has_text=SAY["summary.done"].split("{")[0])
    expect(status).to_have_count(1)
    assert page.evaluate("document.activeElement.textContent").startswith(SAY["summary.done"].split("{")[0])


def test_another_tab_learns_that_the_exam_is_handed_in(look: Callable[..., Page]) -> None:
    here = look("exam", "single-choice", "numeric")
    there = here.context.new_page()
    there.goto(here.url)
    item = OF_TYPE["single-choice"]
    Question(here, item).click(right(item.scheme()))
    Question(there, item).shows(right(item.scheme()))
    expect(Question(there, item).status).to_have_text("")
    button(here, "hand-in").click()
    button(asked_first(here, 1), "hand-in").click()
    expect(Question(there, item).status).to_have_text(result(item.mark(right(item.scheme()))))
    expect(button(there, "hand-in")).to_have_count(0)


# All at the end


def test_all_are_checked_at_the_end_corrected_and_checked_again(look: Callable[..., Page]) -> None:
    page = look("end")
    given = answer(page, [item for item in BY_MACHINE if item != NUMERIC], "wrong")
    expect(button(page, "check-button")).to_have_count(0)
    button(page, "check-all").click()
    button(asked_first(page, 2), "check-all.yes").click()
    expect(total(page, given)).to_be_visible()
    for item in BY_MACHINE:
        if item.id in given:
            expect(Question(page, item).status).to_have_text(result(item.mark(given[item.id])))
            Question(page, item).says(given[item.id])
        else:
            expect(Question(page, item).status).to_have_text("")
    page.reload()
    expect(total(page, given)).to_be_visible()
    first = BY_MACHINE[0]
    Question(page, first).retry.click()
    given |= answer(page, [first, NUMERIC, OPEN])
    button(page, "check-all").click()
    expect(total(page, given)).to_be_visible()
    for item in (first, NUMERIC):
        expect(Question(page, item).status).to_have_text(result(item.mark(given[item.id])))
    assert kept(page)[first.id]["attempts"] == 2
    expect(button(page, "check-all")).to_have_count(0)


# Practice


def test_practice_goes_on_until_the_answer_is_right_and_counts_the_tries(look: Callable[..., Page]) -> None:
    page = look("practice")
    for item in BY_MACHINE:
        asked, response = Question(page, item), samples(item.scheme())["wrong"]
        for tries in (1, 2):
            asked.click(response)
            press(asked.check)
            said = SAY["try" if tries == 1 else "trys"].format(trys=tries)
            expect(asked.status).to_contain_text(f"{result(item.mark(response))} {said}")
            asked.says(response)
            expect(asked.check).to_be_focused()
            expect(asked.place.get_by_text(plain(item.rationale), exact=True).filter(visible=True)).to_have_count(0)
        asked.click(right(item.scheme()))
        asked.check.click()
        expect(asked.status).to_contain_text(result(item.mark(right(item.scheme()))))
        asked.explains()
        expect(button(asked.place, "give-up-button")).to_have_count(0)
        assert kept(page)[item.id]["attempts"] == 3


def test_who_gives_up_sees_the_answer_and_the_quiz_ends(look: Callable[..., Page]) -> None:
    page = look("practice")
    for item in gallery.form().leaves:
        asked = Question(page, item)
        press(button(asked.place, "give-up-button"))
        expect(asked.status).to_contain_text(SAY["result.revealed"])
        expect(asked.retry).to_be_focused()
        asked.explains()
    expect(total(page, {})).to_be_visible()


def test_what_was_said_of_an_answer_goes_when_another_is_begun(look: Callable[..., Page]) -> None:
    page = look("practice", "short-text")
    item = OF_TYPE["short-text"]
    asked, response = Question(page, item), samples(item.scheme())["wrong"]
    asked.submit(response)
    asked.says(response)
    asked.control("text").press_sequentially("x")
    for feedback in item.said(response):
        expect(asked.group.get_by_text(plain(feedback.say), exact=True)).to_have_count(0)


@pytest.mark.parametrize("mode", [mode for mode in MODES if mode != "exam"])
def test_hints_come_one_after_the_other_and_stay_counted(look: Callable[..., Page], mode: str) -> None:
    form = gallery.form("true-false", mode=mode)
    item = form.items[0].model_copy(update={"hints": ["First look here.", "Then look there.", "And at last here."]})
    form.items[0] = form.leaves[0] = item
    page = look(mode, form=form)
    summaries = page.get_by_text(words.PAGE["hint"], exact=True).filter(visible=True)
    for n, hint in enumerate(item.hints, 1):
        expect(summaries).to_have_count(n)
        press(summaries.last)
        expect(page.get_by_text(hint, exact=True)).to_be_visible()
    page.wait_for_function("key => JSON.parse(localStorage.getItem(key)).hints === 3", arg=KEY + item.id)
    page.reload()
    expect(summaries).to_have_count(3)
    expect(page.get_by_text(item.hints[0], exact=True)).to_be_hidden()


# Kinds with a state of their own


@pytest.mark.parametrize("mode", MODES)
def test_what_was_answered_before_the_script_arrived_is_not_lost(
    visitor: Callable[..., Visit], tmp_path: Path, mode: str
) -> None:
    gallery.write(tmp_path, gallery.form(mode=mode))
    early = [item for item in gallery.form().leaves if item.type != "ordering"]  # its buttons come with the script
    with served(tmp_path) as address:
        visit = visitor(address)
        held = []
        visit.context.route("**/quiz.js", lambda route: held.append(route))
        page = visit.context.new_page()
        page.goto(f"{address}/{gallery.PAGE}", wait_until="commit")
        given = answer(page, early)
        held[0].continue_()
        expect(page.get_by_text(SAY["about.item"], exact=True).first).to_be_visible()
        for item in early:
            response = given[item.id]
            Question(page, item).shows({"text": response["text"]} if item.type == "open-answer" else response)


@pytest.mark.parametrize("mode", MODES)
def test_what_is_no_number_is_said_at_its_box_and_is_no_attempt(look: Callable[..., Page], mode: str) -> None:
    page = look(mode, "numeric", "cloze")
    gap = next(part for part, one in CLOZE.scheme()["schemes"].items() if one.get("base") == "number")
    for item, part, response in ((NUMERIC, "number", "many"), (CLOZE, gap, right(CLOZE.scheme()) | {gap: "many"})):
        asked = Question(page, item)
        asked.click(response)
        if mode in ("end", "exam"):
            button(page, "check-all" if mode == "end" else "hand-in").click()
            page.keyboard.press("Enter")
        else:
            asked.check.click()
        expect(asked.control(part)).to_have_accessible_description(SAY["unread"])
        expect(asked.group.get_by_text(SAY["unread"], exact=True)).to_be_visible()
        expect(asked.status).to_have_text(SAY["unread"])
        assert (kept(page)[item.id]["attempts"], kept(page)[item.id]["checked"]) == (0, False)
        asked.click(right(item.scheme()))
        expect(asked.group.get_by_text(SAY["unread"], exact=True)).to_have_count(0)


def test_an_open_answer_is_compared_ticked_kept_and_counted_apart(look: Callable[..., Page]) -> None:
    page = look("each", "open-answer", "true-false")
    asked, other = Question(page, OPEN), OF_TYPE["true-false"]
    press(button(asked.place, "compare-button"))
    expect(asked.status).to_have_text(SAY["missing.open"])
    asked.type({"text": "In my own words."})
    press(button(asked.place, "compare-button"))
    expect(asked.status).to_have_text(SAY["result.written"])
    asked.explains()
    first, *rest = OPEN.scheme()["criteria"]
    press(asked.control(first), "Space")
    expect(asked.control(first)).to_be_focused()
    mark = OPEN.mark({"text": "In my own words.", "met": [first]})
    own = SAY["result.self-marked"].format(score=number(mark.score), points=points(mark.points))
    expect(asked.status).to_have_text(own)
    for criterion in OPEN.rubric:
        expect(asked.group.get_by_text(plain(criterion.missing), exact=True)).to_have_count(int(criterion.id in rest))
    page.reload()
    asked.shows({"text": "In my own words.", "met": [first]})
    expect(asked.status).to_have_text(own)
    Question(page, other).submit(right(other.scheme()))
    said = SAY["summary.done"].format(answered=2, items=2, score=other.points, points=points(other.points))
    apart = SAY["summary.own"].format(score=number(mark.score), points=points(mark.points))
    expect(page.get_by_text(f"{said} {apart}", exact=True)).to_be_visible()
    press(asked.control(first), "Space")
    expect(asked.status).to_contain_text(SAY["result.self-marked"].format(score="0", points=points(mark.points)))
    asked.retry.click()
    expect(asked.control("text")).to_have_value("In my own words.")
    expect(asked.control("text")).to_be_editable()


@pytest.mark.parametrize("mode", MODES)
def test_without_a_script_every_mode_can_be_read_whole(visitor: Callable[..., Visit], mode: str) -> None:
    with TemporaryDirectory() as folder:
        gallery.write(Path(folder), gallery.form(mode=mode))
        with served(Path(folder)) as address:
            page = visitor(address, java_script_enabled=False).open(gallery.PAGE)
            expect(page.get_by_role("button")).to_have_count(0)
            for item in gallery.form().leaves:
                place = page.locator(f"#item-{item.id}")
                place.get_by_text(words.PAGE["answer"], exact=True).click()
                expect(place.get_by_text(plain(item.rationale), exact=True)).to_be_visible()
            expect(page.get_by_text(words.PAGE["unscripted"])).to_have_count(int(mode == "exam"))

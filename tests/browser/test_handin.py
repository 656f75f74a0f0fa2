"""Handing in on the page: a deliberate act, told in plain words, and a file that Python reads as the page marked it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from quizzes import words
from quizzes.content import home
from quizzes.exports import Asked, html
from quizzes.handin import HandIn, Read, make, read, text
from quizzes.handin.against import Banks
from quizzes.itemtypes import Item
from quizzes.samples import right, samples
from quizzes.scoring import kind_of
from quizzes.states import ItemState

from . import gallery
from .axe import sideways, violations
from .book import NARROW, SCHEMES, items
from .conftest import Visit
from .reader import KEY, RICHEST, SAY, Question, press, quiz, reach, store, wrong

BANK = gallery.bank()
BANKS = Banks([BANK])
CHAPTER = f"book/{RICHEST}.html"
SMALL = """place => [...place.querySelectorAll('button, summary, input')].filter(node => node.offsetParent)
  .filter(node => node.getBoundingClientRect().height < 44).map(node => node.outerHTML)"""


def opener(place: Page | Locator) -> Locator:
    return place.get_by_role("button", name=SAY["file"], exact=True)


def panel(place: Page | Locator) -> Locator:
    return place.get_by_role("form", name=SAY["file"], exact=True)


def handed(place: Page | Locator, folder: Path, name: str = "Ada", banks: Banks | None = None) -> Read:
    """Hand in with keys alone, and read the file as a teacher does."""
    page = place if isinstance(place, Page) else place.page
    opener(place).focus()
    page.keyboard.press("Enter")
    reach(panel(place).get_by_label(SAY["file.name"], exact=True))
    page.keyboard.insert_text(name)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    expect(opener(place)).to_be_focused()
    expect(place.get_by_text(SAY["file.saved"].format(file=path.name), exact=True)).to_be_visible()
    return read(path, home(), banks)


def responses(leaves: Iterable[Item], kind: str) -> dict[str, Any]:
    """A response of this kind to each item; a right one where there is none."""
    return {leaf.id: samples(leaf.scheme()).get(kind, right(leaf.scheme())) for leaf in leaves}


@pytest.mark.parametrize("kind", ["right", "partial", "wrong"])
def test_a_file_has_every_type_as_it_was_answered_and_marked_and_is_the_one_that_python_writes(
    visitor: Callable[..., Visit], tmp_path: Path, kind: str
) -> None:
    """All are answered by hand, checked together, and some are left blank."""
    leaves = BANK.form().leaves
    blank = [leaf for n, leaf in enumerate(leaves) if n % 4 == ["right", "partial", "wrong"].index(kind)]
    given = responses((leaf for leaf in leaves if leaf not in blank), kind)
    with gallery.gallery(mode="end") as address:
        page = visitor(address.rpartition("/")[0]).open(gallery.PAGE, leaf=False)
        for leaf in leaves:
            if leaf.id in given:
                Question(page, leaf).click(given[leaf.id])
        page.get_by_role("button", name=SAY["check-all"], exact=True).click()
        page.get_by_role("button", name=SAY["check-all.yes"], exact=True).click()
        kept = page.evaluate("({ ...localStorage })")
        one = handed(page, tmp_path, banks=BANKS)
    assert (one.problems, one.notes) == ([], [])
    states = {key.removeprefix(KEY): ItemState(**json.loads(text)) for key, text in kept.items() if KEY in key}
    assert set(states) >= set(given)
    assert one.handin == make(BANK.form(mode="end"), states, True, "Ada", one.handin.saved)
    assert one.path.read_text("utf-8") == text(one.handin)
    for answer, leaf, mark in one.answers:
        is_open = kind_of(leaf.scheme()) == "open"
        marked = leaf.id in given and not is_open
        assert answer.score == (mark.score if marked else None)
        assert (answer.first is not None) == marked
        assert (answer.response is None) == (leaf in blank)


def test_a_second_try_keeps_the_first_answer_beside_it(visit: Visit, tmp_path: Path) -> None:
    page = visit.open(CHAPTER)
    leaf = next(leaf for leaf in items(RICHEST) if leaf.type == "single-choice")
    asked, first = Question(page, leaf), next(wrong(leaf))
    asked.submit(first)
    page.reload()
    asked.retry.click()
    asked.submit(right(leaf.scheme()))
    other = next(one for one in items(RICHEST) if one.type == "single-choice" and one is not leaf)
    Question(page, other).reveal.click()
    Question(page, other).retry.click()
    Question(page, other).submit(right(other.scheme()))
    one = handed(quiz(page, RICHEST), tmp_path)
    answers = {answer.id: answer for answer in one.handin.items}
    assert (one.problems, answers[leaf.id].attempts, answers[leaf.id].score) == ([], 2, leaf.points)
    assert answers[leaf.id].first.model_dump() == {"response": first, "score": 0}
    assert answers[other.id].first is None  # the answer was seen before


def test_an_exam_that_is_not_handed_in_is_saved_without_points_and_says_so(
    visitor: Callable[..., Visit], tmp_path: Path
) -> None:
    leaf = next(leaf for leaf in BANK.form().leaves if leaf.type == "single-choice")
    with gallery.gallery(mode="exam") as address:
        page = visitor(address.rpartition("/")[0]).open(gallery.PAGE, leaf=False)
        state = {"rev": leaf.revision, "response": right(leaf.scheme()), "checked": True, "attempts": 1}
        store(page, [(leaf, json.dumps(state | {"first": right(leaf.scheme())}))])
        opener(page).click()
        expect(panel(page).get_by_text(SAY["file.sealed"], exact=True)).to_be_visible()
        panel(page).get_by_role("button", name=SAY["file.not"], exact=True).click()
        one = handed(page, tmp_path, "before", BANKS)
        assert (one.problems, one.handin.handed) == ([], False)
        assert all(not (answer.checked or answer.score or answer.first) for answer in one.handin.items)
        page.get_by_role("button", name=SAY["hand-in"], exact=True).click()
        page.get_by_role("group", name=SAY["blanks"].format(blanks=len(BANK.form().leaves) - 1)).get_by_role(
            "button", name=SAY["hand-in"], exact=True
        ).click()
        one = handed(page, tmp_path, "after", BANKS)
    assert (one.problems, one.handin.handed, one.notes) == ([], True, [])
    assert [answer.score for answer in one.handin.items if answer.checked] == [leaf.points]
    assert all(answer.revealed for answer in one.handin.items)


def test_it_is_offered_once_something_is_answered_and_only_at_the_end_of_a_quiz(visit: Visit) -> None:
    page = visit.open(CHAPTER)
    expect(opener(page)).to_have_count(0)
    [check] = home().bank(RICHEST).item(home().bank(RICHEST).checks[0]).leaves()
    Question(page, check).submit(right(check.scheme()))
    expect(opener(page)).to_have_count(0)
    leaf = items(RICHEST)[0]
    Question(page, leaf).click(right(leaf.scheme()))
    expect(opener(quiz(page, RICHEST))).to_be_visible()
    opener(page).click()
    expect(panel(page).get_by_text(SAY["file.left"], exact=True)).to_be_visible()
    Question(page, leaf).check.click()
    Question(page, leaf).place.get_by_text(SAY["about.item"], exact=True).click()
    Question(page, leaf).place.get_by_role("button", name=SAY["clear"], exact=True).click()
    expect(panel(page)).to_have_count(0)


def test_a_name_is_asked_for_kept_nowhere_and_made_fit(visit: Visit, tmp_path: Path) -> None:
    page = visit.open(CHAPTER)
    leaf = items(RICHEST)[0]
    Question(page, leaf).submit(right(leaf.scheme()))
    before = page.evaluate("({ ...localStorage })")
    opener(page).click()
    expect(panel(page)).to_be_focused()
    for said in (SAY["file.about"], SAY["file.own"]):
        expect(panel(page).get_by_text(said, exact=True)).to_be_visible()
    press(panel(page).get_by_role("button", name=SAY["file.save"], exact=True))
    expect(page.get_by_text(SAY["file.nameless"], exact=True)).to_be_visible()
    expect(panel(page).get_by_label(SAY["file.name"], exact=True)).to_be_focused()
    press(panel(page).get_by_role("button", name=SAY["file.not"], exact=True))
    expect(opener(page)).to_be_focused()
    asked = len(visit.requests)
    one = handed(page, tmp_path, " Zoë\u202e  Łuk/../7b\u200b ")
    assert (one.problems, one.handin.name) == ([], "Zoë Łuk/../7b\u200b")
    assert one.path.name == f"zero-tolerance-{RICHEST}-Zoë-Łuk-7b.json"
    assert page.evaluate("({ ...localStorage })") == before
    assert [url for url in visit.requests[asked:] if not url.startswith("blob:")] == []
    opener(page).click()
    expect(panel(page).get_by_label(SAY["file.name"], exact=True)).to_have_value("")
    page.keyboard.press("Tab")
    expect(panel(page).get_by_label(SAY["file.name"], exact=True)).to_be_focused()


def test_the_file_can_be_read_where_it_was_saved(visit: Visit, tmp_path: Path) -> None:
    page = visit.open("book/review.html")
    leaf = home().review("B").leaves[0]
    place = page.get_by_role("region", name=words.PAGE["review"].format(title="B"), exact=True)
    Question(page, leaf, place).submit(right(leaf.scheme()))
    one = handed(place, tmp_path)
    assert (one.problems, one.handin.quiz, one.form.id) == ([], "review-b", "review-b")
    press(place.get_by_text(SAY["file.show"], exact=True))
    shown = place.get_by_role("textbox", name=SAY["file.text"], exact=True)
    assert shown.input_value() == one.path.read_text("utf-8")
    expect(opener(page)).to_have_count(1)  # form A has no answer


def test_a_quiz_that_is_one_file_hands_in_as_the_book_does(visitor: Callable[..., Visit], tmp_path: Path) -> None:
    (tmp_path / "quiz.html").write_bytes(html.export(Asked(home(), [RICHEST], options={"timeline": False})).data)
    page = visitor(tmp_path.as_uri()).open("quiz.html", leaf=False)
    leaf = items(RICHEST)[0]
    Question(page, leaf).submit(right(leaf.scheme()))
    one = handed(page, tmp_path)
    assert (one.problems, one.notes, one.handin.quiz) == ([], [], RICHEST)
    assert one.handin.items[0].score == leaf.points
    assert HandIn.model_validate_json(one.path.read_bytes()) == one.handin


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_form_is_without_fault_on_a_phone(visitor: Callable[..., Visit], tmp_path: Path, scheme: str) -> None:
    [leaf] = gallery.form("single-choice").leaves
    with gallery.gallery("single-choice") as address:
        page = visitor(address.rpartition("/")[0], viewport=NARROW, color_scheme=scheme).open(gallery.PAGE, leaf=False)
        Question(page, leaf).click(right(leaf.scheme()))
        opener(page).click()
        assert panel(page).evaluate(SMALL) == []
        found = violations(page) + sideways(page)
        panel(page).get_by_role("button", name=SAY["file.not"], exact=True).click()
        handed(page, tmp_path, banks=BANKS)
        page.get_by_text(SAY["file.show"], exact=True).click()
        found += violations(page) + sideways(page)
    assert not found, "\n".join(found)

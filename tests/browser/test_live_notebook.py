"""A chapter in JupyterLab and in Notebook 7: read before anything is run, answered on the page, known in Python."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from quizzes import words
from quizzes.content import home
from quizzes.text import plain

from .book import CHAPTERS
from .conftest import Visit
from .jupyter import jupyter
from .reader import Question, result, right, some_response

SLOW = 60_000  # a kernel starts and anywidget loads its code, while another test keeps the machine busy
CHAPTER = CHAPTERS[0]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with jupyter(tmp_path_factory.mktemp("jupyter")) as address:
        yield address


@pytest.fixture(params=["lab/tree", "notebooks"], ids=["JupyterLab", "Notebook 7"])
def notebook(chromium: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The chapter, opened in one of the two, by a browser that refuses all other hosts."""
    visit = Visit(chromium.new_context(viewport={"width": 1280, "height": 900}), server)
    yield visit.open(f"{request.param}/{CHAPTER}.ipynb")
    visit.context.close()
    assert visit.outside == []


def run_all(page: Page) -> None:
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def run(page: Page, code: str) -> None:
    """Run code in a new cell."""
    page.get_by_role("button", name=re.compile("^Insert a cell below")).first.click()
    page.keyboard.press("Enter")
    page.keyboard.insert_text(code)
    page.keyboard.press("Shift+Enter")


def told(page: Page, code: str) -> Any:
    """What Python says of an expression."""
    told.times += 1
    run(page, f"import json; print('told {told.times}', json.dumps({code}))")
    output = page.get_by_text(re.compile(rf"^told {told.times} "))
    expect(output).to_be_visible(timeout=SLOW)
    return json.loads(output.inner_text().removeprefix(f"told {told.times} "))


told.times = 0


def quizzes(page: Page) -> Locator:
    return page.get_by_role("region", name=words.PAGE["quiz"].format(title=home().bank(CHAPTER).title), exact=True)


def test_a_chapter_can_be_read_before_anything_is_run(notebook: Page) -> None:
    for item in home().bank(CHAPTER).items:
        asked = Question(notebook, item)
        expect(notebook.get_by_text(plain(item.stem), exact=True).first).to_be_visible(timeout=SLOW)
        for part in asked.names.values():
            expect(notebook.get_by_text(part, exact=True).first).to_be_attached()
    for event in home().timeline(CHAPTER).ordered:
        expect(notebook.get_by_text(plain(event.headline)).first).to_be_visible()


def test_answers_go_from_the_page_to_python_and_back(notebook: Page) -> None:
    form = home().bank(CHAPTER).form()
    answered = {item.type: item for item in form.items}.values()
    expect(notebook.get_by_text(plain(form.items[-1].stem), exact=True).first).to_be_visible(timeout=SLOW)
    run_all(notebook)
    shown = quizzes(notebook).last
    expect(Question(notebook, form.items[-1], shown).check).to_be_visible(timeout=SLOW)
    run(notebook, "q = Out[max(Out)]")

    responses = {item.id: some_response(item) for item in answered}
    marks = {}
    for item in answered:
        asked = Question(notebook, item, shown)
        marks[item.id] = asked.submit(responses[item.id])
        expect(asked.status).to_have_text(result(marks[item.id]))
        asked.says(responses[item.id])
    assert told(notebook, "q.responses") == responses
    score = sum(mark.score for mark in marks.values())
    assert told(notebook, "q.score") == [score, form.points, len(marks), len(form.items)]
    rows = {row["item"]: row for row in told(notebook, "q.report()")}
    assert list(rows) == [item.id for item in form.items]
    for key, row in rows.items():
        assert row["state"] == (marks[key].state if key in marks else "not-attempted")
        assert row["response"] == responses.get(key)

    others = [item for item in form.items if item.id not in responses][:2]
    given = {item.id: right(item.scheme()) for item in others}
    run(notebook, f"q.responses = {given!r}")
    for item in others:
        asked = Question(notebook, item, shown)
        asked.shows(given[item.id])
        expect(asked.status).to_have_text(result(item.mark(given[item.id])))
        asked.says(given[item.id])
    for item in answered:
        Question(notebook, item, shown).shows(responses[item.id])


def test_a_quiz_that_is_shown_twice_has_one_set_of_answers(notebook: Page) -> None:
    item = home().bank(CHAPTER).items[0]
    expect(notebook.get_by_text(plain(item.stem), exact=True).first).to_be_visible(timeout=SLOW)
    run(notebook, f"from quizzes import quiz; q = quiz({CHAPTER!r}, {item.id!r}); q")
    run(notebook, "q")
    name = words.PAGE["check"].format(title=home().bank(CHAPTER).title)
    views = notebook.get_by_role("region", name=name, exact=True).filter(has=notebook.get_by_role("button", name=words.PAGE["check-button"], exact=True))
    expect(views).to_have_count(2, timeout=SLOW)
    first, second = (Question(notebook, item, notebook.get_by_role("region", name=name, exact=True).filter(has_text=plain(item.stem)).nth(n)) for n in (1, 2))
    first.submit(right(item.scheme()))
    second.shows(right(item.scheme()))
    second.says(right(item.scheme()))


def test_a_timeline_gets_its_axis_and_filters(notebook: Page) -> None:
    line = home().timeline(CHAPTER)
    expect(notebook.get_by_text(plain(line.events[0].headline)).first).to_be_visible(timeout=SLOW)
    run(notebook, f"from quizzes import timeline; timeline({CHAPTER!r})")
    axis = notebook.get_by_role("group", name=words.TIMELINE_SCRIPT["axis"], exact=True)
    expect(axis.get_by_role("link")).to_have_count(len(line.events), timeout=SLOW)

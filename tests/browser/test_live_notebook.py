"""A chapter in JupyterLab and in Notebook 7: read before anything is run, answered on the page, known in Python."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from quizzes import words
from quizzes.content import home
from quizzes.text import plain

from .conftest import Visit
from .jupyter import SLOW, TIMES, jupyter, run, run_all, told
from .reader import RICHEST, Question, result, right, some_response

CHAPTER = RICHEST  # a kernel takes half a minute to start: one chapter stands for all


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


def quizzes(page: Page) -> Locator:
    return page.get_by_role("region", name=words.PAGE["quiz"].format(title=home().bank(CHAPTER).title), exact=True)


def test_a_chapter_can_be_read_before_anything_is_run(notebook: Page) -> None:
    items, events = home().bank(CHAPTER).leaves, home().timeline(CHAPTER).events
    for item in items:
        expect(notebook.get_by_text(plain(item.stem), exact=True).first).to_be_visible(timeout=SLOW)
    page = " ".join(notebook.locator("body").text_content().split())
    for item in items:
        for feedback in item.feedback():
            assert plain(feedback.say) in page, item.id
        for part in Question(notebook, item).names.values():
            assert part in page, item.id
        assert plain(item.rationale) in page, item.id
    for event in events:
        assert plain(event.headline) in page, event.id
    for button in ("check-button", "retry-button", "reveal-button"):  # none that does nothing
        expect(notebook.get_by_role("button", name=words.QUIZ_SCRIPT[button], exact=True)).to_have_count(0)


def test_a_chapter_that_is_run_can_be_answered_and_python_knows_and_can_answer_too(notebook: Page) -> None:
    form = home().bank(CHAPTER).form()
    answered = {item.type: item for item in form.leaves}.values()
    expect(notebook.get_by_text(plain(form.leaves[-1].stem), exact=True).first).to_be_visible(timeout=SLOW)
    run_all(notebook)
    shown = quizzes(notebook).last
    expect(Question(notebook, form.leaves[-1], shown).check).to_be_visible(timeout=SLOW)
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
    assert told(notebook, "q.score") == [score, form.points, len(marks), len(form.leaves), 0, 0]
    rows = {row["item"]: row for row in told(notebook, "q.report()")}
    assert list(rows) == [item.id for item in form.leaves]
    for key, row in rows.items():
        assert row["state"] == (marks[key].state if key in marks else "not-attempted")
        assert row["response"] == responses.get(key)
    student = f"Ada-{next(TIMES)}"
    run(notebook, f"q.hand_in({student!r})")
    saved = words.HAND_IN["saved"].format(file=f"zero-tolerance-{CHAPTER}-{student}.json")
    expect(notebook.get_by_text(saved, exact=True)).to_be_visible(timeout=SLOW)

    others = [item for item in form.leaves if item.id not in responses][:2]
    given = {item.id: right(item.scheme()) for item in others}
    run(notebook, f"q.responses = {given!r}")
    for item in others:
        asked = Question(notebook, item, shown)
        asked.shows(given[item.id])
        expect(asked.status).to_have_text(result(item.mark(given[item.id])))
        asked.says(given[item.id])
    for item in answered:
        Question(notebook, item, shown).shows(responses[item.id])

    events = home().timeline(CHAPTER).ordered
    notebook.get_by_text(plain(events[0].headline)).last.scroll_into_view_if_needed()  # JupyterLab draws what is seen
    axis = notebook.get_by_role("group", name=words.TIMELINE_SCRIPT["axis"], exact=True)
    expect(axis.get_by_role("link").first).to_have_accessible_name(f"{events[0].words}: {plain(events[0].headline)}")


def test_a_quiz_that_is_shown_twice_has_one_set_of_answers(notebook: Page) -> None:
    bank = home().bank(CHAPTER)
    item, other = (
        bank.items[0],
        bank.form().items[-1],
    )  # no output of the chapter has both
    expect(notebook.get_by_text(plain(item.stem), exact=True).first).to_be_visible(timeout=SLOW)
    run(notebook, f"from quizzes import quiz; q = quiz({CHAPTER!r}, {item.id!r}, {other.id!r}); q")
    run(notebook, "q")
    shown = notebook.get_by_role("region", name=words.PAGE["check"].format(title=bank.title))
    shown = shown.filter(has_text=plain(item.stem)).filter(has_text=plain(other.stem))
    expect(shown).to_have_count(2, timeout=SLOW)
    one, two = (Question(notebook, item, view) for view in shown.all())
    one.submit(right(item.scheme()))
    two.shows(right(item.scheme()))
    two.says(right(item.scheme()))
    assert told(notebook, "q.responses") == {item.id: right(item.scheme())}


def test_answers_of_a_class_notebook_are_hidden_until_they_are_asked_for(chromium: Browser, server: str) -> None:
    visit = Visit(chromium.new_context(viewport={"width": 1280, "height": 4000}), server)
    page = visit.open("lab/tree/work/turn.ipynb")
    expect(page.get_by_role("heading", name="One answer to task 2")).to_be_visible(timeout=SLOW)
    answer = page.get_by_role("paragraph").filter(has_text="88% were for keeping families together")
    expect(answer).to_be_hidden()
    page.get_by_role("button", name="2 cells hidden").last.click()
    expect(answer).to_be_visible()
    visit.context.close()
    assert visit.outside == []

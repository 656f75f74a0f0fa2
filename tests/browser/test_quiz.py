"""A quiz as a whole: its score, the way back into the chapter, a new start, and nothing that leaves the browser."""

from __future__ import annotations

from playwright.sync_api import expect

from quizzes.chapters import Chapter
from quizzes.content import home
from quizzes.text import plain

from .book import ROOT, items
from .conftest import Visit
from .reader import (
    SAY,
    Question,
    every_chapter,
    keep,
    kept,
    number,
    one_chapter,
    points,
    press,
    quiz,
    result,
    right,
    some_response,
    works,
    wrong,
)


@one_chapter
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
    material = {f"item-{item.id}" for item in home().bank(chapter).form().items if item.leaves() != [item]}
    assert [here for here in reached if here not in material] == [f"item-{item.id}" for item in items(chapter)]
    assert reached[-1] == f"item-{last.id}"


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
    wanted = {item.id: plain(headings[item.section]) for item in items(chapter)}
    right_ones = items(chapter)[::5]
    keep(page, [(item, right(item.scheme()) if item in right_ones else next(wrong(item))) for item in items(chapter)])
    again = []
    for item in items(chapter):
        link = Question(page, item).place.get_by_role(
            "link", name=SAY["again"].format(section=wanted[item.id]), exact=True
        )
        expect(link, f"at {item.id}").to_have_count(int(item not in right_ones))
        if item not in right_ones and wanted[item.id] not in again:
            again.append(wanted[item.id])
            link.click()
            expect(page.get_by_role("heading", name=wanted[item.id])).to_be_in_viewport()
    sections = quiz(page, chapter).get_by_text(SAY["summary.again"], exact=True).locator("xpath=following::ul[1]")
    listed = sections.get_by_role("link")
    expect(listed).to_have_text(again)
    for title in again:
        listed.get_by_text(title, exact=True).click()
        expect(page.get_by_role("heading", name=title)).to_be_in_viewport()


@one_chapter
def test_a_perfect_reader_is_told_so(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    keep(page, [(item, right(item.scheme())) for item in items(chapter)])
    expect(quiz(page, chapter).get_by_text(SAY["summary.right"], exact=True)).to_be_visible()


@one_chapter
def test_answers_that_were_only_looked_up_do_not_count(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    asked = items(chapter)
    for item in asked:
        Question(page, item).reveal.click()
    total = points(sum(item.points for item in asked))
    said = SAY["summary.done"].format(answered=0, items=len(asked), score="0", points=total)
    expect(quiz(page, chapter).get_by_text(said, exact=True)).to_be_visible()


@one_chapter
def test_start_again_asks_in_the_page_and_then_clears_this_quiz_only(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    whole, bank = quiz(page, chapter), home().bank(chapter)
    alone = [bank.item(key) for key in bank.checks[:1]]
    keep(page, [(item, some_response(item)) for item in [*alone, *bank.form().leaves]])
    whole.get_by_role("button", name=SAY["restart"], exact=True).focus()
    page.keyboard.press("Enter")
    sure = whole.get_by_role("group", name=SAY["restart.sure"], exact=True)
    expect(sure.get_by_role("button", name=SAY["restart.no"])).to_be_focused()
    page.keyboard.press("Enter")
    expect(sure).to_be_hidden()
    expect(whole.get_by_role("button", name=SAY["restart"], exact=True)).to_be_focused()
    Question(page, bank.form().leaves[0]).shows(some_response(bank.form().leaves[0]))
    page.keyboard.press("Enter")
    press(sure.get_by_role("button", name=SAY["restart.yes"]))
    first, *others = bank.form().leaves
    expect(Question(page, first).first).to_be_focused()
    expect(Question(page, first).status).to_have_text(SAY["restart.done"])
    for item in others:
        Question(page, item).blank()
    assert kept(page).keys() == {item.id for item in alone}
    page.reload()
    for item in bank.form().leaves:
        Question(page, item).blank()
    for item in alone:
        Question(page, item).shows(some_response(item))


@one_chapter
def test_nothing_leaves_the_browser_while_a_reader_answers(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    page.wait_for_load_state("networkidle")
    icon = page.evaluate("document.querySelector('link[rel~=icon]').href")  # a browser takes its time with that
    before = set(visit.requests) | {icon}
    works(page, chapter)
    page.evaluate("new Promise(done => requestIdleCallback(done))")
    assert [url for url in visit.requests if url not in before] == []
    assert page.context.cookies() == []

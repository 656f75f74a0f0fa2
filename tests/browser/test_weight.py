"""What a visit costs: a chapter opens with at most 80 KB, and no code is loaded where nothing needs it."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Response, Route, expect

from quizzes import words
from quizzes.content import home

from .book import SITE, pages
from .conftest import Visit
from .reader import Question, every_chapter, one_chapter, result

LIMIT = 80_000  # bytes, gzipped
WHOLE = 100_000  # the same, with all that comes as a reader goes on


def asked_for(visit: Visit, chapter: str) -> dict[str, bytes]:
    """Every file of a first visit, by its path."""
    got: list[Response] = []
    visit.context.on("response", lambda answer: got.append(answer))
    visit.open(f"book/{chapter}.html", leaf=False).wait_for_load_state("networkidle")
    return {urlsplit(answer.url).path.lstrip("/"): answer.body() for answer in got}


@every_chapter
def test_a_first_visit_to_a_chapter_weighs_at_most_80_kb(visit: Visit, chapter: str) -> None:
    files = asked_for(visit, chapter)
    weights = {path: len(gzip.compress(body)) for path, body in files.items()}
    table = "\n".join(f"{weight:8,} {path}" for path, weight in sorted(weights.items(), key=lambda pair: -pair[1]))
    assert sum(weights.values()) <= LIMIT, f"{sum(weights.values()):,} bytes gzipped:\n{table}"


@every_chapter
def test_a_chapter_read_to_its_end_weighs_at_most_100_kb(visit: Visit, chapter: str) -> None:
    got: list[Response] = []
    visit.context.on("response", lambda answer: got.append(answer))
    visit.open(f"book/{chapter}.html").wait_for_load_state("networkidle")
    weights = {urlsplit(answer.url).path: len(gzip.compress(answer.body())) for answer in got}
    assert sum(weights.values()) <= WHOLE, weights


def loaded(visit: Visit) -> dict[str, int]:
    scripts = ("quiz.js", "timeline.js", "cite.js")
    return {script: sum(f"/{script}" in url for url in visit.requests) for script in scripts}


@one_chapter
def test_scripts_come_when_a_reader_comes_near_and_once(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html", leaf=False)
    page.wait_for_load_state("networkidle")
    assert loaded(visit) == {"quiz.js": 0, "timeline.js": 0, "cite.js": 1}
    name = words.PAGE["timeline"].format(title=home().timeline(chapter).title)
    place = page.get_by_role("region", name=name, exact=True)
    for _ in range(2):
        place.scroll_into_view_if_needed()
        expect(place.get_by_role("group", name=words.TIMELINE_SCRIPT["axis"], exact=True)).to_be_visible()
        page.mouse.wheel(0, -3000)
    item = home().bank(chapter).item(home().bank(chapter).checks[0])
    Question(page, item).place.scroll_into_view_if_needed()
    expect(Question(page, item).check).to_be_visible()
    assert loaded(visit) == {"quiz.js": 1, "timeline.js": 1, "cite.js": 1}


@one_chapter
def test_a_page_that_is_only_left_open_loads_them_too(visit: Visit, chapter: str) -> None:
    """Whoever opens a chapter and then loses the network can still answer."""
    page = visit.open(f"book/{chapter}.html", leaf=False)
    for script in ("quiz.js", "timeline.js"):
        page.wait_for_function("name => [...document.scripts].some(s => s.src.includes(name) && !s.type)", arg=script)


@one_chapter
def test_an_answer_given_before_the_script_came_is_kept(visit: Visit, chapter: str) -> None:
    visit.context.route("**/quiz.js*", lambda route: held.append(route))
    held: list[Route] = []
    page = visit.open(f"book/{chapter}.html", leaf=False)
    item = next(item for item in home().bank(chapter).form().leaves if item.type == "single-choice")
    asked = Question(page, item)
    asked.control(item.scheme()["correct"]).check()
    page.wait_for_timeout(100)
    for route in held:
        route.continue_()
    expect(asked.check).to_be_visible()
    asked.check.click()
    expect(asked.status).to_contain_text(result(item.mark(item.scheme()["correct"])))


@one_chapter
def test_what_comes_in_late_does_not_push_a_reader_away(visit: Visit, chapter: str) -> None:
    """Buttons and an axis are put in above the place that an address leads to, and it stays where it is."""
    last = home().bank(chapter).form().leaves[-1]
    event = home().timeline(chapter).ordered[-1]
    for address in (f"#item-{last.id}", f"#event-{event.id}", "#notes"):
        page = visit.open(f"book/{chapter}.html{address}", leaf=False)
        page.wait_for_function("document.querySelector('.q-live') && document.querySelector('.t-live')")
        top = page.locator(address).evaluate("node => node.getBoundingClientRect().top")
        assert 0 <= top < 100, f"{address} stands at {top}"
        page.close()


@pytest.mark.usefixtures("folder")
def test_a_page_without_a_quiz_or_a_timeline_loads_no_code_of_theirs() -> None:
    for address, page in pages().items():
        html = (SITE / address).read_text(encoding="utf-8")
        for script, sign in (("quiz.js", "data-quiz="), ("timeline.js", "data-timeline="), ("cite.js", 'id="note-')):
            loads = any(f"/{script}" in file for file in page.files)
            assert loads == (sign in html), f"{address} {'loads' if loads else 'does not load'} {script}"
    without = [address for address, page in pages().items() if not any("quiz.js" in file for file in page.files)]
    assert {"book/index.html", "book/evidence/index.html"} <= set(without)

"""What a first visit costs: a chapter with its quiz and timeline at most 80 KB, and no code where nothing needs it."""

from __future__ import annotations

import gzip
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response, expect

from quizzes import words
from quizzes.content import home

from .book import SITE, pages
from .conftest import Visit
from .reader import every_chapter

LIMIT = 80_000  # bytes, gzipped


def asked_for(visit: Visit, chapter: str) -> dict[str, bytes]:
    """Every file of a first visit, by its path."""
    got: list[Response] = []
    visit.context.on("response", lambda answer: got.append(answer))
    visit.open(f"book/{chapter}.html").wait_for_load_state("networkidle")
    return {urlsplit(answer.url).path.lstrip("/"): answer.body() for answer in got}


def come_near(page: Page, chapter: str) -> None:
    """Scroll to the timeline, whose script comes only then."""
    name = words.PAGE["timeline"].format(title=home().timeline(chapter).title)
    place = page.get_by_role("region", name=name, exact=True)
    place.scroll_into_view_if_needed()
    expect(place.get_by_role("group", name=words.TIMELINE_SCRIPT["axis"], exact=True)).to_be_visible()


@every_chapter
def test_a_first_visit_to_a_chapter_weighs_at_most_80_kb(visit: Visit, chapter: str) -> None:
    files = asked_for(visit, chapter)
    weights = {path: len(gzip.compress(body)) for path, body in files.items()}
    table = "\n".join(f"{weight:8,} {path}" for path, weight in sorted(weights.items(), key=lambda pair: -pair[1]))
    assert sum(weights.values()) <= LIMIT, f"{sum(weights.values()):,} bytes gzipped:\n{table}"


@every_chapter
def test_a_chapter_loads_the_code_of_quiz_timeline_and_citations_once(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    page.wait_for_load_state("networkidle")
    loaded = lambda script: sum(f"/{script}" in url for url in visit.requests)  # noqa: E731
    assert [loaded(script) for script in ("quiz.js", "cite.js", "timeline.js")] == [1, 1, 0]
    come_near(page, chapter)
    page.mouse.wheel(0, -3000)
    come_near(page, chapter)
    assert loaded("timeline.js") == 1


@pytest.mark.usefixtures("folder")
def test_a_page_without_a_quiz_or_a_timeline_loads_no_code_of_theirs() -> None:
    for address, page in pages().items():
        html = (SITE / address).read_text(encoding="utf-8")
        for script, sign in (("quiz.js", "data-quiz="), ("timeline.js", "data-timeline="), ("cite.js", 'id="note-')):
            loads = any(f"/{script}" in file for file in page.files)
            assert loads == (sign in html), f"{address} {'loads' if loads else 'does not load'} {script}"
    without = [address for address, page in pages().items() if not any("quiz.js" in file for file in page.files)]
    assert {"book/index.html", "book/evidence/index.html"} <= set(without)

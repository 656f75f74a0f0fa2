"""On paper a chapter is whole: every question with all that can be answered, every event, every note."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from quizzes import scoring, words
from quizzes.chapters import Chapter
from quizzes.content import home
from quizzes.text import plain

from .book import CHAPTERS, ROOT, pages
from .conftest import Visit
from .reader import Question, every_chapter, one_chapter


def letters(text: str) -> str:
    """Letters and digits alone: lines break anywhere on paper, and spaces come and go with them."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def paper(page: Page) -> str:
    """The letters of a page's printout."""
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    return letters("".join(sheet.extract_text() for sheet in sheets))


@pytest.fixture(scope="module", params=[True, False], ids=["with scripts", "without scripts"])
def printouts(chromium: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The printout of each chapter, made once for all tests of it."""
    visit = Visit(chromium.new_context(java_script_enabled=request.param), site)
    yield {chapter: paper(visit.open(f"book/{chapter}.html")) for chapter in CHAPTERS}
    visit.context.close()
    assert visit.troubles() == []


@pytest.fixture
def printed(printouts: dict[str, str], chapter: str) -> str:
    return printouts[chapter]


@every_chapter
def test_every_question_is_printed_with_all_that_can_be_answered(printed: str, chapter: str) -> None:
    for item in home().bank(chapter).leaves:
        assert letters(plain(item.stem)) in printed, item.id
        scheme = item.scheme()
        if scheme.get("base") in ("text", "number") or not scoring.by_machine(scheme):  # a rubric is for afterwards
            continue
        typed = {part for part, inner in scheme.get("schemes", {}).items() if "options" not in inner}
        for feedback in item.feedback():
            if feedback.part in typed:
                continue
            assert letters(plain(feedback.about)) in printed, f"{item.id}: {feedback.about}"
        if item.instruction:
            assert letters(item.instruction) in printed, item.id


@every_chapter
def test_every_event_is_printed_with_its_date(printed: str, chapter: str) -> None:
    for event in home().timeline(chapter).ordered:
        assert letters(plain(event.headline)) in printed, event.id
        assert letters(event.words) in printed, event.id
        assert letters(plain(event.note or "")) in printed, event.id
        for other in event.disputed:
            assert letters(words.PAGE["also"].format(date=other.words, by=plain(other.by or ""))) in printed, event.id


@every_chapter
def test_every_note_is_printed(printed: str, chapter: str) -> None:
    noted = [one.removeprefix("note-") for one in pages()[f"book/{chapter}.html"].ids if one.startswith("note-")]
    assert noted
    for claim in noted:
        assert letters(home().evidence.claims[claim].claim) in printed, claim


@every_chapter
def test_every_term_is_printed_with_its_meaning(printed: str, chapter: str) -> None:
    for link in Chapter(ROOT / "book" / f"{chapter}.ipynb").terms:
        assert letters(plain(home().evidence.terms[link.term].definition)) in printed, link.term


@every_chapter
def test_paper_has_no_buttons(printed: str, chapter: str) -> None:
    assert letters(words.QUIZ_SCRIPT["reveal-button"]) not in printed
    for tool in ("tools", "axis", "whole", "legend"):
        assert letters(words.TIMELINE_SCRIPT[tool]) not in printed


@one_chapter
def test_an_answer_that_is_open_on_the_page_is_printed(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    item = home().bank(chapter).leaves[0]
    Question(page, item).reveal.click()
    assert letters(plain(item.rationale)) in paper(page)

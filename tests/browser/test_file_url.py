"""A site that was unpacked to a disk works as it stands, without any server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from quizzes import words

from .conftest import Visit
from .reader import Question, one_chapter, one_of_each_type, works


@one_chapter
def test_a_chapter_from_the_disk_asks_marks_and_shows_its_sources(
    visitor: Callable[..., Visit], folder: Path, chapter: str
) -> None:
    visit = visitor(folder.as_uri())
    page = visit.open(f"book/{chapter}.html")
    works(page, chapter)
    page.get_by_role("link", name=words.EVIDENCE["citation"].split("{")[0]).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.reload()
    expect(Question(page, one_of_each_type(chapter)[0]).retry).to_be_visible()


def test_the_front_door_opens_from_the_disk(visitor: Callable[..., Visit], folder: Path) -> None:
    page = visitor(folder.as_uri()).open("index.html", leaf=False)
    page.wait_for_url("**/book/index.html")
    expect(page.get_by_role("heading", level=1)).to_be_visible()

"""The page for teachers: the questions for Moodle are there to download, whole."""

from __future__ import annotations

from pathlib import Path

from quizzes import words
from quizzes.content import home
from quizzes.exports import moodle

from ..moodle import read
from .conftest import Visit


def test_a_teacher_downloads_the_questions_for_moodle(visit: Visit) -> None:
    page = visit.open("book/lms.html", leaf=False)
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="Download the questions for Moodle").click()
    assert downloaded.value.suggested_filename == moodle.FILE
    path = Path(downloaded.value.path())
    assert f"Moodle ({words.size(path.stat().st_size)})" in page.get_by_role("main").inner_text()
    assert len(read(path.read_bytes())) == sum(len(bank.leaves) for bank in home().banks())

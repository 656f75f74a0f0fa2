"""The page for teachers: the questions for other systems are there to download, whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizzes import words
from quizzes.content import home
from quizzes.exports import canvas, cartridge, moodle, qti

from .. import qti as reader
from .. import qti12
from ..moodle import read
from .conftest import Visit

ALL = sum(len(bank.leaves) for bank in home().banks())
OFFERED = {
    "Download the questions for Moodle": (moodle.FILE, lambda data: len(read(data)) == ALL),
    "Download the questions for New Quizzes": (canvas.FILE, lambda data: len(qti12.new(data)) >= ALL),
    "Download the questions for Classic Quizzes": (canvas.CLASSIC, lambda data: len(qti12.classic(data)) >= ALL),
    "Download the cartridge, version 1.3": (cartridge.FILE, qti12.cartridge),
    "Download QTI 3.0": (qti.FILE, lambda data: len(reader.items(reader.files(data))) == ALL),
    "Download QTI 2.1": (qti.named("2.1"), lambda data: len(reader.items(reader.files(data))) == ALL),
    "Download the cartridge, version 1.2": (cartridge.named("1.2"), lambda data: qti12.cartridge(data, "1p2")),
}


@pytest.mark.parametrize(("link", "file", "whole"), [(link, *one) for link, one in OFFERED.items()], ids=OFFERED)
def test_a_teacher_downloads_the_questions(visit: Visit, link, file, whole) -> None:
    page = visit.open("book/lms.html", leaf=False)
    with page.expect_download() as downloaded:
        page.get_by_role("link", name=link).click()
    assert downloaded.value.suggested_filename == file
    path = Path(downloaded.value.path())
    assert f"{link} ({words.size(path.stat().st_size)})" in page.get_by_role("main").inner_text()
    assert whole(path.read_bytes())

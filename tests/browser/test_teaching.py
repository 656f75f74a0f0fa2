"""The teacher's guide on the site: keys with one door, sheets that print apart, a letter on one page."""

from __future__ import annotations

import io
import re
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urljoin

from playwright.sync_api import Page
from pypdf import PdfReader

from quizzes.exports import keys
from quizzes.sphinx_ext import offered

from .book import pages
from .conftest import Visit

GUIDE = "book/teaching/index.html"
FILE = f"book/downloads/{keys.FILE}"


def test_the_answer_keys_have_one_door(folder: Path) -> None:
    doors = {page for page, one in pages().items() if any(urljoin(page, link) == FILE for link in one.links)}
    assert doors == {GUIDE}
    assert '<meta name="robots" content="noindex">' in (folder / FILE).read_text(encoding="utf-8")
    for other in ("searchindex.js", "sw.js", "offline.html"):  # what finds pages, and what a browser keeps of the book
        assert "answer-keys" not in (folder / other).read_text(encoding="utf-8")


def test_a_site_may_withhold_the_answer_keys() -> None:
    assert FILE in offered.given(SimpleNamespace(answer_keys=True))  # type: ignore[arg-type]
    assert FILE not in offered.given(SimpleNamespace(answer_keys=False))  # type: ignore[arg-type]


def test_a_teacher_downloads_the_answer_keys(visit: Visit) -> None:
    page = visit.open(GUIDE, leaf=False)
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="All answers, with reasons and sources, in one file").click()
    assert downloaded.value.suggested_filename == keys.FILE


def printed(page: Page) -> list[str]:
    """The texts of the pages on paper."""
    made = page.pdf(format="Letter", margin=dict.fromkeys(("top", "right", "bottom", "left"), "16mm"))
    return [" ".join(one.extract_text().split()) for one in PdfReader(io.BytesIO(made)).pages]


def test_sheets_and_packets_begin_on_pages_of_their_own(visit: Visit) -> None:
    texts = printed(visit.open("book/teaching/controversy.html", leaf=False))
    first = [text[:8] for text in texts]
    for sheet in ("Sheet 1.", "Packet A", "Packet B", "Sheet 2.", "Sheet 3."):
        assert first.count(sheet) == 1, sheet
    sheets = range(first.index("Sheet 2."), first.index("Notes Ea"))
    assert len(sheets) == 2, "a sheet to fill in goes over a page"


def test_the_letter_is_one_page(visit: Visit) -> None:
    texts = printed(visit.open("book/teaching/letter.html", leaf=False))
    [letter] = [text for text in texts if "With kind regards" in text]
    assert re.fullmatch(r"_+ \(school\) .* _+ \(teacher\)", letter), "only the letter stands on its page"

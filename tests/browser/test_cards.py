"""The cards for Anki: the site offers them, they lead back into it, and a phone shows them by day and by night."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Browser

from quizzes import words
from quizzes.content import home
from quizzes.exports import Asked, anki

from ..flashcards import Banks, Learner, package
from .axe import colours, sideways
from .book import SITE, pages
from .conftest import Visit
from .gallery import bank as examples

HERE = "https://example.org/book/"
PHONE = {"width": 360, "height": 780}


def offered(visit: Visit) -> Path:
    """The file that a reader gets, by the link that says how large it is."""
    page = visit.open("book/recall.html", leaf=False)
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="download the cards").click()
    assert downloaded.value.suggested_filename == anki.FILE
    path = Path(downloaded.value.path())
    assert f"download the cards ({words.size(path.stat().st_size)})" in page.get_by_role("main").inner_text()
    return path


def test_a_reader_downloads_the_cards_and_imports_them(visit: Visit, tmp_path: Path) -> None:
    items = sum(len(bank.leaves) for bank in home().banks())
    assert Learner(tmp_path).imports(offered(visit)) == (items, 0)


def test_the_link_works_from_the_disk(visitor: Callable[..., Visit], folder: Path) -> None:
    assert offered(visitor(folder.as_uri())).read_bytes() == (SITE / "book/downloads" / anki.FILE).read_bytes()


@pytest.mark.usefixtures("folder")
def test_every_link_of_a_card_leads_to_a_place_of_the_site() -> None:
    asked = Asked(home(), site=HERE)
    notes = anki.Notes(asked)
    links = {link for one in asked.placed() for field in notes.note(one)[1].fields for link in _links(field)}
    assert len(links) > 100
    for link in links:
        address, spot = urldefrag(link.removeprefix(HERE))
        assert spot in pages()[address].ids, link


def _links(field: str) -> list[str]:
    return [link for link in re.findall(r'href="([^"]*)"', field) if link.startswith(HERE)]


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
def test_a_card_of_each_type_can_be_read_on_a_phone(chromium: Browser, tmp_path: Path, night: bool) -> None:
    learner = Learner(tmp_path)
    learner.imports(package(tmp_path / "cards.apkg", Banks(examples()), site=HERE))
    page, found = chromium.new_context(viewport=PHONE).new_page(), []
    look = "card nightMode" if night else "card"
    for key, card in learner.cards.items():
        for side in (card.question(), card.answer()):
            page.set_content(
                f'<!doctype html><html lang="en"><title>Card</title><body class="{look}">{side}</body></html>'
            )
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            found += [f"{key}: {fault}" for fault in sideways(page) + colours(page)]
            small = page.evaluate("[...document.querySelectorAll('summary')].some(one => one.offsetHeight < 44)")
            found += [f"{key}: a line to open is less than 44 px high"] if small else []
    page.context.close()
    assert not found, "\n".join(found)

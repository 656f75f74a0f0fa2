"""The worked example of CONTRIBUTING.md in a browser: a new type is answered without a word of script."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from quizzes import words

from ..test_contributing import NEW, Place
from .book import served
from .conftest import Visit

WRITE = """
import sys
from pathlib import Path
from tests.browser.gallery import form, write
write(Path(sys.argv[1]), form(sys.argv[2]))
"""


def test_a_reader_answers_an_item_of_the_new_type(tmp_path, chromium: Browser):
    place, site = Place(tmp_path / "copy"), tmp_path / "site"
    site.mkdir()
    place.run("-c", WRITE, str(site), NEW)
    with served(site) as address:
        visit = Visit(chromium.new_context(), address)
        page = visit.open("gallery.html")
        item = page.get_by_role("group", name="Which of these is the odd one out?")
        item.get_by_role("radio", name="inspector general").check()
        page.get_by_role("button", name=words.QUIZ_SCRIPT["check-button"], exact=True).click()
        expect(page.get_by_role("status").filter(has_text=re.compile(r"Right\. 1 of 1"))).to_be_visible()
        expect(item).to_contain_text("could prevent nothing any more")
        visit.context.close()
    assert visit.troubles() == []

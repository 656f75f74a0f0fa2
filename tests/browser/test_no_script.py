"""Without a script nothing is missing: it can all be read, and every link leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from playwright.sync_api import Page, expect

from quizzes import words
from quizzes.chapters import notebooks
from quizzes.content import HOME, home
from quizzes.itemtypes import Item
from quizzes.lite import FOLDER as LITE
from quizzes.text import plain

from .book import SITE, items, pages
from .conftest import Visit
from .reader import Question, every_chapter

NOTEBOOKS = {place.as_posix() for place in notebooks(HOME.parent / "book")}


@pytest.fixture
def plain_page(visitor: Callable[..., Visit], chapter: str) -> Page:
    """The chapter in a browser without JavaScript."""
    return visitor(java_script_enabled=False).open(f"book/{chapter}.html")


@every_chapter
def test_every_item_can_be_read_and_filled_in_without_a_script(plain_page: Page, chapter: str) -> None:
    for item in home().bank(chapter).leaves:
        asked = Question(plain_page, item)
        expect(asked.group).to_be_visible()
        expect(asked.place.get_by_role("button")).to_have_count(0)  # none that would do nothing
        if item.instruction:
            expect(asked.group.get_by_text(item.instruction, exact=True)).to_be_visible()
        for part in asked.parts:
            expect(asked.control(part)).to_be_visible()
        if asked.kind == "record":
            choices = {plain(one.about) for one in item.feedback() if one.part == "*"}
            for choice in choices:
                row = asked.group.get_by_role("listitem").filter(has_text=choice)
                button = asked.group.get_by_role("radio", name=choice, exact=True).first
                expect(button if asked.by_radio else row).to_be_visible()
        for hint in item.hints:
            expect(asked.place.get_by_text(plain(hint), exact=True)).to_be_hidden()


@every_chapter
def test_answers_feedback_and_reasons_open_without_a_script(plain_page: Page, chapter: str) -> None:
    for item in home().bank(chapter).leaves:
        place = Question(plain_page, item).place
        sayings = [plain(one.say) for one in item.feedback()]
        for saying in sayings:
            expect(place.get_by_text(saying, exact=True).first).to_be_hidden()
        place.get_by_text(words.PAGE["answer"], exact=True).click()
        for saying in sayings:
            expect(place.get_by_text(saying, exact=True).first).to_be_visible()
        expect(place.get_by_text(words.PAGE["key"], exact=True).locator("xpath=..")).to_have_text(
            re.compile(re.escape(words.PAGE["key"]) + r"\s+" + re.escape(answer(item)))
        )
        for paragraph in item.rationale.split("\n\n"):
            expect(place.get_by_text(plain(paragraph), exact=True)).to_be_visible()
        for hint in place.get_by_text(words.PAGE["hint"], exact=True).all():
            hint.click()
        for hint in item.hints:
            expect(place.get_by_text(plain(hint), exact=True)).to_be_visible()


def answer(item: Item) -> str:
    """The key in words, without its markup."""
    return re.sub(r"<[^>]+>", "", item.answer()).replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")


@every_chapter
def test_the_quiz_asks_its_items_in_the_order_of_the_bank(plain_page: Page, chapter: str) -> None:
    total = len(items(chapter))
    for n, item in enumerate(items(chapter), 1):
        said = words.PAGE["question"].format(n=n, of=total, points=words.points(item.points))
        expect(plain_page.locator(f"#item-{item.id}").get_by_text(said, exact=True)).to_be_visible()


@pytest.mark.parametrize("chapter", home().chapters("timelines"))
def test_the_list_of_events_is_whole_without_a_script(plain_page: Page, chapter: str) -> None:
    line = home().timeline(chapter)
    place = plain_page.get_by_role("region", name=words.PAGE["timeline"].format(title=line.title), exact=True)
    expect(place.get_by_text(plain(line.summary)).first).to_be_visible()
    expect(place.get_by_role("listitem")).to_contain_text([plain(event.headline) for event in line.ordered])
    expect(place.get_by_role("button")).to_have_count(0)
    for event in line.ordered:
        entry = plain_page.locator(f"#event-{event.id}")
        expect(entry).to_contain_text(plain(event.words))
        for other in event.disputed:
            expect(entry).to_contain_text(plain(other.words))
        sources = entry.get_by_role("link").evaluate_all("links => links.map(link => link.hash)")
        assert {f"#note-{claim}" for claim in event.cited} <= set(sources)


@every_chapter
def test_a_citation_is_a_plain_link_to_its_claim_without_a_script(plain_page: Page, chapter: str) -> None:
    mark = plain_page.get_by_role(
        "link", name=re.compile(r"^" + words.EVIDENCE["citation"].split("{")[0] + r"\d")
    ).first
    claim = mark.get_attribute("href").split("#")[1]
    mark.click()
    expect(plain_page).to_have_url(re.compile(rf"#{claim}$"))
    expect(plain_page.get_by_role("heading", name=claim)).to_be_in_viewport()


# Links, by reading the built HTML


@pytest.mark.usefixtures("folder")
def test_every_link_within_the_site_leads_to_a_page_and_a_place_on_it() -> None:
    broken = [link for address in pages() for link in broken_links(address)]
    assert not broken, "\n".join(broken)


def broken_links(address: str) -> list[str]:
    page, broken = pages()[address], []
    for link in dict.fromkeys(page.links):
        if urlsplit(link).scheme:
            continue
        path, anchor = urldefrag(link)
        target = (page.path.parent / unquote(urlsplit(path).path)).resolve() if path else page.path
        if SITE / LITE in target.parents:  # which is there when the site is built with it, and has every notebook
            broken += [] if link.split("path=")[-1] in NOTEBOOKS else [f"{address}: {link}: there is no such notebook"]
            continue
        there = target.relative_to(SITE).as_posix() if target.is_relative_to(SITE) else None
        if (target.suffix == ".csv" or target.parent.name == "downloads") and target.is_file():
            continue
        if there not in pages():
            broken.append(f"{address}: {link}: there is no such page")
        elif anchor and unquote(anchor) not in pages()[there].ids:
            broken.append(f"{address}: {link}: nothing on that page has this id")
    return broken


@pytest.mark.usefixtures("folder")
def test_every_file_that_a_page_asks_for_is_there() -> None:
    for address, page in pages().items():
        for file in page.files:
            assert not urlsplit(file).netloc, f"{address} asks another host for {file}"
            if not file.startswith(("data:", "#")):
                assert (page.path.parent / unquote(urlsplit(file).path)).exists(), f"{address} asks for {file}"


@pytest.mark.usefixtures("folder")
def test_no_id_stands_twice_on_a_page() -> None:
    for address, page in pages().items():
        twice = {one for one in page.ids if page.ids.count(one) > 1}
        assert twice == set(), address


@pytest.mark.usefixtures("folder")
@every_chapter
def test_every_item_names_a_section_that_its_page_has(chapter: str) -> None:
    ids = pages()[f"book/{chapter}.html"].ids
    assert {item.section for item in home().bank(chapter).leaves} - set(ids) == set()

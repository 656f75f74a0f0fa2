"""The pages across the chapters and around them: all events, the review, the page for principals, metadata, nowhere."""

from __future__ import annotations

import gzip
import html
import io
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Response, expect
from pypdf import PdfReader

from quizzes import words
from quizzes.content import home
from quizzes.itemtypes import Item
from quizzes.text import plain

from .axe import sideways, violations
from .book import CHAPTERS, NARROW, SCHEMES, WIDE, pages, served
from .conftest import Visit
from .reader import KEY, Question, right, wrong
from .test_security import POLICY
from .test_timeline import SAY, Line

EVENTS = 130_000  # bytes, gzipped, of a first visit to the page of all events, with its scripts
REVIEW = 120_000  # the same of the review


def weight(visit: Visit, address: str) -> dict[str, int]:
    got: list[Response] = []
    visit.context.on("response", lambda answer: got.append(answer))
    visit.open(address).wait_for_load_state("networkidle")
    return {urlsplit(answer.url).path: len(gzip.compress(answer.body())) for answer in got}


# All events


def test_all_events_can_be_filtered_by_chapter_and_kind_of_source_and_the_address_keeps_it(visit: Visit) -> None:
    line = Line(visit.open("book/timeline.html"), home().chronicle())
    line.open_tools()
    line.choice("chapter").select_option(value="chapter.warnings")
    line.choice("source").select_option(value="source.court-order")
    told = [told.event for told in line.line.told if "warnings" in told.chapters]
    fits = [event for event in told if event in line.of_source("court-order")]
    expect(line.count).to_contain_text(SAY["count.some"].format(shown=len(fits), total=len(line.events)))
    assert "all=" in line.page.url
    again = Line(visit.open(line.page.url.removeprefix(f"{visit.site}/")), home().chronicle())
    expect(again.count).to_contain_text(SAY["count.some"].format(shown=len(fits), total=len(line.events)))


@pytest.mark.usefixtures("folder")
def test_every_event_leads_to_each_chapter_that_tells_it_and_chapters_lead_back() -> None:
    page = pages()["book/timeline.html"]
    for event, chapters in home().chronicle().told:
        assert f"event-{event.id}" in page.ids
        for n, chapter in enumerate(chapters):
            spot = event.section if event.section and not n else f"event-{event.id}"
            assert f"{chapter}.html#{spot}" in page.links, event.id
    for chapter in CHAPTERS:
        assert any(link.startswith("timeline.html#") for link in pages()[f"book/{chapter}.html"].links), chapter


def test_all_events_weigh_no_more_than_they_may(visit: Visit) -> None:
    weights = weight(visit, "book/timeline.html")
    assert sum(weights.values()) <= EVENTS, weights


def test_without_a_script_all_events_are_a_list(visitor) -> None:
    page = visitor(java_script_enabled=False).open("book/timeline.html", leaf=False)
    for event in home().chronicle().events[::10]:
        expect(page.locator(f"#event-{event.id}")).to_contain_text(plain(event.headline))


# The review


def first(letter: str) -> Item:
    return next(item for item in home().review(letter).leaves if item.scheme()["cardinality"] == "single")


def test_a_review_leads_back_to_the_section_of_the_chapter(visit: Visit) -> None:
    page, item, form = visit.open("book/review.html"), first("A"), home().review("A")
    asked = Question(page, item)
    asked.submit(next(wrong(item)))
    where, title = form.section(item)
    link = asked.place.get_by_role("link", name=words.QUIZ_SCRIPT["again"].format(section=title), exact=True)
    link.click()
    expect(page).to_have_url(re.compile(re.escape(where.replace(".ipynb", ".html")) + "$"))
    expect(page.locator(f"#{item.section}")).to_be_in_viewport()


def test_a_review_keeps_its_answers_apart_from_the_chapters(visit: Visit) -> None:
    item, form = first("B"), home().review("B")
    page = visit.open("book/review.html")
    Question(page, item).submit(right(item.scheme()))
    kept = page.evaluate("Object.keys(localStorage)")
    assert kept == [KEY.replace("item/", f"{form.id}/item/") + item.id]
    page.reload()
    expect(Question(page, item).status).to_contain_text(words.QUIZ_SCRIPT["result.right"].split("{")[0])
    there = visit.open(f"book/{form.chapters[item.id]}.html")
    expect(Question(there, item).check).to_be_visible()
    expect(Question(there, item).status).to_have_text("")


def test_a_review_weighs_no_more_than_it_may(visit: Visit) -> None:
    weights = weight(visit, "book/review.html")
    assert sum(weights.values()) <= REVIEW, weights


# For principals and parents


def test_the_page_for_principals_and_parents_is_one_sheet(visit: Visit) -> None:
    page = visit.open("book/principals-and-parents.html")
    for paper in ("A4", "Letter"):
        assert len(PdfReader(io.BytesIO(page.pdf(format=paper))).pages) == 1, paper


# What pages say of themselves


def said(path: Path) -> dict[str, str]:
    text = path.read_text(encoding="utf-8")
    return {
        name: html.unescape(value)
        for name, value in re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', text)
    }


@pytest.mark.usefixtures("folder")
def test_every_page_of_the_book_has_a_description_of_its_own() -> None:
    about = {
        address: said(page.path).get("description", "")
        for address, page in pages().items()
        if address.startswith("book/")
    }
    assert all(about.values()), [address for address, text in about.items() if not text]
    chapters = [about[f"book/{chapter}.html"] for chapter in CHAPTERS]
    assert len({*chapters}) == len(chapters)
    assert all(text.endswith("?") and len(text) <= 160 for text in chapters), chapters


def data(address: str) -> dict:
    text = pages()[address].path.read_text(encoding="utf-8")
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text)[1])


@pytest.mark.usefixtures("folder")
def test_book_chapters_and_quizzes_are_described_in_the_words_of_schema_org() -> None:
    book = data("book/index.html")
    assert book["@type"] == ["Book", "LearningResource"]
    assert [part["url"] for part in book["hasPart"]] == [f"{chapter}.html" for chapter in CHAPTERS]
    for n, chapter in enumerate(CHAPTERS, 1):
        found = data(f"book/{chapter}.html")
        assert (found["@type"], found["position"]) == (["Chapter", "LearningResource"], n)
        assert found["hasPart"]["@type"] == "Quiz"
        assert found["isPartOf"]["url"] == "index.html"


@pytest.mark.usefixtures("folder")
def test_without_a_host_no_page_names_one_and_there_is_no_sitemap(folder: Path) -> None:
    assert not (folder / "sitemap.xml").exists()
    for address, page in pages().items():
        assert not {"og:url", "og:image"} & said(page.path).keys(), address
        assert 'rel="canonical"' not in page.path.read_text(encoding="utf-8"), address


# Nowhere


@pytest.mark.parametrize("address", ["nothing.html", "book/evidence/no/such/place"])
def test_an_address_that_leads_nowhere_has_a_page_under_the_policy(chromium, folder: Path, address: str) -> None:
    with served(folder, Content_Security_Policy=POLICY) as site:
        for size in (WIDE, NARROW):
            visit = Visit(chromium.new_context(viewport=size), site)
            page = visit.open(address, leaf=False)
            expect(page.get_by_role("heading", name=words.SITE["nowhere"])).to_be_visible()
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                assert violations(page) + sideways(page) == []
            page.get_by_role("link", name=words.SITE["to-book"]).click()
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            visit.context.close()
            assert not visit.outside
            assert [one for one in visit.complaints if "404" not in one] == []

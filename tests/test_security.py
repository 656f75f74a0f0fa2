"""What an author writes is text, whoever the author is, in every field that there is.

Each text of each model is replaced by hostile text, one at a time, and all that is made of the content is compared
with what is made of harmless words: tag by tag and attribute by attribute it must be the same.
"""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from myst_parser.parsers.docutils_ import Parser
from pydantic import ValidationError

from quizzes import page, text, timeline_page
from quizzes.exports.anki import JOINER
from quizzes.markup import FSI, PDI, UNSEEN, Html, clean, isolated, tag

from . import hostile
from .hostile import BIDI, HOSTILE, MARKDOWN, RTL, WORDS, Mine, Place

PLACES = hostile.places()
FREE = [place for place in PLACES if hostile.form_of(place)]
BOUND = [place for place in PLACES if not hostile.form_of(place)]
every_text = pytest.mark.parametrize("place", FREE, ids=str)

SCHEMES = {"", "http", "https", "mailto"}
ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "srcdoc", "poster", "background", "ping", "data"}
PICTURE = re.compile(r"data:image/(png|jpeg|webp);base64,[\w+/=]+")  # of the evidence, never of a text
BY_MARKDOWN = {"p", "em", "strong", "code", "a", "ul", "li", "blockquote", "pre"}


class Shape(HTMLParser):
    """A piece of HTML as tags with the names of their attributes, and apart from that its texts and addresses."""

    def __init__(self, html: str):
        super().__init__()
        self.html = html
        self.tags: list[tuple[str, ...]] = []
        self.texts: list[str] = []
        self.data: list[object] = []
        self.addresses: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((name, *sorted(key for key, _ in attrs)))
        for key, value in attrs:
            if key in ADDRESSES and not (name == "img" and PICTURE.fullmatch(value or "")):
                self.addresses.append(value or "")
            if key.startswith("data-") and (value or "").startswith(("{", "[")):
                self.data.append(json.loads(value or ""))
            else:
                self.texts.append(value or "")

    def handle_endtag(self, name: str) -> None:
        self.tags.append((f"/{name}",))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def other(self, *what: object) -> None:
        self.tags.append(("!", str(what)))

    handle_comment = handle_decl = handle_pi = unknown_decl = other  # type: ignore[assignment]


def scheme(address: str) -> str:
    """The scheme as a browser reads it: without control characters and spaces."""
    found = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", address), re.IGNORECASE)
    return found[1].lower() if found else ""


def letters(written: str) -> str:
    """The signs of a text that typography leaves alone."""
    return re.sub(rf"[\s\"'“”‘’…\\{JOINER}]|\.\.\.", "", written).casefold()


def saying(place: Place, written: str) -> Mine | None:
    """The content that says this at a place; None where the models refuse it."""
    form = hostile.form_of(place) or "{}"
    try:
        return Mine(hostile.put(place, form.replace("{}", written)))
    except (ValidationError, UnicodeEncodeError):  # half a surrogate pair is no text to pydantic's patterns
        return None


@cache
def harmless(place: Place) -> dict[str, Shape]:
    content = saying(place, WORDS)
    assert content, f"{place} takes no words: mend tests/hostile.py"
    return {name: Shape(html) for name, html in hostile.html(content, place).items()}


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile.chapter(tmp_path_factory.mktemp("book"))


@every_text
def test_hostile_text_stays_text_on_every_page(place: Place) -> None:
    before, said = harmless(place), 0
    for name, attack in HOSTILE.items():
        content = saying(place, attack)
        if content is None:
            continue
        said += 1
        for piece, html in hostile.html(content, place).items():
            if html == before[piece].html:
                continue
            shape, old = Shape(html), before[piece]
            assert shape.tags == old.tags, (name, piece)
            assert {scheme(one) for one in shape.addresses} <= SCHEMES, (name, piece)
            assert not UNSEEN.search(html), (name, piece)
            assert is_closed(html), (name, piece)
            if any(WORDS.casefold() in one.casefold() for one in old.texts):
                assert says(attack, "".join(shape.texts)), (name, piece)
    assert said > len(HOSTILE) / 3, "the models refuse nearly everything: is it a text at all?"


def says(attack: str, shown: str) -> bool:
    """Whether a page says a text, as it stands or as Markdown has it; the end may be cut off."""
    return any(letters(one)[:12] in letters(shown) for one in (clean(attack), text.plain(attack)))


def is_closed(html: str) -> bool:
    """Whether every isolate is closed again in the same block of text."""
    blocks = re.split(r"</?(?:p|div|li|ol|ul|legend|fieldset|details|summary|section|blockquote|figure)\b[^<>]*>", html)
    return all(one == clean(one) for one in (re.sub(r"<[^<>]*>", "", block) for block in blocks))


@every_text
def test_markdown_brings_nothing_but_what_text_needs(place: Place) -> None:
    content = saying(place, MARKDOWN)
    if content is None:
        return
    for piece, html in hostile.html(content, place).items():
        shape = Shape(html)
        new = {one for one in shape.tags if one not in set(harmless(place)[piece].tags)}
        assert {one[0].removeprefix("/") for one in new} <= BY_MARKDOWN, piece
        assert {key for one in new for key in one[1:]} <= {"href", "title"}, piece
        assert {scheme(one) for one in shape.addresses} <= SCHEMES, piece


@pytest.mark.parametrize("place", BOUND, ids=str)
def test_a_field_that_is_no_text_refuses_hostile_text(place: Place) -> None:
    for name, attack in HOSTILE.items():
        assert name in ("long word", "prototype") or saying(place, attack) is None, name  # these two may be ids


def test_a_notebook_shows_the_same_html_and_says_no_text_in_plain(book: Path) -> None:
    for place in FREE:
        if place.file not in ("bank.schema.json", "timeline.schema.json"):
            continue
        content = saying(place, HOSTILE["script"])
        assert content, place
        evidence, form = content.whole, content.bank(hostile.CHAPTER).form()
        pages = (page.quiz(form, evidence), timeline_page.timeline(content.chronicle(hostile.CHAPTER), evidence))
        for bundle, html in zip(hostile.bundles(content), pages, strict=True):
            assert bundle["text/html"] == html
            assert "<" not in bundle["text/plain"]
            assert not any("canary" in str(value) for kind, value in bundle.items() if kind != "text/html")


# The evidence pages, which go through MyST


def parsed(markdown: str) -> nodes.document:
    settings = {"myst_enable_extensions": ["colon_fence"], "report_level": 5, "line_length_limit": 10**6}
    return publish_doctree(markdown, parser=Parser(), settings_overrides=settings)


def structure(document: nodes.document) -> list[tuple[str, ...]]:
    """The nodes of a document that are not plain text, and what they refer to by scheme.

    Before its first entry a list has a row of letters, as many as its names begin with: there the kinds alone count.
    """
    found = [(type(node).__name__, *(scheme(str(node[key])) for key in ("refuri", "uri") if key in node))
             for node in document.findall(nodes.Element)]  # fmt: skip
    sections = [n for n, (kind, *_) in enumerate(found) if kind == "section"]
    front = sections[1] if len(sections) > 1 else 0
    return [*sorted(set(found[:front])), *found[front:]]


@cache
def clean_pages(place: Place, book: Path) -> dict[str, tuple[str, nodes.document]]:
    content = saying(place, WORDS)
    assert content
    return {name: (markdown, parsed(markdown)) for name, markdown in hostile.markdown(content, book).items()}


@every_text
def test_hostile_text_stays_text_on_the_evidence_pages(place: Place, book: Path) -> None:
    before = clean_pages(place, book)
    said = {name for name, (markdown, _) in before.items() if WORDS in markdown}
    for name, attack in HOSTILE.items():
        content = saying(place, attack)
        if content is None or not said:
            continue
        for piece, markdown in hostile.markdown(content, book).items():
            if piece not in said:
                assert markdown == before[piece][0], (name, piece)
                continue
            document = parsed(markdown)
            assert structure(document) == structure(before[piece][1]), (name, piece)
            assert not UNSEEN.search(markdown), (name, piece)
            assert is_closed(markdown), (name, piece)
            if place.file not in ("bank.schema.json", "timeline.schema.json"):  # those are shortened there
                assert says(attack, document.astext()), (name, piece)


def test_an_address_that_is_none_is_text(book: Path) -> None:
    for place in (one for one in FREE if one.path[-1] in ("url", "URL")):
        for address in ("javascript:canary()", "https://x.example/> <script>", "data:text/html,x", "//x.example"):
            content = saying(place, address)
            assert content
            for markdown in hostile.markdown(content, book).values():
                found = parsed(markdown).findall(nodes.reference)
                assert {scheme(str(node.get("refuri", ""))) for node in found} <= {"", "https"}
                assert not list(parsed(markdown).findall(nodes.raw))


@pytest.mark.parametrize("attack", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_excerpt_stays_text(attack: str, book: Path) -> None:
    def pages(words: str) -> dict[str, str]:
        place = next(one for one in FREE if one.path == ("*", "quote", "text"))
        return hostile.markdown(Mine(hostile.put(place, "the words"), f"{words} the words {words}\n\n{words}"), book)

    before = pages(WORDS)
    for name, markdown in pages(attack).items():
        if name in ("warnings", "sources-memo"):
            assert structure(parsed(markdown)) == structure(parsed(before[name])), name
        assert not UNSEEN.search(markdown)


# Directions


@pytest.mark.parametrize("render", [text.inline, lambda said: tag("b", said), text.literal])
def test_right_to_left_letters_reorder_nothing_beside_them(render) -> None:
    assert f"{FSI}{RTL}{PDI}" in render(RTL).replace("\\", "")
    assert FSI not in render("Left to right (3)")


def test_overrides_and_what_is_not_closed_become_visible() -> None:
    assert clean(BIDI) == "over \ufffdride \u2067 open \u2069\ufffd shut \ufffd"
    assert clean("\u2067 open") == "\ufffd open"
    assert clean("👩‍👩‍👧‍👦 \u200f") == "👩‍👩‍👧‍👦 \u200f"
    assert isolated("abc") == "abc"


def test_nothing_of_a_zero_is_lost() -> None:
    assert tag("li", 0, value=0) == '<li value="0">0</li>'
    assert Html("").join([None, "<"]) == "&lt;"

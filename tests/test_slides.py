"""Slides: every chapter has them, they say whence each thing is, and the answer comes a step behind its question."""

from __future__ import annotations

import copy
import io
import re
from functools import cache
from html import unescape

import lxml.html
import pytest
from lxml.html import HtmlElement
from pydantic import ValidationError
from pypdf import PdfReader

from quizzes import __main__, exports, words
from quizzes.content import HOME, home
from quizzes.exports import Asked, AskedError
from quizzes.exports import slides as format_
from quizzes.slides_page import Slides, slides
from quizzes.slideshow import CheckSlide, PointsSlide, ReadSlide, Slideshow
from quizzes.sphinx_ext import slides as site
from quizzes.text import inline, plain
from quizzes.yamlfile import Document

from .test_exports_html import Read, obeys

ROOT = HOME.parent
SAY = words.SLIDES
CHAPTERS = home().chapters("bank")
ONE = "turn"
every_chapter = pytest.mark.parametrize("chapter", CHAPTERS)


@cache
def made(chapter: str, base: str | None = "../") -> Slides:
    found = slides(home(), chapter, base)
    assert found.steps  # and with them the numbers of sources
    return found


@cache
def page(chapter: str) -> HtmlElement:
    return lxml.html.fromstring(site.page(chapter))


def said(html: str) -> str:
    """The words of HTML."""
    return " ".join(unescape(re.sub(r"<[^<>]*>", " ", html)).split())


def text(node: HtmlElement) -> str:
    return " ".join(node.text_content().split())


def step(chapter: str, key: str) -> HtmlElement:
    [found] = page(chapter).xpath(f'//section[@id="{key}"]')
    return found


def check(chapter: str) -> CheckSlide:
    return next(slide for slide in home().slideshow(chapter).slides if isinstance(slide, CheckSlide))


# What every chapter has


def test_every_chapter_has_slides():
    assert home().chapters("slides") == CHAPTERS


@every_chapter
def test_the_first_slide_names_book_chapter_and_question(chapter):
    first = text(step(chapter, "title"))
    book = home().chapter(chapter)
    assert book.question.endswith("?")
    for part in (SAY["book"], plain(book.title), plain(book.question)):
        assert part in first


@every_chapter
def test_a_source_is_read_and_something_left_to_talk_about(chapter):
    show = home().slideshow(chapter)
    assert 4 <= len(show.slides) <= 8
    assert any(isinstance(slide, ReadSlide) for slide in show.slides)
    assert plain(show.slides[-1].question) in text(step(chapter, show.slides[-1].id))


@every_chapter
def test_the_answer_stands_a_step_behind_its_question(chapter):
    slide = check(chapter)
    item = home().bank(chapter).item(slide.check)
    asked, solved = step(chapter, slide.id), step(chapter, f"{slide.id}-answer")
    keys = [one.id for one in made(chapter).steps]
    assert keys.index(f"{slide.id}-answer") == keys.index(slide.id) + 1
    assert plain(item.stem) in text(asked)
    assert plain(item.rationale) not in text(asked)
    assert words.FACE["right"] not in lxml.html.tostring(asked, encoding="unicode")
    for part in (plain(item.stem), plain(item.rationale)):
        assert part in text(solved)
    [key] = solved.xpath('.//*[contains(@class, "i-key")]')
    assert said(item.answer()) in text(key)
    assert solved.xpath('.//p[@class="s-why"]//a')
    notes = text(solved.xpath('.//*[@class="s-notes"]')[0])
    assert all(said(inline(one.say)) in notes for one in item.feedback())


@every_chapter
def test_every_slide_has_notes_with_minutes_a_question_and_what_a_good_answer_names(chapter):
    show = home().slideshow(chapter)
    for key, notes in [("title", show.opening), *((slide.id, slide.notes) for slide in show.slides)]:
        [shown] = step(chapter, key).xpath('.//*[@class="s-notes"]')
        for one in (str(notes.minutes), plain(notes.listen), *map(plain, notes.ask), plain(notes.trap or "")):
            assert one in text(shown)
    assert f" {show.minutes} " in text(step(chapter, "title"))


@every_chapter
def test_every_number_leads_to_a_claim_and_stands_in_the_list_at_the_end(chapter):
    evidence, cited = home().evidence, made(chapter).cited
    entries = {entry.get("id"): entry for entry in page(chapter).xpath("//ol/li[@value]")}
    assert list(entries) == [f"source-{n}" for n in range(1, len(entries) + 1)]
    for link in page(chapter).xpath('//sup[@class="s-cite"]/a'):
        to, _, key = link.get("href").partition("#")
        assert to == f"../{evidence.page(key)}.html"
        source = evidence.claims[key].citations[0].key if key in evidence.claims else key
        assert cited.numbers[source] == int(link.text)
        assert key in text(entries[f"source-{link.text}"]) or key == source
        assert evidence.sources[source].label in link.get("aria-label")
    for key, number in cited.numbers.items():
        assert plain(cited.references.full(key)) in text(entries[f"source-{number}"])


@every_chapter
def test_every_claim_of_a_slide_is_cited_there(chapter):
    evidence, numbers = home().evidence, made(chapter).cited.numbers
    for slide in home().slideshow(chapter).slides:
        claims = {claim for _, point in slide.points() for claim in point.claims} | set(getattr(slide, "claims", ()))
        shown = {int(one) for one in step(chapter, slide.id).xpath('.//sup[@class="s-cite"]/a/text()')}
        assert {numbers[evidence.claims[claim].citations[0].key] for claim in claims} <= shown


def test_a_figure_is_the_chapters_own_and_its_notes_say_what_it_counts():
    for chapter in CHAPTERS:
        for slide in home().slideshow(chapter).slides:
            if isinstance(slide, PointsSlide) and slide.figure:
                stored, shown = home().chapter(chapter).stored(slide.figure), str(made(chapter).main())
                [drawing] = re.findall(r"<svg\b.*?</svg>", stored, re.DOTALL)
                assert drawing in shown
                assert words.FIGURE["unit"] in text(step(chapter, slide.id))
                assert words.FIGURE["caveat"] in text(step(chapter, slide.id))


# The page


@every_chapter
def test_a_page_holds_nothing_inline_and_asks_for_files_of_the_site_alone(chapter):
    for node in page(chapter).iter(lxml.html.etree.Element):
        assert not [name for name in node.attrib if name == "style" or name.startswith("on")]
        assert node.tag != "style"
        if node.tag in ("script", "link"):
            assert (node.get("src") or node.get("href")).startswith("../../_static/")
    assert page(chapter).get("lang") == words.LANGUAGE
    ids = page(chapter).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_the_same_slides_give_the_same_page():
    assert site.page(ONE) == str(site.page(ONE))
    assert str(slides(home(), ONE, "../").main()) == str(made(ONE).main())


def test_without_the_book_numbers_lead_to_the_list_at_the_end():
    shown = lxml.html.fromstring(str(made(ONE, None).main()))
    ids = set(shown.xpath("//@id"))
    links = shown.xpath("//sup/a/@href")
    assert links
    assert {link[0] for link in links} == {"#"}
    assert {link[1:] for link in links} <= ids


# What an author is told


@pytest.fixture
def show() -> dict:
    return copy.deepcopy(Document(HOME / "slides" / f"{ONE}.yaml").data)


def refused(data: dict) -> str:
    with pytest.raises(ValidationError) as error:
        Slideshow.model_validate(data)
    return str(error.value)


def test_three_slides_are_too_few_and_nine_too_many(show):
    extra = [slide | {"id": f"another-{n}"} for n, slide in enumerate(show["slides"][:1])]
    assert "there are 9 slides; let there be 4 to 8" in refused(show | {"slides": extra + show["slides"]})
    assert "there are 3 slides; let there be 4 to 8" in refused(show | {"slides": show["slides"][-3:]})


def test_slides_end_with_something_to_talk_about(show):
    assert "end with 'question: ...'" in refused(show | {"slides": show["slides"][:-1]})


def test_a_source_is_read_together_or_the_author_is_told(show):
    left = [slide for slide in show["slides"] if "read" not in slide]
    assert "no source is read together; let one slide have 'read: ...'" in refused(show | {"slides": left})


def test_a_figure_leaves_room_for_two_points(show):
    slide = next(slide for slide in show["slides"] if slide.get("figure"))
    slide["say"] = slide["say"][:1] * 3
    assert "there is no room for three points beside a figure" in refused(show)


def test_a_long_passage_and_a_long_table_are_refused(show):
    slide = next(slide for slide in show["slides"] if "read" in slide)
    slide["read"] = {"excerpt": "eo-13841", "passage": "word " * 90}
    assert "the passage has 90 words; cut it to 80" in refused(show)
    slide["read"] = {"series": "some", "columns": {"a": "A", "b": "B"}}
    assert "a slide has room for 6 rows; name them under 'rows'" in refused(show)


# To take along


@pytest.fixture(scope="module")
def taken() -> dict[str, bytes]:
    return dict(format_.export(Asked(home(), [ONE])).data)


def test_the_command_makes_a_page_and_a_handout_of_each_chapter(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(format_, "handout", lambda made, size: size.encode())
    assert __main__.main(["export", "slides", ONE, "weighing", "--size", "a4", "-o", str(tmp_path)]) == 0
    assert capsys.readouterr().out == f"{tmp_path}: slides of 2 chapters, to project and to print\n"
    files = [f"slides-{name}.{kind}" for name in (ONE, "weighing") for kind in ("html", "pdf")]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([exports.REPORT, *files])
    assert (tmp_path / f"slides-{ONE}.pdf").read_bytes() == b"A4"


def test_the_page_needs_no_other_file_and_says_so_in_its_policy(taken):
    read = Read(taken[f"slides-{ONE}.html"].decode())
    obeys(read)
    assert read.open == 0
    assert all(link.startswith(("#", "https://", "http://")) for link in read.links)


def test_with_the_sites_address_numbers_lead_there():
    address = "https://example.org/book/"
    shown = format_.alone(slides(home(), ONE, f"{address}book/"))
    assert f'href="{address}book/{home().evidence.page("v-069")}.html#v-069"' in shown
    assert f'href="{address}book/{ONE}.html"' in shown


def test_in_the_handout_each_slide_stands_whole_on_a_page_with_its_notes(taken):
    reader = PdfReader(io.BytesIO(taken[f"slides-{ONE}.pdf"]))
    assert [float(one) for one in reader.pages[0].mediabox[2:]] == [612, 792]
    assert reader.metadata.title.startswith(SAY["page"].format(title=plain(home().bank(ONE).title)))
    pages = [squeezed(one.extract_text()) for one in reader.pages]
    steps = [one for one in made(ONE).steps if one.kind != "sources"]
    points = {slide.id: [plain(point.say) for _, point in slide.points()] for slide in home().slideshow(ONE).slides}
    for shown, one in zip(pages, steps, strict=False):
        for part in (*points.get(one.id, ()), said(one.notes)[-40:]):
            assert squeezed(part) in shown, one.id
    assert len(pages) < len(made(ONE).steps)  # sources stand two on a page


def squeezed(said: str) -> str:
    return re.sub(r"[\W\d]+", "", said)


def test_the_same_slides_give_the_same_files(taken):
    again = dict(format_.export(Asked(home(), [ONE])).data)
    assert again == taken


def test_a_chapter_without_slides_is_told():
    class Without(type(home())):
        def chapters(self, folder: str) -> list[str]:
            return [] if folder == "slides" else super().chapters(folder)

    with pytest.raises(AskedError, match="none of these chapters has slides"):
        format_.export(Asked(Without()))

"""Figures as readers meet them: on a phone, by night, on paper, with a screen reader, and their data as a file."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from quizzes.words import FIGURE

from .axe import sideways, violations
from .conftest import Visit
from .drawings import PAGE, drawings, stored

LEGIBLE = 11  # px, the smallest text
# Each line, word and mark of the drawings: whether it is a word, its classes, and its contrast with the page.
CONTRASTS = """() => {
  const part = n => (n /= 255) <= .03928 ? n / 12.92 : ((n + .055) / 1.055) ** 2.4;
  const light = colour => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(part);
    return .2126 * r + .7152 * g + .0722 * b + .05;
  };
  const paper = light(getComputedStyle(document.body).backgroundColor);
  const marks = ['text:not(.f-paper)', '.s-ink', '.s-accent', '.s-second', '.f-accent', '.f-second'];
  return [...document.querySelectorAll(marks.map(mark => `.f-figure svg ${mark}`).join())].map(node => {
    const { fill, stroke } = getComputedStyle(node), word = node.localName === 'text';
    const own = light(word || stroke === 'none' ? fill : stroke);
    return [word, node.getAttribute('class'), Math.max(own, paper) / Math.min(own, paper)];
  });
}"""


@pytest.fixture(scope="module")
def shelf() -> Iterator[str]:
    with drawings() as address:
        yield address


@pytest.fixture
def see(visitor: Callable[..., Visit], shelf: str) -> Callable[..., Page]:
    def see(**options: object) -> Page:
        return visitor(shelf, **options).open(PAGE, leaf=False)

    return see


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_a_figure(see: Callable[..., Page], scheme: str) -> None:
    page = see(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    for summary in page.get_by_text(FIGURE["data"], exact=True).all():
        summary.click()
    assert not violations(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_and_words_of_a_drawing_stand_out_from_the_page(see: Callable[..., Page], scheme: str) -> None:
    page = see(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    found = page.evaluate(CONTRASTS)
    assert len(found) > 100
    faint = {(kind, round(apart, 1)) for word, kind, apart in found if apart < (7 if word else 3)}
    assert not faint


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_drawing_is_legible_and_as_wide_as_the_page_lets_it(see: Callable[..., Page], width: int) -> None:
    page = see(viewport={"width": width, "height": 900})
    assert not sideways(page)
    sizes = page.evaluate(
        "[...document.querySelectorAll('svg')].map(svg => 13 * svg.getBoundingClientRect().width / 400)"
    )
    assert len(sizes) == len(stored())
    if width >= 390:
        assert min(sizes) >= LEGIBLE


def test_a_figure_is_an_image_with_a_name_and_a_description(see: Callable[..., Page]) -> None:
    page = see(viewport={"width": 1280, "height": 900})
    for name in stored():
        figure = page.locator(f"#figure-{name}")
        image = figure.get_by_role("img")
        expect(image).to_be_visible()
        words = image.evaluate(
            "node => node.getAttribute('aria-labelledby').split(' ').map(id => document.getElementById(id).textContent)"
        )
        assert all(len(one) > 60 for one in words)
        for field in ("unit", "source", "caveat"):
            expect(figure.get_by_text(FIGURE[field], exact=True)).to_be_visible()


def test_the_data_open_as_a_table_that_the_keyboard_reaches(see: Callable[..., Page]) -> None:
    page = see(viewport={"width": 390, "height": 844})
    figure = page.locator("#figure-family-arrests")
    figure.get_by_text(FIGURE["data"], exact=True).press("Enter")
    scroll = figure.get_by_role("region")
    scroll.focus()
    expect(scroll).to_be_focused()
    row = scroll.get_by_role("row").filter(has=page.get_by_role("rowheader", name="April 2017"))
    expect(row).to_contain_text("1,118")


def test_the_whole_table_comes_as_csv(see: Callable[..., Page]) -> None:
    page = see(viewport={"width": 1280, "height": 900})
    figure = page.locator("#figure-family-arrests")
    figure.get_by_text(FIGURE["data"], exact=True).click()
    with page.expect_download() as waiting:
        figure.get_by_role("link", name=FIGURE["csv"]).click()
    assert waiting.value.suggested_filename == "cbp_monthly_apprehensions.csv"
    with open(waiting.value.path(), encoding="utf-8", newline="") as file:  # noqa: PTH123 - Path.open takes newline, too, but the path is a text
        rows = list(csv.DictReader(file))
    assert {row["month"]: row["family_unit_members"] for row in rows}["2019-05"] == "84490"


def test_a_drawing_keeps_its_lines_in_forced_colours(see: Callable[..., Page]) -> None:
    page = see(viewport={"width": 1280, "height": 900}, forced_colors="active")
    ink = page.evaluate("getComputedStyle(document.querySelector('.f-ink')).fill")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert re.findall(r"\d+", ink)[:3] != re.findall(r"\d+", paper)[:3]


def test_a_figure_stays_whole_on_paper(see: Callable[..., Page]) -> None:
    page = see(viewport={"width": 800, "height": 900}, color_scheme="dark")
    page.emulate_media(media="print")
    figure = page.locator("#figure-prosecutions")
    assert figure.evaluate("node => getComputedStyle(node).breakInside") == "avoid"
    assert figure.locator(".f-ink").first.evaluate("node => getComputedStyle(node).fill") == "rgb(28, 27, 25)"

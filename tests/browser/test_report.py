"""The class report, as a teacher opens it from disk: on a phone and a desk, by day and by night, and on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from quizzes import __main__, words
from quizzes.content import home

from .axe import colours, sideways, violations
from .book import NARROW, WIDE
from .conftest import Visit

CHAPTER = "turn"


@pytest.fixture(scope="module")
def folder_of_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of two classes, with a column that nobody knows."""
    folder = tmp_path_factory.mktemp("report")
    items = [item for item in home().bank(CHAPTER).leaves if item.type == "single-choice"][:4]
    rows = [["class", "student", *(item.id for item in items), "what-is-this"]]
    for n in range(14):
        keys = [item.keys[0] if n >= 4 + k else item.options[n * k % 4] for k, item in enumerate(items)]
        rows.append(["7a" if n % 2 else "7b", f"s{n}", *(option.id for option in keys), "x"])
    (folder / "a.csv").write_text("\n".join(map(",".join, rows)))
    assert __main__.main(["report", f"{folder}/a.csv", "-o", f"{folder}/report.html"]) == 0
    return folder


@pytest.mark.parametrize(("viewport", "scheme"), [(NARROW, "light"), (WIDE, "dark")], ids=["phone", "night"])
def test_it_keeps_the_rules_of_accessibility(
    visitor: Callable[..., Visit], folder_of_report: Path, viewport: dict[str, int], scheme: str
) -> None:
    page = visitor(folder_of_report.as_uri(), viewport=viewport, color_scheme=scheme).open("report.html", leaf=False)
    assert violations(page) == []
    assert colours(page) == []
    assert sideways(page) == []


def test_it_shows_its_drawings_and_tables_and_asks_nobody_for_anything(
    visitor: Callable[..., Visit], folder_of_report: Path
) -> None:
    visit = visitor(folder_of_report.as_uri(), viewport=WIDE)
    page = visit.open("report.html", leaf=False)
    for title in (words.REPORT_PAGE["scores-title"], words.REPORT_PAGE["items-title"]):
        expect(page.get_by_role("img", name=title)).to_have_count(2)
    expect(page.get_by_role("cell", name="no item of the book or of the key, and no marks; left out")).to_be_visible()
    assert visit.requests == [f"{folder_of_report.as_uri()}/report.html"]
    with page.expect_download() as took:
        page.get_by_role("link", name=words.REPORT_PAGE["csv"]).click()
    assert took.value.suggested_filename == "class-report.csv"

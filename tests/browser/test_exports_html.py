"""A page in one file, as a class gets it: from a site or from disk it is one request, and marks as the book does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from quizzes import words
from quizzes.content import home
from quizzes.exports import Asked, html
from quizzes.text import plain

from ..test_exports_html import whole
from .axe import colours, sideways, violations
from .book import NARROW, SCHEMES, WIDE, served
from .conftest import Visit
from .gallery import bank as examples
from .reader import RICHEST, Question, one_of_each_type, press, some_response, works, wrong
from .test_kept import REFUSED

FILE, LINE, HOSTILE = "quiz.html", "line.html", "hostile.html"
ATTACK = "</script><script>canary()</script><img src=x onerror=canary()> <!-- [see](javascript:canary())"
NOTICE = words.QUIZ_SCRIPT["notice.unkept"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    for name, line in ((FILE, False), (LINE, True)):
        made = html.export(Asked(home(), [RICHEST], options={"timeline": line}))
        (folder / name).write_bytes(made.data)
    (folder / HOSTILE).write_bytes(whole(ATTACK))
    return folder


@pytest.fixture(scope="module")
def school(files: Path) -> Iterator[str]:
    """A site that is not the book's."""
    with served(files) as address:
        yield address


@pytest.fixture(params=["disk", "site"])
def visit(visitor: Callable[..., Visit], files: Path, school: str, request: pytest.FixtureRequest) -> Visit:
    return visitor(files.as_uri() if request.param == "disk" else school, viewport=WIDE)


def opened(visit: Visit, name: str = FILE) -> Page:
    page = visit.open(name, leaf=False)
    expect(page.locator(".q-live, .t-live").first).to_be_visible()
    return page


def test_an_item_of_each_type_is_marked_as_python_says_with_one_request(visit: Visit) -> None:
    page = opened(visit)
    works(page, RICHEST)
    assert [url for url in visit.requests if not url.startswith("data:")] == [f"{visit.site}/{FILE}"]
    page.reload()
    expect(Question(page, one_of_each_type(RICHEST)[0]).retry).to_be_visible()
    keys = page.evaluate("Object.keys(localStorage)")
    assert keys
    assert all(key.startswith("quizzes/1/file/") for key in keys)


def test_the_timeline_comes_alive_with_one_request(visit: Visit) -> None:
    page = opened(visit, LINE)
    events = home().chronicle(RICHEST)
    expect(page.locator(".t-events > li")).to_have_count(len(events.told))
    expect(page.locator(".t-plot a").first).to_be_visible()
    summary = page.get_by_text(words.TIMELINE_SCRIPT["tools"], exact=True)
    summary.click()
    who = page.get_by_label(words.TIMELINE_SCRIPT["who"], exact=True).locator("option").all_inner_texts()
    actors = {home().evidence.actor(actor) for event in events.events for actor in event.actors}
    assert {name.rsplit(" (", 1)[0] for name in who[1:]} == actors
    assert [url for url in visit.requests if not url.startswith("data:")] == [f"{visit.site}/{LINE}"]


def test_a_missed_item_names_the_section_and_keys_suffice(visitor: Callable[..., Visit], files: Path) -> None:
    page = opened(visitor(files.as_uri()))
    bank = home().bank(RICHEST)
    [item] = bank.item(bank.checks[0]).leaves()  # the first on the page
    asked = Question(page, item)
    asked.type(next(wrong(item)))
    press(asked.check)
    heading = plain(home().headings([RICHEST])[RICHEST][item.section])
    again = asked.place.get_by_text(heading)
    expect(again).to_be_visible()
    expect(asked.place.get_by_role("link").filter(has_text=heading)).to_have_count(0)
    expect(asked.retry).to_be_focused()


@pytest.mark.parametrize("name", [FILE, LINE])
def test_without_a_script_all_can_be_read_and_answers_stand_in_closed_boxes(
    visitor: Callable[..., Visit], files: Path, name: str
) -> None:
    page = visitor(files.as_uri(), java_script_enabled=False).open(name, leaf=False)
    if name == LINE:
        expect(page.get_by_text(plain(home().chronicle(RICHEST).events[0].headline)).first).to_be_visible()
        return
    for item in one_of_each_type(RICHEST):
        asked = Question(page, item)
        expect(asked.group).to_be_visible()
        for part in asked.parts:
            expect(asked.control(part)).to_be_visible()
        key = asked.place.get_by_text(words.PAGE["key"], exact=True)
        expect(key).to_be_hidden()
        asked.place.get_by_text(words.PAGE["answer"], exact=True).click()
        expect(key).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("name", [FILE, LINE])
def test_it_fits_a_narrow_phone_and_is_accessible_by_day_and_night(
    visitor: Callable[..., Visit], files: Path, name: str
) -> None:
    page = opened(visitor(files.as_uri(), viewport=NARROW), name)
    for item in one_of_each_type(RICHEST) if name == FILE else ():
        Question(page, item).submit(some_response(item))
    assert sideways(page) == []
    page.set_viewport_size(WIDE)
    grounds = set()
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert (violations if scheme == "light" else colours)(page) == []
    assert len(grounds) == 2


@pytest.mark.parametrize("script", [REFUSED["storage itself"], REFUSED["writing"]], ids=["storage itself", "writing"])
def test_refused_storage_is_said_and_the_quiz_goes_on(visitor: Callable[..., Visit], files: Path, script: str) -> None:
    visit = visitor(files.as_uri())
    visit.context.add_init_script(script)
    page = opened(visit)
    item = one_of_each_type(RICHEST)[0]
    Question(page, item).submit(some_response(item))
    expect(page.get_by_role("status").filter(has_text=NOTICE)).to_have_count(1)


def test_hostile_texts_are_texts(visitor: Callable[..., Visit], files: Path) -> None:
    visit = visitor(files.as_uri())
    visit.context.add_init_script("window.canary = () => { window.sang = true; };")
    page = opened(visit, HOSTILE)
    expect(page.get_by_role("heading", level=1)).to_contain_text("</script><script>canary()</script>")
    item = next(leaf for leaf in examples("single-choice").leaves)
    asked = page.locator(f"#item-{item.id}")
    asked.get_by_role("radio").first.check()
    asked.get_by_role("button", name=words.QUIZ_SCRIPT["check-button"], exact=True).click()
    expect(asked.get_by_role("status")).not_to_have_text("")
    assert page.evaluate("[window.sang, document.scripts.length, document.images.length]") == [None, 1, 0]


def test_on_paper_it_has_every_item_and_no_answer(visitor: Callable[..., Visit], files: Path) -> None:
    page = opened(visitor(files.as_uri()))
    page.emulate_media(media="print")
    for item in one_of_each_type(RICHEST):
        asked = Question(page, item)
        expect(asked.group).to_be_visible()
        expect(asked.place.get_by_text(words.PAGE["key"], exact=True)).to_be_hidden()
        expect(asked.check).to_be_hidden()

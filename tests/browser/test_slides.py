"""Slides in a browser: a list for everybody, a show by keys and fingers, notes that only the teacher sees, and paper.

The pages are made here as the site makes them, without the rest of it; `test_pages` and others see them on the site.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from quizzes import assets, words
from quizzes.content import home
from quizzes.exports import slides as format_
from quizzes.slides_page import Step, slides
from quizzes.sphinx_ext import slides as pages
from quizzes.sphinx_ext.weight import script, style
from quizzes.text import plain

from .axe import colours, sideways, violations
from .book import NARROW, served
from .conftest import Visit
from .test_security import POLICY, WATCH

SAY = words.SLIDES_SCRIPT
CHAPTERS = home().chapters("slides")
ONE = "turn"
PROJECTOR, PHONE = {"width": 1280, "height": 772}, {"width": 390, "height": 844}

# What of a slide does not fit its frame, as it is now: elements below its foot or beyond its edge, and hidden parts.
OVER = """frame => {
  const { bottom, right, width, height } = frame.getBoundingClientRect();
  const foot = frame.lastElementChild.getBoundingClientRect(), own = one => !one.closest('svg, .s-foot');
  const parts = [...frame.querySelectorAll('*')].filter(one => own(one) && one.getClientRects().length);
  const name = one => `${one.localName} '${one.textContent.slice(0, 30)}'`;
  const out = parts.filter(one => {
    const box = one.getBoundingClientRect(), { overflowY } = getComputedStyle(one);
    const cut = overflowY !== 'visible' && one.scrollHeight > one.clientHeight + 1;
    return cut || box.bottom > Math.min(foot.top, bottom) + 1 || box.right > right + 1;
  }).map(name);
  return Math.abs(width / height - 16 / 9) > .02 ? [`${width} by ${height}`, ...out] : out;
}"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("slides")
    for place in ("_static", "book/slides", "file"):
        (root / place).mkdir(parents=True)
    for name in ("book.css", "slides.css", "handout.css", "slides.js", "scheme.js"):
        light = script if name.endswith(".js") else style
        (root / "_static" / name).write_text(light(assets.text(name)), encoding="utf-8")
    (root / "_static" / "icon.svg").write_text(assets.read("icon.svg"), encoding="utf-8")
    for chapter in CHAPTERS:
        (root / "book" / "slides" / f"{chapter}.html").write_text(pages.page(chapter), encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[str]:
    """The address of the pages, under the policy that the README gives to hosts."""
    with served(folder, Content_Security_Policy=POLICY) as address:
        yield address


@pytest.fixture
def room(visitor: Callable[..., Visit], site: str) -> Visit:
    visit = visitor(site, viewport=PROJECTOR)
    visit.context.add_init_script(WATCH)
    return visit


def opened(visit: Visit, chapter: str = ONE, place: str = "") -> Page:
    return visit.open(f"book/slides/{chapter}.html{place}", leaf=False)


def steps(chapter: str = ONE) -> list[Step]:
    return slides(home(), chapter, "../").steps


def shown(page: Page) -> str:
    """The id of the one slide that is projected."""
    seen = [one.get_attribute("id") for one in page.locator("main > section").all() if one.is_visible()]
    assert len(seen) == 1, seen
    return str(seen[0])


def begin(page: Page) -> None:
    page.get_by_role("button", name=SAY["show"], exact=True).click()
    expect(page.get_by_role("button", name=SAY["end"], exact=True)).to_be_visible()


def test_without_a_script_slides_are_a_list_with_their_notes(visitor: Callable[..., Visit], site: str) -> None:
    page = opened(visitor(site, java_script_enabled=False))
    expect(page.get_by_role("heading", level=1)).to_have_text(words.SLIDES["page"].format(title=home().bank(ONE).title))
    assert page.get_by_role("heading", level=2).count() == len(steps())
    for slide in home().slideshow(ONE).slides:
        expect(page.locator(f"#{slide.id}").get_by_text(plain(slide.notes.listen), exact=True)).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)


def test_a_deck_can_be_shown_by_keyboard_alone(room: Visit) -> None:
    page, keys = opened(room), [one.id for one in steps()]
    page.keyboard.press("Tab")
    page.get_by_role("button", name=SAY["show"], exact=True).focus()
    page.keyboard.press("Enter")
    seen = [shown(page)]
    for key in ("ArrowRight", "Space", "PageDown", "ArrowDown") * len(keys):
        page.keyboard.press(key)
        if shown(page) == seen[-1]:
            break
        seen.append(shown(page))
    assert seen == keys
    for key in ("ArrowLeft", "Shift+Space", "PageUp", "ArrowUp"):
        page.keyboard.press(key)
    assert shown(page) == keys[-5]
    page.keyboard.press("Home")
    assert shown(page) == keys[0]
    page.keyboard.press("End")
    assert shown(page) == keys[-1]
    expect(page.get_by_role("status")).to_have_text(SAY["place"].format(n=len(keys), of=len(keys)))
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name=SAY["show"], exact=True)).to_be_visible()
    expect(page.locator(f"#{keys[-1]}")).to_be_focused()


def test_the_answer_is_not_on_the_screen_before_its_step(room: Visit) -> None:
    slide = next(one for one in home().slideshow(ONE).slides if hasattr(one, "check"))
    page = opened(room, place=f"#show-{slide.id}")
    rationale = page.get_by_text(plain(home().bank(ONE).item(slide.check).rationale))
    assert shown(page) == slide.id
    expect(rationale).to_be_hidden()
    page.get_by_role("button", name=SAY["on"], exact=True).click()
    expect(rationale).to_be_visible()


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_no_slide_overflows_its_frame_projected_or_printed(room: Visit, chapter: str) -> None:
    page, found = opened(room, chapter, "#show"), []
    for one in steps(chapter):
        frame = page.locator(f"#{one.id} .s-frame")
        found += [f"{one.id}: {part}" for part in frame.evaluate(OVER)]
        page.keyboard.press("ArrowRight")
    page.emulate_media(media="print")
    for one in steps(chapter):
        found += [f"{one.id} on paper: {part}" for part in page.locator(f"#{one.id} .s-frame").evaluate(OVER)]
    assert not found, "\n".join(found)


def test_a_show_is_without_fault_in_light_and_dark(room: Visit) -> None:
    page = opened(room, place="#show-figure")
    page.emulate_media(color_scheme="light")
    found = violations(page) + sideways(page)
    page.keyboard.press("n")
    found += violations(page)
    page.emulate_media(color_scheme="dark")
    found += colours(page)
    assert not found, "\n".join(found)


def test_a_phone_shows_slides_in_its_own_letters(visitor: Callable[..., Visit], site: str) -> None:
    page = opened(visitor(site, viewport=PHONE, has_touch=True), place="#show-polls")
    assert sideways(page) == []
    size = page.locator("#polls li").first.evaluate("node => parseFloat(getComputedStyle(node).fontSize)")
    assert size >= 16
    for way, there in ((-200, "two-blame"), (200, "polls")):
        page.evaluate(SWIPE, way)
        assert shown(page) == there
    page.set_viewport_size(NARROW)
    assert sideways(page) == []


SWIPE = """way => {
  const target = document.querySelector('.s-now');
  const at = x => [new Touch({ identifier: 1, target, clientX: x, clientY: 200 })];
  target.dispatchEvent(new TouchEvent('touchstart', { bubbles: true, touches: at(200), changedTouches: at(200) }));
  target.dispatchEvent(new TouchEvent('touchend', { bubbles: true, touches: [], changedTouches: at(200 + way) }));
}"""


def test_notes_are_hidden_until_the_teacher_asks_for_them(room: Visit) -> None:
    slide = home().slideshow(ONE).slides[0]
    page = opened(room, place=f"#show-{slide.id}")
    note = page.get_by_text(plain(slide.notes.listen), exact=True)
    expect(note).to_be_hidden()
    page.keyboard.press("n")
    expect(note).to_be_visible()
    page.get_by_role("button", name=SAY["notes"], exact=True).click()
    expect(note).to_be_hidden()


@pytest.mark.parametrize("place", ["site", "disk", "file"])
def test_notes_in_a_window_follow_the_show_and_lead_it(
    visitor: Callable[..., Visit], site: str, folder: Path, place: str
) -> None:
    if place == "file":  # a page in one file, opened from a disk
        made = format_.alone(slides(home(), ONE, None))
        (folder / "file" / "slides.html").write_text(made, encoding="utf-8")
    visit = visitor({"site": site, "disk": folder.as_uri(), "file": (folder / "file").as_uri()}[place])
    page = visit.open("slides.html" if place == "file" else f"book/slides/{ONE}.html", leaf=False)
    begin(page)
    keys = [one.id for one in steps()]
    with visit.context.expect_page() as opening:
        page.get_by_role("button", name=SAY["window"], exact=True).click()
    notes = opening.value
    expect(notes.get_by_text(re.compile(f"^{SAY['clock'].split('{')[0]}"))).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(notes.locator(f"#{keys[1]}")).to_be_visible()
    expect(notes.get_by_text(plain(home().slideshow(ONE).slides[0].notes.listen), exact=True)).to_be_visible()
    notes.keyboard.press("ArrowRight")
    expect(page.locator(f"#{keys[2]}")).to_be_visible()
    expect(notes.get_by_role("status")).to_have_text(SAY["place"].format(n=3, of=len(keys)))
    page.reload()  # and the window finds it again
    notes.wait_for_timeout(1200)
    notes.get_by_role("button", name=SAY["back"], exact=True).click()
    expect(page.locator(f"#{keys[1]}")).to_be_visible()


def test_a_stranger_s_message_turns_no_slide(room: Visit) -> None:
    page = opened(room, place="#show")
    for said in ("{slides: 'other', turn: 1}", "{turn: 1}", "'turn'", "{slides: 'turn', turn: '1'}", "null"):
        page.evaluate(f"window.postMessage({said}, '*')")
    page.wait_for_timeout(100)
    assert shown(page) == "title"


def test_light_and_dark_can_be_changed_for_the_room(room: Visit) -> None:
    page = opened(room, place="#show")
    page.emulate_media(color_scheme="light")
    ground = "() => getComputedStyle(document.querySelector('.s-now .s-slide')).backgroundColor"
    light = page.evaluate(ground)
    page.keyboard.press("l")
    assert page.evaluate(ground) != light
    page.keyboard.press("l")
    assert page.evaluate(ground) == light


def test_a_browser_prints_each_slide_whole_on_a_page_with_its_notes_even_from_the_show(room: Visit) -> None:
    page = opened(room, place="#show-court")
    texts = [one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(format="Letter"))).pages]
    whole = [one for one in steps() if one.kind != "sources"]
    for text, slide in zip(texts, whole, strict=False):
        assert words.SLIDES["notes"] in text, slide.id
        place = words.SLIDES["number"].format(n=whole.index(slide) + 1, of=len(steps()))
        assert place in " ".join(text.split()), slide.id

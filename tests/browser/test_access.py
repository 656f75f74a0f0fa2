"""Every type of item, in every state and mode, for people who read by ear, by keyboard, enlarged or without colours.

axe finds a part of what WCAG 2.2 asks for; the rest is measured here.  How each type reads aloud stands in
``access/*.yaml``, as Chromium tells it to a screen reader.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from quizzes import samples, words
from quizzes.content import home
from quizzes.forms import MODES, Form
from quizzes.itemtypes import TYPES, Item

from .axe import sideways, violations
from .book import CHAPTERS
from .conftest import Visit
from .gallery import form, gallery

SAY = words.QUIZ_SCRIPT
ALOUD = Path(__file__).parent / "access"
RENEW = "Write it anew with: ACCESS=write pytest tests/browser/test_access.py -k aloud; and then read it."
# Which states a form can be in: in an exam nothing is said before it is handed in.
STATES = dict.fromkeys(MODES, ("fresh", "answered", "right", "wrong", "partial", "revealed"))
STATES["exam"] = ("fresh", "answered", "handed-in")
LOOKS = [(mode, state) for mode, states in STATES.items() for state in states]
PHONE = {"width": 390, "height": 844}
ENLARGED = {"width": 320, "height": 256}  # 1280 by 1024 at 400 %: WCAG 1.4.10

# What is on the screen now, and is not so: a list of faults in words, empty when all is well.
FAULTS = r"""where => {
  const root = document.querySelector(where), faults = [], style = node => getComputedStyle(node);
  const whole = { visibilityProperty: true, opacityProperty: true };
  const seen = node => node.checkVisibility(whole) && node.getClientRects().length > 0;
  const words = node => (node.getAttribute('aria-label') ?? node.textContent).trim().slice(0, 40);
  const name = node => `${node.localName} '${words(node)}'`;
  const controls = [...root.querySelectorAll('a[href], button, input, select, textarea, summary')].filter(seen);
  const inText = node => node.matches('a') && style(node).display === 'inline';

  // Targets of 44 px (WCAG 2.5.5); excepted are links in a line of text or in a list of sources, and marks on an axis.
  for (const node of controls) {
    const row = node.matches('[type=radio], [type=checkbox]') ? node.closest('label') : node;
    const { width, height } = row.getBoundingClientRect();
    if (inText(node) || node.closest('.q-cites, .q-by, .t-cites, svg, sup')) continue;
    if (Math.min(width, height) < 43.5) faults.push(`${name(node)}: ${Math.round(width)} by ${Math.round(height)} px`);
  }

  // What is said of a control is there.
  for (const key of ['aria-describedby', 'aria-labelledby', 'aria-controls', 'for']) {
    for (const node of root.querySelectorAll(`[${key}]`)) {
      const lost = node.getAttribute(key).split(' ').filter(id => !document.getElementById(id));
      if (lost.length) faults.push(`${name(node)}: ${key} leads nowhere`);
    }
  }

  // No text is cut off, and no control lies upon another.
  for (const node of root.querySelectorAll('*')) {
    const { overflowX, overflowY, clipPath } = style(node), cuts = way => ['hidden', 'clip'].includes(way);
    if (!seen(node) || node.matches('option, select, input, textarea, svg *') || clipPath !== 'none') continue;
    if (cuts(overflowX) && node.scrollWidth > node.clientWidth + 1) faults.push(`${name(node)} is cut off`);
    if (cuts(overflowY) && node.scrollHeight > node.clientHeight + 1) faults.push(`${name(node)} is cut off below`);
  }
  const apart = controls.filter(node => !node.closest('svg') && !inText(node));
  const boxes = apart.map(node => [node, node.getBoundingClientRect()]);
  boxes.forEach(([a, one], i) => boxes.slice(i + 1).forEach(([b, two]) => {
    const wide = Math.min(one.right, two.right) - Math.max(one.left, two.left);
    const high = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
    if (wide > 1 && high > 1 && !a.contains(b)) faults.push(`${name(a)} lies upon ${name(b)}`);
  }));
  return faults;
}"""

# Where the focus is, for a walk by Tab.
FOCUS = """() => {
  const node = document.activeElement, style = getComputedStyle(node), box = node.getBoundingClientRect();
  const near = node.closest('label') ?? node;
  const name = node.getAttribute('aria-label') ?? near.textContent.trim().slice(0, 40);
  return {
    here: node === document.body ? '' : `${node.localName} ${name}`,
    outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    top: Math.round(box.top + scrollY), left: Math.round(box.left), bottom: Math.round(box.bottom + scrollY),
  };
}"""

# WCAG 1.4.12: what readers may set, and must be able to.
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }"""

# Where colours are taken away, a part still says in words, and by a border, what became of it.
COLOURLESS = """where => {
  const all = selector => [...document.querySelectorAll(`${where} ${selector}`)];
  const shown = selector => all(selector).filter(node => node.checkVisibility());
  const list = ({ dataset: { part } }, item) => item.querySelector(`[data-note-for="${part}"] .q-fb`);
  const note = node => node.querySelector('.q-fb') ?? list(node, node.closest('.q-item'));
  const mute = shown('[data-verdict]').filter(node => !note(node)?.textContent.trim());
  const bare = shown('button').filter(node => parseFloat(getComputedStyle(node).borderTopWidth) < 1);
  const faults = [...mute.map(node => `no words say ${node.dataset.verdict}`)];
  return faults.concat(bare.map(node => `${node.textContent}: no border`));
}"""


def response(item: Item, state: str) -> Any:
    """What leads an item into a state; where its rule gives no part of the points, a wrong response stands for it."""
    found = samples.samples(item.scheme())
    match state:
        case "right" | "answered" | "handed-in":
            return found["right"]
        case "wrong":
            return found.get("wrong", found["right"])
        case "partial":
            return found.get("partial", found.get("wrong"))
    return None


def bring(page: Page, shown: Form, state: str) -> None:
    """Every item of the page is in this state, as if the reader came back to it."""
    kept: dict[str, Any] = {}
    for item in shown.leaves if state != "fresh" else ():
        answer = response(item, state)
        if state == "answered" and samples.kind(item.scheme()) == "open":
            answer |= {"met": None}
        kept[f"item/{item.id}"] = {
            "rev": item.revision,
            "response": answer,
            "checked": state not in ("answered", "revealed"),
            "revealed": state in ("revealed", "handed-in"),
            "attempts": 1,
            "hints": 0,
            "at": "2026-01-01T00:00:00.000Z",
        }
    handed = state == "handed-in" or (shown.mode == "end" and state not in ("fresh", "answered"))
    kept[f"quiz/{shown.id}"] = {"mode": shown.mode, "handed": handed, "at": "2026-01-01T00:00:00.000Z"}
    page.evaluate(
        """kept => {
          localStorage.clear();
          for (const key in kept) localStorage.setItem(`quizzes/1/${key}`, JSON.stringify(kept[key]));
        }""",
        kept,
    )
    page.reload()


@pytest.fixture(scope="module")
def galleries() -> Iterator[dict[str, str]]:
    """The address of a page with all types, by mode."""
    with ExitStack() as stack:
        yield {mode: stack.enter_context(gallery(mode=mode)) for mode in MODES}


@pytest.fixture(params=LOOKS, ids=lambda look: " ".join(look))
def look(visitor: Callable[..., Visit], galleries: dict[str, str], request: pytest.FixtureRequest) -> Page:
    """All types on one page, in one mode, in one state."""
    mode, state = request.param
    address, _, name = galleries[mode].rpartition("/")
    page = visitor(address, viewport=PHONE).open(name)
    bring(page, form(mode=mode), state)
    return page


def test_every_type_can_be_used_in_every_state_and_mode(look: Page) -> None:
    found = violations(look) + look.evaluate(FAULTS, ".q-quiz")
    look.set_viewport_size(ENLARGED)
    found += [f"enlarged to 400 %: {fault}" for fault in sideways(look) + look.evaluate(FAULTS, ".q-quiz")]
    look.set_viewport_size(PHONE)
    look.emulate_media(forced_colors="active")
    found += [f"without colours: {fault}" for fault in look.evaluate(COLOURLESS, ".q-quiz")]
    look.add_style_tag(content=SPACED)
    found += [f"with wider spaces: {fault}" for fault in sideways(look) + look.evaluate(FAULTS, ".q-quiz")]
    assert not found, "\n".join(found)


def test_tab_goes_where_the_eye_goes_and_is_seen_there(look: Page) -> None:
    look.evaluate("document.querySelectorAll('details:not(.q-hint)').forEach(one => { one.open = true; })")
    stops: list[dict[str, Any]] = []
    for _ in range(250):
        look.keyboard.press("Tab")
        stop = look.evaluate(FOCUS)
        if not stop["here"]:
            break
        stops.append(stop)
    assert len(stops) > 10
    unseen = [stop["here"] for stop in stops if not stop["outline"]]
    back = [f"{one['here']} -> {two['here']}" for one, two in pairwise(stops) if two["bottom"] <= one["top"]]
    assert not unseen, unseen
    assert not back, back


def test_a_number_that_is_none_is_said_in_words_at_its_box(
    visitor: Callable[..., Visit], galleries: dict[str, str]
) -> None:
    address, _, name = galleries["each"].rpartition("/")
    page = visitor(address).open(name)
    for item in form().leaves:
        if samples.kind(item.scheme()) != "number":
            continue
        place = page.locator(f"#item-{item.id}")
        box = place.get_by_role("textbox")
        box.fill("many")
        place.get_by_role("button", name=SAY["check-button"], exact=True).click()
        expect(box).to_be_focused()
        expect(box).to_have_accessible_description(re.compile(re.escape(SAY["unread"])))
        expect(box).to_have_attribute("aria-invalid", "true")
        box.fill("700")
        expect(box).not_to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize("kind", TYPES)
def test_how_a_type_reads_aloud(visitor: Callable[..., Visit], kind: str) -> None:
    """Snapshots of the accessibility tree; ``ACCESS=write`` writes them, and somebody reads them."""
    shown, told = form(kind), []
    with gallery(kind) as at:
        address, _, name = at.rpartition("/")
        visit = visitor(address)
        page = visit.open(name)
        for state in ("fresh", "right", "wrong", "partial", "revealed"):
            bring(page, shown, state)
            place = page.locator(".q-quiz").first
            told.append(f"# {kind}: {state}\n{place.aria_snapshot()}\n")
        page.close()
    file, text = ALOUD / f"{kind}.yaml", "\n".join(told)
    if os.environ.get("ACCESS") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert file.exists(), f"{file.name} is missing. {RENEW}"
    assert text == file.read_text(encoding="utf-8"), f"{kind} reads otherwise than in {file.name}. {RENEW}"


# The timeline


@pytest.mark.parametrize("size", [PHONE, ENLARGED], ids=["phone", "enlarged"])
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_timeline_can_be_used_by_everyone(
    visitor: Callable[..., Visit], chapter: str, size: dict[str, int]
) -> None:
    page = visitor(viewport=size).open(f"book/{chapter}.html")
    name = words.PAGE["timeline"].format(title=home().timeline(chapter).title)
    line = page.get_by_role("region", name=name, exact=True)
    line.scroll_into_view_if_needed()
    expect(line.get_by_role("button").first).to_be_visible()
    found = page.evaluate(FAULTS, ".t-timeline") + sideways(page)
    page.emulate_media(forced_colors="active")
    found += [f"without colours: {fault}" for fault in page.evaluate(COLOURLESS, ".t-timeline")]
    page.add_style_tag(content=SPACED)
    found += [f"with wider spaces: {fault}" for fault in sideways(page) + page.evaluate(FAULTS, ".t-timeline")]
    assert not found, "\n".join(found)

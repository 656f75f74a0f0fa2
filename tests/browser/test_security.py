"""Hostile text in every field at once, hostile answers, hostile addresses: nothing runs, and all of it is text.

And the whole site under the policy that the README gives to hosts.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from quizzes import assets, page, samples, timeline_page, words
from quizzes.cards import Cards
from quizzes.content import home
from quizzes.itemtypes import Item
from quizzes.markup import Html, tag
from quizzes.references import References
from quizzes.sphinx_ext.weight import unpack
from tests import hostile
from tests.hostile import HOSTILE, Mine

from .axe import sideways
from .book import CHAPTERS, NARROW, ROOT, WIDE, pages, served
from .conftest import Visit
from .reader import Question, one_of_each_type, result, right

POLICY = re.search(r"Content-Security-Policy: (.+)", (ROOT / "README.md").read_text(encoding="utf-8"))[1]  # type: ignore[index]
WATCH = """window.canary = () => { window.ran = true; };
document.addEventListener('securitypolicyviolation', event =>
  console.error(`against the policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));"""
FOUND = """() => {
  const all = [...document.querySelectorAll('*')];
  const attributes = all.flatMap(node => [...node.attributes].map(({ name, value }) => [node.localName, name, value]));
  return {
    ran: window.ran ?? false,
    elements: [...new Set(all.map(node => node.localName))],
    handlers: attributes.filter(([, name]) => name.startsWith('on') || name === 'srcdoc'),
    schemes: [...new Set([...document.links].map(({ protocol }) => protocol))],
    scripts: document.scripts.length,
    polluted: Object.keys(Object.prototype).concat({}.polluted ?? []),
  };
}"""
USED = set(
    re.findall(
        r"\w+",
        """html head meta title link body main article h1 h2 h3 p a b em strong code pre small sup span time div section
        ul ol li details summary fieldset legend label input select option textarea button table thead tbody tr th td
        blockquote figure img figcaption cite i optgroup footer script svg g rect line text path circle form""",
    )
)


@cache
def content() -> Mine:
    """All places hold all hostile text, or as much of it as their models let in."""
    short = [attack for name, attack in HOSTILE.items() if name != "long word"]
    made = copy.deepcopy(hostile.documents())
    for n, place in enumerate(place for place in hostile.places() if hostile.form_of(place)):
        long = "x" * 100_000 if n % 7 == 0 else ""
        for attack in (" ".join([*short, long]), *short[n % len(short) :], *short):
            tried = copy.deepcopy(made)
            hostile.put(place, hostile.form_of(place).replace("{}", f"{attack} {n}"), tried)  # type: ignore[union-attr]
            if hostile.is_content(tried):
                made = tried
                break
    return Mine(made)


def html() -> str:
    known, bank, line = content().whole, content().bank(hostile.CHAPTER), content().chronicle(hostile.CHAPTER)
    cards = Cards(known, References(content().evidence.sources.values()))
    note = tag("ol", cards.note(content().evidence.claims[hostile.CLAIM], "evidence/"))
    notes = tag("div", note, class_="notes", data_words=words.NOTES_SCRIPT)
    body = Html("").join([page.quiz(bank.form(), known), timeline_page.timeline(line, known), notes])
    scripts = "".join(f'<script src="{name}"></script>' for name in ("quiz.js", "timeline.js", "cite.js"))
    return f"""<!doctype html><html lang="en" data-content_root="./"><head><meta charset="utf-8"><title>Hostile</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="icon.svg">
<link rel="stylesheet" href="book.css"></head>
<body><main><article><h1>Hostile</h1><section id="the-section"><h2>The section</h2></section>{body}</article></main>
{scripts}</body></html>
"""


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "index.html").write_text(html(), encoding="utf-8")
    (folder / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    for name in ("quiz.js", "timeline.js", "cite.js", "book.css"):
        (folder / name).write_text(assets.text(name), encoding="utf-8")
    unpack(folder)
    return folder


@pytest.fixture(scope="module")
def plain(hostile_page: Path) -> Iterator[str]:
    """The hostile page without a policy: nothing but the escaping stands between its text and a reader."""
    with served(hostile_page) as address:
        yield address


@pytest.fixture(scope="module")
def strict(hostile_page: Path) -> Iterator[str]:
    with served(hostile_page, Content_Security_Policy=POLICY) as address:
        yield address


def opened(visit: Visit, where: str = "index.html") -> Page:
    visit.context.add_init_script(WATCH)
    return visit.open(where)


def is_harmless(shown: Page) -> None:
    """Nothing ran, and nothing stands on the page that a quiz or a timeline does not have."""
    found = shown.evaluate(FOUND)
    assert not found["ran"]
    assert not found["handlers"]
    assert set(found["elements"]) <= USED, set(found["elements"]) - USED
    assert set(found["schemes"]) <= {"http:", "https:", "mailto:", "file:"}
    assert not found["polluted"]


def fill(shown: Page) -> None:
    """Every box that can be seen and written in."""
    for box in shown.locator("input[type=text], textarea").all():
        if box.is_visible() and box.is_editable():
            box.fill(HOSTILE["script"])


def use_everything(shown: Page) -> None:
    """Fill every box, choose something everywhere, press every button that there is, open everything."""
    fill(shown)
    for choice in shown.locator("select").all():
        if choice.is_visible():
            choice.select_option(index=1)
    for choice in shown.locator("input[type=radio], input[type=checkbox]").all():
        if choice.is_visible():
            choice.check(force=True)
    for name in ("check-button", "compare-button", "reveal-button"):
        for button in shown.get_by_role("button", name=words.QUIZ_SCRIPT[name], exact=True).all():
            if button.is_visible():
                button.click()
    shown.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    for button in shown.get_by_role("button", name=words.QUIZ_SCRIPT["file"], exact=True).all():
        button.click()
    fill(shown)
    for button in shown.locator(".t-timeline button").all():
        if button.is_visible():
            button.click(force=True)  # some can do nothing just now, and say so
    mark = shown.locator("a[data-claim]").first
    mark.evaluate("mark => mark.click()")


@pytest.mark.parametrize(("at", "size"), [("plain", WIDE), ("strict", NARROW)], ids=["no policy", "the policy"])
def test_a_page_of_hostile_text_can_be_used_and_printed(
    visitor: Callable[..., Visit], request: pytest.FixtureRequest, at: str, size: dict[str, int]
) -> None:
    visit = visitor(request.getfixturevalue(at), viewport=size)
    shown = opened(visit)
    is_harmless(shown)
    shown.wait_for_load_state("networkidle")
    asked = len(visit.requests)
    use_everything(shown)
    is_harmless(shown)
    shown.pdf()
    is_harmless(shown)
    assert set(visit.requests[asked:]) <= set(visit.requests[:asked])
    assert sideways(shown) == []


def test_a_notebook_shows_hostile_text_as_text(visitor: Callable[..., Visit], plain: str) -> None:
    visit = visitor(plain)
    shown = opened(visit)
    shown.wait_for_load_state("networkidle")
    asked = len(visit.requests)
    shown.evaluate("""() => {
      const known = { html: document.querySelector('.q-quiz').outerHTML, states: {}, quiz_state: {} };
      const line = { html: document.querySelector('.t-timeline').outerHTML };
      for (const [front, values] of [[quizzes, known], [timelines, line]]) {
        const el = document.createElement('div');
        document.body.append(el);
        const get = key => values[key], set = (key, value) => { values[key] = value; };
        const model = { get, set, save_changes() {}, on() {}, off() {} };
        front.render({ model, el });
      }
    }""")
    is_harmless(shown)
    assert set(visit.requests[asked:]) <= set(visit.requests[:asked])


def spoilt(item: Item) -> list[str]:
    """States of an item that no page of ours has ever kept."""
    rev, script = json.dumps(item.revision), json.dumps(HOSTILE["script"])
    own = '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}'
    return [
        f'{{"rev": {rev}, "response": {script}, "checked": true}}',
        f'{{"rev": {rev}, "response": {own}, "checked": true, "revealed": true}}',
        f'{{"rev": {rev}, "response": [{script}], "checked": true, "attempts": {script}, "hints": {script}}}',
        f'{{"rev": {rev}, "response": null, "revealed": true, "at": {script}, "__proto__": {{"polluted": true}}}}',
        f'{{"rev": {script}, "response": {script}, "checked": true}}',
        f'{{"rev": {own}}}',
        own,
        script,
        "<script>canary()</script>",
        "[]",
        "1e999",
        '{"rev":' * 2000,
    ]


def test_hostile_answers_in_the_browser_are_set_aside(visitor: Callable[..., Visit], plain: str) -> None:
    leaves = content().bank(hostile.CHAPTER).form().leaves
    shown = opened(visitor(plain))
    for n in range(len(spoilt(leaves[0]))):
        kept = {f"quizzes/1/item/{item.id}": spoilt(item)[n] for item in leaves}
        kept[f"quizzes/1/quiz/{hostile.CHAPTER}"] = spoilt(leaves[0])[n]
        shown.evaluate("kept => Object.entries(kept).forEach(pair => localStorage.setItem(...pair))", kept)
        shown.reload()
        is_harmless(shown)
        buttons = [words.QUIZ_SCRIPT[name] for name in ("check-button", "retry-button")]
        assert any(shown.get_by_role("button", name=name, exact=True).first.is_visible() for name in buttons), n


ADDRESSES = [
    "#item-%22%3E%3Cscript%3Ecanary()%3C/script%3E",
    '#item-"><img src=x onerror=canary()>',
    "#event-'*{}[",
    "#__proto__",
    "#javascript:canary()",
    "?q=%22%3E%3Cimg+src=x+onerror=canary()%3E",
    "?kind=__proto__&actor=constructor&theme=%3Cscript%3E",
    "?kinds=%3Cimg%20src%3Dx%20onerror%3Dcanary()%3E&who=%00%ff&from=1e999&to=-1&view=<svg>",
    "?%E0%A4%A#%E0%A4%A",
]


@pytest.mark.parametrize("end", ADDRESSES)
def test_a_hostile_address_opens_the_page_as_it_is(visitor: Callable[..., Visit], plain: str, end: str) -> None:
    shown = opened(visitor(plain), f"index.html{end}")
    is_harmless(shown)
    shown.evaluate("hash => { location.hash = hash; }", end)
    is_harmless(shown)
    expect(shown.get_by_role("button", name=words.QUIZ_SCRIPT["check-button"], exact=True).first).to_be_visible()


# The site under the policy


class Inline(HTMLParser):
    """What a policy without 'unsafe-inline' refuses."""

    def __init__(self, text: str):
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        bad = [key for key in has if key.startswith("on") or key in ("style", "srcdoc")]
        data = has.get("type") == "application/ld+json"  # a data block: no browser runs it, and no policy stops it
        bad += ["a script without a file"] if name == "script" and "src" not in has and not data else []
        bad += ["a style sheet within the page"] if name == "style" else []
        bad += [f"{key}={value[:30]}" for key, value in has.items()
                if value and value.lower().startswith(("javascript:", "data:"))]  # fmt: skip
        self.found += [f"{name}: {one}" for one in bad]


@pytest.mark.usefixtures("folder")
def test_no_page_of_the_site_holds_anything_inline(folder: Path) -> None:
    found = {address: Inline(made.path.read_text(encoding="utf-8")).found for address, made in pages().items()}
    assert {address: what for address, what in found.items() if what} == {}
    for sheet in folder.rglob("*.css"):
        assert "data:" not in sheet.read_text(encoding="utf-8"), sheet


@pytest.fixture
def under_policy(visitor: Callable[..., Visit], folder: Path) -> Iterator[Visit]:
    with served(folder, Content_Security_Policy=POLICY) as at:
        visit = visitor(at, viewport=WIDE)
        visit.context.add_init_script(WATCH)
        yield visit


def test_every_page_obeys_the_policy(under_policy: Visit) -> None:
    shown = under_policy.context.new_page()
    for address, made in pages().items():
        if not made.redirects:
            shown.goto(f"{under_policy.site}/{address}")
            shown.evaluate("scrollTo(0, document.body.scrollHeight)")
            for scheme in ("dark", "light"):
                shown.emulate_media(color_scheme=scheme)
    assert under_policy.complaints == []


def test_a_chapter_works_under_the_policy(under_policy: Visit) -> None:
    for chapter in CHAPTERS:
        shown = under_policy.open(f"book/{chapter}.html")
        for item in one_of_each_type(chapter):
            if samples.kind(item.scheme()) != "open":  # which is marked in a second step
                Question(shown, item).submit(right(item.scheme()))
                expect(Question(shown, item).status).to_contain_text(result(item.mark(right(item.scheme()))))
        shown.get_by_role("link", name=words.EVIDENCE["citation"].split("{")[0]).first.click()
        expect(shown.get_by_role("dialog")).to_be_visible()
        shown.keyboard.press("Escape")
        name = words.PAGE["timeline"].format(title=home().timeline(chapter).title)
        line = shown.get_by_role("region", name=name, exact=True)
        line.scroll_into_view_if_needed()
        expect(line.get_by_role("link").first).to_be_visible()
        expect(line.get_by_role("button").first).to_be_visible()


def test_search_and_the_dark_work_under_the_policy(under_policy: Visit) -> None:
    shown = under_policy.open("book/index.html")
    shown.get_by_role("searchbox").or_(shown.get_by_role("textbox", name="Search")).first.fill("warning")
    shown.keyboard.press("Enter")
    expect(shown.get_by_role("main").get_by_role("listitem").first).to_be_visible()
    shown.wait_for_load_state("networkidle")  # the passages that were found
    before = shown.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
    toggle = shown.get_by_role("button", name=re.compile("light|dark", re.IGNORECASE)).first
    for _ in range(2):
        toggle.click()
    assert shown.locator("body").evaluate("body => body.dataset.theme") in ("light", "dark")
    assert before


@pytest.mark.parametrize("query", [HOSTILE["image"], HOSTILE["quotes"], HOSTILE["script"]])
def test_a_hostile_search_finds_nothing_and_runs_nothing(visitor: Callable[..., Visit], site: str, query: str) -> None:
    shown = opened(visitor(site), f"search.html?{urlencode({'q': query, 'highlight': query})}")
    expect(shown.get_by_role("main")).to_contain_text(re.compile("did not match|found"))
    assert not shown.evaluate("window.ran ?? false")
    assert shown.evaluate("document.querySelectorAll('main img, main [onerror], main [onfocus]').length") == 0

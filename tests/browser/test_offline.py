"""The book without a network: what was opened opens again, old and new are never mixed, and nothing else is touched.

Each test has a copy of the site, which it may change, in a folder of a host that serves other things as well, under the
policy that the README gives to hosts.
"""

from __future__ import annotations

import gzip
import json
import math
import re
import shutil
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from quizzes import assets, words
from quizzes.content import home
from quizzes.serve import Handler
from quizzes.sphinx_ext import offline

from .axe import sideways, violations
from .book import NARROW, SCHEMES, SITE, WIDE, pages, served
from .conftest import LEAF, Visit
from .reader import RICHEST, Question, press, result, right, works
from .test_security import POLICY

CHAPTER, CLAIMS, RECALL = f"book/{RICHEST}.html", f"book/evidence/{RICHEST}.html", "book/recall.html"
OTHER = next(f"book/{chapter}.html" for chapter in home().chapters("bank") if chapter != RICHEST)
PANEL = "book/panel.html"
LATE = 8000  # milliseconds after which a page has asked for the worker
SAY = words.OFFLINE_SCRIPT
REGISTER = """async () => {
  const { content_root: root } = document.documentElement.dataset;
  await navigator.serviceWorker.register(`${root}sw.js`);
  await navigator.serviceWorker.ready;
}"""
UPDATE = "() => navigator.serviceWorker.getRegistration().then(known => known.update()).then(() => {})"
WAITS = "() => navigator.serviceWorker.getRegistration().then(({ waiting }) => Boolean(waiting))"
UPDATE_FAILS = """async () => {
  const known = await navigator.serviceWorker.getRegistration();
  const failed = new Promise(done => known.addEventListener('updatefound', () => {
    const { installing } = known;
    installing.addEventListener('statechange', () => done(installing.state));
  }));
  await known.update().catch(() => {});
  if (await failed !== 'redundant') throw new Error('it was taken on');
}"""
KEPT = """async ([book, root]) => {
  const names = (await caches.keys()).filter(name => name.startsWith(`book ${root}/ `));
  const lists = await Promise.all(names.map(async name => (await caches.open(name)).keys()));
  return lists.flat().map(({ url }) => url.slice(root.length + 1));
}"""


@dataclass
class Host:
    """A copy of the site, its address, what it was asked for, and whether it answers nothing."""

    folder: Path
    address: str
    asked: list[str]
    silent: bool = False

    def edition(self, **changes: str) -> None:
        """Say `changes` on the pages, and that it is a new edition."""
        for name, text in changes.items():
            self.change(name, text)
        self.announce()

    def change(self, address: str, text: str) -> None:
        """Put something at the end of a file that shows."""
        path = self.folder / address
        shown = f";globalThis.edition = {text!r};" if path.suffix == ".js" else f"<p>{text}</p>"
        path.write_text(path.read_text(encoding="utf-8") + shown, encoding="utf-8")

    def announce(self) -> None:
        (self.folder / offline.WORKER).write_text(offline.worker(self.folder), encoding="utf-8")


@pytest.fixture
def host(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    site = tmp_path / "library" / "book"
    shutil.copytree(folder, site, ignore=shutil.ignore_patterns("*.map"))
    get = Handler.do_GET

    def heard(self: Handler) -> None:
        made.asked.append(self.path.removeprefix("/library/book/"))
        self.close_connection |= made.silent
        if not made.silent:
            get(self)

    monkeypatch.setattr(Handler, "do_GET", heard)
    with served(tmp_path, Content_Security_Policy=POLICY) as address:
        made = Host(site, f"{address}/library/book", [])
        yield made


@pytest.fixture
def reader(visitor: Callable[..., Visit], host: Host) -> Visit:
    return visitor(host.address, service_workers="allow", viewport=WIDE)


def kept(page: Page) -> set[str]:
    """The addresses of what is kept."""
    root = re.match(r"(.+/library/book)/", page.url)[1]  # type: ignore[index]
    return set(page.evaluate(KEPT, ["book", root]))


def until(page: Page, so: Callable[[], bool], why: str) -> None:
    """Wait for it.  Playwright's own way of waiting evaluates text in the page, which the policy forbids."""
    for _ in range(300):
        if so():
            return
        page.wait_for_timeout(50)
    raise AssertionError(why)


def until_kept(page: Page, *addresses: str) -> None:
    until(page, lambda: set(addresses) <= kept(page), f"not kept: {addresses}")


def until_it_waits(page: Page) -> None:
    """Find the new edition, which waits for the old one's pages to be closed."""
    page.evaluate(UPDATE)
    until(page, lambda: page.evaluate(WAITS), "no new edition waits")


def begin(reader: Visit, address: str = CHAPTER) -> Page:
    """Open a page, and stay until the worker is there."""
    page = reader.open(address, leaf=False)
    page.evaluate(REGISTER)
    until_kept(page, address)
    return page


def go(page: Page, reader: Visit, address: str, keeps: bool = True) -> None:
    page.goto(f"{reader.site}/{address}")
    if keeps:
        until_kept(page, address.split("#")[0])


def is_plain(page: Page) -> None:
    """The page for what was not kept is shown."""
    expect(page.get_by_role("heading", level=1, name=words.SITE["offline"])).to_be_visible()


def strangers(page: Page) -> set[str]:
    """Caches of another book on the same host, and of somebody else."""
    names = {f"book {page.url.split('/library')[0]}/library/ 1", "book", "another"}
    page.evaluate("names => Promise.all(names.map(name => caches.open(name))).then(() => {})", [*names])
    return names


def markers(page: Page) -> tuple[str | None, str | None]:
    """Of which edition a page is, and of which its script is, once it is there."""
    page.bring_to_front()
    page.evaluate("document.querySelector('.q-quiz').scrollIntoView()")
    until(page, lambda: page.evaluate("typeof quizzes !== 'undefined'"), "its script does not come")
    said = page.get_by_text(re.compile("^(first|second) edition$"))
    return said.text_content() if said.count() else None, page.evaluate("globalThis.edition ?? null")


# What was opened


def test_what_was_opened_once_works_without_a_network(reader: Visit, host: Host) -> None:
    page = begin(reader)
    for address in (CLAIMS, "book/review.html", RECALL, "book/index.html"):
        go(page, reader, address)
    until_kept(page, f"_static/learn/{RICHEST}.js")  # spaced review will ask for it
    reader.context.set_offline(True)
    host.asked.clear()
    go(page, reader, CHAPTER)
    page.evaluate(LEAF)
    works(page, RICHEST)
    page.get_by_role("link", name=words.EVIDENCE["citation"].split("{")[0]).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    claim = next(name for name in pages()[CLAIMS].ids[::-1] if re.fullmatch(r"[a-z]-\d{3}", name))
    go(page, reader, f"{CLAIMS}#{claim}")
    expect(page.locator(":target")).to_be_in_viewport()
    go(page, reader, "book/review.html")
    page.evaluate(LEAF)
    item = next(item for item in home().review("A").leaves if item.type == "single-choice")
    mark = Question(page, item).submit(right(item.scheme()))
    expect(Question(page, item).status).to_contain_text(result(mark))
    go(page, reader, RECALL)
    for name in ("catalogue", RICHEST):
        assert page.evaluate("name => fetch(`../_static/learn/${name}.js`).then(({ ok }) => ok)", name)
    page.goto(f"{reader.site}/")
    page.wait_for_url("**/book/index.html")
    assert set(host.asked) <= {offline.WORKER}  # the browser's own question for a new edition still comes through


def test_a_first_visit_loads_nothing_twice_and_little_more(chromium: Browser, host: Host) -> None:
    context = chromium.new_context()  # a visitor's requests are looked at, and such a browser does without its cache
    page = context.new_page()
    page.goto(f"{host.address}/{CHAPTER}")
    page.wait_for_load_state("networkidle")
    assert offline.WORKER not in host.asked
    until_kept(page, CHAPTER)  # as soon as the page has been open for some seconds
    page.wait_for_load_state("networkidle")
    assert [address for address in host.asked if host.asked.count(address) > 1] == []
    assert {"_static/quiz.js", "_static/timeline.js", "_static/scheme.js"} <= kept(page)
    late = [address.split("?")[0] for address in host.asked[host.asked.index(offline.WORKER) :]]
    chosen = set(re.findall(r"data-if=[^>]*?(_static/[\w-]+\.js)", (host.folder / CHAPTER).read_text(encoding="utf-8")))
    assert set(late) == {offline.WORKER, *offline.START, *chosen}  # which a reader may choose later
    assert sum(len(gzip.compress((host.folder / name).read_bytes())) for name in late) < 8_000
    context.close()


def test_who_saves_data_gets_no_worker(reader: Visit, host: Host) -> None:
    reader.context.add_init_script("navigator.connection.__defineGetter__('saveData', () => true)")
    page = reader.context.new_page()
    page.clock.install()
    page.goto(f"{reader.site}/{CHAPTER}")
    page.clock.fast_forward(LATE)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    assert offline.WORKER not in host.asked


def test_from_the_disk_there_is_no_worker_and_no_complaint(visitor: Callable[..., Visit], folder: Path) -> None:
    page = visitor(folder.as_uri(), service_workers="allow").context.new_page()
    page.clock.install()
    page.goto(f"{folder.as_uri()}/{CHAPTER}")
    page.evaluate("""() => {
      const { register } = ServiceWorkerContainer.prototype;
      ServiceWorkerContainer.prototype.register = function (...all) {
        globalThis.tried = true;
        return register.apply(this, all);
      };
    }""")
    page.clock.fast_forward(LATE)
    until(page, lambda: page.evaluate("Boolean(globalThis.tried)"), "no worker was asked for")
    page.wait_for_timeout(200)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


# What was not kept


def test_a_page_that_was_not_kept_gets_a_plain_page_with_those_that_are(reader: Visit) -> None:
    page = begin(reader)
    reader.context.set_offline(True)
    for address in (OTHER, "book/evidence/no-such-page.html", ""):
        page.goto(f"{reader.site}/{address}")
        if not address:  # the front door leads on
            page.wait_for_url("**/book/index.html")
        is_plain(page)
        assert page.url.endswith(address)
    links = page.get_by_role("listitem").get_by_role("link")
    expect(links).to_have_count(1)
    expect(page.get_by_role("link", name=words.SITE["offline-page"], exact=True)).to_be_visible()
    for size, scheme in ((WIDE, "dark"), (NARROW, "light")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        assert violations(page, whole=True) + sideways(page) == []
    links.click()
    page.wait_for_url(f"**/{CHAPTER}")
    reader.context.set_offline(False)
    go(page, reader, OTHER)
    expect(page.get_by_role("heading", level=1, name=words.SITE["offline"])).to_have_count(0)
    reader.failed.clear()  # it answers 503, and the browser looked for a new edition
    reader.complaints = [said for said in reader.complaints if "Failed to load resource" not in said]


def test_a_file_that_is_not_this_editions_is_shown_and_not_kept(reader: Visit, host: Host) -> None:
    page = begin(reader)
    host.change(OTHER, "second edition")
    host.change("_static/quiz.js", "second edition")  # the worker says nothing of it
    go(page, reader, OTHER, keeps=False)
    assert markers(page) == ("second edition", "second edition")  # both from the network, though one is kept
    page.wait_for_load_state("networkidle")
    assert OTHER not in kept(page)
    go(page, reader, CHAPTER)
    assert markers(page) == (None, None)


# The whole book


PAGE = f"""<!doctype html><html lang="en" data-content_root="../"><meta charset="utf-8"><title>Whole</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="../_static/icon.svg">
<link rel="stylesheet" href="../_static/styles/furo.css"><link rel="stylesheet" href="../_static/book.css">
<link rel="stylesheet" href="../_static/learner.css"><body><main><article><h1>Whole</h1><div class="l-offline"></div>
</article></main><script src="{Path(PANEL).stem}.js"></script></html>"""


@pytest.fixture
def panel(reader: Visit, host: Host) -> Page:
    """The part of the page of progress that keeps the book, on a page of its own."""
    (host.folder / PANEL).write_text(PAGE, encoding="utf-8")
    pieces = [(assets.STATIC / name).read_text(encoding="utf-8") for name in ("say.js", "offline.js")]
    said = f"const progressWords = {json.dumps(SAY)};"
    script = "\n".join([said, *pieces, "offline.panel(document.querySelector('.l-offline'));"])
    (host.folder / PANEL).with_suffix(".js").write_text(script, encoding="utf-8")
    page = reader.context.new_page()
    page.goto(f"{reader.site}/{PANEL}")
    return page


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(re.escape(SAY[name].split("(")[0])))


def test_the_whole_book_can_be_kept_and_removed(reader: Visit, panel: Page) -> None:
    keep, remove, told = button(panel, "offline.keep"), button(panel, "offline.remove"), panel.get_by_role("status")
    size = sum((SITE / name).stat().st_size for name in offline.files(SITE))
    space = math.ceil(size / 1e5) / 10 if size < 1e7 else math.ceil(size / 1e6)
    expect(keep).to_contain_text(f"{space} MB of space")
    expect(remove).to_be_hidden()
    others = strangers(panel)
    press(keep)
    expect(told).to_have_text(SAY["offline.done"], timeout=60_000)
    expect(panel.get_by_text(SAY["offline.all"])).to_be_visible()
    expect(remove).to_be_focused()
    reader.context.set_offline(True)
    page = reader.context.new_page()
    for address in (OTHER, "book/evidence/sources-news.html", "book/about.html"):
        go(page, reader, address)
        expect(page.get_by_role("heading", level=1)).not_to_have_text(words.SITE["offline"])
    page.goto(f"{reader.site}/search.html?q=warning")
    expect(page.get_by_role("listitem").filter(has_text="warning").first).to_be_visible()
    page.close()
    press(remove)
    expect(told).to_have_text(SAY["offline.removed"])
    expect(keep).to_be_focused()
    assert "whole" not in kept(panel)
    assert {name for name in kept(panel) if name.endswith(".html")} == set(offline.START)
    assert others < set(panel.evaluate("caches.keys()"))
    panel.goto(f"{reader.site}/{OTHER}")
    is_plain(panel)
    expect(panel.get_by_role("listitem")).to_have_count(0)
    reader.failed.clear()
    reader.complaints.clear()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_panel_is_without_fault(panel: Page, scheme: str) -> None:
    expect(button(panel, "offline.keep")).to_be_visible()
    panel.emulate_media(color_scheme=scheme)
    panel.set_viewport_size(NARROW)
    assert violations(panel, whole=True) + sideways(panel) == []
    assert button(panel, "offline.keep").bounding_box()["height"] >= 44


def test_keeping_can_fail_and_go_on_later(reader: Visit, panel: Page) -> None:
    keep, told = button(panel, "offline.keep"), panel.get_by_role("status")
    expect(keep).to_be_visible()
    reader.context.set_offline(True)
    keep.click()
    expect(told).to_have_text(SAY["offline.failed"])
    reader.context.set_offline(False)
    keep.click()
    expect(told).to_have_text(SAY["offline.done"], timeout=60_000)
    reader.complaints = [said for said in reader.complaints if "Failed to load resource" not in said]
    reader.failed.clear()


# From one edition to the next


def test_a_new_edition_is_taken_on_whole_when_no_page_of_the_old_one_is_open(reader: Visit, host: Host) -> None:
    page = begin(reader)
    go(page, reader, OTHER)
    second = reader.context.new_page()
    go(second, reader, CHAPTER)
    new = {CHAPTER: "second edition", OTHER: "second edition", "_static/quiz.js": "second edition"}
    host.edition(**new)
    others = strangers(page)
    until_it_waits(page)
    for address in (CHAPTER, OTHER):  # a second page is open: all stays as it is
        go(page, reader, address)
        assert markers(page) == (None, None)
    second.close()
    host.silent = True  # it has all that it needs
    go(page, reader, f"{CHAPTER}#notes")
    expect(page.locator("#notes")).to_be_in_viewport()
    assert markers(page) == ("second edition", "second edition")
    assert page.url.endswith(f"{CHAPTER}#notes")
    left = set(page.evaluate("caches.keys()"))
    assert others < left
    assert len(left - others) == 1
    page.go_back()
    assert page.url.endswith(OTHER)
    assert markers(page) == ("second edition", "second edition")
    reader.failed.clear()  # a browser without a network looks for the next edition in vain


def test_a_new_tab_does_not_change_the_edition_under_an_open_page(reader: Visit, host: Host) -> None:
    page = begin(reader)
    go(page, reader, CHAPTER)
    host.edition(**{CHAPTER: "second edition", "_static/quiz.js": "second edition"})
    until_it_waits(page)
    second = reader.context.new_page()
    go(second, reader, CHAPTER)
    assert markers(second) == (None, None)
    assert page.evaluate(WAITS)


@pytest.mark.parametrize("lacks", ["missing", "of another day"])
def test_an_edition_that_cannot_be_had_whole_leaves_the_old_one_as_it_is(reader: Visit, host: Host, lacks: str) -> None:
    page = begin(reader)
    go(page, reader, OTHER)
    before = kept(page)
    host.edition(**{CHAPTER: "second edition", OTHER: "second edition", "_static/quiz.js": "second edition"})
    if lacks == "missing":
        (host.folder / OTHER).unlink()
    else:
        host.change(OTHER, "third edition")
    page.evaluate(UPDATE_FAILS)
    assert kept(page) == before
    go(page, reader, CHAPTER)
    assert markers(page) == (None, None)
    until(page, lambda: len(page.evaluate("caches.keys()")) == 1, "half of an edition stays")  # the browser tries again
    reader.context.set_offline(True)
    go(page, reader, OTHER)
    assert markers(page) == (None, None)
    reader.failed.clear()


def test_who_keeps_the_whole_book_keeps_the_pages_that_come_new(reader: Visit, host: Host, panel: Page) -> None:
    button(panel, "offline.keep").click()
    expect(panel.get_by_role("status")).to_have_text(SAY["offline.done"], timeout=60_000)
    new = "book/new.html"
    (host.folder / new).write_text("<!doctype html><title>New</title><h1>New</h1>", encoding="utf-8")
    host.announce()
    panel.evaluate(UPDATE)
    until_kept(panel, new)


# The app


def test_a_browser_can_install_the_book(reader: Visit) -> None:
    page = begin(reader)
    tools = reader.context.new_cdp_session(page)
    hindrances = {one["errorId"] for one in tools.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert hindrances <= {"in-incognito"}  # as every page of a test is
    found = tools.send("Page.getAppManifest")
    assert found["errors"] == []
    assert found["manifest"]["scope"] == f"{reader.site}/"
    page.goto(found["manifest"]["startUrl"])
    expect(page.get_by_role("heading", level=1)).to_be_visible()


DIFFERENCE = """async ([drawn, png, size]) => {
  const pixels = async src => {
    const image = Object.assign(new Image(), { src }), canvas = new OffscreenCanvas(size, size).getContext('2d');
    await image.decode();
    canvas.drawImage(image, 0, 0, size, size);
    return canvas.getImageData(0, 0, size, size).data;
  };
  const [one, other] = [await pixels(drawn), await pixels(png)];
  return one.reduce((sum, value, n) => sum + Math.abs(value - other[n]), 0) / one.length;
}"""


def test_the_apps_icon_is_the_sites_icon(visit: Visit) -> None:
    page = visit.open("search.html", leaf=False)
    svg = "data:image/svg+xml;base64," + b64encode((assets.STATIC / "icon.svg").read_bytes()).decode()
    for name, (size, purpose) in offline.ICONS.items():
        if purpose == "any":
            assert page.evaluate(DIFFERENCE, [svg, f"_static/{Path(name).name}", size]) < 3  # of 255

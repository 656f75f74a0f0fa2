"""A browser that talks to this machine only, and tells what it was asked to fetch and what it complained of."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from .book import build, served

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",  # a container's root has none
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
expect.set_options(timeout=10_000)

# Comes near each script's place, as a reader does, and goes back to where the page was opened.
LEAF = """async () => {
  const places = ['.q-quiz', '.t-timeline'].map(name => document.querySelector(name)).filter(Boolean), from = scrollY;
  if (!document.querySelector('[data-when]') || !document.body.dataset.theme) return;   // nothing waits, or no scripts
  const alive = ({ classList: [name] }) => document.querySelector(`.${name}.${name[0]}-live`);
  for (const place of places) {
    place.scrollIntoView();
    await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  }
  scrollTo(0, from);
  for (let n = 0; n < 200 && !places.every(alive); n += 1) await new Promise(done => setTimeout(done, 20));
}"""


def again(page: Page, reload: Callable[..., Any], **options: Any) -> None:
    """Load a page once more, and leaf through it."""
    reload(**options)
    page.evaluate(LEAF)


@dataclass
class Visit:
    """A reader with a browser of their own, in which nothing is kept, and what happens behind the pages."""

    context: BrowserContext
    site: str
    requests: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        context = self.context
        here = re.escape(self.site) if self.site.startswith("http") else "file:"
        context.route(re.compile(rf"^(?!{here}|data:|blob:)"), self._refuse)
        context.on("request", lambda request: self.requests.append(request.url))
        # Aborted is what the reader left behind by leaving the page.
        context.on(
            "requestfailed",
            lambda request: "ABORTED" in request.failure or self.failed.append(f"{request.url}: {request.failure}"),
        )
        context.on(
            "response",
            lambda answer: answer.ok or answer.status == 304 or self.failed.append(f"{answer.url}: {answer.status}"),
        )
        context.on("console", lambda message: message.type == "error" and self.complaints.append(message.text))
        context.on("weberror", lambda error: self.complaints.append(f"not caught: {error.error}"))
        # The site asks in the page, never in a box of the browser's.
        context.on("dialog", lambda dialog: (self.complaints.append(f"a dialog: {dialog.message}"), dialog.dismiss()))

    def _refuse(self, route: Any) -> None:
        self.outside.append(route.request.url)
        route.abort()

    def open(self, address: str, leaf: bool = True) -> Page:
        """A page of the site in a tab of its own, loaded; leafed through, so that what waits for a reader is there."""
        page = self.context.new_page()
        page.goto(f"{self.site}/{address}")
        if leaf:
            page.evaluate(LEAF)
            page.reload = partial(again, page, page.reload)  # type: ignore[method-assign]
        return page

    def troubles(self) -> list[str]:
        """What must be empty on every page, whatever a reader does there."""
        return [f"asked another host: {url}" for url in self.outside] + self.failed + self.complaints


def installed() -> str | None:
    """The Chromium that is there; None stands for the one that Playwright brought."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def folder() -> Path:
    """The folder of the built site."""
    return build()


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[str]:
    """The address of the served site."""
    with served(folder) as address:
        yield address


@pytest.fixture
def visitor(chromium: Browser, site: str) -> Iterator[Callable[..., Visit]]:
    """Makes a `Visit`; options are those of a browser context.  After the test no visit may have had trouble.

    Nothing is kept for a time without a network, unless a test allows it: it would stand between a page and its server.
    """
    made: list[Visit] = []

    def make(at: str = site, **options: Any) -> Visit:
        usual = {"reduced_motion": "reduce", "service_workers": "block"}
        made.append(Visit(chromium.new_context(**usual | options), at))
        return made[-1]

    yield make
    for visit in made:
        visit.context.close()
    troubles = [trouble for visit in made for trouble in visit.troubles()]
    assert not troubles, "\n".join(troubles)


@pytest.fixture
def visit(visitor: Callable[..., Visit]) -> Visit:
    """A reader on a laptop."""
    return visitor(viewport={"width": 1280, "height": 900})

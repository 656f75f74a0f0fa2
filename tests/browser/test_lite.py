"""A chapter in JupyterLite: opened from its page, run in the browser alone, answered there, and known to Python."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from quizzes import words
from quizzes.chapters import Chapter, notebooks
from quizzes.content import home
from quizzes.lite import build

from .axe import violations
from .book import NARROW, ROOT, served
from .conftest import QUIET, Visit, installed
from .jupyter import SLOW, run, run_all, told
from .reader import Question, result, right

CHAPTER = "trials"  # a short one with a figure; to start Python takes long, and one chapter stands for all
POLICY = re.findall(r"Content-Security-Policy: (.+)", (ROOT / "README.md").read_text(encoding="utf-8"))[1]
NO_NAMES = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


@pytest.fixture(scope="module")
def lite(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site with JupyterLite in it."""
    site = tmp_path_factory.mktemp("lite")
    for entry in folder.iterdir():
        (site / entry.name).symlink_to(entry)
    build(ROOT, site, ROOT / "_build" / "lite")
    return site


@pytest.fixture(scope="module")
def online(lite: Path) -> Iterator[str]:
    with served(lite, Content_Security_Policy=POLICY) as address:
        yield address


def code_of(chapter: str) -> Iterator[str]:
    cells = json.loads((ROOT / "book" / f"{chapter}.ipynb").read_text(encoding="utf-8"))["cells"]
    return ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def asked_by_pages(log: Path) -> set[str]:
    """The hosts that pages asked, by Chromium's own log; what the browser wants for itself has no page behind it."""
    constants, _, *events = log.read_text(
        encoding="utf-8"
    ).splitlines()  # an event a line, whether it ended well or not
    kind = json.loads(constants.rstrip(",") + "}")["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
    known = [json.loads(event.rstrip(",]}") + "}") for event in events if f'"type":{kind}}}' in event]
    asked = [event.get("params", {}) for event in known if event["type"] == kind]
    return {urlsplit(one["url"]).netloc for one in asked if one.get("initiator", "").startswith("http")}


def test_a_chapter_runs_in_the_browser_alone_and_python_knows_the_score(
    chromium: Browser, online: str, tmp_path: Path
) -> None:
    log, item = tmp_path / "net.json", home().bank(CHAPTER).form().leaves[0]
    browser = chromium.browser_type.launch(executable_path=installed(), args=[*QUIET, NO_NAMES, f"--log-net-log={log}"])
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{online}/book/{CHAPTER}.html")
    page.get_by_role("link", name=words.LAUNCH["chapter"], exact=True).click()
    title = Chapter(ROOT / "book" / f"{CHAPTER}.ipynb").title
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible(timeout=SLOW)
    run_all(page)
    name = words.PAGE["quiz"].format(title=home().bank(CHAPTER).title)
    asked = Question(page, item, page.get_by_role("region", name=name, exact=True).last)
    expect(asked.check).to_be_visible(timeout=3 * SLOW)
    run(page, "q = Out[max(Out)]")
    mark = asked.submit(right(item.scheme()))
    expect(asked.status).to_have_text(result(mark))
    assert told(page, "q.responses") == {item.id: right(item.scheme())}
    assert told(page, "q.score")[:2] == [mark.score, home().bank(CHAPTER).form().points]
    run(page, "q.hand_in('Ada')")
    file = f"zero-tolerance-{CHAPTER}-Ada.json"
    expect(page.get_by_text(words.HAND_IN["saved"].format(file=file), exact=True)).to_be_visible(timeout=SLOW)
    assert told(page, f"json.load(open({file!r}))['items'][0]['score']") == mark.score
    # A cell that raises stops those behind it: here each has run, and the figure has its drawing.
    assert told(page, "max(Out)") == len(list(code_of(CHAPTER)))
    assert told(page, "[one.html.count('<svg') for one in Out.values() if hasattr(one, 'drawn')]") == [1]
    browser.close()
    assert asked_by_pages(log) == {urlsplit(online).netloc}


def test_the_door_says_what_is_saved_what_it_costs_and_leads_to_every_notebook(chromium: Browser, online: str) -> None:
    visit = Visit(chromium.new_context(viewport=NARROW), online)
    page = visit.open("lite/index.html", leaf=False)
    expect(page.get_by_role("main")).to_contain_text("hides its later editions")
    links = page.get_by_role("listitem").get_by_role("link")
    book = {place.as_posix() for place in notebooks(ROOT / "book")}
    assert {link.get_attribute("href").split("path=")[1] for link in links.all()} == book
    found = violations(page)
    visit.context.close()
    assert found + visit.troubles() == []


def test_opened_from_a_folder_it_says_that_it_needs_a_site(chromium: Browser, lite: Path) -> None:
    page = chromium.new_page()
    page.goto((lite / "lite" / "notebooks" / "index.html").as_uri())
    expect(page.get_by_text(words.LITE["from-disk"])).to_be_visible()
    page.close()

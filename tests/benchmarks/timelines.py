"""Weighs fifty events as our timeline beside the same fifty in TimelineJS.

Run by `make bench`, or alone.  Both pages are served from this machine and opened in Chromium with an empty cache;
other hosts are refused and counted.  The peer comes from npm, pinned, into _build, and is used as its documentation
says: its script and style in the page, the events as data.  It gets each event's date, headline, kind, actors and the
labels of its sources as links; what it has no place for (disputed dates, kinds of source, tracks) is left out.

Weight is that of the page with its script and style, less the same page without a timeline.  Then: how many of the
fifty headlines can be read without JavaScript, and how many on paper.
"""

from __future__ import annotations

import io
import json
import sys
from html import escape
from pathlib import Path
from shutil import copytree, rmtree, which

import minify
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from quizzes import assets, dates, timeline_page, words
from quizzes.content import home
from quizzes.text import inline, plain
from tests.benchmarks.weight import BROWSERS, WORK, run, weigh
from tests.browser.book import served
from tests.browser.test_print import letters
from tests.fifty import fifty
from tests.test_timelines import built

PEER = "@knight-lab/timelinejs@3.9.11"
HEAD = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Fifty events</title>
<link rel="icon" href="data:,">
"""


def our_page(folder: Path) -> None:
    folder.mkdir(parents=True)
    css = (assets.STATIC / "timeline.css").read_text(encoding="utf-8")
    (folder / "timeline.js").write_text(minify.string("text/javascript", assets.text("timeline.js")), encoding="utf-8")
    (folder / "timeline.css").write_text(minify.string("text/css", css), encoding="utf-8")
    body = built(timeline_page.timeline(fifty(), home().evidence))
    links = '<link rel="stylesheet" href="timeline.css">\n'
    page(folder, links, f'{body}<script src="timeline.js"></script>')


def peer_page(folder: Path) -> None:
    folder.mkdir(parents=True)
    copytree(peer() / "dist" / "css", folder / "css")
    copytree(peer() / "dist" / "js", folder / "js")
    links = '<link rel="stylesheet" href="css/timeline.css">\n<script src="js/timeline.js"></script>\n'
    data = json.dumps({"events": [peer_event(event) for event in fifty().events]}, ensure_ascii=False).replace(
        "</", "<\\/"
    )
    body = '<div id="timeline" style="width: 100%; height: 600px"></div>\n'
    page(folder, links, f"{body}<script>new TL.Timeline('timeline', {data})</script>")


def page(folder: Path, links: str, body: str) -> None:
    (folder / "page.html").write_text(f"{HEAD}{links}<main>\n{body}\n</main>\n", encoding="utf-8")
    (folder / "empty.html").write_text(f"{HEAD}<main>\n\n</main>\n", encoding="utf-8")


def peer() -> Path:
    """The peer's package, by the npm client."""
    npm = WORK / "npm"
    package = npm / "node_modules" / "@knight-lab" / "timelinejs"
    if not package.is_dir():
        print("Installing the peer ...", flush=True)
        npm.mkdir(parents=True, exist_ok=True)
        run("npm", "install", "--prefix", npm, "--no-audit", "--no-fund", "--ignore-scripts", "--no-save", PEER)
    return package


def peer_event(event) -> dict:
    span = dates.bounds(event.date)
    names = [words.THEMES[event.theme], *(home().evidence.actor(actor) for actor in event.actors)]
    sources = ", ".join(
        f'<a href="evidence/{home().evidence.page(claim)}.html#{claim}">{escape(home().evidence.label(claim))}</a>'
        for claim in event.claims
    )
    parts = {"year": span.start.year, "month": span.start.month, "day": span.start.day, "display_date": event.words}
    shown = {
        "unique_id": f"event-{event.id}",
        "start_date": parts,
        "text": {
            "headline": str(inline(event.headline)),
            "text": f"<p>{escape(' · '.join(names))}</p><p>{sources}</p>",
        },
        "group": words.THEMES[event.theme],
    }
    if "/" in event.date:
        shown["end_date"] = {"year": span.end.year, "month": span.end.month, "day": span.end.day}
    return shown


def told(browser, folder: Path, script: bool) -> tuple[int, int]:
    """How many of the fifty headlines stand on the page, for a reader to see, and how many on its paper."""
    headlines = [letters(plain(event.headline)) for event in fifty().events]
    with served(folder) as address:
        context = browser.new_context(java_script_enabled=script)
        tab = context.new_page()
        tab.route(lambda url: not url.startswith(address), lambda route: route.abort())
        tab.goto(f"{address}/page.html", wait_until="networkidle")
        seen = letters(tab.inner_text("body"))
        sheets = PdfReader(io.BytesIO(tab.pdf(format="A4"))).pages
        paper = letters("".join(sheet.extract_text() for sheet in sheets))
        context.close()
    return sum(one in seen for one in headlines), sum(one in paper for one in headlines)


def main() -> None:
    rmtree(WORK / "timelines", ignore_errors=True)
    ours, theirs = WORK / "timelines" / "ours", WORK / "timelines" / "peer"
    our_page(ours)
    peer_page(theirs)
    path = next(filter(None, map(which, BROWSERS)), None)
    rows = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for who, folder in (("ours", ours), ("peer", theirs)):
            load, empty = weigh(browser, folder, "page.html"), weigh(browser, folder, "empty.html")
            scripted, plain_page = told(browser, folder, True), told(browser, folder, False)
            rows[who] = {
                "bytes over the page without it": load.raw - empty.raw,
                "bytes gzipped, the same": load.gzipped - empty.gzipped,
                "requests, with the page itself": load.requests,
                "requests to other hosts": len(load.outside),
                "of 50 events, seen without script": plain_page[0],
                "of 50 events, on paper without script": plain_page[1],
                "of 50 events, on paper with script": scripted[1],
            }
        browser.close()
    print(f"The same fifty events, nothing cached. Peer: {PEER}\n")
    print(f"{'':<40}{'ours':>10}{'peer':>10}{'peer/ours':>11}")
    for label, mine in rows["ours"].items():
        other = rows["peer"][label]
        ratio = f"{other / mine:.1f}" if mine else ""
        print(f"{label:<40}{mine:>10,}{other:>10,}{ratio:>11}")


if __name__ == "__main__":
    main()

"""``python -m quizzes preview FILE``: a bank or a timeline as readers will see it, while it is being written.

The page has the book's own look and scripts.  Under each item stand sample responses with their marks and what is
said of them.  When the file changes, what changed on the page is put in place anew; the rest keeps its answers.  A
file with faults leaves the last good state on the page, with the faults above it.

Served to this machine alone: bound to the loopback address, and only under its own name, so that another site's page
whose host name leads here gets nothing (DNS rebinding).
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, NamedTuple

from quizzes import assets, page, samples, timeline_page, words
from quizzes.cards import Cards
from quizzes.checks.promise import PROMISES, Whole
from quizzes.content import Content
from quizzes.events import Timeline, chronicle
from quizzes.forms import Bank
from quizzes.itemtypes import Item
from quizzes.markup import Html, tag
from quizzes.problems import ContentError, Problem
from quizzes.references import References
from quizzes.serve import PortError, bind, refuse, run
from quizzes.text import inline, plain
from quizzes.yamlfile import Document, validate

SAY = words.PREVIEW
PAUSE = 0.3  # seconds between two looks at the files
# Promises about other files, or about a chapter as a whole, and slow: they are left to ``check``.
ELSEWHERE = ("chapters", "contents", "evidence", "figures", "standards", "terms")
FILES = {
    "/book.css": "text/css",
    "/preview.css": "text/css",
    "/quiz.js": "text/javascript",
    "/timeline.js": "text/javascript",
    "/preview.js": "text/javascript",
    "/icon.svg": "image/svg+xml",
}
CLAIM = re.compile(r'href="[^"#]*\.md#([a-z]-\d{3})"')
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class State(NamedTuple):
    """What the page shows: its title, what is wrong, and blocks of HTML by their ids; `stale` when the blocks are of
    an earlier state, since the file can't be read now."""

    title: str
    problems: list[str]
    blocks: dict[str, Html]
    stale: bool

    @property
    def told(self) -> str:
        """What is said above the problems."""
        kind = ("stale" if self.blocks else "unreadable") if self.stale else "problems"
        return SAY[kind if self.problems else "fine"]

    def json(self) -> str:
        blocks = [{"id": key, "sum": checksum(html), "html": html} for key, html in self.blocks.items()]
        return json.dumps({**self._asdict(), "told": self.told, "blocks": blocks}, ensure_ascii=False)


class Watch:
    """The state of one file, read again when it or the evidence changes."""

    def __init__(self, path: Path, content: Content):
        self.path, self.root, self.content = path, content.root, content
        self.lock = threading.Lock()
        self.stamp: Any = None
        self.evidence_stamp = self._stamp(self.root / "evidence")
        inside = path.resolve().is_relative_to(self.root.resolve())
        self.name = f"{self.root.name}/{path.resolve().relative_to(self.root.resolve())}" if inside else str(path)
        self.own = inside
        self.state = State(path.name, [], {}, stale=True)

    def look(self) -> tuple[Any, State]:
        """A stamp that changes with the state, and the state."""
        with self.lock:
            evidence = self._stamp(self.root / "evidence")
            stamp = (self._stamp(self.path), evidence)
            if stamp != self.stamp:
                fresh = Content(self.root)
                if evidence == self.evidence_stamp:
                    fresh.evidence = self.content.evidence
                self.content, self.evidence_stamp, self.stamp = fresh, evidence, stamp
                self.state = self._read()
            return self.stamp, self.state

    def _stamp(self, path: Path) -> list[tuple[str, int, int]]:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        found = [(file, file.stat()) for file in files if file.exists()]
        return [(str(file), stat.st_mtime_ns, stat.st_size) for file, stat in found]

    def _read(self) -> State:
        try:
            document = Document(self.path, self.name)
            events = isinstance(document.data, dict) and "events" in document.data
            shown = validate(document, Timeline if events else Bank)
            blocks = dict(self._events(shown) if events else self._items(shown))
            return State(shown.title, [str(problem) for problem in self._lint()], blocks, stale=False)
        except ContentError as error:
            problems = error.problems
        except (KeyError, ValueError, NotImplementedError) as error:  # what the page can't be made of
            problems = self._lint() or [Problem(self.name, 1, "file", str(error.args[0]), "correct it")]
        return self.state._replace(problems=[str(problem) for problem in problems], stale=True)

    def _lint(self) -> list[Problem]:
        """What the linter says of this file, if it is the project's own."""
        if not self.own:
            return []
        whole = Whole(self.content, self.root.parent / "book")
        found = {problem for one in PROMISES if one.scope not in ELSEWHERE for problem in one.check(whole)}
        return sorted(problem for problem in found if problem.file == self.name)

    def _events(self, line: Timeline) -> Iterator[tuple[str, Html]]:
        own = chronicle([line.model_copy(update={"also": []})])  # the events of this file
        yield line.chapter, _claims_here(timeline_page.timeline(own, self.content.evidence))

    def _items(self, bank: Bank) -> Iterator[tuple[str, Html]]:
        for item in bank.items:
            kind = tag("span", f"{item.type} · ", tag("code", item.id))
            shown = page.quiz(bank.form(item.id), self.content.evidence)
            marks = [marked(leaf) for leaf in item.leaves()]
            yield item.id, Html("").join([tag("p", kind, class_="p-kind"), _claims_here(shown), marks])

    def claim(self, key: str) -> Html:
        """A claim's card."""
        evidence = self.content.evidence
        claim = evidence.claim(key)
        cards = Cards(evidence, References(evidence.sources[cited.key] for cited in claim.citations))
        note = cards.note(claim, "/")
        return tag("ol", Html(re.sub(r"</?a\b[^>]*>", "", note)), class_="notes")


def marked(item: Item) -> Html:
    """Sample responses to an item: how each is marked, and what is said of it."""
    rows = []
    for name, response in samples.samples(item.scheme()).items():
        mark = item.mark(response)
        said = dict.fromkeys(plain(feedback.say) for feedback in item.said(response))
        rows.append(
            tag(
                "tr",
                tag("th", SAY[name], scope="row"),
                tag("td", tag("code", json.dumps(response, ensure_ascii=False))),
                tag(
                    "td",
                    SAY["mark"].format(state=SAY[mark.state], score=f"{round(mark.score, 2):g}", points=mark.points),
                ),
                tag("td", tag("ul", [tag("li", inline(text)) for text in said]) if said else "—"),
            )
        )
    head = [tag("th", SAY[key], scope="col") for key in ("sample", "response", "marked", "said")]
    table = tag("table", tag("thead", tag("tr", head)), tag("tbody", rows))
    title = SAY["samples"].format(id=item.id)
    scroll = tag("div", table, class_="p-scroll", tabindex="0", role="region", aria_label=title)
    return tag("details", tag("summary", title), scroll, class_="p-samples")


def document(state: State) -> Html:
    """The page, complete as it is served; ``static/preview.js`` keeps it up to date."""
    head = [
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", SAY["title"].format(title=state.title)),
        tag("link", rel="icon", href="/icon.svg"),
        [tag("link", rel="stylesheet", href=name) for name, kind in FILES.items() if kind == "text/css"],
        [tag("script", src=name, defer=True) for name, kind in FILES.items() if kind == "text/javascript"],
    ]
    blocks = [tag("div", html, data_block=key, data_sum=checksum(html)) for key, html in state.blocks.items()]
    body = [
        tag("header", tag("h1", SAY["title"].format(title=state.title))),
        tag("div", _problems(state), role="status", class_="p-problems"),
        tag("main", blocks, class_="p-stale" if state.stale else None),
    ]
    return Html(
        f"<!doctype html>\n{tag('html', tag('head', head), tag('body', body, data_words=SAY), lang=words.LANGUAGE)}"
    )


def _problems(state: State) -> list[Html]:
    return [tag("p", state.told), tag("ul", [tag("li", problem) for problem in state.problems])]


def _file(name: str) -> str:
    """A script or style: the book's own, or the preview's, which no page of the book loads."""
    return assets.text(name) if name in assets.PIECES else assets.read(name)


def checksum(html: str) -> str:
    return hashlib.sha256(html.encode()).hexdigest()[:12]


def _claims_here(html: Html) -> Html:
    """Citations lead to the claim's card on this server; there are no evidence pages."""
    return Html(CLAIM.sub(r'href="/claim/\1"', html))


class Handler(BaseHTTPRequestHandler):
    """Answers this machine's own browser, and nobody else."""

    def __init__(self, *args: Any, watch: Watch, **rest: Any):
        self.watch = watch
        super().__init__(*args, **rest)

    def log_message(self, *_: Any) -> None:
        """Leave the terminal to the address."""

    def do_GET(self) -> None:
        port = self.server.server_address[1]
        if self.headers.get("Host") not in (f"127.0.0.1:{port}", f"localhost:{port}"):
            self._send(403, "text/plain", SAY["host"])
        elif self.path == "/":
            self._send(200, "text/html", document(self.watch.look()[1]))
        elif self.path in FILES:
            self._send(200, FILES[self.path], _file(self.path[1:]))
        elif self.path == "/changes":
            self._changes()
        elif found := re.fullmatch(r"/claim/([a-z]-\d{3})", self.path):
            self._claim(found[1])
        else:
            self._send(404, "text/plain", SAY["nothing"])

    def _claim(self, key: str) -> None:
        try:
            card = self.watch.claim(key)
        except KeyError as error:
            self._send(404, "text/plain", str(error.args[0]))
            return
        style = [tag("link", rel="stylesheet", href=name) for name, kind in FILES.items() if kind == "text/css"]
        view = tag("meta", name="viewport", content="width=device-width, initial-scale=1")
        icon = tag("link", rel="icon", href="/icon.svg")
        head = tag("head", tag("meta", charset="utf-8"), view, tag("title", key), icon, style)
        self._send(200, "text/html", f"<!doctype html>{tag('html', head, tag('body', card), lang=words.LANGUAGE)}")

    def _changes(self) -> None:
        """One event for each state, until the browser leaves."""
        self._head(200, "text/event-stream")
        seen = None
        try:
            while True:
                stamp, state = self.watch.look()
                text = f"data: {state.json()}\n\n" if stamp != seen else ": still here\n\n"
                self.wfile.write(text.encode("utf-8"))
                seen = stamp
                time.sleep(PAUSE)
        except OSError:  # it left
            return

    def _head(self, status: int, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()

    def _send(self, status: int, kind: str, text: str) -> None:
        self._head(status, kind)
        self.wfile.write(text.encode("utf-8"))


def preview(path: Path, content: Content, port: int = 8001) -> int:
    """Serve the preview of a file until Ctrl-C; the answer is an exit code."""
    if not path.is_file():
        return refuse(f"There is no file {path}. A bank stands in quizzes/bank, a timeline in quizzes/timelines")
    try:
        handler = partial(Handler, watch=Watch(path, content))
        server = bind(port, handler, f"python -m quizzes preview {path} --port ")
    except PortError as why:
        return refuse(why)
    return run(server, f"{path} is at http://localhost:{port} (Ctrl-C ends this)")

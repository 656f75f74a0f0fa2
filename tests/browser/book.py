"""The built site, as the tests of it need it: fresh, served from this machine, page by page."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from html.parser import HTMLParser
from http.server import ThreadingHTTPServer
from pathlib import Path

from quizzes.content import HOME, home
from quizzes.itemtypes import Item
from quizzes.serve import Handler
from quizzes.sphinx_ext.launch import LITE
from quizzes.sphinx_ext.launch import pages as own_pages
from quizzes.yamlfile import Document

ROOT = HOME.parent
SITE = ROOT / "_build" / "html"
SOURCES = ("quizzes", "book", "_config.yml", "_toc.yml")
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
SCHEMES = ("light", "dark")
FILES = {"_static", "downloads"}  # what stands there is no page of the site
MADE = {"__pycache__", ".ipynb_checkpoints"}


def build() -> Path:
    """The site's folder, built as `make site` builds it unless it was built here from the same files.

    One builds and the others wait: with pytest-xdist each worker asks.
    """
    SITE.parent.mkdir(exist_ok=True)
    with (SITE.parent / ".site.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        if lock.read() != state():
            make()
            lock.truncate(0)
            lock.write(state())
    return SITE


def make() -> None:
    shutil.rmtree(SITE, ignore_errors=True)
    shutil.rmtree(SITE.parent / ".doctrees", ignore_errors=True)
    program = Path(sys.executable).with_name("jupyter-book")
    command = [program, "build", ".", "--warningiserror", "--keep-going", "--quiet"]
    # With the links to JupyterLite, which the pages must carry as well as they would without.
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ | {LITE: "1"})
    if done.returncode:
        raise RuntimeError(f"the site does not build:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}")


def state() -> str:
    """What the site is made from, and when its last file was written: a build by anybody else is not taken on trust."""
    last = SITE / "index.html"
    digest = hashlib.sha256(str(last.stat().st_mtime_ns if last.exists() else "none").encode())
    for path in sorted(sources()):
        digest.update(f"{path.relative_to(ROOT)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def sources() -> Iterator[Path]:
    """What the site is made from; the pages below book/evidence are written by the build itself."""
    for name in SOURCES:
        path = ROOT / name
        for file in path.rglob("*") if path.is_dir() else [path]:
            written = path.name == "book" and file.parent.name == "evidence"
            if file.is_file() and not written and not MADE & set(file.parts):
                yield file


def in_order() -> Iterator[str]:
    """The chapters as the table of contents has them; those without a quiz are not written yet."""
    for part in Document(ROOT / "_toc.yml", "_toc.yml").data["parts"]:
        yield from (Path(entry["file"]).name for entry in part["chapters"])


@contextmanager
def served(folder: Path, **headers: str) -> Iterator[str]:
    """The address at which `folder` is served, with extra headers such as Content_Security_Policy."""

    class Headed(Handler):
        def end_headers(self) -> None:
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            super().end_headers()

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128  # a browser opens many connections at once, and a busy machine is slow to take them

    with Server(("127.0.0.1", 0), partial(Headed, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


CHAPTERS = [chapter for chapter in in_order() if chapter in home().chapters("bank")]
ITEMS = [(chapter, item) for chapter in CHAPTERS for item in home().bank(chapter).leaves]
ITEM_NAMES = [item.id for _, item in ITEMS]


def items(chapter: str) -> list[Item]:
    """The items of a chapter's quiz, in the order of the page."""
    return home().bank(chapter).form().leaves


class Page(HTMLParser):
    """A built page without a browser: its ids, links and files, and where it sends a reader on."""

    def __init__(self, path: Path):
        super().__init__()
        self.path = path
        self.ids: list[str] = []
        self.links: list[str] = []
        self.files: list[str] = []
        self.redirects = False
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        self.ids += [has["id"]] if has.get("id") else []
        self.links += [has["href"]] if tag == "a" and has.get("href") else []
        self.files += [has[name] for name in ("src", "href") if tag in ("script", "img", "link") and has.get(name)]
        self.redirects |= has.get("http-equiv") == "refresh"


@cache
def pages() -> dict[str, Page]:
    """Every page of the site by its address, but the one for addresses that lead nowhere; the build must be there."""
    found = sorted(path for path in own_pages(SITE) if not FILES & {*path.parts} and path.name != "404.html")
    return {path.relative_to(SITE).as_posix(): Page(path) for path in found}


def is_evidence(address: str) -> bool:
    """Whether it is one of the long pages of claims, sources and lists."""
    return address.startswith("book/evidence/") and address != "book/evidence/index.html"

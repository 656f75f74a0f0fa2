"""What stands beside the pages for a time without a network, and for a device that has the book among its apps."""

from __future__ import annotations

import json
import re
import struct
from base64 import b64decode
from hashlib import sha256
from pathlib import Path

import pytest

from quizzes import words
from quizzes.content import HOME
from quizzes.serve import Handler
from quizzes.sphinx_ext import offline


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A page, what it asks for and leads to, and files that no reader opens."""
    texts = {
        "book/a.html": '<link href="../_static/a.css?v=1"><script src="../_static/a.js"></script><img src="p.png">'
        '<a href="t.csv">table</a> <a href="b.html#x">on</a> <a href="https://example.org/c.js">away</a>',
        "book/b.html": '<a href="../deck.apkg">deck</a> <a href="missing.css">gone</a>',
        "404.html": '<script src="only-there.js"></script>',
        "_static/learn/a.js": "shelf.put()",
    }
    others = (
        "_static/a.css _static/a.js _static/spare.css _static/a.js.map book/p.png book/t.csv deck.apkg only-there.js"
    )
    for name in [*texts, *others.split()]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(texts.get(name, name), encoding="utf-8")
    return tmp_path


def said(worker: str, name: str) -> str:
    return re.search(rf"const {name}=(.+?);(?:const|\n)", worker)[1]


def test_the_worker_knows_pages_and_what_they_ask_for_and_nothing_else(site: Path) -> None:
    known = "_static/a.css _static/a.js _static/learn/a.js book/a.html book/b.html book/p.png book/t.csv"
    assert offline.files(site) == known.split()
    made = offline.worker(site)
    files = json.loads(said(made, "FILES").removeprefix("new Map(Object.entries(").removesuffix("))"))
    assert list(files) == known.split()
    for name, short in files.items():
        assert sha256((site / name).read_bytes()).digest()[:6] == b64decode(short)
    assert int(said(made, "SIZE")) == sum((site / name).stat().st_size for name in files)


def test_each_change_of_a_file_makes_an_edition_and_nothing_else_does(site: Path) -> None:
    first = offline.worker(site)
    (site / "404.html").write_text("another", encoding="utf-8")
    (site / "sw.js").write_text(first, encoding="utf-8")
    assert offline.worker(site) == first
    (site / "book" / "t.csv").write_text("another", encoding="utf-8")
    assert said(offline.worker(site), "VERSION") != said(first, "VERSION")


def test_the_plain_page_lists_an_entry_a_line_and_cannot_be_broken_by_a_title() -> None:
    made = offline.plain("Zero", "en", [("book/a.html", 'A "<b>'), ("book/b.html", "B")])
    assert re.findall(r'(?m)^<li><a href="\./([^"]+)">(.*)</a></li>$', made) == [
        ("book/a.html", "A &quot;&lt;b&gt;"),
        ("book/b.html", "B"),
    ]
    addresses = re.findall(r'\s(?:src|href|data-content_root)="([^"]*)"', made)
    assert all(address.startswith("./") for address in addresses)  # the worker writes the root over it
    assert "<style" not in made
    assert " style=" not in made


def test_the_manifest_names_icons_of_the_sizes_that_they_have() -> None:
    made = json.loads(offline.manifest("Zero: the book", "Zero", "en", "book/index.html"))
    assert (made["name"], made["short_name"], made["start_url"], made["scope"]) == (
        *("Zero: the book", "Zero"),
        *("book/index.html", "./"),
    )
    assert {(one["sizes"], one["purpose"]) for one in made["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }


@pytest.mark.parametrize("whole", [False, True])
def test_an_icon_is_small_and_the_same_each_time(whole: bool) -> None:
    made = offline.icon(192, whole)
    assert struct.unpack(">II", made[16:24]) == (192, 192)
    assert len(made) < 4_000
    assert made == offline.icon(192, whole)


def test_the_panel_has_a_word_for_everything_it_says_and_says_every_word() -> None:
    script = (HOME / "static" / "offline.js").read_text(encoding="utf-8")
    assert set(re.findall(r"'(offline(?:\.[\w-]+)?)'", script)) == set(words.OFFLINE_SCRIPT)


def test_a_worker_and_a_manifest_are_served_as_what_they_are() -> None:
    assert Handler.extensions_map[".js"] == "text/javascript"
    assert Handler.extensions_map[".webmanifest"] == "application/manifest+json"

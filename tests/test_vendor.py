"""What the site hands out of others' work is what is pinned."""

from __future__ import annotations

import hashlib
import re

from quizzes.content import HOME

VENDOR = HOME / "static" / "vendor"
README = (VENDOR / "README.md").read_text(encoding="utf-8")


def test_what_is_there_is_what_is_pinned():
    pinned = {name: digest for digest, name in re.findall(r"^ {4}([0-9a-f]{64})  (\S+)$", README, re.MULTILINE)}
    there = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path != VENDOR / "README.md"
    }
    assert there == pinned, "run: make vendor; then see quizzes/static/vendor/README.md"


def test_the_version_that_is_fetched_is_the_one_that_is_told():
    makefile = (HOME.parent / "Makefile").read_text(encoding="utf-8")
    told = re.findall(r"^\| \[ts-fsrs\]\([^)]+\) \| (\S+) \|", README, re.MULTILINE)
    assert re.findall(r"^FSRS +:= (\S+)$", makefile, re.MULTILINE) == told
    script = (VENDOR / "ts-fsrs" / "index.umd.js").read_text(encoding="utf-8")
    assert re.findall(r'^ *const version ?= ?"(.+)";$', script, re.MULTILINE) == told

"""What the site and its tests have of others' work is what is pinned."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from quizzes.content import HOME

VENDOR = HOME / "static" / "vendor"
README = (VENDOR / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", [VENDOR, HOME.parent / "tests" / "vendor"], ids=["site", "tests"])
def test_what_is_there_is_what_is_pinned(folder: Path):
    readme = (folder / "README.md").read_text(encoding="utf-8")
    pinned = {name: digest for digest, name in re.findall(r"^ {4}([0-9a-f]{64})  (\S+)$", readme, re.MULTILINE)}
    there = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path != folder / "README.md"
    }
    assert there == pinned, f"run: make vendor; then see {folder.relative_to(HOME.parent)}/README.md"


def test_the_version_that_is_fetched_is_the_one_that_is_told():
    makefile = (HOME.parent / "Makefile").read_text(encoding="utf-8")
    told = re.findall(r"^\| \[ts-fsrs\]\([^)]+\) \| (\S+) \|", README, re.MULTILINE)
    assert re.findall(r"^FSRS +:= (\S+)$", makefile, re.MULTILINE) == told
    script = (VENDOR / "ts-fsrs" / "index.umd.js").read_text(encoding="utf-8")
    assert re.findall(r'^ *const version ?= ?"(.+)";$', script, re.MULTILINE) == told


def test_the_scripts_that_tests_use_are_those_that_are_told():
    makefile = (HOME.parent / "Makefile").read_text(encoding="utf-8")
    readme = (HOME.parent / "tests" / "vendor" / "README.md").read_text(encoding="utf-8")
    names = {"GIFT": "gift-pegjs", "SCORM": "scorm-again", "QTI": "qti3-item-player", "VUE": "Vue"}
    for variable, name in names.items():
        told = re.findall(rf"^\| \[{name}\]\([^)]+\) \| (\S+) \|", readme, re.MULTILINE)
        assert re.findall(rf"^{variable} +:= (\S+)$", makefile, re.MULTILINE) == told

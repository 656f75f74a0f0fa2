"""Shared fixtures: the project's own content, and a copy of it that a test may spoil."""

from __future__ import annotations

import re
import shutil
from functools import cache, partial
from pathlib import Path

import pytest

from quizzes.checks import check
from quizzes.content import HOME, Content, home

ROOT = HOME.parent
TABLES = {name: name for name in ("claims", "sources", "people", "agencies")} | {
    "terms": "glossary",
    "readings": "reading",
}


class Copy:
    """A copy of the content that a test edits by hand, as an author would, and then checks."""

    def __init__(self, folder: Path):
        self.root, self.book = folder / "quizzes", folder / "book"
        for name in ("evidence", "bank", "timelines"):
            shutil.copytree(HOME / name, self.root / name)
        shutil.copy(HOME / "spelling.yaml", self.root / "spelling.yaml")
        shutil.copytree(ROOT / "book", self.book, ignore=shutil.ignore_patterns("evidence", ".*"))
        shutil.copy(ROOT / "_toc.yml", folder / "_toc.yml")
        self.folder = folder

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace the first `old` in a file; it must be there."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}: mend the test"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def drop(self, *items: str) -> None:
        """Take items out of the bank of "warnings"."""
        path = self.root / "bank" / "warnings.yaml"
        path.write_text(without(path.read_text(encoding="utf-8"), *items), encoding="utf-8")

    def problems(self) -> list[str]:
        return [str(problem) for problem in check(self.content(), self.book)]

    def content(self) -> Content:
        """What the copy holds.  Tables of the evidence whose files are still the book's own are not read again: to read
        them takes longer than all else, and most tests edit one file, or none, of them."""
        content = Content(self.root)
        for name, file in TABLES.items():
            if _files(self.root, file) == _own_files(file):
                vars(content.evidence)[name] = getattr(home().evidence, name)
        return content


def without(bank: str, *items: str) -> str:
    """The text of a bank without these items: another one may take their place, and the quiz grows no longer."""
    for key in items:
        bank = re.sub(rf"(?m)^  - {key}\n", "", bank)
        bank = re.sub(rf"(?m)^  - id: {key}\n(?:    .*\n|\n)*", "", bank)
    return bank


def _files(root: Path, file: str) -> dict[str, bytes]:
    """A table's files with what is in them."""
    found = [*root.glob(f"evidence/{file}.yaml"), *root.glob(f"evidence/{file}/*")]
    return {path.name: path.read_bytes() for path in found}


_own_files = cache(partial(_files, HOME))


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


@pytest.fixture(scope="session")
def content() -> Content:
    return home()

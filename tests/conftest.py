"""Shared fixtures: the project's own content, and a copy of it that a test may spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from quizzes.checks import check
from quizzes.content import HOME, Content, home

ROOT = HOME.parent


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

    def problems(self) -> list[str]:
        return [str(problem) for problem in check(Content(self.root), self.book)]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


@pytest.fixture(scope="session")
def content() -> Content:
    return home()

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
        for name in ("evidence", "bank", "timelines", "slides"):
            shutil.copytree(HOME / name, self.root / name)
        shutil.copy(HOME / "spelling.yaml", self.root / "spelling.yaml")
        shutil.copytree(ROOT / "book", self.book, ignore=shutil.ignore_patterns("evidence", ".*"))
        for path in (ROOT / "_toc.yml", ROOT / "_config.yml"):
            if path.is_file():  # a test of all types has a package of its own, without the site
                shutil.copy(path, folder)
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
        """What the copy holds.  A file that still says what the book's own says is not read again: to read all of them
        takes longer than all the checks, and most tests edit one."""
        content = Content(self.root)
        for name, file in TABLES.items():
            if _files(self.root, f"evidence/{file}") == _own_files(f"evidence/{file}"):
                vars(content.evidence)[name] = getattr(home().evidence, name)
        own = home()
        for folder, read in (("bank", own.bank), ("timelines", own.timeline), ("slides", own.slideshow)):
            for path, text in _files(self.root, folder).items():
                if text == _own_files(folder).get(path):
                    record = read(Path(path).stem)
                    content._read[self.root / path] = (home().document(folder, Path(path).stem), record)
        return content


def _files(root: Path, place: str) -> dict[str, bytes]:
    """What is in a file, or in the files of a folder."""
    found = [*root.glob(f"{place}.yaml"), *root.glob(f"{place}/*")]
    return {str(path.relative_to(root)): path.read_bytes() for path in found}


_own_files = cache(partial(_files, HOME))


def without(bank: str, *items: str) -> str:
    """The text of a bank without these items: another one may take their place, and the quiz grows no longer."""
    for key in items:
        bank = re.sub(rf"(?m)^  - {key}\n", "", bank)
        bank = re.sub(rf"(?m)^  - id: {key}\n(?:    .*\n|\n)*", "", bank)
    return bank


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


@pytest.fixture(scope="session")
def content() -> Content:
    return home()

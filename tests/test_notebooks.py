"""A chapter is stored as it was run: nbval sees what is stale or tampered with, and refreshing mends it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import nbformat
import pytest

from quizzes.chapters import chapters
from quizzes.claims import Evidence
from quizzes.content import HOME
from quizzes.problems import ContentError
from quizzes.refresh import refresh, relink

ROOT = HOME.parent
NOTEBOOKS = sorted((ROOT / "book").glob("*.ipynb"))


def nbval(folder, notebook):
    """Run nbval on a notebook in a copy of the project, whose package comes first."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "-q",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(folder),
        str(notebook),
    ]
    environment = os.environ | {"PYTHONPATH": str(folder)}
    environment.pop("PYTEST_XDIST_WORKER", None)
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture
def project(copy):
    """A copy of the whole package beside the copied book, so that kernels import the copied bank."""
    for path in HOME.iterdir():
        target = copy.root / path.name
        if not target.exists() and path.name != "__pycache__":
            target.symlink_to(path)
    (copy.root / "content.py").unlink()
    (copy.root / "content.py").write_bytes((HOME / "content.py").read_bytes())
    return copy


def test_an_untouched_copy_passes_nbval(project):
    result = nbval(project.folder, project.book / "warnings.ipynb")
    assert result.returncode == 0, result.stdout


def test_a_tampered_output_fails_nbval(project):
    path = project.book / "warnings.ipynb"
    notebook = nbformat.read(path, as_version=4)
    shown = [
        o
        for cell in notebook.cells
        if cell.cell_type == "code"
        for o in cell.outputs
        if "text/html" in o.get("data", {})
    ]
    shown[-1]["data"]["text/html"] = shown[-1]["data"]["text/html"].replace("2018", "2019", 1)
    nbformat.write(notebook, path)
    result = nbval(project.folder, path)
    assert result.returncode == 1, result.stdout
    assert "2019" in result.stdout


def test_an_edit_of_the_bank_without_a_refresh_fails_nbval(project):
    project.edit("quizzes/bank/warnings.yaml", "    stem: ", "    stem: Think again. ")
    result = nbval(project.folder, project.book / "warnings.ipynb")
    assert result.returncode == 1, result.stdout
    assert "Think again." in result.stdout


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_chapter_is_stored_fresh_and_normalised(path, tmp_path, content):
    before = path.read_text(encoding="utf-8")
    twin = tmp_path / path.name
    twin.write_text(before, encoding="utf-8")
    assert not refresh(twin, content.evidence), "run: make refresh"
    assert twin.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_stored_outputs_need_no_kernel_and_hold_no_widget(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert "widgets" not in notebook["metadata"]
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            assert set(output["data"]) == {"text/html", "text/plain"}


def test_a_notebook_that_is_cut_off_is_named_and_stays_as_it_was(tmp_path, content):
    path = tmp_path / "chapter.ipynb"
    path.write_text('{"cells": [', encoding="utf-8")
    with pytest.raises(ContentError, match=r"chapter\.ipynb:1: file: this is not a notebook.*; restore it"):
        refresh(path, content.evidence)
    assert path.read_text(encoding="utf-8") == '{"cells": ['


def test_refreshing_keeps_the_file_when_a_cell_raises(tmp_path, content):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
    path = tmp_path / "broken.ipynb"
    nbformat.write(notebook, path)
    before = path.read_bytes()
    with pytest.raises(Exception, match="ZeroDivisionError"):
        refresh(path, content.evidence)
    assert path.read_bytes() == before


def test_an_author_writes_the_id_and_gets_source_and_page(content):
    evidence: Evidence = content.evidence
    assert relink("Done. [](#s-055)", evidence) == "Done. [Washington Post 2021](evidence/warnings.md#s-055)"
    assert relink("[](#s-055)", evidence, "../") == "[Washington Post 2021](../evidence/warnings.md#s-055)"
    assert relink("Done. [](#s-999)", evidence) == "Done. [](#s-999)"
    assert relink("[The next section](#what-we-dont-know)", evidence) == "[The next section](#what-we-dont-know)"


def test_chapters_tell_their_sections_and_what_they_show():
    found = {chapter.stem: chapter for chapter in chapters(ROOT / "book")}
    warnings = found["warnings"]
    assert "weigh-the-evidence" in warnings.headings
    assert ("quiz", ("warnings",)) in [call[:2] for call in warnings.calls]
    assert ("timeline", ("warnings",)) in [call[:2] for call in warnings.calls]

"""The wheels that this project makes for the browser: its package with the drawings of the chapters, and an empty one
for what is asked for and not needed there.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from quizzes import undrawn
from quizzes.content import HOME
from quizzes.lite.wheels import Wheel
from quizzes.repeatable import zipped

# What makes the site and other files, and no chapter runs.
LEFT_OUT = ("sphinx_ext", "exports", "paper", "checks", "lite", "static/vendor")
MADE = {"__pycache__", ".ipynb_checkpoints"}


def package(root: Path, folder: Path) -> Wheel:
    """This package as it stands in `root`, with the drawings and the headings of the chapters: a report names these."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needs = [*project["dependencies"], *project["optional-dependencies"]["live"]]
    files: dict[str, str | bytes] = {
        f"quizzes/{path.relative_to(HOME).as_posix()}": path.read_bytes() for path in sorted(_sources())
    }
    for path in sorted((root / "book").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        files |= {f"quizzes/{undrawn.FOLDER}/{name}": svg for name, svg in _drawings(cells)}
        files[f"book/{path.name}"] = json.dumps({"cells": list(_headings(cells))}, ensure_ascii=False)
    return _wheel("zero_tolerance_quizzes", project["version"], files, needs, folder)


def nothing(name: str, folder: Path) -> Wheel:
    """A wheel of this name with nothing in it."""
    return _wheel(name, "0", {}, (), folder)


def _sources() -> Iterator[Path]:
    skipped = [HOME / name for name in LEFT_OUT]
    for path in HOME.rglob("*"):
        if path.is_file() and not MADE & set(path.parts) and not any(one in path.parents for one in skipped):
            yield path


def _drawings(cells: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for cell in cells:
        for output in cell.get("outputs", []):
            yield from undrawn.drawings("".join(output.get("data", {}).get("text/html", "")))


def _headings(cells: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for cell in cells:
        lines = "".join(cell["source"]).splitlines() if cell["cell_type"] == "markdown" else []
        found = [line for line in lines if line.startswith("#")]
        if found:
            yield {"cell_type": "markdown", "metadata": {}, "source": "\n\n".join(found)}


def _wheel(name: str, version: str, files: dict[str, Any], needs: Sequence[str], folder: Path) -> Wheel:
    info = f"{name}-{version}.dist-info"
    said = [f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}", *(f"Requires-Dist: {need}" for need in needs)]
    about = "Wheel-Version: 1.0\nGenerator: quizzes.lite\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    packed = files | {f"{info}/METADATA": "\n".join(said) + "\n", f"{info}/WHEEL": about}
    listed = "".join(f"{one},,\n" for one in [*packed, f"{info}/RECORD"])
    path = folder / f"{name}-{version}-py3-none-any.whl"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(zipped(packed | {f"{info}/RECORD": listed}))
    return Wheel(path)

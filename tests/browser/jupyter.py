"""A Jupyter server of the tests' own: a copy of the book, settings that are thrown away, no news from outside; and
hands in a notebook, whatever serves it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from .book import ROOT

SLOW = 60_000  # a kernel starts and anywidget loads its code, while another test keeps the machine busy
TIMES = count()
FLAGS = [
    "--no-browser",
    "--allow-root",
    "--ip=127.0.0.1",
    "--ServerApp.port_retries=0",
    "--IdentityProvider.token=",
    "--ServerApp.password=",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
]
SETTINGS = {
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def jupyter(folder: Path) -> Iterator[str]:
    """The address of a server that serves JupyterLab and Notebook 7 over a copy of the book in `folder`."""
    shutil.copytree(ROOT / "book", folder / "book", ignore=shutil.ignore_patterns(".*"))
    for name, values in SETTINGS.items():
        file = folder / "settings" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(values), encoding="utf-8")
    port = free_port()
    kept = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    env = os.environ | {name: str(folder / place) for name, place in kept.items()} | {"PYTHONPATH": str(ROOT)}
    env.pop("JUPYTER_TOKEN", None)
    command = [Path(sys.executable).with_name("jupyter-lab"), *FLAGS, f"--port={port}"]
    log = folder / "log"
    with (
        log.open("w") as out,
        subprocess.Popen(command, cwd=folder / "book", env=env, stdout=out, stderr=out) as server,
    ):
        try:
            wait(f"http://127.0.0.1:{port}/api/status", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()


def wait(address: str, server: subprocess.Popen, log: Path, seconds: int = 60) -> None:
    """Until the server answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"Jupyter does not answer:\n{log.read_text()[-3000:]}")


# In a notebook


def run_all(page: Page) -> None:
    # Once the kernel is there: before that Notebook 7 drops the command.
    expect(page.locator("[data-status=idle]").first).to_be_visible(timeout=SLOW)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def run(page: Page, code: str) -> None:
    """Run code in a new cell."""
    page.get_by_role("button", name=re.compile("^Insert a cell below")).first.click()
    page.keyboard.press("Enter")
    page.keyboard.insert_text(code)
    page.keyboard.press("Shift+Enter")


def told(page: Page, code: str) -> Any:
    """What Python says of an expression."""
    sign = f"told-{next(TIMES)}"  # so that each output is known from the others
    run(page, f"import json; print('{sign}', json.dumps({code}))")
    output = page.get_by_text(re.compile(f"^{sign} "))
    expect(output).to_be_visible(timeout=SLOW)
    return json.loads(output.inner_text().removeprefix(sign))

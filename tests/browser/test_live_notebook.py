"""A class runs the chapter: the quiz is readable before anything is run, answers on the page, and Python knows."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Locator, Page, expect

from quizzes.content import home
from quizzes.text import plain

from .book import ROOT

BANK = home().bank("warnings")
ITEM = next(item for item in BANK.items if item.type == "single-choice" and item.id in BANK.checks)
RIGHT = next(option for option in ITEM.options if option.key)
WRONG = next(option for option in ITEM.options if not option.key)

SHOW = f'own = quiz("warnings", "{ITEM.id}")\nown'
READ = "print('READ', own.score.points, own.responses, own.report()[0]['state'])"
SET = f'own.responses = {{"{ITEM.id}": "{WRONG.id}"}}'
SETTINGS = {
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
}


@contextmanager
def jupyter(program: str, folder: Path) -> Iterator[str]:
    """The address of a Jupyter server over `folder`, whose settings are its own and which asks no other host."""
    for name, settings in SETTINGS.items():
        path = folder / "settings" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings), encoding="utf-8")
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {f"JUPYTER_{kind}_DIR": str(folder / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    environment = os.environ | own | {"JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"), "JUPYTER_PLATFORM_DIRS": "1"}
    command = [Path(sys.executable).with_name(f"jupyter-{program}"), "--no-browser", "--allow-root", f"--port={port}"]
    command += ["--ServerApp.port_retries=0", "--IdentityProvider.token=", "--LabApp.extension_manager=readonly"]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder / "book", env=environment, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/api/status", server, folder / "server.log")
        yield address
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError(f"Jupyter did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")


@pytest.fixture
def classroom(tmp_path: Path) -> Path:
    """A copy of the chapter with three cells more, in which a student looks at a quiz of their own."""
    (tmp_path / "book").mkdir()
    path = Path(shutil.copy(ROOT / "book" / "warnings.ipynb", tmp_path / "book"))
    notebook = nbformat.read(path, as_version=4)
    notebook.cells += [nbformat.v4.new_code_cell(source) for source in (SHOW, READ, SET)]
    nbformat.write(notebook, path)
    return tmp_path


def cell(page: Page, source: str) -> Locator:
    """The code cell that begins with these words."""
    return page.locator(".jp-CodeCell", has=page.locator(".cm-content", has_text=source.splitlines()[0]))


def run(page: Page, source: str) -> Locator:
    """Run one cell and wait until it was run."""
    one = cell(page, source)
    before = one.locator(".jp-InputPrompt").inner_text()
    one.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    expect(one.locator(".jp-InputPrompt")).not_to_have_text(before)
    expect(one.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]"), timeout=30_000)
    return one


@pytest.mark.parametrize(("program", "tree"), [("lab", "lab/tree"), ("notebook", "notebooks")])
def test_a_chapter_is_read_run_and_answered_in_a_live_notebook(program, tree, classroom, chromium):
    with jupyter(program, classroom) as address:
        context = chromium.new_context(viewport={"width": 1280, "height": 1000})
        page = context.new_page()
        complaints: list[str] = []
        # Our script is loaded from a blob; Jupyter's own complaints are its own.
        page.on("pageerror", lambda error: "blob:" in (error.stack or "") and complaints.append(str(error)))
        page.goto(f"{address}/{tree}/warnings.ipynb")

        # Before anything is run, the stored output is there to read.
        chapter = cell(page, f'quiz("warnings", "{ITEM.id}")').first
        stored = chapter.get_by_text(plain(ITEM.stem), exact=True)
        stored.scroll_into_view_if_needed(timeout=60_000)
        expect(stored).to_be_visible()
        expect(page.get_by_text("model not found")).to_have_count(0)

        # Run the chapter from the menu, once the kernel is there: before that Notebook 7 drops the command.
        expect(page.locator('[data-status="idle"]').first).to_be_visible(timeout=60_000)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        last = cell(page, SET).last.locator(".jp-InputPrompt")
        expect(last).to_have_text(re.compile(r"\[\d+\]"), timeout=90_000)

        # What Python answered last is shown, with its feedback.
        own = cell(page, SHOW).last
        question = own.get_by_role("group", name=plain(ITEM.stem))
        expect(own.get_by_role("radio", name=plain(WRONG.text), exact=True)).to_be_checked()
        expect(question.get_by_text(plain(WRONG.feedback))).to_be_visible()

        # The student answers, and Python reads it.
        own.get_by_role("button", name="Try again").click()
        own.get_by_role("radio", name=plain(RIGHT.text), exact=True).check()
        own.get_by_role("button", name="Check", exact=True).click()
        expect(own.get_by_role("status").filter(has_text="Right.")).to_be_visible()
        read = run(page, READ).locator(".jp-OutputArea-output").last
        expect(read).to_have_text(f"READ {float(ITEM.points)} {{'{ITEM.id}': '{RIGHT.id}'}} right")

        # Set from Python, seen on the page.
        run(page, SET)
        expect(own.get_by_role("radio", name=plain(WRONG.text), exact=True)).to_be_checked()
        expect(question.get_by_text(plain(WRONG.feedback))).to_be_visible()
        assert complaints == []
        context.close()

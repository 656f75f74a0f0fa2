"""What is derived is current, what is said in words is true, and imports point down."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

import quizzes
from quizzes import __main__, words
from quizzes.content import HOME
from quizzes.schema import schemas

ROOT = HOME.parent
DOCS = ["README.md", "CONTRIBUTING.md"]


@pytest.mark.parametrize("name", schemas())
def test_a_schema_is_up_to_date(name):
    assert json.loads((HOME / name).read_text(encoding="utf-8")) == schemas()[name], "run: python -m quizzes schema"


@pytest.mark.parametrize("name", ["marking.js", "quiz.js", "handin.js", "timeline.js", "cite.js", "recall.js"])
def test_the_scripts_have_a_word_for_everything_they_say(name):
    catalogue = words.QUIZ_SCRIPT | words.TIMELINE_SCRIPT | words.NOTES_SCRIPT | words.RECALL_SCRIPT
    said = re.findall(r"""\bsay\('([\w.-]+)'""", (HOME / "static" / name).read_text(encoding="utf-8"))
    assert [key for key in said if key not in catalogue] == []


@pytest.mark.parametrize("name", DOCS)
def test_every_make_target_in_the_documents_exists(name):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b(?=[ `\n=.,;:)])", (ROOT / name).read_text(encoding="utf-8")))
    assert named - {"and"} <= targets  # "make and git" are tools


COMMANDS = [
    "check",
    "refresh",
    "new",
    "preview",
    "pages",
    "cite",
    "schema",
    "serve",
    "pdf",
    "epub",
    "lite",
    "colab",
    "export",
    "handin",
    "report",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_stands_in_contributing(command, capsys):
    with pytest.raises(SystemExit) as left:
        __main__.main([command, "--help"])
    assert left.value.code == 0
    assert len(capsys.readouterr().out) > 60
    text = "".join((ROOT / name).read_text(encoding="utf-8") for name in DOCS)
    assert f"quizzes {command}" in text or f"make {command}" in text


def test_check_counts_what_it_read(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert __main__.main(["check"]) == 0
    assert re.search(r"(?m)^569 claims, 498 sources, \d+ items, \d+ events: no problem found$", capsys.readouterr().out)


def test_a_command_run_elsewhere_says_so(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert __main__.main(["check"]) == 2
    assert "there is no folder 'book' here" in capsys.readouterr().err


def test_cite_prints_what_a_chapter_holds(capsys):
    assert __main__.main(["cite", "s-055", "r-art-dickerson"]) == 0
    assert "[Washington Post 2021](evidence/warnings.md#s-055)" in capsys.readouterr().out
    assert __main__.main(["cite", "s-995"]) == 1
    assert "no claim, source or reading 's-995'" in capsys.readouterr().err


def test_imports_point_down():
    done = subprocess.run([sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
                          cwd=ROOT, capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_package_speaks_of_itself_alone():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    hosts = re.compile(r"registry\.npmjs|files\.pythonhosted|pypi\.org/simple|deb\.debian")
    for name in listed:
        path = ROOT / name
        if (
            path.suffix in {".py", ".js", ".toml", ".txt", ".yml", ".md", ".css"}
            and path != ROOT / "tests/test_project.py"
        ):
            assert not hosts.search(path.read_text(encoding="utf-8")), name


def test_no_module_takes_the_place_of_a_function_that_readers_call():
    """Python puts a module that was imported into its package: a notebook's second import would get that."""
    assert [name for name in quizzes.__all__ if (HOME / f"{name}.py").exists()] == []

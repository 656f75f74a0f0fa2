"""CONTRIBUTING.md is true: its tables name what there is, and its worked example of a new item type works."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from quizzes.checks import PROMISES
from quizzes.content import HOME
from quizzes.forms import Mode
from quizzes.itemtypes import TYPES
from quizzes.itemtypes.base import Item
from quizzes.schema import FILES
from tests.conftest import without

ROOT = HOME.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
NEW = "odd-one-out"


def table(after: str) -> dict[str, str]:
    """Rows of the first table behind a line, by the word in their first cell."""
    lines = TEXT[TEXT.index(after) :].split("\n\n|", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return {line.split("|")[1].strip(" `"): line for line in lines}


def own_fields(name: str) -> set[str]:
    """The fields that a type has beside those of every item."""
    fields = TYPES[name].model_json_schema()["properties"]
    return set(fields) - set(Item.model_json_schema()["properties"]) - {"type"}


def test_every_type_stands_in_the_table_with_its_fields():
    rows = table("What each type needs beside that")
    assert set(rows) == set(TYPES)
    for name, row in rows.items():
        named = set(re.findall(r"[a-z]+", " ".join(re.findall(r"`([^`]+)`", row))))
        assert own_fields(name) <= named, f"{name}: {own_fields(name) - named}"


def test_every_rule_stands_in_the_table():
    known = {rule for kind in TYPES.values() if "rule" in kind.model_fields
             for rule in get_args(kind.model_fields["rule"].annotation)}  # fmt: skip
    assert set(table("**Rules** say")) == known | {"exact"}


def test_every_mode_stands_in_the_table():
    assert set(table("**Modes** say")) == set(get_args(Mode))


def test_every_promise_of_the_linter_stands_in_the_table_as_it_is_made():
    rows = [line for line in TEXT[TEXT.index("## What the checks promise") :].splitlines() if line.startswith("| ")]
    for one in PROMISES:
        assert f"| {one.scope} | `{one.name}` | {one.says.replace('``', '`')} |" in rows
    assert len([row for row in rows[2:] if re.match(r"\| \w+ \| `[a-z-]+` \|", row)]) == len(PROMISES)


def test_the_first_lines_that_name_schemas_are_those_of_the_files():
    for named in re.findall(r"`?\$?schema=(\S+?\.schema\.json)", TEXT) + re.findall(r"`(\.\./[./\w]+\.json)`", TEXT):
        assert Path(named).name in FILES
    for folder, line in {"bank": "../bank", "timelines": "../timeline", "evidence/claims": "../../claims"}.items():
        first = next((HOME / folder).glob("*.yaml")).read_text(encoding="utf-8").splitlines()[0]
        assert first == f"# yaml-language-server: $schema={line}.schema.json"


# The worked example


def block(after: str, language: str, n: int = 0) -> str:
    """The `n`-th fenced block of a language behind a text."""
    return re.findall(rf"```{language}\n(.*?)```", TEXT[TEXT.index(after) :], re.DOTALL)[n]


def patched(text: str, diff: str) -> str:
    """A text with the lines that a diff adds, each behind the line that it follows."""
    before, added = (line[1:] for line in diff.splitlines())
    assert text.splitlines().count(before) == 1, f"one line to follow: {before}"
    return text.replace(f"{before}\n", f"{before}\n{added}\n")


class Place:
    """A copy of package and tests, in which the worked example was followed."""

    def __init__(self, folder: Path):
        self.folder = folder
        ignore = shutil.ignore_patterns("__pycache__", "evidence", ".*")
        shutil.copytree(HOME, folder / "quizzes", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(ROOT / "tests", folder / "tests", ignore=ignore)
        shutil.copytree(ROOT / "book", folder / "book", ignore=ignore)
        for name in ("pyproject.toml", "_toc.yml", "CONTRIBUTING.md"):
            shutil.copy(ROOT / name, folder)
        module = re.search(r"\*\*One module\*\*, `([^`]+)`", TEXT)[1]
        tests = re.search(r"\*\*One test module\*\*, `([^`]+)`", TEXT)[1]
        leaves = re.search(r"\*\*One name\*\*, in `([^`]+)`", TEXT)[1]
        self.write(module, block("**One module**", "python"))
        self.write(tests, block("**One test module**", "python"))
        text = (folder / leaves).read_text(encoding="utf-8")
        for n in (0, 1):
            text = patched(text, block("**One name**", "diff", n))
        self.write(leaves, text)
        self.touched = [module, tests, leaves]

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def pytest(self, *arguments: str) -> str:
        options = ["-q", "-p", "no:cacheprovider", "-p", "no:nbval", "-o", "addopts=--import-mode=importlib"]
        return self.run("-m", "pytest", *options, *arguments)

    def run(self, *command: str) -> str:
        """What Python says when it is run there, with this copy of the package."""
        done = subprocess.run(
            [sys.executable, *command],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Place:
    return Place(tmp_path_factory.mktemp("contributing"))


def test_one_module_one_name_and_one_test_module_are_all_that_the_tests_of_all_types_ask_for(place):
    loops = ["tests/test_items.py", "tests/test_authoring.py", "tests/test_checks.py", "tests/test_schemas.py"]
    assert {"TestEveryItem", "TestNew"} <= set(re.findall(r"::(Test\w+)::", place.pytest("--co", "-k", NEW, *loops)))
    told = place.pytest("-k", f"{NEW} or every_wrong_option or every_example", *loops, "tests/test_odd_one_out.py")
    assert int(re.search(r"(\d+) passed", told)[1]) > 15


def test_an_item_of_the_new_type_is_begun_loaded_marked_rendered_and_checked(place):
    bank = place.folder / "quizzes" / "bank" / "warnings.yaml"
    before = bank.read_text(encoding="utf-8")
    try:
        bank.write_text(without(before, "four-weeks"), encoding="utf-8")
        assert "- id: not-a-warning" in place.run("-m", "quizzes", "new", NEW)
        place.run("-m", "quizzes", "new", NEW, "which-is-odd", "--to", "warnings")
        text = bank.read_text(encoding="utf-8").replace("section: the-section", "section: the-policy-in-brief")
        bank.write_text(text, encoding="utf-8")
        assert "no problem found" in place.run("-m", "quizzes", "check")
        told = json.loads(place.run("-c", USE))
    finally:
        bank.write_text(before, encoding="utf-8")
    assert told["right"] == ["right", 1.0]
    assert told["wrong"] == ["wrong", 0.0]
    assert told["empty"] == ["not-attempted", 0.0]
    assert told["said"] == ["It looks back on what had been done, and could prevent nothing any more."]
    assert told["html"].count('type="radio"') == 4
    assert "the others are warnings" in told["html"]
    assert "How sample responses to which-is-odd are marked" in told["preview"]
    assert "odd-one-out" in told["schema"]


USE = """
import json
from pathlib import Path
from quizzes import page, preview, samples
from quizzes.content import Content, home
from quizzes.schema import schemas

form = home().bank("warnings").form("which-is-odd")
[item] = form.items
made = samples.samples(item.scheme())
told = {name: item.mark(response)[:2] for name, response in made.items()}
told["said"] = [feedback.say for feedback in item.said(made["right"]) if feedback.part == "hhs-oig"]
told["html"] = page.quiz(form, home().evidence)
watch = preview.Watch(Path("quizzes/bank/warnings.yaml"), home())
told["preview"] = watch.look()[1].blocks["which-is-odd"]
told["schema"] = json.dumps(schemas()["bank.schema.json"]["$defs"]["OddOneOut"])
print(json.dumps(told))
"""


def test_the_worked_example_is_written_as_the_code_is(place):
    place.run("-m", "ruff", "check", "--no-cache", *place.touched)
    place.run("-m", "ruff", "format", "--no-cache", "--check", *place.touched)

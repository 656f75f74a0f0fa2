"""The frame of all exports: what the command says, what it writes, and that nothing is left out in silence."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from quizzes import __main__, exports
from quizzes.content import HOME, home
from quizzes.itemtypes.ordering import Ordering

ROOT = HOME.parent
OLD = b"what was there"


@pytest.fixture
def run(monkeypatch, capsys):
    """The command, in the repository: its exit code, and what it says to the reader and of faults."""
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def command(*arguments: object) -> tuple[int, str, str]:
        code = __main__.main(["export", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A file that is there already."""
    path = tmp_path / "cards.apkg"
    path.write_bytes(OLD)
    return path


def test_the_command_writes_a_file_and_says_what_is_in_it(run, kept):
    items = len(home().bank("turn").leaves)
    code, said, faults = run("anki", "turn", "-o", kept)
    assert (code, faults) == (0, "")
    assert re.match(rf"{re.escape(str(kept))}: {items} cards in 1 deck, \d+ KB", said)
    assert kept.read_bytes().startswith(b"PK")
    assert sorted(path.name for path in kept.parent.iterdir()) == [kept.name, exports.REPORT]


def test_a_folder_gets_a_file_with_the_formats_name(run, tmp_path):
    assert run("anki", "turn", "-o", tmp_path)[0] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [exports.REPORT, "zero-tolerance.apkg"]


def test_a_folder_that_is_not_there_is_made(run, tmp_path):
    assert run("anki", "turn", "-o", tmp_path / "for" / "cards")[0] == 0
    assert (tmp_path / "for" / "cards" / "zero-tolerance.apkg").is_file()


def test_a_file_without_a_date_says_so(run, kept, monkeypatch):
    assert "SOURCE_DATE_EPOCH" in run("anki", "turn", "-o", kept)[1]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    assert "SOURCE_DATE_EPOCH" not in run("anki", "turn", "-o", kept)[1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["anki", "warning"], "there is no quiz 'warning'; did you mean 'warnings'?"),
        (["anki", "turn", "xyz"], "there is no quiz 'xyz'; there are: before, trials"),
        (["anky"], "there is no format 'anky'; did you mean 'anki'?"),
        (["anki", "--site", "javascript:x"], "'javascript:x' is no address of a site; write it as https://"),
    ],
)
def test_what_is_not_known_is_told_and_nothing_is_written(run, kept, arguments, told):
    code, _, faults = run(*arguments, "-o", kept)
    assert code == 1
    assert told in faults
    assert kept.read_bytes() == OLD


def test_a_failure_leaves_the_file_that_was_there(run, kept, monkeypatch):
    def full(self: Path, data: bytes) -> int:
        with self.open("wb") as part:
            part.write(data[:10])
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    code, _, faults = run("anki", "turn", "-o", kept)
    assert code == 1
    assert "No space left on device" in faults
    assert kept.read_bytes() == OLD
    assert list(kept.parent.iterdir()) == [kept]


def test_a_report_keeps_what_it_says_of_other_formats(run, tmp_path):
    for name in ("moodle", "anki", "moodle"):
        assert run(name, "turn", "-o", tmp_path)[0] == 0
    told = json.loads((tmp_path / exports.REPORT).read_text(encoding="utf-8"))["formats"]
    assert {name: one["file"] for name, one in told.items()} == {
        "anki": "zero-tolerance.apkg",
        "moodle": "zero-tolerance-moodle.xml",
    }
    assert told["anki"]["lost"] == []
    assert told["moodle"]["lost"]


@pytest.mark.parametrize("text", ["My report", "[]", '{"formats": []}'])
def test_a_report_of_somebody_else_is_not_overwritten(run, tmp_path, text):
    report = tmp_path / exports.REPORT
    report.write_text(text, encoding="utf-8")
    code, _, faults = run("anki", "turn", "-o", tmp_path)
    assert code == 1
    assert "is no report of exports" in faults
    assert [*tmp_path.iterdir()] == [report]
    assert report.read_text(encoding="utf-8") == text


def test_parts_that_several_items_lose_are_told_once_with_their_number():
    lost = [exports.Lost(item, "cloze", "hints", "it has none") for item in ("a", "b", "b")]
    lost += [exports.Lost(item, "cloze", exports.WHOLE, "no") for item in ("c", "d")]
    rows = [line.split(maxsplit=2) for line in exports.table(lost).splitlines()[1:]]
    assert rows == [
        ["2", "items", "cloze  hints: it has none"],
        ["c", "cloze", "the whole item: no"],
        ["d", "cloze", "the whole item: no"],
    ]


def test_a_folder_that_is_not_there_is_told(run, tmp_path):
    code, _, faults = run("anki", "turn", "-o", tmp_path / "nowhere" / "cards.apkg")
    assert code == 1
    assert "nowhere" in faults


def test_a_type_that_a_format_cannot_carry_is_listed_item_by_item(run, kept, monkeypatch):
    monkeypatch.delattr(Ordering, "solved")
    code, said, faults = run("anki", "-o", kept)
    lost = [leaf for bank in home().banks() for leaf in bank.leaves if leaf.type == "ordering"]
    count = sum(len(bank.leaves) for bank in home().banks())
    assert code == 0
    assert lost
    assert f"{count - len(lost)} cards in 10 decks" in said
    rows = [line.split(maxsplit=2) for line in faults.splitlines() if "the whole item" in line]
    assert [tuple(row) for row in rows] == [
        (item.id, "ordering", "the whole item: item type Ordering has no solved()") for item in lost
    ]


def test_the_address_of_the_site_is_that_of_the_configuration(tmp_path):
    assert exports.configured(ROOT) == ""
    assert exports.configured(tmp_path) == ""
    (tmp_path / "_config.yml").write_text('html:\n  baseurl: "https://example.org/book/"\n', encoding="utf-8")
    assert exports.configured(tmp_path) == "https://example.org/book/"
    assert exports.address("https://example.org/book") == "https://example.org/book/"


def test_every_format_is_documented():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert exports.formats()
    assert all(f"quizzes export {name}" in text for name in exports.formats())

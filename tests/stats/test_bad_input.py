"""Whatever a file holds: a clear word or a sound figure, never a traceback and never a wrong number."""

from __future__ import annotations

import json
import zipfile

import pytest

from quizzes import __main__
from quizzes.content import home
from quizzes.stats import analyse
from quizzes.stats.lines import ReadingError

UNREAD = {
    "an empty file": (b"", "the file is empty"),
    "blank lines alone": (b"\n\n  \n", "the file is empty"),
    "headings only": (b"student,q1,q2\n", "there are headings, and no answers below them"),
    "no column for the student": (b"q1,q2\n1,0\n", "nothing tells what its columns are"),
    "mixed delimiters": (b"student;q1;q2\na,1,0\nb,0,1\n", "this row has 1 cells, and the first row has 3"),
    "bytes that are no text": (b"student\0,q1\n\0\0\0", "this is no text"),
    "a line without an end": (b"student,q1\na," + b"x" * 1_000_100, "a line has more than a million characters"),
    "a heading without an end": (b"x" * 1_000_100, "a line has more than a million characters"),
    "nothing that is an item": (b"student,other\na,x\nb,y\n", "no answer in it can be marked"),
    "an open quotation mark": (b'student,q1\na,"1\nb,0\n', ""),
}


@pytest.mark.parametrize("name", UNREAD)
def test_a_file_that_can_not_be_read_says_why_and_how_to_mend_it(name, tmp_path, monkeypatch, capsys):
    data, said = UNREAD[name]
    (tmp_path / "a.csv").write_bytes(data)
    monkeypatch.chdir(tmp_path)
    assert __main__.main(["report", "a.csv"]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert told.startswith("a.csv:")
    assert "Traceback" not in told
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]


def test_a_zip_bomb_and_a_plain_zip_are_not_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"<x/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    with pytest.raises(ReadingError, match="packed more tightly than a table can be"):
        analyse([tmp_path / "bomb.xlsx"], home())
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as packed:
        packed.writestr("a.json", b"{}")
    with pytest.raises(ReadingError, match="this is a ZIP archive; unpack it"):
        analyse([tmp_path / "class.zip"], home())


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ReadingError, match=r"gone\.csv:1: there is no such file or folder; check its name"):
        analyse([tmp_path / "gone.csv"], home())


def one(tmp_path, *rows: str):
    (tmp_path / "a.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return analyse([tmp_path / "a.csv"], home()).quizzes[0]


def test_of_one_student_nothing_is_said_that_one_can_not_say(tmp_path):
    quiz = one(tmp_path, "student,q1,q2", "a,1,0")
    assert (quiz.n, quiz.mean, quiz.sd, quiz.alpha, quiz.sem) == (1, 1, None, None, None)
    assert quiz.why_no_alpha == "not defined: one student"
    assert {item.discrimination for item in quiz.by_item} == {None}
    assert quiz.by_item[0].about == ["One student tells nothing of an item."]


def test_of_one_item_there_is_no_alpha(tmp_path):
    quiz = one(tmp_path, "student,q1", "a,1", "b,0", "c,1")
    assert (quiz.alpha, quiz.why_no_alpha) == (None, "not defined: one item")
    assert quiz.by_item[0].discrimination is None


def test_all_right_is_said_to_be_so(tmp_path):
    quiz = one(tmp_path, "student,q1,q2", *(f"{n},1,1" for n in range(12)))
    assert (quiz.alpha, quiz.sd, quiz.why_no_alpha) == (None, 0, "not defined: everyone had full marks")
    assert quiz.by_item[0].facility == 1
    assert quiz.by_item[0].facility_interval == (pytest.approx(0.7354, abs=1e-4), 1)  # exact, for 12 of 12
    assert quiz.by_item[0].advice == ["easy"]


def test_all_wrong_is_said_to_be_so(tmp_path):
    quiz = one(tmp_path, "student,q1,q2", *(f"{n},0,0" for n in range(12)))
    assert (quiz.alpha, quiz.mean, quiz.why_no_alpha) == (None, 0, "not defined: all scores are the same")
    assert quiz.by_item[0].advice == ["hard"]


def test_marks_that_are_thirds_and_all_alike_have_no_spread(tmp_path):
    quiz = one(tmp_path, "student,q1,q2", *(f"{n},0.3333333333,0.1" for n in range(7)))
    assert quiz.alpha is None
    assert {item.discrimination for item in quiz.by_item} == {None}


def test_formulas_are_harmless_wherever_they_come_out(tmp_path, monkeypatch):
    rows = ["student,=cmd|' /C calc'!A0,\"<script>alert(1)</script>\"", "=1+1,1,0", "b,0,1", "c,1,1"]
    (tmp_path / "a.csv").write_text("\n".join(rows), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert __main__.main(["report", "a.csv", "--names", "--csv", "out.csv", "--json", "out.json"]) == 0
    assert "\n,a,1,'=cmd" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert json.loads((tmp_path / "out.json").read_text())["quizzes"][0]["n"] == 3


def test_the_same_answers_give_the_same_bytes(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text("student,q1,q2,q3\n" + "\n".join(f"{n},{n % 2},{n % 3 % 2},1" for n in range(9)))
    monkeypatch.chdir(tmp_path)
    made = []
    for _ in range(2):
        assert __main__.main(["report", "a.csv"]) == 0
        made.append((tmp_path / "report.html").read_bytes())
    assert made[0] == made[1]


def test_an_engine_that_is_not_there_is_named(tmp_path, capsys):
    (tmp_path / "a.csv").write_text("student,q1\na,1\nb,0\n")
    assert (
        __main__.main(["report", f"{tmp_path}/a.csv", "--backend", "nothing://here", "-o", f"{tmp_path}/r.html"]) == 1
    )
    assert "no engine at nothing://here" in capsys.readouterr().err
    assert not (tmp_path / "r.html").exists()

"""The files that teachers have, each read into the same figures; what can't be read is listed with its line."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import openpyxl
import pytest
from pyarrow import parquet

from quizzes import handin
from quizzes.content import home
from quizzes.forms import ChapterForm
from quizzes.states import ItemState
from quizzes.stats import analyse
from quizzes.text import plain

CHAPTER = "turn"
STUDENTS = [f"student {n}@school.example" for n in range(14)]


def choices():
    """The single-choice items of a chapter that stand alone."""
    return [item for item in home().bank(CHAPTER).items if item.type == "single-choice"]


ITEMS = choices()[:5]


def answered() -> dict[str, dict[str, str]]:
    """What each student chose: the later ones in the list know more."""
    generator = random.Random(3)
    found = {}
    for n, student in enumerate(STUDENTS):
        found[student] = {}
        for item in ITEMS:
            wrong = [option.id for option in item.options if not option.key]
            knows = generator.random() < (n + 1) / (len(STUDENTS) + 1)
            found[student][item.id] = item.keys[0].id if knows else generator.choice(wrong)
    found[STUDENTS[0]].pop(ITEMS[0].id)  # left out
    return found


ANSWERS = answered()


def text(item, option: str) -> str:
    return plain(next(one.text for one in item.options if one.id == option))


def letter(item, option: str) -> str:
    return next(sign for sign, one in item.lettered if one.id == option)


def write(path: Path, rows: list[list[object]], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def wide(cell=lambda item, option: option, heading=lambda item: item.id, blank="") -> list[list[object]]:
    rows = [[cell(item, said[item.id]) if item.id in said else blank for item in ITEMS] for said in ANSWERS.values()]
    return [["Student", *map(heading, ITEMS)], *([student, *row] for student, row in zip(ANSWERS, rows, strict=True))]


def long_() -> list[list[object]]:
    rows = [[student, item, option] for student, said in ANSWERS.items() for item, option in said.items()]
    return [["Student", "Item", "Response"], *rows]


def moodle(asked: bool = True) -> list[list[object]]:
    head = ["Last name", "First name", "Email address", "Status", "Started", "Completed", "Duration", "Grade/5.00"]
    for n in range(1, len(ITEMS) + 1):
        head += [f"Question {n}", f"Response {n}"] if asked else [f"Response {n}"]
    rows: list[list[object]] = [head]
    for student, said in ANSWERS.items():
        row: list[object] = [
            "L",
            "F",
            student,
            "Finished",
            "5 March 2026 9:00 AM",
            "5 March 2026 9:10 AM",
            "10 mins",
            "3",
        ]
        for item in ITEMS:
            options = "; ".join(plain(option.text) for option in item.options)
            row += [f"{plain(item.stem)}: {options}"] if asked else []
            row.append(text(item, said[item.id]) if item.id in said else "-")
        rows.append(row)
    return rows


def canvas() -> list[list[object]]:
    head: list[object] = ["name", "id", "sis_id", "section", "section_id", "section_sis_id", "submitted", "attempt"]
    for n, item in enumerate(ITEMS):
        head += [f"{4000 + n}: {plain(item.stem)}", "1.0"]
    rows: list[list[object]] = [[*head, "n correct", "n incorrect", "score"]]
    for n, (student, said) in enumerate(ANSWERS.items()):
        row: list[object] = [student, 900 + n, "", "", 1, "", "2026-03-05 09:00:00 UTC", 1]
        for item in ITEMS:
            given = said.get(item.id)
            row += [text(item, given) if given else "", 1.0 if given == item.keys[0].id else 0.0]
        rows.append([*row, 1, 5, 1])
    return rows


def handed(folder: Path) -> Path:
    folder.mkdir()
    bank = home().bank(CHAPTER)
    form = ChapterForm(bank, ITEMS, whole=False)
    for student, said in ANSWERS.items():
        states = {
            item.id: ItemState(rev=item.revision, response=said[item.id], checked=True, attempts=1)
            for item in ITEMS
            if item.id in said
        }
        made = handin.make(form, states, True, student, "2026-03-05T09:00:00.000Z")
        (folder / handin.file_name(made)).write_text(handin.text(made), encoding="utf-8")
    return folder


def figures(path: Path, **options):
    report = analyse([path], home(), **options)
    assert [str(one) for one in report.left] == []
    quiz = report.quizzes[0]
    assert (len(report.quizzes), quiz.n, quiz.items) == (1, len(STUDENTS), len(ITEMS))
    return [
        (
            one.id,
            round(one.facility, 9),
            round(one.discrimination, 9),
            [(option.id, option.chosen) for option in one.options],
        )
        for one in quiz.by_item
    ]


def left(path: Path) -> list[tuple[int, str]]:
    return [(one.line, f"{one.what}: {one.why}") for one in analyse([path], home()).left]


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    return figures(write(tmp_path_factory.mktemp("wide") / "wide.csv", wide()))


def test_figures_are_those_of_the_answers(expected):
    for item, (key, facility, _, options) in zip(ITEMS, expected, strict=True):
        given = [said.get(item.id) for said in ANSWERS.values()]
        assert key == item.id
        assert facility == pytest.approx(given.count(item.keys[0].id) / len(STUDENTS))  # left out is wrong
        assert dict(options) == {option.id: given.count(option.id) for option in item.options}


FILES = {
    "letters, semicolons, and a mark at the beginning": (lambda: wide(letter), ";", "utf-8-sig"),
    "texts of options under texts of questions, in UTF-16": (
        lambda: wide(text, lambda item: plain(item.stem)),
        "\t",
        "utf-16",
    ),
    "dashes for what is missing": (lambda: wide(blank="-"), ",", "utf-8"),
    "a row for each answer": (long_, ",", "utf-8"),
    "Moodle's responses": (moodle, ",", "utf-8"),
    "Moodle's responses without the questions": (lambda: moodle(asked=False), ",", "utf-8"),
    "Canvas' student analysis": (canvas, ",", "utf-8"),
}


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_gives_the_same_figures(name, expected, tmp_path):
    rows, delimiter, encoding = FILES[name]
    assert sorted(figures(write(tmp_path / "answers.csv", rows(), delimiter, encoding))) == sorted(expected)


def test_a_folder_of_hand_ins_gives_the_same_figures(expected, tmp_path):
    assert figures(handed(tmp_path / "7b")) == expected


def test_a_spreadsheet_gives_the_same_figures(expected, tmp_path):
    book = openpyxl.Workbook()
    for row in moodle():
        book.active.append(row)
    book.save(tmp_path / "responses.xlsx")
    assert figures(tmp_path / "responses.xlsx") == expected


def test_a_table_that_the_engine_reads_by_itself_gives_the_same_figures(expected, tmp_path, monkeypatch):
    monkeypatch.setattr("quizzes.stats.reading.ENGINE", 0)
    found = figures(write(tmp_path / "long.csv", long_()))
    assert sorted(found) == sorted(expected)


def test_in_a_table_that_the_engine_reads_slips_are_listed_with_their_lines(tmp_path, monkeypatch):
    monkeypatch.setattr("quizzes.stats.reading.ENGINE", 0)
    rows = [*long_(), ["x", ITEMS[0].id, "nonsense"], ["y", "nothing", "1"]]
    found = left(write(tmp_path / "long.csv", rows))
    assert [line for line, _ in found] == [len(rows), len(rows) - 1]


def test_parquet_is_read(expected, tmp_path):
    import pyarrow as pa

    head, *rows = long_()
    parquet.write_table(
        pa.table({name: [row[n] for row in rows] for n, name in enumerate(head)}), tmp_path / "a.parquet"
    )
    assert sorted(figures(tmp_path / "a.parquet")) == sorted(expected)


# Attempts, classes, names


def small(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(("attempt", "mean"), [("first", 0.5), ("last", 1), ("best", 1.5)])
def test_of_several_attempts_the_one_that_is_asked_for_counts(attempt, mean, tmp_path):
    path = small(tmp_path / "a.csv", "student,q1,q2", "a,1,0", "a,1,1", "a,0,1", "b,0,0", "b,1,0", "b,1,0")
    report = analyse([path], home(), attempt=attempt)
    assert report.quizzes[0].mean == mean
    assert report.again == 8


def test_a_later_attempt_on_the_page_counts_only_if_it_is_asked_for(tmp_path):
    form = ChapterForm(home().bank(CHAPTER), ITEMS[:1], whole=False)
    right = ITEMS[0].keys[0].id
    wrong = next(option.id for option in ITEMS[0].options if not option.key)
    state = ItemState(rev=ITEMS[0].revision, response=right, first=wrong, checked=True, attempts=2)
    made = handin.make(form, {ITEMS[0].id: state}, True, "A", "2026-03-05T09:00:00.000Z")
    (tmp_path / "a.json").write_text(handin.text(made), encoding="utf-8")
    assert [analyse([tmp_path / "a.json"], home(), attempt=one).quizzes[0].mean for one in ("first", "last")] == [0, 1]


def test_marks_may_have_decimal_commas_and_a_most_in_the_heading(tmp_path):
    report = analyse([small(tmp_path / "a.csv", "name;essay /2;sum", "A;1,5;1,5", "B;0,5;0,5")], home())
    item = report.quizzes[0].by_item[0]
    assert (item.id, item.most, item.facility) == ("essay", 2, 0.5)
    assert "“sum” is no item" in report.notes[0]


def test_missing_is_wrong_or_left_out_as_one_says(tmp_path):
    path = small(tmp_path / "a.csv", "student,q1,q2", "a,1,1", "b,,1", "c,0,0")
    wrong, out = (analyse([path], home(), blank_is_wrong=one).quizzes[0].by_item[0] for one in (True, False))
    assert (wrong.facility, wrong.n, out.facility, out.n) == (pytest.approx(1 / 3), 3, 0.5, 2)


def test_students_have_codes_unless_names_are_asked_for(tmp_path):
    path = small(tmp_path / "a.csv", "name,q1,q2", "Zoe,1,1", "Ada,0,1")
    told = [
        [one.student for one in analyse([path], home(), names=names).quizzes[0].students] for names in (False, True)
    ]
    assert told == [["Student 1", "Student 2"], ["Zoe", "Ada"]]


def test_classes_are_told_apart(tmp_path):
    path = small(tmp_path / "a.csv", "class,student,q1,q2", "7a,a,1,1", "7a,b,0,1", "7b,a,0,0")
    assert [(quiz.class_, quiz.n, quiz.mean) for quiz in analyse([path], home()).quizzes] == [
        ("7a", 2, 1.5),
        ("7b", 1, 0),
    ]


# Nothing is dropped in silence


def test_an_unknown_option_and_an_unknown_item_are_listed_with_their_lines(tmp_path):
    item = ITEMS[0]
    key = item.keys[0].id
    path = small(tmp_path / "a.csv", f"student,{item.id},what-is-this", f"a,{key},x", "b,nonsense,y", f"c,{key},z")
    (one, two) = left(path)
    assert one[0] == 1
    assert "what-is-this: no item of the book or of the key" in one[1]
    assert two[0] == 3
    assert "nonsense: the item has no such option" in two[1]


def test_a_row_of_other_length_is_listed_and_the_rest_is_read(tmp_path):
    path = small(tmp_path / "a.csv", "student,q1,q2", "a,1,1", "b;0;1", "c,0,1,5", "d,0,1")
    assert [line for line, _ in left(path)] == [3, 4]


def test_an_attempt_that_is_not_finished_is_listed(tmp_path):
    rows = moodle()
    rows[2][3] = "In progress"
    report = analyse([write(tmp_path / "a.csv", rows)], home())
    assert [(one.line, one.why) for one in report.left] == [(3, "the attempt is not finished; left out")]
    assert report.quizzes[0].n == len(STUDENTS) - 1


def test_windows_text_is_read_and_said_to_be_so(tmp_path):
    (tmp_path / "a.csv").write_bytes("name;q1;q2\nZo\xeb;1;0\nB;0;1\n".encode("cp1252"))
    report = analyse([tmp_path / "a.csv"], home(), names=True)
    assert report.quizzes[0].students[0].student == "Zo\xeb"
    assert "Windows-1252" in report.notes[0]

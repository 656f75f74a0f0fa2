"""What students hand in: a file says what its page said it would, and whatever a file holds, its faults are told."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import quizzes
from quizzes import __main__, exports
from quizzes.content import HOME, home
from quizzes.handin import HandIn, file_name, make, read, revision_of, text
from quizzes.handin.against import Banks
from quizzes.handin.collected import collect, table
from quizzes.handin.source import MOST
from quizzes.mixed import SEED
from quizzes.samples import right, samples
from quizzes.states import ItemState
from quizzes.widget import StaticQuiz
from tests.kept.cases import near

from .browser import gallery

SAVED = "2026-11-26T09:00:00Z"
SCHEMA = json.loads((HOME / "handin.schema.json").read_text(encoding="utf-8"))
BANK = gallery.bank()
BANKS = Banks([BANK])
KINDS = ("right", "partial", "wrong", "empty")


def made(kind: str = "right", mode: str = "each", handed: bool = True, name: str = "Ada", **changes: Any) -> HandIn:
    """The examples of all types, each answered in one way where there is such a response."""
    form = BANK.form(mode=mode)
    states = {}
    for item in form.leaves:
        response = samples(item.scheme()).get(kind, right(item.scheme()))
        blank = item.mark(response).state == "not-attempted"
        state = {"rev": item.revision, "response": response, "checked": not blank, "attempts": int(not blank)}
        states[item.id] = ItemState(**state | changes)
    return make(form, states, handed, name, SAVED)


def document(**changes: Any) -> dict[str, Any]:
    return json.loads(text(made())) | changes


@pytest.fixture
def look(tmp_path):
    """Reads a document, a text or bytes as a file, and says what is wrong with it, or what should be known."""

    def look(found: Any, notes: bool = False) -> list[str]:
        path = tmp_path / "file.json"
        data = found if isinstance(found, bytes) else (found if isinstance(found, str) else json.dumps(found)).encode()
        path.write_bytes(data)
        one = read(path, home(), BANKS)
        said = one.notes if notes else [str(problem).removeprefix(f"{path}:") for problem in one.problems]
        return [re.sub(r"^\d+: ", "", line) for line in said]

    return look


def item(found: dict[str, Any], key: str) -> dict[str, Any]:
    return next(one for one in found["items"] if one["id"] == key)


def key_of(type_: str) -> str:
    return next(leaf.id for leaf in BANK.form().leaves if leaf.type == type_)


# What a file is


@pytest.mark.parametrize("mode", ["each", "end", "exam", "practice"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_type_of_item_goes_into_a_file_and_comes_out_with_the_marks_of_the_page(tmp_path, kind, mode):
    handin = made(kind, mode)
    path = tmp_path / file_name(handin)
    path.write_text(text(handin), encoding="utf-8")
    assert jsonschema.validate(json.loads(text(handin)), SCHEMA) is None
    found = read(path, home(), BANKS)
    assert (found.problems, found.notes, found.handin) == ([], [], handin)
    for answer, leaf, mark in found.answers:
        assert leaf.id == answer.id
        wanted = None if leaf.type == "open-answer" or kind == "empty" else mark.score
        assert answer.score == wanted
        if kind == "empty":
            assert answer.response is None


def test_a_file_is_pretty_and_the_same_again():
    assert text(made()) == text(made())
    assert text(made()).startswith('{\n "format": "zero-tolerance-hand-in",\n "version": 1,\n "name": "Ada",\n')
    assert '"score": 1,' in text(made())


def test_a_file_holds_no_more_than_the_page_says():
    assert set(document()) == {"format", "version", "name", "quiz", "revision", "mode", "handed", "saved", "items"}
    fields = {"id", "revision", "response", "checked", "revealed", "score", "points", "attempts", "hints"}
    assert all(set(one) == fields for one in document()["items"])
    more = json.loads(text(made(sure=2, first="x")))["items"]
    assert all(set(one) - fields <= {"sure", "first"} for one in more)


def test_an_exam_that_is_not_handed_in_has_no_points_and_says_so(look):
    handin = made("right", "exam", handed=False, first="x", revealed=True)
    assert handin.handed is False
    assert all(not (one.checked or one.revealed or one.score or one.first) for one in handin.items)
    assert look(text(handin), notes=True) == ["this exam is not handed in, so it has no points"]


def test_the_first_answer_is_told_where_it_is_known_and_can_be_read(look):
    chosen = key_of("single-choice")
    leaf = BANK.form()[chosen]
    wrong = samples(leaf.scheme())["wrong"]
    found = json.loads(text(made(first=wrong)))
    assert item(found, chosen)["first"] == {"response": wrong, "score": 0}
    assert "first" not in item(found, key_of("multiple-choice"))
    assert look(found) == []
    item(found, chosen)["first"]["score"] = 1
    [problem] = look(found)
    assert problem.startswith(
        f"items {chosen} > first > score: the file says 1 of 1, and marked again the answer earns 0"
    )


def test_the_name_of_a_file_is_made_of_letters_and_digits_alone():
    names = {
        "Ada Lovelace": "Ada-Lovelace",
        "../x.y": "x-y",
        "李 雷": "李-雷",
        "7b/12": "7b-12",
        "दीपिका": "दीपिका",
        "✿": "",
    }
    for name, words in names.items():
        assert file_name(made(name=name)) == "-".join(filter(None, ["zero-tolerance-gallery", words])) + ".json"


def test_the_revision_of_a_quiz_follows_from_its_items_and_their_order():
    assert revision_of([]) == "811c9dc5"  # FNV-1a of nothing
    pairs = [("a", "0123abcd"), ("b", "89abcdef")]
    assert len({revision_of(pairs), revision_of(pairs[::-1]), revision_of(pairs[:1])}) == 3


def test_the_file_in_the_documentation_is_one(look):
    kept = (HOME.parent / "CONTRIBUTING.md").read_text("utf-8").partition("## What a reader hands in")[2]
    shown = re.findall(r"```json\n(.*?)```", kept, re.DOTALL)[0]
    found = HandIn.model_validate_json(shown)
    assert set(found.model_fields_set) == set(HandIn.model_fields)
    assert set(found.items[0].model_fields_set) == set(type(found.items[0]).model_fields)
    assert look(shown)[0].startswith("quiz: there is no quiz")  # in the examples' bank; its revision is right


# What is wrong with one


def changed(key: str | None = None, **changes: Any):
    def change(found):
        (item(found, key_of(key)) if key else found).update(changes)

    return change


def left_out(name: str, key: str | None = None):
    def change(found):
        del (item(found, key_of(key)) if key else found)[name]

    return change


def swapped(found):
    found["items"].reverse()


def doubled(found):
    found["items"].append(found["items"][0])


ONE, MANY, NUMBER, OPEN = "single-choice", "multiple-choice", "numeric", "open-answer"
SLIPS = {
    'name: this is "a\\u0007": it has characters': changed(name="a\x07"),
    'name: this is "a\N{REPLACEMENT CHARACTER}': changed(name="a\u202eb"),
    'name: this is ""; write 1 to 60 characters': changed(name=""),
    'name: this is "aaaa': changed(name="a" * 61),
    "name: this is missing; write 1 to 60": left_out("name"),
    "quiz: there is no quiz \"galery\"; did you mean 'gallery'?": changed(quiz="galery"),
    'quiz: there is no quiz "gallery-none"; its name and its items do not fit': changed(quiz="gallery-none"),
    'quiz: this is "../x"; write a name of small letters': changed(quiz="../x"),
    "version: this is true: a number is wanted, not true or false; write 1": changed(version=True),
    'mode: this is "test"; write "each"': changed(mode="test"),
    "handed: this is null in the mode 'exam'; write true or false": changed(mode="exam"),
    'saved: this is "yesterday"; write a day and time': changed(saved="yesterday"),
    "items: this is []": changed(items=[]),
    "revision: it does not follow from the items": changed(revision="00000000"),
    "revision: it does not follow from the items: some were changed, moved": swapped,
    "items {single-choice}: this item stands twice": doubled,
    "items no. 1 > id: this is missing": left_out("id", ONE),
    "items {single-choice} > response: this is missing; write the answer": left_out("response", ONE),
    "items {single-choice} > response: unknown id 'none'; this item has": changed(ONE, response="none"),
    "items {multiple-choice} > response: a response to this item is a list": changed(MANY, response={}),
    "items {ordering} > response: 1 of": changed("ordering", response=["warned"]),
    "items {cloze} > response: unknown id 'no-gap'": changed("cloze", response={"no-gap": "x"}),
    "items {numeric} > response: a response to this item is a number": changed(NUMBER, response=12),
    "items {single-choice} > points: the item gives 1, not 3; write 1": changed(ONE, points=3),
    "items {single-choice} > score: 7 of 1 points is too much": changed(ONE, score=7),
    "items {single-choice} > score: the file says 0.5 of 1, and marked again the answer earns 1": changed(
        ONE, score=0.5
    ),
    "items {single-choice} > score: the answer was checked, and there is no score": changed(ONE, score=None),
    "items {single-choice} > score: there is a score, and the answer was not checked": changed(ONE, checked=False),
    "items {open-answer} > score: no machine marks an open answer; write null": changed(OPEN, score=1),
    "items {numeric} > attempts: this is -1; write a whole number": changed(NUMBER, attempts=-1),
    "items {numeric} > sure: this is 4; write 1, 2 or 3": changed(NUMBER, sure=4),
    'items no-such > id: no bank has the item "no-such"': changed(NUMBER, id="no-such"),
}


@pytest.mark.parametrize("said", SLIPS)
def test_a_slip_is_named_with_its_place_and_what_to_write(look, said):
    found = document()
    SLIPS[said](found)
    wanted = re.sub(r"\{([a-z-]+)\}", lambda name: key_of(name[1]), said)
    assert [line for line in look(found) if line.startswith(wanted)], look(found)


def test_an_unknown_item_brings_the_likely_one(look):
    found = document()
    one = item(found, key_of(ONE))
    one["id"] = one["id"][:-1]
    assert any(f"did you mean '{key_of(ONE)}'?" in line for line in look(found))


def test_a_place_has_its_line(tmp_path):
    path = tmp_path / "file.json"
    found = document()
    item(found, key_of("numeric"))["hints"] = "two"
    path.write_text(json.dumps(found, indent=1), encoding="utf-8")
    [problem] = read(path, home(), BANKS).problems
    line = path.read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert line == f'   "id": "{key_of("numeric")}",'


DEEP = "[" * 100_000 + "]" * 100_000
NO_FILES = {
    "the file is empty": " \n",
    "this is not JSON: expecting value": "Ada's answers",
    "the file is cut off here": text(made())[:-90],
    "the file is cut off": '{"format": "zero-tol',
    "byte 0 is not UTF-8 text": text(made()).encode("utf-16"),
    "it names no format": "[]",
    "its format is \"other\", and a file that is handed in says 'zero-tolerance-hand-in'": document(format="other"),
    "this is a copy of all that a browser keeps (My progress)": {"version": 1, "items": {}},
    "it is of version 2, from a later edition": document(version=2),
    "NaN is no number in JSON": text(made()).replace('"score": 1,', '"score": NaN,', 1),
    "the number \"1e999\" is too large": text(made()).replace('"score": 1,', '"score": 1e999,', 1),
    "a number has 5000 digits": text(made()).replace('"hints": 0', '"hints": ' + "9" * 5000, 1),
    "the field \"name\" stands twice": text(made()).replace('"name": "Ada",', '"name": "Ada", "name": "Bea",'),
    "it has groups within groups": DEEP,
    "it has more than 12 groups": document(extra=json.loads("[" * 12 + "]" * 12)),
    "it is larger than 2.0 MB; see what it is": " " * (MOST + 1),
}  # fmt: skip


@pytest.mark.parametrize("said", NO_FILES, ids=lambda said: said[:40])
def test_what_is_no_such_file_is_told_apart(look, said):
    [problem] = look(NO_FILES[said])
    assert said in problem
    assert "; " in problem


def test_a_file_with_a_byte_order_mark_is_read(look):
    assert look(b"\xef\xbb\xbf" + text(made()).encode()) == []


def test_a_text_that_is_no_number_is_no_answer_and_no_fault(look):
    found = document()
    item(found, key_of("numeric")).update(response="about twelve", checked=False, score=None, attempts=0)
    assert look(found) == []


def test_fields_of_a_later_edition_are_told_and_left_alone(look):
    found = document(device="phone")
    found["items"][0]["seconds"] = 12
    assert look(found) == []
    assert look(found, notes=True) == [
        f'the field "seconds" at items {found["items"][0]["id"]} is not known here and was left alone',
        'the field "device" is not known here and was left alone',
    ]


def test_a_file_of_another_edition_is_told_with_what_has_changed_and_is_no_fault(look):
    found = document()
    revised, gone = (item(found, key_of(name)) for name in ("numeric", "cloze"))
    revised.update(revision="00000000", response="whatever it was")
    found["items"].remove(gone)
    found["revision"] = revision_of((one["id"], one["revision"]) for one in found["items"])
    assert look(found) == []
    assert look(found, notes=True) == [
        f"revised since, so not marked again: {revised['id']}",
        f"new in this quiz since: {gone['id']}",
    ]


def test_whatever_one_value_is_a_file_is_read_or_its_fault_is_told_and_the_schema_agrees(tmp_path):
    whole = json.loads(text(made("wrong", sure=2)))
    kept = [item(whole, key_of(name)) for name in ("single-choice", "open-answer")]
    whole["items"] = [kept[0] | {"first": {"response": kept[0]["response"], "score": 0}}, kept[1]]
    whole["revision"] = revision_of((one["id"], one["revision"]) for one in whole["items"])
    validator, path, found = jsonschema.Draft202012Validator(SCHEMA), tmp_path / "file.json", 0
    for other in near(copy.deepcopy(whole)):
        path.write_text(json.dumps(other), encoding="utf-8")
        one = read(path, home(), BANKS)
        fits = validator.is_valid(other)
        assert (one.problems or one.handin) if fits else (one.problems and not one.handin), other
        found += bool(one.handin)
        for problem in one.problems:
            assert str(problem).isprintable(), other
    assert found > 100


# The files of a class


@pytest.fixture
def folder(tmp_path):
    """What came from a class: two who answered, one twice, one in a folder of their own, and a picture."""
    for name, n in (("Ada", 3), ("Ben", 2)):
        quiz = quizzes.quiz("turn")
        quiz.responses = {leaf.id: right(leaf.scheme()) for leaf in quiz.form.leaves[:n]}
        quiz.hand_in(name, tmp_path)
    quiz.hand_in("ben", tmp_path)
    (tmp_path / "Cy_123").mkdir()
    review = quizzes.review("A", seed=7)
    review.responses = {review.form.leaves[0].id: right(review.form.leaves[0].scheme())}
    review.hand_in("Cy", tmp_path / "Cy_123")
    (tmp_path / "cat.jpg").write_bytes(b"")
    (tmp_path / ".DS_Store").write_bytes(b"")
    return tmp_path


def test_a_folder_is_told_as_a_table_with_who_handed_in_twice_and_what_was_left_out(folder, capsys):
    assert __main__.main(["handin", str(folder)]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split() == ["name", "quiz", "revision", "answered", "points", "file"]
    form = home().bank("turn").form()
    of = sum(leaf.points for leaf in form.leaves if leaf.type != "open-answer")
    got = sum(leaf.points for leaf in form.leaves[:3] if leaf.type != "open-answer")
    cells = [re.split(r"  +", row) for row in rows]
    assert ["Ada", "turn", "current", f"3 of {len(form.leaves)}", f"{got} of {of}"] in [row[:5] for row in cells]
    assert ["Cy", "review-a-7", "current", "1 of 25"] in [row[:4] for row in cells]
    told = "\n".join(rows)
    assert f"{folder / 'cat.jpg'}: left out" in told
    assert "Ben handed in 'turn' 2 times, saved " in told.replace("ben handed", "Ben handed")
    assert "DS_Store" not in told


def test_the_report_of_an_export_in_the_same_folder_is_no_faulty_file(folder):
    (folder / exports.REPORT).write_text("{}", encoding="utf-8")
    found = collect([folder], home())
    assert not found.problems
    assert f"{folder / exports.REPORT}: left out, a report of exports" in found.notes


def test_the_same_file_sent_twice_is_told(folder):
    path = folder / "zero-tolerance-turn-Ada.json"
    (folder / "zero-tolerance-turn-Ada (1).json").write_bytes(path.read_bytes())
    assert any(
        note.startswith("Ada handed in 'turn' 2 times, all the same: ") for note in collect([folder], home()).notes
    )


def test_a_file_that_is_named_twice_is_read_once(folder):
    path = folder / "zero-tolerance-turn-Ada.json"
    assert len(collect([path, path], home()).reads) == 1


def test_problems_are_all_told_and_the_command_fails(folder, capsys):
    (folder / "a.json").write_text("{", encoding="utf-8")
    (folder / "b.json").write_text("[]", encoding="utf-8")
    (folder / "none").mkdir()
    assert __main__.main(["handin", str(folder), str(folder / "none"), str(folder / "no.json")]) == 1
    told = capsys.readouterr()
    assert "Ada" in told.out
    for said in ("a.json:1: column 2: the file is cut off", "b.json:1: file: it names no format"):
        assert said in told.err
    assert f"{folder / 'none'}:1: folder: no file in it has a name that ends in .json" in told.err
    assert "no.json:1: file: it can't be opened: No such file" in told.err
    assert "4 problems in 4 files" in told.err


def test_what_stands_in_a_file_does_nothing_in_a_terminal(folder, capsys):
    found = document(format="\x1b[2J", **{"\x1b]0;x": 1})
    (folder / "a.json").write_text(json.dumps(found), encoding="utf-8")
    __main__.main(["handin", str(folder)])
    told = capsys.readouterr()
    assert "\x1b" not in told.out + told.err


def test_answers_to_another_revision_are_counted_as_they_were_marked(tmp_path):
    found = document()
    for one in found["items"]:
        one["revision"] = "00000000"
    found["revision"] = revision_of((one["id"], one["revision"]) for one in found["items"])
    path = tmp_path / "file.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    of = sum(leaf.points for leaf in BANK.form().leaves if leaf.type != "open-answer")
    assert f"another   {len(found['items'])} of {len(found['items'])}" in table([read(path, home(), BANKS)])
    assert f"{of} of {of}" in table([read(path, home(), BANKS)])


# In a notebook


@pytest.fixture(params=["live", "static"])
def quiz(request):
    return quizzes.quiz("turn") if request.param == "live" else StaticQuiz(home().bank("turn").form(), home().evidence)


def test_a_notebook_writes_the_file_and_says_so(quiz, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    leaf = quiz.form.leaves[0]
    quiz.responses = {leaf.id: samples(leaf.scheme())["wrong"]}
    quiz.responses = {leaf.id: right(leaf.scheme())}
    quiz.hand_in("  Ada   L. ")
    assert capsys.readouterr().out == "Saved as zero-tolerance-turn-Ada-L.json. Send it as you send homework.\n"
    found = read(Path("zero-tolerance-turn-Ada-L.json"), home())
    assert (found.problems, found.notes, found.handin.name) == ([], [], "Ada L.")
    first = found.handin.items[0]
    assert (first.attempts, first.score, first.first.score) == (2, leaf.points, 0)


def test_a_notebook_refuses_a_file_that_is_there_a_name_that_cannot_be_and_nothing_at_all(quiz, tmp_path):
    with pytest.raises(ValueError, match="nothing is answered yet"):
        quiz.hand_in("Ada", tmp_path)
    quiz.responses = {leaf.id: right(leaf.scheme()) for leaf in quiz.form.leaves[:1]}
    for name in ("", " ", "a\x00", "x" * 61, "a\u202eb"):
        with pytest.raises(ValueError, match="name"):
            quiz.hand_in(name, tmp_path)
    assert list(tmp_path.iterdir()) == []
    quiz.hand_in("Ada", tmp_path)
    [path] = tmp_path.iterdir()
    before = path.read_bytes()
    with pytest.raises(FileExistsError, match="is there already; take it away, or write another name, such as 'Ada 2'"):
        quiz.hand_in("Ada", tmp_path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(("state", "handed"), [({}, False), ({"mode": "exam", "handed": True}, True),
                                               ({"mode": "end", "handed": True}, False), ("words", False)])  # fmt: skip
def test_a_notebook_knows_whether_an_exam_is_handed_in(tmp_path, capsys, state, handed):
    quiz = StaticQuiz(home().bank("turn").form(mode="exam"), home().evidence)
    quiz.responses = {leaf.id: right(leaf.scheme()) for leaf in quiz.form.leaves[:1]}
    quiz.quiz_state = {"turn": state}
    quiz.hand_in("Ada", tmp_path)
    assert ("not handed in yet" in capsys.readouterr().out) != handed
    found = read(next(tmp_path.iterdir()), home())
    assert (found.handin.handed, found.handin.items[0].checked) == (handed, handed)


@pytest.mark.parametrize("seed", [SEED, 7, -1])
def test_a_review_and_a_part_of_a_quiz_are_known_again(tmp_path, seed):
    review = quizzes.review("B", seed=seed)
    part = quizzes.quiz("turn", *(listed.id for listed in home().bank("turn").form().items[1:3]))
    for quiz in (review, part):
        quiz.responses = {quiz.form.leaves[0].id: right(quiz.form.leaves[0].scheme())}
        quiz.hand_in("Ada", tmp_path)
    found = collect([tmp_path], home())
    assert [one.problems for one in found.reads] == [[], []]
    assert {one.form.id for one in found.reads} == {review.form.id, part.form.id}

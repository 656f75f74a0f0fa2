"""Kahoot, Quizizz and Blackboard: each line is what the program's template asks for, and what does not fit is told."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest

from quizzes.content import home
from quizzes.exports import WHOLE, Asked, AskedError, Made, Placed, blackboard, kahoot, quizizz
from quizzes.text import plain

from .browser.gallery import bank as examples
from .flashcards import Banks

FORMATS = {"kahoot": kahoot, "quizizz": quizizz, "blackboard": blackboard}


@pytest.fixture(scope="module")
def made() -> dict[str, Made]:
    return {name: format_.export(Asked(home())) for name, format_ in FORMATS.items()}


def cells(data: bytes) -> list[list[Any]]:
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    return [[cell.value for cell in row] for row in page.iter_rows()]


def carried(made: Made) -> list[Placed]:
    left = {one.item for one in made.lost if one.part == WHOLE}
    return [placed for placed in Asked(home()).placed() if placed.item.id not in left]


def keys(item: Any) -> set[str]:
    return {item.key} if item.type == "true-false" else {plain(option.text) for option in item.keys}


def test_kahoot_finds_header_questions_and_keys_where_it_looks_for_them(made):
    rows = cells(made["kahoot"].data)
    assert rows[7][1:] == kahoot.HEADS
    assert all(cell is None for row in rows[:7] for cell in row)
    placed = carried(made["kahoot"])
    assert len(placed) > 20
    for row, one in zip(rows[8:], placed, strict=True):
        _, question, *answers, time, right = row
        assert question == plain(one.item.stem)
        assert len(question) <= 120
        given = [answer for answer in answers if answer is not None]
        assert 2 <= len(given) <= 4
        assert max(map(len, given)) <= 75
        assert time in (5, 10, 20, 30, 60, 90, 120, 240)
        chosen = {given[int(n) - 1] for n in str(right).split(",")}
        assert {one.lower() for one in chosen} == {one.lower() for one in keys(one.item)}, one.item.id


def test_what_is_too_long_for_kahoot_is_told_with_its_length_and_not_cut(made):
    told = {one.item: one.how for one in made["kahoot"].lost if one.part == WHOLE}
    long = [one.item for one in Asked(home()).placed() if len(plain(one.item.stem)) > 120]
    assert long
    for item in long:
        assert item.id in told
    assert f"its question has {len(plain(long[0].stem))} characters" in told[long[0].id]


def test_quizizz_has_a_line_for_each_choice_with_its_reason(made):
    head, *rows = cells(made["quizizz"].data)
    assert head == quizizz.HEADS
    for row, one in zip(rows, carried(made["quizizz"]), strict=True):
        said = dict(zip(head, row, strict=True))
        assert said["Question Text"].endswith(plain(one.item.stem))
        assert plain(one.item.rationale) in said["Answer explanation"]
        if said["Question Type"] in ("Multiple Choice", "Checkbox"):
            chosen = {said[f"Option {n}"] for n in str(said["Correct Answer"]).split(",")}
            assert {text.lower() for text in chosen} == {text.lower() for text in keys(one.item)}, one.item.id
        else:
            assert said["Correct Answer"] is None


def blackboard_lines(data: bytes) -> Iterator[list[str]]:
    text = data.decode()
    assert text.endswith("\r\n")
    assert "\r\n\r\n" not in text
    for line in text.removesuffix("\r\n").split("\r\n"):
        yield line.split("\t")


def test_blackboard_reads_each_kind_as_its_guide_says(made):
    kinds = set()
    for (kind, asks, *answers), one in zip(
        blackboard_lines(made["blackboard"].data), carried(made["blackboard"]), strict=True
    ):
        item = one.item
        kinds.add(kind)
        assert asks.endswith(plain(item.stem))
        match kind:
            case "MC" | "MA":
                marks = answers[1::2]
                assert {*marks} == {"correct", "incorrect"}
                right = {text for text, mark in zip(answers[::2], marks, strict=True) if mark == "correct"}
                assert right == keys(item)
                assert kind == "MA" or len(right) == 1
            case "TF":
                assert answers == [item.key]
            case "ORD":
                assert answers == [plain(entry.text) for entry in item.entries]
            case "MAT":
                assert len(answers) == 2 * len({*answers[::2]}) == 2 * len({*answers[1::2]})
            case "NUM":
                number, room = map(float, answers)
                assert item.mark(answers[0]).score == item.points
                assert item.mark(str(number + room + 1)).score == 0
            case "FIB":
                assert all(item.mark(answer).score == item.points for answer in answers)
    assert kinds == {"MC", "MA", "TF", "ORD", "MAT", "NUM", "FIB", "ESS"}


@pytest.mark.parametrize("name", FORMATS)
def test_every_item_is_in_the_file_or_told_as_left_out(made, name):
    told = {one.item for one in made[name].lost}
    assert told == {placed.item.id for placed in Asked(home()).placed()}  # feedback is lost of each that is there


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_questions_give_the_same_bytes(made, name):
    assert FORMATS[name].export(Asked(home())).data == made[name].data


def test_a_text_that_begins_like_a_formula_stays_text():
    bank = examples("single-choice")
    options = [one.model_copy(update={"text": f"=1+{n}"}) for n, one in enumerate(bank.items[0].options)]
    item = bank.items[0].model_copy(update={"stem": "=SUM(A1)", "options": options})
    asked = Asked(Banks(bank.model_copy(update={"items": [item]})))
    page = openpyxl.load_workbook(io.BytesIO(kahoot.export(asked).data)).active
    assert page["B9"].value == "=SUM(A1)"
    assert {page.cell(9, column).data_type for column in (2, 3, 4, 5)} == {"s"}


def test_a_quiz_of_which_nothing_fits_is_an_error_and_no_empty_file():
    with pytest.raises(AskedError, match="no question"):
        kahoot.export(Asked(Banks(examples("cloze"))))

"""GIFT as another program reads it: gift-pegjs finds every question, its key, and what is said of each answer."""

from __future__ import annotations

import html
import re
from collections import Counter
from typing import Any

import lxml.html
import pytest
from playwright.sync_api import Browser

from quizzes.content import HOME, home
from quizzes.exports import WHOLE, Asked, Placed, gift
from quizzes.itemtypes.base import Choice
from quizzes.text import plain

from ..flashcards import Banks
from .gallery import bank as examples

PARSER = HOME.parent / "tests" / "vendor" / "gift-pegjs" / "gift-parser.js"


def parsed(chromium: Browser, text: str) -> list[dict[str, Any]]:
    context = chromium.new_context()
    page = context.new_page()
    page.add_script_tag(path=PARSER)
    found = page.evaluate("text => giftParser.parse(text)", text)
    context.close()
    return [one for one in found if one["type"] != "Category"]


@pytest.fixture(scope="module")
def asked() -> Asked:
    return Asked(home())


@pytest.fixture(scope="module")
def read(chromium: Browser, asked: Asked) -> list[tuple[Placed, dict[str, Any]]]:
    """Each item that the file has, with the question that was read."""
    made = gift.export(asked)
    left = {one.item for one in made.lost if one.part == WHOLE}
    placed = [one for one in asked.placed() if one.item.id not in left]
    return list(zip(placed, parsed(chromium, made.data.decode()), strict=True))


def words(text: str) -> str:
    """The words of HTML, however often they were escaped on the way."""
    return " ".join(lxml.html.fromstring(f"<p>{text or ' '}</p>").text_content().split())


def same(text: str, author: str) -> bool:
    return words(text) == words(html.escape(plain(author), quote=False))


def test_each_question_asks_what_the_item_asks_and_says_why(read):
    assert len(read) > 150
    for placed, question in read:
        assert words(html.escape(plain(placed.item.stem), quote=False)) in words(question["stem"]["text"]), (
            placed.item.id
        )
        reason = words(html.escape(plain(placed.item.rationale), quote=False))
        assert reason[:60] in words(question["globalFeedback"]["text"]), placed.item.id


def test_the_key_is_the_key_and_each_option_has_its_feedback(read):
    seen: Counter[str] = Counter()
    for placed, question in read:
        if not isinstance(placed.item, Choice):
            continue
        item = placed.item
        seen[item.type] += 1
        for option, choice in zip(item.shown, question["choices"], strict=True):
            key = choice["isCorrect"] or (choice["weight"] or 0) > 0
            assert same(choice["text"]["text"], option.text), item.id
            assert key == option.key, (item.id, option.id)
            assert words(html.escape(plain(option.feedback), quote=False)) in words(choice["feedback"]["text"])
        if item.type == "multiple-choice":
            whole = sum(choice["weight"] for choice in question["choices"] if (choice["weight"] or 0) > 0)
            assert abs(whole - 100) < 0.01, item.id
    assert {*seen} == {"single-choice", "multiple-choice"}


def test_true_or_false_pairs_and_numbers_are_read_as_they_are_meant(read):
    seen: Counter[str] = Counter()
    for placed, question in read:
        item = placed.item
        seen[item.type] += 1
        if item.type == "true-false":
            assert question["isTrue"] == (item.key == "true"), item.id
        elif item.type in ("matching", "categorise"):
            scheme = item.scheme()["correct"]
            stems = [pair for pair in question["matchPairs"] if words(pair["subquestion"]["text"])]
            assert len(stems) == len(scheme), item.id
        elif item.type == "numeric":
            right = [one for one in question["choices"] if one["weight"] == 100]
            low, high = (float(item.scheme()["correct"][0][end]) for end in ("low", "high"))
            number, room = right[0]["text"]["number"], right[0]["text"].get("range") or 0
            assert number - room == pytest.approx(low), item.id
            assert number + room == pytest.approx(high), item.id
    assert {"true-false", "matching", "categorise", "numeric", "short-text", "open-answer"} <= {*seen}


def test_signs_that_mean_something_in_the_format_stay_text(chromium):
    bank = examples("single-choice")
    strange = r"What is {=a} ~b #c \d :e ::f:: // [html] ####g -> h?"
    item = bank.items[0].model_copy(update={"stem": strange})
    made = gift.export(Asked(Banks(bank.model_copy(update={"items": [item]}))))
    question = parsed(chromium, made.data.decode())[0]
    assert re.sub(r"\s", "", words(question["stem"]["text"])) == re.sub(r"\s", "", plain(strange))


def test_what_the_format_cannot_hold_is_told_and_the_rest_is_there(asked):
    made = gift.export(asked)
    left = {one.item: one.type for one in made.lost if one.part == WHOLE}
    assert {*left.values()} == {"ordering", "cloze"}
    kinds = Counter(one.item.type for one in asked.placed())
    assert Counter(left.values()) == {kind: kinds[kind] for kind in ("ordering", "cloze")}
    assert gift.export(asked) == made

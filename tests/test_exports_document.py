"""A quiz as a document: every question with its letters, and behind them a key that agrees."""

from __future__ import annotations

import io
import re
import zipfile

import lxml.etree
import pytest

from quizzes import words
from quizzes.content import home
from quizzes.exports import Asked, docx, export, markdown
from quizzes.samples import partial
from quizzes.text import plain

from .browser.gallery import bank as examples
from .flashcards import Banks

TURN = home().bank("turn")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def text() -> str:
    return markdown.export(Asked(home(), ["turn"])).data.decode()


@pytest.fixture(scope="module")
def paragraphs() -> list[lxml.etree._Element]:
    with zipfile.ZipFile(io.BytesIO(docx.export(Asked(home(), ["turn"])).data)) as archive:
        return list(lxml.etree.fromstring(archive.read("word/document.xml")).iter(f"{W}p"))


def squeezed(said: str) -> str:
    return re.sub(r"[\s\\*]", "", said)


def test_every_question_is_asked_and_explained(text):
    asked, solved = squeezed(text).split(squeezed("## " + words.PAPER["reasons"]))
    for item in TURN.leaves:
        assert squeezed(plain(item.stem)) in asked, item.id
        assert f"({item.id})" in solved
        assert squeezed(plain(item.rationale)) in solved, item.id


def test_what_the_key_says_is_the_letter_of_the_right_option(text):
    for number, item in enumerate(TURN.leaves, 1):
        if item.type != "single-choice":
            continue
        letter = re.search(rf"(?m)^\| {number} \| \*\*([A-Z])\*\* \|", text)[1]
        question = re.search(rf"(?ms)^### Question {number} .*?(?=^#)", text)[0]
        option = re.search(rf"(?m)^- \*\*{letter}\.\*\* (.*)$", question)[1]
        assert squeezed(option) == squeezed(plain(item.keys[0].text)), item.id


def test_all_that_is_said_of_an_answer_stands_in_the_document(text):
    said = squeezed(text)
    for item in TURN.leaves:
        for feedback in item.feedback():
            assert squeezed(plain(feedback.say)) in said, (item.id, feedback.part)


def test_word_counts_the_options_and_begins_a_page_for_the_key(paragraphs):
    numbered = [one for one in paragraphs if one.find(f".//{W}numPr") is not None]
    assert len(numbered) > 100
    broken = ["".join(one.itertext()) for one in paragraphs if one.find(f".//{W}pageBreakBefore") is not None]
    assert broken == [words.PAPER["key"]]


def test_every_type_has_a_place_in_a_document():
    made = markdown.export(Asked(Banks(examples())))
    assert {one.part for one in made.lost} == {words.DOCUMENT_LOST["partial"][0]}
    asked = [item for item in examples().leaves if item.id in {one.item for one in made.lost}]
    assert asked
    assert all(partial(item.scheme()) is not None for item in asked)


def test_the_same_questions_give_the_same_bytes():
    for format_ in (docx, markdown):
        assert format_.export(Asked(home(), ["turn"])).data == format_.export(Asked(home(), ["turn"])).data


def test_the_file_bears_the_name_of_its_chapter(tmp_path):
    to, _ = export("docx", Asked(home(), ["turn"]), tmp_path)
    assert to.name == "zero-tolerance-turn.docx"

"""The questions as GIFT, Moodle's text format, which other programs read too.

GIFT has no more than choices, true or false, typed words and numbers, pairs, and essays.  What a question is there, is
what it is for Moodle (`quizzes.exports.moodle`), written in another way; what counts is what Moodle's reader of GIFT
makes of it, ``question/format/gift/format.php``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from quizzes import words
from quizzes.exports import Asked, Lost, Made, Placed, carry
from quizzes.exports.moodle import Questions
from quizzes.text import plain

FILE = "zero-tolerance-gift.txt"
LOST = words.GIFT_LOST
ESCAPED = re.compile(r"[\\#=~{}:]")
TO = "->"  # between what is paired
HTML = "[html]"


def export(asked: Asked) -> Made:
    """The file, the same bytes for the same items and site."""
    questions = Questions(asked)

    def make(placed: Placed) -> tuple[Placed, str, list[Lost]]:
        _, question = questions.question(placed)
        return placed, written(question), list(account(placed, question))

    made, lost = carry(asked, make)
    lines, chapter = [words.GIFT["about"]], None
    for placed, text, parts in made:
        if placed.bank.chapter != chapter:
            chapter = placed.bank.chapter
            title = plain(placed.bank.title).replace("/", "//")
            lines.append(f"$CATEGORY: $course$/top/{words.MOODLE['category']}/{title}")
        lines.append(f"// [id:{placed.item.id}]\n{text}")
        lost += parts
    carried = {placed.item.id for placed, *_ in made}
    lost += [one for one in questions.lost if one.item in carried]
    data = "\n\n".join(lines) + "\n"
    said = f"{len(made)} questions, {words.size(len(data.encode()))}"
    return Made(data.encode(), said, [*dict.fromkeys(lost)])


def account(placed: Placed, question: Any) -> Iterator[Lost]:
    """What GIFT has no place for, though Moodle has."""
    item = placed.item
    there = {
        "points": item.points != 1,
        "hints": bool(item.hints) and question.get("type") != "essay",
        "rubric": question.get("type") == "essay",
        "unit": question.find("units") is not None,
        "letters": question.find("answernumbering") is not None,
    }
    kind = item.type  # type: ignore[attr-defined]
    yield from (Lost(item.id, kind, *LOST[part]) for part, is_so in there.items() if is_so)


def written(question: Any) -> str:
    """A question of Moodle's (an element of its file) as GIFT; `NotImplementedError` if GIFT has no such type."""
    kind = question.get("type")
    if kind not in ANSWERS:
        raise NotImplementedError(f"GIFT has no questions of Moodle's type '{kind}'")
    if question.find("questiontext/file") is not None:
        raise NotImplementedError("GIFT has no pictures")
    parts = ("name", "questiontext", "generalfeedback")
    name, asked, general = (_escape(question.findtext(f"{part}/text", "")) for part in parts)
    answers = [*ANSWERS[kind](question), f"####{general}"]
    return f"::{name}::{HTML}{asked}{{\n" + "\n".join(answers) + "\n}"


def _choices(question: Any) -> Iterator[str]:
    single = question.findtext("single") == "true"
    for answer in question.iterfind("answer"):
        worth = answer.get("fraction")
        mark = "=" if single and worth == "100" else "~" if worth == "0" else f"~%{worth}%"
        yield f"{mark}{_said(answer)}"


def _true_false(question: Any) -> Iterator[str]:
    said = {answer.get("fraction") == "100": answer for answer in question.iterfind("answer")}
    right, wrong = (_escape(said[key].findtext("feedback/text", "")) for key in (True, False))
    yield f"{said[True].findtext('text', '').upper()}#{wrong}#{right}"


def _words(question: Any) -> Iterator[str]:
    for answer in question.iterfind("answer"):
        yield f"=%{answer.get('fraction')}%{_said(answer)}"


def _numbers(question: Any) -> Iterator[str]:
    yield "#"
    others = ""
    for answer in question.iterfind("answer"):
        number, said = answer.findtext("text", ""), _escape(answer.findtext("feedback/text", ""))
        if number == "*":
            others = f"~#{said}"  # behind all others: what Moodle's reader finds after it, it does not read
        else:
            yield f"=%{answer.get('fraction')}%{number}:{answer.findtext('tolerance') or 0}#{said}"
    if others:
        yield others


def _pairs(question: Any) -> Iterator[str]:
    for pair in question.iterfind("subquestion"):
        stem, choice = pair.findtext("text", ""), pair.findtext("answer/text", "")
        if TO in stem or TO in choice:
            raise NotImplementedError(f"GIFT takes '{TO}' in a text for the sign between a pair")
        yield f"={_escape(stem)} {TO} {_escape(choice)}"


ANSWERS: dict[str, Callable[[Any], Iterator[str]]] = {
    "multichoice": _choices,
    "truefalse": _true_false,
    "shortanswer": _words,
    "numerical": _numbers,
    "matching": _pairs,
    "essay": lambda question: iter(()),
}


def _said(answer: Any) -> str:
    return f"{_escape(answer.findtext('text', ''))}#{_escape(answer.findtext('feedback/text', ''))}"


def _escape(text: str) -> str:
    """A text on one line, in which no sign stands for anything: GIFT parts questions by empty lines."""
    return ESCAPED.sub(r"\\\g<0>", " ".join(text.split()))

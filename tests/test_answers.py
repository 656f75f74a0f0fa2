"""A quiz in a notebook tells Python what was answered, and shows what Python answers."""

from __future__ import annotations

import pytest

import quizzes
from quizzes.content import home
from quizzes.problems import ContentError
from quizzes.scoring import ResponseError
from quizzes.text import plain
from quizzes.widget import StaticQuiz


@pytest.fixture(params=["live", "static"])
def quiz(request):
    form = home().bank("warnings").form()
    return quizzes.quiz("warnings") if request.param == "live" else StaticQuiz(form, home().evidence)


def test_a_quiz_introduces_itself_the_same_every_time(quiz):
    form = quiz.form
    assert repr(quiz) == f"Quiz 'warnings': {len(form.items)} items, {form.points} points"


def test_every_output_carries_html_and_words(quiz):
    shown = quiz._repr_mimebundle_()
    bundle = shown[0] if isinstance(shown, tuple) else shown
    assert bundle["text/plain"] == repr(quiz)
    assert bundle["text/html"].count("<fieldset") == len(quiz.form.items)


def test_responses_are_marked_and_kept(quiz):
    first, second = quiz.form.items[:2]
    quiz.responses = {first.id: first.scheme()["correct"]}
    assert quiz.score == (first.points, quiz.form.points, 1, len(quiz.form.items))
    quiz.responses = {second.id: second.scheme()["correct"]}
    assert set(quiz.responses) == {first.id, second.id}
    assert str(quiz.score).startswith(f"{first.points + second.points} of {quiz.form.points} points; 2 of")


def test_none_takes_an_answer_back(quiz):
    item = quiz.form.items[0]
    quiz.responses = {item.id: item.scheme()["correct"]}
    quiz.responses = {item.id: None}
    assert quiz.responses == {}


def test_a_response_that_cannot_be_changes_nothing(quiz):
    item = next(item for item in quiz.form.items if item.type == "single-choice")
    with pytest.raises(ResponseError, match="unknown id 'nonsense'"):
        quiz.responses = {item.id: "nonsense"}
    with pytest.raises(KeyError, match="no item 'no-such-item' in this quiz"):
        quiz.responses = {"no-such-item": "x"}
    assert quiz.responses == {}


def test_the_report_has_a_row_for_every_item(quiz):
    item = next(item for item in quiz.form.items if item.type == "single-choice")
    distractor = next(option for option in item.options if not option.key)
    quiz.responses = {item.id: distractor.id}
    report = quiz.report()
    row = next(row for row in report if row["item"] == item.id)
    assert len(report) == len(quiz.form.items)
    assert (row["state"], row["score"]) == ("wrong", 0)
    assert plain(distractor.feedback) in row["feedback"]
    assert {row["state"] for row in report} == {"wrong", "not-attempted"}
    assert item.id in str(report)


def test_an_answer_to_another_revision_does_not_count(quiz):
    item = quiz.form.items[0]
    quiz.states = {item.id: {"rev": "00000000", "response": item.scheme()["correct"], "checked": True}}
    assert quiz.score.answered == 0


def test_a_revealed_answer_does_not_count_as_answered(quiz):
    item = quiz.form.items[0]
    quiz.states = {item.id: {"rev": item.revision, "response": None, "checked": False, "revealed": True}}
    assert quiz.score.answered == 0


def test_a_chapter_that_has_no_bank_is_named():
    with pytest.raises(
        ContentError, match=r"bank/warning\.yaml:1: file: there is no such file; did you mean 'warnings'\?"
    ):
        quizzes.quiz("warning")


def test_a_claim_can_be_looked_at_in_a_notebook():
    shown = quizzes.evidence("s-058")._repr_mimebundle_()
    assert "could not absorb this increase" in shown["text/html"]
    assert shown["text/plain"] == "Claim s-058"

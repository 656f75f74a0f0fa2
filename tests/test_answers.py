"""A quiz in a notebook tells Python what was answered, and shows what Python answers."""

from __future__ import annotations

import pytest

import quizzes
from quizzes.content import home
from quizzes.problems import ContentError
from quizzes.samples import right
from quizzes.scoring import ResponseError
from quizzes.states import read
from quizzes.text import plain
from quizzes.widget import StaticQuiz

from .browser import gallery


@pytest.fixture(params=["live", "static"])
def quiz(request):
    form = home().bank("warnings").form()
    return quizzes.quiz("warnings") if request.param == "live" else StaticQuiz(form, home().evidence)


def test_a_quiz_introduces_itself_the_same_every_time(quiz):
    form = quiz.form
    assert repr(quiz) == f"Quiz 'warnings': {len(form.leaves)} items, {form.points} points"


def test_every_output_carries_html_and_words(quiz):
    shown = quiz._repr_mimebundle_()
    bundle = shown[0] if isinstance(shown, tuple) else shown
    assert bundle["text/plain"] == repr(quiz)
    assert bundle["text/html"].count("data-item=") == len(quiz.form.leaves)


def test_responses_are_marked_and_kept(quiz):
    first, second = quiz.form.items[:2]
    quiz.responses = {first.id: first.scheme()["correct"]}
    assert quiz.score == (first.points, quiz.form.points, 1, len(quiz.form.leaves), 0, 0)
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
    assert len(report) == len(quiz.form.leaves)
    assert (row["state"], row["score"]) == ("wrong", 0)
    assert plain(distractor.feedback) in row["feedback"]
    assert {row["state"] for row in report} == {"wrong", "not-attempted"}
    assert item.id in str(report)


def test_a_later_answer_is_told_by_its_moment_and_counts_as_another_try(quiz):
    item = quiz.form.items[0]
    for n in (1, 2):
        quiz.responses = {item.id: item.scheme()["correct"]}
        assert read(quiz.states[item.id]).attempts == n
    assert quiz.report()[0]["attempts"] == 2


SPOILT = [{"rev": 7}, {"response": 42}, {"attempts": "three"}, {"checked": "yes"}]


@pytest.mark.parametrize("spoilt", [*SPOILT, "words", None], ids=str)
def test_a_spoilt_state_counts_as_not_answered_and_stays_until_there_is_a_new_answer(quiz, spoilt):
    item = quiz.form.items[0]
    good = {"rev": item.revision, "response": item.scheme()["correct"], "checked": True, "attempts": 3}
    quiz.states = {item.id: good | spoilt if isinstance(spoilt, dict) else spoilt}
    assert quiz.responses == {}
    assert quiz.score.answered == 0
    assert quiz.report()[0]["state"] == "not-attempted"
    assert item.id in quiz.states
    quiz.responses = {item.id: item.scheme()["correct"]}
    assert quiz.score.answered == 1


@pytest.fixture
def every_type():
    return StaticQuiz(gallery.form(), home().evidence)


def test_every_type_is_answered_from_python_and_counted_by_its_items(every_type):
    leaves = every_type.form.leaves
    every_type.responses = {item.id: right(item.scheme()) for item in leaves}
    assert every_type.responses == {item.id: right(item.scheme()) for item in leaves}
    score = every_type.score
    assert (score.points, score.answered, score.items) == (score.of, len(leaves), len(leaves))
    assert [row["item"] for row in every_type.report()] == [item.id for item in leaves]


def test_what_readers_mark_themselves_is_told_apart_and_never_in_the_score(every_type):
    (item,) = [item for item in every_type.form.leaves if item.type == "open-answer"]
    met = next(iter(item.scheme()["criteria"]))
    given = item.scheme()["criteria"][met]
    every_type.responses = {item.id: {"text": "In my words.", "met": [met]}}
    score = every_type.score
    assert (score.points, score.own, score.own_of) == (0, given, item.points)
    assert score.of == sum(leaf.points for leaf in every_type.form.leaves) - item.points
    assert f"marked by yourself: {given} of {item.points}" in str(score)
    row = next(row for row in every_type.report() if row["item"] == item.id)
    assert (row["by"], row["state"], row["score"]) == ("self", "self-marked", given)


def test_a_number_that_is_still_being_written_counts_for_nothing(every_type):
    (item,) = [item for item in every_type.form.leaves if item.type == "numeric"]
    every_type.states = {item.id: {"rev": item.revision, "response": "about", "checked": False, "hints": 1}}
    assert every_type.responses == {}
    assert next(row for row in every_type.report() if row["item"] == item.id)["hints"] == 1


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

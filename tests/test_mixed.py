"""A review: two forms that are fair to chapters and skills, and the same for everybody."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from itertools import pairwise

import pytest

from quizzes import mixed, review
from quizzes.content import home

CHAPTERS = home().chapters("bank")
BANKS = [home().bank(chapter) for chapter in CHAPTERS]
seeds = pytest.mark.parametrize("seed", [mixed.SEED, 1, 7, 1789])


def ids(form: list[mixed.Drawn]) -> list[str]:
    return [item.id for _, item in form]


@seeds
def test_the_forms_share_no_item_and_are_of_one_length(seed):
    a, b = mixed.draw(BANKS, seed)
    assert len(set(ids(a)) | set(ids(b))) == len(a) + len(b)
    assert mixed.LEAST <= len(a) == len(b) <= mixed.MOST


@seeds
def test_each_chapter_has_as_many_items_as_any_other_or_one_more(seed):
    for form in mixed.draw(BANKS, seed):
        counts = Counter(chapter for chapter, _ in form)
        assert set(counts) == set(CHAPTERS)
        assert max(counts.values()) - min(counts.values()) <= 1
    both = Counter(chapter for form in mixed.draw(BANKS, seed) for chapter, _ in form)
    assert max(both.values()) - min(both.values()) <= 1


@seeds
def test_no_objective_is_asked_twice_before_each_of_its_chapter_was_asked_once(seed):
    for form in mixed.draw(BANKS, seed):
        for bank in BANKS:
            possible = Counter(one.item.objective for one in mixed.candidates(bank))
            asked = Counter(item.objective for chapter, item in form if chapter == bank.chapter)
            assert max(asked.values()) == 1 or set(asked) == set(possible), asked


@seeds
def test_each_skill_has_its_share(seed):
    everything = [one.item for bank in BANKS for one in mixed.candidates(bank)]
    for form in mixed.draw(BANKS, seed):
        counts = Counter(item.skill for _, item in form)
        for skill, n in Counter(item.skill for item in everything).items():
            assert abs(counts[skill] - n / len(everything) * len(form)) < 3, (skill, counts)
            assert counts[skill]


def test_the_same_seed_draws_the_same_forms_and_another_draws_others():
    assert mixed.draw(BANKS, 7) == mixed.draw(BANKS, 7)
    assert [ids(form) for form in mixed.draw(BANKS, 7)] != [ids(form) for form in mixed.draw(BANKS, 8)]


def test_checks_sets_and_open_answers_are_left_out():
    for bank in BANKS:
        for _, item in mixed.candidates(bank):
            assert item.id in bank.quiz
            assert item.id not in bank.checks
            assert item.leaves() == [item]
            assert item.scheme()["rule"] != "self"


def test_neighbors_are_of_different_chapters():
    for form in mixed.draw(BANKS):
        chapters = [chapter for chapter, _ in form]
        assert all(one != other for one, other in pairwise(chapters))


def test_a_form_leads_back_to_its_chapters_and_is_kept_under_its_own_name():
    shown = review("B")
    assert repr(shown).startswith("Quiz 'review-b': ")
    assert 'data-kept="review-b"' in shown.html
    groups = json.loads(html.unescape(re.search(r"data-objectives='([^']*)'", shown.html)[1]))
    assert set(groups) == set(CHAPTERS)
    for item in shown.form.leaves:
        chapter = shown.form.group(item)
        place, title = shown.form.section(item)
        assert f'data-section="{place}"' in shown.html
        assert place == f"{chapter}.ipynb#{item.section}"
        assert title.startswith(f"{groups[chapter]}: ")
    assert "data-kept" not in review.__globals__["quiz"](CHAPTERS[0]).html


def test_a_review_answers_to_python_as_a_quiz_does():
    shown = review("A", seed=7)
    item = next(item for item in shown.form.leaves if item.scheme()["cardinality"] == "single")
    shown.responses = {item.id: item.scheme()["correct"]}
    assert shown.score.points == item.points
    assert shown.score.items == len(shown.form.leaves)
    assert shown.form.id == "review-a-7"


def test_what_cannot_be_drawn_is_said():
    with pytest.raises(ValueError, match="no form 'C'; write one of: A, B"):
        review("C")
    with pytest.raises(ValueError, match="a form needs 20"):
        mixed.draw(BANKS[:1])

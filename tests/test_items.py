"""Every item of the bank, of whatever type, can be answered rightly and wrongly, and answers with feedback."""

from __future__ import annotations

import pytest

from quizzes import scoring
from quizzes.content import home
from quizzes.forms import Bank
from quizzes.itemtypes.base import Item

ITEMS = [item for chapter in home().chapters("bank") for item in home().bank(chapter).items]


def right(item: Item):
    scheme = item.scheme()
    return item.accepted[0] if scheme.get("base") == "text" else scheme["correct"]


def wrong(item: Item):
    """A response that earns nothing, made of the scheme alone."""
    scheme = item.scheme()
    correct, options = scheme["correct"], scheme.get("options", [])
    match scheme["cardinality"], scheme.get("base"):
        case "single", "text":
            return "surely none of these"
        case "single", _:
            return next(option for option in options if option != correct)
        case "multiple", _:
            return [option for option in options if option not in correct]
        case "record", _:
            return {part: next(o for o in options if o != choice) for part, choice in correct.items()}
        case "ordered", _:
            return list(reversed(correct))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
class TestEveryItem:
    def test_its_key_earns_all_points(self, item):
        assert item.mark(right(item)) == ("right", 1.0, float(item.points), item.points)

    def test_a_wrong_response_earns_none(self, item):
        assert item.mark(wrong(item))[:3] == ("wrong", 0.0, 0.0)

    @pytest.mark.parametrize("empty", [None, "", [], {}])
    def test_an_empty_response_is_not_attempted(self, item, empty):
        shape = {"single": str, "multiple": list, "ordered": list, "record": dict}[item.scheme()["cardinality"]]
        if empty is None or isinstance(empty, shape):
            assert item.mark(empty).state == "not-attempted"

    def test_an_unknown_id_is_an_error_and_not_a_zero(self, item):
        scheme = item.scheme()
        unknown = {
            "single": "no-such-option",
            "multiple": ["no-such-option"],
            "ordered": ["no-such-entry"],
            "record": {"no-such-prompt": "no-such-choice"},
        }
        if scheme.get("base") != "text":
            with pytest.raises(scoring.ResponseError, match="unknown id"):
                item.mark(unknown[scheme["cardinality"]])

    def test_right_and_wrong_responses_both_get_feedback_on_every_part(self, item):
        for response in (right(item), wrong(item)):
            said = {feedback.part for feedback in item.said(response)}
            verdicts = scoring.parts(item.scheme(), response)
            assert said >= {part for part, verdict in verdicts.items() if verdict != "open"}

    def test_it_shows_every_option_in_an_order_that_never_changes(self, item):
        assert item.controls() == item.model_copy().controls()
        for option in item.scheme().get("options", []):
            assert option in item.controls()

    def test_its_revision_changes_with_its_stem_and_not_with_its_rationale(self, item):
        assert item.model_copy(update={"stem": item.stem + "!"}).revision != item.revision
        assert item.model_copy(update={"rationale": "Another one."}).revision == item.revision


def test_every_wrong_option_of_every_choice_says_why():
    for item in ITEMS:
        for option in item.scheme().get("options", []) if item.scheme()["cardinality"] == "single" else ():
            assert any(feedback.part == option for feedback in item.feedback()), f"{item.id}: {option}"


def test_an_order_is_never_first_shown_right():
    for item in ITEMS:
        if item.type == "ordering":
            assert [entry.id for entry in item.shown] != item.scheme()["correct"]


def test_the_bank_uses_every_type_that_there_is(content):
    types = {item.type for item in content.bank("warnings").form().items}
    assert types == {"single-choice", "multiple-choice", "true-false", "matching", "ordering", "short-text"}


def test_a_type_that_forgets_something_says_what():
    class Forgetful(Item):
        type: str = "forgetful"

    item = Forgetful(id="x", objective="x", difficulty="easy", section="x", stem="x", rationale="x", claims=["s-001"])
    for method in ("scheme", "controls", "answer", "feedback", "texts"):
        with pytest.raises(NotImplementedError, match=rf"Forgetful has no {method}\(\)"):
            getattr(item, method)()


def test_a_form_holds_the_items_that_are_named(content):
    bank: Bank = content.bank("warnings")
    form = bank.form(*bank.checks[:2])
    assert [item.id for item in form.items] == bank.checks[:2]
    with pytest.raises(KeyError, match="did you mean 'two-limits'"):
        bank.form("two-limit")

"""Every item of the bank, and an example of every type, can be answered rightly, partly and wrongly, and answers with
feedback.  The responses are made of each item's scheme (`quizzes.samples`), so that a new item, or a new type of item,
is tested by being there.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from pydantic import ValidationError
from ruamel.yaml import YAML

from quizzes import scoring
from quizzes.content import Content, home
from quizzes.forms import Bank
from quizzes.itemtypes import TYPES
from quizzes.itemtypes.base import Choice, Item
from quizzes.markup import Html
from quizzes.samples import kind, samples
from quizzes.text import inline, plain

BANKS = [home().bank(chapter) for chapter in home().chapters("bank")]
ITEMS: list[Item] = [leaf for bank in BANKS for item in bank.items for leaf in item.leaves()]
EMPTY = {"single": "", "text": " ", "number": "", "multiple": [], "ordered": [], "open": {"text": " ", "met": None}}


def example(name: str, **changes: Any) -> Any:
    """The example of a type, with changed fields."""
    data = YAML(typ="safe", pure=True).load(TYPES[name].example)
    return TYPES[name].model_validate(data | changes)


EXAMPLES = {name: example(name) for name in TYPES}
ALL = ITEMS + [leaf for listed in EXAMPLES.values() for leaf in listed.leaves()]


def earns_a_part(item: Item) -> bool:
    """Whether a response to it may earn a part of the points: by its rule, where more than one thing can be right."""
    scheme = item.scheme()
    return scheme["rule"] != "exact" and len(scheme.get("criteria") or scheme.get("schemes") or scheme["correct"]) > 1


@pytest.mark.parametrize("item", ALL, ids=lambda item: f"{item.type}:{item.id}")
class TestEveryItem:
    def test_its_key_earns_all_points(self, item):
        state = "self-marked" if item.type == "open-answer" else "right"
        assert item.mark(samples(item.scheme())["right"]) == (state, 1.0, float(item.points), item.points)

    def test_a_wrong_response_earns_none(self, item):
        state = "self-marked" if item.type == "open-answer" else "wrong"
        assert item.mark(samples(item.scheme())["wrong"])[:3] == (state, 0.0, 0.0)

    def test_a_response_that_is_partly_right_earns_a_part(self, item):
        partial = samples(item.scheme()).get("partial")
        assert (partial is not None) == earns_a_part(item)
        if partial is not None:
            state, fraction, score, points = item.mark(partial)
            assert state in ("partial", "self-marked")
            assert 0 < fraction < 1
            assert score == fraction * points

    def test_an_empty_response_is_not_attempted(self, item):
        for empty in (None, EMPTY.get(kind(item.scheme()), {})):
            assert item.mark(empty) == ("not-attempted", 0.0, 0.0, item.points)

    def test_an_unknown_id_is_an_error_and_not_a_zero(self, item):
        unknown = {
            "single": "no-such-option",
            "multiple": ["no-such-option"],
            "ordered": ["no-such-entry"],
            "record": {"no-such-prompt": "no-such-choice"},
            "composite": {"no-such-gap": "x"},
            "open": {"text": "x", "met": ["no-such-criterion"]},
        }
        shape = kind(item.scheme())
        if shape in unknown:
            with pytest.raises(scoring.ResponseError, match=r"unknown id|no-such"):
                item.mark(unknown[shape])

    def test_a_response_of_another_shape_is_an_error_and_not_a_zero(self, item):
        for other in (7, True, ["x", 7], {"x": 7}):
            with pytest.raises(scoring.ResponseError):
                item.mark(other)

    def test_right_and_wrong_responses_both_get_feedback_on_every_part(self, item):
        for name in ("right", "wrong"):
            response = samples(item.scheme())[name]
            said = {feedback.part for feedback in item.said(response)}
            unsaid = ("open", "right") if item.type == "open-answer" else ("open",)  # what is met, the reader has said
            assert said >= {part for part, one in scoring.parts(item.scheme(), response).items() if one not in unsaid}

    def test_its_feedback_names_only_parts_and_values_that_there_are(self, item):
        scheme = item.scheme()
        for feedback in item.feedback():
            assert feedback.part in {"*", *scoring.parts(scheme, None)}
            inner = scheme.get("schemes", {}).get(feedback.part, scheme)
            foreseen = inner.get("foreseen", [])
            known = {
                "other",
                *(foreseen.values() if isinstance(foreseen, dict) else [one["value"] for one in foreseen]),
            }
            assert set(feedback.values) <= known | set(inner.get("options", []))

    def test_it_shows_everything_that_can_be_answered_in_an_order_that_never_changes(self, item):
        scheme, controls = item.scheme(), item.controls()
        assert controls == item.model_copy().controls()
        inner = [scheme, *scheme.get("schemes", {}).values()]
        for part in scoring.parts(scheme, None):
            assert f'data-part="{part}"' in controls
        for option in (option for one in inner for option in one.get("options", [])):
            assert f'"{option}"' in controls

    def test_its_answer_stands_in_words_without_its_controls(self, item):
        assert plain(item.answer())
        assert "<input" not in item.answer()

    def test_its_face_asks_and_its_solution_answers_without_controls(self, item):
        told = []
        face, solved = item.face(), item.solved(lambda said: Html(told.append(said) or inline(said.say)))
        assert re.search(r"<(input|select|textarea|button|label)\b", face + solved) is None
        assert face == item.model_copy().face()
        assert "✓" not in face
        assert {one.part for one in told} == {one.part for one in item.feedback()} - {"*"}
        for one in told:
            assert inline(one.say) in solved
            assert inline(one.say) not in face

    def test_its_revision_changes_with_its_stem_and_not_with_its_rationale(self, item):
        assert item.model_copy(update={"stem": item.stem + "!"}).revision != item.revision
        assert item.model_copy(update={"rationale": "Another one."}).revision == item.revision


def test_every_wrong_option_of_every_choice_says_why():
    for item in ALL:
        for option in item.scheme().get("options", []) if kind(item.scheme()) == "single" else ():
            assert any(feedback.part == option for feedback in item.feedback()), f"{item.id}: {option}"


def test_an_order_is_never_first_shown_right():
    for item in ALL:
        if item.type == "ordering":
            assert [entry.id for entry in item.shown] != item.scheme()["correct"]


def test_there_are_eleven_types_or_more_each_with_an_example_that_bears_its_name():
    assert len(TYPES) >= 11
    for name, item in EXAMPLES.items():
        assert item.type == name


def test_every_example_says_what_it_may_leave_out_and_cites_claims_that_exist(content):
    for name, kind_ in TYPES.items():
        assert "#" in kind_.example, name
        for item in EXAMPLES[name].leaves():
            cited = {*item.claims, *(claim for feedback in item.feedback() for claim in feedback.claims)}
            assert cited <= set(content.evidence.claims), name


# The order of options, and their letters


def many(n: int = 6, **last: bool) -> Choice:
    options = [
        {"id": f"o-{i}", "text": f"Option {i}", "feedback": "x", "key": i == 0, **({"last": True} if i == 1 else {})}
        for i in range(n)
    ]
    return example("single-choice", options=options, **last)


def test_options_are_mixed_by_their_ids_and_not_by_the_order_of_the_file():
    item = many()
    backwards = item.model_copy(update={"options": item.options[::-1]})
    assert item.shown == backwards.shown
    assert item.shown != item.options


def test_two_items_with_the_same_options_mix_them_differently():
    orders = {tuple(option.id for option in many().model_copy(update={"id": f"item-{n}"}).shown) for n in range(20)}
    assert len(orders) > 10


def test_none_of_these_stays_last_whatever_the_order():
    for n in range(50):
        shown = many().model_copy(update={"id": f"item-{n}"}).shown
        assert [option.last for option in shown] == [False] * 5 + [True]


def test_an_order_that_means_something_stays():
    options = [
        {"id": f"y-{year}", "text": str(year), "feedback": "x", "key": year == 2017} for year in range(2015, 2020)
    ]
    item = example("single-choice", options=options, shuffle=False)
    assert [option.text for option in item.shown] == ["2015", "2016", "2017", "2018", "2019"]


def test_the_letters_of_screen_and_exports_agree():
    for item in ALL:
        if hasattr(item, "lettered"):
            letters, things = zip(*item.lettered, strict=True)
            assert "".join(letters) == "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[: len(letters)]
            assert list(things) == item.shown
            assert [thing.id for thing in things] == item.scheme()["options"]
            places = [item.controls().index(f">{letter}</span>") for letter in letters]
            assert places == sorted(places)


# What each type refuses, in words that help


def refused(name: str, **changes: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        example(name, **changes)
    return str(caught.value.errors()[0]["ctx"]["error"])


GAP = {"id": "day", "answer": 6, "feedback": "x", "otherwise": "x"}


@pytest.mark.parametrize(
    ("name", "changes", "says"),
    [
        ("categorise", {"categories": [{"id": i, "text": i} for i in ("decision", "finding")]}, "no category"),
        ("short-text", {"accepted": ["EOUSA"], "tolerance": 2}, "too short for a tolerance of 2"),
        ("numeric", {"answer": "2,342"}, "without separators, as in 2342.5"),
        ("numeric", {"answer": True}, "not a number"),
        ("numeric", {"answer": "0x10"}, "not a number"),
        ("numeric", {"between": [1, 2]}, "two ways to say the same"),
        ("numeric", {"within": None, "between": [1, 2]}, "not between 1 and 2"),
        ("numeric", {"within": None, "between": [900, 600]}, "write the lower end first"),
        ("numeric", {"within": {"absolute": 1, "digits": 2}}, "one measure"),
        ("numeric", {"within": {"relative": -0.1}}, "negative"),
        ("numeric", {"foreseen": [{"answers": [710], "feedback": "x"}]}, "710 is foreseen as wrong but also accepted"),
        ("numeric", {"foreseen": [{"feedback": "x"}]}, "no number is foreseen"),
        ("cloze", {"text": "On April 6.", "gaps": [GAP]}, "'day' does not stand in the text; write '[day]' once"),
        ("cloze", {"text": "[day], [day]", "gaps": [GAP]}, "'day' stands more than once in the text"),
        ("cloze", {"text": "[day], [dya]", "gaps": [GAP]}, "'[dya]', but no gap has that id; did you mean 'day'?"),
        ("cloze", {"text": "[day]", "gaps": [GAP, GAP]}, "two gaps have the id 'day'"),
        ("open-answer", {"points": 9}, "the rubric gives 3 points, not 9"),
        ("open-answer", {"words": [90, 40]}, "goes from fewer to more"),
    ],
)  # fmt: skip
def test_a_slip_in_an_item_is_refused_with_what_to_write(name, changes, says):
    assert says in refused(name, **changes)


def test_two_last_options_are_one_too_many():
    options = [{"id": f"o-{i}", "text": f"Option {i}", "feedback": "x", "key": i == 0, "last": i > 0} for i in range(3)]
    assert "both say 'last: true'" in refused("single-choice", options=options)
    options[1]["last"] = False
    assert "is not written last" in refused("single-choice", options=options[::-1], shuffle=False)


# Numbers and gaps


@pytest.mark.parametrize(
    ("changes", "right", "wrong"),
    [
        ({"within": None}, ["700", "700.0", "+700", "700 children", "kids: 700"][:4], ["701", "699.9", "7"]),
        ({"within": {"absolute": "0.5"}}, ["699.5", "700.5"], ["699.4", "700.51"]),
        ({"within": {"relative": 0.1}}, ["630", "770"], ["629", "771"]),
        ({"within": {"digits": 1}}, ["650", "749.999"], ["649", "750"]),
        ({"within": None, "between": [680, 720]}, ["680", "720"], ["679", "721"]),
        ({"answer": 12300, "within": None}, ["12,300", "12 300", "12300"], ["12.300", "12"]),
        ({"answer": 12300.5, "within": None, "decimal": ","}, ["12.300,5", "12300,5"], ["12300", "12300,6"]),
    ],
)
def test_a_number_is_right_within_what_its_author_allows(changes, right, wrong):
    item = example("numeric", foreseen=[], **changes)
    assert [item.mark(typed).state for typed in right] == ["right"] * len(right)
    assert [item.mark(typed).state for typed in wrong] == ["wrong"] * len(wrong)


@pytest.mark.parametrize(
    ("changes", "printed"),
    [
        ({"answer": 2342}, "2,342 children"),
        ({"answer": "2342.50", "decimal": ","}, "2.342,50 children"),
        ({"answer": 2018, "unit": None}, "2018"),
        ({"answer": 12018, "unit": None}, "12,018"),
    ],
)
def test_a_number_is_printed_as_people_write_it(changes, printed):
    assert example("numeric", within=None, foreseen=[], **changes).answer() == printed


def test_a_bracket_of_the_text_is_no_gap():
    item = example("cloze", text=r"On \[about\] April [day] […] *again*", gaps=[GAP])
    assert "[about]" in item.controls()
    assert "<em>again</em>" in item.controls()
    assert item.answer().startswith("On [about] April <b>6</b>")


def test_a_misspelt_name_is_taken_up_to_the_tolerance_and_a_foreseen_one_never():
    item = example("short-text")
    assert item.mark("Exective Office for United States Atorneys").state == "right"
    assert item.mark("Attorney Generall").state == "wrong"
    assert "announced the policy" in item.said("Attorney Generall")[0].say


# Source sets


def test_a_set_is_answered_by_its_items_and_counts_by_them():
    found = EXAMPLES["source-set"]
    assert [leaf.id for leaf in found.leaves()] == ["statement-families", "statement-silence"]
    assert found.points == 2
    response = {"statement-families": "true", "statement-silence": "tone"}
    assert found.mark(response) == ("partial", 0.5, 1.0, 2)


def test_an_item_of_a_set_is_revised_when_its_material_is():
    before, after = (
        example("source-set", material={"excerpt": "dhs-houlton-2018-05-04", "passage": text}).leaves()[0]
        for text in ("DHS has zero tolerance", "for those who break the law")
    )
    assert before.revision != after.revision
    assert before.revision == before.model_copy().revision


@pytest.mark.parametrize(
    ("material", "says"),
    [
        ({"excerpt": "dhs-houlton-2018-05-04", "passage": "DHS has no tolerance"}, "does not stand in the excerpt"),
        (
            {"excerpt": "dhs-houlton-2018-05-04", "passage": "referred for prosecution […] If you enter"},
            "not stand",
        ),
        ({"excerpt": "dhs-houlton-2018", "passage": "x"}, "no excerpt 'dhs-houlton-2018'"),
        ({"picture": "no-such.png", "alt": "x", "source": "doj-oig-21-028"}, "no picture 'no-such.png'"),
        ({"claim": "s-999"}, "no claim 's-999'"),
        ({"claim": "s-055"}, "quotes nothing"),
        ({"series": "orr_children", "columns": {"date": "a", "b": "b"}}, "no series 'orr_children'"),
        ({"series": "orr_children_in_care", "columns": {"date": "a", "children": "b"}}, "no column 'children'"),
        (
            {"series": "orr_children_in_care", "columns": {"date": "a", "precision": "b"}, "rows": ["2018-04-30"]},
            "no row has '2018-04-30'",
        ),
        ({"series": "cbp_family_units_by_sector", "columns": {"sector": "a", "fy2017": "b"}}, "name no source"),
    ],
)
def test_material_that_is_not_in_the_evidence_is_a_problem(content, material, says):
    (path, wrong, write), *_ = example("source-set", material=material).problems(content.evidence)
    assert says in wrong
    assert path[0] == "material"
    assert write


def test_a_passage_may_leave_words_out_where_it_says_so(content):
    assert not list(EXAMPLES["source-set"].problems(content.evidence))


def test_a_table_shows_the_rows_and_columns_named_and_the_sources_of_those_rows(content):
    columns = {"date": "Day", "children_in_care": "Children in care"}
    rows = ["2018-04-29", "2018-05-29", "2018-06-20"]
    material = {"series": "orr_children_in_care", "columns": columns, "rows": rows}
    found = example("source-set", material=material)
    assert not list(found.problems(content.evidence))
    shown = plain(found.preface(content.evidence).replace("<", " <"))
    assert "Day" in shown
    assert found.sources(content.evidence) == ["snopes-2018-06-08", "cbs-2018-06-26"]
    html = found.preface(content.evidence)
    assert '<th scope="row">April 29, 2018</th>' in html
    assert html.count("<tr>") == 4
    assert "<td>10,773</td>" in html
    assert "<td>no figure</td>" in html


def test_a_picture_stands_in_the_page_itself_with_its_words_and_source(copy):
    folder = copy.root / "evidence" / "pictures"
    folder.mkdir()
    (folder / "dot.png").write_bytes(b"\x89PNG")
    (folder / "heavy.png").write_bytes(bytes(20_001))
    evidence = Content(copy.root).evidence
    material = {"picture": "dot.png", "alt": "A dot", "source": "doj-oig-21-028"}
    found = example("source-set", material=material)
    assert not list(found.problems(evidence))
    assert '<img src="data:image/png;base64,iVBORw==" alt="A dot">' in found.preface(evidence)
    assert found.sources(evidence) == ["doj-oig-21-028"]
    (_, wrong, _), *_ = example("source-set", material=material | {"picture": "heavy.png"}).problems(evidence)
    assert "larger than 20,000 bytes" in wrong


# Forms


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


def bank(mode: str = "each", rename: tuple[str, str] = ("", ""), **changes: Any) -> Bank:
    """A bank of two examples."""
    texts = [TYPES[name].example.replace(*rename) for name in ("true-false", "source-set")]
    items = [YAML(typ="safe", pure=True).load(text) for text in texts]
    data = {"chapter": "x", "title": "X", "objectives": {"understand": "U."}, "items": items, "mode": mode}
    return Bank.model_validate(data | {"quiz": [item["id"] for item in items]} | changes)


def test_a_form_counts_the_items_of_a_set_and_finds_them():
    form = bank().form()
    assert [leaf.id for leaf in form.leaves] == ["is-it-so", "statement-families", "statement-silence"]
    assert form.points == 3
    assert form["statement-silence"].type == "single-choice"
    with pytest.raises(KeyError, match="belongs to the set 'the-statement'"):
        bank().form("statement-silence")


def test_a_bank_holds_the_items_of_a_set_to_what_it_asks_of_all():
    with pytest.raises(ValidationError, match="two items have the id 'is-it-so'"):
        bank(
            items=[YAML(typ="safe").load(TYPES[n].example.replace("statement-silence", "is-it-so")) for n in TYPES][
                2::8
            ]
        )
    with pytest.raises(ValidationError, match="the item 'is-it-so' has the unknown objective 'understand'"):
        bank(objectives={"other": "O."})


def test_a_quiz_has_the_mode_of_its_bank_and_single_items_are_checked_by_themselves():
    assert bank("exam").form().mode == "exam"
    assert bank("exam").form("is-it-so").mode == "each"
    assert bank().form(mode="practice").mode == "practice"
    with pytest.raises(ValueError, match="no mode 'exams'; did you mean 'exam'"):
        bank().form(mode="exams")

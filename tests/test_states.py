"""What is kept of answers is documented, and read with care: nothing that can't be read is taken for an answer."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

import quizzes
from quizzes.content import HOME, home
from quizzes.states import MODES, Card, Entry, FormState, ItemState, Kept, QuizState, Settings, now, read
from tests.kept import cases

STATE = {
    "rev": "0123abcd",
    "response": ["a", "b"],
    "first": ["a"],
    "checked": True,
    "revealed": False,
    "attempts": 2,
    "hints": 1,
    "sure": 3,
    "at": "2026-01-01T10:00:00.000Z",
}


def test_the_schema_names_its_version_and_every_field_that_a_browser_writes():
    schema = json.loads((HOME / "state.schema.json").read_text(encoding="utf-8"))
    assert schema["properties"]["version"]["const"] == 1
    assert set(schema["$defs"]["ItemState"]["properties"]) == set(STATE)
    assert set(schema["$defs"]["QuizState"]["properties"]) == {"mode", "handed", "at"}


def test_the_keys_of_the_documentation_are_those_of_the_script():
    script = (HOME / "static" / "store.js").read_text(encoding="utf-8")
    about = __import__("quizzes.states", fromlist=["__doc__"]).__doc__
    (home_key,) = re.findall(r"HOME = '([^']+)'", script)
    for key in ("item/", "quiz/", "spoilt/"):
        assert home_key + key in about


def test_a_state_that_a_later_edition_wrote_with_more_fields_is_read_and_not_cut():
    kept = read(STATE | {"confidence": 3})
    assert kept is not None
    assert kept.model_dump()["confidence"] == 3


@pytest.mark.parametrize(
    "slip",
    [
        None,
        "words",
        [],
        {},
        {"rev": None},
        STATE | {"rev": "short"},
        STATE | {"attempts": -1},
        STATE | {"attempts": "2"},
        STATE | {"checked": "yes"},
        STATE | {"at": "yesterday"},
        STATE | {"at": "2026-02-30T10:00:00.000Z"},
        STATE | {"sure": True},
    ],
    ids=str,
)
def test_what_is_no_state_is_none(slip):
    assert read(slip) is None


def test_all_that_is_kept_fits_one_document():
    document = {
        "version": 1,
        "items": {"two-limits": STATE},
        "quizzes": {"warnings": {"mode": "exam", "handed": True, "at": now()}},
    }
    assert TypeAdapter(Kept).validate_python(document).items["two-limits"] == ItemState(**STATE)
    with pytest.raises(ValidationError):
        QuizState(mode="test")


@pytest.mark.parametrize("text", cases.FILES.values(), ids=cases.FILES)
def test_what_an_edition_kept_is_read_whole(text):
    kept = Kept.model_validate_json(text)
    assert kept.model_dump(mode="json", exclude_unset=True) == json.loads(text)
    assert jsonschema.validate(json.loads(text), json.loads((HOME / "state.schema.json").read_text("utf-8"))) is None


def test_the_file_in_the_documentation_is_one():
    kept = (HOME.parent / "CONTRIBUTING.md").read_text("utf-8").partition("## What a reader keeps")[2]
    text = re.findall(r"```json\n(.*?)```", kept, re.DOTALL)[0]
    assert set(Kept.model_validate_json(text).model_fields_set) == set(Kept.model_fields)


def test_every_field_that_is_kept_today_stands_in_a_frozen_file():
    found: dict[type, set[str]] = {}

    def walk(value):
        if isinstance(value, BaseModel):
            found.setdefault(type(value), set()).update(value.model_fields_set)
        for one in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
            walk(one)
        for _, one in value if isinstance(value, BaseModel) else ():
            walk(one)

    for text in cases.FILES.values():
        walk(Kept.model_validate_json(text))
    assert found == {model: set(model.model_fields) for model in found}
    assert set(found) == {Kept, ItemState, QuizState, Card, Entry, FormState, Settings}


@pytest.mark.parametrize("mode", MODES)
def test_a_chapter_can_ask_for_a_mode(mode):
    quiz = quizzes.quiz("warnings", mode=mode)
    assert quiz.form.mode == mode
    assert (f'data-mode="{mode}"' in quiz.html) == (mode != "each")


def test_a_mode_that_there_is_not_is_named_with_the_likely_one():
    with pytest.raises(ValueError, match=r"no mode 'exams'; did you mean 'exam'\?"):
        quizzes.quiz("warnings", mode="exams")


def test_an_exam_says_what_a_page_without_its_script_cannot_do():
    assert "closed boxes" in quizzes.quiz("warnings", mode="exam").html
    assert "closed boxes" not in quizzes.quiz("warnings", mode="end").html


def test_the_review_knows_the_objectives_of_the_bank():
    html = quizzes.quiz("warnings").html
    bank = home().bank("warnings")
    for item in bank.form().leaves:
        assert f'"{item.objective}":' in html
        assert f'data-objective="{item.objective}"' in html

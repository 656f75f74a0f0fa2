"""An editor that knows the schemas completes and explains what an author writes, and takes all that is right."""

from __future__ import annotations

import re

import jsonschema
import pytest

from quizzes import new
from quizzes.content import HOME
from quizzes.schema import schemas
from quizzes.yamlfile import Document

SCHEMAS = schemas()
MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)")
FILES = sorted([*HOME.glob("bank/*.yaml"), *HOME.glob("timelines/*.yaml"), *HOME.glob("evidence/**/*.yaml")])
LISTS = {
    "bank": "bank.schema.json",
    "timelines": "timeline.schema.json",
    "evidence/claims": "claims.schema.json",
    "evidence/sources": "sources.schema.json",
}


def faults(schema, data):
    validator = jsonschema.Draft202012Validator(schema)
    return [f"{list(error.absolute_path)}: {error.message}"[:300] for error in validator.iter_errors(data)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(HOME)))
def test_a_file_names_its_schema_and_fits_it(file):
    first = MODELINE.match(file.read_text(encoding="utf-8").splitlines()[0])
    assert first, "the first line is: # yaml-language-server: $schema=..."
    schema = (file.parent / first[1]).resolve()
    assert schema.parent == HOME
    assert faults(SCHEMAS[schema.name], Document(file).data) == []


@pytest.mark.parametrize("name", new.kinds())
def test_the_example_of_each_kind_fits_its_schema(name, tmp_path):
    kind = new.find(name)
    path = tmp_path / "example.yaml"
    path.write_text(new.entry(kind), encoding="utf-8")
    schema = SCHEMAS[LISTS[kind.folder]]
    for step in kind.place:
        schema = schema["properties"][step] | {"$defs": schema["$defs"]}
    assert faults(schema, Document(path).data) == []


def test_a_slip_does_not_fit(tmp_path):
    data = Document(HOME / "bank" / "warnings.yaml").data
    data["items"][0]["dificulty"] = data["items"][0].pop("difficulty")
    assert faults(SCHEMAS["bank.schema.json"], data)


@pytest.mark.parametrize("name", sorted(set(SCHEMAS) - {"state.schema.json"}))
def test_every_field_is_explained(name):
    models = {**SCHEMAS[name].get("$defs", {}), name: SCHEMAS[name]}
    silent = [
        f"{model}.{field}"
        for model, fields in models.items()
        for field, about in fields.get("properties", {}).items()
        if not about.get("description")
    ]
    assert silent == []


def test_a_choice_of_words_is_listed_for_completion():
    item = SCHEMAS["bank.schema.json"]["$defs"]["SingleChoice"]["properties"]
    assert item["difficulty"]["enum"] == ["easy", "medium", "hard"]
    assert item["type"]["const"] == "single-choice"
    assert "warning" in SCHEMAS["timeline.schema.json"]["$defs"]["Event"]["properties"]["theme"]["enum"]

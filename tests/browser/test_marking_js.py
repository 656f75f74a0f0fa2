"""The page marks as Python marks: the cases written for both, and thousands of responses that nobody wrote."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from quizzes import assets, scoring

from .book import ITEMS

MARKING = Path(__file__).parents[1] / "marking"
CASES = json.loads((MARKING / "cases.json").read_text(encoding="utf-8"))
FOLDS = json.loads((MARKING / "fold.json").read_text(encoding="utf-8"))
TRIES = 2000
SEED = 20180406

# Both ways as text, so that a key such as "__proto__" arrives as it was sent.
MARK_ALL = """tries => JSON.stringify(JSON.parse(tries).map(([scheme, response]) => {
  try { return { mark: marking.mark(scheme, response), parts: marking.parts(scheme, response) }; }
  catch (error) { return { error: error.message }; }
}))"""
FOLD_ALL = "texts => JSON.stringify(JSON.parse(texts).map(marking.fold))"

IDS = ["a", "b", "c", "long-name", "x-1", "constructor", "valueof", "true", "false", "z9"]
STRANGE = [
    None,
    "",
    "   ",
    [],
    {},
    0,
    1.5,
    True,
    "no-such",
    ["no-such"],
    {"no-such": "a"},
    {"__proto__": "a"},
    [["a"]],
    [None],
    ["a", "a"],
]
LETTERS = (
    "aAbBzZ09 .,;:!?'\"()-&/"
    "‘’‚‛′`´“”„‟″«»‐‑‒–—―−"
    "\t\n\r\v\f\u00a0\u1680\u2003\u200b\u2028\u202f\u205f\u3000\ufeff\u0085\u200d"
    "éÉñÑäÄßẞøØŁİıſŒœæÆçÇ\u0301\u0308\u0327ﬁﬀ①²½…ΣσςΩµЖж中あア한\U0001d400😀"
)


@pytest.fixture(scope="module")
def quizzes(chromium: Browser) -> Iterator[Page]:
    """An empty page with the quiz's script on it."""
    context = chromium.new_context()
    page = context.new_page()
    page.add_script_tag(content=assets.text("quiz.js"))
    yield page
    context.close()


def by_page(page: Page, script: str, given: list[Any]) -> list[Any]:
    return json.loads(page.evaluate(script, json.dumps(given)))


def by_python(scheme: scoring.Scheme, response: Any) -> dict[str, Any]:
    try:
        return {"mark": scoring.mark(scheme, response)._asdict(), "parts": scoring.parts(scheme, response)}
    except scoring.ResponseError as error:
        return {"error": str(error)}


def test_the_page_marks_every_case_as_written(quizzes: Page) -> None:
    marked = by_page(quizzes, MARK_ALL, [(case["scheme"], case["response"]) for case in CASES])
    for case, found in zip(CASES, marked, strict=True):
        if "error" in case:
            assert "error" in found, case["name"]
        else:
            assert found.get("mark") == case["mark"], case["name"]
            assert found["parts"] == case.get("parts", found["parts"]), case["name"]


def test_the_page_folds_a_typed_answer_as_written(quizzes: Page) -> None:
    folded = by_page(quizzes, FOLD_ALL, [typed for typed, _ in FOLDS])
    assert dict(zip((typed for typed, _ in FOLDS), folded, strict=True)) == dict(FOLDS)


# Schemes that no author wrote, of every kind that there is: (cardinality, base, rule).


def some(rng: random.Random, least: int = 1) -> list[str]:
    return rng.sample(IDS, rng.randint(least, 6))


def typed(rng: random.Random) -> str:
    return "".join(rng.choices(LETTERS, k=rng.randint(0, 12)))


def single(rng: random.Random) -> dict[str, Any]:
    options = some(rng, 2)
    return {"options": options, "correct": rng.choice(options)}


def multiple(rng: random.Random) -> dict[str, Any]:
    options = some(rng, 2)
    return {"options": options, "correct": rng.sample(options, rng.randint(1, len(options)))}


def record(rng: random.Random) -> dict[str, Any]:
    places, options = some(rng, 2), some(rng, 2)
    return {"parts": places, "options": options, "correct": {part: rng.choice(options) for part in places}}


def ordered(rng: random.Random) -> dict[str, Any]:
    options = some(rng, 3)
    return {"options": options, "correct": options}


def text(rng: random.Random) -> dict[str, Any]:
    accepted = [folded for folded in (scoring.fold(typed(rng)) for _ in range(4)) if folded]
    return {"base": "text", "correct": accepted or ["a"], "foreseen": {}}


KINDS: dict[tuple[str, str, str], Callable[[random.Random], dict[str, Any]]] = {
    ("single", "identifier", "exact"): single,
    ("single", "text", "exact"): text,
    ("multiple", "identifier", "exact"): multiple,
    ("multiple", "identifier", "net-correct"): multiple,
    ("record", "identifier", "exact"): record,
    ("record", "identifier", "share"): record,
    ("ordered", "identifier", "exact"): ordered,
    ("ordered", "identifier", "pairs"): ordered,
}


def kind(scheme: scoring.Scheme) -> tuple[str, str, str]:
    return scheme["cardinality"], scheme.get("base", "identifier"), scheme["rule"]


def response(rng: random.Random, scheme: scoring.Scheme) -> Any:
    """Mostly what a reader could give; one in eight is nonsense."""
    if rng.random() < 1 / 8:
        return rng.choice(STRANGE)
    options = scheme.get("options", [])
    match scheme["cardinality"], scheme.get("base"):
        case "single", "text":
            around = rng.choice(["{}", " {} ", "“{}.”", "The {}", "{}!", "{}\u00a0"])
            return rng.choice([around.format(rng.choice(scheme["correct"])).upper(), typed(rng)])
        case "single", _:
            return rng.choice(options)
        case "multiple", _:
            return rng.sample(options, rng.randint(0, len(options)))
        case "record", _:
            return {
                part: rng.choice(options) for part in rng.sample(scheme["parts"], rng.randint(0, len(scheme["parts"])))
            }
        case "ordered", _:
            return rng.sample(options, len(options) - (rng.random() < 0.05))
    raise ValueError(f"no responses for {scheme}")


def test_the_bank_has_no_kind_of_scheme_that_is_not_tried_here() -> None:
    assert {kind(item.scheme()) for _, item in ITEMS} <= KINDS.keys()


@pytest.mark.parametrize("tried", KINDS, ids="-".join)
def test_the_page_and_python_agree_on_responses_that_nobody_wrote(quizzes: Page, tried: tuple[str, str, str]) -> None:
    rng = random.Random(f"{SEED}{tried}")
    of_the_bank = [item.scheme() for _, item in ITEMS if kind(item.scheme()) == tried]
    cardinality, base, rule = tried
    tries = []
    for _ in range(TRIES):
        made = {"cardinality": cardinality, "base": base, "rule": rule, "points": rng.randint(1, 10)} | KINDS[tried](
            rng
        )
        scheme = rng.choice([made, *of_the_bank])
        tries.append((scheme, response(rng, scheme)))
    for (scheme, given), page in zip(tries, by_page(quizzes, MARK_ALL, tries), strict=True):
        python = by_python(scheme, given)
        if "error" in python:
            assert "error" in page, (scheme, given)
        else:
            assert page == python, (scheme, given)


def test_the_page_and_python_fold_texts_that_nobody_wrote_alike(quizzes: Page) -> None:
    rng = random.Random(SEED)
    texts = [typed(rng) for _ in range(5 * TRIES)]
    for given, page in zip(texts, by_page(quizzes, FOLD_ALL, texts), strict=True):
        assert page == scoring.fold(given), ascii(given)

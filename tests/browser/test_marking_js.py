"""The page marks as Python marks: the cases written for both, and thousands of responses that nobody wrote."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from quizzes import assets, scoring
from quizzes.itemtypes import TYPES
from tests.marking import cases, responses

from .book import ITEMS

TRIES, FEW = 10_000, 400
SEED = 20180406

# All as text, so that a key such as "__proto__" arrives as it was sent.
MARK_ALL = """text => {
  const { schemes, tries } = JSON.parse(text);
  return JSON.stringify(tries.map(([n, response]) => {
    const scheme = schemes[n], unread = marking.unread(scheme, response);
    try {
      const parts = marking.parts(scheme, response), { valueOf } = marking;
      const values = Object.keys(parts).map(part => [part, valueOf(scheme, response, part)]);
      return { mark: marking.mark(scheme, response), parts, values: Object.fromEntries(values), unread };
    } catch (error) { return { error: error.message, unread }; }
  }));
}"""
FOLD_ALL = "texts => JSON.stringify(JSON.parse(texts).map(marking.fold))"

Tries = list[tuple[int, Any]]


@pytest.fixture(scope="module")
def quizzes(chromium: Browser) -> Iterator[Page]:
    """An empty page with the quiz's script on it."""
    context = chromium.new_context()
    page = context.new_page()
    page.add_script_tag(content=assets.text("quiz.js"))
    yield page
    context.close()


def by_page(page: Page, schemes: list[scoring.Scheme], tries: Tries) -> list[dict[str, Any]]:
    return json.loads(page.evaluate(MARK_ALL, json.dumps({"schemes": schemes, "tries": tries})))


def by_python(scheme: scoring.Scheme, response: Any) -> dict[str, Any]:
    unread = scoring.unread(scheme, response)
    try:
        found = {"mark": scoring.mark(scheme, response)._asdict(), "parts": scoring.parts(scheme, response)}
        return {**found, "values": scoring.values(scheme, response), "unread": unread}
    except scoring.ResponseError as error:
        return {"error": str(error), "unread": unread}


def agree(page: Page, schemes: list[scoring.Scheme], tries: Tries) -> Counter[str]:
    """Fails at the first response that the page marks otherwise; how often each state came up."""
    states: Counter[str] = Counter()
    for (n, given), found in zip(tries, by_page(page, schemes, tries), strict=True):
        expected = by_python(schemes[n], given)
        if "error" in expected:
            assert ("error" in found, found["unread"]) == (True, expected["unread"]), (schemes[n], given, found)
            states["error"] += 1
        else:
            found["values"] = {part: found["values"].get(part) for part in expected["values"]}
            assert found == expected, (schemes[n], given)
            states[expected["mark"]["state"]] += 1
    return states


def test_the_page_marks_every_case_as_written(quizzes: Page) -> None:
    schemes = [case["scheme"] for case in cases.CASES]
    tries = [(n, case["response"]) for n, case in enumerate(cases.CASES)]
    for case, found in zip(cases.CASES, by_page(quizzes, schemes, tries), strict=True):
        if "error" in case:
            assert "error" in found, case["name"]
            continue
        assert found.get("mark") == case["mark"], case["name"]
        assert found["parts"] == case.get("parts", found["parts"]), case["name"]
        values = case.get("values", {})
        assert {part: found["values"][part] for part in values} == values, case["name"]


def test_the_page_folds_a_typed_answer_as_written(quizzes: Page) -> None:
    folded = json.loads(quizzes.evaluate(FOLD_ALL, json.dumps([typed for typed, _ in cases.FOLDS])))
    assert dict(zip((typed for typed, _ in cases.FOLDS), folded, strict=True)) == dict(cases.FOLDS)


@pytest.mark.parametrize("kind", responses.MAKERS)
def test_what_no_text_can_say_is_refused_and_nothing_at_all_is_not_attempted(quizzes: Page, kind: str) -> None:
    rule = next(iter(scoring.RULES[kind]))
    scheme = responses.scheme(random.Random(SEED), kind, rule)
    marks = """scheme => [undefined, null, NaN, Infinity, 10n, true, Symbol(), () => []].map(response => {
      try { return marking.mark(scheme, response).state; } catch { return 'refused'; }
    })"""
    assert quizzes.evaluate(marks, scheme) == ["not-attempted"] * 2 + ["refused"] * 6


@pytest.mark.parametrize(("kind", "rule"), responses.KINDS)
def test_the_page_and_python_agree_on_responses_that_nobody_wrote(quizzes: Page, kind: str, rule: str) -> None:
    rng = random.Random(f"{SEED}{kind}{rule}")
    schemes = [responses.scheme(rng, kind, rule) for _ in range(FEW)]
    tries = [(n % FEW, responses.response(rng, schemes[n % FEW])) for n in range(TRIES)]
    states = agree(quizzes, schemes, tries)
    wanted = {"written", "self-marked"} if kind == "open" else {"right", "wrong"}
    assert min(states[state] for state in wanted | {"error", "not-attempted"}) > 100, states


@pytest.mark.parametrize("kind", TYPES)
def test_the_page_and_python_agree_on_random_responses_to_real_items(quizzes: Page, kind: str) -> None:
    """The type's own example, and all that the bank has of it."""
    rng = random.Random(f"{SEED}{kind}")
    items = [cases.example(TYPES[kind]), *(item for _, item in ITEMS if item.type == kind)]
    schemes = [item.scheme() for item in items]
    order = [rng.randrange(len(schemes)) for _ in range(TRIES)]
    states = agree(quizzes, schemes, [(n, responses.response(rng, schemes[n])) for n in order])
    assert len(states) >= 4, states  # not all errors, or all wrong


def test_the_page_and_python_fold_texts_that_nobody_wrote_alike(quizzes: Page) -> None:
    rng = random.Random(SEED)
    texts = [rng.choice([responses.typed, responses.dated, responses.counted])(rng) for _ in range(3 * TRIES)]
    for given, page in zip(texts, json.loads(quizzes.evaluate(FOLD_ALL, json.dumps(texts))), strict=True):
        assert page == scoring.fold(given), ascii(given)

"""QTI as other programs play it: each response earns there what it earns in the book, and gets the same feedback."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations
from typing import Any

import pytest
from playwright.sync_api import Browser

from quizzes.exports import Asked
from quizzes.itemtypes import TYPES, Item
from quizzes.samples import kind, samples

from ..flashcards import Banks
from ..qti import given, package, wanted
from ..test_items import example
from . import players
from .gallery import bank as examples

NUMBER_GAP = {"id": "2nd", "answer": 6, "unit": "days", "feedback": "Yes.", "otherwise": "No."}
RULES = ["exact", "net-correct", "coverage", "each-answer", "false2", "false", "true", "all", "none"]


@pytest.fixture(scope="module", params=["amp_up", "citolab"])
def player(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[players.Player]:
    found = getattr(players, request.param)(chromium)
    if isinstance(found, str):
        pytest.skip(f"the player {request.param} is not here: {found}")
    yield found
    found.page.close()


def hard() -> list[Item]:
    """An item for each rule and setting that the examples do not have."""
    entries = [{"id": f"e-{n}", "text": f"Entry {n}", "feedback": "It is so."} for n in range(4)]
    made = [example("multiple-choice", id=f"rule-{rule}", rule=rule, points=3) for rule in RULES]
    made += [example("ordering", id=f"order-{rule}", rule=rule, entries=entries) for rule in ("exact", "longest-run")]
    made += [example(name, id=f"exact-{name}", rule="exact") for name in ("matching", "categorise", "cloze")]
    made.append(example("numeric", id="half-open", within={"digits": 2}))
    made.append(example("cloze", id="3rd-gaps", text="So [2nd].", gaps=[NUMBER_GAP], points=3))
    return made


def responses(item: Item) -> list[Any]:
    """All that can be answered where that is little, else a sample of each kind."""
    scheme = item.scheme()
    match kind(scheme):
        case "multiple":
            options = scheme["options"]
            return [[*some] for n in range(len(options) + 1) for some in combinations(options, n)]
        case "ordered":
            return [[], *([*order] for order in permutations(scheme["options"]))]
        case "number":
            return [*samples(scheme).values(), "665", "694.9", "695", "704.9", "705", "735.01", "0", "-700", "abc"]
    return [*samples(scheme).values()]


def plays(player: players.Player, items: list[Item]) -> None:
    """That each response to each item has the outcomes that the book has for it."""
    bank = examples().model_copy(update={"items": items})
    asked = Asked(Banks(bank))
    found = package(asked)
    for item in (placed.item for placed in asked.placed()):
        player.load(found[f"items/{item.id}.xml"])
        for one in responses(item):
            outcome = player.outcomes(given(item, one))
            score, feedback = wanted(item, "0" if one == "abc" else one)  # where no number can be asked for again
            assert float(outcome["SCORE"]) == pytest.approx(score, abs=6e-4), (item.id, one)  # to three places
            assert {key for key, value in outcome.items() if key.startswith("FEEDBACK") and value} == feedback, (
                item.id,
                one,
            )
            assert float(outcome["MAXSCORE"]) == item.points
            assert outcome["REASON"] == "shown"


def test_each_type_is_marked_and_answered_as_in_the_book(player):
    items = [*examples().items]
    assert {leaf.type for item in items for leaf in item.leaves()} == {*TYPES} - {"source-set"}  # type: ignore[attr-defined]
    plays(player, items)


def test_each_rule_is_kept_whatever_is_answered(player):
    plays(player, hard())


def test_what_a_candidate_clicks_and_types_is_what_is_marked(chromium):
    """In the player that is always here: what its interactions hand on is what the rules compare."""
    player = players.amp_up(chromium)
    page = player.page
    found = package(Asked(Banks(examples())))

    def load(item: str) -> None:
        player.load(found[f"items/{item}.xml"])

    load("what-order")
    page.get_by_role("radio", name="Between the announcement").click()
    assert player.outcomes()["SCORE"] == 1

    load("which-of-these")
    for name in ("The attorney general made", "A Justice Department office"):
        page.get_by_role("checkbox", name=name).click()
    assert player.outcomes()["SCORE"] == 2

    load("who-did-what")
    columns = [one.inner_text().strip() for one in page.get_by_role("columnheader").all()]
    for row, column in (("Attorney General Sessions", "made the policy public"), ("The office for", "warned that it")):
        place = next(n for n, text in enumerate(columns) if text.startswith(column)) - 1
        page.get_by_role("row", name=row).get_by_role("checkbox").nth(place).press("Space")  # by keyboard
    assert player.outcomes()["SCORE"] == 2

    load("how-many")
    page.get_by_role("textbox").fill("710")
    assert player.outcomes()["SCORE"] == 1

    load("the-two-steps")
    page.get_by_role("textbox", name="Gap 1").fill("6")
    page.get_by_role("textbox", name="Gap 2").fill("justice")
    page.get_by_role("button", name="Choose").click()
    page.get_by_role("option", name="DHS").click()
    assert player.outcomes()["SCORE"] == 2
    page.close()

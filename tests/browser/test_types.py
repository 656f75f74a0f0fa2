"""Every type of item by its example: answered with the keyboard alone, and said to be right."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from quizzes import words
from quizzes.itemtypes import TYPES, Item
from quizzes.samples import right, samples
from quizzes.text import plain

from .conftest import Visit
from .gallery import PAGE, form, gallery
from .reader import Question, press, result

LEAVES = form().leaves
every_leaf = pytest.mark.parametrize("item", LEAVES, ids=lambda item: f"{item.type}:{item.id}")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with gallery() as url:
        yield url.removesuffix(f"/{PAGE}")


@pytest.fixture
def shown(visitor: Callable[..., Visit], address: str) -> Callable[[Item], Question]:
    """An item of the gallery, come to by its address."""
    visit = visitor(address, viewport={"width": 1280, "height": 900})
    return lambda item: Question(visit.open(f"{PAGE}#item-{item.id}"), item)


def test_the_gallery_shows_every_type() -> None:
    assert {item.type for item in form().items} == set(TYPES)


@every_leaf
def test_a_right_answer_is_given_with_the_keyboard_alone_and_said_to_be_right(
    shown: Callable[[Item], Question], item: Item
) -> None:
    asked, response = shown(item), right(item.scheme())
    asked.type(response)
    press(asked.check)
    if asked.kind == "open":
        asked.judge(response["met"])
    expect(asked.status).to_contain_text(result(item.mark(response)))
    asked.says(response)
    asked.explains()


@every_leaf
def test_a_wrong_answer_is_told_what_mends_it_and_stays_until_another_try(
    shown: Callable[[Item], Question], item: Item
) -> None:
    asked, response = shown(item), samples(item.scheme())["wrong"]
    asked.type(response)
    press(asked.check)
    if asked.kind == "open":
        press(asked.control(next(iter(item.scheme()["criteria"]))), "Space")
        asked.judge(response["met"])
    expect(asked.status).to_contain_text(result(item.mark(response)))
    asked.says(response)
    asked.shows(response)
    asked.page.reload()
    asked.shows(response)


def test_the_letter_of_an_option_is_seen_and_not_read_out(shown: Callable[[Item], Question]) -> None:
    item = next(item for item in LEAVES if item.type == "multiple-choice")
    asked = shown(item)
    for letter, option in item.lettered:
        row = asked.group.locator("label").filter(has_text=plain(option.text))
        expect(row.get_by_text(letter, exact=True)).to_be_visible()
        expect(asked.group.get_by_role("checkbox", name=plain(option.text), exact=True)).to_have_count(1)


def test_a_model_answer_and_the_rubric_come_with_the_comparison(shown: Callable[[Item], Question]) -> None:
    item = next(item for item in LEAVES if item.type == "open-answer")
    asked = shown(item)
    model = asked.place.get_by_text(plain(item.models[0].text), exact=False)
    rubric = asked.group.get_by_role("checkbox")
    expect(model.filter(visible=True)).to_have_count(0)
    expect(rubric).to_have_count(0)
    asked.type({"text": "An office of the department itself warned.", "met": None})
    press(asked.check)
    expect(model.filter(visible=True)).to_have_count(1)
    expect(rubric).to_have_count(len(item.rubric))


def test_the_material_of_a_set_stands_before_its_items_with_its_source(shown: Callable[[Item], Question]) -> None:
    found = next(item for item in form().items if item.type == "source-set")
    first, last = (LEAVES.index(leaf) + 1 for leaf in (found.leaves()[0], found.leaves()[-1]))
    asked = shown(found.leaves()[0])
    name = words.PAGE["material"].format(n=last - first + 1, first=first, last=last)
    material = asked.page.get_by_role("group", name=name, exact=True)
    expect(material.get_by_text(plain(found.caption))).to_be_visible()
    expect(material.get_by_role("link")).to_have_count(1)
    position = "(item, material) => item.compareDocumentPosition(material) & Node.DOCUMENT_POSITION_PRECEDING"
    assert asked.place.evaluate(position, material.element_handle())
    expect(asked.place).to_contain_text(words.PAGE["question"].split("{n}")[0] + f"{first} ")

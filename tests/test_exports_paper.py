"""Tests on paper: every question in every form, letters that agree with the key, pages that break between questions."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Mapping
from functools import cache

import lxml.html
import pytest
from lxml.html import HtmlElement
from pypdf import PdfReader

from quizzes import __main__, words
from quizzes.content import HOME, home
from quizzes.exports import Asked, AskedError, paper
from quizzes.forms import Bank
from quizzes.itemtypes import TYPES, Item
from quizzes.itemtypes.base import Choice
from quizzes.itemtypes.multiple_choice import MultipleChoice
from quizzes.itemtypes.ordering import Ordering
from quizzes.text import plain

from .browser.gallery import bank as examples
from .flashcards import Banks
from .test_items import example

ROOT = HOME.parent
SAY = words.PAPER
WARNINGS = home().bank("warnings")
ITEMS = {leaf.id: leaf for leaf in WARNINGS.leaves}


def files(*banks: Bank, **options: object) -> Mapping[str, bytes]:
    """What an export of these banks makes."""
    made = paper.export(Asked(Banks(*banks), options={"seed": 7, **options})).data
    assert isinstance(made, Mapping)
    return made


@cache
def whole() -> Mapping[str, bytes]:
    """Two forms of a chapter and their key, once."""
    return files(WARNINGS)


def page(name: str) -> HtmlElement:
    return lxml.html.fromstring(whole()[f"{name}.html"].decode())


def pages(data: bytes) -> list[str]:
    return [one.extract_text() for one in PdfReader(io.BytesIO(data)).pages]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def said(element: HtmlElement) -> str:
    return squeezed(element.text_content())


def order(test: HtmlElement) -> list[str]:
    return test.xpath("//@data-item")


def lettered(test: HtmlElement, item: str) -> dict[str, str]:
    """What stands behind each letter or number of a question."""
    rows = test.xpath(f'//section[@data-item="{item}"]//li[span[@class="i-letter"]]')
    return {row.findtext('span[@class="i-letter"]'): said(row.find('span[@class="i-text"]')) for row in rows}


def keyed(key: HtmlElement, form: str) -> dict[str, list[tuple[str, str]]]:
    """What the key says of each item in a form: the part, and what belongs there."""
    rows = key.xpath(f'//section[@data-form="{form}"]//tbody/tr')
    answers = {}
    for row in rows:
        cell = row[1]
        before = [cell.text, *(bold.tail for bold in cell.findall("b"))]
        parts = [(text or "").strip(" ·") for text in before]
        answers[row[3].text] = [(part, bold.text) for part, bold in zip(parts, cell.findall("b"), strict=False)]
    return answers


def form(seed: object, letter: str, *items: Item) -> paper.Form:
    """A form of these items, or of the chapter's."""
    bank = WARNINGS.model_copy(update={"items": list(items)}) if items else WARNINGS
    return paper.Tests(Asked(Banks(bank))).form(letter, seed)  # type: ignore[arg-type]


def shown(item: Item, seed: int, letter: str = "A") -> list[str]:
    """The ids of an item's parts, in the order of a form."""
    return [part.id for part in form(seed, letter, item).questions[0].placed.item.shown]  # type: ignore[attr-defined]


# What stands in the forms


@pytest.mark.parametrize("letter", ["A", "B"])
def test_each_form_has_every_question_with_its_points_on_page_and_paper(letter):
    test = page(f"test-7-{letter}")
    assert sorted(order(test)) == sorted(ITEMS)
    text = "\n".join(pages(whole()[f"test-7-{letter}.pdf"]))
    on_paper = squeezed(text)
    for n, key in enumerate(order(test), 1):
        item = ITEMS[key]
        question = test.xpath(f'//section[@data-item="{key}"]')[0]
        head = SAY["number"].format(n=n) + words.points(item.points)
        assert said(question).startswith(squeezed(head + plain(item.stem)))
        assert squeezed(SAY["number"].format(n=n) + plain(item.stem)) in on_paper
    worth = [item.points for item in ITEMS.values()]
    assert sorted(map(int, re.findall(r"(?<!· )\b(\d+) points?", text))) == sorted(worth)
    total = SAY["count"].format(count=len(ITEMS), points=words.points(sum(worth)))
    assert squeezed(total) in on_paper
    for field in ("name", "class", "date", "sheet"):
        assert SAY[field] in on_paper.replace("Answersheet", "Answer sheet")


def test_forms_differ_in_order_and_not_in_content():
    one, other = page("test-7-A"), page("test-7-B")
    assert order(one) != order(other)
    mixed = 0
    for key in ITEMS:
        a, b = lettered(one, key), lettered(other, key)
        assert sorted("".join(a.values())) == sorted("".join(b.values()))
        mixed += a != b
    assert mixed > len(ITEMS) / 2


def test_a_form_says_nothing_of_what_is_right():
    for letter in "AB":
        text = said(page(f"test-7-{letter}"))
        assert "✓" not in text
        for item in ITEMS.values():
            assert squeezed(plain(item.rationale)) not in text
            assert not any(squeezed(plain(hint)) in text for hint in item.hints)


def test_the_answer_sheet_has_room_for_each_part_of_each_answer():
    test = page("test-7-A")
    for one in form(7, "A").questions:
        entry = test.xpath(f'//li[@data-sheet="{one.placed.item.id}"]')[0]
        assert entry.findtext("span") == str(one.number)
        rooms = entry.xpath('.//div[contains(@class, "p-room ") or @class="p-room"]')
        assert len(rooms) == len(one.body.rooms)
        for room, html in zip(one.body.rooms, rooms, strict=True):
            assert len(html.xpath('.//span[@class="p-choice"]')) == len(room.marks)
            assert len(html.xpath('.//span[@class="p-line"]')) == room.lines
            assert bool(html.xpath('.//span[contains(@class, "p-field")]')) == (not room.marks and not room.lines)


def test_questions_of_a_set_follow_their_source_in_their_order():
    sets = [listed for listed in WARNINGS.items if listed.leaves() != [listed]]
    assert sets
    for letter in "AB":
        test = page(f"test-7-{letter}")
        for listed in sets:
            section = test.xpath(f'//section[.//section[@data-item="{listed.leaves()[0].id}"]]')[0]
            assert squeezed(plain(listed.caption)) in said(section[0])
            assert section.xpath(".//@data-item") == [leaf.id for leaf in listed.leaves()]


# The key


@pytest.mark.parametrize("letter", ["A", "B"])
def test_the_letters_of_the_key_lead_to_what_is_right(letter):
    test, key = page(f"test-7-{letter}"), keyed(page("key-7"), letter)
    assert list(key) == order(test)
    tried = set()
    for name, item in ITEMS.items():
        rows = lettered(test, name)
        texts = {one.id: squeezed(plain(one.text)) for one in getattr(item, "options", ())}
        tried.add(item.type)
        if isinstance(item, Choice):
            right = {texts[one.id] for one in item.keys}
            assert {rows[one] for one in key[name][0][1].split()} == right
        elif item.type == "true-false":
            assert key[name] == [("", words.PAGE[item.key])]
        elif item.type in ("matching", "categorise"):
            stems = item.prompts if item.type == "matching" else item.entries
            right = item.scheme()["correct"]
            choices = {one.id: squeezed(plain(one.text)) for one in getattr(item, "choices", None) or item.categories}
            wanted = {squeezed(plain(one.text)): choices[right[one.id]] for one in stems}
            assert {rows[part]: rows[answer] for part, answer in key[name]} == wanted
        elif item.type == "ordering":
            assert [rows[answer] for _, answer in key[name]] == [squeezed(plain(one.text)) for one in item.entries]
        elif item.type == "cloze":
            assert len(key[name]) == len(item.gaps)
        elif item.type == "open-answer":
            assert key[name] == [("", SAY["open"])]
        else:
            assert key[name] == [("", plain(item.answer()))]
    assert len(tried) > 6


def test_the_letters_of_the_key_stand_on_its_paper():
    text = squeezed("".join(pages(whole()["key-7.pdf"])))
    for letter in "AB":
        for n, (name, answers) in enumerate(keyed(page("key-7"), letter).items(), 1):
            if isinstance(ITEMS[name], Choice):
                assert squeezed(f"{n}{answers[0][1]}{ITEMS[name].points}{name}") in text


def test_the_key_gives_reasons_and_sources_apart():
    key = page("key-7")
    evidence = home().evidence
    for name, item in ITEMS.items():
        reason = key.xpath(f'//section[@data-reason="{name}"]')[0]
        assert squeezed(plain(item.rationale)) in said(reason)
        for claim in item.claims:
            assert squeezed(f"{plain(evidence.label(claim))} ({claim})") in said(reason)


def test_a_table_says_which_question_is_which():
    numbers = {letter: order(page(f"test-7-{letter}")) for letter in "AB"}
    rows = page("key-7").xpath('//section[@class="p-where"]//tbody/tr')
    assert len(rows) == len(ITEMS)
    for row in rows:
        a, b, name = (cell.text for cell in row)
        assert numbers["A"][int(a) - 1] == numbers["B"][int(b) - 1] == name


# Orders


def test_the_same_seed_gives_the_same_bytes_and_another_one_another_order():
    bank = examples("single-choice", "ordering", "matching")
    moved = bank.model_copy(update={"items": [*reversed(bank.items)]})
    one = files(bank)
    assert one == files(bank) == files(moved)
    assert files(bank, form=["A"])["test-7-A.pdf"] == one["test-7-A.pdf"]
    orders = {tuple(form(seed, "A").numbers) for seed in range(5)}
    assert len(orders) == 5
    assert len({tuple(shown(bank.items[1], seed)) for seed in range(20)}) > 1  # type: ignore[arg-type]


def test_an_order_that_means_something_stays():
    item = example("single-choice", shuffle=False)
    for seed in range(10):
        assert shown(item, seed) == [option.id for option in item.options]
        truth = form(seed, "A", example("true-false")).questions[0].body.rooms[0]
        assert [*truth.marks] == [words.PAGE["true"], words.PAGE["false"]]


def test_what_is_last_stays_last():
    item = example("multiple-choice")
    assert isinstance(item, MultipleChoice)
    orders = {tuple(shown(item, seed)) for seed in range(20)}
    assert len(orders) > 1
    assert {one[-1] for one in orders} == {option.id for option in item.options if option.last}


def test_an_order_that_is_asked_for_never_begins_right():
    item = example("ordering")
    assert isinstance(item, Ordering)
    right = [entry.id for entry in item.entries]
    orders = [shown(item, seed) for seed in range(60)]
    assert right not in orders
    assert len({tuple(one) for one in orders}) > 2


def test_prompts_and_choices_of_the_same_ids_are_mixed_apart():
    ids = ["a", "b", "c", "d"]
    said_of = {"feedback": "So.", "wrong": "No."}
    prompts = [{"id": key, "text": f"P {key}", "match": f"{key}-x", **said_of} for key in ids]
    choices = [{"id": f"{key}-x", "text": f"C {key}", "about": "So."} for key in ids]
    item = example("matching", prompts=prompts, choices=choices)
    straight = [
        [room.key for room in form(seed, "A", item).questions[0].body.rooms] == ["A", "B", "C", "D"]
        for seed in range(30)
    ]
    assert sum(straight) < 10


# Pages


def test_each_page_says_its_number_and_its_form():
    for name, running in (("test-7-A", "Form A"), ("test-7-B", "Form B"), ("key-7", SAY["key"])):
        texts = pages(whole()[f"{name}.pdf"])
        for n, text in enumerate(texts, 1):
            assert f"Page {n} of {len(texts)}" in text
            assert running in text


def test_no_question_runs_over_two_pages():
    texts = [squeezed(text) for text in pages(whole()["test-7-A.pdf"])]
    test = page("test-7-A")
    for n, name in enumerate(order(test), 1):
        head = squeezed(SAY["number"].format(n=n) + plain(ITEMS[name].stem))
        at = [text for text in texts if head in text]
        assert len(at) == 1
        place = at[0].index(head)
        for row in lettered(test, name).values():
            assert row in at[0][place:], name


@pytest.mark.parametrize("variant", ["", "large", "dyslexia"])
def test_the_answer_sheet_begins_on_a_page_of_its_own_with_its_first_answers(variant):
    made = files(WARNINGS, form=["A"], **{variant: True}) if variant else whole()
    texts = pages(made[f"test-7-A{variant and '-'}{variant}.pdf"])
    at = [text for text in texts if SAY["sheet"] in re.sub(r"\s+", " ", text) and SAY["how"][:20] not in text]
    assert len(at) == 1
    assert SAY["number"].format(n=len(ITEMS)) not in at[0]
    assert "True" in at[0] or re.search(r"A\s+B", at[0])


def sizes(data: bytes) -> set[float]:
    """The sizes of all signs of a PDF, in points."""
    found = set()

    def visit(text, matrix, text_matrix, font, size):
        if text.strip():
            found.add(round(abs(size * text_matrix[3] * matrix[3]), 1))

    for one in PdfReader(io.BytesIO(data)).pages:
        one.extract_text(visitor_text=visit)
    return found


def test_large_print_has_no_word_under_18_points():
    made = files(examples(), form=["A"], large=True)
    assert min(sizes(made["test-7-A-large.pdf"])) >= 18
    assert min(sizes(files(examples(), form=["A"])["test-7-A.pdf"])) < 12


def test_the_variant_for_readers_with_dyslexia_has_no_italics_and_says_the_same():
    stem = "This is *so*."
    bank = examples("single-choice")
    bank = bank.model_copy(update={"items": [bank.items[0].model_copy(update={"stem": stem})]})
    made, usual = files(bank, form=["A"], dyslexia=True), files(bank, form=["A"])
    assert "Italic" not in fonts(made["test-7-A-dyslexia.pdf"])
    assert "Italic" in fonts(usual["test-7-A.pdf"])
    body = [
        re.sub(rb"(?s)<style>.*?</style>", b"", one) for one in (made["test-7-A-dyslexia.html"], usual["test-7-A.html"])
    ]
    assert body[0] == body[1]


def fonts(data: bytes) -> str:
    found = [one["/Resources"]["/Font"].values() for one in PdfReader(io.BytesIO(data)).pages]
    return " ".join(str(font.get_object()["/BaseFont"]) for each in found for font in each)


@pytest.mark.parametrize(("size", "width"), [("letter", 612), ("a4", 595)])
def test_the_size_of_the_paper_can_be_chosen(size, width):
    made = files(examples("true-false"), form=["A"], size=size)
    assert {round(one.mediabox.width) for one in PdfReader(io.BytesIO(made["test-7-A.pdf"])).pages} == {width}


# Every type, and the command


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_has_a_shape_for_paper(kind):
    bank = examples(kind)
    for one in paper.Tests(Asked(Banks(bank))).form("A", 7).questions:
        assert one.body.rooms
        for room in one.body.rooms:
            assert room.key or room.lines
            assert not room.marks or set(room.key.split()) <= {*room.marks}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"form": ["A", "B", "a"]}, "form A is asked for twice"),
        ({"form": ["AB"]}, "'AB' is no letter of a form"),
        ({"seed": "x"}, "the seed 'x' is not a number"),
    ],
)
def test_what_cannot_be_made_is_told(options, told):
    with pytest.raises(AskedError, match=told):
        files(examples("true-false"), **options)


def test_without_weasyprint_the_command_says_what_is_missing_and_writes_nothing(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(ROOT)
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    to = tmp_path / "tests"
    assert __main__.main(["export", "paper", "turn", "-o", str(to)]) == 1
    assert "WeasyPrint, which is not installed" in capsys.readouterr().err
    assert not to.exists()


def test_the_command_writes_all_files_into_a_folder(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(paper, "_pdf", lambda html, name: name.encode())
    arguments = ["export", "paper", "turn", "--form", "C", "--seed", "12", "--form", "D", "-o"]
    assert __main__.main([*arguments, str(tmp_path / "tests")]) == 0
    names = {f"{name}.{kind}" for name in ("test-12-C", "test-12-D", "key-12") for kind in ("html", "pdf")}
    assert {path.name for path in (tmp_path / "tests").iterdir()} == {*names, "report.json"}
    count = len(home().bank("turn").leaves)
    assert f"2 forms of {count} questions each, and the key" in capsys.readouterr().out


def test_options_of_one_format_are_unknown_to_the_others(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    with pytest.raises(SystemExit):
        __main__.main(["export", "anki", "turn", "--form", "A"])
    assert "--form" in capsys.readouterr().err

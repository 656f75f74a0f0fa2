"""Questions for Canvas: read as its importers read them, they ask and mark what the book does, but for what is told."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from base64 import b64decode
from itertools import chain, combinations, permutations
from typing import Any

import pytest
from lxml import etree

from quizzes import __main__, exports, words
from quizzes.content import HOME, home
from quizzes.exports import Asked, Lost, Made, canvas
from quizzes.exports._qti12 import ASI
from quizzes.exports._saying import LINK
from quizzes.itemtypes import TYPES
from quizzes.itemtypes.base import Item
from quizzes.markup import clean
from quizzes.samples import kind, samples
from quizzes.text import plain

from . import qti12 as reader
from .browser.gallery import bank as examples
from .flashcards import Banks
from .hostile import HOSTILE
from .qti12 import Question, Refused
from .teachers_page import documented
from .test_items import example
from .test_moodle import ITEMS, MARKED, SITE, squeezed, words_of

NUMBER_GAP = {"id": "n", "answer": 6, "unit": "days", "feedback": "Yes.", "otherwise": "No."}
TYPED_GAP = {"id": "t", "accepted": ["Six"], "feedback": "Yes.", "otherwise": "No."}
READ = {"new": reader.new, "classic": reader.classic}


def export(content: Any, quizzes: str, chapters: list[str] | None = None, **asked: Any) -> Made:
    asked["options"] = {"classic": quizzes == "classic"}
    return canvas.export(Asked(content, chapters or [], **asked))


BOOK = {quizzes: export(home(), quizzes) for quizzes in READ}
GALLERY = {quizzes: export(Banks(examples()), quizzes) for quizzes in READ}
QUESTIONS = {name: read(BOOK[name].data) | read(GALLERY[name].data) for name, read in READ.items()}
OF_TYPE = {name: [item for item in ITEMS.values() if item.type == name] for name in TYPES if name != "source-set"}

both = pytest.mark.parametrize("quizzes", READ)
every_type = pytest.mark.parametrize("items", OF_TYPE.values(), ids=OF_TYPE)


def of_types(*names: str) -> Any:
    return pytest.mark.parametrize("items", [OF_TYPE[name] for name in names], ids=names)


def one(item: Item, quizzes: str, **asked: Any) -> tuple[Question, Made]:
    """The question that an item becomes, and the package that it is in."""
    made = export(Banks(holding(item)), quizzes, **asked)
    return READ[quizzes](made.data)[item.id], made


def holding(*items: Item) -> Any:
    return examples("single-choice").model_copy(update={"items": [*items]})


def lost_of(item: Item, quizzes: str) -> set[str]:
    """The parts of an item of the book that are told as lost."""
    return parts(BOOK[quizzes], item) | parts(GALLERY[quizzes], item)


def parts(made: Made, item: Item) -> set[str]:
    return {lost.part for lost in made.lost if lost.item == item.id}


def ident(question: Question, text: str) -> str:
    """What an answer with that text is known by."""
    [found] = [key for key, shown in question.labels.items() if words_of(shown) == squeezed(text)]
    return found


def given(item: Any, response: Any, question: Any, quizzes: str) -> Any:
    """A response as it is given in Canvas: by what the question calls the answers, or as typed."""
    match kind(item.scheme()):
        case "single" if item.type == "true-false":
            return [ident(question, words.PAGE[response])]
        case "single":
            return [ident(question, option(item, response))]
        case "multiple":
            return [ident(question, option(item, key)) for key in response]
        case "record":
            texts = {part.id: plain(part.text) for part in getattr(item, "choices", None) or item.categories}
            return {plain(part.text): texts[response[part.id]] for part in named(item) if part.id in response}
        case "ordered" if quizzes == "new":
            return [ident(question, option(item, key, item.entries)) for key in response]
        case "ordered":
            stems = map(reader.plain, question.about().values())
            return {stem: plain(option(item, key, item.entries)) for stem, key in zip(stems, response, strict=True)}
        case "composite":
            return {gap.id: filled(gap, response[gap.id], question, quizzes) for gap in item.gaps}
        case "text" if quizzes == "new":
            return {"answer": response}
    return response


def named(item: Any) -> Any:
    return item.prompts if item.type == "matching" else item.entries


def option(item: Any, key: str, among: Any = None) -> str:
    return next(one.text for one in among or item.options if one.id == key)


def filled(gap: Any, response: str, question: Any, quizzes: str) -> str | None:
    """What is chosen or written in a gap."""
    if not hasattr(gap, "options"):
        return response
    text = next((one.text for one in gap.options if one.id == response), "")
    if quizzes == "classic" and not isinstance(question, reader.ClassicLists):
        return plain(text)
    labels = question.lids[f"response_{gap.id}"].items()
    [key] = [key for key, one in labels if words_of(reader.html(one)) == squeezed(text)]
    return key


# What each question says


@both
@every_type
def test_a_question_says_all_that_the_item_says(items, quizzes):
    for item in items:
        question = QUESTIONS[quizzes][item.id]
        general = words_of(question.general)
        assert squeezed(item.stem) in words_of(question.text)
        assert squeezed(item.rationale) in general
        assert all(label.replace(" ", "") in general for label in home().evidence.labels(item.claims))
        said = "".join([general, *map(words_of, question.said.values())])
        for feedback in item.feedback():
            assert squeezed(feedback.say) in said, feedback
        assert ("hints" in lost_of(item, quizzes)) == bool(item.hints)
        shown = "".join(map(words_of, [question.text, *question.labels.values(), *question.about().values()]))
        for text in chosen_from(item):
            assert squeezed(text) in shown


def chosen_from(item: Any) -> list[str]:
    """What readers choose from, or put somewhere."""
    fields = ("options", "prompts", "choices", "entries", "categories")
    found = [part.text for name in fields for part in getattr(item, name, [])]
    return found + [part.text for gap in getattr(item, "gaps", []) for part in getattr(gap, "options", [])]


@both
@every_type
def test_a_question_has_its_points(items, quizzes):
    for item in items:
        question = QUESTIONS[quizzes][item.id]
        assert float(question.fields["points_possible"]) == item.points
        assert question.title.rstrip("…") in plain(item.stem)


def test_in_classic_quizzes_each_chapter_is_a_quiz_with_its_questions_in_order():
    for bank in home().banks():
        title = f"Zero Tolerance: {plain(bank.title)}"
        found = [key for key, one in QUESTIONS["classic"].items() if one.quiz == title]
        assert [key for key in found if key in ITEMS] == [leaf.id for leaf in bank.leaves]


def test_in_new_quizzes_there_is_one_quiz_with_all_questions_in_order():
    found = reader.new(BOOK["new"].data)
    assert {one.quiz for one in found.values()} == {"Zero Tolerance"}
    assert [key for key in found if key in ITEMS] == [leaf.id for bank in home().banks() for leaf in bank.leaves]


@both
def test_a_quiz_is_for_practice_as_often_as_one_likes(quizzes):
    package = reader.Package(BOOK[quizzes].data, reader.CANVAS)
    for ident_, name in package.of("imsqti_xmlv1p2"):
        found = reader.settings(package, ident_)
        assert (found["quiz_type"], found["allowed_attempts"]) == ("practice_quiz", "-1")
        assert found["shuffle_answers"] == "false", "options stand in an order that means something"
        items = package.items(name)[1]
        assert float(found["points_possible"]) == sum(ITEMS[key].points for key in idents(items) if key in ITEMS)


def idents(items: Any) -> list[str]:
    return [item.attrib["ident"] for item in items]


@both
def test_a_set_shows_its_passage_once_before_its_questions(quizzes):
    order = [*QUESTIONS[quizzes]]
    for listed in chain.from_iterable(bank.items for bank in [*home().banks(), examples()]):
        leaves = [leaf.id for leaf in listed.leaves()]
        if leaves == [listed.id]:
            continue
        text = QUESTIONS[quizzes][listed.id]
        assert isinstance(text, reader.Text)
        assert squeezed(listed.caption) in words_of(text.text)
        assert order[order.index(listed.id) + 1 :][: len(leaves)] == leaves
        if quizzes == "new":
            assert [QUESTIONS["new"][key].parent for key in leaves] == [listed.id] * len(leaves)


def test_graders_get_the_rubric_and_readers_the_models_afterwards():
    item = ITEMS["in-your-words"]
    for quizzes in READ:
        general = words_of(QUESTIONS[quizzes][item.id].general)
        assert all(squeezed(one.text) in general for one in [*item.rubric, *item.models])
    notes = QUESTIONS["new"][item.id].notes
    assert all(plain(one.text) in notes for one in item.rubric)
    assert "(2 points)" in notes


@both
def test_a_picture_goes_along_as_a_file(tmp_path, quizzes):
    data, bank, evidence = with_picture(tmp_path)
    packed = zipfile.ZipFile(io.BytesIO(export(Banks(bank, evidence=evidence), quizzes).data))
    [name] = [name for name in packed.namelist() if name.startswith("web_resources/")]
    assert packed.read(name) == data
    text = READ[quizzes](export(Banks(bank, evidence=evidence), quizzes).data)[bank.items[0].id].text
    assert f'<img src="$IMS-CC-FILEBASE$/{name.removeprefix("web_resources/")}" alt="A dot">' in text


def with_picture(folder: Any) -> tuple[bytes, Any, Any]:
    data = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
    (folder / "dot.png").write_bytes(data)
    evidence = type(home().evidence)(HOME)
    evidence.__dict__["pictures"] = {"dot.png": folder / "dot.png"}
    item = example("source-set", material={"picture": "dot.png", "alt": "A dot", "source": "doj-oig-21-028"})
    return data, examples("source-set").model_copy(update={"items": [item]}), evidence


# How each question marks


@both
@of_types(*(name for name in OF_TYPE if name != "open-answer"))
def test_canvas_marks_as_the_book_does_but_for_what_is_told(items, quizzes):
    for item in items:
        question = QUESTIONS[quizzes][item.id]
        for name, response in samples(item.scheme()).items():
            if name == "empty":
                continue
            ours, theirs = item.mark(response).fraction, question.mark(given(item, response, question, quizzes))
            if name == "right" or "partial credit" not in lost_of(item, quizzes):
                assert theirs == pytest.approx(ours, abs=1e-4), (name, response)


@both
@of_types("single-choice", "multiple-choice", "true-false")
def test_each_option_gets_the_feedback_that_is_said_of_it(items, quizzes):
    for item in items:
        question = QUESTIONS[quizzes][item.id]
        for key in item.scheme()["options"]:
            shown = words.PAGE[key] if item.type == "true-false" else option(item, key)
            said = item.said([key] if item.type == "multiple-choice" else key)
            [of_it] = [one.say for one in said if one.part == key]
            assert squeezed(of_it) in words_of(question.comments[ident(question, shown)])


@both
@of_types("short-text", "numeric")
def test_what_is_written_gets_the_feedback_of_what_is_right_or_wrong(items, quizzes):
    for item in items:
        question = QUESTIONS[quizzes][item.id]
        for name, text in (("right", question.correct), ("wrong", question.incorrect)):
            [said] = item.said(samples(item.scheme())[name])
            assert squeezed(said.say) in words_of(text)


@both
@of_types("matching")
def test_a_stem_that_is_matched_wrongly_gets_what_is_said_of_it(items, quizzes):
    for item in items:
        comments = QUESTIONS[quizzes][item.id].comments
        for n, prompt in enumerate(item.prompts, 1001):
            assert squeezed(prompt.wrong) in words_of(comments[str(n)])


@both
@pytest.mark.parametrize("rule", ["exact", "net-correct", "coverage", "each-answer", "false2", "false", "true", "all"])
def test_a_rule_for_several_options_is_carried_or_told(rule, quizzes):
    item = example("multiple-choice", rule=rule)
    question, made = one(item, quizzes)
    options = item.scheme()["options"]
    chosen = chain.from_iterable(combinations(options, n) for n in range(1, len(options) + 1))
    same = [
        question.mark(given(item, list(some), question, quizzes))
        == pytest.approx(item.mark(list(some)).fraction, abs=1e-4)
        for some in chosen
    ]
    assert all(same) == ("partial credit" not in parts(made, item))


@both
@pytest.mark.parametrize("rule", ["exact", "pairs", "longest-run"])
def test_a_rule_for_an_order_is_carried_or_told(rule, quizzes):
    entries = [{"id": f"e-{n}", "text": f"Entry {n}", "feedback": "It is so."} for n in range(4)]
    item = example("ordering", rule=rule, entries=entries)
    question, made = one(item, quizzes)
    same = [
        question.mark(given(item, [*order], question, quizzes)) == pytest.approx(item.mark([*order]).fraction, abs=1e-4)
        for order in permutations(item.scheme()["options"])
    ]
    assert all(same) == ("partial credit" not in parts(made, item)) == (rule == "exact" and quizzes == "new")


@both
@pytest.mark.parametrize("name", ["matching", "categorise", "cloze"])
def test_all_or_nothing_of_parts_is_told(name, quizzes):
    assert "partial credit" in parts(one(example(name, rule="exact"), quizzes)[1], example(name))
    told = "partial credit" in parts(one(example(name), quizzes)[1], example(name))
    assert told == (name == "categorise" and quizzes == "new")


def test_a_category_counts_when_all_that_belongs_is_there():
    item = example("categorise")
    question, _ = one(item, "new")
    right = given(item, item.scheme()["correct"], question, "new")
    assert question.mark(right) == 1
    first = next(iter(right))
    assert 0 < question.mark({entry: category for entry, category in right.items() if entry != first}) < 1


def test_the_ends_of_an_order_are_named():
    item = example("ordering")
    assert [*map(reader.plain, one(item, "new")[0].ends)] == [item.from_, item.to]
    stems = [*map(reader.plain, one(item, "classic")[0].about().values())]
    assert (stems[0], stems[-1]) == (f"1 ({item.from_})", f"{len(item.entries)} ({item.to})")


@both
def test_choices_that_markup_alone_tells_apart_are_told(quizzes):
    choices = [{"id": "a", "text": "*May*", "about": "So."}, {"id": "b", "text": "May", "about": "So."}]
    prompts = [{"id": k, "text": k, "match": k, "feedback": "Yes.", "wrong": "No."} for k in "ab"]
    item = example("matching", choices=choices, prompts=prompts)
    made = export(Banks(holding(item, example("true-false"))), quizzes)
    assert [*READ[quizzes](made.data)] == [example("true-false").id]
    assert parts(made, item) == {exports.WHOLE}


# Typed answers


@both
@pytest.mark.parametrize("item", [i for i in MARKED if i.type == "short-text"], ids=lambda item: item.id)
def test_every_accepted_text_is_right_and_every_foreseen_one_wrong(item, quizzes):
    question = QUESTIONS[quizzes][item.id]
    for text in item.accepted:
        assert question.mark(given(item, text, question, quizzes)) == 1
        assert question.mark(given(item, text.upper(), question, quizzes)) == 1
    for text in chain.from_iterable(foreseen.answers for foreseen in item.foreseen):
        assert question.mark(given(item, text, question, quizzes)) == 0


def test_new_quizzes_forgive_slips_in_one_text_and_classic_quizzes_none():
    item = example("short-text", accepted=["Attorneys"], tolerance=1, foreseen=[])
    question, made = one(item, "new")
    assert [question.mark({"answer": text}) for text in ("attorney", "Atorneys", "attorn")] == [1, 1, 0]
    assert "tolerance" not in parts(made, item)
    question, made = one(item, "classic")
    assert question.mark("attorney") == 0
    assert "tolerance" in parts(made, item)
    two = example("short-text", accepted=["Attorneys", "The Attorneys"], tolerance=1, foreseen=[])
    assert "tolerance" in parts(one(two, "new")[1], two)


@both
@pytest.mark.parametrize(
    ("change", "right", "wrong"),
    [
        ({}, ["665", "700", "735"], ["664.9", "735.1", "100", "-700"]),
        ({"within": None}, ["700"], ["699.99", "700.01"]),
        ({"within": None, "between": [650, 720]}, ["650", "700", "720"], ["649", "721"]),
        ({"within": {"digits": 2}}, ["695", "704.9"], ["694.9", "705.1"]),
        ({"answer": -0.1, "within": {"absolute": 0.2}, "foreseen": []}, ["-0.3", "0.1", "-.1"], ["0.11", "-0.31"]),
    ],
)
def test_a_range_is_carried_to_its_ends(change, right, wrong, quizzes):
    item = example("numeric", **change)
    question, made = one(item, quizzes)
    for text in right + wrong:
        assert question.mark(text) == item.mark(text).fraction == (text in right), text
    assert ("tolerance" in parts(made, item)) == (change.get("within", {}) == {"digits": 2})


@both
def test_the_unit_is_asked_for_outside_the_number(quizzes):
    item = example("numeric")
    question, made = one(item, quizzes)
    assert item.unit in reader.plain(question.text)
    assert {"unit", "ways to write"} <= parts(made, item)
    assert "unit" not in parts(one(example("numeric", unit=None, units=[]), quizzes)[1], item)


# Gaps


@both
def test_brackets_of_an_author_name_no_gap(quizzes):
    item = example("cloze", text=r"\[n\] So [n] and \[n\].", stem=r"What is \[n\]?", gaps=[NUMBER_GAP], points=1)
    question, _ = one(item, quizzes)
    assert question.text.count("[n]") == 1
    assert words_of(question.text).count("[n]") == 4
    assert question.mark({"n": "6"}) == 1


def test_lists_and_boxes_in_one_text_are_as_they_were_in_new_quizzes_alone():
    item = example("cloze")
    question, made = one(item, "new")
    assert {how["answer_type"] for how in compared(question)} == {"dropdown", "openEntry"}
    assert "choices" not in parts(made, item)
    question, made = one(item, "classic")
    assert isinstance(question, reader.ClassicBlanks)
    assert "choices" in parts(made, item)


def compared(question: Question) -> list[Any]:
    return [next(iter(found.values())).attrib for found in question.lids.values()]


def test_gaps_that_are_all_lists_are_lists_in_classic_quizzes():
    options = [
        {"id": "a", "text": "May", "key": True, "feedback": "Yes."},
        {"id": "b", "text": "June", "feedback": "No."},
    ]
    gaps = [{"id": name, "options": options} for name in ("one", "two")]
    item = example("cloze", text="In [one] and [two].", gaps=gaps, points=2)
    question, made = one(item, "classic")
    assert isinstance(question, reader.ClassicLists)
    assert [words_of(text) for text in question.comments.values()].count("Yes.") == 2
    assert "choices" not in parts(made, item)
    for response in ({"one": "a", "two": "a"}, {"one": "a", "two": "b"}, {"one": "b", "two": "b"}):
        assert question.mark(given(item, response, question, "classic")) == item.mark(response).fraction


# Hostile text


@both
@pytest.mark.parametrize("name", [name for name in HOSTILE if name != "unseen"])
def test_hostile_texts_stay_text(name, quizzes):
    assert tags(HOSTILE[name], quizzes) == tags("Harmless words", quizzes)


def hostile(text: str) -> Any:
    """A bank in which a text stands wherever one may."""
    options = [{"id": f"o-{n}", "text": f"{n} {text}", "feedback": text, "missed": text, "key": n == 1} for n in (1, 2)]
    single = [{"id": f"o-{n}", "text": f"{n} {text}", "feedback": text, "key": n == 1} for n in (1, 2, 3)]
    said = {"stem": text, "rationale": text, "hints": [text]}
    prompts = [{"id": f"p-{n}", "text": f"{n} {text}", "match": "c", "feedback": text, "wrong": text} for n in "ab"]
    choices = [{"id": n, "text": f"{n} {text}", "about": text} for n in "cd"]
    entries = [{"id": f"e-{n}", "text": f"{n} {text}", "feedback": text} for n in "abc"]
    gaps = [{"id": "a", "accepted": [f"x {text}"], "feedback": text, "otherwise": text}]
    categories = [{"id": n, "text": f"{n} {text}"} for n in "de"]
    sorted_ = [one | {"category": n, "wrong": text} for one, n in zip(entries, "ded", strict=True)]
    foreseen = [{"answers": [100], "feedback": text}]
    rubric = [{"id": "one", "text": text, "points": 1, "missing": text}]
    filled = f"[a] {text}".replace("[", "\\[").replace("\\[", "[", 1)
    items = [
        example("single-choice", id="zero", options=single, **said),
        example("multiple-choice", id="one", options=options, **said),
        example("matching", id="two", prompts=prompts, choices=choices, **said),
        example("ordering", id="three", entries=entries, **said),
        example("short-text", id="four", accepted=[f"x {text}"], tolerance=0, foreseen=[], feedback=text, **said),
        example("cloze", id="five", text=filled, points=1, gaps=gaps, **said),
        example("categorise", id="six", categories=categories, entries=sorted_, **said),
        example("numeric", id="seven", unit=f"miles {text}"[:60], foreseen=foreseen, feedback=text, **said),
        example("open-answer", id="eight", rubric=rubric, models=[{"about": text, "text": text}], **said),
    ]
    return holding(*items).model_copy(update={"title": text})


def tags(text: str, quizzes: str) -> list[str]:
    found = READ[quizzes](export(Banks(hostile(text)), quizzes).data)
    assert [*found] == ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight"]
    written = " ".join(clean(f"x {text}").split())
    assert found["five"].mark({"a": written}) == 1
    assert found["four"].mark({"answer": written} if quizzes == "new" else written) == 1
    # the same is said of each way to write an answer
    pieces = [
        (*dict.fromkeys(one.said.values()), one.text, *one.labels.values(), *one.about().values())
        for one in found.values()
    ]
    return [tag for piece in chain.from_iterable(pieces) for tag in re.findall(r"<[^<>]*>", piece)]


# Links


def test_with_the_address_of_the_site_a_question_leads_to_its_section_and_sources():
    made = export(home(), "new", ["turn"], site=SITE)
    for key, question in reader.new(made.data).items():
        if key in ITEMS:
            links = re.findall(r'href="([^"]*)"', question.general)
            assert f"{SITE}book/turn.html#{ITEMS[key].section}" in links
            assert {f"{SITE}book/{home().evidence.page(one)}.html#{one}" for one in ITEMS[key].claims} <= {*links}
    assert "--site" not in made.said
    assert "--site" in BOOK["new"].said


@both
def test_a_link_of_an_author_into_the_book_leads_to_the_site_or_is_told(quizzes):
    item = example("true-false", rationale="Look [there](#here).", stem="See [it](before.ipynb#x).")
    question, made = one(item, quizzes, site=SITE)
    assert f'<a href="{SITE}book/gallery.html#here">there</a>' in question.general
    assert f'<a href="{SITE}book/before.html#x">it</a>' in question.text
    question, made = one(item, quizzes)
    assert "href" not in question.general + question.text
    assert made.lost.count(Lost(item.id, "true-false", *LINK)) == 2


# The package


@both
def test_the_same_items_give_the_same_bytes_whatever_the_clock_says(quizzes, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 1.0)
    assert export(home(), quizzes, epoch=1_750_000_000).data == BOOK[quizzes].data


@both
def test_the_whole_bank_is_there(quizzes):
    found = READ[quizzes](BOOK[quizzes].data)
    assert len([key for key in found if key in ITEMS]) == sum(len(bank.leaves) for bank in home().banks())
    assert not [one for one in BOOK[quizzes].lost if one.part == exports.WHOLE]


MENDED = {
    "no key": (b'<varequal respident="response1">1001</varequal>', b"", "failed to validate content"),
    "an unknown key": (
        b'<varequal respident="response1">1001</varequal>',
        b'<varequal respident="response1">9</varequal>',
        "'9' is no answer of it",
    ),
    "another response": (b'respident="response1"', b'respident="response9"', "is no answer of it"),
    "two ids": (b'ident="what-order"', b'ident="is-it-so"', "2 items have the id is-it-so"),
    "feedback that is not there": (b'<itemfeedback ident="general_fb"', b'<itemfeedback ident="lost_fb"', "differ"),
    "no sum": (b">33.33</setvar>", b">3.33</setvar>", "do not make 100"),
    "a gap of another name": (b'lid ident="response_day"', b'lid ident="response_night"', "is no answer of it"),
    "a script": (b"&lt;p&gt;When was", b"&lt;script&gt;x&lt;/script&gt;&lt;p&gt;When was", "<script>"),
    "a handler": (b"&lt;p&gt;When was", b'&lt;p onclick="x"&gt;When was', "<p>"),
    "an open tag": (b"given?&lt;/p&gt;", b"given?", "is not closed"),
    "no picture": (b"&lt;p&gt;When was", b'&lt;img src="$IMS-CC-FILEBASE$/x.png"&gt;&lt;p&gt;When was', "x.png is not"),
    "a wrong element": (b"<conditionvar>", b"<conditionvar><maybe/>", "maybe"),
    "an unknown kind": (b">essay_question<", b">esay_question<", "do not know a esay_question"),
    "two answers of one number": (b'<response_label ident="1002"', b'<response_label ident="1001"', "have the id 1001"),
    "words for numbers": (b'ident="1002"', b'ident="two"', "an answer has no number"),
    "a number that is none": (b">735<", b">about 735<", "varlte"),
}


def gallery(quizzes: str) -> tuple[dict[str, bytes], dict[str, int]]:
    """The files of the examples' package, and how many items each has."""
    packed = zipfile.ZipFile(io.BytesIO(GALLERY[quizzes].data))
    files = {name: packed.read(name) for name in packed.namelist()}
    name = "zt-gallery/zt-gallery.xml"
    return files, {name: files[name].count(b"<item ")}


@both
@pytest.mark.parametrize(("old", "new", "told"), MENDED.values(), ids=MENDED)
def test_a_package_with_a_fault_is_seen(old, new, told, quizzes):
    files, counts = gallery(quizzes)
    [name] = counts
    assert canvas.check(files, counts, quizzes == "new") == []
    assert old in files[name]
    found = canvas.check(files | {name: files[name].replace(old, new, 1)}, counts, quizzes == "new")
    assert any(told in fault for fault in found), found


def test_a_file_that_is_cut_off_or_lacks_a_question_is_seen():
    files, counts = gallery("new")
    [(name, count)] = counts.items()
    for length in range(0, len(files[name]) - 10, 2999):
        assert canvas.check(files | {name: files[name][:length]}, counts, new=True)
    whole = etree.fromstring(files[name])
    section = whole.find(f".//{{{ASI}}}section")
    section.remove(section[-1])
    found = canvas.check(files | {name: etree.tostring(whole)}, counts, new=True)
    assert f"{name} has {count - 1} items, and not {count}" in found


def test_a_name_that_leads_out_and_a_file_that_nothing_names_are_seen():
    files, counts = gallery("new")
    found = canvas.check(files | {"../x": b""}, counts, new=True)
    assert found == [
        "'../x' is no name for a file in a package",
        "../x is in the manifest or in the package alone",
    ]


def test_questions_of_new_quizzes_are_seen_among_classic_ones():
    files, counts = gallery("new")
    found = canvas.check(files, counts, new=False)
    assert len([one for one in found if "Classic Quizzes do not know a" in one]) == 2
    with pytest.raises(Refused):
        reader.classic(GALLERY["new"].data)


@both
def test_a_package_with_a_fault_is_not_written(tmp_path, monkeypatch, capsys, quizzes):
    monkeypatch.chdir(HOME.parent)
    monkeypatch.setattr("quizzes.itemtypes.qti12.share", lambda of: "10")
    kept = tmp_path / "questions.zip"
    kept.write_text("what was there")
    options = ["--classic"] if quizzes == "classic" else []
    assert __main__.main(["export", "canvas", "turn", *options, "-o", str(kept)]) == 1
    assert "its parts do not make 100" in capsys.readouterr().err
    assert kept.read_text() == "what was there"
    assert [*tmp_path.iterdir()] == [kept]


@both
def test_the_command_writes_the_package_and_the_report(tmp_path, monkeypatch, capsys, quizzes):
    monkeypatch.chdir(HOME.parent)
    options = ["--classic"] if quizzes == "classic" else []
    assert __main__.main(["export", "canvas", "turn", *options, "-o", str(tmp_path)]) == 0
    said = capsys.readouterr()
    name = canvas.CLASSIC if quizzes == "classic" else canvas.FILE
    items = home().bank("turn").leaves
    assert f"{len(items)} questions in 1 quiz for {quizzes.title()} Quizzes" in said.out
    found = READ[quizzes]((tmp_path / name).read_bytes())
    assert [key for key in found if key in ITEMS] == [item.id for item in items]
    told = json.loads((tmp_path / exports.REPORT).read_text(encoding="utf-8"))["formats"]["canvas"]
    assert told["file"] == name
    assert [Lost(**lost) for lost in told["lost"]] == export(home(), quizzes, ["turn"]).lost


# The documented tables


def settings() -> list[Item]:
    """Each setting that loses something."""
    options = [{"id": f"o-{n}", "text": f"O {n}", "key": n < 3, "feedback": "So.", "missed": "M."} for n in range(4)]
    return [
        *(example("multiple-choice", options=options, rule=rule) for rule in ("exact", "coverage", "false")),
        *(example(name, rule="exact") for name in ("matching", "categorise", "cloze", "ordering")),
        example("numeric", decimal=","),
        example("numeric", within={"digits": 2}),
        example("short-text", hints=["A hint."]),
        example("cloze", text="So [n] and [t].", gaps=[NUMBER_GAP | {"within": {"absolute": 1}}, TYPED_GAP], points=2),
    ]


def every_loss(quizzes: str) -> list[Lost]:
    made = [BOOK[quizzes], GALLERY[quizzes], *(one(item, quizzes)[1] for item in settings())]
    return [*chain.from_iterable(each.lost for each in made)]


@both
def test_the_page_for_teachers_tells_what_is_lost_by_type(quizzes):
    found: dict[str, set[str]] = {}
    for lost in every_loss(quizzes):
        found.setdefault(lost.type, set()).add(lost.part)
    assert all("tags" in parts for parts in found.values()), "the page says so above the table"
    assert documented(f"What is lost in {quizzes.title()} Quizzes") == {
        kind: parts - {"tags", "hints"} for kind, parts in found.items()
    }

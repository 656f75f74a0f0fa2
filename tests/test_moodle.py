"""Questions for Moodle: read as its importer reads them, they ask and mark what the book does, but for what is told."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from base64 import b64decode
from html import unescape
from itertools import chain, combinations, permutations
from typing import Any

import pytest
from lxml import etree

from quizzes import __main__, exports, words
from quizzes.content import HOME, home
from quizzes.exports import Asked, Lost, Made, moodle
from quizzes.exports._saying import LINK
from quizzes.itemtypes import TYPES
from quizzes.itemtypes.base import Item
from quizzes.itemtypes.foreign import JOINER
from quizzes.itemtypes.moodle import FRACTIONS, percent, shares
from quizzes.markup import clean
from quizzes.samples import kind, samples
from quizzes.text import inline, plain

from . import moodle as reader
from .browser.gallery import bank as examples
from .flashcards import Banks
from .hostile import HOSTILE
from .moodle import Question, Refused, read, refuses_thousands
from .teachers_page import documented
from .test_items import example

SITE = "https://example.org/book/"
NUMBER_GAP = {"id": "n", "answer": 6, "unit": "days", "feedback": "Yes.", "otherwise": "No."}
BOOK = moodle.export(Asked(home()))
GALLERY = moodle.export(Asked(Banks(examples())))
ITEMS: dict[str, Item] = {leaf.id: leaf for bank in [*home().banks(), examples()] for leaf in bank.leaves}
QUESTIONS = read(BOOK.data) | read(GALLERY.data)


def one(item: Item, **asked: Any) -> tuple[Question, Made]:
    """The question that an item becomes, and the file that it is in."""
    bank = examples("single-choice").model_copy(update={"items": [item]})
    made = moodle.export(Asked(Banks(bank), **asked))
    return next(iter(read(made.data).values())), made


def parts(made: Made, item: str) -> set[str]:
    """The parts of an item that are told as lost."""
    return {lost.part for lost in made.lost if lost.item == item}


def words_of(html: str) -> str:
    return re.sub(r"\s", "", unescape(re.sub(r"<[^<>]*>", "", html))).replace(JOINER, "")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", plain(text))


def given(item: Any, response: Any) -> Any:
    """A response as it is given in Moodle: by the places of what is chosen, or as typed."""
    scheme = item.scheme()
    match kind(scheme):
        case "single":
            return response if item.type == "true-false" else [scheme["options"].index(response)]
        case "multiple":
            return [scheme["options"].index(key) for key in response]
        case "record":
            texts = {part.id: plain(part.text) for part in getattr(item, "choices", None) or item.categories}
            return [texts.get(response.get(part)) for part in scheme["parts"]]
        case "ordered":
            return [scheme["correct"].index(key) for key in response]
        case "composite":
            gaps = scheme["schemes"]
            return [
                gaps[part]["options"].index(response[part]) if kind(gaps[part]) == "single" else response[part]
                for part in gaps
            ]
    return response


MARKED = [item for item in ITEMS.values() if item.type != "open-answer"]
every_item = pytest.mark.parametrize("item", ITEMS.values(), ids=lambda item: f"{item.type}:{item.id}")
every_marked = pytest.mark.parametrize("item", MARKED, ids=lambda item: f"{item.type}:{item.id}")


def lost_of(item: Item) -> set[str]:
    return parts(BOOK, item.id) | parts(GALLERY, item.id)


# What each question says


@every_item
def test_a_question_says_all_that_the_item_says(item):
    question = QUESTIONS[item.id]
    asked, general = words_of(question.text), words_of(question.general)
    assert squeezed(item.stem) in asked
    assert squeezed(item.rationale) in general
    assert all(label.replace(" ", "") in general for label in home().evidence.labels(item.claims))
    assert [words_of(hint) for hint in question.hints] == [squeezed(hint) for hint in item.hints]
    said = "".join(chain([general], (words_of(answer.feedback) for answer in answers(question))))
    said += words_of(getattr(question, "info", ""))
    for feedback in item.feedback():
        assert squeezed(feedback.say) in said, feedback


def answers(question: Any) -> list[reader.Answer]:
    return [answer for gap in getattr(question, "gaps", []) for answer in gap.answers] + question.answers


@every_item
def test_a_question_has_its_points_and_tags_and_costs_no_tries(item):
    question = QUESTIONS[item.id]
    assert (question.points == item.points) == ("points" not in lost_of(item))
    assert question.penalty == 0
    wanted = {f"skill: {item.skill}", f"difficulty: {item.difficulty}", f"type: {item.type}"}
    assert wanted < set(question.tags)
    assert any(f"objective: {item.objective}".startswith(tag.rstrip("…")) for tag in question.tags)


def test_each_chapter_is_a_category_with_its_questions_in_order():
    for bank in home().banks():
        found = [key for key, one in QUESTIONS.items() if one.category == ["Zero Tolerance", plain(bank.title)]]
        assert found == [leaf.id for leaf in bank.leaves]
        assert all(f"chapter: {bank.chapter}" in QUESTIONS[key].tags for key in found)


def test_a_slash_in_a_title_makes_no_category():
    bank = examples("true-false").model_copy(update={"title": "And/or // what?"})
    [question] = read(moodle.export(Asked(Banks(bank))).data).values()
    assert question.category[1].replace("/", "") == "Andor  what?"
    assert len(question.category) == 2


def test_the_items_of_a_set_each_repeat_the_passage():
    sets = [listed for bank in home().banks() for listed in bank.items if listed.leaves() != [listed]]
    for listed in sets:
        for leaf in listed.leaves():
            assert squeezed(listed.caption) in words_of(QUESTIONS[leaf.id].text)


def test_options_that_have_a_place_keep_it():
    assert QUESTIONS["what-order"].mixed
    assert not QUESTIONS["which-of-these"].mixed  # 'none of these' stays last
    question, _ = one(example("single-choice", shuffle=False))
    assert not question.mixed


def test_graders_get_the_rubric_and_the_models():
    item = ITEMS["in-your-words"]
    info = words_of(QUESTIONS[item.id].info)
    for said in chain.from_iterable((one.text, one.missing) for one in item.rubric):
        assert squeezed(said) in info
    assert all(squeezed(model.text) in info for model in item.models)
    assert "(2points)" in info


def test_a_picture_goes_along_as_a_file(tmp_path):
    data = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
    (tmp_path / "dot.png").write_bytes(data)
    evidence = type(home().evidence)(HOME)
    evidence.__dict__["pictures"] = {"dot.png": tmp_path / "dot.png"}
    item = example("source-set", material={"picture": "dot.png", "alt": "A dot", "source": "doj-oig-21-028"})
    bank = examples("source-set").model_copy(update={"items": [item]})
    questions = read(moodle.export(Asked(Banks(bank, evidence=evidence))).data)
    for question in questions.values():
        [(name, file)] = question.files.items()
        assert f'<img src="@@PLUGINFILE@@/{name}" alt="A dot">' in question.text
        assert file == data


# How each question marks


@every_marked
def test_moodle_marks_as_the_book_does_but_for_what_is_told(item):
    question = QUESTIONS[item.id]
    for name, response in samples(item.scheme()).items():
        if name == "empty":
            continue  # Moodle marks no empty response either
        ours, theirs = item.mark(response).fraction, question.mark(given(item, response))
        if name == "partial" and "partial credit" in lost_of(item):
            assert abs(theirs - ours) > 0.001, "nothing is lost: then it must not be told"
        else:
            assert theirs == pytest.approx(ours, abs=1e-4), (name, response)


@every_marked
def test_each_answer_gets_the_feedback_that_is_said_of_it(item):
    """Where Moodle has a place for it: single answers, and typed ones."""
    question, scheme = QUESTIONS[item.id], item.scheme()
    if kind(scheme) == "single":
        for key in scheme["options"]:
            [said] = [one for one in item.said(key) if one.part == key]
            found = {one.text: one for one in question.answers}[key] if item.type == "true-false" else None
            found = found or question.answers[scheme["options"].index(key)]
            assert squeezed(said.say) in words_of(found.feedback)
    elif kind(scheme) in ("text", "number"):
        for name in ("right", "wrong"):
            response = samples(scheme)[name]
            [said] = item.said(response)
            assert squeezed(said.say) in words_of(question.matching(response).feedback)


@pytest.mark.parametrize("rule", ["exact", "net-correct", "coverage", "each-answer", "false2", "false", "true", "all"])
def test_a_rule_for_several_options_is_carried_or_told(rule):
    item = example("multiple-choice", rule=rule)
    question, made = one(item)
    options = item.scheme()["options"]
    chosen = chain.from_iterable(combinations(options, n) for n in range(1, len(options) + 1))
    same = [
        question.mark(given(item, list(some))) == pytest.approx(item.mark(list(some)).fraction, abs=1e-4)
        for some in chosen
    ]
    assert all(same) == ("partial credit" not in parts(made, item.id))
    assert all(same) == (rule not in ("exact", "coverage", "each-answer"))


@pytest.mark.parametrize("rule", ["exact", "pairs", "longest-run"])
def test_a_rule_for_an_order_is_carried_or_told(rule):
    entries = [{"id": f"e-{n}", "text": f"Entry {n}", "feedback": "It is so."} for n in range(4)]
    item = example("ordering", rule=rule, entries=entries)
    question, made = one(item)
    same = [
        question.mark(given(item, order)) == pytest.approx(item.mark([*order]).fraction, abs=1e-4)
        for order in permutations(item.scheme()["options"])
    ]
    assert all(same) == ("partial credit" not in parts(made, item.id)) == (rule == "exact")


@pytest.mark.parametrize("name", ["matching", "categorise", "cloze"])
def test_all_or_nothing_of_parts_is_told(name):
    assert "partial credit" in parts(one(example(name, rule="exact"))[1], example(name).id)
    assert "partial credit" not in parts(one(example(name))[1], example(name).id)


@pytest.mark.parametrize("keys", range(1, 21))
def test_any_number_of_right_options_has_fractions_that_moodle_takes(keys):
    found = shares(keys)
    assert len(found) == keys
    assert sum(found) == 1
    assert set(found) <= set(FRACTIONS)
    options = [
        {"id": f"o-{n}", "text": f"Option {n}", "key": n < keys, "feedback": "So.", "missed": "Missed."}
        for n in range(keys + 1)
    ]
    item = example("multiple-choice", options=options)
    question, made = one(item)
    assert question.mark(range(keys + 1)) <= 1
    assert ("partial credit" in parts(made, item.id)) == (len({*found}) > 1 or keys in range(11, 20))


def test_more_right_options_than_moodle_has_fractions_for_are_left_out_and_told():
    options = [
        {"id": f"o-{n}", "text": f"Option {n}", "key": n < 21, "feedback": "So.", "missed": "Missed."}
        for n in range(22)
    ]
    bank = examples("true-false", "multiple-choice")
    items = [bank.items[0], example("multiple-choice", options=options)]
    made = moodle.export(Asked(Banks(bank.model_copy(update={"items": items}))))
    assert [*read(made.data)] == [items[0].id]
    assert parts(made, items[1].id) == {exports.WHOLE}


def test_fractions_are_written_as_moodle_writes_them():
    assert [percent(share) for share in FRACTIONS[:7]] == ["100", "90", "83.33333", "80", "75", "70", "66.66667"]
    assert percent(shares(3)[0]) == "33.33333"
    assert {round(float(share), 7) for share in FRACTIONS} == {round(one, 7) for one in reader.FRACTIONS}


def test_few_entries_and_choices_left_over_do_not_stop_the_import():
    pair = [{"id": f"e-{n}", "text": f"Entry {n}", "category": c, "feedback": "So.", "wrong": "No."}
            for n, c in enumerate(("one", "two"))]  # fmt: skip
    categories = [{"id": "one", "text": "one"}, {"id": "two", "text": "two"}]
    question, _ = one(example("categorise", entries=pair, categories=categories))
    assert len(question.stems) == len(question.choices) == 2
    left = {*plain_choices(ITEMS["who-did-what"])}
    assert left == set(QUESTIONS["who-did-what"].choices)


def plain_choices(item: Any) -> list[str]:
    return [plain(choice.text) for choice in item.choices]


def test_choices_that_markup_alone_tells_apart_are_told():
    choices = [{"id": "a", "text": "*May*", "about": "So."}, {"id": "b", "text": "May", "about": "So."}]
    prompts = [{"id": k, "text": k, "match": k, "feedback": "Yes.", "wrong": "No."} for k in "ab"]
    bank = examples("matching")
    item = example("matching", choices=choices, prompts=prompts)
    made = moodle.export(Asked(Banks(bank.model_copy(update={"items": [item]}))))
    assert parts(made, item.id) == {exports.WHOLE}


# Typed answers


@pytest.mark.parametrize("item", [i for i in MARKED if i.type == "short-text"], ids=lambda item: item.id)
def test_every_accepted_and_foreseen_text_is_known(item):
    question = QUESTIONS[item.id]
    assert all(question.mark(text) == 1 for text in item.accepted)
    assert all(question.mark(text.upper()) == 1 for text in item.accepted)
    for foreseen in item.foreseen:
        for text in foreseen.answers:
            assert question.mark(text) == 0
            assert squeezed(foreseen.feedback) in words_of(question.matching(text).feedback)


def test_an_asterisk_stands_for_itself():
    item = example("short-text", accepted=["A* of *all*"], tolerance=0, foreseen=[])
    question, _ = one(item)
    assert question.mark("A* of *all*") == 1
    assert question.mark("A nice thing of it all") == 0


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
def test_a_range_is_carried_to_its_ends(change, right, wrong):
    item = example("numeric", **change)
    question, made = one(item)
    for text in right + wrong:
        assert question.mark(text) == item.mark(text).fraction == (text in right), text
    assert float(question.answers[0].text) == float(item.answer_), "Moodle shows the first as the answer"
    assert ("tolerance" in parts(made, item.id)) == (change.get("within", {}) == {"digits": 2})


def test_what_is_read_otherwise_in_moodle_is_told():
    item = example("numeric")
    question, made = one(item)
    assert item.mark("seven hundred").fraction == 1 != question.mark("seven hundred")
    assert refuses_thousands("1,234")
    assert question.mark("700 miles") == 1  # the book does not take it for an answer
    assert {"unit", "ways to write"} <= parts(made, item.id)
    assert "unit" not in parts(one(example("numeric", unit=None, units=[]))[1], item.id)
    comma = one(example("numeric", decimal=","))[1]
    assert Lost(item.id, "numeric", *words.MOODLE_LOST["decimal"]) in comma.lost
    text = example("short-text")
    assert text.mark("Executive Ofice for United States Attorneys").fraction == 1
    assert one(text)[0].mark("Executive Ofice for United States Attorneys") == 0
    assert {"tolerance", "ways to write"} <= parts(GALLERY, text.id)


# Gaps

SIGNS = (
    r"} ~ # = % \ / { | & &amp; \} \# \~ {1:SA:=x} ~=y#z} * && \\ <b> &lt; &#125; %100% =100 \( \[ $$ @@PLUGINFILE@@/x"
)


@pytest.mark.parametrize("sign", SIGNS.split())
def test_signs_that_mean_something_in_a_gap_stay_text(sign):
    markdown = re.sub(r"([\\`*_\[\]<>&#~|$])", r"\\\1", f"q {sign}")
    options = [
        {"id": "a", "text": markdown, "key": True, "feedback": f"Yes {markdown}"},
        {"id": "b", "text": f"{markdown} b", "feedback": f"{markdown} no"},
    ]
    gaps = [
        {"id": "chosen", "options": options},
        {"id": "typed", "accepted": [f"q {sign}"], "feedback": f"T {markdown}", "otherwise": markdown},
        {"id": "number", "answer": 6, "within": {"absolute": 1}, "feedback": markdown, "otherwise": markdown},
    ]
    text = f"{markdown} [chosen] {markdown} [typed] and [number] {markdown}."
    item = example("cloze", text=text, gaps=gaps, stem=markdown, points=3)
    question, made = one(item)
    assert parts(made, item.id) == {"ways to write"}
    assert [gap.weight for gap in question.gaps] == [1, 1, 1]
    chosen, typed, number = question.gaps
    assert [(words_of(one.text), one.fraction) for one in chosen.answers] == [
        (words_of(inline(options[n]["text"])), 1 - n)
        for n in ([0, 1] if item.shown(item.gaps[0])[0].id == "a" else [1, 0])
    ]
    assert squeezed(f"Yes {markdown}") in "".join(words_of(one.feedback) for one in chosen.answers)
    assert typed.mark(f"q {sign}") == 1
    assert typed.mark("anything else") == 0
    assert number.mark("6.5") == 1
    assert number.mark("8") == 0
    assert words_of(question.text).count(squeezed(markdown)) == 4


def test_weights_are_the_points_of_each_gap():
    assert [gap.weight for gap in one(example("cloze", points=6))[0].gaps] == [2, 2, 2]
    question, made = one(example("cloze", points=4))
    assert [gap.weight for gap in question.gaps] == [1, 1, 1]
    assert "points" in parts(made, "the-two-steps")


# Hostile text


@pytest.mark.parametrize("name", [name for name in HOSTILE if name != "unseen"])
def test_hostile_texts_stay_text(name):
    def tags(text: str) -> list[str]:
        options = [
            {"id": f"o-{n}", "text": f"{n} {text}", "feedback": text, "missed": text, "key": n == 1} for n in (1, 2)
        ]
        said = {"stem": text, "rationale": text, "hints": [text]}
        prompts = [{"id": f"p-{n}", "text": f"{n} {text}", "match": "c", "feedback": text, "wrong": text} for n in "ab"]
        choices = [{"id": n, "text": f"{n} {text}", "about": text} for n in "cd"]
        entries = [{"id": f"e-{n}", "text": f"{n} {text}", "feedback": text} for n in "abc"]
        items = [
            example("multiple-choice", id="one", options=options, **said),
            example("matching", id="two", prompts=prompts, choices=choices, **said),
            example("ordering", id="three", entries=entries, **said),
            example("short-text", id="four", accepted=[f"x {text}"], tolerance=0, foreseen=[], feedback=text, **said),
            example("cloze", id="five", text=f"[a] {text}".replace("[", "\\[").replace("\\[", "[", 1), **said, points=1,
                    gaps=[{"id": "a", "accepted": [f"x {text}"], "feedback": text, "otherwise": text}]),
        ]  # fmt: skip
        bank = examples("single-choice").model_copy(update={"items": items, "title": text})
        found = read(moodle.export(Asked(Banks(bank), site=SITE)).data)
        assert [*found] == [item.id for item in items]
        for key in ("four", "five"):
            question = found[key].gaps[0] if key == "five" else found[key]
            assert question.mark(" ".join(clean(f"x {text}").split())) == 1
        pieces = [piece for one in found.values() for piece in (one.text, one.general, *one.hints)]
        for question in found.values():  # the same is said of each way to write an answer
            pieces += dict.fromkeys(answer.feedback for answer in answers(question))
        return [tag for piece in pieces for tag in re.findall(r"<[^<>]*>", piece)]

    harmless = "Harmless words"
    assert tags(HOSTILE[name]) == tags(harmless)


def test_nothing_is_set_as_a_formula():
    question, _ = one(example("true-false", stem=r"\\(x\\) \\[y\\] $$z$$", rationale=r"\\(x\\) $$z$$"))
    assert not re.search(r"\\[(\[]|\$\$", question.text + question.general)


# Links


def test_with_the_address_of_the_site_a_question_leads_to_its_section_and_sources():
    made = moodle.export(Asked(home(), ["turn"], SITE))
    for key, question in read(made.data).items():
        links = re.findall(r'href="([^"]*)"', question.general)
        assert f"{SITE}book/turn.html#{ITEMS[key].section}" in links
        assert {f"{SITE}book/{home().evidence.page(claim)}.html#{claim}" for claim in ITEMS[key].claims} <= set(links)
    assert "--site" not in made.said
    assert "--site" in BOOK.said


def test_a_link_of_an_author_into_the_book_leads_to_the_site_or_is_told():
    item = example("true-false", rationale="Look [there](#here).", stem="See [it](before.ipynb#x).")
    question, made = one(item, site=SITE)
    assert f'<a href="{SITE}book/gallery.html#here">there</a>' in question.general
    assert f'<a href="{SITE}book/before.html#x">it</a>' in question.text
    assert made.lost == []
    question, made = one(item)
    assert "href" not in question.general + question.text
    assert made.lost == [Lost(item.id, "true-false", *LINK)] * 2


# The file


def test_the_same_items_give_the_same_bytes_whatever_the_clock_says(monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 1.0)
    assert moodle.export(Asked(home())).data == BOOK.data
    assert moodle.export(Asked(home(), epoch=1_750_000_000)).data == BOOK.data


def test_the_whole_bank_is_there():
    assert len(read(BOOK.data)) == sum(len(bank.leaves) for bank in home().banks())
    assert not [one for one in BOOK.lost if one.part == exports.WHOLE]
    assert moodle.faults(BOOK.data, len(read(BOOK.data))) == []


MENDED = {
    "no key": (b'<answer fraction="100" format="html">', b'<answer fraction="0" format="html">', "it has no key"),
    "51 percent": (b'<answer fraction="50" format="html">', b'<answer fraction="51" format="html">', "no fraction 51"),
    "no sum": (b'<answer fraction="50" format="html">', b'<answer fraction="40" format="html">', "do not make 100"),
    "two ids": (b"<idnumber>what-order</idnumber>", b"<idnumber>is-it-so</idnumber>", "is-it-so: 2 questions"),
    "no id": (b"<idnumber>what-order</idnumber>", b"<idnumber></idnumber>", "idnumber"),
    "no number of right parts": (b"<shownumcorrect>1</shownumcorrect>", b"", "shownumcorrect"),
    "no entries in order": (b'fraction="2" format="html"', b'fraction="1" format="html"', "not numbered"),
    "a gap without a key": (b"{1:NUMERICAL:=6", b"{1:NUMERICAL:6", "a gap has no key"),
    "a gap without an end": (b"}, 2018.", b", 2018.", "one that does not end"),
    "a script": (b"<p>When was", b"<script>x</script><p>When was", "<script>"),
    "a handler": (b"<p>When was", b'<p onclick="x">When was', "<p>"),
    "an open tag": (b"given?</p>", b"given?", "is not closed"),
    "a scheme": (b"<p>When was", b'<a href="javascript:x">x</a><p>When was', "leads nowhere"),
    "no picture": (b"<p>When was", b'<img src="@@PLUGINFILE@@/x.png" alt=""><p>When was', "x.png is not in the file"),
    "a wrong element": (b"<penalty>0</penalty>", b"<penality>0</penality>", "penality"),
    "no format": (b'<questiontext format="html">', b"<questiontext>", "questiontext"),
    "an unknown type": (b'<question type="essay">', b'<question type="esay">', "failed to validate attributes"),
    "no choice": (b"<text>made the policy public</text>", b"<text></text>", "text"),
    "a number that is none": (b"<text>700</text>", b"<text>about 700</text>", "text"),
    "no answer for the rest": (b"<text>*</text>", b"<text>x</text>", "nothing is said of any other answer"),
}


@pytest.mark.parametrize(("old", "new", "told"), MENDED.values(), ids=MENDED)
def test_a_file_with_a_fault_is_seen(old, new, told):
    count = len(read(GALLERY.data))
    assert moodle.faults(GALLERY.data, count) == []
    assert old in GALLERY.data
    found = moodle.faults(GALLERY.data.replace(old, new, 1), count)
    assert any(told in fault for fault in found), found


def test_a_file_that_is_cut_off_or_lacks_a_question_is_seen():
    count = len(read(GALLERY.data))
    for length in range(0, len(GALLERY.data) - 10, 997):
        assert moodle.faults(GALLERY.data[:length], count)
    whole = etree.fromstring(GALLERY.data)
    whole.remove(whole[-1])
    assert moodle.faults(etree.tostring(whole), count) == [f"it has {count - 1} questions, and not {count}"]


def test_the_strict_reader_refuses_what_moodle_would_take_wrongly():
    for name in ("51 percent", "no key", "no number of right parts", "two ids", "no choice", "no sum"):
        old, new, _ = MENDED[name]
        with pytest.raises(Refused):
            read(GALLERY.data.replace(old, new, 1))


def test_a_file_with_a_fault_is_not_written(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(HOME.parent)
    monkeypatch.setattr(moodle, "percent", lambda share: "100")
    monkeypatch.setattr("quizzes.itemtypes.moodle.percent", lambda share: "51")
    kept = tmp_path / "questions.xml"
    kept.write_text("what was there")
    assert __main__.main(["export", "moodle", "turn", "-o", str(kept)]) == 1
    assert "Moodle has no fraction 51" in capsys.readouterr().err
    assert kept.read_text() == "what was there"
    assert [*tmp_path.iterdir()] == [kept]


def test_the_command_writes_the_file_and_the_report(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(HOME.parent)
    assert __main__.main(["export", "moodle", "turn", "-o", str(tmp_path)]) == 0
    said = capsys.readouterr()
    items = home().bank("turn").leaves
    assert f"{len(items)} questions in 1 category" in said.out
    assert list(read((tmp_path / moodle.FILE).read_bytes())) == [item.id for item in items]
    told = json.loads((tmp_path / exports.REPORT).read_text(encoding="utf-8"))["formats"]["moodle"]
    assert told["file"] == moodle.FILE
    assert [Lost(**one) for one in told["lost"]] == moodle.export(Asked(home(), ["turn"])).lost
    assert all(one["how"] in said.err for one in told["lost"])


def test_the_types_load_without_an_xml_library():
    """A browser's Python has none."""
    code = "import sys, quizzes.itemtypes; sys.exit('lxml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=HOME.parent).returncode == 0


# The documented table


def every_loss() -> dict[str, set[str]]:
    """What the exports say, of the book, of the examples, and of each setting that loses something."""
    hard = [
        *(example("multiple-choice", rule=rule) for rule in ("exact", "coverage", "each-answer")),
        *(example(name, rule="exact") for name in ("matching", "categorise", "cloze")),
        example("ordering", rule="longest-run"),
        example("numeric", decimal=","),
        example("numeric", within={"digits": 2}),
        example("cloze", points=4),
        example("cloze", text="So [n].", gaps=[NUMBER_GAP]),
        example("open-answer", hints=["A hint."]),
    ]
    made = [BOOK, GALLERY, *(one(item)[1] for item in hard)]
    found: dict[str, set[str]] = {name: set() for name in TYPES if name != "source-set"}
    for lost in chain.from_iterable(each.lost for each in made):
        found[lost.type].add(lost.part)
    return found


def test_the_page_for_teachers_tells_what_is_lost_by_type():
    assert documented("What is lost in Moodle") == every_loss()


def test_every_loss_that_has_words_is_told_by_some_item():
    options = [{"id": f"o-{n}", "text": f"O {n}", "key": n < 11, "feedback": "So.", "missed": "M."} for n in range(22)]
    uneven = one(example("multiple-choice", options=options, rule="false"))[1]
    told = {(lost.part, lost.how) for lost in uneven.lost}
    for change in ("coverage", "each-answer", "exact"):
        told |= {(lost.part, lost.how) for lost in one(example("multiple-choice", rule=change))[1].lost}
    for item in (
        example("ordering", rule="longest-run"),
        example("numeric", decimal=",", within={"digits": 2}),
        example("cloze", rule="exact", points=4),
        example("open-answer", hints=["A hint."]),
    ):
        told |= {(lost.part, lost.how) for lost in one(item)[1].lost}
    told |= {(lost.part, lost.how) for lost in [*BOOK.lost, *GALLERY.lost]}
    assert told == set(words.MOODLE_LOST.values())

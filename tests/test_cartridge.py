"""Questions in a Common Cartridge: read by the rules of its profile, they ask and mark what the book does, but for what
is told.
"""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from itertools import chain, combinations
from typing import Any

import pytest

from quizzes import __main__, exports, words
from quizzes.content import HOME, home
from quizzes.exports import Asked, Lost, Made, UnfitError, cartridge
from quizzes.itemtypes import TYPES
from quizzes.itemtypes.base import Item
from quizzes.samples import samples
from quizzes.text import plain

from . import qti12 as reader
from .browser.gallery import bank as examples
from .flashcards import Banks
from .hostile import HOSTILE
from .qti12 import Carried, Refused
from .teachers_page import documented
from .test_canvas import every_loss as lost_in_canvas
from .test_canvas import holding, hostile, ident, option, parts, settings, with_picture
from .test_items import example
from .test_moodle import ITEMS, SITE, squeezed, words_of


def export(content: Any, chapters: list[str] | None = None, version: str = "1.3", **asked: Any) -> Made:
    return cartridge.export(Asked(content, chapters or [], options={"version": version}, **asked))


BOOK = export(home())
GALLERY = export(Banks(examples()))
QUESTIONS: dict[str, Carried] = reader.cartridge(BOOK.data) | reader.cartridge(GALLERY.data)
CARRIED = ("single-choice", "multiple-choice", "true-false", "short-text")
OF_TYPE = {name: [ITEMS[key] for key in QUESTIONS if ITEMS[key].type == name] for name in CARRIED}

every_type = pytest.mark.parametrize("items", OF_TYPE.values(), ids=OF_TYPE)


def one(item: Item, **asked: Any) -> tuple[Carried, Made]:
    """The question that an item becomes, and the cartridge that it is in."""
    made = export(Banks(holding(item)), **asked)
    return reader.cartridge(made.data)[item.id], made


def given(item: Any, response: Any) -> Any:
    """A response as it is given to a question: what it calls the answers, or a text."""
    question = QUESTIONS[item.id]
    if item.type == "short-text":
        return response
    if item.type == "true-false":
        return ident(question, words.PAGE[response])
    if item.type == "single-choice":
        return ident(question, option(item, response))
    return [ident(question, option(item, key)) for key in response]


def test_choices_and_short_answers_are_there_and_all_else_is_told():
    for name in TYPES:
        for item in (item for item in ITEMS.values() if item.type == name):
            whole = exports.WHOLE in parts(BOOK, item) | parts(GALLERY, item)
            assert whole == (item.id not in QUESTIONS) == (name not in CARRIED)


def test_two_options_are_too_few_and_told():
    options = [{"id": f"o-{n}", "text": f"O {n}", "key": n == 1, "feedback": "So."} for n in (1, 2)]
    item = example("single-choice", options=options)
    made = export(Banks(holding(item, example("true-false"))))
    assert Lost(item.id, item.type, exports.WHOLE, words.CARTRIDGE["few"]) in made.lost
    assert [*reader.cartridge(made.data)] == [example("true-false").id]


def test_a_cartridge_without_questions_is_not_written():
    with pytest.raises(UnfitError, match="it would be empty"):
        export(Banks(holding(example("ordering"))))


@every_type
def test_a_question_says_all_that_the_item_says(items):
    for item in items:
        question = QUESTIONS[item.id]
        general = words_of(question.general)
        assert squeezed(item.stem) in words_of(question.text)
        assert squeezed(item.rationale) in general
        assert all(label.replace(" ", "") in general for label in home().evidence.labels(item.claims))
        said = "".join([general, *map(words_of, question.said.values())])
        for feedback in item.feedback():
            assert squeezed(feedback.say) in said, feedback
        assert [*map(words_of, question.hints)] == [*map(squeezed, item.hints)]
        assert question.points == item.points


def test_each_chapter_is_a_quiz_with_its_questions_in_order():
    for bank in home().banks():
        found = [key for key, one in QUESTIONS.items() if one.quiz == f"Zero Tolerance: {plain(bank.title)}"]
        assert found == [leaf.id for leaf in bank.leaves if leaf.id in QUESTIONS]
        assert all(QUESTIONS[key].fields["cc_question_category"] == plain(bank.title) for key in found)


def test_the_items_of_a_set_each_repeat_the_passage():
    for listed in chain.from_iterable(bank.items for bank in [*home().banks(), examples()]):
        for leaf in listed.leaves():
            if leaf is not listed and leaf.id in QUESTIONS:
                assert squeezed(listed.caption) in words_of(QUESTIONS[leaf.id].text)


@every_type
def test_a_cartridge_marks_as_the_book_does_but_for_what_is_told(items):
    for item in items:
        for name, response in samples(item.scheme()).items():
            if name == "right" or name == "wrong" or (name == "partial" and item.scheme()["rule"] == "exact"):
                assert QUESTIONS[item.id].mark(given(item, response)) == item.mark(response).fraction, (name, item.id)


@pytest.mark.parametrize("rule", ["exact", "net-correct", "all"])
def test_several_options_are_all_or_nothing_which_is_told(rule):
    item = example("multiple-choice", rule=rule)
    question, made = one(item)
    options = item.scheme()["options"]
    for some in chain.from_iterable(combinations(options, n) for n in range(1, len(options) + 1)):
        whole = item.mark([*some]).fraction == 1
        assert question.mark([ident(question, option(item, key)) for key in some]) == float(whole)
    assert ("partial credit" in parts(made, item)) == (rule != "exact")


@pytest.mark.parametrize("item", OF_TYPE["short-text"], ids=lambda item: item.id)
def test_every_accepted_text_is_right_and_every_foreseen_one_wrong(item):
    question = QUESTIONS[item.id]
    assert all(question.mark(text) == question.mark(text.upper()) == 1 for text in item.accepted)
    assert not any(question.mark(text) for one in item.foreseen for text in one.answers)


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in ("unseen", "long word")])
def test_hostile_texts_stay_text(name):
    def tags(text: str) -> list[str]:
        found = reader.cartridge(export(Banks(hostile(text))).data)
        assert [*found] == ["zero", "one", "four"]
        pieces = []
        for question in found.values():
            pieces += [*question.said.values(), question.text, *question.labels.values(), *question.hints]
        return [tag for piece in pieces for tag in re.findall(r"<[^<>]*>", piece)]

    assert tags(HOSTILE[name]) == tags("Harmless words")


def test_a_picture_goes_along_as_a_file(tmp_path):
    data, bank, evidence = with_picture(tmp_path)
    made = export(Banks(bank, evidence=evidence)).data
    packed = zipfile.ZipFile(io.BytesIO(made))
    [name] = [name for name in packed.namelist() if name.startswith("web_resources/")]
    assert packed.read(name) == data
    assert b'<dependency identifierref="zt-file-1"' in packed.read("imsmanifest.xml")
    for question in reader.cartridge(made).values():
        assert f'<img src="$IMS-CC-FILEBASE$/{name.removeprefix("web_resources/")}" alt="A dot">' in question.text


def test_with_the_address_of_the_site_a_question_leads_to_its_section_and_sources():
    made = export(home(), ["turn"], site=SITE)
    for key, question in reader.cartridge(made.data).items():
        assert f"{SITE}book/turn.html#{ITEMS[key].section}" in re.findall(r'href="([^"]*)"', question.general)
    assert "--site" not in made.said
    assert "--site" in BOOK.said


def test_the_same_items_give_the_same_bytes_whatever_the_clock_says(monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 1.0)
    assert export(home(), epoch=1_750_000_000).data == BOOK.data


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_an_earlier_version_has_the_same_questions(version):
    made = export(Banks(examples()), version=version)
    found = reader.cartridge(made.data, version.replace(".", "p"))
    assert [*found] == [*reader.cartridge(GALLERY.data)]
    assert made.file == f"zero-tolerance-{version}.imscc"
    with pytest.raises(Refused):
        reader.cartridge(made.data)


MENDED = {
    "no key": (b'<varequal respident="response1">1001</varequal>', b"", "failed to validate content"),
    "an unknown key": (
        b'<varequal respident="response1">1001</varequal>',
        b'<varequal respident="response1">9</varequal>',
        "'9' is no answer of it",
    ),
    "two ids": (b'ident="is-it-so"', b'ident="what-order"', "2 items have the id what-order"),
    "feedback that is not there": (b'<itemfeedback ident="general_fb"', b'<itemfeedback ident="lost_fb"', "differ"),
    "an unknown kind": (b">cc.fib.v0p1<", b">cc.fob.v0p1<", "rule 2b"),
    "another kind": (b">cc.multiple_response.v0p1<", b">cc.multiple_choice.v0p1<", "rule 4"),
    "a choice for true or false": (b">cc.true_false.v0p1<", b">cc.multiple_choice.v0p1<", "rule 4"),
    "points without end": (b"<fieldentry>1</fieldentry>", b"<fieldentry>100</fieldentry>", "rule 2c"),
    "a field of another program": (b">cc_weighting<", b">points_possible<", "rule 2a"),
    "a test of another program": (b"<other/>", b"<vargte>1</vargte>", "vargte"),
    "a script": (b"&lt;p&gt;", b"&lt;script&gt;x&lt;/script&gt;&lt;p&gt;", "<script>"),
    "a kind of quiz": (b">cc.exam.v0p1<", b">cc.survey.v0p1<", "fieldentry"),
}


def gallery() -> tuple[dict[str, bytes], dict[str, int]]:
    """The files of the examples' cartridge, and how many items each has."""
    packed = zipfile.ZipFile(io.BytesIO(GALLERY.data))
    files = {name: packed.read(name) for name in packed.namelist()}
    return files, {"zt-gallery.xml": files["zt-gallery.xml"].count(b"<item ")}


@pytest.mark.parametrize(("old", "new", "told"), MENDED.values(), ids=MENDED)
def test_a_cartridge_with_a_fault_is_seen(old, new, told):
    files, counts = gallery()
    [name] = counts
    assert cartridge.check(files, counts, "1.3") == []
    assert old in files[name]
    found = cartridge.check(files | {name: files[name].replace(old, new, 1)}, counts, "1.3")
    assert any(told in fault for fault in found), found


def test_a_manifest_with_a_fault_is_seen():
    files, counts = gallery()
    good = files["imsmanifest.xml"]
    for old, new in (
        (b"<schemaversion>1.3.0", b"<schemaversion>1.2.0"),
        (b'structure="rooted-hierarchy"', b'structure="tree"'),
        (b"imscc_xmlv1p3/assessment", b"imscc_xmlv1p3/question"),
        (b'href="zt-gallery.xml"', b'href="another.xml"'),
    ):
        assert old in good
        assert cartridge.check(files | {"imsmanifest.xml": good.replace(old, new)}, counts, "1.3"), old


def test_a_cartridge_with_a_fault_is_not_written(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(HOME.parent)
    monkeypatch.setattr(cartridge, "PROFILES", {"cc.fib.v0p1"})
    kept = tmp_path / "questions.imscc"
    kept.write_text("what was there")
    assert __main__.main(["export", "cartridge", "turn", "-o", str(kept)]) == 1
    assert "it breaks rule 2b of the profile" in capsys.readouterr().err
    assert kept.read_text() == "what was there"
    assert [*tmp_path.iterdir()] == [kept]


def test_the_command_writes_the_cartridge_and_the_report(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(HOME.parent)
    assert __main__.main(["export", "cartridge", "turn", "-o", str(tmp_path)]) == 0
    found = reader.cartridge((tmp_path / cartridge.FILE).read_bytes())
    assert f"{len(found)} questions in 1 quiz, version 1.3" in capsys.readouterr().out
    told = json.loads((tmp_path / exports.REPORT).read_text(encoding="utf-8"))["formats"]["cartridge"]
    assert told["file"] == cartridge.FILE
    assert [Lost(**lost) for lost in told["lost"]] == export(home(), ["turn"]).lost
    assert __main__.main(["export", "cartridge", "turn", "--version", "1.2", "-o", str(tmp_path)]) == 0
    assert reader.cartridge((tmp_path / "zero-tolerance-1.2.imscc").read_bytes(), "1p2").keys() == found.keys()


# The documented table


def every_loss() -> list[Lost]:
    few = [{"id": f"o-{n}", "text": f"O {n}", "key": n == 1, "feedback": "So."} for n in (1, 2)]
    hard = [item for item in settings() if item.type in CARRIED]
    made = [BOOK, GALLERY, *(export(Banks(holding(item))) for item in hard)]
    made.append(export(Banks(holding(example("single-choice", options=few), example("true-false")))))
    return [*chain.from_iterable(each.lost for each in made)]


def test_the_page_for_teachers_tells_what_is_lost_by_type():
    found: dict[str, set[str]] = {}
    for lost in every_loss():
        found.setdefault(lost.type, set()).add(lost.part)
    found["single-choice"].remove(exports.WHOLE)  # one with two options, which the page says in words
    assert documented("What is lost in a Common Cartridge") == {kind: parts - {"tags"} for kind, parts in found.items()}


def test_every_loss_that_has_words_is_told_by_some_item():
    told = {(lost.part, lost.how) for lost in [*every_loss(), *lost_in_canvas("new"), *lost_in_canvas("classic")]}
    assert {*words.QTI_LOST.values()} <= told

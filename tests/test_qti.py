"""Packages of QTI: each item says there what it says here, files refer to what is there, and what is wrong is not
written.  How other programs play them, ``tests/browser/test_qti.py`` tries."""

from __future__ import annotations

import re
from base64 import b64decode
from typing import Any

import pytest
from lxml import etree
from qti_convert import upgrade_qti2_to_qti3

from quizzes import exports, words
from quizzes.content import HOME, home
from quizzes.exports import Asked, Made, UnfitError, qti
from quizzes.exports._qti2 import THREE, VERSIONS
from quizzes.exports._qti_faults import faults
from quizzes.itemtypes import TYPES, Item, Listed
from quizzes.text import plain

from . import hostile
from . import qti as reader
from .browser.gallery import bank as examples
from .flashcards import Banks
from .hostile import HOSTILE, WORDS, Mine, Place
from .qti import items
from .teachers_page import documented
from .test_items import example


def files(package: Made) -> dict[str, bytes]:
    return reader.files(package.data)


SITE = "https://example.org/book/"
CHAPTER = "before"
QTI = f"{{{THREE.space}}}qti-"
BOOK = qti.export(Asked(home()))
FOUND = files(BOOK)
ROOTS = items(FOUND)
ITEMS: dict[str, Item] = {leaf.id: leaf for bank in home().banks() for leaf in bank.leaves}
every_version = pytest.mark.parametrize("number", VERSIONS)


def made(*items_: Item, number: str = "3.0", **asked: Any) -> Made:
    """The package of some items."""
    bank = examples("single-choice").model_copy(update={"items": [*items_]})
    return qti.export(Asked(Banks(bank), options={"version": number}, **asked))


def said(element: Any) -> str:
    return re.sub(r"\s", "", "".join(element.itertext()))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", plain(text))


def parts(package: Made, item: str) -> set[str]:
    return {lost.part for lost in package.lost if lost.item == item}


# What each item says


@pytest.mark.parametrize("item", ITEMS.values(), ids=lambda item: f"{item.type}:{item.id}")
def test_an_item_says_all_that_it_says_in_the_book(item):
    root = ROOTS[item.id]
    body, messages = root.find(f"{QTI}item-body"), root.findall(f"{QTI}modal-feedback")
    assert squeezed(item.stem) in said(body)
    assert all(squeezed(hint) in said(body) for hint in item.hints)
    reason = said(messages[-1])
    assert squeezed(item.rationale) in reason
    assert all(label.replace(" ", "") in reason for label in home().evidence.labels(item.claims))
    everywhere = "".join(map(said, [body, *messages]))
    assert all(squeezed(one.say) in everywhere for one in item.feedback())


def test_what_candidates_are_not_to_see_is_for_scorers_and_tutors():
    root = ROOTS["prosecutions-weighed"]
    [block] = root.iter(f"{QTI}rubric-block")
    item = ITEMS["prosecutions-weighed"]
    assert block.get("view") == "scorer"
    assert all(squeezed(model.text) in said(block) for model in item.models)
    assert root.find(f"{QTI}outcome-declaration").get("external-scored") == "human"
    [hints] = ROOTS["office-turning-point"].iter(f"{QTI}rubric-block")
    assert hints.get("view") == "scorer tutor"


def test_the_items_of_a_set_each_repeat_what_they_share():
    sets = [listed for bank in home().banks() for listed in bank.items if listed.leaves() != [listed]]
    for listed in sets:
        for leaf in listed.leaves():
            assert squeezed(listed.caption) in said(ROOTS[leaf.id].find(f"{QTI}item-body"))


def test_numbers_lie_in_ranges_and_no_tolerance_is_asked_of_anybody():
    [root] = items(files(made(example("numeric")))).values()
    assert not [*root.iter(f"{QTI}equal")]
    [low, high] = root.find(f".//{QTI}and")
    assert [low.tag, high.tag] == [f"{QTI}gte", f"{QTI}lte"]
    assert [low[1].text, high[1].text] == ["665", "735"]


def test_an_id_that_begins_with_a_digit_is_an_identifier_there():
    option = {"text": "One", "key": True, "feedback": "Yes."}
    options = [option | {"id": "2018"}, option | {"id": "no", "text": "Two", "key": False, "feedback": "No."}]
    [root] = items(files(made(example("single-choice", id="2nd-item", options=options)))).values()
    assert root.get("identifier") == "_2nd-item"
    assert root.findtext(f".//{QTI}correct-response/{QTI}value") == "_2018"


def test_links_lead_to_the_site_and_are_words_without_its_address():
    item = example("true-false", rationale="See [the chapter](turn.ipynb#june).")
    with_site, without = made(item, site=SITE), made(item)
    [root] = items(files(with_site)).values()
    addresses = {one.get("href") for one in root.iter(f"{{{THREE.space}}}a")}
    assert f"{SITE}book/turn.html#june" in addresses
    assert all(one.startswith(SITE) for one in addresses)
    assert "a link into the book" not in parts(with_site, item.id)
    [root] = items(files(without)).values()
    assert not [*root.iter(f"{{{THREE.space}}}a")]
    assert "a link into the book" in parts(without, item.id)
    assert "by --site" in without.said


def test_a_picture_goes_along_as_a_file(tmp_path):
    data = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
    (tmp_path / "dot.png").write_bytes(data)
    evidence = type(home().evidence)(HOME)
    evidence.__dict__["pictures"] = {"dot.png": tmp_path / "dot.png"}
    item = example("source-set", material={"picture": "dot.png", "alt": "A dot", "source": "doj-oig-21-028"})
    bank = examples("source-set").model_copy(update={"items": [item]})
    found = files(qti.export(Asked(Banks(bank, evidence=evidence))))
    [path] = [one for one in found if one.startswith("media/")]
    assert found[path] == data
    for root in items(found).values():
        [picture] = root.iter(f"{{{THREE.space}}}img")
        assert (picture.get("src"), picture.get("alt")) == (f"../{path}", "A dot")
    assert found["imsmanifest.xml"].count(f'<file href="{path}"/>'.encode()) == len(items(found))


# The package


@every_version
def test_each_chapter_is_a_test_with_its_items_in_order(number):
    found = files(qti.export(Asked(home(), [CHAPTER, "turn"], options={"version": number})))
    for chapter in (CHAPTER, "turn"):
        test = etree.fromstring(found[f"tests/{chapter}.xml"])
        order = [one.get("href") for one in test.iter() if one.get("href")]
        assert order == [f"../items/{leaf.id}.xml" for leaf in home().bank(chapter).leaves]


@every_version
def test_the_manifest_says_the_version_and_tags_each_item(number):
    version = VERSIONS[number]
    found = files(qti.export(Asked(home(), [CHAPTER], options={"version": number})))
    manifest = etree.fromstring(found["imsmanifest.xml"])
    space = f"{{{version.package}}}"
    assert manifest.findtext(f"{space}metadata/{space}schemaversion") == version.says[1]
    kinds = [one.get("type") for one in manifest.iter(f"{space}resource")]
    assert kinds == [f"imsqti_test_{version.kind}"] + [f"imsqti_item_{version.kind}"] * len(home().bank(CHAPTER).leaves)
    item = next(one for one in manifest.iter(f"{space}resource") if one.get("identifier") == "item-johnson-knowledge")
    tags = {text for text in item.itertext() if ": " in text}
    assert {f"chapter: {CHAPTER}", "skill: sourcing"} <= tags or any(tag.startswith("skill: ") for tag in tags)


@every_version
def test_the_same_items_give_the_same_bytes(number):
    asked = Asked(home(), [CHAPTER], options={"version": number})
    assert qti.export(asked) == qti.export(asked)


def test_each_version_has_a_file_of_its_own_and_another_is_refused(tmp_path, capsys):
    from quizzes import __main__

    for version in VERSIONS.values():
        run = ["export", "qti", "turn", "--version", version.number, "-o", str(tmp_path)]
        assert __main__.main(run) == 0
        assert (tmp_path / version.file).is_file()
        assert f"QTI {version.number}" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        __main__.main(["export", "qti", "--version", "1.2"])


def shape(root: Any) -> list[tuple[str, dict[str, str], str]]:
    """Elements, attributes and texts, but for what 2.x has another word for or none."""
    less = {"figure": "div", "figcaption": "div", "footer": "div"}
    unlike = re.compile("aria-|role$|use$|external-scored$|.*schemaLocation")
    return [
        (
            less.get(etree.QName(one).localname, etree.QName(one).localname),
            {key: value for key, value in one.attrib.items() if not unlike.match(key)},
            (one.text or "").strip(),
        )
        for one in root.iter()
        if isinstance(one.tag, str)
    ]


@pytest.mark.parametrize("number", ["2.2", "2.1"])
@pytest.mark.parametrize("content", [home(), Banks(examples())], ids=["a chapter", "every type"])
def test_another_program_turns_2_back_into_the_3_that_it_was_made_of(number, content):
    chapters = [CHAPTER] if content is home() else []
    three, two = (files(qti.export(Asked(content, chapters, options={"version": one}))) for one in ("3.0", number))
    for path in three:
        if path.startswith(("items/", "tests/")):
            upgraded = etree.fromstring(upgrade_qti2_to_qti3(two[path]).encode())
            assert shape(upgraded) == shape(etree.fromstring(three[path])), path


# What is wrong is not written


def test_a_package_without_fault_has_none():
    assert faults(FOUND, THREE, [*ITEMS]) == []


BREAK = {
    "cut off": (b"</qti-assessment-item>", b"", "is no well-formed XML, or cut off"),
    "an unknown element": (b"qti-correct-response", b"qti-right-response", "qti-right-response"),
    "a script": (b"<qti-item-body>", b"<qti-item-body><script/>", "script"),
    "a handler": (b"<qti-prompt>", b'<qti-prompt onclick="x">', "onclick"),
    "an address that leads nowhere": (b"<qti-item-body>", b'<qti-item-body><p><a href="x:y">z</a></p>', "a"),
    "no key": (b"<qti-value>two</qti-value>", b"", "there is no key"),
    "a key that is no choice": (b"<qti-value>two<", b"<qti-value>three<", "the key three is no choice"),
    "two choices of one id": (b'identifier="one"', b'identifier="two"', "two choices are called two"),
    "an unknown variable": (b'<qti-variable identifier="RESPONSE"', b'<qti-variable identifier="R"', "variable R"),
    "an unknown outcome": (b'declaration identifier="SCORE"', b'declaration identifier="S"', "outcome SCORE"),
    "no points": (b'set-outcome-value identifier="SCORE"', b'set-outcome-value identifier="MAXSCORE"', "no points"),
    "feedback that is never shown": (b'outcome-identifier="FEEDBACK-1"', b'outcome-identifier="F"', "F is never shown"),
    "an answer that is not declared": (b'response-identifier="RESPONSE"', b'response-identifier="R"', "R are answered"),
    "a variable twice": (b'declaration identifier="MAXSCORE"', b'declaration identifier="SCORE"', "two variables"),
    "a test without the item": (b"../items/only.xml", b"../items/other.xml", "no test has the item"),
    "a file that the manifest does not name": (b'<file href="items/only.xml"/>', b"", "does not name items/only.xml"),
    "a file that is not there": (b'<file href="items/only.xml"/>', b'<file href="items/x.xml"/>', "names items/x.xml"),
    "a resource that is not there": (b'identifierref="item-only"', b'identifierref="item-x"', "no resource item-x"),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAK)
def test_what_is_wrong_is_told(name):
    options = [
        {"id": "one", "text": "One", "feedback": "No, not one."},
        {"id": "two", "text": "Two", "key": True, "feedback": "Yes, two."},
    ]
    found = files(made(example("single-choice", id="only", options=options, hints=[])))
    old, new, told = BREAK[name]
    assert any(old in data for data in found.values())
    broken = {path: data.replace(old, new) for path, data in found.items()}
    assert any(told in fault for fault in faults(broken, THREE, ["only"])), faults(broken, THREE, ["only"])


def test_an_item_that_is_missing_is_told():
    found = {path: data for path, data in FOUND.items() if path != "items/johnson-knowledge.xml"}
    told = faults(found, THREE, [*ITEMS])
    assert "johnson-knowledge: the item is not in the package" in told
    assert "the manifest names items/johnson-knowledge.xml, which is not in the package" in told


def test_a_package_with_a_fault_is_not_written(monkeypatch, tmp_path):
    monkeypatch.setattr(qti, "tidied", lambda root: root.append(etree.Element("script")) or [])
    with pytest.raises(UnfitError, match="the package has faults, and is not written"):
        exports.export("qti", Asked(home(), [CHAPTER]), tmp_path)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("number", ["2.2", "2.1"])
def test_older_versions_are_held_to_the_same(number):
    version = VERSIONS[number]
    found = files(made(example("single-choice", id="only"), number=number))
    assert faults(found, version, ["only"]) == []
    broken = {path: data.replace(b"responseIdentifier", b"response-identifier") for path, data in found.items()}
    assert faults(broken, version, ["only"])
    broken = {path: data.replace(b"<itemBody>", b"<itemBody><figure/>") for path, data in found.items()}
    assert any("figure" in one for one in faults(broken, version, ["only"]))


# Hostile text

ATTACKS = ["script", "ends", "comment", "half a tag", "quotes", "json", "entities", "templates", "directions"]
PLACES = [one for one in hostile.places() if one.file == "bank.schema.json" and hostile.form_of(one)]
PLACES = [one for one in PLACES if "rows" not in one.path]  # a row that the series has not makes an empty table


def skeleton(place: Place, text: str) -> list[tuple[str, ...]]:
    """The elements of the items that say this at a place, with the names of their attributes."""
    content = Mine(hostile.put(place, (hostile.form_of(place) or "{}").replace("{}", text)))
    kind = next((step for step in place.path if isinstance(step, type)), Listed)
    bank = content.bank(hostile.CHAPTER)
    bank = bank.model_copy(update={"items": [next(one for one in bank.items if isinstance(one, kind))]})
    roots = items(files(qti.export(Asked(Banks(bank, evidence=content.whole))))).values()
    return [(str(one.tag), *sorted(map(str, one.attrib))) for root in roots for one in root.iter()]


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_hostile_text_stays_text(place):
    attack = f"{WORDS} {' '.join(HOSTILE[name] for name in ATTACKS)} \x07\x9b\ufffe"
    assert skeleton(place, attack) == skeleton(place, WORDS)


# What is lost


def test_the_page_for_teachers_tells_what_is_lost_by_type():
    found: dict[str, set[str]] = {name: {"hints"} for name in TYPES if name != "source-set"}
    hard = [example("numeric", decimal=","), example("open-answer", hints=["A hint."])]
    for lost in [*BOOK.lost, *qti.export(Asked(Banks(examples()))).lost, *made(*hard).lost]:
        found[lost.type].add(lost.part)
    found["cloze"].add("unit")  # of a gap with a unit: see below
    assert documented("What is lost in QTI") == found


def test_every_loss_that_has_words_is_told_by_some_item():
    gap = {"id": "n", "answer": 6, "unit": "days", "decimal": ",", "feedback": "Yes.", "otherwise": "No."}
    more = made(
        example("cloze", text="So [n].", gaps=[gap]),
        example("true-false", id="other", rationale='3. So\n4. it is\n\nand [so](https://example.org "on").'),
    )
    old = qti.export(Asked(Banks(examples()), options={"version": "2.1"}))
    told = {(lost.part, lost.how) for lost in [*BOOK.lost, *more.lost, *old.lost]}
    assert {*words.QTI3_LOST.values()} <= told


def test_a_type_that_does_not_say_itself_is_left_out_and_told(monkeypatch):
    monkeypatch.delattr(TYPES["ordering"], "to_qti")
    package = qti.export(Asked(Banks(examples())))
    assert parts(package, "in-order") == {exports.WHOLE}
    assert "in-order" not in items(files(package))

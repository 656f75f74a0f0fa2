"""Answer keys: every question with its key, its reasons and its sources, in the order of the book, and nothing else."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from functools import cache

import lxml.html
import pytest
from lxml.html import HtmlElement

from quizzes import __main__, exports, words
from quizzes.content import HOME, Content, home
from quizzes.exports import Asked, Made, keys
from quizzes.itemtypes.base import Choice
from quizzes.text import inline, plain

from . import hostile
from .hostile import HOSTILE, Mine
from .test_exports_html import Read

ROOT = HOME.parent
CHAPTER = "warnings"
BANK = home().bank(CHAPTER)
SAY = words.KEYS


def made(*chapters: str, site: str = "", content: Content | None = None) -> Made:
    return keys.export(Asked(content or home(), chapters, site))


@cache
def page() -> HtmlElement:
    return lxml.html.fromstring(made(CHAPTER).data.decode())


def said(item: str) -> str:
    return " ".join(page().get_element_by_id(item).text_content().split())


def words_of(markdown: str) -> str:
    """A text as it is read: without links and emphasis, with its quotation marks as they are set."""
    return " ".join(lxml.html.fromstring(f"<p>{inline(markdown)}</p>").text_content().split())


def test_the_command_makes_one_file_of_all_chapters_or_of_some(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    assert __main__.main(["export", "keys", CHAPTER, "-o", str(tmp_path)]) == 0
    name = f"zero-tolerance-answer-keys-{CHAPTER}.html"
    assert capsys.readouterr().out.startswith(f"{tmp_path / name}: {len(BANK.leaves)} questions of 1 chapter, ")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([exports.REPORT, name])
    assert not made().file or made().file == keys.FILE == "zero-tolerance-answer-keys.html"


def test_all_questions_stand_there_once_in_the_order_of_the_book():
    whole = lxml.html.fromstring(made().data.decode())
    banks = home().banks()
    wanted = [leaf.id for bank in banks for key in [*bank.checks, *bank.quiz] for leaf in bank.item(key).leaves()]
    assert whole.xpath('//section[@class="k-item"]/@id') == wanted
    assert whole.xpath("//tbody//a/@href") == [f"#{key}" for key in wanted]
    assert [plain(bank.title) for bank in banks] == [one.text_content() for one in whole.xpath("//h2[@id]")]


@pytest.mark.parametrize("item", BANK.leaves, ids=lambda item: item.id)
def test_a_question_has_its_key_reasons_and_sources(item):
    text = said(item.id)
    assert words.points(item.points) in text
    assert words_of(BANK.objectives[item.objective]) in text
    assert words_of(item.rationale) in text
    for claim in item.claims:
        assert f"{home().evidence.label(claim)} ({claim})" in text
    if isinstance(item, Choice):
        row = page().xpath(f'//tbody/tr[td/a/@href="#{item.id}"]')[0]
        assert row[1].text == " ".join(letter for letter, option in item.lettered if option.key)
        for letter, option in item.lettered:
            mark = "✓" if option.key else "✗"
            assert f"{mark} {letter} {words_of(option.text)}" in text
            assert words_of(option.feedback) in text
            if option.misconception:
                assert words_of(BANK.misconceptions[option.misconception]) in text


def test_the_same_questions_give_the_same_file():
    assert made(CHAPTER).data == made(CHAPTER).data


def test_the_file_needs_nothing_runs_nothing_and_asks_not_to_be_found():
    read = Read(made(CHAPTER).data.decode())
    assert not read.all("script")
    assert {"name": "robots", "content": "noindex"} in read.all("meta")
    assert all(link["href"].startswith("data:image/") for link in read.all("link"))
    [policy] = [meta["content"] for meta in read.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    [style] = read.inside["style"]
    assert f"'sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in policy
    assert "script-src" not in policy
    assert policy.startswith("default-src 'none'; ")
    places = {attributes["id"] for _, attributes in read.tags if "id" in attributes}
    assert {link[1:] for link in read.links if link.startswith("#")} <= places
    assert read.open == 0


def test_with_the_address_of_the_site_sources_are_links():
    site = "https://example.org/book/"
    found = [link for link in Read(made(CHAPTER, site=site).data.decode()).links if link.startswith(site)]
    claims = {claim for leaf in BANK.leaves for claim in leaf.claims}
    assert {link.partition("#")[2] for link in found} == claims


@pytest.mark.parametrize("attack", HOSTILE)
def test_hostile_text_stays_text(attack):
    def whole(text: str) -> Read:
        files = json.loads(json.dumps(hostile.documents()))
        bank = files["bank.schema.json"]
        bank["title"] = bank["objectives"]["understand"] = text
        for item in bank["items"]:
            if item["type"] == "single-choice":
                item["stem"] = item["rationale"] = text
                for option in item["options"]:
                    option["feedback"] = text
        content = Mine(files)
        content.evidence = content.whole
        return Read(made(content=content).data.decode())

    text = HOSTILE[attack].encode(errors="ignore").decode()
    assert [name for name, _ in whole(text).tags] == [name for name, _ in whole("Words").tags]
    assert not re.search("</(?i:style)", whole(text).inside["style"][0])

"""The data is the learner's: it goes out whole, comes in with nothing lost, and goes when it is told to.

Two tabs, a storage that is full or refused, a record that is spoilt, a clock that was set back, a file that is none:
nothing is lost, and one plain sentence says what happened.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from quizzes import states, words
from quizzes.content import home
from quizzes.itemtypes import Item
from tests.kept import cases

from .book import served
from .conftest import Visit
from .reader import RICHEST, Question, press, right, wrong
from .test_kept import REFUSED
from .test_security import POLICY

SAY = words.PROGRESS_SCRIPT
ADDRESS = "book/progress.html"
FULL = """() => {
  for (let size = 2 ** 23, n = 0; size >= 1; n += 1) {
    try { localStorage.setItem(`other/${n}`, 'x'.repeat(size)); } catch { size = size / 2; }
  }
}"""
REVIEWED = {"grade": 3, "rev": "0123abcd", "by": "review", "score": 1, "points": 1}


def stored(page: Page) -> dict[str, str]:
    return page.evaluate("({ ...localStorage })")


def value_of(key: str, text: str) -> Any:
    return json.loads(text) if key.startswith("quizzes/") and "/spoilt/" not in key else text


def parsed(page: Page) -> dict[str, Any]:
    """What is stored, whatever the order of its fields."""
    return {key: value_of(key, text) for key, text in stored(page).items()}


def put(page: Page, texts: dict[str, str]) -> None:
    page.evaluate("texts => Object.entries(texts).forEach(pair => localStorage.setItem(...pair))", texts)


def kept(page: Page) -> dict[str, Any]:
    return page.evaluate("keeping.read()")


def records(document: dict[str, Any]) -> dict[str, str]:
    """The keys under which a browser keeps what a document holds."""
    kinds = {"items": "item", "quizzes": "quiz", "cards": "card", "spoilt": "spoilt"}
    found = {}
    for form, group in [("", document), *((f"{name}/", group) for name, group in document.get("forms", {}).items())]:
        for name, kind in kinds.items():
            for key, value in group.get(name, {}).items():
                found[f"quizzes/1/{form}{kind}/{key}"] = value if kind == "spoilt" else json.dumps(value)
    if "settings" in document:
        found["quizzes/1/settings"] = json.dumps(document["settings"])
    return found


def whole(document: dict[str, Any]) -> dict[str, Any]:
    """A document with every group that it may have."""
    groups = {"items": {}, "quizzes": {}, "cards": {}, "forms": {}, "spoilt": {}}
    return groups | document


def give(page: Page, content: str | bytes, name: str = "copy.json") -> None:
    data = content.encode() if isinstance(content, str) else content
    page.get_by_label(SAY["read"]).set_input_files({"name": name, "mimeType": "application/json", "buffer": data})


def said(page: Page, key: str) -> Locator:
    """The status that begins as the sentence does."""
    return page.get_by_role("status").filter(has_text=re.compile("^" + re.escape(SAY[key].split("{")[0])))


def notices(page: Page) -> Locator:
    status = page.get_by_role("status")
    return status.filter(has_text=SAY["notice.unkept"]).or_(status.filter(has_text=SAY["notice.unreadable"]))


def save(page: Page, button: Locator) -> tuple[str, str]:
    with page.expect_download() as download:
        button.click()
    expect(said(page, "saved")).to_contain_text(download.value.suggested_filename)
    return download.value.suggested_filename, Path(download.value.path()).read_text(encoding="utf-8")


def deed(page: Page, key: str) -> Locator:
    return page.get_by_role("button", name=SAY[key], exact=True)


# What each edition kept


@pytest.mark.parametrize("name", cases.FILES)
def test_what_an_edition_kept_is_read_from_its_records_and_from_its_file(visit: Visit, name: str) -> None:
    document = json.loads(cases.FILES[name])
    page = visit.open(ADDRESS)
    put(page, records(document))
    page.reload()
    assert kept(page) == whole(document)
    expect(notices(page)).to_have_count(0)
    page.evaluate("localStorage.clear()")
    give(page, cases.FILES[name])
    expect(said(page, "added")).to_be_visible()
    assert kept(page) == whole(document)
    assert parsed(page) == {key: value_of(key, text) for key, text in records(document).items()}


def test_the_page_and_the_model_find_the_same_places_wrong_in_documents_that_nobody_wrote(visit: Visit) -> None:
    texts = cases.near_files()
    script = """texts => {
      const say = (key, values) => (key === 'file.newer' ? 'version' : values?.place ?? key);
      return texts.map(text => keeping.problems(JSON.parse(text), say));
    }"""
    found = visit.open(ADDRESS).evaluate(script, texts)
    verdicts = [{" › ".join(map(str, place)) or "file.whole" for place in cases.faults(text)} for text in texts]
    judged = zip(texts, found, verdicts, strict=True)
    assert [(text, page, model) for text, page, model in judged if set(page) != model][:3] == []
    assert sum(not one for one in verdicts) > 500
    assert sum(len(one) > 0 for one in verdicts) > 500


# Out and in again


@pytest.mark.parametrize("way", ["under the policy", "from the disk"])
def test_a_copy_saved_and_read_in_again_brings_back_all_that_was_erased(
    visitor: Callable[..., Visit], folder: Path, way: str
) -> None:
    with served(folder, Content_Security_Policy=POLICY) as address:
        page = visitor(address if way == "under the policy" else folder.as_uri()).open(ADDRESS)
        put(page, records(json.loads(cases.FILES["today"])) | {"other/key": "of another book"})
        page.reload()
        before = parsed(page)
        press(deed(page, "erase"))
        expect(deed(page, "erase.no")).to_be_focused()
        press(deed(page, "erase.no"))
        expect(deed(page, "erase")).to_be_focused()
        assert parsed(page) == before
        press(deed(page, "erase"))
        name, text = save(page, deed(page, "erase.save"))
        assert re.fullmatch(r"zero-tolerance-progress-\d{4}-\d\d-\d\d\.json", name)
        states.Kept.model_validate_json(text)
        press(deed(page, "erase.yes"))
        expect(said(page, "erased")).to_be_visible()
        expect(deed(page, "erase")).to_be_focused()
        assert stored(page) == {"other/key": "of another book"}
        give(page, text, name)
        expect(said(page, "added")).to_be_visible()
        assert parsed(page) == before
        assert save(page, deed(page, "save"))[1] == text
        give(page, text, name)
        expect(said(page, "added.nothing")).to_be_visible()


def test_reading_a_copy_in_loses_nothing_of_what_is_here(visit: Visit) -> None:
    page = visit.open(ADDRESS)
    state = {"rev": "0123abcd", "response": "old", "checked": True, "revealed": False}
    early, late = "2026-03-01T10:00:00.000Z", "2026-03-02T10:00:00.000Z"
    mine = {
        "items": {
            "a": state | {"attempts": 5, "hints": 0, "at": early},
            "b": state | {"attempts": 1, "hints": 2, "response": "late", "at": late},
            "mine": state | {"attempts": 1, "hints": 0, "at": early},
            "dateless": state | {"attempts": 1, "hints": 0, "response": "mine"},
        },
        "quizzes": {"warnings": {"mode": "exam", "handed": True, "at": late}},
        "cards": {"a": {"log": [REVIEWED | {"at": early, "day": "2026-03-01"}]}},
        "settings": {"length": 20, "at": late},
        "spoilt": {"a": "{mine"},
    }
    theirs = {
        "version": 1,
        "notes": "of a later edition",
        "items": {
            "a": state | {"attempts": 2, "hints": 1, "response": "late", "at": late, "mood": "calm"},
            "b": state | {"attempts": 3, "hints": 0, "at": early},
            "constructor": state | {"attempts": 1, "hints": 0, "at": early},
            "dateless": state | {"attempts": 2, "hints": 0, "response": "theirs"},
        },
        "quizzes": {"warnings": {"mode": "end", "at": early}},
        "cards": {"a": {"log": [REVIEWED | {"at": late, "day": "2026-03-02"}]}},
        "settings": {"length": 5, "certainty": True, "at": early},
        "spoilt": {"a": "{theirs"},
    }
    put(page, records(mine))
    give(page, json.dumps(theirs))
    expect(said(page, "added")).to_contain_text(SAY["added.unknown"].format(names="notes"))
    now = kept(page)
    assert now["items"] == {
        "a": theirs["items"]["a"] | {"attempts": 5},
        "b": mine["items"]["b"] | {"attempts": 3},
        "mine": mine["items"]["mine"],
        "constructor": theirs["items"]["constructor"],
        "dateless": mine["items"]["dateless"] | {"attempts": 2},
    }
    assert now["quizzes"] == mine["quizzes"]
    assert now["cards"]["a"]["log"] == mine["cards"]["a"]["log"] + theirs["cards"]["a"]["log"]
    assert now["settings"] == mine["settings"]
    assert now["spoilt"] == {"a": "{mine", "a-2": "{theirs"}


def test_of_two_revisions_the_answer_to_the_one_in_the_book_stays(visit: Visit) -> None:
    page = visit.open(ADDRESS)
    item = home().bank(RICHEST).leaves[0]
    state = {"response": right(item.scheme()), "checked": True, "attempts": 1}
    put(page, records({"items": {item.id: state | {"rev": item.revision, "at": "2026-03-01T10:00:00.000Z"}}}))
    before = stored(page)
    old = {item.id: state | {"rev": "00000000", "at": "2026-03-02T10:00:00.000Z"}}
    give(page, json.dumps({"version": 1, "items": old}))
    expect(said(page, "added.nothing")).to_be_visible()
    assert stored(page).items() >= before.items()


# Files that are none


NONE = {
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00",
    "nothing": b"",
    "half a copy": cases.FILES["today"][:400].encode(),
    "another file": b'{"name": "something else"}',
    "a list": b"[1, 2]",
    "a text": b'"words"',
    "null": b"null",
    "brackets without end": b"[" * 200_000,
    "an answer without end": b'{"items": {"a": {"rev": "0123abcd", "response": %b}}}' % (b"[" * 99_999 + b"]" * 99_999),
}


@pytest.mark.parametrize("content", NONE.values(), ids=NONE)
def test_a_file_that_is_no_copy_is_refused_and_changes_nothing(visit: Visit, content: bytes) -> None:
    page = visit.open(ADDRESS)
    put(page, records(json.loads(cases.FILES["today"])))
    before = stored(page)
    give(page, content, "picture.json")
    expect(page.get_by_role("status").filter(has_text=SAY["file.none"].format(file="picture.json"))).to_be_visible()
    assert stored(page) == before


def test_what_is_wrong_in_a_copy_is_said_with_its_place_and_nothing_is_read_in(visit: Visit) -> None:
    page = visit.open(ADDRESS)
    document = json.loads(cases.FILES["today"])
    put(page, records(document))
    before = stored(page)
    document["items"]["two-limits"]["attempts"] = "two"
    del document["cards"]["two-limits"]["log"][1]["day"]
    give(page, json.dumps(document))
    expect(said(page, "file.problems")).to_contain_text("2")
    wrong_place = SAY["file.wrong"].format(
        place="items › two-limits › attempts", found='"two"', wanted=SAY["wanted.count"]
    )
    missing = SAY["file.missing"].format(place="cards › two-limits › log › 2 › day", wanted=SAY["wanted.day"])
    listed = page.get_by_role("listitem")
    for sentence in (wrong_place, missing):
        expect(listed.filter(has_text=sentence)).to_be_visible()
    assert stored(page) == before
    give(page, json.dumps(json.loads(cases.FILES["today"])))
    expect(listed.filter(has_text=missing)).to_have_count(0)


def test_a_copy_of_a_later_edition_is_not_read_in_as_one_of_this(visit: Visit) -> None:
    page = visit.open(ADDRESS)
    give(page, json.dumps({"version": 2, "items": {"a": "in another shape"}}))
    expect(page.get_by_role("status").filter(has_text=SAY["file.problem"])).to_be_visible()
    expect(page.get_by_text(SAY["file.newer"].format(version=2), exact=True)).to_be_visible()
    assert stored(page) == {}


# Storage that is full or refused


def test_a_copy_that_does_not_fit_leaves_all_as_it_was(visit: Visit) -> None:
    page = visit.open(ADDRESS)
    small = json.loads(cases.FILES["today"])
    put(page, records(small))
    large = json.loads(cases.FILES["today"])
    large["items"]["two-limits"] |= {"response": "changed", "at": "2027-01-01T00:00:00Z"}
    large["spoilt"] |= {f"long-{n}": "x" * 100_000 for n in range(60)}
    before = stored(page)
    give(page, json.dumps(large))
    expect(page.get_by_role("status").filter(has_text=SAY["file.full"])).to_be_visible()
    assert stored(page) == before


def test_what_a_full_storage_refused_is_held_and_written_when_there_is_room(visit: Visit) -> None:
    page = visit.open(ADDRESS)
    page.evaluate(FULL)
    first, second = (REVIEWED | {"at": f"2026-03-0{n}T10:00:00.000Z", "day": f"2026-03-0{n}"} for n in (1, 2))
    assert page.evaluate("entry => keeping.addEntry('a', entry)", first) is False
    assert page.evaluate("keeping.saveSettings({ length: 5 })") is False
    assert page.evaluate("[keeping.card('a'), keeping.settings().length]") == [[first], 5]
    expect(notices(page)).to_have_text([SAY["notice.unkept"]])
    page.evaluate("localStorage.clear()")
    assert page.evaluate("entry => keeping.addEntry('a', entry)", second) is True
    assert page.evaluate("keeping.saveSettings({ certainty: true })") is True
    page.reload()
    assert page.evaluate("keeping.card('a')") == [first, second]
    assert page.evaluate("keeping.settings()").items() >= {"length": 5, "certainty": True}.items()


@pytest.mark.parametrize("script", REFUSED.values(), ids=REFUSED)
def test_refused_storage_is_said_once_and_the_page_is_there(visit: Visit, script: str) -> None:
    visit.context.add_init_script(script)
    page = visit.open(ADDRESS)
    expect(page.get_by_role("heading", name=SAY["map"], exact=True)).to_be_visible()
    choice = page.get_by_role("checkbox", name=SAY["sure.ask"], exact=True)
    choice.check()
    expect(notices(page)).to_have_text([SAY["notice.unkept"]])
    expect(choice).to_be_checked()
    give(page, cases.FILES["today"])
    expect(page.get_by_role("status").filter(has_text=SAY["file.full"])).to_be_visible()
    assert json.loads(save(page, deed(page, "save"))[1])["settings"]["certainty"] is True
    expect(notices(page)).to_have_count(1)


# Spoilt records


def test_records_that_cannot_be_read_are_set_aside_as_they_were_found_and_said_once(visit: Visit) -> None:
    page = visit.open(ADDRESS)
    good = REVIEWED | {"at": "2026-03-01T10:00:00.000Z", "day": "2026-03-01"}
    card = json.dumps({"log": [good | {"day": "2026-02-30"}, good, "?"]})
    spoilt = {
        "item/two-limits": "{spoilt",
        "item/four-weeks": "",
        "item/No Name": "{}",
        "review-a/item/two-limits": '{"rev": 1}',
        "quiz/warnings": '{"mode": "test"}',
        "card/two-limits": card,
        "card/four-weeks": "[]",
        "settings": '{"length": 7}',
    }
    sound = {"quizzes/1/spoilt/two-limits": "{earlier", "quizzes/1/review-a/spoilt/x": "{too", "quizzes/2/other": "new"}
    put(page, {f"quizzes/1/{key}": text for key, text in spoilt.items()} | sound)
    page.reload()
    expect(notices(page)).to_have_text([SAY["notice.unreadable"]])
    assert kept(page)["spoilt"] == {
        "two-limits": "{earlier",
        "two-limits-2": "{spoilt",
        "four-weeks": "",
        "no-name": "{}",
        "review-a-item-two-limits": '{"rev": 1}',
        "quiz-warnings": '{"mode": "test"}',
        "card-two-limits": card,
        "card-four-weeks": "[]",
        "settings": '{"length": 7}',
    }
    assert page.evaluate("keeping.card('two-limits')") == [good]
    assert stored(page).items() >= sound.items()
    states.Kept.model_validate_json(page.evaluate("keeping.text()"))
    page.reload()
    expect(page.get_by_role("heading", name=SAY["map"], exact=True)).to_be_visible()
    expect(notices(page)).to_have_count(0)


def test_half_a_character_does_not_spoil_a_copy(visit: Visit) -> None:
    page = visit.open(ADDRESS)
    page.evaluate("localStorage.setItem('quizzes/1/spoilt/a', 'half \\ud83d of it')")
    text = save(page, deed(page, "save"))[1]
    assert states.Kept.model_validate_json(text).spoilt == {"a": "half \ufffd of it"}


# Two tabs


def test_two_tabs_lose_no_entry_to_each_other(visit: Visit) -> None:
    one, two = visit.open(ADDRESS), visit.open(ADDRESS)
    entries = [REVIEWED | {"at": f"2026-03-0{n}T10:00:00.000Z", "day": f"2026-03-0{n}"} for n in (1, 2, 3, 4)]
    for n, page in enumerate((one, two, one, two)):
        page.evaluate("entry => keeping.addEntry('a', entry)", entries[n])
    two.wait_for_function("keeping.card('a').length === 4")
    one.evaluate("at => keeping.removeEntry('a', at)", entries[1]["at"])
    two.wait_for_function("keeping.card('a').length === 3")
    assert two.evaluate("keeping.card('a')") == [entries[0], *entries[2:]]


def test_what_is_answered_in_a_chapter_enters_the_deck_once_however_many_tabs_look(visit: Visit) -> None:
    one, two = visit.open(ADDRESS), visit.open(ADDRESS)
    chapter = visit.open(f"book/{RICHEST}.html")
    item = recurring()
    Question(chapter, item).submit(next(wrong(item)))
    for page in (one, two, one):
        page.wait_for_function("id => keeping.card(id).length === 1", arg=item.id)
        page.evaluate("keeping.enrol()")
    (entry,) = one.evaluate("id => keeping.card(id)", item.id)
    assert (entry["by"], entry["grade"], entry["rev"]) == ("chapter", 1, item.revision)
    assert states.Card.model_validate(kept(one)["cards"][item.id])


def recurring() -> Item:
    """An item that comes back."""
    return next(leaf for item in home().bank(RICHEST).items for leaf in item.recurring())


# A clock that was set back


def test_a_clock_set_back_loses_nothing_and_shows_what_was_done_last(visit: Visit) -> None:
    page = visit.context.new_page()
    page.clock.set_fixed_time("2031-01-01T12:00:00Z")  # wrong, by years
    item = recurring()
    other = next(leaf for leaf in home().bank(RICHEST).form().leaves if leaf.id != item.id and leaf.type == item.type)
    page.goto(f"{visit.site}/book/{RICHEST}.html")
    page.locator(f"#item-{item.id}").scroll_into_view_if_needed()
    page.wait_for_selector(".q-live")
    Question(page, item).submit(right(item.scheme()))
    page.goto(f"{visit.site}/{ADDRESS}")
    page.evaluate("keeping.saveSettings({ length: 5 })")
    page.clock.set_fixed_time("2026-03-05T12:00:00Z")  # mended
    page.goto(f"{visit.site}/book/{RICHEST}.html")
    page.locator(f"#item-{other.id}").scroll_into_view_if_needed()
    page.wait_for_selector(".q-live")
    Question(page, other).submit(right(other.scheme()))
    page.goto(f"{visit.site}/{ADDRESS}")
    last = page.get_by_text(re.compile("^" + re.escape(SAY["continue.last-when"].split("{")[0])))
    expect(last.locator("xpath=..").get_by_role("link")).to_have_attribute("href", f"{RICHEST}.html#item-{other.id}")
    assert page.evaluate("keeping.saveSettings({ length: 20 })") is True
    assert page.evaluate("keeping.settings().at") > "2031-01-01T12:00:00"
    document = states.Kept.model_validate_json(page.evaluate("keeping.text()"))
    assert {item.id, other.id} <= document.cards.keys()
    assert document.settings
    assert document.settings.length == 20

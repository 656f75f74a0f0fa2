"""Cards for Anki: imported by Anki itself, each item is a card with all that is said of it, and none comes twice."""

from __future__ import annotations

import re
import time
from base64 import b64decode
from html import unescape
from pathlib import Path

import pytest
from anki.import_export_pb2 import IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_ALWAYS as ALWAYS

from quizzes import words
from quizzes.content import HOME, home
from quizzes.exports import Asked, anki
from quizzes.itemtypes.base import Item
from quizzes.text import plain
from quizzes.yamlfile import Document

from .browser.gallery import bank as examples
from .flashcards import DAY, Banks, Learner, package
from .hostile import HOSTILE
from .test_items import example

BANKS = home().banks()
ITEMS: dict[str, Item] = {leaf.id: leaf for bank in BANKS for leaf in bank.leaves}
EXAMPLES = {leaf.id: leaf for leaf in examples().leaves}
SITE = "https://example.org/book/"
DATE = anki.UNDATED + 400 * DAY


def shown(html: str) -> str:
    """The words of a side, without its tags and its style."""
    html = re.sub(r"(?s)<style>.*?</style>", "", html)
    return " ".join(unescape(re.sub(r"<[^<>]*>", " ", html)).split())


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def learner(tmp_path_factory: pytest.TempPathFactory) -> Learner:
    """Who has imported the book's cards, once."""
    folder = tmp_path_factory.mktemp("anki")
    one = Learner(folder)
    assert one.imports(package(folder / "cards.apkg")) == (len(ITEMS), 0)
    return one


def test_each_item_of_the_book_is_one_note_with_one_card(learner):
    assert learner.collection.note_count() == learner.collection.card_count() == len(ITEMS)
    assert set(learner.cards) == set(ITEMS)


def test_each_side_of_each_card_shows_its_item(learner):
    for key, card in learner.cards.items():
        item = ITEMS[key]
        question, answer = shown(card.question()), shown(card.answer())
        assert plain(item.stem) in question
        assert plain(item.stem) in answer
        assert squeezed(plain(item.rationale)) in squeezed(answer), key
        for side in (card.question(), card.answer()):
            assert "{{" not in side
            assert side.count("<details") == side.count("</details>")
        assert plain(item.rationale) not in question
        assert "✓" not in question


def test_whatever_is_said_of_an_answer_stands_on_the_back(learner):
    for key, card in learner.cards.items():
        answer = squeezed(shown(card.answer()))
        for feedback in ITEMS[key].feedback():
            assert squeezed(plain(feedback.say)) in answer, (key, feedback)
        for hint in ITEMS[key].hints:
            assert squeezed(plain(hint)) in squeezed(shown(card.question())), key


def test_a_set_shows_its_source_above_each_of_its_questions(learner):
    sets = [listed for bank in BANKS for listed in bank.items if listed.leaves() != [listed]]
    assert sets
    for listed in sets:
        for leaf in listed.leaves():
            assert squeezed(plain(listed.caption)) in squeezed(shown(learner.cards[leaf.id].question()))


def test_the_deck_has_a_subdeck_for_each_chapter_in_their_order(learner):
    first, *others = learner.decks
    assert first == words.ANKI["deck"]
    assert sorted(others) == others == [f"{first}::{n:02} {plain(bank.title)}" for n, bank in enumerate(BANKS, 1)]
    cards = learner.cards
    for bank in BANKS:
        names = {learner.collection.decks.name(cards[leaf.id].did) for leaf in bank.leaves}
        assert {name[-len(bank.title) :] for name in names} == {bank.title}


def test_new_cards_come_in_the_order_of_the_book(learner):
    cards = learner.cards
    assert sorted(ITEMS, key=lambda key: cards[key].due) == list(ITEMS)


def test_cards_can_be_found_by_chapter_objective_skill_and_type(learner):
    cards = learner.cards
    for bank in BANKS:
        for leaf in bank.leaves:
            wanted = {f"chapter::{bank.chapter}", f"objective::{bank.chapter}::{leaf.objective}"}
            wanted |= {f"skill::{leaf.skill}", f"type::{leaf.type}"}
            assert set(cards[leaf.id].note().tags) == {f"zero-tolerance::{one}" for one in wanted}


def test_the_deck_says_what_it_is_made_from(learner):
    about = Document(HOME.parent / "_config.yml", "_config.yml").data
    said = learner.collection.decks.by_name(words.ANKI["deck"])["desc"]
    assert about["title"] in said
    assert about["author"] in said


# A second time


def test_the_same_file_again_adds_nothing_and_changes_nothing(tmp_path):
    learner, cards = Learner(tmp_path), package(tmp_path / "cards.apkg", chapters=["turn"])
    assert learner.imports(cards)[0] > 0
    assert learner.imports(cards) == (0, 0)
    assert len(learner.decks) == 2


def with_rationale(rationale: str) -> Banks:
    """The chapter "turn", whose first item has this rationale."""
    turn = home().bank("turn")
    first, *others = turn.items
    return Banks(turn.model_copy(update={"items": [first.model_copy(update={"rationale": rationale}), *others]}))


def test_a_mended_item_changes_its_note_and_leaves_what_the_learner_has_done(tmp_path):
    learner, key = Learner(tmp_path), home().bank("turn").items[0].id
    learner.imports(package(tmp_path / "before.apkg", with_rationale("As it was."), epoch=DATE))
    before = learner.knows(key)
    assert (before.reps, before.type) != (0, 0)
    count = learner.collection.card_count()
    new, updated = learner.imports(package(tmp_path / "after.apkg", with_rationale("As it is."), epoch=DATE + DAY))
    assert (new, learner.collection.card_count()) == (0, count)
    assert updated >= 1
    after = learner.cards[key]
    assert "As it is." in after.answer()
    assert "As it was." not in after.answer()
    for name in ("id", "nid", "did", "type", "queue", "due", "ivl", "reps", "lapses", "left"):
        assert getattr(after, name) == getattr(before, name), name


def test_anki_takes_a_change_from_a_file_of_a_later_date_and_never_from_one_of_the_same(tmp_path):
    """CONTRIBUTING says so: "always" asks Anki for files of an earlier date, too, and still not for this one."""
    learner, key = Learner(tmp_path), home().bank("turn").items[0].id
    learner.imports(package(tmp_path / "before.apkg", with_rationale("As it was."), epoch=DATE))
    for epoch, options in ((DATE, {}), (DATE, {"update_notes": ALWAYS}), (DATE - DAY, {})):
        changed = package(tmp_path / "after.apkg", with_rationale("As it is."), epoch=epoch)
        assert learner.imports(changed, **options) == (0, 0)
        assert "As it was." in learner.cards[key].answer()
    learner.imports(changed, update_notes=ALWAYS)
    assert "As it is." in learner.cards[key].answer()


def test_an_item_that_moves_to_another_place_in_its_bank_is_the_same_note(tmp_path):
    turn = home().bank("turn")
    learner = Learner(tmp_path)
    learner.imports(package(tmp_path / "before.apkg", Banks(turn), epoch=DATE))
    notes = {key: card.nid for key, card in learner.cards.items()}
    turned = turn.model_copy(update={"items": turn.items[::-1]})
    assert learner.imports(package(tmp_path / "after.apkg", Banks(turned), epoch=DATE + DAY))[0] == 0
    assert {key: card.nid for key, card in learner.cards.items()} == notes


def test_the_same_items_give_the_same_bytes_whatever_the_clock_says(tmp_path, monkeypatch):
    first = package(tmp_path / "first.apkg").read_bytes()
    monkeypatch.setattr(time, "time", lambda: 1.0)
    assert package(tmp_path / "second.apkg").read_bytes() == first
    assert package(tmp_path / "third.apkg", epoch=DATE).read_bytes() != first


# Types


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Learner:
    """Who has imported an example of each type."""
    folder = tmp_path_factory.mktemp("types")
    one = Learner(folder)
    one.imports(package(folder / "cards.apkg", Banks(examples())))
    return one


@pytest.mark.parametrize("item", EXAMPLES.values(), ids=lambda item: f"{item.type}:{item.id}")
def test_every_type_has_a_card_that_shows_what_it_asks_and_what_is_right(gallery, item):
    card = gallery.cards[item.id]
    question, answer = squeezed(shown(card.question())), squeezed(shown(card.answer()))
    for said in (item.stem, *(text for text in item.texts() if "[" not in text and item.type != "open-answer")):
        assert squeezed(plain(said)) in question, said
    for said in re.split(r"; | · | → |<[^<>]*>", str(item.answer())):
        assert squeezed(shown(said)).rstrip(".") in answer, said
    assert re.search(r"<(input|select|textarea|button|script)", card.question() + card.answer()) is None


def test_a_choice_has_the_letters_of_the_page_and_a_sign_for_the_key(gallery):
    item = next(one for one in EXAMPLES.values() if one.type == "single-choice")
    question, answer = shown(gallery.cards[item.id].question()), shown(gallery.cards[item.id].answer())
    for letter, option in item.lettered:
        assert f"{letter} {plain(option.text)}" in question
        sign = "✓" if option.key else "✗"
        assert f"{sign} {letter} {plain(option.text)} {plain(option.feedback)}" in answer


def test_an_order_is_shown_mixed_and_answered_with_numbers(gallery):
    item = next(one for one in EXAMPLES.values() if one.type == "ordering")
    mixed, right = ([plain(one.text) for one in order] for order in (item.shown, item.entries))
    question, answer = shown(gallery.cards[item.id].question()), gallery.cards[item.id].answer()
    assert sorted(mixed, key=question.index) == mixed != right
    listed = shown(re.search(r"(?s)<ol.*</ol>", answer)[0])
    assert sorted(right, key=listed.index) == right


def test_gaps_have_numbers_and_their_choices(gallery):
    item = next(one for one in EXAMPLES.values() if one.type == "cloze")
    question, answer = shown(gallery.cards[item.id].question()), shown(gallery.cards[item.id].answer())
    assert "April [1] , 2018" in question
    assert "[3] DHS · DOJ · HHS" in question or re.search(r"\[3\] (?=.*DHS)(?=.*HHS)(?=.*DOJ)", question)
    assert "April 6 [1] , 2018" in answer


def test_a_typed_answer_says_what_else_is_right(gallery):
    text = next(one for one in EXAMPLES.values() if one.type == "short-text")
    number = next(one for one in EXAMPLES.values() if one.type == "numeric")
    assert f"Also right: {text.accepted[1]}" in shown(gallery.cards[text.id].answer())
    assert "Up to 2 wrong letters do not count against it." in shown(gallery.cards[text.id].answer())
    assert "700 children Right is any number from 665 to 735." in shown(gallery.cards[number.id].answer())
    assert "children" in shown(gallery.cards[number.id].question()).replace(plain(number.stem), "")


@pytest.mark.parametrize(
    ("within", "said"),
    [
        ({}, ""),
        ({"within": {"digits": 2}}, "from 695 and below 705"),
        ({"between": [680, 720]}, "from 680 to 720"),
    ],
)
def test_a_range_is_said_with_its_ends(within, said):
    number = example("numeric", within=within.get("within"), between=within.get("between"))
    assert "".join(number.also()) == (f"Right is any number {said}." if said else "")


# Pictures


def test_a_picture_of_a_source_goes_along_as_a_file(tmp_path):
    data = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
    (tmp_path / "dot.png").write_bytes(data)
    evidence = type(home().evidence)(HOME)
    evidence.__dict__["pictures"] = {"dot.png": tmp_path / "dot.png"}
    material = {"picture": "dot.png", "alt": "A dot", "source": "doj-oig-21-028"}
    one = example("source-set", material=material)
    bank = examples("source-set").model_copy(update={"items": [one]})
    learner = Learner(tmp_path)
    learner.imports(package(tmp_path / "cards.apkg", Banks(bank, evidence=evidence)))
    [name] = set(re.findall(r'<img src="([^"]+)" alt="A dot">', next(iter(learner.cards.values())).question()))
    assert (Path(learner.collection.media.dir()) / name).read_bytes() == data


# Links


def test_with_the_address_of_the_site_a_card_leads_to_its_section_and_its_sources(tmp_path):
    learner = Learner(tmp_path)
    learner.imports(package(tmp_path / "cards.apkg", site=SITE, chapters=["turn"]))
    for item in home().bank("turn").leaves:
        links = re.findall(r'href="([^"]*)"', learner.cards[item.id].answer())
        assert f"{SITE}book/turn.html#{item.section}" in links
        assert {f"{SITE}book/{home().evidence.page(key)}.html#{key}" for key in item.claims} <= set(links)
        assert all(link.startswith(("https://", "http://")) for link in links)


def test_without_it_the_back_says_chapter_section_and_sources_in_words(learner):
    headings = home().headings(["turn"])["turn"]
    for item in home().bank("turn").leaves:
        answer = learner.cards[item.id].answer()
        assert "href" not in answer
        assert f"Read again: {home().bank('turn').title}: {plain(headings[item.section])}" in shown(answer)
        assert all(label in shown(answer) for label in home().evidence.labels(item.claims))


def test_a_link_of_an_author_into_the_book_leads_to_the_site_or_is_named_as_lost():
    banks = with_rationale("Look [there](#here) and [there](before.ipynb#x) and [out](https://example.org/).")
    [note, *_], lost = anki_notes(banks, SITE)
    assert f'<a href="{SITE}book/turn.html#here">there</a>' in note["Why"]
    assert f'<a href="{SITE}book/before.html#x">there</a>' in note["Why"]
    assert lost == []
    [note, *_], lost = anki_notes(banks, "")
    assert 'Look there and there and <a href="https://example.org/">out</a>.' in note["Why"]
    assert [one.item for one in lost] == [home().bank("turn").items[0].id] * 2


def anki_notes(content, site):
    notes = anki.Notes(Asked(content, site=site))
    made = [notes.note(placed)[1] for placed in Asked(content, site=site).placed()]
    return [dict(zip(anki.FIELDS, note.fields, strict=True)) for note in made], notes.lost


# Hostile text (what becomes of each text of each model is tried in test_security.py)

SIGNS = r"[sound:x.mp3] [latex]x[/latex] [$]x[/$] \(x\) \[x\] [anki:tts lang=en]x[/anki:tts] {{Stem}} [[type:Stem]]"


def test_what_means_something_to_anki_stays_text(tmp_path):
    stem = SIGNS.replace("\\", r"\\")  # as Markdown has it
    item = example("short-text", stem=stem, accepted=[SIGNS], tolerance=0, foreseen=[])
    bank = examples("short-text").model_copy(update={"items": [item]})
    learner = Learner(tmp_path)
    learner.imports(package(tmp_path / "cards.apkg", Banks(bank)))
    [card] = learner.cards.values()
    for side in (card.question(), card.answer()):
        said = shown(side).replace(anki.JOINER, "")
        assert SIGNS in said
        assert "<img" not in side
        assert not re.search(r"\\[(\[]", shown(side)), "MathJax would set it"
    assert card.question_av_tags() == card.answer_av_tags() == []


def test_hostile_texts_make_no_tags(tmp_path):
    def tags(text: str) -> list[str]:
        options = [{"id": f"o-{n}", "text": f"{n} {text}", "feedback": text, "key": n == 1} for n in (1, 2)]
        item = example("single-choice", stem=text, rationale=text, hints=[text], options=options)
        bank = examples("single-choice").model_copy(update={"items": [item], "title": "Any title"})
        learner.imports(package(folder / "cards.apkg", Banks(bank), epoch=next(dates)))
        [card] = learner.cards.values()
        return re.findall(r"<[^<>]*>", card.question() + card.answer())

    dates, folder = iter(range(DATE, DATE + 1000)), tmp_path
    learner = Learner(folder)
    harmless = tags("Harmless words")
    for name, text in HOSTILE.items():
        if name != "unseen":  # half a surrogate pair is no text to the models
            assert tags(text) == harmless, name

"""A citation is a small number that opens its source beside the sentence: by mouse, finger and keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from quizzes import words
from quizzes.cards import Cards
from quizzes.chapters import Chapter
from quizzes.content import home
from quizzes.references import References
from quizzes.text import plain
from quizzes.uses import anchor

from .book import NARROW, ROOT, pages
from .conftest import Visit
from .reader import Question, every_chapter, one_chapter, reach

MARK = re.compile("^" + words.EVIDENCE["citation"].format(n=r"(\d+)") + "$")
CLOSE = words.NOTES_SCRIPT["close"]
CLAIM = re.compile(r"#([a-z]-\d{3})$")


def marks(page: Page) -> Locator:
    """The small numbers, all of them."""
    return page.get_by_role("link", name=MARK)


def claim_of(mark: Locator) -> str:
    return CLAIM.search(mark.get_attribute("href"))[1]


def marked(page: Page) -> list[tuple[str, int, str]]:
    """Claim, number and name of every mark, in the order of the page."""
    read = """marks => marks.map(mark => [
      mark.hash.replace(/^#(note-)?/, ''), Number(mark.textContent), mark.getAttribute('aria-label')
    ])"""
    return [tuple(mark) for mark in marks(page).evaluate_all(read)]


def notes(page: Page) -> dict[str, tuple[int, str]]:
    """Number and text of every note, by its claim."""
    read = "notes => notes.map((note, n) => [note.id.replace('note-', ''), n + 1, note.textContent])"
    return {claim: (number, said) for claim, number, said in page.locator("[id^=note-]").evaluate_all(read)}


def note(page: Page, claim: str) -> Locator:
    return page.locator(f"#note-{claim}")


def words_of(place: Locator) -> str:
    return " ".join(place.text_content().split())


def straight(text: str) -> str:
    """Without the typography that Markdown adds: curly quotation marks and joined points."""
    return re.sub(r"[‘’]", "'", re.sub(r"[“”]", '"', text)).replace("…", "...")


OPENED = {
    "a click": lambda mark: mark.click(),
    "Enter": lambda mark: mark.press("Enter"),
}


@one_chapter
@pytest.mark.parametrize("by", OPENED)
def test_a_citation_opens_its_card_and_escape_leads_back(visit: Visit, chapter: str, by: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    mark, card = marks(page).nth(2), page.get_by_role("dialog")
    OPENED[by](mark)
    expect(card).to_be_visible()
    expect(card).to_be_focused()
    expect(card).to_be_in_viewport()
    expect(card).to_have_accessible_name(MARK)
    assert words_of(note(page, claim_of(mark))) in words_of(card)
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(mark).to_be_focused()
    expect(page).to_have_url(re.compile(rf"{chapter}\.html$"))


@one_chapter
def test_a_tap_opens_the_card_on_a_phone_and_a_tap_closes_it(visitor: Callable[..., Visit], chapter: str) -> None:
    phone = visitor(viewport=NARROW, has_touch=True, is_mobile=True)
    page = phone.open(f"book/{chapter}.html")
    mark, card = marks(page).nth(2), page.get_by_role("dialog")
    mark.tap()
    expect(card).to_be_in_viewport()
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= NARROW["width"]
    close = card.get_by_role("button", name=CLOSE, exact=True)
    expect(close).to_be_in_viewport(ratio=1)
    close.tap()
    expect(card).to_have_count(0)
    mark.tap()
    page.get_by_role("heading", level=1).tap()
    expect(card).to_have_count(0)


@one_chapter
def test_a_card_closes_by_its_button_its_mark_and_a_click_elsewhere(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    mark, other, card = marks(page).first, marks(page).nth(1), page.get_by_role("dialog")
    mark.click()
    card.get_by_role("button", name=CLOSE, exact=True).click()
    expect(card).to_have_count(0)
    expect(mark).to_be_focused()
    mark.click()
    mark.click()
    expect(card).to_have_count(0)
    mark.click()
    page.get_by_role("heading", level=1).click()
    expect(card).to_have_count(0)
    mark.press("Enter")
    other.click()
    expect(card).to_have_accessible_name(other.get_attribute("aria-label"))


@one_chapter
def test_tab_goes_through_a_card_and_back_to_the_sentence(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    mark, card = marks(page).first, page.get_by_role("dialog")
    mark.press("Enter")
    stops = 1 + card.get_by_role("link").count()
    for _ in range(stops):
        page.keyboard.press("Tab")
        assert card.evaluate("card => card.contains(document.activeElement)")
    page.keyboard.press("Tab")
    expect(card).to_have_count(0)
    assert mark.evaluate(
        "mark => !!(mark.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING)"
    )
    mark.press("Enter")
    page.keyboard.press("Shift+Tab")
    expect(card).to_have_count(0)
    expect(mark).to_be_focused()


@one_chapter
def test_a_mark_says_whether_its_card_is_open(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    mark = marks(page).first
    expect(mark).to_have_attribute("aria-expanded", "false")
    mark.click()
    expect(mark).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(mark).to_have_attribute("aria-expanded", "false")


@every_chapter
def test_every_card_holds_what_its_note_says(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    read = """marks => marks.map(mark => {
      mark.click();
      return [mark.hash.replace(/^#(note-)?/, ''), document.querySelector('[role=dialog]').textContent];
    })"""
    said = {claim: text for claim, (_, text) in notes(page).items()}
    cards = marks(page).evaluate_all(read)
    assert cards
    for claim, card in cards:
        assert card.endswith(said[claim]), f"the card of {claim} is not its note"


@every_chapter
def test_every_note_holds_claim_passage_sources_and_what_disagrees(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    evidence = home().evidence
    references = References(evidence.sources.values())
    cards = Cards(evidence, references)
    for claim, (_, text) in notes(page).items():
        said, about = straight(text), evidence.claims[claim]
        assert straight(about.claim) in said, claim
        assert words.STATUS[about.status] in said, claim
        assert straight(plain(cards.dispute(about))) in said, claim
        if about.quote:
            assert straight(about.quote.text).casefold() in said.casefold(), claim
            assert straight(about.quote.speaker) in said, claim
        for citation in about.citations:
            assert straight(plain(references[citation.key])).rstrip(".") in said, (claim, citation.key)


@every_chapter
def test_the_numbers_in_the_text_are_those_of_the_notes(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    numbers = {claim: number for claim, (number, _) in notes(page).items()}
    assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))
    for claim, number, name in marked(page):
        assert number == numbers[claim]
        assert MARK.match(name)[1] == str(number)


@one_chapter
def test_a_source_of_an_event_and_of_an_answer_opens_its_card_too(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    evidence, card = home().evidence, page.get_by_role("dialog")
    event = home().timeline(chapter).ordered[0]
    page.locator(f"#event-{event.id}").get_by_role("link").first.click()
    expect(card).to_contain_text(words.STATUS[evidence.claims[event.claims[0]].status])
    page.keyboard.press("Escape")
    asked = Question(page, home().bank(chapter).leaves[0])
    asked.reveal.click()
    asked.place.get_by_role("link", name=evidence.label(asked.item.claims[0])).first.click()
    expect(card).to_contain_text(words.STATUS[evidence.claims[asked.item.claims[0]].status])


@one_chapter
def test_a_citation_without_a_note_leads_to_the_evidence(visit: Visit, chapter: str) -> None:
    def without_notes(route: Route) -> None:
        body = route.fetch().text()
        route.fulfill(
            body=re.sub(r'<li id="note-.*?</li>', "", body, flags=re.DOTALL), content_type="text/html; charset=utf-8"
        )

    visit.context.route(f"**/book/{chapter}.html", without_notes)
    page = visit.open(f"book/{chapter}.html")
    mark = marks(page).first
    claim = claim_of(mark)
    mark.click()
    expect(page).to_have_url(re.compile(rf"/evidence/[\w-]+\.html#{claim}$"))
    expect(page.get_by_role("heading", name=claim)).to_be_in_viewport()


@every_chapter
def test_from_a_sentence_to_its_evidence_and_back(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    mark = marks(page).nth(3)
    claim, number = claim_of(mark), mark.inner_text()
    mark.click()
    page.get_by_role("dialog").get_by_role(
        "link", name=words.EVIDENCE["whole-claim"].format(id=claim), exact=True
    ).click()
    heading = page.get_by_role("heading", name=claim)
    expect(heading).to_be_in_viewport()
    back = heading.locator("xpath=..").get_by_role("listitem").filter(has_text=words.EVIDENCE["sentence"])
    back.locator(f"a[href*='{chapter}.html']").first.click()
    expect(page).to_have_url(re.compile(rf"/{chapter}\.html#cite-{claim}$"))
    expect(page.locator(f"#cite-{claim}")).to_be_in_viewport()
    expect(page.locator(f"#cite-{claim}")).to_have_text(number)


@pytest.mark.usefixtures("folder")
def test_every_cited_sentence_event_and_item_is_linked_from_the_evidence() -> None:
    linked = {
        link.split("#")[1]
        for address, page in pages().items()
        if "/evidence/" in address
        for link in page.links
        if "#" in link
    }
    apart = (
        "/evidence/",
        "/teaching/",
        "/work/",
    )  # for classes and teachers: the evidence leads to the book's own text
    told = [page for address, page in pages().items() if not any(folder in address for folder in apart)]
    shown = {one for page in told for one in page.ids}
    uses = {one for one in shown if re.match(r"(cite|event|item)-", one)}
    assert uses
    assert uses - linked == set()


# The way back from an item


@every_chapter
def test_the_sources_of_an_item_lead_to_the_sentence_that_cites_the_same(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    cited = {claim for sentence in Chapter(ROOT / "book" / f"{chapter}.ipynb").sentences for claim in sentence.cites}
    lead = []
    for item in home().bank(chapter).leaves:
        asked = Question(page, item)
        asked.reveal.click()
        back = asked.place.get_by_text(words.PAGE["sources"]).get_by_role("link", name=words.EVIDENCE["back"])
        known = [claim for claim in item.claims if claim in cited]
        expect(back).to_have_count(len(known))
        for n, claim in enumerate(known):
            assert back.nth(n).get_attribute("href") == f"#{anchor(claim, 1)}"
            lead.append((back.nth(n), claim))
    mark, claim = lead[-1]
    mark.click()
    expect(page.locator(f"#{anchor(claim, 1)}")).to_be_in_viewport()


@every_chapter
def test_feedback_opens_the_card_of_its_claim_and_leads_to_its_sentence(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    for item in home().bank(chapter).leaves:
        asked = Question(page, item)
        for feedback in item.feedback():
            chosen = item.scheme()["cardinality"] == "single" and "base" not in item.scheme()
            if not feedback.claims or feedback.part not in asked.parts or not chosen:
                continue
            asked.submit(feedback.part)
            said = asked.group.get_by_text(plain(feedback.say), exact=True).locator("xpath=..")
            mark = said.get_by_role("link", name=re.compile("^" + words.EVIDENCE["citation"].split("{")[0])).first
            mark.click()
            card = page.get_by_role("dialog")
            expect(card).to_contain_text(plain(home().evidence.claim(feedback.claims[0]).claim))
            page.keyboard.press("Escape")
            expect(mark).to_be_focused()
            asked.retry.click()


# Terms


def terms(page: Page) -> Locator:
    """The links to the glossary in the text."""
    return page.locator("a[aria-describedby^=term-]")


@every_chapter
def test_a_term_is_described_by_its_meaning_and_leads_to_the_glossary(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    linked = [link.term for link in Chapter(ROOT / "book" / f"{chapter}.ipynb").terms]
    assert terms(page).count() == len(linked)
    for n, term in enumerate(linked):
        meaning = home().evidence.terms[term]
        expect(terms(page).nth(n)).to_have_accessible_description(re.compile(re.escape(plain(meaning.definition)[:60])))
        expect(terms(page).nth(n)).to_have_attribute("href", f"evidence/glossary.html#{term}")


@one_chapter
@pytest.mark.parametrize("by", OPENED)
def test_a_term_opens_its_card_and_escape_leads_back(visit: Visit, chapter: str, by: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    mark, card = terms(page).nth(1), page.get_by_role("dialog")
    OPENED[by](mark)
    expect(card).to_be_focused()
    expect(card).to_be_in_viewport()
    expect(card).to_have_accessible_name(mark.text_content())
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(mark).to_be_focused()


@one_chapter
def test_pointing_at_a_term_shows_its_card_as_long_as_the_pointer_stays(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    mark, card = terms(page).nth(1), page.get_by_role("dialog")
    mark.hover()
    expect(card).to_be_visible()
    assert page.evaluate("document.activeElement === document.body"), "the focus stays"
    card.hover()
    page.wait_for_timeout(500)
    expect(card).to_be_visible()
    page.get_by_role("heading", level=1).hover()
    expect(card).to_have_count(0)
    mark.hover()
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    mark.click()
    page.get_by_role("heading", level=1).hover()
    page.wait_for_timeout(500)
    expect(card, "a click keeps it").to_be_visible()


@one_chapter
def test_tab_to_a_term_shows_its_card_and_tab_goes_on(visit: Visit, chapter: str) -> None:
    page = visit.open(f"book/{chapter}.html")
    mark, card = terms(page).nth(1), page.get_by_role("dialog")
    reach(mark)
    expect(card).to_be_visible()
    expect(mark).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    expect(card).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(card).to_be_visible()
    page.keyboard.press("Tab")
    expect(card).to_have_count(0)
    expect(mark).not_to_be_focused()


@one_chapter
def test_a_tap_opens_the_card_of_a_term(visitor: Callable[..., Visit], chapter: str) -> None:
    page = visitor(viewport=NARROW, has_touch=True, is_mobile=True).open(f"book/{chapter}.html")
    card = page.get_by_role("dialog")
    terms(page).nth(1).tap()
    expect(card).to_be_in_viewport()
    card.get_by_role("button", name=CLOSE, exact=True).tap()
    expect(card).to_have_count(0)


@one_chapter
def test_a_term_is_a_link_to_its_entry_without_a_script(visitor: Callable[..., Visit], chapter: str) -> None:
    page = visitor(java_script_enabled=False).open(f"book/{chapter}.html")
    mark = terms(page).nth(1)
    term = mark.get_attribute("href").split("#")[1]
    mark.click()
    expect(page).to_have_url(re.compile(rf"/evidence/glossary\.html#{term}$"))
    expect(page.get_by_role("heading", name=term)).to_be_in_viewport()

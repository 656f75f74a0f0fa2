"""What do you think now?  Three questions before a chapter, the same ones after it, and both answers side by side."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from quizzes import words
from quizzes.content import home
from quizzes.itemtypes import Item
from quizzes.paper.pages import Page as Printed
from quizzes.states import FormState
from quizzes.text import plain

from .axe import sideways, violations
from .book import NARROW, SCHEMES, SITE, pages
from .conftest import Visit
from .reader import Question, every_chapter, press, right, wrong
from .test_access import FAULTS
from .test_kept import REFUSED

SAY = words.QUIZ_SCRIPT | words.BEFOREHAND_SCRIPT
CHAPTER = "before"  # it asks to choose an option, to judge and to match
HOME = "quizzes/1/"
DONE = {"mode": "exam", "handed": True, "at": "2026-01-05T12:00:00.000Z"}


def asked(chapter: str = CHAPTER) -> list[Item]:
    bank = home().bank(chapter)
    return [next(item for item in bank.leaves if item.id == key) for key in bank.before]


FIRST, SECOND, MATCHING = asked()
BY_ID = {item.id: item for item in asked()}
TITLE = home().bank(CHAPTER).title


def come(visit: Visit, chapter: str = CHAPTER) -> Page:
    page = visit.open(f"book/beforehand.html#{chapter}", leaf=False)
    expect(page.get_by_role("heading", level=2, name=home().bank(chapter).title)).to_be_visible()
    return page


def button(place: Page | Locator, name: str) -> Locator:
    return place.get_by_role("button", name=SAY[name], exact=True)


def form(page: Page, name: str) -> FormState:
    """What the browser keeps of a form, in the shape that other pages read."""
    kept = page.evaluate("({ ...localStorage })").items()
    under = {key.removeprefix(f"{HOME}{name}/"): json.loads(text) for key, text in kept if f"/{name}/" in key}
    parts = {part: {k[5:]: v for k, v in under.items() if k.startswith(f"{part}/")} for part in ("item", "quiz")}
    return FormState.model_validate({"items": parts["item"], "quizzes": parts["quiz"]})


def put(page: Page, name: str, responses: dict[str, Any], done: bool = True, **changes: Any) -> None:
    """Answers of a form as they would be kept."""
    state = {"checked": name == "after", "revealed": name == "after", "attempts": 0, "hints": 0, "at": DONE["at"]}
    kept = {
        f"item/{key}": state | {"rev": BY_ID[key].revision, "response": one} | changes for key, one in responses.items()
    }
    kept |= {f"quiz/{CHAPTER}": DONE} if done else {}
    page.evaluate(
        "([home, kept]) => Object.entries(kept).forEach(([key, state]) =>"
        " localStorage.setItem(home + key, JSON.stringify(state)))",
        [f"{HOME}{name}/", kept],
    )


def after_guessing(visit: Visit, responses: dict[str, Any], **changes: Any) -> Page:
    """The page as it is for one who has guessed, and has read the chapter."""
    page = visit.open("book/beforehand.html", leaf=False)
    put(page, "before", responses, **changes)
    page.goto(page.url.split("#")[0] + f"#{CHAPTER}")
    expect(page.get_by_role("heading", name=SAY["after"].format(title=TITLE))).to_be_visible()
    return page


def says_nothing(page: Page, item: Item) -> None:
    for said in (item.rationale, *(one.say for one in item.feedback())):
        expect(page.get_by_text(plain(said), exact=True).filter(visible=True)).to_have_count(0)


def rows(page: Page, item: Item) -> list[str]:
    """What stands beside 'Before' and 'Now' under an item."""
    return page.locator(f"#item-{item.id}").get_by_role("definition").all_inner_texts()


def test_guesses_are_kept_unmarked_and_lead_to_the_chapter(visit: Visit) -> None:
    page = come(visit)
    guess = next(wrong(MATCHING))
    Question(page, FIRST).type(right(FIRST.scheme()))
    Question(page, MATCHING).type(guess)
    for item in asked():
        says_nothing(page, item)
    for name in ("check-button", "reveal-button", "retry-button"):
        expect(button(page, name)).to_have_count(0)
    page.reload()
    Question(page, FIRST).shows(right(FIRST.scheme()))
    Question(page, MATCHING).shows(guess)
    press(button(page, "keep"))
    page.wait_for_url(f"**/{CHAPTER}.html")
    kept = form(page, "before")
    assert {key: state.response for key, state in kept.items.items()} == {
        FIRST.id: right(FIRST.scheme()),
        MATCHING.id: guess,
    }
    assert not any(state.checked or state.revealed for state in kept.items.values())
    assert kept.quizzes[CHAPTER].handed
    page.goto(f"{visit.site}/book/beforehand.html")
    stands = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=TITLE, exact=True))
    expect(stands.last).to_contain_text(SAY["guessed"].split("{")[0])
    expect(page.get_by_text(SAY["not-yet"], exact=True)).to_have_count(len(home().banks()) - 1)


def test_the_same_questions_come_again_without_the_first_answers_and_then_both_are_compared(visit: Visit) -> None:
    first = {FIRST.id: next(wrong(FIRST)), MATCHING.id: next(wrong(MATCHING))}
    page = after_guessing(visit, first)
    for item in asked():
        Question(page, item).shows(None)
        says_nothing(page, item)
    now = {FIRST.id: right(FIRST.scheme()), MATCHING.id: right(MATCHING.scheme())}
    for key, response in now.items():
        Question(page, BY_ID[key]).type(response)
    press(button(page, "compare"))
    sure = page.get_by_role("group", name=SAY["blank"], exact=True)
    expect(button(sure, "go-on")).to_be_focused()
    press(button(sure, "compare"))
    score = page.get_by_text(f"{SAY['then.right'].format(right=0, of=3)} {SAY['now.right'].format(right=2, of=3)}")
    for again in range(2):
        expect(score).to_be_visible()
        expect(page.get_by_text(SAY["both.own"], exact=True)).to_be_visible()
        for key, response in now.items():
            Question(page, BY_ID[key]).says(response)
            Question(page, BY_ID[key]).explains()
        Question(page, SECOND).explains()
        then, here = rows(page, FIRST)
        names = Question(page, FIRST).names
        assert then == f"{names[first[FIRST.id]]}\n{SAY['state.wrong']}"
        assert here == f"{names[now[FIRST.id]]}\n{SAY['state.right']}"
        assert rows(page, SECOND) == [SAY["state.not-attempted"]] * 2
        then, here = rows(page, MATCHING)
        assert SAY[f"state.{MATCHING.mark(first[MATCHING.id]).state}"] in then
        for prompt in MATCHING.prompts:
            choice = next(one for one in MATCHING.choices if one.id == prompt.match)
            assert re.search(rf"{re.escape(plain(prompt.text))}: \w · {re.escape(plain(choice.text))}", here)
        if not again:
            expect(score).to_be_focused()
            page.reload()
    kept = form(page, "after")
    assert {key: (one.checked, one.response) for key, one in kept.items.items()} == {
        FIRST.id: (True, now[FIRST.id]),
        MATCHING.id: (True, now[MATCHING.id]),
        SECOND.id: (False, None),
    }
    assert not any(state.checked for state in form(page, "before").items.values())


def test_all_can_be_started_again_after_it_was_asked(visit: Visit) -> None:
    page = after_guessing(visit, {FIRST.id: right(FIRST.scheme())})
    press(button(page, "restart"))
    expect(button(page, "restart.no")).to_be_focused()
    page.keyboard.press("Enter")
    expect(button(page, "restart")).to_be_focused()
    page.keyboard.press("Enter")
    press(button(page, "restart.yes"))
    heading = page.get_by_role("heading", name=SAY["before"].format(title=TITLE))
    expect(heading).to_be_focused()
    expect(page.get_by_role("status").filter(has_text=SAY["restart.done"])).to_be_visible()
    Question(page, FIRST).shows(None)
    assert form(page, "before") == form(page, "after") == FormState()


def test_what_was_revised_or_spoilt_since_is_said_and_left_out_and_nothing_is_lost(visit: Visit) -> None:
    page = visit.open("book/beforehand.html", leaf=False)
    put(page, "before", {FIRST.id: right(FIRST.scheme())}, rev="00000000")
    put(page, "before", {MATCHING.id: right(MATCHING.scheme())})
    put(page, "after", {item.id: right(item.scheme()) for item in asked()})
    spoilt = json.dumps({"rev": SECOND.revision, "response": ["no such thing"]})
    page.evaluate("pair => localStorage.setItem(...pair)", [f"{HOME}before/item/{SECOND.id}", spoilt])
    page.goto(f"{page.url}#{CHAPTER}")
    said = (SAY["then.right"].format(right=1, of=1), SAY["now.right"].format(right=1, of=1))
    left_out = SAY["aparts"].format(aparts=2)
    expect(page.get_by_text(" ".join([*said, left_out]), exact=True)).to_be_visible()
    assert rows(page, FIRST)[0] == SAY["then.revised"]
    assert rows(page, SECOND)[0] == SAY["then.unreadable"]
    stored = page.evaluate("({ ...localStorage })")
    assert stored[f"{HOME}before/spoilt/{SECOND.id}"] == stored[f"{HOME}before/item/{SECOND.id}"] == spoilt
    assert json.loads(stored[f"{HOME}before/item/{FIRST.id}"])["rev"] == "00000000"

    put(page, "after", {FIRST.id: right(FIRST.scheme())}, rev="00000000")
    page.reload()
    expect(page.get_by_text(SAY["revised"], exact=True)).to_be_visible()
    assert rows(page, FIRST)[1] == SAY["now.lost"]
    Question(page, FIRST).explains()


@pytest.mark.parametrize("record", ["{", '{"handed": "yes"}'])
def test_a_record_that_says_nothing_leaves_the_guesses_where_they_were(visit: Visit, record: str) -> None:
    page = visit.open("book/beforehand.html", leaf=False)
    put(page, "before", {FIRST.id: right(FIRST.scheme())})
    page.evaluate("pair => localStorage.setItem(...pair)", [f"{HOME}before/quiz/{CHAPTER}", record])
    page.goto(f"{page.url}#{CHAPTER}")
    expect(button(page, "keep")).to_be_visible()
    Question(page, FIRST).shows(right(FIRST.scheme()))


@pytest.mark.parametrize("script", [REFUSED["storage itself"], REFUSED["writing"]], ids=["all", "writing"])
def test_refused_storage_is_said_once_and_nobody_is_led_away_from_what_is_not_kept(visit: Visit, script: str) -> None:
    visit.context.add_init_script(script)
    page = come(visit)
    Question(page, FIRST).type(right(FIRST.scheme()))
    press(button(page, "keep"))
    status = page.get_by_role("status")
    expect(status.filter(has_text=SAY["notice.unkept"])).to_have_count(1)
    expect(status.filter(has_text=SAY["keep.failed"])).to_be_visible()
    Question(page, FIRST).shows(right(FIRST.scheme()))
    expect(page.get_by_role("link", name=SAY["read"], exact=True)).to_be_visible()


def test_two_tabs_go_the_same_way(visit: Visit) -> None:
    here, there = come(visit), come(visit)
    Question(here, FIRST).click(right(FIRST.scheme()))
    Question(there, FIRST).shows(right(FIRST.scheme()))
    Question(there, SECOND).click(right(SECOND.scheme()))
    button(here, "keep").click()
    here.wait_for_url(f"**/{CHAPTER}.html")
    expect(there.get_by_role("heading", name=SAY["after"].format(title=TITLE))).to_be_focused()
    expect(there.get_by_role("status").filter(has_text=SAY["elsewhere"])).to_be_visible()
    assert set(form(there, "before").items) == {FIRST.id, SECOND.id}


def test_it_works_from_the_disk(visitor: Callable[..., Visit], folder: Path) -> None:
    page = come(visitor(folder.as_uri()))
    Question(page, FIRST).click(next(wrong(FIRST)))
    button(page, "keep").click()
    page.get_by_role("link", name=words.SITE["again"], exact=True).click()
    Question(page, FIRST).click(right(FIRST.scheme()))
    button(page, "compare").click()
    button(page.get_by_role("group", name=SAY["blanks"].format(blanks=2)), "compare").click()
    expect(page.get_by_text(SAY["then.right"].format(right=0, of=3))).to_be_visible()


def test_the_way_between_all_chapters_and_one_keeps_the_focus(visit: Visit) -> None:
    page = visit.open("book/beforehand.html", leaf=False)
    press(page.get_by_role("main").get_by_role("link", name=TITLE, exact=True))
    expect(page.get_by_role("heading", level=2)).to_be_focused()
    press(page.get_by_role("link", name=SAY["all"], exact=True))
    expect(page.get_by_role("main").get_by_role("link", name=TITLE, exact=True)).to_be_focused()
    page.go_back()
    expect(page.get_by_role("heading", level=2)).to_be_focused()


def test_questions_that_cannot_be_had_are_said_and_asked_for_once_more(visit: Visit) -> None:
    visit.context.route("**/learn/before.js*", lambda route: route.abort("aborted"))
    page = visit.open(f"book/beforehand.html#{CHAPTER}", leaf=False)
    expect(page.get_by_text(SAY["failed"])).to_be_visible()
    visit.context.unroute("**/learn/before.js*")
    press(button(page, "failed.again"))
    expect(button(page, "keep")).to_be_visible()
    expect(page.get_by_role("heading", level=2)).to_be_focused()
    visit.complaints.clear()  # of the browser's, on the file that it did not get


def test_every_step_is_without_fault_on_a_small_screen(visitor: Callable[..., Visit]) -> None:
    visit, found = visitor(viewport=NARROW), []
    page = visit.open("book/beforehand.html", leaf=False)
    guesses = {FIRST.id: right(FIRST.scheme()), MATCHING.id: next(wrong(MATCHING))}
    for step in ("all", "before", "after", "both"):
        if step in ("after", "both"):
            put(page, {"after": "before", "both": "after"}[step], guesses)
        if step != "all":
            page.goto(f"{visit.site}/book/beforehand.html#{CHAPTER}")
            page.reload()
            expect(page.get_by_role("heading", name=SAY[step].format(title=TITLE))).to_be_visible()
            expect(page.get_by_role("group", name=plain(FIRST.stem))).to_be_visible()
        found += [f"{step}: {fault}" for fault in sideways(page) + page.evaluate(FAULTS, ".q-quiz")]
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found += [f"{step} in the {scheme}: {fault}" for fault in violations(page)]
    assert not found, "\n".join(found)


def test_without_a_script_the_page_leads_to_each_question(visitor: Callable[..., Visit]) -> None:
    page = visitor(java_script_enabled=False).open(f"book/beforehand.html#{CHAPTER}")
    for item in asked():
        expect(page.get_by_role("link", name=plain(item.stem), exact=True)).to_be_visible()


# Links in the chapters

AHEAD = re.compile(r'<p class="ahead"><a href="beforehand\.html#.*?</p>\n?')


@every_chapter
@pytest.mark.usefixtures("folder")
def test_a_chapter_leads_to_its_questions_at_little_cost_and_not_on_paper(chapter: str) -> None:
    html = (SITE / "book" / f"{chapter}.html").read_text(encoding="utf-8")
    assert pages()[f"book/{chapter}.html"].links.count(f"beforehand.html#{chapter}") == 2
    opening, closing = (found.start() for found in AHEAD.finditer(html))
    assert html.index("<h1>") < opening < html.index('class="overview"')
    assert html.rindex("<h2>", 0, closing) < closing < html.index(f'data-quiz="{chapter}"')
    assert len(gzip.compress(html.encode())) - len(gzip.compress(AHEAD.sub("", html).encode())) < 150
    assert not Printed(SITE, f"book/{chapter}").body.xpath('.//*[@class="ahead"]')


def test_on_paper_the_links_are_not_there(visit: Visit) -> None:
    page = visit.open(f"book/{CHAPTER}.html", leaf=False)
    link = page.get_by_role("link", name=words.SITE["ahead"], exact=True)
    expect(link).to_be_visible()
    assert link.bounding_box()["height"] >= 43.5
    page.emulate_media(media="print")
    expect(link).to_be_hidden()

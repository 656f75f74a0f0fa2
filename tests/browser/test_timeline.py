"""A timeline: the list, the axis above it, and the filters; what they must show is computed from the events."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from quizzes import dates, words
from quizzes.content import home
from quizzes.events import Event
from quizzes.text import plain

from .conftest import Visit

SAY = words.TIMELINE_SCRIPT
every_timeline = pytest.mark.parametrize("chapter", home().chapters("timelines"))


class Line:
    """A timeline on its page, as a reader finds it."""

    def __init__(self, page: Page, chapter: str):
        self.page, self.line = page, home().timeline(chapter)
        self.events = self.line.ordered
        name = words.PAGE["timeline"].format(title=self.line.title)
        self.place = page.get_by_role("region", name=name, exact=True)
        self.list = self.place.get_by_role("list").last
        self.axis = self.place.get_by_role("group", name=SAY["axis"], exact=True)
        self.count = self.place.get_by_role("status")
        self.everyone = self.place.get_by_role("combobox", name=SAY["actor"], exact=True)
        self.kinds = self.place.get_by_role("group", name=SAY["kind"], exact=True)
        self.all = self.place.get_by_role("button", name=SAY["all"], exact=True)

    def kind(self, theme: str) -> Locator:
        many = sum(event.theme == theme for event in self.events)
        return self.kinds.get_by_role("button", name=f"{words.THEMES[theme]} {many}", exact=True)

    def actor(self, who: str) -> str:
        many = sum(who in event.actors for event in self.events)
        return f"{home().evidence.actor(who)} ({many})"

    def shows(self, events: list[Event]) -> None:
        """These events, and only these, stand in the list and on the axis; the count says how many."""
        total = len(self.events)
        key = "count.all" if len(events) == total else "count.some" if events else "count.none"
        expect(self.count).to_have_text(SAY[key].format(shown=len(events), total=total))
        rows, links = self.list.get_by_role("listitem"), self.axis.get_by_role("link")
        expect(rows).to_have_count(len(events))
        expect(rows).to_contain_text([plain(event.headline) for event in events])
        expect(links).to_have_count(len(events))
        names = links.evaluate_all("links => links.map(link => link.getAttribute('aria-label'))")
        assert names == [f"{event.words}: {plain(event.headline)}" for event in events]


@pytest.fixture
def line(visit: Visit, chapter: str) -> Line:
    return Line(visit.open(f"book/{chapter}.html"), chapter)


@every_timeline
def test_every_event_stands_in_the_list_and_on_the_axis_in_order_of_time(line: Line) -> None:
    line.shows(line.events)
    expect(line.all).to_be_hidden()
    firsts = [dates.bounds(event.date).start for event in line.events]
    assert firsts == sorted(firsts)
    places = line.axis.get_by_role("link").evaluate_all("links => links.map(link => link.getBoundingClientRect().left)")
    assert len(places) == len(line.events)


@every_timeline
def test_a_date_says_what_is_not_known_of_it(line: Line) -> None:
    for event in line.events:
        row = line.page.locator(f"#event-{event.id}")
        expect(row).to_contain_text(event.words)
        if not event.when and dates.unknown(event.date):
            expect(row).to_contain_text(dates.unknown(event.date))
        if event.note:
            expect(row).to_contain_text(plain(event.note))
        if event.date.startswith("[") and not event.when:
            expect(row).to_contain_text(re.compile("between .+ and "))
        if event.date.endswith("~") and not event.when:
            expect(row).to_contain_text("about ")


@every_timeline
def test_an_event_says_its_kind_its_actors_and_its_sources(line: Line) -> None:
    for event in line.events:
        row = line.page.locator(f"#event-{event.id}")
        expect(row).to_contain_text(words.THEMES[event.theme])
        for actor in event.actors:
            expect(row).to_contain_text(home().evidence.actor(actor))
        sources = row.get_by_role("link").evaluate_all("links => links.map(link => link.hash.slice(1))")
        assert sources == event.claims


@every_timeline
def test_kinds_filter_by_keyboard_and_show_all_restores(line: Line) -> None:
    themes = [theme for theme in words.THEMES if any(event.theme == theme for event in line.events)]
    keys = line.page.keyboard
    line.kind(themes[0]).focus()
    for theme in themes:
        expect(line.kind(theme)).to_be_focused()
        expect(line.kind(theme)).to_have_attribute("aria-pressed", "false")
        keys.press("Space")
        expect(line.kind(theme)).to_have_attribute("aria-pressed", "true")
        line.shows([event for event in line.events if event.theme == theme])
        keys.press("Enter")
        line.shows(line.events)
        keys.press("Tab")
    first, second = themes[:2]
    line.kind(first).press("Space")
    line.kind(second).press("Space")
    line.shows([event for event in line.events if event.theme in (first, second)])
    line.all.press("Enter")
    line.shows(line.events)
    expect(line.all).to_be_hidden()
    expect(line.kind(themes[0])).to_be_focused()


@every_timeline
def test_actors_filter_by_keyboard_and_show_all_restores(line: Line) -> None:
    actors = {actor for event in line.events for actor in event.actors}
    options = line.everyone.get_by_role("option").all_inner_texts()
    assert options[0] == SAY["anyone"]
    assert set(options[1:]) == {line.actor(actor) for actor in actors}
    named = {line.actor(actor): actor for actor in actors}
    line.everyone.focus()
    for option in options[1:]:
        line.page.keyboard.press("ArrowDown")
        line.shows([event for event in line.events if named[option] in event.actors])
    line.all.press("Enter")
    line.shows(line.events)
    expect(line.everyone).to_have_value("")


@every_timeline
def test_kind_and_actor_together_show_what_fits_both_or_say_that_nothing_does(line: Line) -> None:
    actors = sorted({actor for event in line.events for actor in event.actors})
    themes = sorted({event.theme for event in line.events})
    fits = {(t, a): [e for e in line.events if e.theme == t and a in e.actors] for t in themes for a in actors}
    some = next(pair for pair, events in fits.items() if events)
    none = next(pair for pair, events in fits.items() if not events)
    for theme, actor in (some, none):
        line.kind(theme).press("Space")
        line.everyone.select_option(line.actor(actor))
        line.shows(fits[theme, actor])
        line.all.press("Enter")
    line.shows(line.events)


@every_timeline
def test_arrow_keys_move_along_the_axis_and_enter_leads_to_the_event(line: Line) -> None:
    links, keys = line.axis.get_by_role("link"), line.page.keyboard
    (line.kinds.get_by_role("button").first).focus()
    line.everyone.focus()
    keys.press("Tab")
    expect(links.first).to_be_focused()
    keys.press("ArrowLeft")
    expect(links.first).to_be_focused()
    keys.press("ArrowRight")
    expect(links.nth(1)).to_be_focused()
    keys.press("ArrowDown")
    expect(links.nth(2)).to_be_focused()
    keys.press("ArrowUp")
    expect(links.nth(1)).to_be_focused()
    keys.press("End")
    expect(links.last).to_be_focused()
    keys.press("Home")
    expect(links.first).to_be_focused()
    keys.press("ArrowRight")
    keys.press("Enter")
    event = line.page.locator(f"#event-{line.events[1].id}")
    expect(event).to_be_focused()
    expect(event).to_be_in_viewport()


@every_timeline
def test_the_axis_is_one_stop_of_the_keyboard(line: Line) -> None:
    stops = line.axis.get_by_role("link").evaluate_all("links => links.filter(link => link.tabIndex === 0).length")
    assert stops == 1


@every_timeline
def test_an_event_has_an_address_of_its_own(visit: Visit, chapter: str) -> None:
    event = home().timeline(chapter).ordered[-1]
    page = visit.open(f"book/{chapter}.html#event-{event.id}")
    expect(page.get_by_text(plain(event.headline)).last).to_be_in_viewport()


@every_timeline
def test_the_axis_fits_a_phone_and_a_turn_of_it(line: Line) -> None:
    for width in (320, 640):
        line.page.set_viewport_size({"width": width, "height": 640})
        expect(line.axis.get_by_role("link")).to_have_count(len(line.events))
        line.page.wait_for_function("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        boxes = line.axis.get_by_role("link").evaluate_all(
            "links => links.map(link => link.getBoundingClientRect()).map(({ left, right }) => [left, right])"
        )
        assert all(left >= 0 and right <= width for left, right in boxes)

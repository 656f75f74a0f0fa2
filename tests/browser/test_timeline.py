"""A timeline: the list, the axis, filters and two columns; what they must show is computed from the events."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from quizzes import assets, dates, timeline_page, words
from quizzes.content import home
from quizzes.events import Chronicle, Event, Timeline, chronicle
from quizzes.text import plain

from ..test_dates import TABLE
from .book import served
from .conftest import Visit
from .reader import RICHEST, one_chapter

SAY = words.TIMELINE_SCRIPT
every_timeline = pytest.mark.parametrize("chapter", home().chapters("timelines"))
one_timeline = one_chapter  # hands on the axis and the filters: the script knows no chapters
FOCUSED = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
DRAWN = """[...document.querySelectorAll('svg[role=group]')]
  .every(svg => Number(svg.getAttribute('width')) === svg.parentNode.clientWidth)"""
SEVERAL = re.compile(SAY["several"].format(count=r"\d+", range=".+"))


class Line:
    """A timeline on its page, as a reader finds it who has come near it."""

    def __init__(self, page: Page, line: Chronicle):
        self.page, self.line, self.events = page, line, line.events
        self.place = page.get_by_role("region", name=words.PAGE["timeline"].format(title=line.title), exact=True)
        self.list = self.place.get_by_role("list").last
        self.axis = self.place.get_by_role("group", name=SAY["axis"], exact=True)
        self.marks = self.axis.get_by_role("link").or_(self.axis.get_by_role("button"))
        self.count = self.place.get_by_role("status")
        self.place.scroll_into_view_if_needed()
        expect(self.axis).to_be_visible()

    def button(self, name: str) -> Locator:
        return self.place.get_by_role("button", name=SAY[name], exact=True)

    def choice(self, name: str) -> Locator:
        return self.place.get_by_role("combobox", name=SAY[name], exact=True)

    def open_tools(self) -> None:
        tools = self.place.get_by_text(SAY["tools"], exact=True)
        if not self.place.get_by_role("group", name=SAY["theme"], exact=True).is_visible():
            tools.press("Enter")

    def kind(self, theme: str) -> Locator:
        return self.place.get_by_role(
            "button", name=f"{words.THEMES[theme]} {self.many(self.of_kind(theme))}", exact=True
        )

    def of_kind(self, *themes: str) -> list[Event]:
        return [event for event in self.events if event.theme in themes]

    def of_actor(self, who: str) -> list[Event]:
        return [event for event in self.events if who in event.actors]

    def of_source(self, kind: str) -> list[Event]:
        return [event for event in self.events if kind in timeline_page.kinds(event, home().evidence)]

    def of_track(self, *tracks: str) -> list[Event]:
        return [event for event in self.events if event.track in tracks]

    @staticmethod
    def many(events: list[Event]) -> int:
        return len(events)

    def option(self, name: str, events: list[Event]) -> str:
        return f"{name} ({len(events)})"

    def shows(self, events: list[Event], said: str = "") -> None:
        """These events, and only these, stand in the list, in order; the count says how many."""
        total = len(self.events)
        key = "count.all" if len(events) == total else "count.some" if events else "count.none"
        expect(self.count).to_have_text(" ".join(filter(None, [SAY[key].format(shown=len(events), total=total), said])))
        rows = self.list.get_by_role("listitem")
        expect(rows).to_have_count(len(events))
        expect(rows).to_contain_text([plain(event.headline) for event in events])

    def walk(self) -> list[str]:
        """The names of all marks, met by arrow keys alone; a number is opened on the way."""
        keys, met = self.page.keyboard, []
        self.marks.first.focus()
        keys.press("Home")
        while True:
            name = self.page.evaluate(FOCUSED)
            if SEVERAL.fullmatch(name):
                keys.press("Enter")
                menu = self.page.evaluate(
                    "[...document.activeElement.closest('ul')?.querySelectorAll('a') ?? []].map(a => a.textContent)"
                )
                if not menu:
                    continue
                met += menu
                keys.press("Escape")
            else:
                met.append(name)
            before = self.page.evaluate_handle("document.activeElement")
            keys.press("ArrowRight")
            if self.page.evaluate("before => before === document.activeElement", before):
                return met
            assert len(met) < 500


def name(event: Event) -> str:
    return f"{plain(event.words)}: {plain(event.headline)}"


def names(events: list[Event]) -> list[str]:
    """The marks of events: each date, the disputed ones behind the first."""
    return [
        said
        for event in events
        for said in [
            name(event),
            *(SAY["other"].format(date=plain(other.words), headline=plain(event.headline)) for other in event.disputed),
        ]
    ]


@pytest.fixture
def line(visit: Visit, chapter: str) -> Line:
    return Line(visit.open(f"book/{chapter}.html"), home().chronicle(chapter))


# The list


@every_timeline
def test_every_event_stands_in_the_list_in_order_of_time(line: Line) -> None:
    line.shows(line.events)
    expect(line.button("all")).to_be_hidden()


@every_timeline
def test_a_date_says_what_is_not_known_of_it(line: Line) -> None:
    for event in line.events:
        row = line.page.locator(f"#event-{event.id}")
        expect(row).to_contain_text(plain(event.words))
        if not event.when and dates.unknown(event.date):
            expect(row).to_contain_text(dates.unknown(event.date))
        if event.note:
            expect(row).to_contain_text(plain(event.note))


@every_timeline
def test_an_event_says_its_kind_its_actors_its_sources_and_where_the_text_tells_it(line: Line) -> None:
    for event, (chapter, *_) in line.line.told:
        row = line.page.locator(f"#event-{event.id}")
        expect(row).to_contain_text(words.THEMES[event.theme])
        for actor in event.actors:
            expect(row).to_contain_text(home().evidence.actor(actor))
        links = row.get_by_role("link").evaluate_all("links => links.map(link => link.hash.slice(1))")
        cited = [*event.claims, *(claim for other in event.disputed for claim in other.claims)]
        told = [event.section or f"event-{event.id}"] if event.section or line.line.chapters != (chapter,) else []
        assert links == [*(f"note-{claim}" for claim in cited), *told]


# The axis


@every_timeline
def test_arrow_keys_lead_through_every_event_in_the_order_of_the_list(line: Line) -> None:
    met = line.walk()
    every = names(line.events)
    assert [one for one in met if one in {name(event) for event in line.events}] == [
        name(event) for event in line.events
    ]
    assert set(met) <= set(every)
    if line.line.id == RICHEST:  # where no spot is so crowded that a menu lists events, without their other dates
        assert set(met) == set(every)


@one_timeline
def test_the_axis_is_one_stop_of_the_keyboard_and_reads_in_the_order_of_the_list(line: Line) -> None:
    stops = line.marks.evaluate_all("marks => marks.filter(mark => mark.tabIndex === 0).length")
    assert stops == 1
    every = names(line.events)
    said = line.marks.evaluate_all("marks => marks.map(mark => mark.getAttribute('aria-label'))")
    places = [every.index(one) for one in said if one in every]
    assert places == sorted(places)
    assert sum(int(one.split()[0]) for one in said if SEVERAL.fullmatch(one)) + len(
        [one for one in said if one in {name(event) for event in line.events}]
    ) == len(line.events)


@one_timeline
def test_a_mark_leads_to_its_entry_and_back(line: Line) -> None:
    line.marks.first.focus()
    line.page.keyboard.press("Enter")
    event = line.page.locator(f"#event-{line.events[0].id}")
    expect(event).to_be_focused()
    expect(event).to_be_in_viewport()
    expect(line.page).to_have_url(re.compile(f"#event-{line.events[0].id}$"))
    line.page.go_back()
    expect(line.page).not_to_have_url(re.compile("#"))


@one_timeline
def test_home_end_and_arrows_move_and_the_ends_hold(line: Line) -> None:
    keys = line.page.keyboard
    line.marks.first.focus()
    keys.press("ArrowLeft")
    expect(line.marks.first).to_be_focused()
    keys.press("ArrowDown")
    expect(line.marks.nth(1)).to_be_focused()
    keys.press("ArrowUp")
    expect(line.marks.first).to_be_focused()
    keys.press("End")
    expect(line.marks.last).to_be_focused()
    keys.press("ArrowRight")
    expect(line.marks.last).to_be_focused()


@one_timeline
def test_disputed_dates_are_marks_of_their_own_that_lead_to_the_one_entry(line: Line) -> None:
    event = next(event for event in line.events if event.disputed)
    for other in event.disputed:
        said = SAY["other"].format(date=plain(other.words), headline=plain(event.headline))
        mark = line.axis.get_by_role("link", name=said, exact=True)
        mark.focus()
        line.page.keyboard.press("Enter")
        expect(line.page.locator(f"#event-{event.id}")).to_be_focused()


@one_timeline
def test_a_number_opens_and_its_events_stand_apart(line: Line) -> None:
    number = line.axis.get_by_role("button").last
    several = int(number.text_content().split()[0])
    assert several > 3
    before = line.marks.count()
    number.click()
    expect(line.marks).not_to_have_count(before)
    expect(line.count).to_contain_text(SAY["window"].split("{")[0])
    focused = line.page.evaluate(FOCUSED)
    assert SEVERAL.fullmatch(focused) or focused in names(line.events)


@one_timeline
def test_zoom_goes_from_years_to_hours_and_back_and_keeps_the_focus(line: Line) -> None:
    closer, keys = line.button("closer"), line.page.keyboard
    assert re.search(r"\b20\d\d\b", line.axis.text_content())
    for button in ("wider", "earlier", "later", "whole"):
        expect(line.button(button)).to_be_disabled()
    closer.focus()
    for _ in range(20):
        keys.press("Enter")
        expect(closer).to_be_focused()
    expect(closer).to_be_disabled()
    assert re.search(r"\d\s(AM|PM)", line.axis.text_content())
    expect(line.count).to_contain_text(SAY["window"].split("{")[0])
    line.button("whole").press("Enter")
    expect(line.button("whole")).to_be_focused()
    line.shows(line.events)


@one_timeline
def test_plus_minus_and_shift_with_arrows_work_on_the_axis(line: Line) -> None:
    keys = line.page.keyboard
    line.marks.last.focus()
    held = line.page.evaluate(FOCUSED)
    for key in "+++":
        keys.press(key)
        assert line.page.evaluate(FOCUSED) == held
    near = line.count.text_content()
    keys.press("Shift+ArrowLeft")
    expect(line.count).not_to_have_text(near)
    assert line.page.evaluate(
        "document.activeElement.closest('svg') !== null || document.activeElement.tagName === 'BUTTON'"
    )
    keys.press("0")
    line.shows(line.events)


@one_timeline
def test_the_axis_is_dragged_sideways_and_the_page_stays(line: Line) -> None:
    line.button("closer").click()
    line.button("closer").click()
    said, box, top = line.count.text_content(), line.axis.bounding_box(), line.page.evaluate("scrollY")
    x, y = box["x"] + box["width"] / 2, box["y"] + 6
    line.page.mouse.move(x, y)
    line.page.mouse.down()
    line.page.mouse.move(x + 120, y, steps=4)
    line.page.mouse.up()
    expect(line.count).not_to_have_text(said)
    assert line.page.evaluate("scrollY") == top
    assert "#" not in line.page.url


@every_timeline
def test_the_axis_fits_a_phone_and_a_turn_of_it(line: Line) -> None:
    for width in (320, 640):
        line.page.set_viewport_size({"width": width, "height": 640})
        line.page.wait_for_function("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        line.page.wait_for_function(DRAWN)  # anew, for this width
        boxes = line.marks.evaluate_all(
            "marks => marks.map(mark => mark.getBoundingClientRect()).map(box => [box.left, box.right, box.height])"
        )
        assert all(left >= 0 and right <= width and height >= 24 for left, right, height in boxes)


# Filters


@one_timeline
def test_kinds_filter_by_keyboard_and_show_all_restores(line: Line) -> None:
    line.open_tools()
    keys, themes = line.page.keyboard, list(dict.fromkeys(event.theme for event in line.events))
    line.kind(themes[0]).focus()
    for theme in themes:
        expect(line.kind(theme)).to_be_focused()
        keys.press("Space")
        expect(line.kind(theme)).to_have_attribute("aria-pressed", "true")
        line.shows(line.of_kind(theme))
        keys.press("Enter")
        line.shows(line.events)
        keys.press("Tab")
    line.kind(themes[0]).press("Space")
    line.kind(themes[1]).press("Space")
    line.shows(line.of_kind(*themes[:2]))
    line.button("all").press("Enter")
    line.shows(line.events)
    expect(line.button("all")).to_be_hidden()
    assert line.page.evaluate("document.activeElement !== document.body")


@one_timeline
def test_kind_actor_and_source_combine_and_the_axis_shows_what_the_list_shows(line: Line) -> None:
    line.open_tools()
    event = next(event for event in line.events if event.actors and len(line.of_kind(event.theme)) > 1)
    source = timeline_page.kinds(event, home().evidence)[0]
    fits = line.of_kind(event.theme)
    line.kind(event.theme).press("Space")
    fits = [one for one in fits if one in line.of_actor(event.actors[0])]
    line.choice("who").select_option(
        line.option(home().evidence.actor(event.actors[0]), line.of_actor(event.actors[0]))
    )
    line.shows(fits)
    fits = [one for one in fits if one in line.of_source(source)]
    line.choice("source").select_option(line.option(words.KINDS[source], line.of_source(source)))
    line.shows(fits)
    assert set(line.walk()) == set(names(fits))
    line.marks.first.press("0")
    theirs = {one.theme for one in line.of_actor(event.actors[0])}
    none = next(one for one in line.events if one.theme not in theirs)
    line.kind(event.theme).press("Space")
    line.kind(none.theme).press("Space")
    line.shows([])


@one_timeline
def test_what_is_chosen_stays_in_the_address_through_reload_back_and_forward(line: Line) -> None:
    line.open_tools()
    first, second = list(dict.fromkeys(event.theme for event in line.events))[:2]
    page = line.page
    line.kind(first).click()
    line.kind(second).click()
    both = page.url
    assert "theme." in both
    line.choice("who").focus()
    page.go_back()
    line.shows(line.of_kind(first))
    page.go_back()
    line.shows(line.events)
    page.go_forward()
    page.go_forward()
    line.shows(line.of_kind(first, second))
    page.reload()
    Line(page, line.line).shows(line.of_kind(first, second))
    shared = page.context.new_page()
    shared.goto(both)
    Line(shared, line.line).shows(line.of_kind(first, second))


@every_timeline
def test_an_event_has_an_address_of_its_own(visit: Visit, chapter: str) -> None:
    event = home().timeline(chapter).ordered[-1]
    page = visit.open(f"book/{chapter}.html#event-{event.id}")
    expect(page.get_by_text(plain(event.headline)).last).to_be_in_viewport()


@one_timeline
def test_a_link_to_an_event_that_a_filter_hides_lifts_the_filter_and_says_so(visit: Visit, chapter: str) -> None:
    line = home().chronicle(chapter)
    event = line.events[0]
    other = next(one for one in line.events if words.THEMES[one.theme] != words.THEMES[event.theme])
    theme = words.THEMES[other.theme].lower().replace(" ", "-")
    page = visit.open(f"book/{chapter}.html?{chapter}=theme.{theme}#event-{event.id}")
    shown = Line(page, line)
    shown.shows(line.events, SAY["lifted"])
    expect(page.locator(f"#event-{event.id}")).to_be_in_viewport()
    assert "?" not in page.url
    shown.open_tools()
    shown.kind(other.theme).press("Enter")
    assert "#" not in page.url
    page.evaluate(f"location.hash = 'event-{event.id}'")
    shown.shows(line.events, SAY["lifted"])
    expect(page.locator(f"#event-{event.id}")).to_be_in_viewport()


# Two columns


@one_timeline
def test_two_tracks_stand_side_by_side_and_in_order_of_time(line: Line) -> None:
    line.open_tools()
    line.button("compare").press("Enter")
    expect(line.button("compare")).to_have_attribute("aria-pressed", "true")
    both = line.of_track("public", "inside")
    line.shows(both)
    boxes = {event.id: line.page.locator(f"#event-{event.id}").bounding_box() for event in both}
    lefts = {event.track: {boxes[one.id]["x"] for one in both if one.track == event.track} for event in both}
    assert len(lefts["public"]) == len(lefts["inside"]) == 1
    assert max(lefts["public"]) < min(lefts["inside"])
    tops = [boxes[event.id]["y"] for event in both]
    assert tops == sorted(tops)
    line.page.reload()
    again = Line(line.page, line.line)
    again.shows(both)
    again.button("compare").press("Enter")
    again.shows(line.events)


@one_timeline
def test_on_a_phone_the_two_are_one_column_and_each_event_says_whose_it_is(
    visitor: Callable[..., Visit], chapter: str
) -> None:
    page = visitor(viewport={"width": 390, "height": 844}).open(f"book/{chapter}.html")
    line = Line(page, home().chronicle(chapter))
    line.open_tools()
    line.button("compare").click()
    both = line.of_track("public", "inside")
    line.shows(both)
    for event in both:
        expect(
            page.locator(f"#event-{event.id}").get_by_text(words.TRACKS[event.track], exact=True).first
        ).to_be_visible()
    assert len({page.locator(f"#event-{event.id}").bounding_box()["width"] for event in both}) == 1


@one_timeline
def test_two_actors_can_be_compared_too(line: Line) -> None:
    line.open_tools()
    line.button("compare").click()
    one, two = sorted(
        {actor for event in line.events for actor in event.actors}, key=lambda who: -len(line.of_actor(who))
    )[:2]
    for side, who in (("left", one), ("right", two)):
        line.choice(side).select_option(line.option(home().evidence.actor(who), line.of_actor(who)))
    line.shows([event for event in line.events if {one, two} & set(event.actors)])


# Other timelines: a page with two that are made up


def file(chapter: str, *rows: tuple[str, str]) -> Timeline:
    events = [
        Event(id=key, date=date, headline=f"The event {key}.", claims=["s-055"], theme="warning", actors=["doj"])
        for key, date in rows
    ]
    return Timeline(chapter=chapter, title=chapter.title(), summary="Made up.", events=events)


HOURS = chronicle(
    [
        file(
            "hours",
            ("early", "2018-05-07T09:30"),
            ("session", "2018-05-07T10:00/2018-05-07T16:00"),
            ("late", "2018-05-07T17:15"),
            ("open", "2018-05-08/.."),
            *((f"same-{n}", "2018-05-09T12:00") for n in range(5)),
        )
    ]
)
LONG = chronicle([file("long", ("war", "1942-06/1945-09-02"), ("now", "2018-06-20"), ("season", "2017-22"))])
CHAPTERS = chronicle(
    [
        file("warnings", ("w-1", "2018-04-06"), ("w-2", "2018-05")),
        file("turn", ("t-1", "2018-05-07"), ("t-2", "2018-06-20")),
    ],
    title="Two chapters",
    summary="Made up.",
)


@pytest.fixture
def two(visitor: Callable[..., Visit], tmp_path: Path) -> Iterator[tuple[Line, Line]]:
    """A page with timelines that are made up: two of them, and one of several chapters."""
    for name in ("timeline.js", "book.css"):
        (tmp_path / name).write_text(assets.text(name), encoding="utf-8")
    shown = "".join(timeline_page.timeline(line, home().evidence) for line in (HOURS, LONG, CHAPTERS))
    (tmp_path / "two.html").write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Two</title><link rel="icon" href="data:,">'
        f'<link rel="stylesheet" href="book.css"><body>{shown}<script src="timeline.js"></script></body></html>',
        encoding="utf-8",
    )
    with served(tmp_path) as address:
        page = visitor(address, viewport={"width": 900, "height": 800}).open("two.html")
        yield Line(page, HOURS), Line(page, LONG)


def test_several_timelines_on_a_page_keep_to_themselves(two: tuple[Line, Line]) -> None:
    hours, long = two
    for line in two:
        line.open_tools()
        line.kind("warning").click()
    assert re.search(r"\?hours=theme\.warning&long=theme\.warning$", hours.page.url)
    hours.button("all").click()
    expect(hours.button("all")).to_be_hidden()
    expect(long.button("all")).to_be_visible()
    assert hours.page.url.endswith("?long=theme.warning")
    hours.button("closer").click()
    expect(hours.count).to_contain_text(SAY["window"].split("{")[0])
    long.shows(long.events)


def test_hours_stand_apart_and_what_no_zoom_can_part_is_listed(two: tuple[Line, Line]) -> None:
    hours, _ = two
    assert set(hours.walk()) == set(names(hours.events))
    hours.marks.first.press("0")
    number = hours.axis.get_by_role("button")
    number.press("Enter")
    listed = hours.place.get_by_role("listitem").filter(has_text="12:00 p.m.: The event same-")
    expect(listed).to_have_count(5)
    expect(listed.first.get_by_role("link")).to_be_focused()
    hours.page.keyboard.press("Escape")
    expect(number).to_be_focused()
    number.press("Enter")
    listed.nth(2).get_by_role("link").press("Enter")
    expect(hours.page.locator("#event-same-2")).to_be_focused()


def test_what_lasted_is_a_bar_as_long_as_it_lasted(two: tuple[Line, Line]) -> None:
    _, long = two
    war = long.axis.get_by_role("link", name=name(long.events[0]), exact=True).bounding_box()["width"]
    share = (1945.67 - 1942.41) / (2018.47 - 1942.41)
    assert war == pytest.approx(share * (long.axis.bounding_box()["width"] - 36) / 1.04, abs=6)


def test_an_open_end_reaches_to_the_end_of_the_axis(two: tuple[Line, Line]) -> None:
    hours, _ = two
    ongoing = next(event for event in hours.events if event.id == "open")
    box = hours.axis.get_by_role("link", name=name(ongoing), exact=True).bounding_box()
    axis = hours.axis.bounding_box()
    assert box["x"] + box["width"] == pytest.approx(axis["x"] + axis["width"], abs=8)


def test_the_script_reads_every_date_as_python_does(two: tuple[Line, Line]) -> None:
    every = [
        *(edtf for edtf, *_ in TABLE),
        "2018-05-07T09:30",
        "2018-05-07T09:30/2018-05-07T16:00",
        "2018-05-07T12:05:00Z",
    ]
    read = two[0].page.evaluate("texts => texts.map(timelines.span)", [dates.span(edtf) for edtf in every])
    for edtf, got in zip(every, read, strict=True):
        span = dates.bounds(edtf)
        assert [got["from"], got["to"]] == [one.replace(tzinfo=UTC).timestamp() * 1000 for one in span[:2]], edtf
        assert [got["before"], got["after"]] == ["<" in span.opens, ">" in span.opens], edtf
        assert got["within"] == (not dates.lasts(edtf)), edtf


def test_chapters_told_as_one_are_filtered_by_chapter_and_stand_side_by_side(two: tuple[Line, Line]) -> None:
    line = Line(two[0].page, CHAPTERS)
    line.open_tools()
    turn = [event for event in line.events if event.id.startswith("t-")]
    line.choice("chapter").select_option(line.option(words.PARTS["turn"], turn))
    line.shows(turn)
    assert line.page.url.endswith("?all=chapter.turn")
    line.button("all").click()
    line.button("compare").click()
    line.shows(line.events)
    left, right = (line.page.locator(f"#event-{key}").bounding_box() for key in ("w-2", "t-1"))
    assert left["x"] < right["x"]
    assert left["y"] == right["y"]  # a day of the month stands beside the month

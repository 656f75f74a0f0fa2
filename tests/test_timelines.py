"""A timeline's list says everything that is known of its events, and is small."""

from __future__ import annotations

import gzip
import html
import re

import pytest
from docutils import nodes
from pydantic import ValidationError

from quizzes import assets, dates, timeline, timeline_page, words
from quizzes.content import home
from quizzes.events import Event, Timeline, chronicle
from quizzes.sphinx_ext import citations, weight
from quizzes.text import inline

from .fifty import fifty

LIMIT = 35_000  # bytes of fifty events, with script and style, over the page without them
EACH = 550  # bytes of an event of the book, on average; there were 455 when it had one chapter
every_timeline = pytest.mark.parametrize("chapter", home().chapters("timelines"))


def text(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())


def entries(markup: str) -> dict[str, str]:
    """Each event's entry, by its id, as words."""
    return {key: text(body) for key, body in re.findall(r'<li id="event-([\w-]+)"[^>]*>(.*?)</li>', markup, re.DOTALL)}


def event(key: str = "one", **fields: object) -> Event:
    return Event.model_validate(
        {"id": key, "date": "2018-04", "headline": "It was said.", "claims": ["s-055"], "theme": "warning"} | fields
    )


def line(chapter: str, *events: Event, **fields: object) -> Timeline:
    return Timeline(chapter=chapter, title=chapter.title(), summary="All.", events=list(events), **fields)


@every_timeline
def test_the_list_is_in_order_of_time(chapter):
    firsts = [dates.bounds(one.date).start for one in home().chronicle(chapter).events]
    assert firsts == sorted(firsts)


@every_timeline
def test_an_entry_says_date_headline_kind_actors_track_and_what_sources_dispute(chapter):
    said = entries(timeline(chapter).html)
    shown = home().chronicle(chapter).events
    assert list(said) == [one.id for one in shown]
    for one in shown:
        entry = said[one.id]
        assert entry.startswith(text(inline(one.words)))
        for part in [one.headline, one.note, *(f"Also given as {other.words}" for other in one.disputed)]:
            assert text(inline(part or "")) in entry, one.id
        for name in [words.THEMES[one.theme], *map(home().evidence.actor, one.actors)]:
            assert name in entry, one.id
        assert not one.track or words.TRACKS[one.track] in entry


def test_a_disputed_date_has_its_own_claims_and_says_whose_it_is():
    one = event(disputed=[{"date": "2018-05-05", "by": "another office", "note": "a count", "claims": ["v-042"]}])
    assert one.cited == ["s-055", "v-042"]
    markup = timeline_page.timeline(chronicle([line("warnings", one)]), home().evidence)
    entry = entries(markup)["one"]
    assert "Also given as May 5, 2018, by another office (a count)" in entry
    assert re.search(r"by another office.*#v-042", markup)
    unsaid = event(disputed=[{"date": "2018-05-05", "claims": ["v-042"]}])
    markup = timeline_page.timeline(chronicle([line("warnings", unsaid)]), home().evidence)
    assert f"Also given as May 5, 2018, by {home().evidence.label('v-042')}" in entries(markup)["one"]


def test_the_trial_run_of_el_paso_is_dated_by_each_source():
    trial = next(one for one in home().timeline("warnings").events if one.id == "el-paso-trial")
    assert len({trial.date, *(other.date for other in trial.disputed)}) == 5
    assert {"s-052", "g-019", "v-120", "g-020"} <= set(trial.cited)


def test_a_disputed_date_that_is_no_other_is_refused():
    with pytest.raises(ValidationError, match="the date '2018-04' is given twice"):
        event(disputed=[{"date": "2018-04", "claims": ["v-042"]}])


def test_the_kind_of_source_is_that_of_the_claims_sources():
    one = event(claims=["s-055", "v-180"])
    assert timeline_page.kinds(one, home().evidence) == ["government-report", "news"]


def test_chapters_can_be_told_as_one_each_event_with_its_chapters():
    first, second = event("first"), event("second", date="2018-03")
    lines = [line("warnings", first, second), line("turn", event("third", date="2018-06-20"), also=["first"])]
    told = chronicle(lines, lines, "All", "Of all.")
    assert [(one.event.id, one.chapters) for one in told.told] == [
        ("second", ("warnings",)),
        ("first", ("warnings", "turn")),
        ("third", ("turn",)),
    ]
    alone = chronicle(lines[1:], lines)
    assert [one.event.id for one in alone.told] == ["first", "third"]
    markup = timeline_page.timeline(told, home().evidence)
    assert words.PARTS["turn"] in entries(markup)["first"]
    assert 'href="turn.ipynb#event-third"' in markup
    assert '"chapter":{"warnings":"The warnings","turn":"Order, court and country"}' in markup


def test_a_link_to_another_chapter_leads_to_its_page():
    page = citations.Resolve.__new__(citations.Resolve)
    page._uri = lambda name, fragment: f"{name}.html#{fragment}"
    raw = nodes.raw("", '<a href="turn.ipynb#event-third">', format="html")
    page._rewrite(raw)
    assert raw.astext() == '<a href="turn.html#event-third">'


def test_a_timeline_of_no_chapter_named_is_that_of_all():
    assert home().chronicle() == home().chronicle(*home().chapters("timelines"))
    assert timeline().words == timeline(*home().chapters("timelines")).words


def test_what_an_author_gets_wrong_in_an_event_is_named(copy):
    file = "quizzes/timelines/warnings.yaml"
    copy.edit(file, "section: 2017-health-officials-and-doctors", "section: 2017-health-officials")
    copy.edit(file, "claims: [v-120]", "claims: [v-121, v-992]")
    copy.edit(file, "events:\n", "also: [no-such-event]\nevents:\n")
    found = "\n".join(copy.problems())
    assert re.search(r"white-begins > section: the chapter has no section '2017-health-officials'; did you mean", found)
    assert re.search(r"disputed > no\. 4 > claims > no\. 2: there is no claim 'v-992'", found)
    assert re.search(r"also > no\. 1: no timeline has an event 'no-such-event'", found)


def test_an_event_of_two_files_is_refused(copy):
    (copy.root / "timelines" / "index.yaml").write_text(
        (copy.root / "timelines" / "warnings.yaml")
        .read_text(encoding="utf-8")
        .replace("chapter: warnings", "chapter: index")
    )
    assert any("the id is taken by an event of" in problem for problem in copy.problems())


# Small


def built(markup: str) -> str:
    """The markup as the site has it."""
    page = citations.Resolve.__new__(citations.Resolve)
    page.numbers = {}
    return page.of_events(markup)


def test_fifty_events_weigh_at_most_35_kb_over_the_page_without_them():
    parts = {
        "html": built(timeline_page.timeline(fifty(), home().evidence)),
        "script": weight.script(assets.text("timeline.js")),
        "style": weight.style((assets.STATIC / "timeline.css").read_text(encoding="utf-8")),
    }
    weights = {name: len(part.encode()) for name, part in parts.items()}
    assert len(re.findall(r"<li\b", parts["html"])) == 50
    assert sum(weights.values()) <= LIMIT, weights


def test_an_event_of_the_book_weighs_at_most_550_bytes_on_average():
    """The fifty never change, so that they measure the code; this measures what authors write."""
    whole = home().chronicle()
    first = whole._replace(told=whole.told[:1])
    weights = [len(built(timeline_page.timeline(line, home().evidence)).encode()) for line in (whole, first)]
    assert (weights[0] - weights[1]) / (len(whole.told) - 1) <= EACH


def test_the_script_weighs_at_most_6_kb_gzipped():
    assert len(gzip.compress(weight.script(assets.text("timeline.js")).encode())) <= 6_000


def test_what_the_site_leaves_out_of_an_entry_is_no_word():
    markup = timeline("warnings").html
    without = re.sub(r"<cite>.*?</cite>", "", markup)
    assert text(re.sub(r"<sup>.*?</sup>", "", built(markup))).replace(" ", "") == text(without).replace(" ", "")

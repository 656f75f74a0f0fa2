"""Timelines: each is shown by its chapter, and its events lead to what exists."""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.checks.promise import Whole, promise
from quizzes.problems import Problem, did_you_mean


@promise
def events_rest_on_claims(whole: Whole) -> Iterator[Problem]:
    """Every event, and every other date that is given of it, cites claims that exist; its actors exist."""
    for name, line in whole.timelines.items():
        document = whole.content.document("timelines", name)
        for n, event in enumerate(line.events):
            yield from whole.claims_exist(document, ("events", n, "claims"), event.claims)
            for m, other in enumerate(event.disputed):
                yield from whole.claims_exist(document, ("events", n, "disputed", m, "claims"), other.claims)
            for m, actor in enumerate(event.actors):
                if actor not in whole.actors:
                    hint = did_you_mean(actor, whole.actors, "add it to people.yaml or agencies.yaml")
                    yield document.at(("events", n, "actors", m), f"there is no person or agency '{actor}'", hint)


@promise
def a_timeline_is_shown(whole: Whole) -> Iterator[Problem]:
    """A timeline's chapter exists and shows it."""
    for name, line in whole.timelines.items():
        document, chapter = whole.content.document("timelines", name), whole.chapters.get(line.chapter)
        yield from whole.chapter_exists(document, line.chapter)
        if chapter and ("timeline", (line.chapter,)) not in [call[:2] for call in chapter.calls]:
            write = f'add a code cell with timeline("{line.chapter}")'
            yield document.at(("chapter",), "the chapter does not show this timeline", write)


@promise
def events_lead_to_their_sections(whole: Whole) -> Iterator[Problem]:
    """The section that an event names is a heading of the chapter."""
    for name, line in whole.timelines.items():
        document, chapter = whole.content.document("timelines", name), whole.chapters.get(line.chapter)
        for n, event in enumerate(line.events):
            if chapter and event.section and event.section not in chapter.headings:
                hint = did_you_mean(event.section, chapter.headings, "write the anchor of a heading")
                yield document.at(("events", n, "section"), f"the chapter has no section '{event.section}'", hint)


@promise
def an_event_has_one_home(whole: Whole) -> Iterator[Problem]:
    """No two timelines have an event of one id; what a timeline shows of another exists there."""
    homes: dict[str, str] = {}
    for name, line in whole.timelines.items():
        document = whole.content.document("timelines", name)
        for n, event in enumerate(line.events):
            if event.id in homes:
                write = "give one of the two another id, or name the event under 'also' if it is the same"
                yield document.at(("events", n, "id"), f"the id is taken by an event of {homes[event.id]}", write)
            homes.setdefault(event.id, document.name)
    for name, line in whole.timelines.items():
        document = whole.content.document("timelines", name)
        for n, key in enumerate(line.also):
            if key not in homes:
                hint = did_you_mean(key, homes, "write the event into this file")
                yield document.at(("also", n), f"no timeline has an event '{key}'", hint)

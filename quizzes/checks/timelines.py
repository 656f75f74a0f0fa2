"""Timelines: each is shown by its chapter, and its events lead to what exists."""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.checks.promise import Whole, promise
from quizzes.problems import Problem, did_you_mean


@promise
def events_rest_on_claims(whole: Whole) -> Iterator[Problem]:
    """Every event, and every other date of it, cites claims that exist; actors and sections that it names exist."""
    for name, line in whole.timelines.items():
        document, chapter = whole.content.document("timelines", name), whole.chapters.get(line.chapter)
        for n, event in enumerate(line.events):
            yield from whole.claims_exist(document, ("events", n, "claims"), event.claims)
            for m, other in enumerate(event.disputed):
                yield from whole.claims_exist(document, ("events", n, "disputed", m, "claims"), other.claims)
            for m, actor in enumerate(event.actors):
                if actor not in whole.actors:
                    hint = did_you_mean(actor, whole.actors, "add it to people.yaml or agencies.yaml")
                    yield document.at(("events", n, "actors", m), f"there is no person or agency '{actor}'", hint)
            if event.section and chapter and event.section not in chapter.headings:
                hint = did_you_mean(event.section, chapter.headings, "write the anchor of a heading")
                yield document.at(("events", n, "section"), f"the chapter has no section '{event.section}'", hint)


@promise
def an_event_stands_once(whole: Whole) -> Iterator[Problem]:
    """No two timelines have an event of the same id, and what `also` takes in from another is there."""
    owners: dict[str, str] = {}
    for name, line in whole.timelines.items():
        document = whole.content.document("timelines", name)
        for n, event in enumerate(line.events):
            if event.id in owners:
                wrong = f"the id is taken by an event of {owners[event.id]}"
                write = "give one of the two another id, or name the event in 'also' if it is the same"
                yield document.at(("events", n, "id"), wrong, write)
            owners[event.id] = document.name
    for name, line in whole.timelines.items():
        for n, key in enumerate(line.also):
            if key not in owners:
                hint = did_you_mean(key, owners, "write the event into this file")
                document = whole.content.document("timelines", name)
                yield document.at(("also", n), f"no timeline has an event '{key}'", hint)


@promise
def a_timeline_is_shown(whole: Whole) -> Iterator[Problem]:
    """A timeline's chapter exists and shows it."""
    for name, line in whole.timelines.items():
        document, chapter = whole.content.document("timelines", name), whole.chapters.get(line.chapter)
        yield from whole.chapter_exists(document, line.chapter)
        if chapter and ("timeline", (line.chapter,)) not in [call[:2] for call in chapter.calls]:
            write = f'add a code cell with timeline("{line.chapter}")'
            yield document.at(("chapter",), "the chapter does not show this timeline", write)

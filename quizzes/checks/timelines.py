"""Timelines: each is shown by its chapter, and its events lead to what exists."""

from __future__ import annotations

from collections.abc import Iterator

from quizzes.checks.promise import Whole, promise
from quizzes.problems import Problem, did_you_mean


@promise
def events_rest_on_claims(whole: Whole) -> Iterator[Problem]:
    """Every event cites claims and names actors that exist."""
    for name, line in whole.timelines.items():
        document = whole.content.document("timelines", name)
        for n, event in enumerate(line.events):
            yield from whole.claims_exist(document, ("events", n, "claims"), event.claims)
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

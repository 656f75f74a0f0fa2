"""Timelines as HTML: a list of events in order of time, complete without a script.

``static/timeline.js`` adds an axis and filters to what is rendered here, and no content of its own.
"""

from __future__ import annotations

from quizzes import dates, words
from quizzes.claims import Evidence
from quizzes.events import Event, Timeline
from quizzes.markup import Html, tag
from quizzes.page import citations
from quizzes.text import inline

SAY = words.PAGE


def timeline(line: Timeline, evidence: Evidence) -> Html:
    """A timeline as a list in order of time."""
    actors = sorted({actor for event in line.events for actor in event.actors}, key=evidence.actor)
    themes = [theme for theme in words.THEMES if theme in {event.theme for event in line.events}]
    say = words.TIMELINE_SCRIPT | {
        "themes": {theme: words.THEMES[theme] for theme in themes},
        "actors": {actor: evidence.actor(actor) for actor in actors},
    }
    return tag(
        "section",
        "\n",
        tag("div", inline(line.summary), class_="t-summary"),
        tag("div", class_="t-tools", hidden=True),
        tag("div", class_="t-axis", hidden=True),
        tag("p", class_="t-count", role="status"),
        tag("ol", [_event(event, evidence) for event in line.ordered], class_="t-events"),
        class_="t-timeline",
        data_timeline=line.chapter,
        data_words=say,
        lang=words.LANGUAGE,
        aria_label=SAY["timeline"].format(title=line.title),
    )


def _event(event: Event, evidence: Evidence) -> Html:
    span = dates.bounds(event.date)
    small = "; ".join(filter(None, [dates.unknown(event.date) if not event.when else "", event.note]))
    machine = event.date if dates.precision(event.date) != "interval" and not dates.approximate(event.date) else None
    meta = [words.THEMES[event.theme], *(evidence.actor(actor) for actor in event.actors)]
    return tag(
        "li",
        tag(
            "div",
            tag("time" if machine else "span", inline(event.words), datetime=machine),
            " ",
            tag("small", inline(small)) if small else None,
            class_="t-when",
        ),
        tag(
            "div",
            tag("p", inline(event.headline), " ", tag("span", citations(event.claims, evidence), class_="t-cites")),
            tag("p", Html(" · ").join(tag("span", word) for word in meta), class_="t-meta"),
            class_="t-what",
        ),
        "\n",
        class_="t-event",
        id=f"event-{event.id}",
        data_start=span.start.isoformat(),
        data_end=span.end.isoformat(),
        data_precision=dates.precision(event.date),
        data_approximate=dates.approximate(event.date),
        data_actors=" ".join(event.actors),
        data_theme=event.theme,
    )

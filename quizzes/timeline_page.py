"""Timelines as HTML: a list of events in order of time, complete without a script.

``static/timeline.js`` adds an axis and filters to what is rendered here, and no content of its own.  It reads the
kind and actors of an event from its last line, and its date from ``datetime``, or from ``data-at`` where HTML's
``time`` can't say it.  What a reader does not see stands in ``data-is``: numbers of the kinds of source, track and
chapters, in the order of the names in ``data-words``.  So fifty events stay small.
"""

from __future__ import annotations

from quizzes import dates, words
from quizzes.claims import Evidence
from quizzes.events import Chronicle, Dated, Event, OtherDate, Told
from quizzes.markup import Html, tag
from quizzes.page import citations
from quizzes.text import inline, slug

SAY = words.PAGE


def timeline(line: Chronicle, evidence: Evidence) -> Html:
    """A timeline as a list in order of time."""
    facets = {
        "source": ({key for event in line.events for key in kinds(event, evidence)}, words.KINDS),
        "track": ({event.track for event in line.events}, words.TRACKS),
        "chapter": (set(line.chapters if len(line.chapters) > 1 else ()), words.PARTS),
    }
    names = {facet: {key: known[key] for key in known if key in used} for facet, (used, known) in facets.items()}
    names["chapter"] |= {key: key for key in facets["chapter"][0] - set(words.PARTS)}
    numbers = {pair: n for n, pair in enumerate((facet, key) for facet, its in names.items() for key in its)}
    return tag(
        "section",
        "\n",
        tag("div", inline(line.summary), _all(line), class_="t-summary"),
        tag("p", class_="t-count", role="status"),
        tag("ol", [_event(told, line, numbers, evidence) for told in line.told], class_="t-events"),
        class_="t-timeline",
        data_timeline=line.id,
        data_words=words.TIMELINE_SCRIPT | {"names": names},
        lang=words.LANGUAGE,
        aria_label=SAY["timeline"].format(title=line.title),
    )


def _all(line: Chronicle) -> list:
    """The way from a chapter's timeline to the page that has every event."""
    if len(line.chapters) > 1:
        return []
    return [" ", tag("a", SAY["all-events"], href=f"timeline.ipynb#{slug(words.EVERYTHING)}")]


def kinds(event: Event, evidence: Evidence) -> list[str]:
    """The kinds of source that an event rests on, as the files of its claims' sources have them."""
    cited = {one.key for claim in event.cited for one in evidence.claim(claim).citations}
    return sorted({evidence.sources.where[key].page for key in cited})


def _event(told: Told, line: Chronicle, numbers: dict[tuple[str, str], int], evidence: Evidence) -> Html:
    event = told.event
    its = [("source", kind) for kind in kinds(event, evidence)]
    its += [("track", event.track or ""), *(("chapter", name) for name in told.chapters)]
    track = tag("i", words.TRACKS[event.track]) if event.track else None
    who = " · ".join([words.THEMES[event.theme], *(evidence.actor(actor) for actor in event.actors)])
    return tag(
        "li",
        _when(event),
        tag(
            "p",
            inline(event.headline),
            " ",
            _cites(event, evidence),
            [_also(other, evidence) for other in event.disputed],
            " ",
            tag("small", Html(" · ").join(filter(None, [who, track, *_told(told, line)]))),
        ),
        "\n",
        id=f"event-{event.id}",
        data_is=" ".join(str(numbers[one]) for one in its if one in numbers) or None,
    )


def _when(dated: Dated) -> list:
    """The date, and under it what is not known of it."""
    small = "; ".join(filter(None, ["" if dated.when else dates.unknown(dated.date), dated.note]))
    return [_date(dated), *([" ", tag("small", inline(small))] if small else [])]


def _date(dated: Dated, plain: str = "b") -> Html:
    machine = dates.machine(dated.date)
    return tag(
        "time" if machine else plain,
        inline(dated.words),
        datetime=machine,
        data_at=None if machine else dates.span(dated.date),
    )


def _cites(dated: Dated, evidence: Evidence) -> Html:
    return tag("cite", citations(dated.claims, evidence))


def _also(other: OtherDate, evidence: Evidence) -> Html:
    by = other.by or ", ".join(dict.fromkeys(evidence.label(claim) for claim in other.claims))
    before, after = SAY["also"].split("{date}")
    note = tag("small", inline(f"({other.note})")) if other.note else None
    said = [
        before,
        _date(other, "i"),
        inline(after.format(by=by)),
        " ",
        note,
        " " if note else None,
        _cites(other, evidence),
    ]
    return tag("span", *said, class_="t-also")


def _told(told: Told, line: Chronicle) -> list[Html]:
    """Links to where the book tells it: its section in the same chapter, or the chapters that do."""
    event, (home, *_) = told
    if line.chapters == (home,):
        return [tag("a", SAY["told"], href=f"#{event.section}")] if event.section else []
    names = told.chapters if len(line.chapters) > 1 else [home]  # a chapter's own timeline need not lead to itself
    spots = dict.fromkeys(names, f"event-{event.id}") | ({home: event.section} if event.section else {})
    return [tag("a", words.PARTS.get(name, name), href=f"{name}.ipynb#{spot}") for name, spot in spots.items()]

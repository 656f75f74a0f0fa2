"""Fifty events: those of the book's timelines, filled up with dated claims of the evidence.  For measures alone."""

from __future__ import annotations

from quizzes import words
from quizzes.content import home
from quizzes.events import Chronicle, Event, Told
from quizzes.text import plain, shorten


def fifty() -> Chronicle:
    """Always the same, as long as the content is."""
    whole = home().chronicle()
    told = list(whole.told[:50])
    used = {claim for event in whole.events for claim in event.cited}
    themes = list(words.THEMES)
    for key, claim in home().evidence.claims.items():
        if len(told) == 50:
            break
        if claim.date and len(claim.date) == 10 and key not in used and claim.date > "2017":
            event = Event(
                id=f"c-{key}",
                date=claim.date,
                headline=shorten(plain(claim.claim), 90),
                claims=[key],
                actors=claim.actors[:1],
                theme=themes[len(told) % len(themes)],  # type: ignore[arg-type]
            )
            told.append(Told(event, ("warnings",)))
    told.sort(key=lambda one: one.event.date.strip("[."))
    return Chronicle("fifty", "Fifty events", "For measures.", ("warnings",), tuple(told))

"""An item where nothing can be clicked or typed: on a card, on paper.

A type says its face, which a reader has before them beside the stem, and the same solved: with the key, and with what
is said of each part in its place.  Both are made of rows, which letters, numbers, marks and words tell apart, and never
a style alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from quizzes import words
from quizzes.markup import Html, escape, tag

if TYPE_CHECKING:
    from quizzes.itemtypes.base import Feedback

SAY = words.FACE
BLANK = "_" * 12

Say = Callable[["Feedback"], Html]
"""How feedback is shown, with what it rests on: a format's own business."""


def rows(made: Iterable[Html], numbered: bool = False) -> Html:
    return tag("ol" if numbered else "ul", list(made), class_="i-rows")


def row(
    *text: Html | None, letter: str | None = None, key: bool | None = None, said: Iterable[Html | None] = ()
) -> Html:
    """A row; `key` says whether it bears the mark of what is right or of what is wrong, None that it bears none."""
    marks = {
        True: tag("span", "✓", class_="i-mark", role="img", aria_label=SAY["right"]),
        False: tag("span", "✗", class_="i-mark", role="img", aria_label=SAY["wrong"]),
        None: None,
    }
    return tag(
        "li",
        [marks[key], " "] if key is not None else None,
        [tag("span", letter, class_="i-letter"), " "] if letter else None,
        tag("span", list(text), class_="i-text"),
        list(said),
        class_="i-row i-key" if key else "i-row",
    )


def pair(one: Html, other: Html, said: Html, letter: str | None = None) -> Html:
    """A row of two things that belong together; the other one may bear a letter."""
    lettered = [tag("span", letter, class_="i-letter"), " "] if letter else None
    return row(one, " ", tag("span", "→ ", lettered, other, class_="i-with"), said=[said])


def note(text: str | Html) -> Html:
    """A line of ours beside what the author wrote."""
    return tag("p", text, class_="i-note")


def blank(unit: str | None = None) -> Html:
    """Room for an answer, with its unit."""
    return tag("p", tag("span", BLANK, class_="i-blank", aria_hidden="true"), [" ", unit] if unit else None)


def typed(remarks: Iterable[Feedback], also: Iterable[str], say: Say) -> Iterator[Html]:
    """The rows of a typed answer: the right one with what else is taken for it, then the wrong ones."""
    for feedback in remarks:
        right, foreseen = "right" in feedback.on, "other" not in feedback.values
        text = escape(feedback.about) if right or foreseen else Html(SAY["otherwise"])
        more = [note(one) for one in also] if right else []
        yield row(text, key=right, said=[*more, say(feedback)])

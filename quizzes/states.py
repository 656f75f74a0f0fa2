"""What is kept of a reader's answers, version 1: a small schema that review, hand-in files and LMS packages read too.

A browser keeps, under these keys of its ``localStorage``, one JSON text each::

    quizzes/1/item/<item id>      ItemState
    quizzes/1/quiz/<quiz id>      QuizState
    quizzes/1/card/<item id>      Card: the item in spaced review
    quizzes/1/settings            Settings
    quizzes/1/spoilt/<item id>    text that was found under an item's key and is no state of it, as it was found; or
                                  under another key, whose name it then has

A form of its own asks items that chapters ask too, and keeps its answers apart: the same keys with the form's id before
them, as in ``quizzes/1/review-a/item/<item id>``.  Such forms are the reviews of all chapters (`quizzes.mixed`);
``before`` and ``after``, the questions before and after a chapter; and ``file``, quizzes that are a file by themselves.
In ``before`` an item's state stays a draft, marked only to be compared; in ``after`` comparing checks it; a ``quiz``
state by the chapter's name says in ``before`` when the guesses were kept, in ``after`` when both were compared.  An
item's id is unique in all banks, so that no key needs the chapter's name.  `Kept` holds all of it as one document,
which a reader can take elsewhere.

A live notebook keeps the same in its model (`quizzes.widget`), by the same ids.

* A state belongs to one revision of its item (`Item.revision`).  A state of another revision is neither shown nor
  marked; it is overwritten when the reader answers again.
* The order of options is not kept: it follows from the item alone, so the same revision has the same order.
* Two copies of a state (two tabs, a file that is read in) are joined without loss: the copy with the later ``at`` wins,
  ``attempts`` and ``hints`` are the larger of both, and ``first`` is that of the later one if it knows it.  Two copies
  of a card are joined into one with the entries of both.  A reset removes the key.
* When an item comes back is not kept: it follows from the card's entries (``static/deck.js``), so that a better
  schedule needs no other data.
* Unknown fields are left alone, so that a later edition may add some; a field that changes its meaning makes version 2.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from quizzes.record import Id

VERSION = 1
Mode = Literal["each", "end", "exam", "practice"]
MODES: tuple[Mode, ...] = get_args(Mode)
DAY, HOUR, SIXTIETH = "[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}", "([01][0-9]|2[0-3])", "[0-5][0-9]"


def _real(moment: str) -> str:
    """Not February 30: what stands in order of time needs days that there are."""
    date.fromisoformat(moment[:10])
    return moment


Moment = Annotated[
    str,
    Field(
        pattern=rf"^{DAY}T{HOUR}:{SIXTIETH}:{SIXTIETH}(\.[0-9]+)?(Z|[+-]{HOUR}:{SIXTIETH})$",
        description="when the reader last changed it, by the reader's clock (RFC 3339)",
    ),
    AfterValidator(_real),
]
Day = Annotated[
    str,
    Field(pattern=f"^{DAY}$", description="the day, by the reader's calendar: reviews count days"),
    AfterValidator(_real),
]


def _counted(value: Any) -> Any:
    """To Python true is 1; here it is no number."""
    if isinstance(value, bool):
        raise ValueError("a number is wanted, not true or false")
    return value


Counted = BeforeValidator(_counted)
Certainty = Literal[1, 2, 3]
"""How sure a reader is: 1 not very, 2 fairly, 3 very; the levels of certainty-based marking (`quizzes.learner`)."""


class _Kept(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True, strict=True)


class ItemState(_Kept):
    """What is kept of one item."""

    rev: Annotated[str, Field(pattern=r"^[0-9a-f]{8}$", description="the revision that was answered")]
    response: Any = Field(None, description="in the shape of the item's scheme (quizzes.scoring); null for none")
    checked: bool = Field(False, description="the response was marked; false for one that is being written")
    revealed: bool = Field(False, description="the answer was shown: looked up, given up, or handed in")
    first: Any = Field(
        None,
        description="the response that was marked first; null where none is known, for open answers, and where the "
        "answer was shown before any was marked",
    )
    attempts: int = Field(0, ge=0, description="how often a response was marked")
    hints: int = Field(0, ge=0, description="how many hints were opened")
    sure: Annotated[Certainty | None, Counted] = Field(
        None, description="how sure the reader was before the mark, if asked"
    )
    at: Moment | None = None


class QuizState(_Kept):
    """What is kept of a quiz as a whole, where its mode has an end: ``end`` and ``exam``."""

    mode: Mode = Field(description="the mode in which it was handed in; in another mode the state says nothing")
    handed: bool = Field(False, description="exam: handed in; end: all checked")
    at: Moment | None = None


class Entry(_Kept):
    """One time that an item was answered: in its chapter, or when it came back."""

    at: Moment
    day: Day
    grade: Annotated[Literal[1, 2, 3, 4], Counted] = Field(
        description="FSRS's: 1 again (not right, shown, or a guess), 2 hard (right with a hint, not at once, or at the "
        "lowest certainty), 3 good (right); 4 easy is never given, since no mark shows it"
    )
    rev: Annotated[str, Field(pattern=r"^[0-9a-f]{8}$", description="the revision that was answered")]
    by: Literal["chapter", "review"]
    score: float = Field(ge=0, allow_inf_nan=False, description="of the last response")
    points: int = Field(ge=1, description="that a right response earns")
    attempts: int = Field(0, ge=0, description="by a chapter: how many were made until then")
    hints: int = Field(0, ge=0, description="how many hints were opened until then")
    guess: bool = Field(False, description="the reader said that it was one")
    sure: Annotated[Certainty | None, Counted] = Field(
        None, description="how sure the reader was before the mark, if asked"
    )


class Card(_Kept):
    """An item in spaced review.  Its entries stand in order of ``at``, which no two share."""

    log: list[Entry] = []


class Settings(_Kept):
    """What a reader has chosen."""

    length: Annotated[Literal[5, 10, 20], Counted] = Field(10, description="of a session of spaced review, in items")
    certainty: bool = Field(False, description="whether items ask how sure the reader is")
    at: Moment | None = None


class FormState(_Kept):
    """What is kept of a form that keeps its answers apart."""

    items: dict[Id, ItemState] = {}
    quizzes: dict[Id, QuizState] = {}
    spoilt: dict[Id, str] = {}


class Kept(_Kept):
    """All that is kept, as one document: for files that carry it elsewhere."""

    version: Annotated[Literal[1], Counted] = VERSION
    items: dict[Id, ItemState] = {}
    quizzes: dict[Id, QuizState] = {}
    cards: dict[Id, Card] = {}
    forms: dict[Id, FormState] = {}
    settings: Settings | None = None
    spoilt: dict[Id, str] = Field({}, description="texts that were found where a state should be, as they were found")


def read(state: Any) -> ItemState | None:
    """The state of an item, or None for something that is none."""
    try:
        return ItemState.model_validate(state)
    except ValidationError:
        return None


def now() -> str:
    """As JavaScript writes it, so that the later of two can be told."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

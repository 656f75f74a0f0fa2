"""What is kept of a reader's answers, version 1: a small schema that review, hand-in files and LMS packages read too.

A browser keeps, under these keys of its ``localStorage``, one JSON text each::

    quizzes/1/item/<item id>      ItemState
    quizzes/1/quiz/<quiz id>      QuizState
    quizzes/1/spoilt/<item id>    text that was found under an item's key and is no state of it, as it was found

A review of all chapters (`quizzes.mixed`) asks items that chapters ask too, and keeps its answers apart: the same keys
with the review's id before them, as in ``quizzes/1/review-a/item/<item id>``.  An item's id is unique in all banks, so
that no key needs the chapter's name.


A live notebook keeps the same in its model (`quizzes.widget`), by the same ids.

* A state belongs to one revision of its item (`Item.revision`).  A state of another revision is neither shown nor
  marked; it is overwritten when the reader answers again.
* The order of options is not kept: it follows from the item alone, so the same revision has the same order.
* Two copies of a state (two tabs, a file that is read in) are joined without loss: the copy with the later ``at`` wins,
  and ``attempts`` and ``hints`` are the larger of both.  A reset removes the key.
* Unknown fields are left alone, so that a later edition may add some; a field that changes its meaning makes version 2.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from quizzes.record import Id

VERSION = 1
Mode = Literal["each", "end", "exam", "practice"]
MODES: tuple[Mode, ...] = get_args(Mode)
Moment = Annotated[
    str,
    Field(
        pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$",
        description="when the reader last changed it, by the reader's clock (RFC 3339)",
    ),
]


class _Kept(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True, strict=True)


class ItemState(_Kept):
    """What is kept of one item."""

    rev: Annotated[str, Field(pattern=r"^[0-9a-f]{8}$", description="the revision that was answered")]
    response: Any = Field(None, description="in the shape of the item's scheme (quizzes.scoring); null for none")
    checked: bool = Field(False, description="the response was marked; false for one that is being written")
    revealed: bool = Field(False, description="the answer was shown: looked up, given up, or handed in")
    attempts: int = Field(0, ge=0, description="how often a response was marked")
    hints: int = Field(0, ge=0, description="how many hints were opened")
    at: Moment | None = None


class QuizState(_Kept):
    """What is kept of a quiz as a whole, where its mode has an end: ``end`` and ``exam``."""

    mode: Mode = Field(description="the mode in which it was handed in; in another mode the state says nothing")
    handed: bool = Field(False, description="exam: handed in; end: all checked")
    at: Moment | None = None


class Kept(_Kept):
    """All that is kept, as one document: for files that carry it elsewhere."""

    version: Literal[1] = VERSION
    items: dict[Id, ItemState] = {}
    quizzes: dict[Id, QuizState] = {}


def read(state: Any) -> ItemState | None:
    """The state of an item, or None for something that is none."""
    try:
        return ItemState.model_validate(state)
    except ValidationError:
        return None


def now() -> str:
    """As JavaScript writes it, so that the later of two can be told."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

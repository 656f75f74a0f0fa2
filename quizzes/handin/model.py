"""The file itself: its fields, and how one is made of a form and what is kept of its items."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from quizzes import scoring
from quizzes.forms import Form
from quizzes.itemtypes import Item
from quizzes.markup import clean
from quizzes.record import Id
from quizzes.states import Certainty, Counted, ItemState, Mode, Moment

FORMAT = "zero-tolerance-hand-in"
VERSION = 1
LONGEST = 60  # characters of a name, and of a quiz's id in the name of a file


def _seen(name: str) -> str:
    """A name stands in tables, in terminals and in the names of files."""
    if clean(name) != name or any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in name):
        raise ValueError("it has characters that can't be seen")
    if name != " ".join(name.split()):
        raise ValueError("it has spaces at its ends, or several together")
    return name


Name = Annotated[str, Field(min_length=1, max_length=LONGEST), AfterValidator(_seen)]
Revision = Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
Points = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class _Sent(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True, strict=True)


class First(_Sent):
    """The first response to an item that was marked."""

    response: Any = Field(description="in the shape of the item's scheme (quizzes.scoring)")
    score: Points = Field(description="that it earned")


class Answer(_Sent):
    """What became of one item."""

    id: Id = Field(description="of the item")
    revision: Revision = Field(description="of the item, when it was answered")
    response: Any = Field(description="in the shape of the item's scheme (quizzes.scoring); null for none")
    checked: bool = Field(description="the response was marked; false for one that is still being written")
    revealed: bool = Field(description="the answer was shown: looked up, given up, or handed in")
    score: Points | None = Field(
        description="what the page gave for the response; null if it was not marked, and for open answers"
    )
    points: int = Field(ge=1, description="that a right response earns")
    attempts: int = Field(ge=0, description="how often a response was marked")
    hints: int = Field(ge=0, description="how many hints were opened")
    sure: Annotated[Certainty | None, Counted] = Field(
        None, description="how sure the reader was, if asked: 1 not very, 2 fairly, 3 very"
    )
    first: First | None = Field(
        None,
        description="the first response that was marked, where it is known; not of open answers, and not if the answer "
        "was shown before",
    )


class HandIn(_Sent):
    """A reader's answers to one quiz."""

    format: Literal["zero-tolerance-hand-in"] = Field(description="says what kind of file this is")
    version: Annotated[Literal[1], Counted] = Field(description="of the format")
    name: Name = Field(description="what the reader wrote: a name, or a code")
    quiz: Annotated[str, Field(pattern=r"^[a-z0-9]+(--?[a-z0-9]+)*$")] = Field(
        description="a chapter, as 'turn'; a review's form, as 'review-a', or with another seed than the book's, as "
        "'review-a-7'; a chapter and the items that were chosen of it, as 'turn-one-item-another'"
    )
    revision: Revision = Field(
        description="of the quiz: FNV-1a (32 bits) of a line 'id:revision' for each of its items"
    )
    mode: Mode = Field(description="how the quiz was answered")
    handed: bool | None = Field(description="exam: handed in; end: all checked; null in modes that have no end")
    saved: Moment = Field(description="when the file was saved, by the reader's clock (RFC 3339)")
    items: list[Answer] = Field(min_length=1, description="every item of the quiz, in its order")


def revision_of(items: Iterable[tuple[str, str]]) -> str:
    """The revision of a quiz, of its items' ids and revisions in their order: FNV-1a in 32 bits
    (http://www.isthe.com/chongo/tech/comp/fnv/), which a page can work out without https."""
    value = 0x811C9DC5
    for byte in "".join(f"{key}:{revision}\n" for key, revision in items).encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return f"{value:08x}"


def make(form: Form, states: Mapping[str, ItemState], handed: bool, name: str, saved: str) -> HandIn:
    """The file of a form, of the states of its items by their ids; `ValueError` for a name that can't be."""
    name = " ".join(name.split())
    try:
        fits = 1 <= len(_seen(name)) <= LONGEST
    except ValueError as error:
        raise ValueError(f"{name!r} can't be the name: {error}; write letters, digits and single spaces") from None
    if not fits:
        raise ValueError(f"a name has 1 to {LONGEST} characters, not {len(name)}; write another, or a code")
    sealed = form.mode == "exam" and not handed
    items = [_answer(item, states.get(item.id, ItemState(rev=item.revision)), sealed) for item in form.leaves]
    return HandIn(
        format=FORMAT,
        version=VERSION,
        name=name,
        quiz=form.id,
        revision=revision_of((item.id, item.revision) for item in form.leaves),
        mode=form.mode,
        handed=handed if form.mode in ("exam", "end") else None,
        saved=saved,
        items=items,
    )


def _answer(item: Item, state: ItemState, sealed: bool) -> Answer:
    scheme, response, checked = item.scheme(), state.response, state.checked and not sealed
    given = {
        "id": item.id,
        "revision": item.revision,
        "response": response if attempted(scheme, response) else None,
        "checked": checked,
        "revealed": state.revealed and not sealed,
        "score": item.mark(response).score if checked and scoring.kind_of(scheme) != "open" else None,
        "points": item.points,
        "attempts": state.attempts,
        "hints": state.hints,
    }
    if state.sure:
        given["sure"] = state.sure
    try:
        if state.first is not None and not sealed:
            given["first"] = First(response=state.first, score=item.mark(state.first).score)
    except scoring.ResponseError:
        pass  # what was kept can't be read: then it is not known
    return Answer(**given)


def attempted(scheme: scoring.Scheme, response: Any) -> bool:
    """Whether there is an answer, one that can't be read as a number yet among them."""
    try:
        return bool(scoring.unread(scheme, response)) or scoring.mark(scheme, response).state != "not-attempted"
    except scoring.ResponseError:
        return False


def text(handin: HandIn) -> str:
    """As a page writes it: one field a line, whole numbers without a point, nothing that is not known."""
    data = handin.model_dump(exclude_unset=True)
    for answer in data["items"]:
        for marked in (answer, answer.get("first") or {}):
            if marked.get("score") is not None and marked["score"].is_integer():
                marked["score"] = int(marked["score"])
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def file_name(handin: HandIn) -> str:
    """``zero-tolerance-turn-Ada.json``: letters and digits of the name, of whatever script."""
    words = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in handin.name).split()
    return "-".join(["zero-tolerance", handin.quiz[:LONGEST], *words]) + ".json"

"""A file held against the banks: which quiz it is, what has changed since, and how its responses are marked again."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from quizzes import scoring
from quizzes.forms import Bank, Form
from quizzes.handin.model import Answer, HandIn, revision_of
from quizzes.handin.source import AGAIN, said, shown
from quizzes.itemtypes import Item
from quizzes.mixed import review
from quizzes.problems import did_you_mean
from quizzes.text import shorten

REVIEW = re.compile(r"review-([ab])(?:-(-?\d{1,18}))?")

Place = tuple[str | int, ...]
Fault = tuple[Place, str, str]
"""Where, what is wrong, what to do."""


class Marked(NamedTuple):
    """One answer, and what the bank says of it today: its item, or None if the bank has another revision of it or none,
    and how its response is marked.  Without an item, and where a number can't be read, there is no mark."""

    answer: Answer
    item: Item | None
    mark: scoring.Mark | None


class Banks:
    """All items, and the quizzes that are made of them."""

    def __init__(self, banks: Sequence[Bank]):
        self.banks = {bank.chapter: bank for bank in banks}
        self.items = {leaf.id: leaf for bank in banks for leaf in bank.leaves}

    def form(self, handin: HandIn) -> Form | None:
        """The quiz as it is today."""
        if handin.quiz in self.banks:
            return self.banks[handin.quiz].form()
        if drawn := REVIEW.fullmatch(handin.quiz):
            return review([*self.banks.values()], drawn[1].upper(), *([int(drawn[2])] if drawn[2] else []))
        wanted = [answer.id for answer in handin.items]
        for bank in (bank for chapter, bank in self.banks.items() if handin.quiz.startswith(f"{chapter}-")):
            places = {leaf.id: listed.id for listed in bank.items for leaf in listed.leaves()}
            listed = dict.fromkeys(places[key] for key in wanted if key in places)
            if listed and (form := bank.form(*listed)).id == handin.quiz:
                return form
        return None

    def marked(self, answer: Answer) -> Marked:
        item = self.items.get(answer.id)
        if item is None or item.revision != answer.revision:
            return Marked(answer, None, None)
        try:
            return Marked(answer, item, _mark(item, answer.response))
        except scoring.ResponseError:
            return Marked(answer, item, None)


def faults(handin: HandIn, answers: list[Marked], form: Form | None, banks: Banks) -> Iterator[Fault]:
    """What a file that has the right fields can't say."""
    ids = [answer.id for answer in handin.items]
    yield from ((("items", n), "this item stands twice", AGAIN) for n, key in enumerate(ids) if key in ids[:n])
    if handin.revision != revision_of((answer.id, answer.revision) for answer in handin.items):
        yield ("revision",), "it does not follow from the items: some were changed, moved or left out", AGAIN
    if handin.handed is None and handin.mode in ("exam", "end"):
        yield ("handed",), f"this is null in the mode '{handin.mode}'", "write true or false"
    if form is None:
        known = [*banks.banks, "review-a", "review-b"]
        part = any(handin.quiz.startswith(f"{chapter}-") for chapter in banks.banks)
        hint = "its name and its items do not fit; " + AGAIN if part else did_you_mean(handin.quiz, known, AGAIN)
        yield ("quiz",), f"there is no quiz {said(handin.quiz)}", hint
    for n, (answer, item, _) in enumerate(answers):
        for place, wrong, write in _answer_faults(answer, item, banks.items):
            yield ("items", n, *place), wrong, write


def _answer_faults(answer: Answer, item: Item | None, items: Mapping[str, Item]) -> Iterator[Fault]:
    if answer.id not in items:
        hint = did_you_mean(answer.id, items, "if it was taken out of the book, read the file with that edition")
        yield ("id",), f"no bank has the item {said(answer.id)}", hint
    first = answer.first and answer.first.score
    for place, score in ((("score",), answer.score), (("first", "score"), first)):
        if score is not None and score > answer.points:
            yield place, f"{score:g} of {answer.points} points is too much", AGAIN
    if answer.score is not None and not answer.checked:
        yield ("score",), "there is a score, and the answer was not checked", "write null"
    if item:
        yield from _against(answer, item)


def _against(answer: Answer, item: Item) -> Iterator[Fault]:
    """What an answer to this very revision of an item can't be."""
    if answer.points != item.points:
        yield ("points",), f"the item gives {item.points}, not {answer.points}", f"write {item.points}"
    given: list[tuple[Place, Any, float | None]] = [((), answer.response, answer.score)]
    if answer.first:
        given.append((("first",), answer.first.response, answer.first.score))
    for place, response, score in given:
        try:
            mark = _mark(item, response)
        except scoring.ResponseError as error:
            wrong, _, write = str(error).partition("; ")
            yield (*place, "response"), shorten(shown(wrong), 300), shorten(shown(write), 300) or AGAIN
            continue
        earned = mark.score if mark else 0
        if scoring.kind_of(item.scheme()) == "open":
            if score is not None:
                yield (*place, "score"), "no machine marks an open answer", "write null"
        elif score is None and answer.checked:
            yield (*place, "score"), "the answer was checked, and there is no score", f"write {earned:g}"
        elif score is not None and not math.isclose(score, earned, abs_tol=1e-9):
            wrong = f"the file says {score:g} of {item.points}, and marked again the answer earns {earned:g}"
            yield (*place, "score"), wrong, f"count {earned:g}, and ask why"


def _mark(item: Item, response: Any) -> scoring.Mark | None:
    """The mark of a response, None for a number that can't be read; `ResponseError` for what no reader can answer."""
    unread = scoring.unread(item.scheme(), response)
    if not unread:
        return item.mark(response)
    if isinstance(response, dict):
        item.mark({part: one for part, one in response.items() if part not in unread})
    return None


def notes(handin: HandIn, form: Form | None, banks: Banks) -> Iterator[str]:
    """What is no fault, and should be known."""
    if handin.handed is False:
        yield "this exam is not handed in, so it has no points" if handin.mode == "exam" else "not all is checked yet"
    if form:
        now, then = ({one.id: one.revision for one in these} for these in (form.leaves, handin.items))
        changed = [key for key, was in then.items() if key in banks.items and banks.items[key].revision != was]
        gone = [key for key in then if key in banks.items and key not in now]
        moved = revision_of(now.items()) != handin.revision and not changed and not gone and now.keys() == then.keys()
        for what, ids in (
            ("revised since, so not marked again", changed),
            ("no longer in this quiz", gone),
            ("new in this quiz since", [key for key in now if key not in then]),
            ("in another order in this quiz now", [*then] if moved else []),
        ):
            if ids:
                yield f"{what}: {', '.join(ids)}"
    for answer in handin.items:
        yield from _unknown(answer, f" at items {answer.id}")
        yield from _unknown(answer.first, f" at items {answer.id} > first")
    yield from _unknown(handin, "")


def _unknown(part: Any, place: str) -> Iterator[str]:
    """Fields of a later edition, or of somebody's own."""
    for name in (part and part.model_extra) or ():
        yield f"the field {said(name)}{place} is not known here and was left alone"

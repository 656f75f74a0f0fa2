"""What a reader answered to a quiz: responses, score, report.  The same with and without a live notebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from quizzes import handin, words
from quizzes.forms import Form
from quizzes.itemtypes import Item
from quizzes.repeatable import write
from quizzes.scoring import Response, ResponseError
from quizzes.states import ItemState, now, read
from quizzes.text import plain

BY_HAND = "self"  # the rule of an item that its reader marks


class Score(NamedTuple):
    """Points earned by the items answered so far, of all points that the quiz gives.

    `points` and `of` are the machine's marks alone; what readers gave themselves stands apart, in `own` of `own_of`.
    """

    points: float
    of: int
    answered: int
    items: int
    own: float = 0
    own_of: int = 0

    def __str__(self) -> str:
        said = f"{self.points:g} of {self.of} points; {self.answered} of {self.items} items answered"
        return said + (f"; marked by yourself: {self.own:g} of {self.own_of}" if self.own_of else "")


class Report(list[dict[str, Any]]):
    """One row an item: item, objective, state, score, points, by, attempts, hints, response, feedback.

    `by` says who marked it, ``machine`` or ``self``.  ``pandas.DataFrame`` takes it.
    """

    def __str__(self) -> str:
        rows = [f"{row['state']:<14} {row['score']:g}/{row['points']}  {row['item']}" for row in self]
        return "\n".join(rows)

    __repr__ = __str__


class Answers:
    """`states` holds, by item id, what the page keeps of each item that was answered or revealed: see
    `quizzes.states.ItemState`.  What is no state, or is one of another revision, counts as not answered."""

    form: Form
    states: dict[str, dict[str, Any]]
    quiz_state: dict[str, dict[str, Any]]

    @property
    def responses(self) -> dict[str, Response]:
        """Responses by item id, as the scheme's cardinality shapes them (`quizzes.scoring`).

        Setting them marks and shows them; items that are not named keep what they have, and None takes an
        answer back.  Raises `KeyError` for an unknown item and `quizzes.scoring.ResponseError` for a response
        that the item can't have; then nothing is changed.
        """
        return {item.id: state.response for item, state in self._states() if state.checked}

    @responses.setter
    def responses(self, given: dict[str, Response]) -> None:
        states = dict(self.states)
        for key, response in given.items():
            item = self.form[key]
            if item.mark(response).state == "not-attempted":
                states.pop(key, None)
                continue
            before = self._state(item)
            tried = before is not None and before.attempts > 0
            after = ItemState(
                rev=item.revision,
                response=response,
                first=None if by_hand(item) else before.first if tried else response,
                checked=True,
                attempts=before.attempts + 1 if before else 1,
                hints=before.hints if before else 0,
                at=now(),
            )
            states[key] = after.model_dump()
        self.states = states

    @property
    def score(self) -> Score:
        responses = self.responses
        marks = [(item, item.mark(responses.get(item.id))) for item in self.form.leaves]
        machine = [mark for item, mark in marks if not by_hand(item)]
        own = [mark for item, mark in marks if by_hand(item)]
        return Score(
            sum(mark.score for mark in machine),
            sum(mark.points for mark in machine),
            sum(mark.state != "not-attempted" for _, mark in marks),
            len(marks),
            sum(mark.score for mark in own),
            sum(mark.points for mark in own),
        )

    def report(self) -> Report:
        """What became of each item, in the order of the form."""
        return Report(self._rows())

    def hand_in(self, name: str, folder: str | Path = ".") -> None:
        """Save the answers as a file to be sent as homework is, ``zero-tolerance-turn-Ada.json`` for `name` "Ada", and
        say so.  `quizzes.handin` documents it; it holds the name, the answers with their points, and when it was saved.

        Raises `ValueError` for a name that can't be, or if nothing is answered yet, and `FileExistsError` if there is
        such a file already; then nothing is written.
        """
        handed = self.quiz_state.get(self.form.id)
        states = {item.id: state for item, state in self._states()}
        is_handed = isinstance(handed, dict) and handed.get("handed") is True and handed.get("mode") == self.form.mode
        made = handin.make(self.form, states, is_handed, name, f"{now()[:19]}Z")
        if all(answer.response is None for answer in made.items):
            raise ValueError("nothing is answered yet, so there is nothing to hand in; answer a question first")
        path = Path(folder) / handin.file_name(made)
        if path.exists():
            raise FileExistsError(f"{path} is there already; take it away, or write another name, such as '{name} 2'")
        write(handin.text(made).encode(), path)
        print(words.HAND_IN["saved" if made.handed is not False else "unmarked"].format(file=path))

    def _rows(self) -> Iterable[dict[str, Any]]:
        states = {item.id: state for item, state in self._states()}
        for item in self.form.leaves:
            state = states.get(item.id)
            response = state.response if state and state.checked else None
            mark = item.mark(response)
            attempted = mark.state != "not-attempted"
            yield {
                "item": item.id,
                "objective": item.objective,
                "state": mark.state,
                "score": mark.score,
                "points": mark.points,
                "by": "self" if by_hand(item) else "machine",
                "attempts": state.attempts if state else 0,
                "hints": state.hints if state else 0,
                "response": response,
                "feedback": [plain(feedback.say) for feedback in item.said(response)] if attempted else [],
            }

    def _states(self) -> Iterator[tuple[Item, ItemState]]:
        for item in self.form.leaves:
            state = self._state(item)
            if state:
                yield item, state

    def _state(self, item: Item) -> ItemState | None:
        """What is kept of this item, if it can be read and is of this revision."""
        state = read(self.states.get(item.id))
        if state is None or state.rev != item.revision:
            return None
        return state if not state.checked or _can_be(item, state.response) else None


def by_hand(item: Item) -> bool:
    return item.scheme()["rule"] == BY_HAND


def _can_be(item: Item, response: Response) -> bool:
    try:
        item.mark(response)
    except ResponseError:
        return False
    return True

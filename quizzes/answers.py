"""What a reader answered to a quiz: responses, score, report.  The same with and without a live notebook."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from quizzes.forms import Form
from quizzes.scoring import Response
from quizzes.text import plain


class Score(NamedTuple):
    """Points earned by the items answered so far, of all points that the quiz gives."""

    points: float
    of: int
    answered: int
    items: int

    def __str__(self) -> str:
        return f"{self.points:g} of {self.of} points; {self.answered} of {self.items} items answered"


class Report(list[dict[str, Any]]):
    """One row an item: item, objective, state, score, points, response, feedback.  ``pandas.DataFrame`` takes it."""

    def __str__(self) -> str:
        rows = [f"{row['state']:<14} {row['score']:g}/{row['points']}  {row['item']}" for row in self]
        return "\n".join(rows)

    __repr__ = __str__


class Answers:
    """`states` holds, by item id, what the page keeps of each item that was answered or revealed:
    ``rev``, ``response``, ``checked``, ``revealed``, ``attempts``, ``hints``, ``at``."""

    form: Form
    states: dict[str, dict[str, Any]]

    @property
    def responses(self) -> dict[str, Response]:
        """Responses by item id, as the scheme's cardinality shapes them (`quizzes.scoring`).

        Setting them marks and shows them; items that are not named keep what they have, and None takes an
        answer back.  Raises `KeyError` for an unknown item and `quizzes.scoring.ResponseError` for a response
        that the item can't have; then nothing is changed.
        """
        return {
            key: state["response"]
            for key, state in self.states.items()
            if state.get("checked") and state.get("rev") == self.form[key].revision
        }

    @responses.setter
    def responses(self, given: dict[str, Response]) -> None:
        states = dict(self.states)
        for key, response in given.items():
            item = self.form[key]
            if item.mark(response).state == "not-attempted":
                states.pop(key, None)
                continue
            before = states.get(key, {})
            states[key] = {
                "rev": item.revision,
                "response": response,
                "checked": True,
                "revealed": False,
                "attempts": before.get("attempts", 0) + 1,
                "hints": before.get("hints", 0),
                "at": datetime.now(UTC).isoformat(timespec="seconds"),
            }
        self.states = states

    @property
    def score(self) -> Score:
        marks = [self.form[key].mark(response) for key, response in self.responses.items()]
        return Score(sum(mark.score for mark in marks), self.form.points, len(marks), len(self.form.items))

    def report(self) -> Report:
        """What became of each item, in the order of the form."""
        responses = self.responses
        return Report(self._rows(responses))

    def _rows(self, responses: dict[str, Response]) -> Iterable[dict[str, Any]]:
        for item in self.form.items:
            response = responses.get(item.id)
            mark = item.mark(response)
            attempted = mark.state != "not-attempted"
            yield {
                "item": item.id,
                "objective": item.objective,
                "state": mark.state,
                "score": mark.score,
                "points": mark.points,
                "response": response,
                "feedback": [plain(feedback.say) for feedback in item.said(response)] if attempted else [],
            }

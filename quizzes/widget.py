"""What a notebook cell shows: the page's HTML, and where anywidget is installed the same HTML come alive.

Every output carries ``text/html``: it is what a static site, a printout, a preview without a kernel and nbval see.
"""

from __future__ import annotations

from typing import Any

from quizzes import assets, page
from quizzes.answers import Answers
from quizzes.claims import Evidence
from quizzes.events import Chronicle
from quizzes.forms import Form
from quizzes.markup import Html

try:
    import anywidget
    from traitlets import Dict, Unicode
except ImportError:  # a notebook without widgets still shows and marks the quiz
    anywidget = None


class Shown:
    """Something with HTML and one line of words."""

    def __init__(self, html: Html, words: str):
        self.html, self.words = html, words

    def __repr__(self) -> str:
        return self.words

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self.html}


class StaticQuiz(Answers, Shown):
    """A quiz that can be read, and answered from Python."""

    def __init__(self, form: Form, evidence: Evidence):
        super().__init__(page.quiz(form, evidence), quiz_words(form))
        self.form, self.states, self.quiz_state = form, {}, {}


def quiz_words(form: Form) -> str:
    return f"Quiz '{form.id}': {len(form.leaves)} items, {form.points} points"


def timeline_words(line: Chronicle) -> str:
    return f"Timeline '{line.id}': {len(line.told)} events"


if anywidget is None:
    Quiz = StaticQuiz
    Line = Shown
else:

    class Live(anywidget.AnyWidget):
        """HTML that its script enhances in a notebook."""

        html = Unicode().tag(sync=True)
        states = Dict().tag(sync=True)
        quiz_state = Dict().tag(sync=True)
        _css = assets.text("book.css")

        def __init__(self, html: Html, words: str):
            super().__init__(html=html)
            self.words = words

        def __repr__(self) -> str:
            return self.words

        def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
            view, metadata = super()._repr_mimebundle_(**kwargs)
            return view | {"text/plain": repr(self), "text/html": self.html}, metadata

    class Quiz(Answers, Live):  # type: ignore[no-redef]
        """A quiz that is answered on the page: `responses`, `score` and `report()` say how."""

        _esm = assets.module("quiz.js", "quizzes")

        def __init__(self, form: Form, evidence: Evidence):
            super().__init__(page.quiz(form, evidence), quiz_words(form))
            self.form = form

    class Line(Live):  # type: ignore[no-redef]
        """A timeline with its axis and filters."""

        _esm = assets.module("timeline.js", "timelines")

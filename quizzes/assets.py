"""Scripts and styles: written in pieces that can be read, handed out as one file for each thing that a page enhances.

No bundler: the pieces of a file stand behind each other, and each says in its head what it is.  In front of them stand
the words that they say, from the catalogue (`quizzes.words`).
"""

from __future__ import annotations

import json
from pathlib import Path

from quizzes import words
from quizzes.learner import CERTAINTY

STATIC = Path(__file__).parent / "static"

PIECES = {
    "quiz.js": ("typed.js", "marking.js", "controls.js", "say.js", "store.js", "item.js", "handin.js", "quiz.js"),
    "timeline.js": ("timeline.js",),
    "fsrs.js": ("vendor/ts-fsrs/index.umd.js",),
    "progress.js": ("typed.js", "marking.js", "say.js", "store.js", "deck.js", "kept.js", "offline.js", "progress.js"),
    "recall.js": (
        *("typed.js", "marking.js", "controls.js", "say.js", "store.js", "item.js"),
        *("deck.js", "kept.js", "shelf.js", "sure.js", "recall.js"),
    ),
    "beforehand.js": (
        *("typed.js", "marking.js", "controls.js", "say.js", "store.js", "item.js"),
        *("shelf.js", "beforehand.js"),
    ),
    "sure.js": ("sure.js",),
    "cite.js": ("cite.js",),
    "scheme.js": ("scheme.js",),
    "slides.js": ("slides.js",),
    "book.css": ("book.css", "quiz.css", "timeline.css", "figure.css"),
    "learner.css": ("learner.css",),
    "teaching.css": ("teaching.css",),
    "work.css": ("work.css",),
    "slides.css": ("slides.css",),
    "handout.css": ("handout.css",),
}


# What exports put into their own files, and no page of the site has.
ELSEWHERE = {
    "scorm.js": ("typed.js", "marking.js", "controls.js", "say.js", "store.js", "scorm.js", "item.js", "quiz.js"),
}


# What a right answer and another one earn at each level of certainty, as it is said.
MARKS = {
    f"{level}.{answer}": f"{mark}".replace("-", "−")
    for level, marks in CERTAINTY.items()
    for answer, mark in zip(("right", "other"), marks, strict=True)
}

# The words that a script says, under the name by which it knows them; a piece of other files brings its own.
WORDS = {
    "quiz.js": ("quizWords", words.QUIZ_SCRIPT),
    "progress.js": ("progressWords", words.PROGRESS_SCRIPT | words.OFFLINE_SCRIPT),
    "recall.js": ("recallWords", words.QUIZ_SCRIPT | words.RECALL_SCRIPT),
    "beforehand.js": ("beforehandWords", words.QUIZ_SCRIPT | words.BEFOREHAND_SCRIPT),
    "sure.js": ("sureWords", words.SURE_SCRIPT | MARKS),
    "slides.js": ("slidesWords", words.SLIDES_SCRIPT),
}


def text(name: str) -> str:
    """The file `name` as a page loads it; `KeyError` for one that pages don't load."""
    named = (PIECES | ELSEWHERE)[name]
    pieces = [read(piece) for piece in named]
    licences = {(STATIC / piece).parent / "LICENSE" for piece in named if piece.startswith("vendor/")}
    pieces[:0] = [f"/*! {licence.read_text(encoding='utf-8').strip()} */" for licence in sorted(licences)]
    pieces[:0] = [
        f"const {known} = {json.dumps(said, ensure_ascii=False)};"
        for known, said in (WORDS[one] for one in dict.fromkeys([name, *named]) if one in WORDS)
    ]
    return "\n".join(pieces)


def read(name: str) -> str:
    """A file that no page of the site loads, or one piece, as it stands."""
    return (STATIC / name).read_text(encoding="utf-8")


def module(name: str, front: str) -> str:
    """A classic script as the module that anywidget loads, from a blob, which can import nothing."""
    return f"{text(name)}\nexport default {{ render: {front}.render }};\n"

"""Class notebooks: each has the parts of a lesson, and a chapter that leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quizzes.chapters import Chapter, is_answer
from quizzes.checks.promise import Whole, promise
from quizzes.checks.standards import written
from quizzes.problems import Problem
from quizzes.words import ANSWER

FOLDER = "work/"
LOOK, EXAMPLE, TASKS, WORDS = "Look at the", "A worked example", ("Task 1", "Task 2"), "In your own words"


@dataclass
class Part:
    """What stands under one heading, which is in the cell of this number."""

    cell: int
    begun: bool = False  # it has a code cell
    answered: bool = False  # it has the heading of an answer ...
    run: bool = False  # ... with a code cell under it,
    closed: bool = True  # ... in a cell of its own, so that a notebook hides all that follows


@promise
def class_notebooks_are_lessons(whole: Whole) -> Iterator[Problem]:
    """A class notebook opens with a question in italics, looks at its table, works an example, sets two tasks, each
    with a cell to begin in and an answer that is run, and asks for an answer in words; its answers are closed."""
    for lesson in lessons(whole):
        parts = _parts(lesson)
        if not lesson.question:
            yield _of(lesson, 0, "it opens without a question", "write it under the title: '*Who …?*'")
        for heading in (LOOK, EXAMPLE, *TASKS, WORDS):
            part = next((one for title, one in parts.items() if title.startswith(heading)), None)
            for wrong, write in _lacks(heading, part):
                yield _of(lesson, part.cell if part else 0, wrong, write)


def _lacks(heading: str, part: Part | None) -> Iterator[tuple[str, str]]:
    if part is None:
        yield f"it has no part '{heading}'", f"write it under '## {heading}'"
        return
    if heading != WORDS and not part.begun:
        yield f"'{heading}' has no code", "add a code cell that runs as it stands"
    if heading in TASKS and not part.run:
        yield f"'{heading}' has no answer that is run", f"write '### {ANSWER} to {heading.lower()}' and a code cell"
    if heading == WORDS and not part.answered:
        yield f"'{heading}' has no answer", f"write '### {ANSWER} in words' and under it what a good one says"
    if not part.closed:
        yield f"the answer to '{heading}' is not closed", f"let '### {ANSWER} …' have a cell to itself"


@promise
def class_notebooks_are_found(whole: Whole) -> Iterator[Problem]:
    """A chapter that shows its quiz has a class notebook of its name, and leads to it."""
    for chapter in written(whole):
        page = f"{FOLDER}{chapter.stem}.ipynb"
        if f"{FOLDER}{chapter.stem}" not in whole.chapters:
            yield _of(chapter, 0, f"there is no class notebook '{page}'", "write it, as the other chapters have it")
        elif not any(f"]({page})" in text for _, text, _ in chapter.markdown()):
            yield _of(chapter, 0, "it does not lead to its class notebook", f"write '[class notebook]({page})'")


def lessons(whole: Whole) -> Iterator[Chapter]:
    """The class notebooks."""
    for stem, page in whole.chapters.items():
        if stem.startswith(FOLDER) and page.path.suffix == ".ipynb":
            yield page


def _parts(lesson: Chapter) -> dict[str, Part]:
    """The parts of a class notebook by their headings."""
    parts: dict[str, Part] = {}
    part = Part(0)
    for number, cell in enumerate(lesson.cells):
        text = "".join(cell["source"]).strip()
        if cell["cell_type"] == "code":
            part.run |= part.answered
            part.begun |= not part.answered
            continue
        for line in text.splitlines():
            if line.startswith("## "):
                part = parts[line[3:].strip()] = Part(number)
            elif line.startswith("### "):
                part.answered = True
                part.closed = is_answer(text) and text == line.strip()
    return parts


def _of(page: Chapter, cell: int, wrong: str, write: str) -> Problem:
    place = f"cell {cell + 1}" if cell else "page"
    return Problem(str(page.path), page.line(cell) if cell else 1, place, wrong, write)

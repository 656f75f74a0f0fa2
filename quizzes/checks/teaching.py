"""The teacher's guide, ``book/teaching/``: a plan for each chapter, and six pages that serve them all.

A book without that folder has no guide, and nothing is asked of it.  Times are checked because a teacher works by them:
a lesson of 45 minutes whose steps make 50 fails in the room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from quizzes.chapters import Chapter
from quizzes.checks.promise import Whole, promise
from quizzes.checks.standards import written
from quizzes.problems import Problem

FOLDER = "teaching/"
PAGES = ("index", "controversy", "hearing", "standards", "care", "letter")
LESSONS = (20, 45, 90)
SECTIONS = (
    "At a glance",
    *(f"In {minutes} minutes" for minutes in LESSONS),
    "Questions to ask",
    "Likely objections",
    "Accommodations",
    "Exit ticket",
)
LEAST_OBJECTIONS = 4
PACKETS = ("Packet A", "Packet B")
LEAST_DOCUMENTS = 4
LONGER = 1.1  # of two packets, the longer one has at most so many times the words of the other
LIMIT = "**It can't show**"
KEYS = "zero-tolerance-answer-keys"
NO_TIME = {"", "–", "-"}
TIMED = re.compile(r"In (\d+) minutes")


class Section(NamedTuple):
    """A section of a page: its heading, the line where that stands, and the lines below it."""

    title: str
    line: int
    lines: list[str]

    @property
    def rows(self) -> list[tuple[int, list[str]]]:
        """The rows of its tables, headings among them, with their lines."""
        numbered = enumerate(self.lines, self.line + 1)
        cells = [(n, [cell.strip() for cell in line.strip("| ").split("|")]) for n, line in numbered if line[:1] == "|"]
        return [(n, row) for n, row in cells if not set("".join(row)) <= set("-: ")]


@promise
def the_guide_is_whole(whole: Whole) -> Iterator[Problem]:
    """A teacher's guide has its six pages and a plan for each chapter, and its index asks each chapter's question."""
    if not _guide(whole):
        return
    plans = {chapter.stem: chapter for chapter in written(whole)}
    for name in (*PAGES, *plans):
        if FOLDER + name not in whole.chapters:
            path = whole.book / FOLDER / f"{name}.md"
            yield Problem(str(path), 1, "file", f"the teacher's guide has no page '{name}'", "write it")
    index = whole.chapters.get(f"{FOLDER}index")
    for stem, chapter in plans.items() if index else ():
        question = _asked(chapter)
        if question and question not in index.source:  # type: ignore[union-attr]
            yield _of(index, 1, "chapters", f"it does not ask the question of '{stem}'", f"write {question}")  # type: ignore[arg-type]


@promise
def plans_have_their_shape(whole: Whole) -> Iterator[Problem]:
    """A plan asks its chapter's guiding question word for word, has its eight sections in their order, lessons whose
    steps make 20, 45 and 90 minutes, four objections or more, and something on its exit ticket."""
    for chapter in written(whole):
        if plan := whole.chapters.get(FOLDER + chapter.stem):
            yield from _plan(plan, _asked(chapter))


def _plan(plan: Chapter, question: str) -> Iterator[Problem]:
    if question and question not in plan.source:
        yield _of(plan, 1, "text", "it does not ask its chapter's guiding question", f"write {question}")
    sections = _sections(plan)
    titles = tuple(section.title for section in sections)
    if titles != SECTIONS:
        yield _of(plan, 1, "text", f"its sections are {', '.join(titles)}", f"let them be {', '.join(SECTIONS)}")
        return
    for section in sections:
        if timed := TIMED.fullmatch(section.title):
            yield from _adds_up(plan, section, "Minutes", int(timed[1]))
    by_title = {section.title: section for section in sections}
    objections = by_title["Likely objections"]
    count = sum(line.startswith("- **") for line in objections.lines)
    if count < LEAST_OBJECTIONS:
        write = f"let it have {LEAST_OBJECTIONS} or more, each '- **Objection.** Answer'"
        yield _of(plan, objections.line, objections.title, f"it has {count} objections", write)
    ticket = by_title["Exit ticket"]
    if not any(line.strip() for line in ticket.lines):
        yield _of(plan, ticket.line, ticket.title, "the exit ticket asks nothing", "write one or two questions")


@promise
def times_add_up(whole: Whole) -> Iterator[Problem]:
    """In the guide, a column "In 60 minutes" adds up to 60."""
    for page in _guide(whole):
        for section in _sections(page):
            for head in {cell for _, row in section.rows for cell in row if TIMED.fullmatch(cell)}:
                yield from _adds_up(page, section, head, int(TIMED.fullmatch(head)[1]))  # type: ignore[index]


def _adds_up(page: Chapter, section: Section, head: str, minutes: int) -> Iterator[Problem]:
    """Whether the cells below this heading of a column make so many minutes."""
    rows = section.rows
    place = next(((row.index(head), n) for n, (_, row) in enumerate(rows) if head in row), None)
    if place is None:
        write = "give its steps in a table, '| Minutes | Students | Teacher |'"
        yield _of(page, section.line, section.title, "it has no table of minutes", write)
        return
    column, first = place
    total = 0
    for line, row in rows[first + 1 :]:
        cell = row[column] if column < len(row) else ""
        if not (cell.isdecimal() or cell in NO_TIME):
            yield _of(page, line, section.title, f"'{cell}' is no number of minutes", "write a whole number, such as 5")
            return
        total += int(cell) if cell.isdecimal() else 0
    if total != minutes:
        yield _of(page, section.line, section.title, f"its steps make {total} minutes", f"let them make {minutes}")


@promise
def packets_are_even(whole: Whole) -> Iterator[Problem]:
    """The two packets of the controversy have as many documents, four or more, each of which says what it can't show,
    and neither is longer than the other by more than a tenth."""
    page = whole.chapters.get(f"{FOLDER}controversy")
    if page is None:
        return
    packets = [next((one for one in _sections(page) if one.title.startswith(name)), None) for name in PACKETS]
    for name, packet in zip(PACKETS, packets, strict=True):
        if packet is None:
            yield _of(page, 1, "text", f"it has no '{name}'", f"write '## {name}. …', with documents under '###'")
            return
        count = len(_documents(packet))
        if count < LEAST_DOCUMENTS:
            yield _of(page, packet.line, name, f"it has {count} documents", f"give it {LEAST_DOCUMENTS} or more")
        for line, document in _documents(packet):
            if LIMIT not in document:
                yield _of(page, line, name, "a document does not say what it can't show", f"write '- {LIMIT} …'")
    one, other = (packet for packet in packets if packet)
    counts = [len(_documents(packet)) for packet in (one, other)]
    if counts[0] != counts[1]:
        wrong = f"the packets have {counts[0]} and {counts[1]} documents"
        yield _of(page, other.line, other.title, wrong, "give both sides as many")
    lengths = [_words(packet) for packet in (one, other)]
    if max(lengths) > LONGER * min(lengths):
        wrong = f"the packets have {lengths[0]} and {lengths[1]} words"
        yield _of(page, other.line, other.title, wrong, "make them alike in length")


@promise
def answer_keys_have_one_door(whole: Whole) -> Iterator[Problem]:
    """The answer keys are linked from the index of the teacher's guide, and from no other page."""
    for stem, page in whole.chapters.items():
        for number, line in enumerate(page.source.splitlines(), 1) if stem != f"{FOLDER}index" else ():
            if KEYS in line:
                yield _of(
                    page, number, "text", "this page leads to the answer keys", "link them from the guide's index alone"
                )


def _guide(whole: Whole) -> list[Chapter]:
    return [page for stem, page in whole.chapters.items() if stem.startswith(FOLDER)]


def _asked(chapter: Chapter) -> str:
    """A chapter's guiding question, as it is written there."""
    return f"*{chapter.question}*" if chapter.question else ""


def _sections(page: Chapter) -> list[Section]:
    """The sections of a page."""
    found: list[Section] = []
    for number, line in enumerate(page.source.splitlines(), 1):
        if line.startswith("## "):
            found.append(Section(line[3:].strip(), number, []))
        elif found:
            found[-1].lines.append(line)
    return found


def _documents(packet: Section) -> list[tuple[int, str]]:
    """The documents of a packet, each with the line of its heading."""
    starts = [n for n, line in enumerate(packet.lines) if line.startswith("### ")]
    ends = [*starts[1:], len(packet.lines)]
    return [
        (packet.line + 1 + start, "\n".join(packet.lines[start:end])) for start, end in zip(starts, ends, strict=False)
    ]


def _words(packet: Section) -> int:
    """How many words of a packet are read: those of its documents, without links and comments."""
    text = "\n".join(document for _, document in _documents(packet))
    return len(re.sub(r"<!--.*?-->|\[[^\]]*\]\([^)]*\)|[>*#]", " ", text).split())


def _of(page: Chapter, line: int, place: str, wrong: str, write: str) -> Problem:
    return Problem(str(page.path), line, place, wrong, write)

"""One file read with care: what is wrong with it is said, and nothing of it is dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from quizzes import words
from quizzes.content import Content
from quizzes.forms import Form
from quizzes.handin import against, source
from quizzes.handin.against import Banks, Fault, Marked, Place
from quizzes.handin.model import FORMAT, LONGEST, VERSION, HandIn
from quizzes.handin.source import AGAIN, UnreadableError, said, shown
from quizzes.problems import Problem

OURS = "ask for the file that 'Save my answers as a file' saves, at the end of a quiz"
ID = re.compile(r'"id"\s*:')
KINDS = {
    "id": ("quiz", "id"),
    "flag": ("checked", "revealed"),
    "count": ("attempts", "hints"),
    "revision": ("revision",),
    "mode": ("mode",),
    "points": ("points",),
    "moment": ("saved",),
    "list": ("items",),
    "level": ("sure",),
    "group": ("first",),
}
WANTED = {name: words.PROGRESS_SCRIPT[f"wanted.{kind}"] for kind, names in KINDS.items() for name in names} | {
    "version": f"{VERSION}",
    "name": f"1 to {LONGEST} characters, with single spaces between words",
    "handed": "true, false, or null",
    "response": "the answer, or null",
    "score": "a number, 0 or more, or null",
}


class Read(NamedTuple):
    """A file as it was read: what is in it, if it can be read at all; the quiz as it is today, if there is one; what is
    wrong with the file, and what one should know of it."""

    path: Path
    handin: HandIn | None = None
    form: Form | None = None
    answers: Sequence[Marked] = ()
    problems: Sequence[Problem] = ()
    notes: Sequence[str] = ()


def read(path: Path, content: Content, banks: Banks | None = None) -> Read:
    """Read a file and hold it against the banks of `content`.  What is in the file raises nothing."""
    try:
        text = source.text(path)
        data = source.data(text)
        handin = _handin(data)
    except UnreadableError as error:
        return Read(path, problems=[Problem(shown(path), *error.args)])
    except ValidationError as error:
        return Read(path, problems=_problems(path, text, data, map(_explain, error.errors())))
    banks = banks or Banks(content.banks())
    answers, form = [banks.marked(answer) for answer in handin.items], banks.form(handin)
    problems = _problems(path, text, data, against.faults(handin, answers, form, banks))
    return Read(path, handin, form, answers, problems, [*against.notes(handin, form, banks)])


def _handin(data: Any) -> HandIn:
    known = data if isinstance(data, dict) else {}
    if known.get("format") != FORMAT:
        if "format" not in known and isinstance(known.get("items"), dict):
            raise UnreadableError(
                "this is a copy of all that a browser keeps (My progress), and no quiz handed in", OURS
            )
        found = f"its format is {said(known['format'])}" if "format" in known else "it names no format"
        raise UnreadableError(f"{found}, and a file that is handed in says '{FORMAT}'", OURS)
    version = known.get("version")
    if isinstance(version, int) and version > VERSION:
        raise UnreadableError(
            f"it is of version {version}, from a later edition of the book", "bring this one up to date"
        )
    return HandIn.model_validate(data)


def _explain(fault: Any) -> Fault:
    """What pydantic found, in words."""
    place, error = fault["loc"], fault.get("ctx", {}).get("error")
    write = f"write {WANTED[place[-1]]}" if place and place[-1] in WANTED else AGAIN
    if fault["type"] == "missing":
        return place, "this is missing", write
    return place, f"this is {said(fault['input'])}" + (f": {error}" if fault["type"] == "value_error" else ""), write


def _problems(path: Path, text: str, data: Any, faults: Iterable[Fault]) -> list[Problem]:
    """Faults with their file, and with the line in which their item begins, if that can be told."""
    items = data.get("items") if isinstance(data, dict) else None
    lines = [text.count("\n", 0, found.start()) + 1 for found in ID.finditer(text)]
    told = isinstance(items, list) and len(items) == len(lines)

    def line(place: Place) -> int:
        return lines[place[1]] if told and len(place) > 1 and isinstance(place[1], int) else 1

    return [Problem(shown(path), line(place), _in_words(data, place), wrong, write) for place, wrong, write in faults]


def _in_words(data: Any, place: Place) -> str:
    """``items two-limits > score`` for ('items', 3, 'score')."""
    said = ""
    for step in place:
        data = data[step] if isinstance(data, list) or (isinstance(data, dict) and step in data) else None
        if isinstance(step, int):
            key = data.get("id") if isinstance(data, dict) else None
            said += f" {shown(key)[:60]}" if isinstance(key, str) else f" no. {step + 1}"
        else:
            said += f" > {step}"
    return said.removeprefix(" > ") or "file"

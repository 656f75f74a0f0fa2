"""Folders of the files that readers of the book hand in (`quizzes.handin`).

The class is the folder's name, the quiz what the file says.  A response counts as the bank marks it today; one to an
earlier revision of an item as the page marked it then.  Where a reader tried again on the page, what was marked first
is the first attempt and the answer in the file the second.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from quizzes import words
from quizzes.content import Content
from quizzes.handin import Marked, Read, collect
from quizzes.stats.known import Known
from quizzes.stats.lines import Left, Line, Source

SAY, WHY = words.REPORT_FILE, words.REPORT_WHY


def read(paths: Iterable[Path], known: Known, content: Content) -> Source:
    """What is in the files, those of folders and the folders in them."""
    paths = [*paths]
    found = collect(paths, content)
    left = [Left(one.file, one.line, one.place, one.wrong) for one in found.problems]
    lines: list[Line] = []
    for one in found.reads:
        left += [Left(fault.file, fault.line, fault.place, fault.wrong) for fault in one.problems]
        if one.handin and one.handin.mode == "exam" and not one.handin.handed:
            left.append(Left(str(one.path), 1, one.handin.name, WHY["not-handed"]))
        elif one.handin:
            lines += _answers(one, known, any(path.is_dir() for path in paths))
    return Source(lines, left, found.notes)


def _answers(one: Read, known: Known, in_folder: bool) -> Iterator[Line]:
    assert one.handin
    again = any(each.answer.first and each.answer.first.response != each.answer.response for each in one.answers)
    class_ = one.path.parent.name if in_folder else ""
    for attempt, first in ((1, True), (2, False)) if again else ((1, False),):
        for each in one.answers:
            item = known.items.get(each.answer.id)
            if item is None or item.counted:
                response, mark, most = _given(each, first)
                yield Line(
                    class_, one.handin.quiz, one.handin.name, attempt, one.handin.saved, each.answer.id, response, mark,
                    most, None, str(one.path), 1,
                )  # fmt: skip


def _given(each: Marked, first: bool) -> tuple[str | None, float | None, float | None]:
    """Response, mark, and the most that could be earned."""
    answer, most = each.answer, float(each.answer.points)
    response, score = answer.response, answer.score
    if first and answer.first:
        response, score = answer.first.response, answer.first.score
    elif not answer.checked:
        return None, None, most
    if each.item is None:
        return None, score, most
    return _text(response), None, most


def _text(response: Any) -> str | None:
    return response if response is None or isinstance(response, str) else json.dumps(response, ensure_ascii=False)

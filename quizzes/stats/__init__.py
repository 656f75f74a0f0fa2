"""The class report: what answers say of a class, and of the items that it answered.

`read` takes the files that teachers have, `quizzes.stats.marked` finds items and marks, `quizzes.stats.measures` has
what classical test theory says of them as expressions of Ibis, and `quizzes.stats.summary` makes figures of it, which
a page, a CSV table, JSON and data frames show.

There is no comparison of groups of students (differential item functioning): it would need to be told who belongs to
which, and the book asks nobody for that.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from quizzes.content import Content
from quizzes.stats.figures import Report
from quizzes.stats.lines import MissingError

EXTRA = "reports need the extra 'report', which is not installed: run 'make tools'"


def analyse(
    paths: Iterable[Path],
    content: Content,
    *,
    attempt: str = "first",
    blank_is_wrong: bool = True,
    blank: Iterable[str] = (),
    key: Path | None = None,
    names: bool = False,
    backend: str | None = None,
) -> Report:
    """Read answers and work out their figures.

    `attempt` says which of several attempts counts: first, last or best.  `blank_is_wrong`: what a student left out
    earns nothing; if false, it is left out of the item's figures too.  `blank` are texts that stand for no answer,
    beside the usual ones.  `key` is a table ``item, key`` of items that the banks do not have.  `names` shows
    students' names in place of codes.  `backend` is an address of an engine that Ibis knows, such as
    ``duckdb://answers.db``; without it DuckDB works in memory.

    Raises `quizzes.stats.lines.ReadingError` for files that can't be used, and `MissingError` without an engine.
    """
    try:
        import ibis  # noqa: F401
    except ImportError as error:
        raise MissingError(EXTRA) from error
    from quizzes.stats.engine import engine
    from quizzes.stats.keys import keys
    from quizzes.stats.known import Known
    from quizzes.stats.marked import answers
    from quizzes.stats.reading import read
    from quizzes.stats.summary import summary

    known = Known(content.banks(), keys(key) if key else None, blank)
    sources = read(paths, known, content)
    con: Any = engine(backend)
    try:
        notes = [note for source in sources for note in source.notes]
        return summary(con, answers(con, sources, known, attempt), blank_is_wrong, attempt, names, notes)
    finally:
        con.disconnect()

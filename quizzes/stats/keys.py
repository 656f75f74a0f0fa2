"""A teacher's key for items that the banks do not have: a table with the columns ``item`` and ``key``.

An item that has several right responses stands in several rows.
"""

from __future__ import annotations

from pathlib import Path

from quizzes import words
from quizzes.stats.delimited import table
from quizzes.stats.known import alike
from quizzes.stats.lines import ReadingError


def keys(path: Path) -> dict[str, list[str]]:
    """The right responses by item."""
    name = str(path)
    if not path.exists():
        raise ReadingError(name, 1, words.REPORT_FILE["missing"], words.REPORT_FILE["name"])
    cells = table(path, name)
    columns = [alike(one) for one in cells.heading]
    if not {"item", "key"} <= {*columns}:
        raise ReadingError(
            name, 1, words.REPORT_FILE["unlike"].format(heading=", ".join(columns[:6])), words.REPORT_FILE["key"]
        )
    found: dict[str, list[str]] = {}
    for _, row in cells.rows:
        found.setdefault(row[columns.index("item")], []).append(row[columns.index("key")])
    return found

"""Readers of answers: one module for each kind of file, found by what stands in its first row.

A reader says by `fits(heading)` whether a table is of its kind, and by `lines(asked, table)` what it holds.  The first
one that fits reads the table, in the order of `READERS`.  What a reader can't make sense of it gives back as `Left`,
with the line; it drops nothing in silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from quizzes import words
from quizzes.content import Content
from quizzes.stats import delimited
from quizzes.stats.delimited import LARGEST
from quizzes.stats.known import Known
from quizzes.stats.lines import ReadingError, Source
from quizzes.stats.reading import canvas, handins, long, moodle, wide
from quizzes.stats.reading.columns import Asked

READERS = (moodle, canvas, long, wide)
SAY = words.REPORT_FILE
ENGINE = 5_000_000  # bytes; a long table that is larger goes to the engine as it is


def read(paths: Iterable[Path], known: Known, content: Content) -> list[Source]:
    """What all of these files and folders hold; `ReadingError` for one that can't be read at all."""
    chosen = [*dict.fromkeys(paths)]
    for path in chosen:
        if not path.exists():
            raise ReadingError(str(path), 1, SAY["missing"], SAY["name"])
    handed = [path for path in chosen if path.is_dir() or path.suffix.lower() == ".json"]
    sources = [handins.read(handed, known, content)] if handed else []
    return sources + [one(path, known) for path in chosen if path not in handed]


def one(path: Path, known: Known) -> Source:
    """What a file of cells holds."""
    name = str(path)
    asked = Asked(path, name, known)
    if path.suffix.lower() == ".parquet":
        return long.large(asked, None)
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"PK"
        if not packed and path.stat().st_size > ENGINE:
            format_ = delimited.sniff(path, name)
            if long.fits(format_.heading):
                return long.large(asked, format_)
            if path.stat().st_size > LARGEST:
                raise ReadingError(name, 1, SAY["large"].format(size=words.size(LARGEST)), SAY["engine"])
        table = delimited.table(path, name)
    except OSError as error:
        raise ReadingError(name, 1, f"{SAY['closed']}: {error.strerror}", SAY["rights"]) from None
    reader = next((one for one in READERS if one.fits(table.heading)), None)
    if reader is None:
        raise ReadingError(name, 1, SAY["unlike"].format(heading=", ".join(table.heading[:6])), SAY["kinds"])
    source = reader.lines(asked, table)
    return source._replace(left=[*table.left, *source.left], notes=[*table.notes, *source.notes])

"""Files of cells: CSV in whatever encoding and with whatever delimiter, and spreadsheets.

* Encoding: that of the byte order mark (UTF-8, UTF-16); else UTF-8; else Windows-1252, which is said.
* Delimiter: that of comma, semicolon, tab and bar by which most of the first rows have as many cells as the headings.
* A row of another length than the first is left out with its line, unless only empty cells are too many or missing at
  its end.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from quizzes import words
from quizzes.stats.lines import Left, ReadingError, shown

SAY = words.REPORT_FILE
LONGEST = 1_000_000  # characters of a row
LARGEST = 200_000_000  # bytes of a file that is read cell by cell, and of a spreadsheet once it is unpacked
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
DELIMITERS = ",;\t|"
LOOKED_AT = 20  # rows


class Table(NamedTuple):
    """Cells, the first row apart; each row has its line in the file."""

    file: str
    heading: list[str]
    rows: list[tuple[int, list[str]]]
    left: list[Left]
    notes: list[str]


class Format(NamedTuple):
    """How a file is written."""

    encoding: str
    delimiter: str
    heading: list[str]


def table(path: Path, name: str) -> Table:
    """The cells of a CSV file or of the first sheet of a spreadsheet; `ReadingError` if there are none."""
    with path.open("rb") as file:
        start = file.read(4)
    if start == b"PK\x03\x04":
        return _checked(name, *_sheet(path, name), [])
    format_ = sniff(path, name)
    notes = [SAY["encoding"].format(file=name)] if format_.encoding == "cp1252" else []
    numbered = _rows(path, name, format_)
    return _checked(name, *zip(*numbered, strict=True), notes)  # type: ignore[arg-type]


def sniff(path: Path, name: str) -> Format:
    """Encoding, delimiter and first row, of a file of any size."""
    if path.stat().st_size == 0:
        raise ReadingError(name, 1, SAY["empty"], SAY["again"])
    with path.open("rb") as file:
        first = file.readline(LONGEST + 1)
        rest = file.read(LONGEST)
    encoding = next((code for mark, code in MARKS.items() if first.startswith(mark)), None)
    if encoding is None:
        encoding = "utf-8" if _is_utf8(first + rest) and _is_utf8(path) else "cp1252"
    if len(first) > LONGEST and encoding != "utf-16":
        raise ReadingError(name, 1, SAY["long"], SAY["see"])
    if b"\0" in first and encoding != "utf-16":
        raise ReadingError(name, 1, SAY["binary"], SAY["kinds"])
    start = (first + rest).decode(encoding, errors="ignore")
    if not start.strip():
        raise ReadingError(name, 1, SAY["empty"], SAY["again"])
    tried = {sign: _first_rows(start, sign) for sign in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda sign: _likely(tried[sign]))
    return Format(encoding, delimiter, [cell.strip() for cell in tried[delimiter][0]])


def _first_rows(start: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
    csv.field_size_limit(LONGEST)
    rows = []
    with suppress(csv.Error):
        for row in reader:
            rows += [row] if row else []
            if len(rows) > LOOKED_AT:
                break
    return rows or [[]]


def _likely(rows: list[list[str]]) -> tuple[float, int]:
    """How many of the rows have as many cells as the first one, if that has several; and how many it has."""
    width = len(rows[0])
    alike = sum(len(row) == width for row in rows[1:]) / max(1, len(rows) - 1)
    return (alike if width > 1 else 0.0), width


def _is_utf8(data: bytes | Path) -> bool:
    try:
        if isinstance(data, Path):
            with data.open(encoding="utf-8", newline="") as file:
                while file.read(1 << 20):
                    pass
        else:
            data.rsplit(b"\n", 1)[0].decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _rows(path: Path, name: str, format_: Format) -> Iterator[tuple[int, list[str]]]:
    if path.stat().st_size > LARGEST:
        raise ReadingError(name, 1, SAY["large"].format(size=words.size(LARGEST)), SAY["engine"])
    csv.field_size_limit(LONGEST)
    with path.open(encoding=format_.encoding, newline="", errors="replace") as file:
        reader = csv.reader(_short(file, name), delimiter=format_.delimiter)
        line = 1
        try:
            for row in reader:
                if any(cell.strip() for cell in row):
                    yield line, [cell.strip().replace("\0", "") for cell in row]
                line = reader.line_num + 1
        except csv.Error as error:
            raise ReadingError(name, line, f"{SAY['broken']}: {error}", SAY["again"]) from None


def _short(file: io.TextIOBase, name: str) -> Iterator[str]:
    """The lines of a file, none of them without an end in sight."""
    number = 0
    while line := file.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            raise ReadingError(name, number, SAY["long"], SAY["see"])
        yield line


def _sheet(path: Path, name: str) -> tuple[Sequence[int], Sequence[list[str]]]:
    """The first sheet of a spreadsheet, unless it unpacks to more than answers can be."""
    import openpyxl

    try:
        with zipfile.ZipFile(path) as packed:
            infos = packed.infolist()
            if "xl/workbook.xml" not in {one.filename for one in infos}:
                raise ReadingError(name, 1, SAY["zip"], SAY["unpack"])
            if sum(one.file_size for one in infos) > LARGEST or any(
                one.file_size > 1_000_000 and one.file_size > 200 * one.compress_size for one in infos
            ):
                raise ReadingError(name, 1, SAY["bomb"].format(size=words.size(LARGEST)), SAY["see"])
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        found = [
            (n, [_cell(value) for value in row])
            for n, row in enumerate(book.worksheets[0].iter_rows(values_only=True), 1)
        ]
        book.close()
    except ReadingError:
        raise
    except Exception as error:  # whatever is wrong within a spreadsheet, it can't be read
        raise ReadingError(name, 1, f"{SAY['sheet']} ({type(error).__name__})", SAY["as-csv"]) from None
    found = [(n, row) for n, row in found if any(row)]
    return ([n for n, _ in found], [row for _, row in found]) if found else ((), ())


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value).strip()


def _checked(name: str, lines: Sequence[int], cells: Sequence[list[str]], notes: list[str]) -> Table:
    if not cells:
        raise ReadingError(name, 1, SAY["empty"], SAY["again"])
    heading, rows, left = list(cells[0]), [], []
    while heading and not heading[-1]:
        heading.pop()
    for line, row in zip(lines[1:], cells[1:], strict=True):
        over = row[len(heading) :]
        if any(over) or len(row) < len(heading) - 1:
            why = SAY["cells"].format(n=len(row), of=len(heading))
            left.append(Left(name, line, shown(row[0]), why))
        else:
            rows.append((line, row[: len(heading)] + [""] * (len(heading) - len(row))))
    if not rows:
        raise ReadingError(name, lines[0], left[0].why if left else SAY["headings"], SAY["again"])
    return Table(name, heading, rows, left, notes)

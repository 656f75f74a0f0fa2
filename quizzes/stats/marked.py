"""From lines to marks: which items the answers are to, what they earn, and which attempt counts.

What there is to find out is found out once for each heading, and once for each different response to it, however many
students gave it; the engine joins it to the lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import ibis

from quizzes import words
from quizzes.stats.known import Known, KnownItem
from quizzes.stats.lines import SHIFT, TYPES, Left, Line, ReadingError, Source, shown
from quizzes.stats.reading import long
from quizzes.stats.reading.columns import Asked

if TYPE_CHECKING:
    from ibis.expr.types import Table

SAY, WHY = words.REPORT_FILE, words.REPORT_WHY
Attempt = Literal["first", "last", "best"]
ATTEMPTS: tuple[Attempt, ...] = get_args(Attempt)
MOST_ITEMS = 20_000


class Answers(NamedTuple):
    """The answers that count, with what is known of their items.  In the engine quizzes, students, items and responses
    go by numbers; a student in two quizzes has two."""

    marks: Table
    """``quiz, student, item, response, x, seconds``: one row for each student and item; x is null if none was given"""
    students: Table
    """``student, name``, numbered in the order of the files"""
    quizzes: list[tuple[str, str]]
    """class and name of each"""
    items: dict[str, tuple[KnownItem | None, float]]
    """by their ids: what is known of each, and what it can earn"""
    choices: list[tuple[int, str, str]]
    """what responses chose: response, item, option"""
    left: list[Left]
    again: int
    """How many answers of other attempts do not count."""


def answers(con: Any, sources: Iterable[Source], known: Known, attempt: Attempt) -> Answers:
    """The answers of all sources; `ReadingError` if there is none that can be marked."""
    sources = [*sources]
    files: list[str] = []
    table = con.create_table("lines", _lines(con, sources, known, files), temp=True)
    left = [one for source in sources for one in source.left]
    places = {one: n for n, one in enumerate(dict.fromkeys(line.item for source in sources for line in source.lines))}
    items, most = _items(con, table, known, left, places, files)
    choices, worth = _meanings(con, table, items, known, left, most, files)
    if not most:
        reasons = "".join(f"\n{one}" for one in left[:20])
        raise ReadingError(left[0].file if left else "", 1, SAY["nothing"], SAY["names"] + reasons)
    quizzes = [
        (row["class"], row["quiz"])
        for row in con.to_pyarrow(table.select("class", "quiz").distinct().order_by("class", "quiz")).to_pylist()
    ]
    found = {key: (items[heading], value) for heading, (key, value) in most.items()}
    students = con.create_table("students", _numbered(table), temp=True)
    marks = con.create_table("marks", _marks(table, quizzes, students, [*found], most, worth), temp=True)
    counted, again = _counted(con, marks, attempt)
    return Answers(counted, students.select("student", "name"), quizzes, found, choices, left, again)


def _numbered(table: Table) -> Table:
    """Each student of a quiz in a class, with a number."""
    of = table.group_by(["class", "quiz", "student"]).agg(first=table.place.min())
    order = [of[name] for name in ("class", "quiz", "first", "student")]
    return of.select("class", "quiz", name="student", student=ibis.row_number().over(ibis.window(order_by=order)))


def _marks(
    table: Table,
    quizzes: list[tuple[str, str]],
    students: Table,
    order: list[str],
    most: dict[str, tuple[str, float]],
    worth: dict[tuple[str, str], tuple[int, float | None]],
) -> Table:
    """The lines with numbers in place of names, and with what each answer earns."""
    places = {key: n for n, key in enumerate(order)}
    named = _memory(
        {"heading": "string", "item_no": "int64", "known_most": "float64"},
        [(heading, places[key], value) for heading, (key, value) in most.items()],
    )
    quiz = _memory(
        {"class": "string", "quiz": "string", "quiz_no": "int64"}, [(*one, n) for n, one in enumerate(quizzes)]
    )
    meant = _memory(
        {"heading": "string", "response": "string", "response_no": "int64", "worth": "float64"},
        [(*said, *means) for said, means in worth.items()],
    )
    who = students.rename(student_no="student", student="name")
    rows = table.join(named, table["item"] == named.heading).drop("heading").join(quiz, ["class", "quiz"])
    rows = rows.join(who, ["class", "quiz", "student"])
    rows = rows.left_join(meant, [rows["item"] == meant.heading, rows.response == meant.response])
    scale = rows.known_most / ibis.coalesce(rows.most, rows.known_most).nullif(0)
    return rows.select(
        "try", "at", "seconds", "place", quiz="quiz_no", student="student_no", item="item_no", response="response_no",
        x=ibis.coalesce(rows.mark * scale, rows.worth),
    )  # fmt: skip


def _place(place: int, files: Sequence[str]) -> tuple[str, int]:
    """File and line."""
    return files[place >> SHIFT], place & ((1 << SHIFT) - 1)


def _memory(types: dict[str, str], rows: Iterable[Sequence[Any]]) -> Table:
    """Rows as a table of the engine; they may be none."""
    import pyarrow as pa

    schema = ibis.schema(types)
    columns = [*zip(*rows, strict=True)] or [()] * len(types)
    arrays = [pa.array(cells, kind.to_pyarrow()) for cells, kind in zip(columns, schema.types, strict=True)]
    return ibis.memtable(pa.table(arrays, [*types]), schema=schema)


def _lines(con: Any, sources: Sequence[Source], known: Known, files: list[str]) -> Table:
    """All lines as one table; the files that places speak of are put into `files`."""
    small: list[Line] = [line for source in sources for line in source.lines]
    tables = []
    numbers = {name: n for n, name in enumerate(dict.fromkeys(line.file for line in small))}
    files += numbers
    if small:
        tables.append(_memory(TYPES, [(*line[:-2], numbers[line.file] << SHIFT | line.line) for line in small]))
    for path, format_ in (source.large for source in sources if source.large):
        name = str(path)
        files.append(name)
        try:
            if format_ is None:
                table = con.read_parquet(path)
            else:
                table = con.read_csv(
                    path, delim=format_.delimiter, header=True, all_varchar=True, quote='"', escape='"'
                )
            tables.append(long.typed(table, Asked(path, name, known), len(files) - 1 << SHIFT, 2 if format_ else 1))
        except ReadingError:
            raise
        except Exception as error:  # whatever the engine says, in one line
            raise ReadingError(name, 1, f"{SAY['broken']}: {shown(error, 300)}", SAY["again"]) from None
    if not tables:
        left = [one for source in sources for one in source.left]
        raise ReadingError(
            left[0].file if left else "", 1, SAY["nothing"], "\n".join(map(str, left[:20])) or SAY["again"]
        )
    return ibis.union(*tables) if len(tables) > 1 else tables[0]


def _items(
    con: Any, table: Table, known: Known, left: list[Left], places: dict[str, int], files: list[str]
) -> tuple[dict[str, KnownItem | None], dict[str, tuple[str, float]]]:
    """The items by their headings, in the order of the files; and for those that count their ids, and what they can
    earn."""
    table = table.filter(table["item"].notnull())
    found = table.group_by("item").agg(
        place=table.place.min(), mark=table.mark.max(), most=table.most.max(), n=table.count()
    )  # fmt: skip
    rows = con.to_pyarrow(found.order_by("place", "item").limit(MOST_ITEMS + 1)).to_pylist()
    if len(rows) > MOST_ITEMS:
        raise ReadingError(files[0], 1, SAY["many"].format(n=MOST_ITEMS), SAY["kinds"])
    items: dict[str, KnownItem | None] = {}
    most: dict[str, tuple[str, float]] = {}
    for row in sorted(rows, key=lambda row: places.get(row["item"], len(places))):
        item = known.find(row["item"])
        items[row["item"]] = item
        if item and not item.counted:
            left.append(Left(*_place(row["place"], files), row["item"], WHY["open"]))
        elif item is None and row["mark"] is None:
            left.append(Left(*_place(row["place"], files), row["item"], WHY["no-item"]))
        else:
            given = row["most"] or max(1.0, row["mark"] or 0.0)
            most[row["item"]] = (item.id if item else row["item"]), (item.most if item and item.most else given)
    return items, most


def _meanings(
    con: Any,
    table: Table,
    items: dict[str, KnownItem | None],
    known: Known,
    left: list[Left],
    most: dict[str, tuple[str, float]],
    files: list[str],
) -> tuple[list[tuple[int, str, str]], dict[tuple[str, str], tuple[int, float | None]]]:
    """What the responses chose, and by heading and response the number of each and what it earns by the key.  An item
    of which no response can be marked, and that has no marks, is taken out of `most`."""
    table = table.filter(table.response.notnull())
    found = table.group_by(["item", "response"]).agg(place=table.place.min(), n=table.count(), mark=table.mark.max())
    chosen: list[tuple[int, str, str]] = []
    worth: dict[tuple[str, str], tuple[int, float | None]] = {}
    unread: dict[str, bool] = {}
    for row in con.to_pyarrow(found.order_by("place", "item", "response")).to_pylist():
        item = items.get(row["item"])
        if item is None or not item.counted or known.is_blank(row["response"]):
            continue
        try:
            meaning = item.meaning(row["response"])
        except ValueError as error:
            why = str(error) + ("" if row["n"] == 1 else SAY["times"].format(n=row["n"]))
            left.append(Left(*_place(row["place"], files), f"{row['item']}: {row['response']}", why))
            unread[row["item"]] = unread.get(row["item"], True) and row["mark"] is None
            continue
        unread[row["item"]] = False
        chosen += [(len(worth), item.id, option) for option in meaning.chosen]
        worth[row["item"], row["response"]] = len(worth), meaning.mark
    for heading in (heading for heading, is_so in unread.items() if is_so):
        most.pop(heading, None)
    return chosen, worth


def _counted(con: Any, marks: Table, attempt: Attempt) -> tuple[Table, int]:
    """One row for each student and item: those of the attempt that counts, and how many do not."""
    who = ["quiz", "student"]
    columns = [*who, "item", "response", "x", "seconds"]
    every = con.execute(marks.count())
    if con.execute(marks.select("student", "item").distinct().count()) == every:
        return marks.select(*columns), 0
    numbered = marks.mutate(
        unit=ibis.ifelse(marks["try"].isnull(), marks["item"], -1),
        turn=ibis.coalesce(
            marks["try"],
            ibis.row_number().over(ibis.window(group_by=[*who, "item"], order_by=[marks.at, marks.place])),
        ),
    )
    tries = numbered.group_by([*who, "unit", "turn"]).agg(total=numbered.x.sum())
    order = {
        "first": [tries.turn],
        "last": [tries.turn.desc()],
        "best": [tries.total.fill_null(0.0).desc(), tries.turn],
    }[attempt]
    place = ibis.row_number().over(ibis.window(group_by=[*who, "unit"], order_by=order))
    best = tries.mutate(place=place).filter(ibis._.place == 0)
    kept = numbered.semi_join(best, [*who, "unit", "turn"])
    once = kept.mutate(
        place=ibis.row_number().over(ibis.window(group_by=[*who, "item"], order_by=[kept.at, kept.place]))
    ).filter(ibis._.place == 0)
    made = con.create_table("counted", once.select(*columns), temp=True)
    return made, int(every - con.execute(made.count()))

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
from quizzes.stats.lines import TYPES, Left, Line, ReadingError, Source, shown
from quizzes.stats.measures import QUIZ
from quizzes.stats.reading import long
from quizzes.stats.reading.columns import Asked

if TYPE_CHECKING:
    from ibis.expr.types import Table

SAY, WHY = words.REPORT_FILE, words.REPORT_WHY
Attempt = Literal["first", "last", "best"]
ATTEMPTS: tuple[Attempt, ...] = get_args(Attempt)
MOST_ITEMS = 20_000


class Answers(NamedTuple):
    """The answers that count, with what is known of their items."""

    marks: Table
    """``class, quiz, student, item, response, x, seconds``: one row for each student and item; x is null if none was
    given"""
    most: Table
    """``item, most``: what each item can earn"""
    choices: Table
    """``item, response, option``: what a response chose"""
    items: dict[str, KnownItem | None]
    left: list[Left]
    again: int
    """How many answers of other attempts do not count."""


def answers(con: Any, sources: Iterable[Source], known: Known, attempt: Attempt) -> Answers:
    """The answers of all sources; `ReadingError` if there is none that can be marked."""
    sources = [*sources]
    table = con.create_table("lines", _lines(con, sources, known), temp=True)
    left = [one for source in sources for one in source.left]
    places = {one: n for n, one in enumerate(dict.fromkeys(line.item for source in sources for line in source.lines))}
    items, most = _items(con, table, known, left, places)
    chosen, meant = _meanings(con, table, items, known, left, most)
    if not most:
        reasons = "".join(f"\n{one}" for one in left[:20])
        raise ReadingError(left[0].file if left else "", 1, SAY["nothing"], SAY["names"] + reasons)
    named = _memory(
        {"heading": "string", "key": "string", "known_most": "float64"}, [(one, *most[one]) for one in most]
    )
    rows = table.join(named, table["item"] == named.heading).drop("item", "heading").rename(item="key")
    rows = rows.left_join(meant, [rows["item"] == meant.said, rows.response == meant.given])
    scale = rows.known_most / ibis.coalesce(rows.most, rows.known_most).nullif(0)
    marks = con.create_table(
        "marks",
        rows.select(
            *QUIZ, "student", "try", "at", "item", "response", "seconds", "line",
            x=ibis.coalesce(rows.mark * scale, rows.worth),
        ),
        temp=True,
    )  # fmt: skip
    counted, again = _counted(con, marks, attempt)
    return Answers(
        counted,
        _memory({"item": "string", "most": "float64"}, dict(most.values()).items()),
        chosen,
        {key: items[heading] for heading, (key, _) in most.items()},
        left,
        again,
    )


def _memory(types: dict[str, str], rows: Iterable[Sequence[Any]]) -> Table:
    """Rows as a table of the engine; they may be none."""
    import pyarrow as pa

    schema = ibis.schema(types)
    columns = [*zip(*rows, strict=True)] or [()] * len(types)
    arrays = [pa.array(cells, kind.to_pyarrow()) for cells, kind in zip(columns, schema.types, strict=True)]
    return ibis.memtable(pa.table(arrays, [*types]), schema=schema)


def _lines(con: Any, sources: Sequence[Source], known: Known) -> Table:
    """All lines as one table."""
    small: list[Line] = [line for source in sources for line in source.lines]
    tables = []
    if small:
        tables.append(_memory(TYPES, small))
    for path, format_ in (source.large for source in sources if source.large):
        name = str(path)
        try:
            if format_ is None:
                table = con.read_parquet(path)
            else:
                table = con.read_csv(
                    path, delim=format_.delimiter, header=True, all_varchar=True, quote='"', escape='"'
                )
            tables.append(long.typed(table, Asked(path, name, known)))
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
    con: Any, table: Table, known: Known, left: list[Left], places: dict[str, int]
) -> tuple[dict[str, KnownItem | None], dict[str, tuple[str, float]]]:
    """The items by their headings, in the order of the files; and for those that count their ids, and what they can
    earn."""
    table = table.filter(table["item"].notnull())
    found = table.group_by("item").agg(
        file=table.file.min(), line=table.line.min(), mark=table.mark.max(), most=table.most.max(), n=table.count()
    )  # fmt: skip
    rows = con.to_pyarrow(found.order_by("line", "item").limit(MOST_ITEMS + 1)).to_pylist()
    if len(rows) > MOST_ITEMS:
        raise ReadingError(rows[0]["file"], 1, SAY["many"].format(n=MOST_ITEMS), SAY["kinds"])
    items: dict[str, KnownItem | None] = {}
    most: dict[str, tuple[str, float]] = {}
    for row in sorted(rows, key=lambda row: places.get(row["item"], len(places))):
        item = known.find(row["item"])
        items[row["item"]] = item
        if item and not item.counted:
            left.append(Left(row["file"], row["line"] or 1, row["item"], WHY["open"]))
        elif item is None and row["mark"] is None:
            left.append(Left(row["file"], row["line"] or 1, row["item"], WHY["no-item"]))
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
) -> tuple[Table, Table]:
    """What the responses chose, and what they earn by the key.  An item of which no response can be marked, and that
    has no marks, is taken out of `most`."""
    table = table.filter(table.response.notnull())
    found = table.group_by(["item", "response"]).agg(
        file=table.file.min(), line=table.line.min(), n=table.count(), mark=table.mark.max()
    )
    chosen: dict[tuple[str, str, str], None] = {}
    worth: dict[tuple[str, str], float | None] = {}
    unread: dict[str, bool] = {}
    for row in con.to_pyarrow(found.order_by("line", "item", "response")).to_pylist():
        item = items.get(row["item"])
        if item is None or not item.counted or known.is_blank(row["response"]):
            continue
        try:
            meaning = item.meaning(row["response"])
        except ValueError as error:
            why = str(error) + ("" if row["n"] == 1 else SAY["times"].format(n=row["n"]))
            left.append(Left(row["file"], row["line"] or 1, f"{row['item']}: {row['response']}", why))
            unread[row["item"]] = unread.get(row["item"], True) and row["mark"] is None
            continue
        unread[row["item"]] = False
        worth[item.id, row["response"]] = meaning.mark
        chosen |= {(item.id, row["response"], option): None for option in meaning.chosen}
    for heading in (heading for heading, is_so in unread.items() if is_so):
        most.pop(heading, None)
    return (
        _memory(dict.fromkeys(("item", "response", "option"), "string"), chosen),
        _memory({"said": "string", "given": "string", "worth": "float64"}, [(*one, worth[one]) for one in worth]),
    )


def _counted(con: Any, marks: Table, attempt: Attempt) -> tuple[Table, int]:
    """One row for each student and item: those of the attempt that counts, and how many do not."""
    who = [*QUIZ, "student"]
    columns = [*who, "item", "response", "x", "seconds"]
    every = con.execute(marks.count())
    if con.execute(marks.select(*who, "item").distinct().count()) == every:
        return marks.select(*columns, first_line="line"), 0
    numbered = marks.mutate(
        unit=ibis.ifelse(marks["try"].isnull(), marks["item"], ""),
        turn=ibis.coalesce(
            marks["try"],
            ibis.row_number().over(ibis.window(group_by=[*who, "item"], order_by=[marks.at, marks.line])),
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
        place=ibis.row_number().over(ibis.window(group_by=[*who, "item"], order_by=[kept.at, kept.line]))
    ).filter(ibis._.place == 0)
    made = con.create_table("counted", once.select(*columns, first_line="line"), temp=True)
    return made, int(every - con.execute(made.count()))

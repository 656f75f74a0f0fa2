"""The figures of all quizzes and classes, from the answers that count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import ibis
import numpy as np

from quizzes import words
from quizzes.stats import intervals, measures
from quizzes.stats.advice import advise
from quizzes.stats.figures import (
    ItemFigures,
    OptionFigures,
    QuizFigures,
    Report,
    StudentFigures,
    Understood,
)
from quizzes.stats.known import KnownItem, Option
from quizzes.stats.marked import Answers
from quizzes.stats.measures import QUIZ
from quizzes.text import plain

if TYPE_CHECKING:
    from ibis.expr.types import Table

SAY = words.REPORT
Row = Mapping[str, Any]
Key = tuple[str, str]
DRAWN_CELLS = 500_000  # marks of a class; of more, no interval is drawn
LISTED = 500  # students of a class; of more, none is listed
TYPED = 8  # typed answers that are shown of an item


def summary(
    con: Any, answers: Answers, blank_is_wrong: bool, attempt: str, names: bool, notes: Iterable[str]
) -> Report:
    """All figures; `names` shows students as the files name them, else they get codes in the order of the files."""
    marks, students = answers.marks, answers.marks
    complete = _kept(con, "complete", measures.complete(marks, blank_is_wrong))
    of_scores = _kept(con, "scores", measures.scores(complete))
    of_items = _kept(con, "items", measures.items(complete, answers.most))
    of_quizzes = _kept(con, "quizzes", measures.quizzes(complete, of_items, of_scores))
    by = {
        "items": _rows(con, measures.without(of_items, of_quizzes).order_by([*QUIZ, "item"])),
        "options": _rows(con, measures.options(complete, of_scores, answers.choices)),
        "scores": _rows(con, measures.distribution(of_scores).order_by([*QUIZ, "score"])),
        "beliefs": _beliefs(con, complete, answers),
    }
    quizzes = con.to_pyarrow(of_quizzes.order_by([*QUIZ])).to_pylist()
    small = [row for row in quizzes if row["n"] <= LISTED]
    drawn = [row for row in quizzes if row["n"] <= intervals.MOST and row["n"] * row["items"] <= DRAWN_CELLS]
    listed = _students(con, of_scores, students, small, names)
    cells = _rows(con, _of(complete, drawn).select(*QUIZ, "student", "item", "x")) if drawn else {}
    order = {key: n for n, key in enumerate(answers.items)}
    return Report(
        [_quiz(row, by, listed, cells, answers.items, order, blank_is_wrong) for row in quizzes],
        attempt,
        blank_is_wrong,
        answers.again,
        answers.left,
        [*notes],
    )


def _kept(con: Any, name: str, table: Table) -> Table:
    """The table, worked out once."""
    return con.create_table(name, table, temp=True)


def _rows(con: Any, table: Table) -> dict[Key, list[Row]]:
    """The rows of each quiz."""
    found: dict[Key, list[Row]] = defaultdict(list)
    for row in con.to_pyarrow(table).to_pylist():
        found[row["class"], row["quiz"]].append(row)
    return found


def _of(table: Table, quizzes: Iterable[Row]) -> Table:
    keys = [*quizzes]
    chosen = ibis.memtable(
        {"class": [row["class"] for row in keys], "quiz": [row["quiz"] for row in keys]},
        schema=ibis.schema(dict.fromkeys(QUIZ, "string")),
    )
    return table.semi_join(chosen, [*QUIZ])


def _beliefs(con: Any, complete: Table, answers: Answers) -> dict[Key, list[Row]]:
    said = con.to_pyarrow(answers.choices).to_pylist()
    believed: dict[str, list[str]] = {"item": [], "response": [], "belief": []}
    for row in said:
        item = answers.items.get(row["item"])
        option = item.options.get(row["option"]) if item else None
        if option and option.misconception:
            for column, cell in zip(
                believed.values(), (row["item"], row["response"], option.misconception), strict=True
            ):
                column.append(cell)
    table = ibis.memtable(believed, schema=ibis.schema(dict.fromkeys(believed, "string")))
    return _rows(con, measures.beliefs(complete, table))


def _students(
    con: Any, scores: Table, marks: Table, quizzes: list[Row], names: bool
) -> dict[Key, list[StudentFigures]]:
    if not quizzes:
        return {}
    first = marks.group_by([*QUIZ, "student"]).agg(first=marks.first_line.min())
    rows = con.to_pyarrow(
        _of(scores, quizzes).join(first, [*QUIZ, "student"]).order_by([*QUIZ, "first", "student"])
    ).to_pylist()
    codes: dict[str, str] = {}
    for row in rows:
        codes.setdefault(row["student"], row["student"] if names else SAY["code"].format(n=len(codes) + 1))
    found: dict[Key, list[StudentFigures]] = defaultdict(list)
    for row in rows:
        one = StudentFigures(codes[row["student"]], row["score"], row["blank"], row["third"])
        found[row["class"], row["quiz"]].append(one)
    return found


def _quiz(
    row: Row,
    by: dict[str, dict[Key, list[Row]]],
    listed: dict[Key, list[StudentFigures]],
    cells: dict[Key, list[Row]],
    known: Mapping[str, KnownItem | None],
    order: Mapping[str, int],
    blank_is_wrong: bool,
) -> QuizFigures:
    key = row["class"], row["quiz"]
    rows = sorted(by["items"][key], key=lambda one: order[one["item"]])
    drawn = _drawn(cells.get(key, []), [one["item"] for one in rows], row["n"])
    options: dict[str, dict[str, Row]] = defaultdict(dict)
    for one in by["options"].get(key, []):
        options[one["item"]][one["option"]] = one
    items = [_item(one, n, drawn, options[one["item"]], known[one["item"]]) for n, one in enumerate(rows)]
    alpha = _number(row["alpha"])
    return QuizFigures(
        class_=row["class"],
        quiz=row["quiz"],
        title=_title(row["quiz"], items, known),
        n=row["n"],
        items=row["items"],
        most=row["most"],
        mean=row["mean"],
        mean_interval=drawn.score if drawn else None,
        median=row["median"],
        sd=_number(row["sd"]),
        sem=_number(row["sem"]),
        alpha=alpha,
        alpha_interval=drawn.alpha if drawn and alpha is not None else None,
        why_no_alpha=None if alpha is not None else _why(row),
        lowest=row["lowest"],
        highest=row["highest"],
        blank=row["blank"],
        distribution=[(one["score"], one["students"]) for one in by["scores"][key]],
        by_item=items,
        objectives=[*_objectives(items, known)],
        misconceptions=[*_misconceptions(by["beliefs"].get(key, []), items, known, row["n"])],
        students=listed.get(key, []),
    )


def _why(row: Row) -> str:
    """Why there is no alpha."""
    if row["n"] < 2:
        return SAY["no-alpha-one"]
    if row["items"] < 2:
        return SAY["no-alpha-item"]
    if row["variance"] is None:
        return SAY["no-alpha-full" if row["lowest"] == row["most"] else "no-alpha-alike"]
    return SAY["no-alpha-parts"]


def _title(quiz: str, items: list[ItemFigures], known: Mapping[str, KnownItem | None]) -> str:
    """The chapter's title, if all items are of one chapter; with the quiz's own name, if it has another."""
    banks = {item.bank.chapter: item.bank for one in items if (item := known[one.id]) and item.bank}
    if len(banks) != 1 or not all(one.chapter for one in items):
        return quiz
    ((chapter, bank),) = banks.items()
    title = plain(bank.title)
    return title if quiz == chapter else SAY["titled"].format(title=title, quiz=quiz)


def _drawn(cells: list[Row], items: list[str], n: int) -> intervals.Drawn | None:
    if not cells or len(cells) != n * len(items):
        return None
    place = {key: k for k, key in enumerate(items)}
    students = {key: k for k, key in enumerate(sorted({one["student"] for one in cells}))}
    marks = np.zeros((len(students), len(items)))
    for one in cells:
        marks[students[one["student"]], place[one["item"]]] = one["x"]
    return intervals.drawn(marks)


def _number(value: float | None) -> float | None:
    return None if value is None or not np.isfinite(value) else float(value)


def _item(
    row: Row, n: int, drawn: intervals.Drawn | None, options: dict[str, Row], known: KnownItem | None
) -> ItemFigures:
    most, facility = row["most"], row["facility"]
    two = row["n"] > 1 and abs(row["variance"] * (row["n"] - 1) / row["n"] - facility * (1 - facility) * most**2) < 1e-9
    spread = drawn.means[n] if drawn else None
    found = ItemFigures(
        id=row["item"],
        title=known.title if known else row["item"],
        chapter=known.bank.chapter if known and known.bank else None,
        section=known.section if known else None,
        objective=known.objective if known else None,
        n=row["n"],
        blank=row["blank"],
        most=most,
        mean=row["mean"],
        facility=facility,
        facility_interval=intervals.share(round(facility * row["n"]), row["n"])
        if two
        else (spread[0] / most, spread[1] / most)
        if spread
        else None,
        sd=_number(row["sd"]),
        item_total=_number(row["item_total"]),
        discrimination=_number(row["discrimination"]),
        discrimination_interval=drawn.discriminations[n] if drawn else None,
        efficiency=_number(row["efficiency"]),
        weight=_number(row["weight"]),
        alpha_without=_number(row["alpha_without"]),
        seconds=_number(row.get("seconds")),
        options=_options(options, known, row["n"]),
    )
    advise(found)
    return found


def _options(chosen: dict[str, Row], known: KnownItem | None, n: int) -> list[OptionFigures]:
    """The options of the item in its order, those that nobody chose among them; or what was typed, the most common
    first."""
    if known is None:
        return []
    listed: list[Option] = [*known.options.values()]
    if not listed:
        names = sorted(chosen, key=lambda name: (-chosen[name]["chosen"], name))
        right = getattr(known, "right", {})
        listed = [Option(name, name, name in right.values()) for name in names]
        if known.bank:
            listed = listed[:TYPED]
    return [_option(option, chosen.get(option.id), n) for option in listed]


def _option(option: Option, row: Row | None, n: int) -> OptionFigures:
    chosen = row["chosen"] if row else 0

    def share(third: str) -> float | None:
        if row is None:
            return 0.0
        return row[third] / row[f"in_{third}"] if row[f"in_{third}"] else None

    return OptionFigures(
        option.id, option.name, option.key, chosen, chosen / n if n else 0.0, share("weak"), share("strong"),
        _number(row["with_rest"]) if row else None, option.misconception,
    )  # fmt: skip


def _objectives(items: list[ItemFigures], known: Mapping[str, KnownItem | None]) -> Iterable[Understood]:
    """Objectives of the banks, what was understood least first."""
    grouped: dict[tuple[str, str], list[ItemFigures]] = defaultdict(list)
    for item in items:
        if item.chapter and item.objective:
            grouped[item.chapter, item.objective].append(item)
    found = []
    for (chapter, objective), those in grouped.items():
        worst = min(those, key=lambda item: item.facility)
        bank = known[worst.id].bank  # type: ignore[union-attr]
        share = sum(item.mean for item in those) / sum(item.most for item in those)
        interval = those[0].facility_interval if len(those) == 1 else None
        text = plain(bank.objectives[objective])  # type: ignore[union-attr]
        found.append(
            Understood(objective, text, share, interval, [one.id for one in those], chapter, worst.section or "")
        )
    return sorted(found, key=lambda one: (one.share, one.id))


def _misconceptions(
    rows: list[Row], items: list[ItemFigures], known: Mapping[str, KnownItem | None], n: int
) -> Iterable[Understood]:
    """Misconceptions that students showed, the most common first."""
    found = []
    for row in rows:
        those = [one for one in items if any(option.misconception == row["belief"] for option in one.options)]
        worst = min(those, key=lambda item: item.facility)
        bank = known[worst.id].bank  # type: ignore[union-attr]
        text = plain(bank.misconceptions.get(row["belief"], row["belief"]))  # type: ignore[union-attr]
        share, interval = row["students"] / n, intervals.share(row["students"], n)
        found.append(
            Understood(
                row["belief"],
                text,
                share,
                interval,
                [one.id for one in those],
                worst.chapter or "",
                worst.section or "",
                row["students"],
            )
        )
    return sorted(found, key=lambda one: (-one.share, one.id))

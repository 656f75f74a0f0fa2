"""The figures of all quizzes and classes, from the answers that count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

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
from quizzes.text import plain

if TYPE_CHECKING:
    from ibis.expr.types import Table

SAY = words.REPORT
Row = Mapping[str, Any]
DRAWN_CELLS = 500_000  # marks of a class; of more, no interval is drawn
LISTED = 500  # students of a class; of more, none is listed
TYPED = 8  # typed answers that are shown of an item


def summary(
    con: Any, answers: Answers, blank_is_wrong: bool, attempt: str, names: bool, notes: Iterable[str]
) -> Report:
    """All figures; `names` shows students as the files name them, else they get codes in the order of the files."""
    ids = [*answers.items]
    most = ibis.memtable({"item": range(len(ids)), "most": [value for _, value in answers.items.values()]})
    complete = _kept(con, "complete", measures.complete(answers.marks, blank_is_wrong))
    of_scores = _kept(con, "scores", measures.scores(complete))
    of_items = _kept(con, "items", measures.items(complete, most))
    of_quizzes = _kept(con, "quizzes", measures.quizzes(complete, of_items, of_scores))
    quizzes = con.to_pyarrow(of_quizzes.order_by("quiz")).to_pylist()
    drawn = [row for row in quizzes if row["n"] <= intervals.MOST and row["n"] * row["items"] <= DRAWN_CELLS]
    found = Found(
        answers,
        ids,
        _rows(con, measures.without(of_items, of_quizzes).order_by("quiz", "item")),
        _rows(con, measures.options(complete, of_scores, _chosen(answers))) if answers.choices else {},
        _rows(con, measures.distribution(of_scores).order_by("quiz", "score")),
        _rows(con, measures.beliefs(complete, _believed(answers))),
        _rows(con, _of(complete, drawn).select("quiz", "student", "item", "x")) if drawn else {},
        _students(con, of_scores, answers, [row for row in quizzes if row["n"] <= LISTED], names),
    )
    return Report(
        [_quiz(row, found) for row in quizzes], attempt, blank_is_wrong, answers.again, answers.left, [*notes]
    )


class Found(NamedTuple):
    """What the engine has worked out: rows by quiz."""

    answers: Answers
    ids: list[str]
    items: dict[int, list[Row]]
    options: dict[int, list[Row]]
    scores: dict[int, list[Row]]
    beliefs: dict[int, list[Row]]
    cells: dict[int, list[Row]]
    students: dict[int, list[StudentFigures]]

    def known(self, key: str) -> KnownItem | None:
        return self.answers.items[key][0]


def _kept(con: Any, name: str, table: Table) -> Table:
    """The table, worked out once."""
    return con.create_table(name, table, temp=True)


def _rows(con: Any, table: Table) -> dict[int, list[Row]]:
    """The rows of each quiz."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in con.to_pyarrow(table).to_pylist():
        found[row["quiz"]].append(row)
    return found


def _of(table: Table, quizzes: Iterable[Row]) -> Table:
    return table.filter(table.quiz.isin([row["quiz"] for row in quizzes]))


def _chosen(answers: Answers) -> Table:
    return ibis.memtable(
        {"response": [one for one, *_ in answers.choices], "option": [one for *_, one in answers.choices]}
    )


def _believed(answers: Answers) -> Table:
    found = []
    for response, key, option in answers.choices:
        item = answers.items[key][0] if key in answers.items else None
        belief = item.options[option].misconception if item and option in item.options else None
        found += [(response, belief)] if belief else []
    columns = {"response": [one for one, _ in found], "belief": [one for _, one in found]}
    return ibis.memtable(columns, schema=ibis.schema({"response": "int64", "belief": "string"}))


def _students(
    con: Any, scores: Table, answers: Answers, quizzes: list[Row], names: bool
) -> dict[int, list[StudentFigures]]:
    """The students of these quizzes in the order of the files; one in several quizzes has one code."""
    if not quizzes:
        return {}
    rows = con.to_pyarrow(_of(scores, quizzes).join(answers.students, "student").order_by("student")).to_pylist()
    codes: dict[str, str] = {}
    found: dict[int, list[StudentFigures]] = defaultdict(list)
    for row in rows:
        code = codes.setdefault(row["name"], row["name"] if names else SAY["code"].format(n=len(codes) + 1))
        found[row["quiz"]].append(StudentFigures(code, row["score"], row["blank"], row["third"]))
    return found


def _quiz(row: Row, found: Found) -> QuizFigures:
    key = row["quiz"]
    class_, quiz = found.answers.quizzes[key]
    rows = found.items[key]
    drawn = _drawn(found.cells.get(key, []), [one["item"] for one in rows], row["n"])
    options: dict[int, dict[str, Row]] = defaultdict(dict)
    for one in found.options.get(key, []):
        options[one["item"]][one["option"]] = one
    items = [_item(one, n, drawn, options[one["item"]], found) for n, one in enumerate(rows)]
    alpha = _number(row["alpha"])
    return QuizFigures(
        class_=class_,
        quiz=quiz,
        title=_title(quiz, items, found.known),
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
        distribution=[(one["score"], one["students"]) for one in found.scores[key]],
        by_item=items,
        objectives=[*_objectives(items, found.known)],
        misconceptions=[*_misconceptions(found.beliefs.get(key, []), items, found.known, row["n"])],
        students=found.students.get(key, []),
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


def _title(quiz: str, items: list[ItemFigures], known: Callable[[str], KnownItem | None]) -> str:
    """The chapter's title, if all items are of one chapter; with the quiz's own name, if it has another."""
    banks = {item.bank.chapter: item.bank for one in items if (item := known(one.id)) and item.bank}
    if len(banks) != 1 or not all(one.chapter for one in items):
        return quiz
    ((chapter, bank),) = banks.items()
    title = plain(bank.title)
    return title if quiz == chapter else SAY["titled"].format(title=title, quiz=quiz)


def _drawn(cells: list[Row], items: list[int], n: int) -> intervals.Drawn | None:
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


def _item(row: Row, n: int, drawn: intervals.Drawn | None, options: dict[str, Row], found: Found) -> ItemFigures:
    key = found.ids[row["item"]]
    known = found.known(key)
    most, facility = row["most"], row["facility"]
    two = row["n"] > 1 and abs(row["variance"] * (row["n"] - 1) / row["n"] - facility * (1 - facility) * most**2) < 1e-9
    spread = drawn.means[n] if drawn else None
    made = ItemFigures(
        id=key,
        title=known.title if known else key,
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
    advise(made)
    return made


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


def _objectives(items: list[ItemFigures], known: Callable[[str], KnownItem | None]) -> Iterable[Understood]:
    """Objectives of the banks, what was understood least first."""
    grouped: dict[tuple[str, str], list[ItemFigures]] = defaultdict(list)
    for item in items:
        if item.chapter and item.objective:
            grouped[item.chapter, item.objective].append(item)
    found = []
    for (chapter, objective), those in grouped.items():
        worst = min(those, key=lambda item: item.facility)
        bank = known(worst.id).bank  # type: ignore[union-attr]
        share = sum(item.mean for item in those) / sum(item.most for item in those)
        interval = those[0].facility_interval if len(those) == 1 else None
        text = plain(bank.objectives[objective])  # type: ignore[union-attr]
        found.append(
            Understood(objective, text, share, interval, [one.id for one in those], chapter, worst.section or "")
        )
    return sorted(found, key=lambda one: (one.share, one.id))


def _misconceptions(
    rows: list[Row], items: list[ItemFigures], known: Callable[[str], KnownItem | None], n: int
) -> Iterable[Understood]:
    """Misconceptions that students showed, the most common first."""
    found = []
    for row in rows:
        those = [one for one in items if any(option.misconception == row["belief"] for option in one.options)]
        worst = min(those, key=lambda item: item.facility)
        bank = known(worst.id).bank  # type: ignore[union-attr]
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

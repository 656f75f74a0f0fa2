"""What was observed of the book's items, in a file beside the banks: ``bank/observed.json``.

``python -m quizzes report --update-bank`` writes it and ``python -m quizzes check`` tells of it.  It never touches the
items.  A figure is of the item's revision: once stem, options or key have changed, it is told of no more.  Of several
classes in one report it is the mean, each class counting by its students; a later report replaces an earlier one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from quizzes import words
from quizzes.content import Content
from quizzes.forms import Bank
from quizzes.problems import ContentError, Problem
from quizzes.record import Id, Record
from quizzes.stats.figures import ItemFigures, Report

FILE = "observed.json"
PLACES = 3
SAY = words.REPORT_OBSERVED


class Observed(Record):
    """What was seen of one item."""

    revision: Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
    facility: Annotated[float, Field(ge=0, le=1)]
    discrimination: Annotated[float, Field(ge=-1, le=1)] | None
    n: Annotated[int, Field(ge=1)] = Field(description="students")
    date: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
    advice: list[str] = []


ADAPTER = TypeAdapter(dict[Id, Observed])


def read(content: Content) -> dict[str, Observed]:
    """What the file has; `ContentError` if it can't be read."""
    path = content.root / "bank" / FILE
    if not path.exists():
        return {}
    try:
        return ADAPTER.validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = " > ".join(map(str, first["loc"])) or "file"
        name = f"{content.root.name}/bank/{FILE}"
        raise ContentError([Problem(name, 1, place, first["msg"], SAY["again"])]) from None


def update(report: Report, content: Content, epoch: int | None) -> tuple[Path, int]:
    """Write what the report saw of the book's items; give the file and the number of items."""
    day = datetime.now(UTC) if epoch is None else datetime.fromtimestamp(epoch, UTC)
    revisions = {leaf.id: leaf.revision for bank in content.banks() for leaf in bank.leaves}
    seen: dict[str, list[ItemFigures]] = {}
    for quiz in report.quizzes:
        for item in quiz.by_item:
            if item.id in revisions:
                seen.setdefault(item.id, []).append(item)
    known = read(content)
    for key, those in seen.items():
        known[key] = Observed(
            revision=revisions[key],
            facility=_mean([(one.facility, one.n) for one in those]),
            discrimination=_mean([(one.discrimination, one.n) for one in those]),
            n=sum(one.n for one in those),
            date=f"{day:%Y-%m-%d}",
            advice=sorted({key for one in those for key in one.advice} - {"fine"}),
        )
    path = content.root / "bank" / FILE
    data = {key: known[key].model_dump() for key in sorted(known)}
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    return path, len(seen)


def _mean(values: list[tuple[float | None, int]]) -> float | None:
    defined = [(value, n) for value, n in values if value is not None]
    whole = sum(n for _, n in defined)
    return round(sum(value * n for value, n in defined) / whole, PLACES) + 0 if whole else None


def lines(observed: Mapping[str, Observed], banks: list[Bank]) -> Iterator[str]:
    """What authors should know: the items with advice, each with its chapter; and how many have figures."""
    if not observed:
        return
    current, old = 0, 0
    for bank in banks:
        for leaf in bank.leaves:
            one = observed.get(leaf.id)
            if one is None:
                continue
            if one.revision != leaf.revision:
                old += 1
                continue
            current += 1
            if one.advice:
                value = SAY["undefined"] if one.discrimination is None else f"{one.discrimination:.2f}"
                advice = ", ".join(SAY["advice"].get(key, key) for key in one.advice)
                yield SAY["line"].format(
                    chapter=bank.chapter, id=leaf.id, share=words.percent(one.facility), value=value, n=one.n,
                    date=one.date, advice=advice,
                )  # fmt: skip
    yield SAY["sum"].format(n=current, old=old)

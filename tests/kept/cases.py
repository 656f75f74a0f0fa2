"""Documents of what is kept: the frozen ones that each edition wrote, and thousands that are one change away from them.

``first.json`` is all that the first edition of version 1 kept, ``today.json`` what a later one did, and
``first-responses.json`` has what came then.  Files like these lie on readers' disks, and such records in their
browsers: whatever changes, both are read.  They are never changed; an edition that keeps more adds a file.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from quizzes.states import Kept

FILES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("*.json"))}
OTHERS = [
    *(None, True, False, 0, 1, 2, 3, 4, 5, 10, -1, 1.5, [], {}, [1], {"a": 1}, {"A b": 1}, "", "a", "2"),
    *("0123abcd", "0123abcd\n", "0123ABCD", "each", "review", "2026-02-28", "2026-02-29", "0026-02-28", "٢٠٢٦-٠٢-٢٨"),
    *("2026-02-28T23:59:59Z", "2026-02-29T23:59:59Z", "2026-02-28T24:00:00Z", "2026-02-28T23:59:59.1+05:30"),
    *("2026-02-28 23:59:59Z", "2026-02-28T23:59:59", "2026-02-28T23:59:59Z "),
]
NAMES = ["a", "a-1", "A", "a b", "a--b", "-a", "a-", "", "__proto__", "constructor", "é", "a\n"]

Place = tuple[str | int, ...]


def places(value: Any, here: Place = ()) -> Iterator[Place]:
    """The way to every value in a document, the document first."""
    yield here
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in pairs:
        yield from places(one, (*here, key))


def at(document: Any, place: Place) -> Any:
    for key in place:
        document = document[key]
    return document


def near(document: Any) -> Iterator[Any]:
    """Documents with one value changed, left out, or put under another name."""
    yield from OTHERS
    for place in [place for place in places(document) if place]:
        *way, last = place
        for other in OTHERS:
            changed = copy.deepcopy(document)
            at(changed, way)[last] = other
            yield changed
        left = copy.deepcopy(document)
        moved = at(left, way).pop(last)
        yield left
        if isinstance(moved, dict) and isinstance(last, str):
            for name in NAMES:
                renamed = copy.deepcopy(left)
                at(renamed, way)[name] = moved
                yield renamed


def faults(text: str) -> set[Place]:
    """The places at which a document is not what the model says, as a reader counts them: from 1."""
    try:
        Kept.model_validate_json(text)
    except ValidationError as error:
        ways = [tuple(step for step in one["loc"] if step != "[key]") for one in error.errors()]
        return {tuple(step + 1 if isinstance(step, int) else step for step in way) for way in ways}
    return set()


def near_files() -> list[str]:
    return [json.dumps(one) for text in FILES.values() for one in near(json.loads(text))]

"""From bytes to data: JSON read strictly, since a fault that a lenient reader passes over is a loss in silence."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, NoReturn

from quizzes import words
from quizzes.markup import clean
from quizzes.text import shorten

MOST = 2_000_000  # bytes; a page writes some kilobytes
DEEP = 12  # groups and lists in each other; a page writes seven
DIGITS = 20
AGAIN = "ask for the file again, as the page saved it"


class UnreadableError(ValueError):
    """Why a file is none: line, place, what is wrong, what to do."""

    def __init__(self, wrong: str, write: str = AGAIN, line: int = 1, place: str = "file"):
        super().__init__(line, place, wrong, write)


def text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST:
            raise UnreadableError(f"it is larger than {words.size(MOST)}", "see what it is; answers are small")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"byte {error.start} is not UTF-8 text") from None
    except OSError as error:
        raise UnreadableError(f"it can't be opened: {error.strerror}", "check its name and its rights") from None


def data(source: str) -> Any:
    """What the JSON says."""
    if not source.strip():
        raise UnreadableError("the file is empty")
    try:
        found = json.loads(
            source, object_pairs_hook=_group, parse_constant=_constant, parse_int=_whole, parse_float=_finite
        )
    except json.JSONDecodeError as error:
        cut = error.pos >= len(source.rstrip()) or error.msg.startswith("Unterminated")
        wrong = "the file is cut off here" if cut else f"this is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise UnreadableError(wrong, AGAIN, error.lineno, f"column {error.colno}") from None
    except RecursionError:
        raise UnreadableError("it has groups within groups beyond measure") from None
    if _depth(found) > DEEP:
        raise UnreadableError(f"it has more than {DEEP} groups in each other")
    return found


def shown(text: object) -> str:
    """A text from outside, harmless in a terminal and on one line."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in clean(str(text)))


def said(value: Any) -> str:
    """A value of a file, not long."""
    return shorten(shown(json.dumps(value, ensure_ascii=False)), 60)


def _group(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    group = dict(pairs)
    if len(group) < len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise UnreadableError(f"the field {said(twice)} stands twice in one group")
    return group


def _constant(name: str) -> NoReturn:
    raise UnreadableError(f"{name} is no number in JSON")


def _whole(digits: str) -> int:
    if len(digits) > DIGITS:
        raise UnreadableError(f"a number has {len(digits)} digits")
    return int(digits)


def _finite(digits: str) -> float:
    if not math.isfinite(float(digits)):
        raise UnreadableError(f"the number {said(digits)} is too large")
    return float(digits)


def _depth(found: Any) -> int:
    """How many groups and lists stand in each other, counted no further than it matters."""
    level, deep = [found], 0
    while level and deep <= DEEP:
        groups = [one for one in level if isinstance(one, dict | list)]
        level = [child for one in groups for child in (one.values() if isinstance(one, dict) else one)]
        deep += bool(groups)
    return deep

"""What the page for teachers says of each program."""

from __future__ import annotations

import re

from quizzes.content import HOME

PAGE = HOME.parent / "book" / "lms.md"


def documented(heading: str) -> dict[str, set[str]]:
    """What book/lms.md says is lost, by type, in the table behind a heading."""
    page = PAGE.read_text(encoding="utf-8")
    [section] = re.findall(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", page, re.MULTILINE | re.DOTALL)
    rows = re.findall(r"^\| `([a-z-]+)` \| [^|]+ \| ([^|]+) \|", section, re.MULTILINE)
    return {kind: set(filter(None, re.split(r",\s*", lost.strip().replace("nothing", "")))) for kind, lost in rows}

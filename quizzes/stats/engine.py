"""The engine that works the expressions out: DuckDB in memory, or another one that Ibis speaks to."""

from __future__ import annotations

from typing import Any

import ibis

from quizzes import words
from quizzes.stats.lines import MissingError, shown

SAY = words.REPORT_FILE


def engine(address: str | None = None) -> Any:
    """A connection; `address` is one of `ibis.connect`, such as ``duckdb://answers.db``; `MissingError`
    says why there is none."""
    if address is None:
        return ibis.duckdb.connect()
    try:
        return ibis.connect(address)
    except Exception as error:  # of whatever kind the engine's own errors are
        raise MissingError(SAY["backend"].format(address=shown(address), error=shown(error, 200))) from None

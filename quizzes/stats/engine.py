"""The engine that works the expressions out: DuckDB in memory, or another one that Ibis speaks to."""

from __future__ import annotations

from typing import Any

import ibis

THREADS = 2


def engine(address: str | None = None) -> Any:
    """A connection; `address` is one of `ibis.connect`, such as ``duckdb://answers.db`` or ``pyspark://``."""
    if address is not None:
        return ibis.connect(address)
    return ibis.duckdb.connect()

"""The class report of 1,140,202 answers, beside pandas working out the same: ``python tests/benchmarks/report.py``.

A seeded generator makes a long table (student, item, mark, time) of 3,000 students and 400 items by the two-parameter
logistic model, in which some answers are missing.  Each run is a process of its own, so that its memory is its own; the
book and the libraries are loaded before the clock starts, and the ratio is that of the two times.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ANSWERS, STUDENTS, ITEMS, SEED = 1_140_202, 3_000, 400, 2018
LIMIT_SECONDS, LIMIT_BYTES = 2.0, 1_000_000_000


def make(folder: Path) -> None:
    """Write the table as Parquet and as CSV."""
    import numpy as np
    import pyarrow as pa
    from pyarrow import csv, parquet

    generator = np.random.default_rng(SEED)
    ability = generator.normal(size=STUDENTS)
    slope, difficulty = generator.uniform(0.5, 2, ITEMS), generator.normal(size=ITEMS)
    right = generator.random((STUDENTS, ITEMS)) < 1 / (1 + np.exp(-slope * (ability[:, None] - difficulty)))
    chosen = np.sort(generator.choice(STUDENTS * ITEMS, ANSWERS, replace=False))
    students, items = np.divmod(chosen, ITEMS)
    table = pa.table(
        {
            "student": [f"s{n:05d}" for n in students],
            "item": [f"item-{n:03d}" for n in items],
            "mark": right.ravel()[chosen].astype(float),
            "seconds": generator.gamma(4, 10, ANSWERS).round(1),
        }
    )
    parquet.write_table(table, folder / "answers.parquet")
    csv.write_csv(table, folder / "answers.csv")


def ours(path: Path) -> dict[str, float]:
    import ibis
    import pandas  # noqa: F401  (the engine hands tables over by it)

    from quizzes.content import home
    from quizzes.stats import analyse, marked, summary  # noqa: F401

    home().banks()
    ibis.duckdb.connect().disconnect()
    began, busy = time.perf_counter(), time.process_time()
    quiz = analyse([path], home()).quizzes[0]
    taken = {"seconds": time.perf_counter() - began, "busy": time.process_time() - busy}
    return taken | {"alpha": quiz.alpha or 0, "efficiency": _mean(quiz.by_item)}


def _mean(items: list) -> float:  # type: ignore[type-arg]
    return sum(one.efficiency for one in items) / len(items)


def pandas(path: Path) -> dict[str, float]:
    """The same figures, as one would write them in pandas."""
    import numpy as np
    import pandas as pd

    began, busy = time.perf_counter(), time.process_time()
    table = pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path)
    table = table.drop_duplicates(["student", "item"])
    marks = table.pivot(index="student", columns="item", values="mark").fillna(0.0)
    table.groupby("item")["seconds"].median()
    score = marks.sum(axis=1)
    rest = marks.rsub(score, axis=0)
    alpha = ITEMS / (ITEMS - 1) * (1 - marks.var().sum() / score.var())
    marks.corrwith(score), marks.mean(), marks.std()
    discrimination = pd.Series({item: marks[item].corr(rest[item]) for item in marks})
    covariance = pd.Series({item: marks[item].cov(rest[item]) for item in marks})
    largest = pd.Series({item: np.cov(np.sort(marks[item]), np.sort(rest[item]))[0, 1] for item in marks})
    weight = np.sqrt(marks.apply(lambda column: column.cov(score)).clip(lower=0))
    weight / weight.sum()
    assert discrimination.notna().all()
    taken = {"seconds": time.perf_counter() - began, "busy": time.process_time() - busy}
    return taken | {"alpha": alpha, "efficiency": float((covariance / largest).mean())}


def main() -> int:
    if len(sys.argv) == 3:
        found = {"ours": ours, "pandas": pandas}[sys.argv[1]](Path(sys.argv[2]))
        used = resource.getrusage(resource.RUSAGE_SELF)
        found["bytes"] = used.ru_maxrss * 1024
        print(json.dumps(found))
        return 0
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder))
        for kind in ("parquet", "csv"):
            found = {}
            for who in ("ours", "pandas"):
                command = [sys.executable, __file__, who, f"{folder}/answers.{kind}"]
                done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
                found[who] = json.loads(done.stdout)
                one = found[who]
                took = f"{one['seconds']:6.2f} s ({one['busy']:.2f} s busy) {one['bytes'] / 1e6:6.0f} MB"
                print(f"{kind:8} {who:7} {took}  alpha {one['alpha']:.9f}")
            print(f"{kind:8} ratio   {found['ours']['seconds'] / found['pandas']['seconds']:6.2f}")
            for name in ("alpha", "efficiency"):
                assert abs(found["ours"][name] - found["pandas"][name]) < 1e-9, name
            failed += found["ours"]["seconds"] > LIMIT_SECONDS or found["ours"]["bytes"] > LIMIT_BYTES
    return failed


if __name__ == "__main__":
    sys.exit(main())

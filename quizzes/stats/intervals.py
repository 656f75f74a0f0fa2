"""How far a figure of a few students can be trusted: intervals that hold what is true of such students 19 times in 20.

A share of right answers gets the exact interval of Clopper and Pearson (*Biometrika* 26, 1934, pp. 404-413), which is
never too narrow.  Everything else is found by drawing the class anew: as many students, some of them twice and some not
at all, and the middle 95 percent of what comes out (Efron, *Annals of Statistics* 7, 1979, pp. 1-26).  The draws follow
from a seed, so that the same answers give the same report.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import lru_cache
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

SURE = 0.95
DRAWS = 1000
SEED = 20180406
FEWEST = 5  # students; of fewer a draw says nothing
MOST = 2000  # students; of more, an interval is narrower than what is printed
SLICE = 250  # draws at a time, which bounds the memory
SPENT = 0.1  # of the draws may be ones in which a figure is not defined

Interval = tuple[float, float] | None


@lru_cache(maxsize=10_000)
def share(right: int, n: int) -> Interval:
    """Of the share of those who have it right, from `right` of `n`.  Of more than `MOST` it is that of Wilson (*Journal
    of the American Statistical Association* 22, 1927, pp. 209-212), which can't be told from it then."""
    if not n:
        return None
    if n > MOST:
        z = NormalDist().inv_cdf((1 + SURE) / 2)
        p, middle = right / n, right / n + z * z / (2 * n)
        reach = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (middle - reach) / (1 + z * z / n), (middle + reach) / (1 + z * z / n)
    tail, ways = (1 - SURE) / 2, _ways(n)
    low = 0.0 if right == 0 else _solve(lambda p: 1 - _at_most(right - 1, n, p, ways) - tail)
    high = 1.0 if right == n else _solve(lambda p: tail - _at_most(right, n, p, ways))
    return low, high


@lru_cache(maxsize=100)
def _ways(n: int) -> np.ndarray:
    """Logarithms of the numbers of ways to choose 0 to n of n."""
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    return logs[n] - logs - logs[::-1]


def _at_most(k: int, n: int, p: float, ways: np.ndarray) -> float:
    """The chance of at most `k` of `n`, each with chance `p`."""
    places = np.arange(k + 1)
    return float(np.exp(ways[: k + 1] + places * math.log(p) + (n - places) * math.log1p(-p)).sum())


def _solve(rising: Callable[[float], float]) -> float:
    """Where a function that rises from below zero to above it, between 0 and 1, is zero."""
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


class Drawn(NamedTuple):
    """Intervals by drawing: of each item's mean mark and discrimination, of the mean score, and of alpha."""

    means: list[Interval]
    discriminations: list[Interval]
    score: Interval
    alpha: Interval


def drawn(marks: np.ndarray) -> Drawn | None:
    """Of a class's marks, a row for each student and a column for each item; None of too few students, or of so many
    that they say it all."""
    n, items = marks.shape
    if not FEWEST <= n <= MOST:
        return None
    parts = [*_draws(marks)]
    means, rests, score, alphas = (np.concatenate(one) for one in zip(*parts, strict=True))
    return Drawn(
        [_middle(means[:, k]) for k in range(items)],
        [_middle(rests[:, k]) for k in range(items)],
        _middle(score),
        _middle(alphas),
    )


def _draws(marks: np.ndarray) -> Iterator[tuple[np.ndarray, ...]]:
    """Some draws at a time: a draw is how often each student is in it, so sums over the class are one product."""
    n, items = marks.shape
    generator = np.random.default_rng(SEED)
    score = marks.sum(axis=1)
    for _ in range(DRAWS // SLICE):
        weights = generator.multinomial(n, [1 / n] * n, size=SLICE) / n
        mean, total = weights @ marks, weights @ score
        spread = _kept(weights @ marks**2 - mean**2)
        whole = _kept(weights @ score**2 - total**2)
        with_score = weights @ (marks * score[:, None]) - mean * total[:, None]
        with_rest = with_score - spread
        rest = _kept(whole[:, None] - 2 * with_score + spread)
        with np.errstate(invalid="ignore", divide="ignore"):
            discrimination = with_rest / np.sqrt(spread * rest)
            alpha = items / (items - 1) * (1 - spread.sum(axis=1) / whole) if items > 1 else np.full(SLICE, np.nan)
        yield mean, discrimination, total, alpha


def _kept(variance: np.ndarray) -> np.ndarray:
    """A variance that is zero but for rounding is zero."""
    return np.where(variance > 1e-10, variance, 0.0)


def _middle(values: np.ndarray) -> Interval:
    defined = values[np.isfinite(values)]
    if len(defined) < len(values) * (1 - SPENT):
        return None
    low, high = np.quantile(defined, [(1 - SURE) / 2, (1 + SURE) / 2])
    return float(low), float(high)

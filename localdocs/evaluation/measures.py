"""How good a ranked list is, and how sure one can be of it. Pure: ids and numbers in, numbers out.

Ranked lists hold distinct ids, best first; grades map the ids that are right to how right they are
(above 0). The measures are those of ``trec_eval``, which BEIR reports too, for one question each;
a score of many questions is their mean.
"""

import math
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

RESAMPLES = 10_000
CONFIDENCE = 0.95
SEED = 0

Id = TypeVar("Id", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean, and between which bounds it would lie for other questions of the same kind."""

    mean: float
    low: float
    high: float


def ndcg(ranked: Sequence[Id], grades: Mapping[Id, float], k: int) -> float:
    """Normalised discounted cumulative gain of the first ``k``, 0..1; 0 where nothing is right.

    Järvelin and Kekäläinen (TOIS 2002) as ``trec_eval`` reckons ``ndcg_cut``: the gain is the grade
    itself, divided by log2(rank + 1), over that of the best order there is.
    """
    best = _discounted(sorted(grades.values(), reverse=True)[:k])
    return _discounted([grades.get(item, 0.0) for item in ranked[:k]]) / best if best else 0.0


def recall(ranked: Sequence[Id], right: Collection[Id], k: int) -> float:
    """The share of what is right that is among the first ``k``; 0 where nothing is right."""
    return sum(item in right for item in ranked[:k]) / len(right) if right else 0.0


def first_rank(ranked: Sequence[Id], right: Collection[Id]) -> int | None:
    """The rank, from 1, of the first that is right; None where none is."""
    return next((rank for rank, item in enumerate(ranked, start=1) if item in right), None)


def success(rank: int | None, k: int) -> float:
    """1 where the first right one is among the first ``k``, else 0."""
    return float(rank is not None and rank <= k)


def reciprocal_rank(rank: int | None, k: int) -> float:
    """1 / rank of the first right one, 0 where it is not among the first ``k``.

    Its mean is MRR@k (Voorhees, TREC-8, 1999).
    """
    return 1.0 / rank if rank is not None and rank <= k else 0.0


def interval(values: Sequence[float]) -> Interval:
    """The mean with its 95 % bootstrap interval: percentiles of the means of resampled questions.

    Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13. ``values`` has one
    number a question, and at least one; the same values give the same interval.
    """
    import numpy as np

    sample = np.asarray(values, dtype=np.float64)
    generator = np.random.default_rng(SEED)
    means = np.array([generator.choice(sample, len(sample)).mean() for _ in range(RESAMPLES)])
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(means, [tail, 1 - tail])
    return Interval(float(sample.mean()), float(low), float(high))


def paired_difference(first: Sequence[float], second: Sequence[float]) -> Interval:
    """By how much ``first`` is better than ``second``, question by question, with its interval.

    The difference is told from chance where the interval does not hold 0. Raises ValueError where
    the two do not have the same number of questions.
    """
    pairs = zip(first, second, strict=True)
    return interval([one - other for one, other in pairs])


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))

"""How good answers are: F1 and exact match as SQuAD 2.0 counts them, AUROC, and a calibration.

F1 and exact match follow Rajpurkar et al. (2016, 2018): articles, punctuation and case do not
count; of several right answers the nearest one does.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)
_STEPS = 50
_RIDGE = 1e-4

Values = npt.NDArray[np.float64]


def normalise(text: str) -> list[str]:
    """The words that count."""
    return _ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split()


def f1(given: str, wanted: Sequence[str]) -> float:
    """0..1. No ``wanted`` answers: right is to give none."""
    return max((_f1(normalise(given), normalise(one)) for one in wanted or [""]), default=0.0)


def exact(given: str, wanted: Sequence[str]) -> float:
    """1 or 0."""
    return float(any(normalise(given) == normalise(one) for one in wanted or [""]))


def _f1(given: Sequence[str], wanted: Sequence[str]) -> float:
    if not given or not wanted:
        return float(given == wanted)
    common = (Counter(given) & Counter(wanted)).total()
    return 2 * common / (len(given) + len(wanted))


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """How often a positive one is above a negative one; equal ones count half."""
    values = np.concatenate([positive, negative])
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks = ((last + last - counts + 1) / 2)[inverse]
    some, others = len(positive), len(negative)
    return float((ranks[:some].sum() - some * (some + 1) / 2) / (some * others))


def best_threshold(
    likelihood: Sequence[float], f1_given: Sequence[float], f1_refused: Sequence[float]
) -> float:
    """From which likelihood on answers should be given, for the greatest sum of F1."""
    order = np.argsort(-np.asarray(likelihood), kind="stable")
    gain = np.cumsum((np.asarray(f1_given) - np.asarray(f1_refused))[order])
    best = int(np.argmax(gain))
    if gain[best] <= 0:
        return 1.0
    ranked = np.asarray(likelihood)[order]
    below = ranked[best + 1] if best + 1 < len(ranked) else 0.0
    return float((ranked[best] + below) / 2)


def fit_logistic(features: Values, answers: Values) -> Values:
    """Weights, the bias last, of a logistic regression. ``features`` [n, k], ``answers`` 0 or 1."""
    inputs = np.hstack([features, np.ones((len(features), 1))])
    weights = np.zeros(inputs.shape[1])
    for _ in range(_STEPS):  # Newton's method
        likelihood = 1 / (1 + np.exp(-np.clip(inputs @ weights, -30, 30)))
        slope = inputs.T @ (likelihood - answers) + _RIDGE * weights
        curve = (inputs * (likelihood * (1 - likelihood))[:, None]).T @ inputs
        weights -= np.linalg.solve(curve + _RIDGE * np.eye(len(weights)), slope)
    return weights

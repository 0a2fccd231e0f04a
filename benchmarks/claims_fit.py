"""Fits the weights of `prompts.evidence.claims`, and the likelihood from which it is sure.

    python benchmarks/claims_fit.py SET… [--limit N]

Right claims and wrong ones count alike; among the wrong ones those with one thing changed count
more, since they are what a language model does wrong. The threshold lets the share TOLERATED of
them through. Prints what stands in `prompts/evidence/claims.py`.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from claims_altered import ALTERATIONS
from claims_set import Case, squad_cases

from localdocs.library import Library
from localdocs.models.reader.openvino_reader import OpenVinoReader
from prompts.evidence.claims import FEATURES, ClaimCheck

TOLERATED, ALTERED, OTHER_WRONG = 0.025, 3.0, 0.5
ROUNDS, STEPS, RIDGE = 4, 40, 1.0

Array = np.ndarray


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sets", type=Path, nargs="+", help="SQuAD-like files")
    parser.add_argument("--limit", type=int, default=200, help="questions of each set")
    options = parser.parse_args()
    cases = [case for path in options.sets for case in squad_cases(path, options.limit)]
    with TemporaryDirectory() as home, Library(Path(home)) as library:
        reader = OpenVinoReader(library.places.cache)
        embed = library.embedder.embed_passages
        rows = [
            np.array([one.features for one in found if one.agrees])
            for case in cases
            for found in [
                ClaimCheck(case.question, case.sources, embed, reader).compare(case.claim)
            ]
        ]
    weights, bias = fit(cases, rows)
    totals = sorted(
        (
            float((row @ weights).max() + bias) if len(row) else -np.inf
            for case, row in zip(cases, rows, strict=True)
            if case.kind in ALTERATIONS
        ),
        reverse=True,
    )
    sure = 1 / (1 + np.exp(-totals[int(TOLERATED * len(totals))]))
    for name, weight in zip(FEATURES, weights, strict=True):
        print(f"{weight:8.2f}  {name}")
    print(f"BIAS, SURE = {bias:.2f}, {sure:.2f}")


def fit(cases: Sequence[Case], rows: Sequence[Array]) -> tuple[Array, float]:
    """The weights and the bias. A claim is judged by its likeliest window, and which that is
    depends on the weights: so both are found in turns."""
    known = [index for index, row in enumerate(rows) if len(row)]
    right = np.array([cases[index].supported for index in known], float)
    counts = np.array([_count(cases[index]) for index in known])
    weights, bias = np.zeros(len(FEATURES)), 0.0
    for _ in range(ROUNDS):
        chosen = np.stack([rows[index][int(np.argmax(rows[index] @ weights))] for index in known])
        weights, bias = _logistic(chosen, right, counts)
    return weights, bias


def _count(case: Case) -> float:
    if case.supported:
        return 1.0
    return ALTERED if case.kind in ALTERATIONS else OTHER_WRONG


def _logistic(features: Array, right: Array, counts: Array) -> tuple[Array, float]:
    """Newton's method, with a ridge on the weights of standardised features."""
    mean, deviation = features.mean(axis=0), features.std(axis=0) + 1e-9
    inputs = np.c_[(features - mean) / deviation, np.ones(len(features))]
    ridge = np.r_[np.full(len(mean), RIDGE), 1e-6]
    found = np.zeros(inputs.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-inputs @ found))
        slope = inputs.T @ (counts * (likely - right)) + ridge * found
        curve = (inputs * (counts * likely * (1 - likely))[:, None]).T @ inputs + np.diag(ridge)
        found -= np.linalg.solve(curve, slope)
    weights = found[:-1] / deviation
    return weights, float(found[-1] - weights @ mean)


if __name__ == "__main__":
    main()

"""Whether the check tells sentences that the sources support from sentences that they do not.

    python benchmarks/claims.py SET… [--people PEOPLE_FOLDER PDFQA_FOLDER] [--limit N]
        [--json FILE]

A SET is a SQuAD-like file; --people adds the sentences that people wrote. `claims_set.py` tells
what the claims are made of, and `claims_altered.py` what is made wrong in them. Printed is the
share of each kind that was said to be supported, and that was said to be contradicted, in per cent
with 95 % bootstrap intervals over questions, and of all:

balanced accuracy: the mean of the share of right claims that was let through and the share of wrong
ones that was not; "altered" counts as wrong the claims with one thing changed, "any" all of them.
precision: how many of the claims said to be supported would be, were half of all claims wrong.
"""

import argparse
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np
from claims_altered import ALTERATIONS
from claims_set import Case, people_cases, squad_cases
from retrieval import cell

from localdocs.evaluation.measures import Interval
from localdocs.library import Library
from localdocs.models.reader.openvino_reader import OpenVinoReader
from localdocs.types import Hit
from prompts.evidence.citations import Verdict
from prompts.evidence.claims import ClaimCheck, Embed
from prompts.evidence.reading import Reader

RESAMPLES, SEED = 2_000, 0

Check = Callable[[Case], bool]
Figures = dict[str, object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sets", type=Path, nargs="*", help="SQuAD-like files")
    parser.add_argument("--people", type=Path, nargs=2, help="people's questions, and the PDFs")
    parser.add_argument("--limit", type=int, default=300, help="questions of each set")
    parser.add_argument("--json", type=Path, help="write all figures into this file")
    options = parser.parse_args()
    with TemporaryDirectory() as home, Library(Path(home)) as library:
        cases = [case for path in options.sets for case in squad_cases(path, options.limit)]
        if options.people:
            people, pdfs = (path.resolve() for path in options.people)
            cases += people_cases(people, pdfs, library.embedder)
        reader = OpenVinoReader(library.places.cache)
        check = Checked(library.embedder.embed_passages, reader)
        ways = {"supported": check.supported}
        said, seconds = run(cases, ways | {"contradicted": check.contradicted})
    groups = [report(name, cases, said) for name in sorted({case.group for case in cases})]
    for way, times in seconds.items():
        print(f"{way}: {1000 * median(times):.1f} ms a claim, p95 {1000 * _p95(times):.1f}")
    if options.json:
        options.json.write_text(json.dumps(groups, indent=1) + "\n", encoding="utf-8")


class Checked:
    """The check of `prompts.evidence.claims`. What it knows of sources is kept for their next
    claim, as it is between the sentences of an answer."""

    def __init__(self, embed: Embed, reader: Reader) -> None:
        self._embed, self._reader = embed, reader
        self._last: tuple[str, tuple[Hit, ...], ClaimCheck] | None = None

    def supported(self, case: Case) -> bool:
        return self._verdict(case) is Verdict.SUPPORTED

    def contradicted(self, case: Case) -> bool:
        """This is no way of its own: it tells which of the others it says are contradicted."""
        return self._verdict(case) is Verdict.CONTRADICTED

    @lru_cache(maxsize=1)  # noqa: B019  both questions about one claim, one after the other
    def _verdict(self, case: Case) -> Verdict:
        if self._last is None or self._last[:2] != (case.question, case.sources):
            check = ClaimCheck(case.question, case.sources, self._embed, self._reader)
            self._last = (case.question, case.sources, check)
        return self._last[2].check(case.claim).verdict


def run(
    cases: Sequence[Case], ways: Mapping[str, Check]
) -> tuple[dict[str, list[bool]], dict[str, list[float]]]:
    """What each way says of each claim, and the seconds that it took."""
    said: dict[str, list[bool]] = {way: [] for way in ways}
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    for case in cases:
        for way, check in ways.items():
            begin = time.perf_counter()
            said[way].append(check(case))
            seconds[way].append(time.perf_counter() - begin)
    return said, seconds


def report(group: str, cases: Sequence[Case], said: Mapping[str, Sequence[bool]]) -> Figures:
    """Print the table of one set; the same as a value."""
    chosen = [index for index, case in enumerate(cases) if case.group == group]
    mine = [cases[index] for index in chosen]
    verdicts = {way: np.array([all_of[i] for i in chosen], float) for way, all_of in said.items()}
    right = np.array([case.supported for case in mine])
    altered = np.array([case.kind in ALTERATIONS for case in mine])
    kinds = list(dict.fromkeys(case.kind for case in mine))
    print(f"\n{group}: {right.sum()} right claims, {(~right).sum()} wrong; per cent said supported")
    print(f"{'':40}" + "".join(f"{way:>20}" for way in verdicts))
    numbers = np.array([case.number for case in mine])
    figures: Figures = {}
    for kind in sorted(kinds, key=lambda one: not any(c.supported for c in mine if c.kind == one)):
        of_kind = np.array([case.kind == kind for case in mine])
        sign = "+" if right[of_kind].any() else "-"
        _row(figures, f"{sign} {kind} ({of_kind.sum()})", verdicts, numbers, _mean(of_kind))
    for name, wrong in (("altered", altered), ("any", ~right)):
        _row(figures, f"balanced accuracy, {name}", verdicts, numbers, _balanced(right, wrong))
        _row(figures, f"precision, {name}", verdicts, numbers, _precision(right, wrong))
    return {"set": group, "figures": figures}


Weights = np.ndarray
Measure = Callable[[np.ndarray, Weights], float]
"""A figure of verdicts (1 is "supported"), each claim counted ``weights`` times."""


def _mean(chosen: np.ndarray) -> Measure:
    def measure(verdicts: np.ndarray, weights: Weights) -> float:
        total = (weights * chosen).sum()
        return float((weights * chosen * verdicts).sum() / total) if total else float("nan")

    return measure


def _balanced(right: np.ndarray, wrong: np.ndarray) -> Measure:
    of_right, of_wrong = _mean(right), _mean(wrong)
    return lambda said, weights: (of_right(said, weights) + 1 - of_wrong(said, weights)) / 2


def _precision(right: np.ndarray, wrong: np.ndarray) -> Measure:
    of_right, of_wrong = _mean(right), _mean(wrong)

    def measure(verdicts: np.ndarray, weights: Weights) -> float:
        let_in, wrongly = of_right(verdicts, weights), of_wrong(verdicts, weights)
        return let_in / (let_in + wrongly) if let_in + wrongly else float("nan")

    return measure


def _row(
    figures: Figures,
    name: str,
    verdicts: Mapping[str, np.ndarray],
    numbers: np.ndarray,
    measure: Measure,
) -> None:
    """Print one figure for each way, and keep it."""
    found = {way: _interval(said, numbers, measure) for way, said in verdicts.items()}
    figures[name] = {way: asdict(interval) for way, interval in found.items()}
    print(f"{name:40}" + "".join(f"{cell(one):>20}" for one in found.values()), flush=True)


def _interval(verdicts: np.ndarray, numbers: np.ndarray, measure: Measure) -> Interval:
    """A figure with its 95 % bootstrap interval: whole questions are drawn, since claims of one
    question are not independent."""
    _, members = np.unique(numbers, return_inverse=True)
    generator = np.random.default_rng(SEED)
    count = members.max() + 1
    found = [
        measure(
            verdicts, np.bincount(generator.integers(count, size=count), minlength=count)[members]
        )
        for _ in range(RESAMPLES)
    ]
    low, high = np.nanquantile(found, [0.025, 0.975])
    return Interval(measure(verdicts, np.ones(len(verdicts))), float(low), float(high))


def _p95(times: Sequence[float]) -> float:
    return float(np.quantile(times, 0.95))


if __name__ == "__main__":
    main()

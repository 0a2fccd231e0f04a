"""Measure a reader: ``python -m training.evaluate --data FOLDER --reader FOLDER [--fit]``.

What is measured is what is shipped: `localdocs.models.reader.openvino_reader` over a reader's
folder. With ``--fit``, the calibration and the threshold are fitted on the calibration articles
first and written into ``reader.json``. The test articles are only ever read.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from localdocs.models.reader.calibration import Calibration
from localdocs.models.reader.openvino_reader import OpenVinoReader
from training.datasets import read_all
from training.everyday.rows import everyday_questions
from training.export import write_facts
from training.metrics import auroc, best_threshold, exact, f1, fit_logistic
from training.negatives import mismatched
from training.questions import EVERYDAY, Question
from training.split import Split

SEED = 5
_PLAIN = Calibration(head=1.0, margin=0.0, bias=0.0, threshold=0.5)
_OTHER_SETS = ("squad", "amazon", "reddit", "qamr", "policy", "fairytale", "tables", "statements")


@dataclass(frozen=True, slots=True)
class Measured:
    """What the reader said to one question. ``head`` and ``margin`` are its two logits."""

    question: Question
    given: str
    head: float
    margin: float

    def f1(self) -> float:
        return f1(self.given, self.question.answer_texts())

    def exact(self) -> float:
        return exact(self.given, self.question.answer_texts())

    def f1_refused(self) -> float:
        return f1("", self.question.answer_texts())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--reader", type=Path, required=True)
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--everyday", type=Path, help="what training.everyday.choose wrote")
    parser.add_argument("--most", type=int, default=300, help="questions of a set but SQuAD 2.0")
    parser.add_argument("--most-squad2", type=int, default=10_000)
    options = parser.parse_args()
    split = read_all(options.data)
    if options.everyday:
        everyday = everyday_questions(options.everyday)
        split.calibration.extend(everyday.calibration)
        split.test.extend(everyday.test)
    with tempfile.TemporaryDirectory() as cache:
        reader = OpenVinoReader(Path(cache), options.reader, _PLAIN)
        if options.fit:
            calibration = fit(reader, split, options.most, options.most_squad2)
            write_facts(options.reader, asdict(calibration))
        calibration = OpenVinoReader(Path(cache), options.reader).calibration
        print(json.dumps(asdict(calibration)), flush=True)
        for name, value in measure(
            reader, calibration, split, options.most, options.most_squad2
        ).items():
            print(f"{name:<42} {value:.4f}", flush=True)


def fit(reader: OpenVinoReader, split: Split, most: int, most_squad2: int) -> Calibration:
    """Platt's weights over answerable, adversarial, misplaced and everyday questions; the
    threshold over SQuAD 2.0's own, answerable and unanswerable ones weighing the same."""
    own = _some(_of(split.calibration, "squad2"), most_squad2)
    said = ask(reader, own)
    wrong = ask(reader, _some(_wrong_passages(split, own), most))
    all_said = [*said, *wrong, *ask(reader, _some(_of(split.calibration, EVERYDAY), most))]
    weights = fit_logistic(
        np.array([(one.head, one.margin) for one in all_said]),
        np.array([float(one.question.is_answerable) for one in all_said]),
    )
    head, margin, bias = (float(weight) for weight in weights)
    fitted = Calibration(head, margin, bias, 0.5)
    kinds = Counter(one.question.is_answerable for one in said)
    weights_of = [len(said) / kinds[one.question.is_answerable] for one in said]
    threshold = best_threshold(
        _likelihoods(fitted, said),
        [one.f1() * weight for one, weight in zip(said, weights_of, strict=True)],
        [one.f1_refused() * weight for one, weight in zip(said, weights_of, strict=True)],
    )
    return Calibration(head, margin, bias, threshold)


def measure(
    reader: OpenVinoReader, calibration: Calibration, split: Split, most: int, most_squad2: int
) -> dict[str, float]:
    """Every figure of the model card, by name."""
    own = _some(_of(split.test, "squad2"), most_squad2)
    said = ask(reader, own)
    answerable = [one for one in said if one.question.is_answerable]
    adversarial = [one for one in said if not one.question.is_answerable]
    wrong = ask(reader, _some(_wrong_passages(split, own), most))
    sure = _likelihoods(calibration, said)
    given = [value >= calibration.threshold for value in sure]
    right = _likelihoods(calibration, answerable)
    figures = {
        "questions of SQuAD 2.0, test articles": len(said),
        "F1, answerable, no refusing": _mean([one.f1() for one in answerable]),
        "exact match, answerable, no refusing": _mean([one.exact() for one in answerable]),
        "SQuAD 2.0 F1 at the threshold": _mean(
            [
                one.f1() if gives else one.f1_refused()
                for one, gives in zip(said, given, strict=True)
            ]
        ),
        "share of the unanswerable refused": _mean(
            [not gives for one, gives in zip(said, given, strict=True) if one in adversarial]
        ),
        "AUROC, adversarial": auroc(right, _likelihoods(calibration, adversarial)),
        "AUROC, wrong passage": auroc(right, _likelihoods(calibration, wrong)),
    }
    everyday = ask(reader, _of(split.test, EVERYDAY))
    if everyday:
        figures |= measure_everyday(everyday, _likelihoods(calibration, everyday))
    for source in _OTHER_SETS:
        asked = [one for one in _of(split.test, source) if one.is_answerable]
        figures[f"F1, {source}"] = _mean([one.f1() for one in ask(reader, _some(asked, most))])
    return figures


def measure_everyday(said: Sequence[Measured], sure: Sequence[float]) -> dict[str, float]:
    """Whether the right passage is told from those that search finds beside it."""
    groups: dict[tuple[str, str], list[tuple[float, bool]]] = {}
    for one, value in zip(said, sure, strict=True):
        known = groups.setdefault((one.question.text, one.question.group), [])
        known.append((value, one.question.is_answerable))
    first = [max(group)[1] for group in groups.values() if len(group) > 1]
    right = [value for group in groups.values() for value, is_right in group if is_right]
    wrong = [value for group in groups.values() for value, is_right in group if not is_right]
    return {
        "everyday questions": len(groups),
        "everyday: the right passage before the wrong ones": _mean(first),
        "AUROC, everyday": auroc(right, wrong),
    }


def ask(reader: OpenVinoReader, questions: Sequence[Question]) -> list[Measured]:
    """Put each question to its passage, an everyday one with its title. ``reader`` has the plain
    calibration."""
    said = []
    for question in questions:
        above = question.title if question.source == EVERYDAY else ""
        (reading,) = reader.read(question.text, [question.passage], [above])
        likelihood = min(max(reading.answerable, 1e-12), 1 - 1e-12)
        head = math.log(likelihood / (1 - likelihood))
        given = question.passage[reading.start : reading.end]
        said.append(Measured(question, given, head, reading.score))
    return said


def _wrong_passages(split: Split, asked: Sequence[Question]) -> list[Question]:
    """The questions with BM25's best passage of another of the sixteen articles."""
    everything = [*split.train, *split.calibration, *split.test]
    texts = {question.text for question in asked}
    moved = mismatched(_of(everything, "squad2"), same_group=False)
    return [question for question in moved if question.text in texts]


def _of(questions: Sequence[Question], source: str) -> list[Question]:
    return [question for question in questions if question.source == source]


def _some(questions: Sequence[Question], most: int) -> list[Question]:
    if len(questions) <= most:
        return [*questions]
    return random.Random(SEED).sample([*questions], most)


def _likelihoods(calibration: Calibration, said: Sequence[Measured]) -> list[float]:
    return [calibration.likelihood(one.head, one.margin) for one in said]


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else 0.0


if __name__ == "__main__":
    main()

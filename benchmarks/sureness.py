"""How sure localdocs may be that documents hold an answer: the fit of `prompts.evidence.sureness`.

    python benchmarks/sureness.py DATA --everyday ROWS --home FOLDER [--reader FOLDER]

DATA is what `training/README.md` names: of its articles, reviews, posts and stories that the reader
was not trained on every second one is indexed, and questions are asked about all of them; so are
those of SQuAD 2.0 that an indexed article only seems to answer. ROWS is
what `training.everyday.choose` wrote about the texts of the library at FOLDER: of files that were
not trained on, each question is asked once with its file and once with that left out.

Prints the weights that logistic regression gives on one half of the questions, and of the other
half the area under the ROC curve of these and of those in use, and what each threshold refuses.
"""

import argparse
import pickle
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from answerability import Asked, half_indexed, look

from localdocs.library import Library
from localdocs.models.reader.openvino_reader import READER_FOLDER, OpenVinoReader
from prompts.evidence.excerpt import excerpt
from prompts.evidence.finding import log_odds
from prompts.evidence.sureness import RANKED
from training.datasets import read_all
from training.everyday.rows import everyday_questions
from training.metrics import auroc, fit_logistic

IN_USE = np.array(astuple(RANKED))
EVERYDAY_QUESTIONS = 150


@dataclass(frozen=True, slots=True)
class Row:
    """What sureness is computed from, and whether the documents hold an answer."""

    question: str
    source: str
    values: tuple[float, ...]
    holds: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--everyday", type=Path, required=True)
    parser.add_argument("--home", type=Path, required=True, help="of the library of texts")
    parser.add_argument("--reader", type=Path, default=READER_FOLDER)
    parser.add_argument("--questions", type=int, default=40, help="of each set and kind")
    parser.add_argument("--rows", type=Path, help="write the rows into this file")
    options = parser.parse_args()
    reader = OpenVinoReader(options.home / "cache", options.reader)
    split = read_all(options.data)
    with half_indexed(
        [*split.calibration, *split.test], options.questions, 4 * options.questions
    ) as (library, asked):
        rows = [*rows_of(library, reader, asked)]
    with Library(options.home) as library:
        rows += rows_of(library, reader, everyday(options.everyday, library.files()))
    if options.rows:
        options.rows.write_bytes(pickle.dumps(rows))
    texts = sorted({row.question for row in rows})
    half = set(texts[::2])
    fitted = fit([row for row in rows if row.question in half])
    print("weights and bias:", ", ".join(f"{weight:.3f}" for weight in fitted))
    others = [row for row in rows if row.question not in half]
    for name, weights in (("these", fitted), ("in use", IN_USE)):
        for source in ("", "everyday"):
            report(f"{name}, {source or 'all'}", [r for r in others if source in r.source], weights)


def everyday(path: Path, files: Sequence[Path]) -> list[Asked]:
    """Each question with its file and without."""
    split = everyday_questions(path)
    asked = []
    for one in [*split.calibration, *split.test]:
        file = next((str(file) for file in files if str(file).endswith(one.group)), "")
        if one.is_answerable and file and len(asked) < 2 * EVERYDAY_QUESTIONS:
            asked.append(Asked(one.text, "everyday", (), file))
            asked.append(Asked(one.text, "everyday", (), "", frozenset({file})))
    return asked


def rows_of(library: Library, reader: OpenVinoReader, asked: Sequence[Asked]) -> Iterator[Row]:
    for item in asked:
        seen = look(library, reader, item)
        similarity = partial(library._store.similarity, seen.question.asked)
        copied = excerpt(seen.question, seen.hits, seen.evidence, seen.rarity, similarity)
        if seen.evidence:
            values = (
                log_odds(seen.evidence[0].likelihood),
                copied.nearest,
                max(one.features[0] for one in seen.evidence),
                max(hit.relevance or 0.0 for hit in seen.hits),
            )
            yield Row(item.text, item.source, values, bool(item.file))


def fit(rows: Sequence[Row]) -> np.ndarray:
    return fit_logistic(
        np.array([row.values for row in rows]), np.array([float(row.holds) for row in rows])
    )


def report(name: str, rows: Sequence[Row], weights: np.ndarray) -> None:
    matrix = np.array([[*row.values, 1.0] for row in rows])
    sure = 1 / (1 + np.exp(-matrix @ weights))
    holds = np.array([row.holds for row in rows])
    print(f"{name}: {len(rows)} questions, AUROC {auroc(sure[holds], sure[~holds]):.3f}")
    for threshold in (0.1, 0.2, 0.25, 0.3, 0.4, 0.5):
        print(
            f"  below {threshold:.2f}: of those that are answered "
            f"{(sure[holds] < threshold).mean():.1%}, of the others "
            f"{(sure[~holds] < threshold).mean():.1%}"
        )


if __name__ == "__main__":
    main()

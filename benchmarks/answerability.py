"""How well localdocs tells questions that the documents answer from those that they do not.

    python benchmarks/answerability.py DATA [--questions 60] [--pdfs FOLDER… --home FOLDER]

DATA is what `training/README.md` names. Of the articles, sites, stories and reviews that the reader
was not trained on, every second one is indexed, those for calibration in one index and those for
testing in another; questions about the others cannot be answered. PDFs: folders with
questions.json, indexed already at --home; each question is asked again with its document left out.
Every place that the reader points to is a row: what it is worth
(``prompts.evidence.finding.features``), and whether it is right. Calibration rows, and half of the
PDFs' questions, fit the logistic regression of ``prompts.evidence.finding`` (its last weight is set
by hand); the rest scores it.

Prints the weights for RANKED; then, for the weights in use and those, how often the
likeliest place is right; the area under the ROC curve of the best likelihood for "can be answered";
what each threshold refuses and answers.
"""

import argparse
import pickle
import random
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from answer_matching import holds, token_f1
from answers_sets import Kind, read_pdf_questions

from index.database import lookup
from index.words import query as words
from localdocs.library import Library
from localdocs.types import Filters, Hit
from prompts.evidence.finding import (
    PASSAGES_READ,
    RANKED,
    Evidence,
    find_evidence,
    rarity_of,
)
from prompts.evidence.ranking import ranked
from prompts.evidence.reading import Reader
from prompts.question.question import Question as ReadQuestion
from prompts.question.question import read_question
from training.datasets import read_all
from training.metrics import auroc
from training.questions import Question

SOURCES = ("squad2", "squad", "amazon", "reddit", "fairytale", "statements")
"""Not the questions about policies: none of them says whose policy it means."""

RIGHT_FROM = 0.5
"""The token F1 from which on words are a right answer."""


@dataclass(frozen=True)
class Asked:
    """``file`` is where the answer stands, "" where it cannot be answered; ``without`` is not
    searched."""

    text: str
    source: str
    answers: tuple[str, ...] = ()
    file: str = ""
    without: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Row:
    question: str
    source: str
    values: tuple[float, ...]
    right: bool
    can_be_answered: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--questions", type=int, default=60, help="of each set and kind")
    parser.add_argument("--pdfs", type=Path, nargs="*", default=[])
    parser.add_argument("--home", type=Path)
    parser.add_argument("--rows", type=Path, help="write the rows into this file")
    options = parser.parse_args()
    split = read_all(options.data)
    fit = list(rows_of_sets(split.calibration, options.questions))
    held_out = list(rows_of_sets(split.test, options.questions))
    if options.pdfs:
        asked = pdf_questions(options.pdfs)
        with Library(options.home) as library:
            rows = list(rows_of(library, asked))
        some = set(sorted({one.text for one in asked})[::2])
        fit += [row for row in rows if row.question in some]
        held_out += [row for row in rows if row.question not in some]
    if options.rows:
        options.rows.write_bytes(pickle.dumps((fit, held_out)))
    weights = logistic_regression(fit)
    weights[len(RANKED.of_features) - 1] = RANKED.of_features[-1]
    print("RANKED", ", ".join(f"{weight:.2f}" for weight in weights[:-1]))
    print("bias", f"{weights[-1]:.2f}")
    for name, used in (
        ("these weights", weights),
        ("those in use", np.array([*RANKED.of_features, RANKED.bias])),
    ):
        for source in ("", *sorted({row.source for row in held_out})):
            print(f"\nwith {name}, {source or 'all'}")
            report([row for row in held_out if not source or row.source == source], used)


def rows_of_sets(questions: Sequence[Question], most: int) -> Iterator[Row]:
    """Index every second group of these questions, and ask about all."""
    with half_indexed(questions, most) as (library, asked):
        yield from rows_of(library, asked)


@contextmanager
def half_indexed(
    questions: Sequence[Question], most: int, seeming: int = 0
) -> Iterator[tuple[Library, list[Asked]]]:
    """A library of every second group of these questions, and questions about all; with
    ``seeming``, so many of SQuAD 2.0 besides that what is indexed only seems to answer."""
    asked: list[Asked] = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "files"
        folder.mkdir()
        for source in SOURCES:
            of_source = [one for one in questions if one.source == source and names_its_file(one)]
            groups = sorted({one.group for one in of_source})
            random.Random(11).shuffle(groups)
            indexed = set(groups[::2])
            write_files([one for one in of_source if one.group in indexed], folder)
            seems = [one for one in of_source if not one.is_answerable and one.group in indexed]
            if source == "squad2":
                chosen = random.Random(13).sample(seems, min(seeming, len(seems)))
                asked += [Asked(one.text, "seems") for one in chosen]
            answerable = [one for one in of_source if one.is_answerable]
            for is_in in (True, False):
                pool = [one for one in answerable if (one.group in indexed) == is_in]
                for one in random.Random(12).sample(pool, min(most, len(pool))):
                    file = file_name(one) if is_in else ""
                    asked.append(Asked(one.text, source, tuple(one.answer_texts()), file))
        with Library(Path(scratch) / "home") as library:
            library.add(folder)
            yield library, asked


def names_its_file(question: Question) -> bool:
    """Whether a question about a company's statement says which company."""
    company = question.title.split(" - ")[0]
    return question.source != "statements" or company in question.text


def write_files(questions: Sequence[Question], folder: Path) -> None:
    """A text file of each group, its passages one below the other."""
    passages: dict[str, dict[str, str]] = {}
    for one in questions:
        passages.setdefault(file_name(one), {})[one.passage] = one.title
    for name, texts in passages.items():
        title = next(iter(texts.values()))
        (folder / name).write_text("\n\n".join([title, *texts]).strip() + "\n", encoding="utf-8")


def file_name(question: Question) -> str:
    plain = "".join(letter if letter.isalnum() else " " for letter in question.group)
    return f"{question.source} {' '.join(plain.split())}.txt"


def pdf_questions(folders: Sequence[Path]) -> list[Asked]:
    """Those of `benchmarks/answers.py`; one that is asked twice has the same text both times."""
    found = []
    for one in read_pdf_questions([folder.resolve() for folder in folders], None):
        answers = tuple(" ".join(parts) for parts in one.gold)
        asked = Asked(one.text, "pdf", answers)
        if one.kind is Kind.ANSWERABLE:
            asked = replace(asked, file=Path(next(iter(one.files))).name)
        elif one.kind is Kind.LEFT_OUT:
            asked = replace(asked, without=one.files)
        found.append(asked)
    return found


def rows_of(library: Library, asked: Sequence[Asked]) -> Iterator[Row]:
    for item in asked:
        for found in look(library, library.reader, item).evidence:
            right = found.quote.hit.path.name == item.file and is_right(item, found)
            yield Row(item.text, item.source, found.features, right, bool(item.file))


@dataclass(frozen=True)
class Seen:
    """What a question finds: the best hits, the evidence in them, how rare each word is."""

    question: ReadQuestion
    hits: Sequence[Hit]
    evidence: Sequence[Evidence]
    rarity: Mapping[str, float]


def look(library: Library, reader: Reader, item: Asked) -> Seen:
    """Search without the files that are left out, and let a reader look."""
    everything = frozenset(str(path) for path in library.files())
    inside = tuple(sorted(everything - item.without)) if item.without else ()
    question = read_question(item.text)
    found = library.search(item.text, PASSAGES_READ, filters=Filters(inside=inside))
    hits = ranked(question, found, library.ranker)
    connection = library._store.connection
    passages = lookup.counts(connection).passages
    rarity = rarity_of(question, partial(words.document_frequency, connection), passages)
    return Seen(question, hits, find_evidence(question, hits, reader, rarity), rarity)


def is_right(item: Asked, found) -> bool:
    said = found.quote.text
    gold = tuple((answer,) for answer in item.answers)
    return token_f1(found.answer.text, gold) >= RIGHT_FROM or holds(said, gold, item.text)


def logistic_regression(rows: list[Row]) -> np.ndarray:
    """Weights and, last, the bias; Newton's method with a little ridge."""
    matrix, labels = matrix_of(rows), np.array([float(row.right) for row in rows])
    weights = np.zeros(matrix.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (labels - chance) - 0.3 * weights
        curvature = (matrix.T * (chance * (1 - chance))) @ matrix + 0.3 * np.eye(len(weights))
        weights += np.linalg.solve(curvature, gradient)
    return weights


def matrix_of(rows: list[Row]) -> np.ndarray:
    return np.array([[*row.values, 1.0] for row in rows])


def report(rows: list[Row], weights: np.ndarray) -> None:
    chance = 1 / (1 + np.exp(-matrix_of(rows) @ weights))
    best: dict[tuple[str, bool], tuple[float, Row]] = {}
    for likelihood, row in zip(chance.tolist(), rows, strict=True):
        known = best.get((row.question, row.can_be_answered))
        if known is None or likelihood > known[0]:
            best[row.question, row.can_be_answered] = (likelihood, row)
    sure = np.array([likelihood for likelihood, _ in best.values()])
    possible = np.array([row.can_be_answered for _, row in best.values()])
    right = np.array([row.right for _, row in best.values()])
    print(f"held out: {len(best)} questions, {possible.sum()} of them answerable")
    print(f"  likeliest place right: {right[possible].mean():.1%} of the answerable")
    print(f"  AUROC of the best likelihood: {auroc(sure[possible], sure[~possible]):.3f}")
    for threshold in (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5):
        refused = (sure < threshold)[possible].mean()
        answered = (sure >= threshold)[~possible].mean()
        shown = right[possible & (sure >= threshold)].mean()
        print(
            f"  at {threshold:.2f}: wrongly refused {refused:.1%}, wrongly answered {answered:.1%},"
            f" right of those answered {shown:.1%}"
        )


if __name__ == "__main__":
    main()

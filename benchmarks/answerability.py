"""How well localdocs tells questions that the documents answer from those that they do not.

    python benchmarks/answerability.py SQUAD.json [--questions 400] [--pdfs FOLDER --home FOLDER]

SQuAD: articles that the reader was not trained on (training/README.md). Half of them are indexed
beside all others; questions about these can be answered, questions about the other half cannot.
PDFs: folders with questions.json, indexed already at --home. Every place that the reader points to
is a row: what it is worth (``localdocs.evidence.features``), and whether the words are right. Half
of the questions fit the logistic regression of ``localdocs.evidence``, the other half score it.

Prints the weights for WEIGHTS and BIAS; how often the likeliest place is right; the area under the
ROC curve of the best likelihood for "can be answered"; what each threshold refuses and answers.
"""

import argparse
import json
import random
import re
import string
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index import lookup, words
from localdocs.evidence import BIAS, PASSAGES_READ, WEIGHTS, find_evidence, rarity_of
from localdocs.library import Library

INDEXED = ("Normans", "Huguenot", "Scottish_Parliament")
LEFT_OUT = ("Packet_switching", "Computational_complexity_theory", "Imperialism")
"""What the reader was tested on, not trained: in and out of the index."""

RIGHT_FROM = 0.5
"""The token F1 from which on words are a right answer."""


@dataclass(frozen=True)
class Asked:
    question: str
    answers: Sequence[str] = ()
    file: str = ""
    """Where the answer stands; "" for a question that cannot be answered."""


@dataclass(frozen=True)
class Row:
    question: int
    values: tuple[float, ...]
    right: bool
    can_be_answered: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("squad", type=Path)
    parser.add_argument("--questions", type=int, default=400)
    parser.add_argument("--pdfs", type=Path, nargs="*", default=[])
    parser.add_argument("--home", type=Path)
    options = parser.parse_args()
    articles = json.loads(options.squad.read_text(encoding="utf-8"))["data"]
    with tempfile.TemporaryDirectory() as scratch, Library(Path(scratch) / "home") as library:
        folder = Path(scratch) / "articles"
        write_articles(articles, folder)
        library.add(folder)
        rows = list(rows_of(library, of_squad(articles, options.questions), 0))
    for pdfs in options.pdfs:
        with Library(options.home) as library:
            rows += rows_of(library, of_pdfs(pdfs), len(rows))
    fit = [row for row in rows if row.question % 2 == 0]
    weights = logistic_regression(fit)
    print("WEIGHTS", ", ".join(f"{weight:.2f}" for weight in weights[:-1]))
    print("BIAS", f"{weights[-1]:.2f}")
    held_out = [row for row in rows if row.question % 2 == 1]
    print("\nwith these weights")
    report(held_out, weights)
    print("\nwith the weights in use")
    report(held_out, np.array([*WEIGHTS, BIAS]))


def write_articles(articles: list[dict], folder: Path) -> None:
    folder.mkdir()
    for article in articles:
        if article["title"] not in LEFT_OUT:
            text = "\n\n".join(paragraph["context"] for paragraph in article["paragraphs"])
            title = article["title"].replace("_", " ")
            (folder / f"{article['title']}.md").write_text(f"# {title}\n\n{text}\n", "utf-8")


def of_squad(articles: list[dict], count: int) -> list[Asked]:
    """Possible questions about indexed articles and about those left out, as many of each."""
    chosen = []
    for titles in (INDEXED, LEFT_OUT):
        pool = [
            Asked(
                question["question"],
                [answer["text"] for answer in question["answers"]],
                f"{article['title']}.md" if titles is INDEXED else "",
            )
            for article in articles
            if article["title"] in titles
            for paragraph in article["paragraphs"]
            for question in paragraph["qas"]
            if not question.get("is_impossible")
        ]
        random.Random(11).shuffle(pool)
        chosen += pool[: count // 2]
    random.Random(12).shuffle(chosen)
    return chosen


def of_pdfs(folder: Path) -> list[Asked]:
    questions = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
    return [
        Asked(entry["question"])
        if "Not answerable" in str(entry["answer"])
        else Asked(entry["question"], [str(entry["answer"])], entry["doc"])
        for entry in questions
    ]


def rows_of(library: Library, asked: Sequence[Asked], first: int) -> Iterator[Row]:
    store = library._store
    passages = lookup.counts(store.connection).passages
    for number, item in enumerate(asked, start=first):
        hits = library.search(item.question, PASSAGES_READ)
        rarity = rarity_of(
            item.question,
            lambda word: words.document_frequency(store.connection, word),
            passages,
        )
        for found in find_evidence(item.question, hits, library.reader, rarity):
            in_file = bool(item.file) and found.quote.hit.path.name == item.file
            right = in_file and any(
                f1(found.answer.text, answer) >= RIGHT_FROM for answer in item.answers
            )
            yield Row(number, found.features, right, bool(item.file))


def f1(said: str, gold: str) -> float:
    """The token F1 of SQuAD (Rajpurkar et al. 2016)."""
    ours, theirs = Counter(tokens(said)), Counter(tokens(gold))
    common = sum((ours & theirs).values())
    return 2 * common / (ours.total() + theirs.total()) if common else 0.0


def tokens(text: str) -> list[str]:
    plain = text.lower().translate(str.maketrans("", "", string.punctuation))
    return re.sub(r"\b(?:a|an|the)\b", " ", plain).split()


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
    best: dict[int, tuple[float, Row]] = {}
    for likelihood, row in zip(chance.tolist(), rows, strict=True):
        if row.question not in best or likelihood > best[row.question][0]:
            best[row.question] = (likelihood, row)
    sure = np.array([likelihood for likelihood, _ in best.values()])
    possible = np.array([row.can_be_answered for _, row in best.values()])
    right = np.array([row.right for _, row in best.values()])
    print(f"held out: {len(best)} questions, {possible.sum()} of them answerable")
    print(f"  likeliest place right: {right[possible].mean():.1%} of the answerable")
    print(f"  AUROC of the best likelihood: {auroc(sure, possible):.3f}")
    for threshold in (0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5):
        refused = (sure < threshold)[possible].mean()
        answered = (sure >= threshold)[~possible].mean()
        shown = right[possible & (sure >= threshold)].mean()
        print(
            f"  at {threshold:.2f}: wrongly refused {refused:.1%}, wrongly answered {answered:.1%},"
            f" right of those answered {shown:.1%}"
        )


def auroc(scores: np.ndarray, labels: np.ndarray) -> float:
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores, kind="stable")] = np.arange(1, len(scores) + 1)
    positive = labels.sum()
    return float((ranks[labels].sum() - positive * (positive + 1) / 2) / positive / (~labels).sum())


if __name__ == "__main__":
    main()

"""How well localdocs tells questions that the documents answer from those that they do not.

    python benchmarks/answerability.py SQUAD.json [--questions 600]

Every second article of a SQuAD file is indexed; questions about these can be answered, questions
about the other articles cannot. Half of the articles on each side fit the logistic regression of
``localdocs.evidence``, the other half score it. Prints the weights, the area under the ROC curve
beside that of single numbers, and what each threshold wrongly refuses and wrongly answers.
"""

import argparse
import json
import random
import tempfile
from pathlib import Path

import numpy as np

from index import lookup
from localdocs import answering, evidence
from localdocs.library import Library

Row = tuple[tuple[float, ...], bool, int]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("squad", type=Path)
    parser.add_argument("--questions", type=int, default=600)
    options = parser.parse_args()
    articles = json.loads(options.squad.read_text(encoding="utf-8"))["data"]
    with tempfile.TemporaryDirectory() as scratch, Library(Path(scratch) / "home") as library:
        folder = Path(scratch) / "articles"
        write_articles(articles[::2], folder)
        library.add(folder)
        rows = [
            (features_of(library, question), article % 2 == 0, article)
            for article, question in choose(articles, options.questions)
        ]
    fit = [row for row in rows if row[2] // 2 % 2 == 0]
    held = [row for row in rows if row[2] // 2 % 2 == 1]
    weights = logistic_regression(fit)
    print(
        "weights:",
        ", ".join(f"{weight:.2f}" for weight in weights[:-1]),
        "bias:",
        f"{weights[-1]:.2f}",
    )
    report(held, weights)


def write_articles(articles: list[dict], folder: Path) -> None:
    folder.mkdir()
    for number, article in enumerate(articles):
        text = "\n\n".join(paragraph["context"] for paragraph in article["paragraphs"])
        title = article["title"].replace("_", " ")
        (folder / f"{number}.md").write_text(f"# {title}\n\n{text}\n", encoding="utf-8")


def choose(articles: list[dict], count: int) -> list[tuple[int, str]]:
    """Possible questions with the number of their article, the same count from each side."""
    chosen = []
    for side in (0, 1):
        pool = [
            (number, question["question"])
            for number, article in enumerate(articles)
            if number % 2 == side
            for paragraph in article["paragraphs"]
            for question in paragraph["qas"]
            if not question.get("is_impossible")
        ]
        random.Random(7).shuffle(pool)
        chosen += pool[: count // 2]
    return chosen


def features_of(library: Library, question: str) -> tuple[float, ...]:
    store = library._store
    hits = library.search(question, 5)
    draft = answering._Draft(question, 0.0)
    passages = lookup.counts(store.connection).passages
    rarity = answering._rarity(question, store, draft, passages)
    found = evidence.find_evidence(question, hits, store.embedder, rarity)
    return evidence.features(hits, found, rarity)


def logistic_regression(rows: list[Row]) -> np.ndarray:
    """Weights and, last, the bias; Newton's method with a little ridge."""
    matrix = np.array([[*values, 1.0] for values, _, _ in rows])
    labels = np.array([float(label) for _, label, _ in rows])
    weights = np.zeros(matrix.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (labels - chance) - 0.1 * weights
        curvature = (matrix.T * (chance * (1 - chance))) @ matrix + 0.1 * np.eye(len(weights))
        weights += np.linalg.solve(curvature, gradient)
    return weights


def report(rows: list[Row], weights: np.ndarray) -> None:
    matrix = np.array([[*values, 1.0] for values, _, _ in rows])
    labels = np.array([label for _, label, _ in rows])
    chance = 1 / (1 + np.exp(-matrix @ weights))
    print(f"held out: {len(rows)} questions, {labels.sum()} of them answerable")
    for column in range(matrix.shape[1] - 1):
        print(f"  AUROC of number {column + 1} alone: {auroc(matrix[:, column], labels):.3f}")
    print(f"  AUROC of all together:    {auroc(chance, labels):.3f}")
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        refused = (chance < threshold)[labels].mean()
        answered = (chance >= threshold)[~labels].mean()
        print(
            f"  at {threshold:.1f}: wrongly refused {refused:.1%}, wrongly answered {answered:.1%}"
        )


def auroc(scores: np.ndarray, labels: np.ndarray) -> float:
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores, kind="stable")] = np.arange(1, len(scores) + 1)
    positive = labels.sum()
    return float((ranks[labels].sum() - positive * (positive + 1) / 2) / positive / (~labels).sum())


if __name__ == "__main__":
    main()

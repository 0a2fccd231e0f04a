"""How long a fresh process takes: for help, for status, and for a search over a large index.

    python benchmarks/start.py [--passages 20000] [--runs 7]

Each command is run in turn, several times over, as a process of its own, and the median is printed
beside that of the same rounds of `python -c "import click"`. The index is synthetic: random words
and random vectors, of the real embedder's identity, so that the real one embeds the question.
"""

import argparse
import itertools
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from index.database import catalog
from localdocs.library import Library
from localdocs.types import Block, BlockKind, Document, Page, Passage, SourceFile

PASSAGES_A_FILE = 200
_LETTERS = random.Random(1)
WORDS = [
    "".join(_LETTERS.choices("abcdefghilmnoprstu", k=_LETTERS.randint(3, 9))) for _ in range(20_000)
]
_SHARES = list(itertools.accumulate(1 / (rank + 10) for rank in range(len(WORDS))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--passages", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        fill(home, options.passages)
        localdocs = ["-m", "localdocs"]
        commands = {
            'python -c "import click"': ["-c", "import click"],
            "localdocs --help": [*localdocs, "--help"],
            "localdocs status": [*localdocs, "status"],
            f"localdocs search, {options.passages} passages": [*localdocs, "search", "river bank"],
            "import sentence_transformers": ["-c", "import sentence_transformers"],
        }
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(options.runs):
            for name, words in commands.items():
                seconds[name].append(run(words, home))
    base = statistics.median(next(iter(seconds.values())))
    for name, values in seconds.items():
        median = statistics.median(values)
        spread = f"({min(values):.3f} to {max(values):.3f})"
        print(f"{name:38s} {median:6.3f} s  {spread:18s} {median / base:5.1f} x")


def run(words: list[str], home: Path) -> float:
    started = time.monotonic()
    subprocess.run(
        [sys.executable, *words],
        env={**os.environ, "LOCALDOCS_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.monotonic() - started


def fill(home: Path, passages: int) -> None:
    """An index of that many passages, without embedding them."""
    dice = random.Random(1)
    vectors = np.random.default_rng(1).normal(size=(passages, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    with Library(home) as library:
        store = library._store
        with store.writing() as connection:
            catalog.add_folder(connection, catalog.Folder(home / "docs", "docs"))
        for number in range(0, passages, PASSAGES_A_FILE):
            path = home / "docs" / f"{number}.txt"
            document, pieces = synthetic(path, dice)
            store.replace_document(
                SourceFile(path, 1, 1, 1), str(number).encode(), document, pieces
            )
        rows = catalog.pending_vectors(store.connection, passages)
        with store.writing() as connection:
            catalog.fill_vectors(
                connection,
                ((row[0], vector.tobytes()) for row, vector in zip(rows, vectors, strict=False)),
            )
        library.search("warm the cache")


def as_common_as_in_language(dice: random.Random, count: int) -> list[str]:
    """Made-up words, each as often as Zipf's law has it."""
    return dice.choices(WORDS, cum_weights=_SHARES, k=count)


def synthetic(path: Path, dice: random.Random) -> tuple[Document, list[Passage]]:
    texts = [" ".join(as_common_as_in_language(dice, 120)) for _ in range(PASSAGES_A_FILE)]
    text, passages, start = "\n\n".join(texts), [], 0
    for piece in texts:
        passages.append(Passage(1, start, start + len(piece), piece))
        start += len(piece) + 2
    return Document(path, (Page(1, text, (Block(0, len(text), BlockKind.PARAGRAPH),)),)), passages


if __name__ == "__main__":
    main()

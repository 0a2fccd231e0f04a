"""How many passages a second are embedded, beside plain sentence-transformers.

    python benchmarks/embedding.py --cache FOLDER

Both embed the same passages of about 200 tokens, in turn, for several rounds in one process; each
one's fastest round counts, so that a busy moment of the computer does not.
"""

import argparse
import dataclasses
import platform
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from index.embedding.check_texts import LONG_TEXT
from index.embedding.embedder import Vectors
from index.embedding.export import find_or_make_export
from index.embedding.openvino_embedder import OpenVinoEmbedder
from index.embedding.reference import load_reference_model
from localdocs.computer.openvino_network import PRECISIONS
from localdocs.models.shelf.defaults import find_embedding_model


def make_passages(count: int) -> list[str]:
    """Texts of 170 to 230 tokens, every one different."""
    dice = random.Random(1)
    words = LONG_TEXT.split()
    return [" ".join(dice.choices(words, k=dice.randint(140, 190))) for _ in range(count)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True, help="folder for the export")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--passages", type=int, default=128)
    options = parser.parse_args()
    folder = find_embedding_model(options.cache).path
    export = find_or_make_export(folder, options.cache)
    assert export is not None
    texts = make_passages(options.passages)
    plain = load_reference_model(folder)
    ways: dict[str, Callable[[list[str]], Vectors]] = {"sentence-transformers": plain.encode}
    for precision in PRECISIONS:
        embedder = OpenVinoEmbedder(folder, export, "benchmark")
        chosen = " (chosen)" if embedder.facts.precision == precision else ""
        embedder.facts = dataclasses.replace(embedder.facts, precision=precision)
        ways[f"export, {precision}{chosen}"] = embedder.embed_passages
    report(ways, texts, options.rounds, embedder.token_starts(texts))


def report(
    ways: dict[str, Callable[[list[str]], Vectors]],
    texts: list[str],
    rounds: int,
    starts: list[list[int]],
) -> None:
    """A table in Markdown: passages per second, ratios and agreement with the first row."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    vectors = {name: way(texts) for name, way in ways.items()}  # a warm-up that does not count
    for _ in range(rounds):
        for name, way in ways.items():
            start = time.perf_counter()
            way(texts)
            seconds[name].append(time.perf_counter() - start)
    tokens = sum(map(len, starts)) / len(starts)
    print(f"{time.strftime('%Y-%m-%d')}, {platform.machine()}, {tokens:.0f} tokens a passage\n")
    print("| way | passages/s | × | least cosine |\n|---|---|---|---|")
    first = next(iter(ways))
    for name in ways:
        speed, ratio = len(texts) / min(seconds[name]), min(seconds[first]) / min(seconds[name])
        cosine = float(np.min(np.sum(vectors[name] * vectors[first], axis=1)))
        print(f"| {name} | {speed:.1f} | {ratio:.2f} | {cosine:.6f} |")


if __name__ == "__main__":
    main()

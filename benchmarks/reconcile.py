"""How long looking at unchanged files takes, beside a bare walk over the same tree.

    python benchmarks/reconcile.py [--files 10000]

Makes a tree of small files, indexes it with an embedder that costs nothing, and then measures in
turn, in one process, `os.walk` with a `stat` of each file, the scan alone, and a whole `sync`
(database opened, nothing to do). The fastest of several rounds is printed for each.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np

from localdocs.library import Library
from localdocs.models.shelf import chosen as chosen_models

ROUNDS = 7


class NoEmbedder:
    """All vectors are equal: what they are does not matter here."""

    identity, dimension, passage_prompt, max_tokens = "none", 8, "", 256

    def token_starts(self, texts: Sequence[str]) -> list[list[int]]:
        return [list(range(0, len(text), 5)) for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        return np.full((len(texts), self.dimension), 8**-0.5, dtype=np.float32)

    def embed_query(self, text: str) -> np.ndarray:
        return self.embed_passages([text])[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=10_000)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as scratch,
        patch.object(chosen_models, "open_embedder", lambda settings, places: NoEmbedder()),
    ):
        folder, home = Path(scratch) / "docs", Path(scratch) / "home"
        make_files(folder, options.files)
        with Library(home) as library:
            started = time.monotonic()
            library.add(folder)
            print(f"{options.files} files, indexed in {time.monotonic() - started:.1f} s")
        measure(folder, home)


def make_files(folder: Path, count: int) -> None:
    for number in range(count):
        inside = folder / f"folder{number // 100}"
        inside.mkdir(parents=True, exist_ok=True)
        (inside / f"note{number}.txt").write_text(f"Note {number} is about subject {number % 37}.")


def measure(folder: Path, home: Path) -> None:
    with Library(home) as library:
        ways: dict[str, Callable[[], object]] = {
            "os.walk + stat": lambda: walk(folder),
            "scan": lambda: sum(1 for _ in library._scan(folder)),
            "sync": library.sync,
        }
        fastest = dict.fromkeys(ways, float("inf"))
        for _ in range(ROUNDS):
            for name, way in ways.items():
                started = time.perf_counter()
                way()
                fastest[name] = min(fastest[name], time.perf_counter() - started)
    for name, seconds in fastest.items():
        print(f"{name:16} {seconds:8.3f} s")
    goal = 1.5 * fastest["os.walk + stat"] + 0.5
    print(f"{'goal':16} {goal:8.3f} s   (1.5 times the walk, and half a second)")


def walk(folder: Path) -> int:
    return sum(
        os.stat(os.path.join(above, name)).st_size  # noqa: PTH116, PTH118
        for above, _, names in os.walk(folder)
        for name in names
    )


if __name__ == "__main__":
    main()

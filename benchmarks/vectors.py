"""The vector side of a search: time, memory and recall at several sizes, beside an exact search.

    python benchmarks/vectors.py --home HOME --questions FILE [--rows 50000 1000000] [--scratch DIR]

HOME is a library whose vectors are the pattern: where there are too few, more are made between
those that are near each other (a vector, and a part of the difference of two from its cluster).
FILE holds questions, one a line; made-up ones would be too easy. Each step runs in a process of its
own, so that its memory is its own. Linux only, for its /proc.
"""

import argparse
import multiprocessing
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from index.database.manifest import raise_generation
from index.database.transactions import transaction
from index.sqlite.connection import open_database
from index.vectors.vector_index import EXACT_UP_TO, VectorIndex

COLUMNS = [
    *("rows", "base", "built s", "peak MB", "file MB", "memory MB", "median ms", "p95 ms"),
    *("processor ms", "recall@10", "change, writer ms", "change, reader ms"),
]

CHANGED = 20
"""The vectors of one changed file: as many go as come."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--home", type=Path, action="append", required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument(
        "--rows", type=int, nargs="+", default=[50_000, 100_000, 200_000, 1_000_000]
    )
    parser.add_argument("--scratch", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        folder = Path(scratch)
        alone(embed, options.questions, folder)
        print(f"| {' | '.join(COLUMNS)} |")
        print("|---" * len(COLUMNS) + "|", flush=True)
        for rows in options.rows:
            (folder / "index").mkdir()
            alone(fill, options.home, folder, rows)
            for exact_up_to in (EXACT_UP_TO, 10**9) if rows > EXACT_UP_TO else (EXACT_UP_TO,):
                measured = alone(build, folder, exact_up_to)
                measured |= alone(search, folder, exact_up_to)
                measured |= alone(change, folder, exact_up_to)
                kind = "approximate" if rows > exact_up_to else "exact"
                print(f"| {rows:,} | {kind} | " + " | ".join(measured.values()) + " |", flush=True)
            for file in (folder / "index").iterdir():
                file.unlink()
            (folder / "index").rmdir()


def alone(step: Callable[..., Any], *arguments: Any) -> Any:
    """Run a step in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(step, arguments)


def embed(questions: Path, folder: Path) -> None:
    from localdocs.library import Library

    with Library(folder / "home") as library:
        embedder = library._store.embedder
        lines = [line for line in questions.read_text().splitlines() if line.strip()]
        np.save(folder / "questions.npy", np.stack([embedder.embed_query(line) for line in lines]))


def fill(homes: list[Path], folder: Path, rows: int) -> None:
    """A database with nothing but vectors, and the ten nearest of each question."""
    import faiss

    pattern = np.concatenate([stored(home) for home in homes])
    bare = np.ascontiguousarray(pattern).view(f"V{pattern.shape[1] * 4}")
    pattern = pattern[np.unique(bare, return_index=True)[1]]  # no two equal: nobody could rank them
    questions = np.load(folder / "questions.npy")
    truth = faiss.ResultHeap(len(questions), 10, keep_max=True)
    connection = open_database(folder / "index" / "localdocs.db")
    done = 0
    for matrix in like(pattern, rows):
        with transaction(connection):
            connection.executemany(
                "INSERT INTO vectors (text_hash, vector) VALUES (?, ?)",
                ((os.urandom(16), vector.tobytes()) for vector in matrix),
            )
            raise_generation(connection)
        cosines, ids = faiss.knn(questions, matrix, 10, metric=faiss.METRIC_INNER_PRODUCT)
        truth.add_result(cosines, ids + done + 1)
        done += len(matrix)
    truth.finalize()
    np.save(folder / "truth.npy", truth.I)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def stored(home: Path) -> np.ndarray:
    database = sqlite3.connect(f"file:{home / 'index' / 'localdocs.db'}?mode=ro", uri=True)
    found = database.execute("SELECT vector FROM vectors WHERE vector IS NOT NULL").fetchall()
    return np.frombuffer(b"".join(row[0] for row in found), dtype=np.float32).reshape(-1, 384)


def like(pattern: np.ndarray, rows: int) -> Any:
    """The pattern itself, then vectors between those of one cluster; in batches."""
    import faiss

    clusters = faiss.Kmeans(pattern.shape[1], 256, niter=8, seed=1, spherical=True)
    clusters.train(pattern)
    of = clusters.index.search(pattern, 1)[1][:, 0]
    order = np.argsort(of, kind="stable")
    first, last = (np.searchsorted(of[order], of, side) for side in ("left", "right"))
    yield pattern[:rows]
    chance, left = np.random.default_rng(1), rows - len(pattern)
    while left > 0:
        count = min(left, 50_000)
        one = chance.integers(0, len(pattern), count)
        two, three = (
            order[first[one] + (chance.random(count) * (last - first)[one]).astype(int)]
            for _ in range(2)
        )
        part = chance.uniform(0.2, 0.7, (count, 1))
        noise = chance.normal(0, 0.15 / pattern.shape[1] ** 0.5, (count, pattern.shape[1]))
        made = pattern[one] + part * (pattern[two] - pattern[three]) + noise
        made /= np.linalg.norm(made, axis=1, keepdims=True)
        yield made.astype(np.float32)
        left -= count


def build(folder: Path, exact_up_to: int) -> dict[str, str]:
    for file in (folder / "index").glob("vectors-*"):
        file.unlink()
    connection = open_database(folder / "index" / "localdocs.db")
    started = time.perf_counter()
    VectorIndex(folder / "index", 384, exact_up_to).refresh(connection)
    seconds = time.perf_counter() - started
    connection.close()
    (file,) = (folder / "index").glob("vectors-*.faiss")
    size = file.stat().st_size / 1e6
    return {"built": f"{seconds:.1f}", "peak": f"{memory('VmHWM'):.0f}", "file": f"{size:.0f}"}


def search(folder: Path, exact_up_to: int) -> dict[str, str]:
    """As a process that only reads finds them: memory, time and recall."""
    connection = open_database(folder / "index" / "localdocs.db")
    index = VectorIndex(folder / "index", 384, exact_up_to)
    questions, truth = np.load(folder / "questions.npy"), np.load(folder / "truth.npy")
    seconds, working, right = [], [], 0
    for number in range(-20, len(questions)):
        started, worked = time.perf_counter(), time.process_time()
        found = index.search(connection, questions[number], 100)
        if number >= 0:
            seconds.append(time.perf_counter() - started)
            working.append(time.process_time() - worked)
            right += len(set(found[:10]) & set(truth[number].tolist()))
    connection.close()
    return {
        "memory": f"{memory('VmRSS'):.0f}",
        "median": f"{np.median(seconds) * 1e3:.1f}",
        "p95": f"{np.percentile(seconds, 95) * 1e3:.1f}",
        "working": f"{np.median(working) * 1e3:.1f}",
        "recall": f"{right / truth.size:.4f}",
    }


def change(folder: Path, exact_up_to: int) -> dict[str, str]:
    """One file changes: what it costs who writes, and the next search of who reads."""
    connection = open_database(folder / "index" / "localdocs.db")
    other = open_database(folder / "index" / "localdocs.db")
    writer, reader = (VectorIndex(folder / "index", 384, exact_up_to) for _ in range(2))
    query = np.load(folder / "questions.npy")[0]
    writer.refresh(connection)
    writing, reading = [], []
    for _ in range(5):
        reader.search(other, query, 100)
        with transaction(connection):
            last = "id IN (SELECT id FROM vectors ORDER BY id DESC LIMIT ?)"
            rows = connection.execute(f"SELECT vector FROM vectors WHERE {last}", (CHANGED,))
            vectors = [row[0] for row in rows]
            connection.execute(f"DELETE FROM vectors WHERE {last}", (CHANGED,))
            connection.executemany(
                "INSERT INTO vectors (text_hash, vector) VALUES (?, ?)",
                ((os.urandom(16), vector) for vector in vectors),
            )
            raise_generation(connection)
        started = time.perf_counter()
        writer.refresh(connection)
        between = time.perf_counter()
        reader.search(other, query, 100)
        writing.append(between - started)
        reading.append(time.perf_counter() - between)
    connection.close()
    other.close()
    return {
        "writer": f"{np.median(writing) * 1e3:.1f}",
        "reader": f"{np.median(reading) * 1e3:.1f}",
    }


def memory(name: str) -> float:
    """A figure of /proc/self/status, in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith(name))


if __name__ == "__main__":
    main()

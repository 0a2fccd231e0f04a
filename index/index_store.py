"""The index: documents, words and vectors behind one door, kept one.

Documents go in whole, in one transaction each; their words can be found at once and their vectors
follow. Searching fuses both. The database is the truth: ``index.connection``.
"""

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.connection import Connection, VectorSearch
from index.database import catalog, lookup, scans
from index.database.manifest import (
    Manifest,
    check_manifest,
    read_manifest,
    write_manifest,
)
from index.database.transactions import transaction
from index.embedding.cosines import comparable, floor_of
from index.embedding.embedder import Embedder
from index.ranking.candidates import QueryVector, gather
from index.ranking.doubles import doubles_last
from index.ranking.fusion import Candidate, rank
from index.ranking.reranker import RERANKED, Reranker, reranked
from index.words.vocabulary import Vocabulary
from localdocs.types import Document, Hit, Passage, SourceFile

logger = logging.getLogger("localdocs.index")

EMBEDDING_BATCH = 256
"""Passages a batch: enough to sort by length, few enough to be lost in a crash."""


Also = Callable[[Connection], None]
"""Something that is written in the same transaction."""


def nothing_else(_: Connection) -> None:
    """Nothing is."""


class IndexStore:
    """One index. Not for use by two threads at once.

    ``connection`` comes from ``index.opening``, and whoever opened it closes it. ``embedder`` is
    asked for only when vectors are needed, so that opening stays cheap. ``reranker`` looks at the
    best hits of a search once more; None leaves them as they are.
    """

    def __init__(
        self,
        connection: Connection,
        embedder: Callable[[], Embedder],
        splitter: str,
        reranker: Reranker | None = None,
    ) -> None:
        self._make_embedder = embedder
        self._embedder: Embedder | None = None
        self._splitter = splitter
        self._reranker = reranker
        self._vectors: VectorSearch | None = None
        self._last_question: tuple[str, NDArray[np.float32]] | None = None
        self.connection = connection
        self.vocabulary = Vocabulary(connection)

    @property
    def embedder(self) -> Embedder:
        """The embedder, made at first use and held against the manifest.

        Raises IndexMismatchError when the index was built with another one. The passages of another
        splitter can be searched as well as any.
        """
        if self._embedder is None:
            embedder = self._make_embedder()
            built_with = read_manifest(self.connection)
            if built_with is not None:
                in_use = self._manifest(embedder)
                check_manifest(built_with, replace(in_use, splitter=built_with.splitter))
            if self.is_outdated:
                logger.info("the index is from another version; the next sync reads all files anew")
            self._embedder = embedder
        return self._embedder

    @property
    def is_outdated(self) -> bool:
        """Whether another splitter, of another version of this program, made the passages."""
        built_with = read_manifest(self.connection)
        return built_with is not None and built_with.splitter != self._splitter

    # The path of a document

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, with SQLite's errors in our words."""
        with self.connection.errors(), transaction(self.connection):
            yield self.connection

    def replace_document(
        self,
        source: SourceFile,
        content_hash: bytes,
        document: Document,
        passages: Sequence[Passage],
        also: Also = nothing_else,
    ) -> None:
        """Put a document in the place of whatever was known at its path, and ``also`` something.

        Raises IndexMismatchError where the passages of another splitter lie; see ``renew``.
        """
        manifest = self._manifest(self.embedder)

        def store() -> None:
            connection = self.connection
            with transaction(connection):
                built_with = read_manifest(connection)
                check_manifest(built_with, manifest)
                if built_with is None:  # writing the same again would have other writers wait
                    write_manifest(connection, manifest)
                catalog.store_document(connection, source, content_hash, document, passages)
                also(connection)

        with self.connection.errors():
            self.connection.again(store)

    def count_pending(self) -> int:
        """How many distinct texts wait to be embedded."""
        return catalog.count_pending(self.connection)

    def embed_pending(self) -> int:
        """Embed a batch of the texts that wait; how many passages it served, 0 when none wait."""
        waiting = catalog.pending_vectors(self.connection, EMBEDDING_BATCH)
        if not waiting:
            return 0
        rows = self._embedded(waiting)
        with self.writing() as connection:
            return catalog.fill_vectors(connection, rows)

    def embed_unclaimed(self, limit: int) -> int:
        """The same for up to ``limit`` texts that nobody else embeds at this moment.

        They are held by a transaction while they are embedded: where this process dies, its
        batch is free again. For a database with locks of rows. Raises IndexMismatchError where
        the index has another embedder by now.
        """
        self.embedder  # noqa: B018  loaded before anything is held

        def embed() -> int:
            connection = self.connection
            with transaction(connection):
                waiting = catalog.pending_vectors(connection, limit, unclaimed=True)
                check_manifest(read_manifest(connection), self._manifest(self.embedder))
                return catalog.fill_vectors(connection, self._embedded(waiting)) if waiting else 0

        with self.connection.errors():
            return self.connection.again(embed)

    def is_pending(self) -> bool:
        """Whether a passage waits for its vector, be it that another process is at it."""
        return bool(catalog.pending_vectors(self.connection, 1))

    def _embedded(self, waiting: Sequence[tuple[int, str]]) -> list[tuple[int, bytes]]:
        matrix = self.embedder.embed_passages([text for _, text in waiting])
        matrix = np.ascontiguousarray(matrix, dtype=np.float32)
        return [(waiting[row][0], matrix[row].tobytes()) for row in range(len(waiting))]

    def sweep(self) -> None:
        """Drop the vectors, and what OCR has found, that nothing uses any more."""
        with self.writing() as connection:
            catalog.sweep_vectors(connection)
            scans.sweep_pages(connection)

    def compact(self) -> None:
        """Give back the space of what was deleted, and overwrite what was left of its text."""
        with self.connection.errors():
            self.connection.compact()

    def save_cache(self) -> None:
        """Write the FAISS file now, so that the next process need not build it."""
        if self._embedder is not None:
            self._vector_search().refresh(self.connection)

    def renew(self) -> bool:
        """Take over an index of another splitter; whether it was one.

        All files are to be read again, and answer as they are until then. Vectors stay: a passage
        that comes out the same keeps its own.
        """
        built_with = read_manifest(self.connection)
        if built_with is None or not self.is_outdated:
            return False
        with self.writing() as connection:
            for folder in catalog.folders(connection):
                catalog.doubt_files(connection, folder.path)
            write_manifest(connection, replace(built_with, splitter=self._splitter))
        return True

    def doubt(self, folders: Sequence[Path]) -> None:
        """Trust nothing: these folders are to be read again, and everything embedded again.

        What is stored stays searchable by its words until then; what lies elsewhere (on a disk that
        is not there) keeps its text.
        """
        with self.writing() as connection:
            for folder in folders:
                catalog.doubt_files(connection, folder)
            catalog.drop_vectors(connection)
            scans.forget_all_pages(connection)
            write_manifest(connection, self._manifest(self._make_embedder()))
            connection.full_text.rebuild()
        self._vectors = None

    # The path of a question

    def search(
        self,
        question: str,
        limit: int,
        *,
        file_ids: list[int] | None = None,
        spoken_of: Collection[int] = (),
    ) -> list[Hit]:
        """The ``limit`` best passages for a question, best first.

        ``file_ids`` narrows the search to these files; None means all. ``spoken_of`` are files that
        the question leans on without naming them.
        """
        with self.connection.errors(), self._query_meanwhile(question) as query:
            candidates = gather(
                self.vocabulary, question, query, self._nearest, limit, file_ids, spoken_of
            )
            floor = floor_of(self.embedder.identity) if query() is not None else 0.0
            if floor:
                candidates = [_on_one_scale(item, floor) for item in candidates]
            ranked = rank(candidates, limit + RERANKED)
            similarity = {item.passage_id: item.meaning for item in candidates}
            hits = lookup.hits_for(self.connection, ranked, similarity)
            hits = doubles_last(hits)
            if self._reranker is not None:
                hits = reranked(question, hits, self._reranker)
            return hits[:limit]

    def similarity(self, question: str, texts: Sequence[str]) -> list[float]:
        """How near the question is to each text, in -1..1; the texts need not be indexed.

        It is the cosine, on the scale of `index.embedding.cosines`.
        """
        query = self._query_vector(question)
        if query is None or not texts:
            return [0.0] * len(texts)
        floor = floor_of(self.embedder.identity)
        cosines = self.embedder.embed_passages(texts) @ query
        return [comparable(float(value), floor) for value in cosines]

    def _query_vector(self, question: str) -> NDArray[np.float32] | None:
        return self._question_vector(question) if self._has_meaning(question) else None

    def _question_vector(self, question: str) -> NDArray[np.float32]:
        """The vector of a question; that of the last one is kept: an answer needs it twice."""
        if self._last_question is None or self._last_question[0] != question:
            self._last_question = question, self.embedder.embed_query(question)
        return self._last_question[1]

    @contextmanager
    def _query_meanwhile(self, question: str) -> Iterator[QueryVector]:
        """The question's vector, worked out beside what is done until it is asked for."""
        if not self._has_meaning(question):
            yield lambda: None
            return
        with ThreadPoolExecutor(1, "localdocs-query") as beside:
            yield beside.submit(self._question_vector, question).result

    def _has_meaning(self, question: str) -> bool:
        return bool(question.strip()) and read_manifest(self.connection) is not None

    def _nearest(
        self, query: NDArray[np.float32], limit: int, file_ids: Sequence[int] | None
    ) -> list[int]:
        found = self._vector_search().nearest(self.connection, query, limit, file_ids)
        sharing = lookup.passages_of_vectors(self.connection, found, file_ids)
        return [passage_id for vector_id in found for passage_id in sharing.get(vector_id, [])]

    # Care

    def integrity(self) -> list[str]:
        """What the database says is damaged; empty when all is well."""
        with self.connection.errors():
            return self.connection.problems()

    def _vector_search(self) -> VectorSearch:
        if self._vectors is None:
            self._vectors = self.connection.vector_search(self.embedder.dimension)
        return self._vectors

    def _manifest(self, embedder: Embedder) -> Manifest:
        return Manifest(embedder.identity, str(embedder.dimension), self._splitter)


def _on_one_scale(item: Candidate, floor: float) -> Candidate:
    return item if item.meaning is None else replace(item, meaning=comparable(item.meaning, floor))

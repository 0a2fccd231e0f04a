"""Vectors: FAISS as a cache of the vectors in SQLite.

The file's name carries the generation of the database that it was made from. It is written beside
and put in place by a rename, so it is whole or absent; when it is absent, stale or unreadable it is
made again from the database.
"""

import logging
import os
import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.manifest import read_generation

logger = logging.getLogger("localdocs.index")

_BATCH_ROWS = 8192


class VectorIndex:
    """Exact inner-product search over all vectors of one database.

    Constructing costs nothing; FAISS is imported at the first search.
    """

    def __init__(self, folder: Path, dimension: int) -> None:
        self._folder = folder
        self._dimension = dimension
        self._generation = ""
        self._index: Any = None

    def search(
        self,
        connection: sqlite3.Connection,
        query: NDArray[np.float32],
        limit: int,
        vector_ids: NDArray[np.int64] | None = None,
    ) -> list[int]:
        """The ids of the vectors nearest to ``query``, best first; see ``search_scored``."""
        return [id_ for id_, _ in self.search_scored(connection, query, limit, vector_ids)]

    def search_scored(
        self,
        connection: sqlite3.Connection,
        query: NDArray[np.float32],
        limit: int,
        vector_ids: NDArray[np.int64] | None = None,
    ) -> list[tuple[int, float]]:
        """The vectors nearest to ``query`` (float32 [dim], unit length), best first.

        Each is its id and its cosine. ``vector_ids`` narrows the search to these; None means all.
        """
        import faiss

        self.refresh(connection)
        if self._index.ntotal == 0 or (vector_ids is not None and len(vector_ids) == 0):
            return []
        parameters = None
        if vector_ids is not None:
            selector = faiss.IDSelectorBatch(vector_ids)
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        cosines, ids = self._index.search(
            np.ascontiguousarray(query[None, :]), min(limit, self._index.ntotal), params=parameters
        )
        found = zip(ids[0].tolist(), cosines[0].tolist(), strict=True)
        return [(vector_id, cosine) for vector_id, cosine in found if vector_id >= 0]

    def refresh(self, connection: sqlite3.Connection) -> None:
        """Bring the index in memory to the state of the database, and the file with it."""
        generation = read_generation(connection)
        if self._index is not None and generation == self._generation:
            return
        index = self._load(generation)
        if index is None:
            index, generation = self._build(connection)
            self._save(index, generation)
        self._index, self._generation = index, generation

    def _file(self, generation: str) -> Path:
        return self._folder / f"vectors-{generation}.faiss"

    def _load(self, generation: str) -> Any:
        import faiss

        path = self._file(generation)
        if not path.exists():
            return None
        try:
            index = faiss.read_index(str(path))
        except Exception as error:  # FAISS raises plain RuntimeError, and numpy what it likes
            logger.warning("%s cannot be read (%s); it is made again", path, error)
            return None
        return index if index.d == self._dimension else None

    def _build(self, connection: sqlite3.Connection) -> tuple[Any, str]:
        import faiss

        connection.execute("BEGIN")  # one state of the database for the rows and their generation
        try:
            generation = read_generation(connection)
            index = faiss.IndexIDMap2(faiss.IndexFlatIP(self._dimension))
            cursor = connection.execute("SELECT id, vector FROM vectors WHERE vector IS NOT NULL")
            while rows := cursor.fetchmany(_BATCH_ROWS):
                ids = np.array([row[0] for row in rows], dtype=np.int64)
                matrix = np.frombuffer(b"".join(row[1] for row in rows), dtype=np.float32)
                index.add_with_ids(matrix.reshape(len(rows), self._dimension), ids)
        finally:
            connection.execute("COMMIT")
        return index, generation

    def _save(self, index: Any, generation: str) -> None:
        """Write the cache. A full disk costs the next start a little time, nothing more."""
        import faiss

        path = self._file(generation)
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(temporary, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
            faiss.write_index(index, str(temporary))
            temporary.replace(path)
            for old in self._folder.glob("vectors-*.faiss"):
                if old != path:
                    old.unlink(missing_ok=True)
        except Exception as error:  # FAISS raises RuntimeError where it cannot write
            logger.warning("the vector cache %s was not saved: %s", path, error)
            temporary.unlink(missing_ok=True)

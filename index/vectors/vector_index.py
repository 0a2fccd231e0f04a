"""Nearest vectors: FAISS proposes, SQLite disposes.

An index in memory has two parts. The *base* holds most vectors; it is mapped from a cache file and
never changes. The *rest* holds those that came since. Whatever they propose is looked up in the
database and ordered by its exact vectors there, so that a vector that is gone cannot be found, and
a base that is approximate gives exact cosines.

Up to EXACT_UP_TO vectors, the base is exact; above, it is an ``index.vectors.approximate`` one.

The name of the file carries a mark which the database holds too. The mark changes when a base is
put in place and when vectors are dropped, and a vector never changes otherwise; so a file whose
mark is the database's was made from an earlier state of this very database, and what came since is
found by its ids (``index.database.vector_rows``). A base is made again when it is missing, damaged,
or too little of what there is.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.connection import Connection
from index.database import vector_rows
from index.database.manifest import read_generation, read_vector_mark, renew_vector_mark
from index.database.transactions import snapshot, transaction
from index.database.vector_rows import Seen, vectors_of_files
from index.vectors import approximate, cache_file
from index.vectors.cache_file import Base

logger = logging.getLogger("localdocs.index")

EXACT_UP_TO = 100_000
"""Comparing this many takes about 15 ms on one core: docs/benchmarks.md, "Vectors"."""

FEW = 2_000
"""Up to so many chosen vectors are all compared where the base is approximate."""

_CHANGED_SHARE = 0.1
_CHANGED_AT_LEAST = 1_000


class VectorIndex:
    """The vectors of one database, to be searched. Constructing costs nothing.

    FAISS is imported at the first search. Not for use by two threads at once.
    """

    def __init__(self, folder: Path, dimension: int, exact_up_to: int = EXACT_UP_TO) -> None:
        self._folder = folder
        self._dimension = dimension
        self._exact_up_to = exact_up_to
        self._forget()

    def nearest(
        self,
        connection: Connection,
        query: NDArray[np.float32],
        limit: int,
        file_ids: Sequence[int] | None = None,
    ) -> list[int]:
        """The ids of the vectors nearest to ``query``, best first, of these files or of all."""
        chosen = None
        if file_ids is not None:
            chosen = np.array(vectors_of_files(connection, file_ids), dtype=np.int64)
        return self.search(connection, query, limit, chosen)

    def search(
        self,
        connection: Connection,
        query: NDArray[np.float32],
        limit: int,
        vector_ids: NDArray[np.int64] | None = None,
    ) -> list[int]:
        """The ids of the vectors nearest to ``query``, best first; see ``search_scored``."""
        return [id_ for id_, _ in self.search_scored(connection, query, limit, vector_ids)]

    def search_scored(
        self,
        connection: Connection,
        query: NDArray[np.float32],
        limit: int,
        vector_ids: NDArray[np.int64] | None = None,
    ) -> list[tuple[int, float]]:
        """The vectors nearest to ``query`` (float32 [dim], unit length), best first.

        Each is its id and its cosine. ``vector_ids`` narrows the search to these; None means all.
        """
        self._follow(connection)
        if self._rest.ntotal > self._exact_up_to:
            self._renew(connection)
        if vector_ids is not None and self._base.approximate and len(vector_ids) <= FEW:
            return _scored(connection, query, vector_ids)[:limit]
        wanted = max(limit, approximate.CANDIDATES) if self._base.approximate else limit
        while True:
            proposed = self._proposed(query, wanted, vector_ids)
            scored = _scored(connection, query, proposed)
            if len(scored) >= limit or len(proposed) < wanted:
                return scored[:limit]
            wanted *= 2  # some of them are gone

    def refresh(self, connection: Connection) -> None:
        """Follow the database, and make the base again when much has changed since it was made.

        To be called by who writes, when it has finished: at a million vectors this takes a minute.
        """
        self._follow(connection)
        there = vector_rows.count(connection)
        gone = self._base.rows + self._rest.ntotal - there
        changed = self._rest.ntotal + gone
        if changed > max(_CHANGED_AT_LEAST, _CHANGED_SHARE * self._base.rows):
            self._renew(connection)

    # What is in memory

    def _forget(self) -> None:
        self._generation = ""
        self._mark: str | None = None
        self._base: Any = None
        self._rest: Any = None
        self._seen = Seen()

    def _follow(self, connection: Connection) -> None:
        """Bring what is in memory to the state of the database: read what has come since."""
        if self._base is not None and read_generation(connection) == self._generation:
            return
        try:
            with snapshot(connection):
                found = self._follow_snapshot(connection)
        except BaseException:  # a stop between two steps: what is in memory may be half of it
            self._forget()
            raise
        if not found:
            self._renew(connection)

    def _follow_snapshot(self, connection: Connection) -> bool:
        """False where there is no base to start from."""
        generation, mark = read_generation(connection), read_vector_mark(connection)
        if self._base is None or mark != self._mark:
            base = cache_file.read(cache_file.path_of(self._folder, mark), self._dimension)
            if base is None:
                return False
            self._adopt(base, mark)
        for ids, matrix in vector_rows.since(connection, self._seen):
            self._rest.add_with_ids(matrix, ids)
        self._seen = vector_rows.look(connection)
        self._generation = generation
        return True

    def _adopt(self, base: Base, mark: str) -> None:
        self._base, self._mark, self._seen = base, mark, base.seen
        self._rest = _exact_index(self._dimension)
        self._generation = ""

    # Making the base

    def _renew(self, connection: Connection) -> None:
        """Make a base of all that there is, and put it in place for everybody."""
        self._forget()
        with snapshot(connection):
            generation, before = read_generation(connection), read_vector_mark(connection)
            base = self._build(connection)
        mark = self._put_in_place(connection, base, before) if base.rows else ""
        if not mark:
            self._adopt(base, before)
            self._generation = generation
            return
        stored = cache_file.read(cache_file.path_of(self._folder, mark), self._dimension)
        self._adopt(stored or base, mark)
        self._follow(connection)

    def _build(self, connection: Connection) -> Base:
        rows = vector_rows.count(connection)
        seen = vector_rows.look(connection)
        if rows > self._exact_up_to:
            index = self._build_approximate(connection, rows)
        else:
            index = _exact_index(self._dimension)
            for ids, matrix in vector_rows.since(connection, Seen()):
                index.add_with_ids(matrix, ids)
        return Base(index, index.ntotal, seen, rows > self._exact_up_to)

    def _build_approximate(self, connection: Connection, rows: int) -> Any:
        sample = vector_rows.sample(connection, approximate.sample_rows(rows))
        index = approximate.trained(sample, rows)
        questions = approximate.questions_like(sample)
        truth = approximate.Truth(questions)
        for ids, matrix in vector_rows.since(connection, Seen()):
            index.add_with_ids(matrix, ids)
            truth.see(ids, matrix)
        approximate.set_probes(index, questions, truth.ids())
        return index

    def _put_in_place(self, connection: Connection, base: Base, before: str) -> str:
        """Write the file and name it in the database; its mark.

        "" if the mark is no longer ``before`` by then (vectors were dropped, or another process was
        quicker), or if nothing can be written, which costs the next start some time.
        """
        temporary = None
        try:
            temporary = cache_file.write(base, self._folder)
            with transaction(connection):
                if read_vector_mark(connection) != before:
                    return ""
                mark = renew_vector_mark(connection)
                path = cache_file.path_of(self._folder, mark)
                temporary.replace(path)
                superseded = cache_file.others(self._folder, path)
        except Exception as error:  # FAISS raises RuntimeError where it cannot write
            logger.warning("the vector cache in %s was not saved: %s", self._folder, error)
            return ""
        finally:
            if temporary is not None:
                temporary.unlink(missing_ok=True)
        cache_file.remove(superseded)
        return mark

    # Searching it

    def _proposed(
        self, query: NDArray[np.float32], wanted: int, vector_ids: NDArray[np.int64] | None
    ) -> list[int]:
        """The ids of the ``wanted`` nearest of the base, and of the rest."""
        import faiss

        chosen: dict[str, Any] = {}
        if vector_ids is not None:
            if len(vector_ids) == 0:
                return []
            chosen["sel"] = faiss.IDSelectorBitmap(_bitmap(vector_ids))  # type: ignore[call-arg, arg-type]
        plain = faiss.SearchParameters(**chosen)
        probing = plain
        if self._base.approximate:
            chosen["nprobe"] = self._probes(vector_ids)
            probing = faiss.SearchParametersIVF(**chosen)
        parts = ((self._base.index, probing), (self._rest, plain))
        question = np.ascontiguousarray(query[None, :], dtype=np.float32)
        proposed: list[int] = []
        with _one_thread():
            for index, parameters in parts:
                if index.ntotal:
                    most = min(wanted, index.ntotal)
                    _, ids = index.search(question, most, params=parameters)
                    proposed += [id_ for id_ in ids[0].tolist() if id_ >= 0]
        return proposed

    def _probes(self, vector_ids: NDArray[np.int64] | None) -> int:
        """A search among few looks into more cells: the nearest of them are farther away."""
        index = self._base.index
        if vector_ids is None:
            return int(index.nprobe)
        share = min(1.0, len(vector_ids) / index.ntotal)
        return min(int(index.nlist), int(index.nprobe / share) + 1)


def _scored(
    connection: Connection,
    query: NDArray[np.float32],
    vector_ids: NDArray[np.int64] | list[int],
) -> list[tuple[int, float]]:
    """Those that the database has, each with its cosine, best first."""
    found = vector_rows.read(connection, vector_ids)
    if found is None:
        return []
    ids, matrix = found
    cosines = matrix @ query
    order = np.lexsort((ids, -cosines))
    return list(zip(ids[order].tolist(), cosines[order].tolist(), strict=True))


def _exact_index(dimension: int) -> Any:
    import faiss

    return faiss.IndexIDMap(faiss.IndexFlatIP(dimension))


def _bitmap(vector_ids: NDArray[np.int64]) -> NDArray[np.uint8]:
    bits = np.zeros(int(vector_ids.max()) + 1, dtype=bool)
    bits[vector_ids] = True
    return np.packbits(bits, bitorder="little")


@contextmanager
def _one_thread() -> Iterator[None]:
    """FAISS waits for all its threads; on a busy computer that takes longer than the work."""
    import faiss

    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(threads)

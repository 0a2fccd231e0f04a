"""Nearest vectors in PostgreSQL: pgvector, exact among few, by a graph (HNSW) among many.

HNSW is of Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search using
Hierarchical Navigable Small World graphs" (2018).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.connection import Connection

EXACT_UP_TO = 20_000
"""Comparing this many takes some 20 ms."""

FEW = 20_000
"""Passages of the files that a search is narrowed to: up to so many are all compared."""

LOOKED_AT = 300
"""How many neighbours the graph is asked for at least (``hnsw.ef_search``)."""

READ_AS_FEW = 5_000
"""Passages that a reader may see: up to so many are all compared."""

MOST_LOOKED_AT = 100_000
"""For a reader, whose neighbours may lie behind many that he may not see."""

_MADE_SO = "WITH (m = 16, ef_construction = 64)"


class PostgresVectors:
    """The vectors of one database, to be searched. Constructing costs nothing."""

    def __init__(self, dimension: int) -> None:
        self._near = f"vector::halfvec({dimension})"
        self._question = f"?::halfvec({dimension})"

    def nearest(
        self,
        connection: Connection,
        query: NDArray[np.float32],
        limit: int,
        file_ids: Sequence[int] | None = None,
    ) -> list[int]:
        """The ids of the vectors nearest to ``query`` (float32 [dim], unit length), best first;
        ``file_ids`` narrows the search to what these files use, None means all."""
        question = connection.as_vector(query.astype(np.float32).tobytes())
        if file_ids is None and connection.reads_only:
            return self._of_reader(connection, question, limit)
        if file_ids is None:
            narrowed, chosen = "", []
        else:
            chosen = [list(file_ids)]
            narrowed = (
                "AND EXISTS (SELECT 1 FROM passages "
                "WHERE vector_id = vectors.id AND file_id = ANY(?))"
            )
            if self._few(connection, file_ids):
                return self._of_few(connection, question, limit, file_ids)
        return self._by_graph(connection, question, limit, narrowed, chosen)

    def refresh(self, connection: Connection) -> None:
        """Make the graph where there are many and none was made; it follows by itself then.

        At a million vectors this takes some minutes.
        """
        made = connection.execute(
            "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('vectors_nearest')"
        ).fetchone()
        if (made and made[0]) or not self._many(connection):
            return
        if made:  # half of one, of a process that was ended
            connection.execute("DROP INDEX CONCURRENTLY vectors_nearest")
        connection.execute(
            "CREATE INDEX CONCURRENTLY IF NOT EXISTS vectors_nearest ON vectors "
            f"USING hnsw (({self._near}) halfvec_ip_ops) {_MADE_SO}"
        )

    def _by_graph(
        self,
        connection: Connection,
        question: object,
        limit: int,
        narrowed: str = "",
        chosen: Sequence[object] = (),
    ) -> list[int]:
        connection.execute(
            "SELECT set_config('hnsw.ef_search', ?, false), "
            "set_config('hnsw.iterative_scan', 'strict_order', false)",
            (str(max(LOOKED_AT, 2 * limit)),),
        )
        rows = connection.execute(
            f"SELECT id FROM vectors WHERE vector IS NOT NULL {narrowed} "
            f"ORDER BY {self._near} <#> {self._question} LIMIT ?",
            [*chosen, question, limit],
        ).fetchall()
        return [row[0] for row in rows]

    def _of_reader(self, connection: Connection, question: object, limit: int) -> list[int]:
        """All that he may see where that is little, or where the graph ends before it has enough of
        it: the policy on ``vectors`` leaves the others out."""
        if not self._few(connection, None, READ_AS_FEW):
            connection.execute(
                "SELECT set_config('hnsw.max_scan_tuples', ?, false)", (str(MOST_LOOKED_AT),)
            )
            found = self._by_graph(connection, question, limit)
            if len(found) == limit:
                return found
        return self._of_few(connection, question, limit, None)

    def _many(self, connection: Connection) -> bool:
        row = connection.execute(
            "SELECT count(*) FROM "
            "(SELECT 1 FROM vectors WHERE vector IS NOT NULL LIMIT ?) AS found",
            (EXACT_UP_TO + 1,),
        ).fetchone()
        return bool(row[0] > EXACT_UP_TO)

    def _few(self, connection: Connection, file_ids: Sequence[int] | None, few: int = FEW) -> bool:
        narrowed, chosen = _of_files(file_ids)
        row = connection.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM passages {narrowed} LIMIT ?) AS found",
            (*chosen, few + 1),
        ).fetchone()
        return bool(row[0] <= few)

    def _of_few(
        self,
        connection: Connection,
        question: object,
        limit: int,
        file_ids: Sequence[int] | None,
    ) -> list[int]:
        narrowed, chosen = _of_files(file_ids)
        used = f"SELECT DISTINCT vector_id FROM passages {narrowed}"
        if connection.reads_only:  # beforehand: a policy may be looked at for every row of a join
            these = f"SELECT id, vector FROM vectors WHERE id = ANY(ARRAY({used}))"
        else:
            used = f"WITH chosen AS MATERIALIZED ({used}) "
            these = (
                f"{used} SELECT id, vector FROM vectors JOIN chosen ON id = vector_id WHERE true"
            )
        rows = connection.execute(
            f"SELECT id FROM ({these} AND vector IS NOT NULL OFFSET 0) AS these "
            f"ORDER BY {self._near} <#> {self._question}, id LIMIT ?",
            (*chosen, question, limit),
        ).fetchall()
        return [row[0] for row in rows]


def _of_files(file_ids: Sequence[int] | None) -> tuple[str, list[list[int]]]:
    """A condition on ``passages``, and its parameters."""
    return ("", []) if file_ids is None else ("WHERE file_id = ANY(?)", [list(file_ids)])

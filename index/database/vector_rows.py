"""The rows of the table ``vectors``: the truth that every FAISS index is made from.

Ids are never used twice and a vector never changes under its id, except through
``index.database.catalog.drop_vectors``. What is new since an earlier look therefore follows from
two facts: the highest id that was seen with a vector, and which ids below it had none yet.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.connection import Connection, Cursor
from index.database.encoding import THESE, as_these

Rows = tuple[NDArray[np.int64], NDArray[np.float32]]
"""Ids [n] and their vectors, float32 [n, dimension], unit length."""

_BATCH_ROWS = 8192


@dataclass(frozen=True, slots=True)
class Seen:
    """Which rows an index has: all that have a vector, up to ``last_id``, except ``missing``."""

    last_id: int = 0
    missing: tuple[int, ...] = ()


def count(connection: Connection) -> int:
    """How many rows have a vector. Reads two small indexes, not the rows."""
    total, pending = connection.execute(
        "SELECT (SELECT count(*) FROM vectors), (SELECT count(*) FROM vectors WHERE vector IS NULL)"
    ).fetchone()
    return int(total) - int(pending)


def since(connection: Connection, seen: Seen) -> Iterator[Rows]:
    """The rows that have a vector now and had none when ``seen`` was noted, in batches."""
    later = "SELECT id, vector FROM vectors WHERE id > ? AND vector IS NOT NULL ORDER BY id"
    yield from _batches(connection.execute(later, (seen.last_id,)))
    if seen.missing:
        yield from _batches(_chosen(connection, seen.missing))


def look(connection: Connection) -> Seen:
    """What somebody who reads all rows now has seen."""
    last = connection.execute("SELECT max(id) FROM vectors WHERE vector IS NOT NULL").fetchone()[0]
    missing = connection.execute(
        "SELECT id FROM vectors WHERE vector IS NULL AND id < ? ORDER BY id", (last or 0,)
    ).fetchall()
    return Seen(last or 0, tuple(row[0] for row in missing))


def read(connection: Connection, vector_ids: Iterable[int]) -> Rows | None:
    """Those of these rows that exist and have a vector, in no order; None when none has."""
    rows = _chosen(connection, vector_ids).fetchall()
    return _as_arrays(rows) if rows else None


def sample(connection: Connection, rows: int) -> NDArray[np.float32]:
    """Up to ``rows`` vectors taken by chance, the same each time: the order of hashes is chance."""
    found = connection.execute(
        "SELECT id, vector FROM vectors WHERE vector IS NOT NULL ORDER BY text_hash LIMIT ?",
        (rows,),
    ).fetchall()
    return _as_arrays(found)[1]


def vectors_of_files(connection: Connection, file_ids: Sequence[int]) -> list[int]:
    """The distinct vector ids that the passages of these files use."""
    rows = connection.execute(
        f"SELECT DISTINCT vector_id FROM passages WHERE file_id IN {THESE}",
        (as_these(file_ids),),
    ).fetchall()
    return [row[0] for row in rows]


def _chosen(connection: Connection, vector_ids: Iterable[int]) -> Cursor:
    return connection.execute(
        f"SELECT id, vector FROM vectors WHERE id IN {THESE} AND vector IS NOT NULL",
        (as_these(vector_ids),),
    )


def _batches(cursor: Cursor) -> Iterator[Rows]:
    while rows := cursor.fetchmany(_BATCH_ROWS):
        yield _as_arrays(rows)


def _as_arrays(rows: Sequence[Any]) -> Rows:
    ids = np.array([row[0] for row in rows], dtype=np.int64)
    matrix = np.frombuffer(b"".join([row[1] for row in rows]), dtype=np.float32)
    return ids, matrix.reshape(len(rows), -1)

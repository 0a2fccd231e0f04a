"""The middle of each document: the mean of its passages' vectors, kept small."""

import sqlite3
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.database import maps
from index.database.summaries import content_hash
from index.index_store import IndexStore
from localdocs.collection.map.layout import Vectors

AT_ONCE = 200
"""Documents that are stored in one transaction."""


def find_middles(store: IndexStore, may_go_on: Callable[[], bool]) -> bool:
    """Find the middles that are missing; whether all were found.

    Documents whose vectors are not there yet have to wait.
    """
    while may_go_on():
        waiting = maps.without_middle(store.connection, AT_ONCE)
        if not waiting:
            return True
        found = [
            (file_id, content_hash(store.connection, file_id), middle_of(store.connection, file_id))
            for file_id in waiting
        ]
        with store.writing() as connection:
            for file_id, made_from, middle in found:
                maps.store_middle(connection, file_id, made_from, middle)
    return False


def middle_of(connection: sqlite3.Connection, file_id: int) -> bytes:
    """The middle of a document, float16 [dim], unit length."""
    total, count = np.zeros(1, dtype=np.float64), 0
    for vector in maps.passage_vectors(connection, file_id):
        total, count = total + np.frombuffer(vector, dtype=np.float32), count + 1
    length = max(float(np.linalg.norm(total)), 1e-9)
    return (total / length).astype(np.float16).tobytes()


def as_vectors(rows: Sequence[tuple[int, bytes]]) -> tuple[NDArray[np.int64], Vectors]:
    """Ids [n] and middles [n, dim] as they are stored."""
    ids = np.array([row[0] for row in rows], dtype=np.int64)
    data = np.frombuffer(b"".join([row[1] for row in rows]), dtype=np.float16)
    return ids, data.reshape(len(rows), -1).astype(np.float32)

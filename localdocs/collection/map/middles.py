"""The middle of each document: the mean of its passages' vectors, kept small."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.database import maps
from index.database.summaries import content_hash
from index.database.transactions import snapshot
from index.index_store import IndexStore
from localdocs.collection.map.layout import Vectors

AT_ONCE = 200
"""Documents that are stored in one transaction."""


def find_middles(store: IndexStore, may_go_on: Callable[[], bool]) -> bool:
    """Find the middles that are missing; whether all were found.

    Documents whose vectors are not there yet have to wait.
    """
    while may_go_on():
        with snapshot(store.connection):
            found = [
                (file_id, content_hash(store.connection, file_id), _middle(store, file_id))
                for file_id in maps.without_middle(store.connection, AT_ONCE)
            ]
        if not found:
            return True
        with store.writing() as connection:
            for file_id, made_from, middle in found:
                maps.store_middle(connection, file_id, made_from, middle)
    return False


def _middle(store: IndexStore, file_id: int) -> bytes:
    """The middle of a document that has its vectors, float16 [dim], unit length."""
    total = np.zeros(1, dtype=np.float64)
    for vector in maps.passage_vectors(store.connection, file_id):
        total = total + np.frombuffer(vector, dtype=np.float32)
    length = max(float(np.linalg.norm(total)), 1e-9)
    return (total / length).astype(np.float16).tobytes()


def as_vectors(rows: Sequence[tuple[int, bytes]]) -> tuple[NDArray[np.int64], Vectors]:
    """Ids [n] and middles [n, dim] as they are stored."""
    ids = np.array([row[0] for row in rows], dtype=np.int64)
    data = np.frombuffer(b"".join([row[1] for row in rows]), dtype=np.float16)
    return ids, data.reshape(len(rows), -1).astype(np.float32)

"""Vectors on their way into PostgreSQL and back."""

import numpy as np
import pytest

from index.postgres.connection import PostgresConnection
from index.postgres.values import _all_in_digits


def test_a_vector_that_was_copied_is_the_one_that_was_sent(connection: PostgresConnection) -> None:
    numbers = np.random.default_rng(3).standard_normal(384).astype(np.float32)
    numbers[:4] = 0.0, -1.0, 6.1e-5, 65504.0
    vector = connection.as_vector(numbers.tobytes())
    connection.insert_many("vectors", ("text_hash", "vector"), [(b"copied", vector)])
    connection.execute("INSERT INTO vectors (text_hash, vector) VALUES (?, ?)", (b"sent", vector))
    [copied, sent] = connection.execute("SELECT vector FROM vectors ORDER BY text_hash").fetchall()
    assert copied[0] == sent[0]
    assert np.frombuffer(sent[0], np.float32) == pytest.approx(numbers.astype(np.float16))


def test_every_number_is_written_so_that_it_is_read_as_itself() -> None:
    numbers = np.arange(1 << 16, dtype=np.uint16).view(np.float16)
    read = np.array([float(text) for text in _all_in_digits()]).astype(np.float16)
    finite = np.isfinite(numbers)
    assert (read[finite] == numbers[finite]).all()

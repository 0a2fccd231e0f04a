"""An empty index on a real server."""

from collections.abc import Iterator

import pytest

from index.postgres.connection import PostgresConnection, open_postgres
from index.postgres.full_text import PostgresFullText
from postgres_server import emptied


@pytest.fixture
def connection(postgres: str) -> Iterator[PostgresConnection]:
    connection = open_postgres(emptied(postgres))
    yield connection
    connection.close()


@pytest.fixture
def full_text(connection: PostgresConnection) -> PostgresFullText:
    return connection.full_text

"""Opening the database of an index, wherever it lies."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from index.connection import Connection
from index.sqlite.connection import CACHE_BYTES, open_database, sqlite_errors
from localdocs.errors import UsageError

_ADDRESSES = ("postgresql://", "postgres://")


def is_address(location: str) -> bool:
    """Whether an index lies on a PostgreSQL server, and not in a file."""
    return location.startswith(_ADDRESSES)


def open_index(location: str | Path, cache_bytes: int = CACHE_BYTES) -> Connection:
    """Open a database, made and brought up to date where needed.

    ``location`` is the path of an SQLite file or a ``postgresql://`` address; ``cache_bytes`` is
    how much of a file may stay in memory. Raises StorageError where it cannot be opened,
    IndexDamagedError where a file is not a database, UsageError without psycopg.
    """
    place = os.fspath(location)
    if not is_address(place):
        return open_database(Path(place), cache_bytes)
    with _installed():
        from index.postgres.connection import open_postgres
    return open_postgres(place)


def has_index(location: str) -> bool:
    """Whether there is something to open. A server is taken to have one."""
    return is_address(location) or Path(location).exists()


def index_errors(location: str) -> AbstractContextManager[None]:
    """Within it, what the database there raises becomes one of our errors."""
    if not is_address(location):
        return sqlite_errors(Path(location))
    with _installed():
        from index.postgres.errors import postgres_errors
    return postgres_errors(location)


@contextmanager
def _installed() -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise UsageError(
            "The database is on a PostgreSQL server, and what speaks to one is not installed.",
            "Run: pip install 'localdocs[postgres]'",
        ) from error

"""How the database is written and read in one piece."""

from collections.abc import Iterator
from contextlib import contextmanager

from index.connection import Connection
from localdocs.errors import StorageError


def check_may_write(connection: Connection) -> None:
    """Raises StorageError where the library belongs to another role."""
    if connection.reads_only:
        raise StorageError(
            "This library belongs to somebody else: you may only read it.",
            "Its owner adds, updates, removes and shares folders.",
        )


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """All or nothing: a search beside it sees the state before or the state after.

    Raises StorageError where nothing may be written.
    """
    check_may_write(connection)
    connection.begin(writing=True)
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # SQLite itself rolls back when the disk is full
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def snapshot(connection: Connection) -> Iterator[None]:
    """One state of the database for everything that is read within."""
    if connection.in_transaction:
        yield
        return
    connection.begin(writing=False)
    try:
        yield
    finally:
        connection.execute("COMMIT")

"""The SQLite file that keeps conversations: how it is made, opened and brought up to date.

It is made by the first answer that is kept, and opened for each call alone, so that several chats
and a ``forget`` do not disturb one another.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index.database.transactions import transaction
from index.sqlite.connection import SqliteConnection, create_private
from localdocs.errors import StorageError

_BUSY_SECONDS = 5.0

_STEPS = (
    """
    CREATE TABLE conversations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        started_at TEXT NOT NULL
    );
    CREATE TABLE exchanges (
        id INTEGER PRIMARY KEY,
        conversation_id INTEGER NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
        asked_at TEXT NOT NULL,
        question TEXT NOT NULL,
        understood TEXT NOT NULL,
        answer TEXT NOT NULL,
        status TEXT NOT NULL,
        model TEXT NOT NULL
    );
    CREATE INDEX exchanges_of_conversation ON exchanges (conversation_id);
    CREATE TABLE quotes (
        exchange_id INTEGER NOT NULL REFERENCES exchanges(id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        path TEXT NOT NULL,
        title TEXT NOT NULL,
        page_number INTEGER NOT NULL,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        quote TEXT NOT NULL,
        verified INTEGER NOT NULL,
        PRIMARY KEY (exchange_id, number)
    );
    CREATE VIRTUAL TABLE said USING fts5(
        question, answer, quotes, tokenize = "porter unicode61 remove_diacritics 2"
    );
    """,
    "ALTER TABLE quotes ADD COLUMN place TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE conversations ADD COLUMN title TEXT NOT NULL DEFAULT ''",
)
"""The numbered steps that make the file what it is; ``user_version`` counts those that were taken.
One that has been released is never edited."""


@contextmanager
def opened(path: Path, *, make: bool = False) -> Iterator[SqliteConnection]:
    """The database; without ``make``, one in memory stands for a file that is not there.

    Raises StorageError where the file cannot be read or written.
    """
    try:
        if make:
            create_private(path)
        place = path if path.exists() else ":memory:"
        opening = sqlite3.connect(
            place, _BUSY_SECONDS, isolation_level=None, factory=SqliteConnection
        )
        with closing(opening) as connection:
            _configure(connection)
            _take_steps(connection, path)
            yield connection
    except (sqlite3.Error, OSError) as error:
        raise StorageError(
            f"The conversations in {path} cannot be read or written ({error}).",
            "Move that file away to begin anew. Your documents and their index are not in it.",
        ) from error


def _configure(connection: SqliteConnection) -> None:
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA temp_store = MEMORY")  # VACUUM leaves no copy on the disk


def _take_steps(connection: SqliteConnection, path: Path) -> None:
    if _steps_taken(connection) == len(_STEPS):
        return
    with transaction(connection):
        taken = _steps_taken(connection)  # another process may have been first
        if taken > len(_STEPS):
            raise StorageError(
                f"{path} was written by a newer localdocs.", "Use that one, or move the file away."
            )
        for step in _STEPS[taken:]:
            for statement in step.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(_STEPS)}")


def _steps_taken(connection: SqliteConnection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])

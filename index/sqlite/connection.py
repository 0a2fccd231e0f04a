"""Opening the database: one place for permissions, pragmas, migrations and SQLite's errors.

Reading needs nothing but the standard library, so that ``localdocs status`` starts at once;
sqlite-utils is imported only when there is a migration to apply.
"""

import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from index.connection import WORD_INDEX
from index.database.encoding import encode_text
from index.sqlite.full_text import Fts5
from localdocs.computer.disk import system_error
from localdocs.computer.files import make_private
from localdocs.errors import IndexDamagedError, IndexMismatchError, IndexProblemError, StorageError

if TYPE_CHECKING:
    from index.vectors.vector_index import VectorIndex

Value = TypeVar("Value")

LATEST_MIGRATION = "0011_map"
"""The name of the newest migration; a test holds it against ``index.sqlite.migrations``."""

CACHE_BYTES = 64 << 20
"""How much of the database a connection may keep in memory."""

BUSY_TIMEOUT_SECONDS = 30.0

_NEW_FILE_ID = """(SELECT 1 + max(
    coalesce((SELECT max(id) FROM files), 0),
    coalesce((SELECT CAST(value AS INTEGER) FROM manifest WHERE key = 'highest_file_id'), 0)))"""


class SqliteConnection(sqlite3.Connection):
    """``index.connection.Connection``, where each method is said. Made by ``open_database``."""

    path: Path
    new_file_id = _NEW_FILE_ID
    reads_only = False

    @property
    def location(self) -> str:
        return os.fspath(self.path)

    @cached_property
    def full_text(self) -> Fts5:
        return Fts5(self)

    def insert_many(
        self,
        table: str,
        columns: Sequence[str],
        rows: Iterable[Sequence[Any]],
        *,
        texts: Collection[str] = (),
    ) -> None:
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("CAST(? AS TEXT)" if name in texts else "?" for name in columns)
        given = (map(_as_bytes_if_need_be, row) for row in rows) if texts else rows
        self.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", (tuple(row) for row in given)
        )

    def highest_id(self, table: str) -> int:
        """In ``sqlite_sequence`` for tables that count on their own."""
        if table == "files":
            found = self.execute(f"SELECT {_NEW_FILE_ID} - 1")
        else:
            found = self.execute(
                f"SELECT max(coalesce((SELECT max(id) FROM {table}), 0), "
                "coalesce((SELECT seq FROM sqlite_sequence WHERE name = ?), 0))",
                (table,),
            )
        return int(found.fetchone()[0])

    def number_after(self, table: str, highest: int) -> None:
        if table == "files":
            self.execute(
                "INSERT INTO manifest (key, value) VALUES ('highest_file_id', ?) "
                "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (str(highest),),
            )
        else:
            self.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
            self.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, highest))

    def insert_with_ids(
        self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> list[int]:
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" for _ in columns)
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks}) RETURNING id"
        return [self.execute(statement, row).fetchone()[0] for row in rows]

    def rows_of_vectors(self, text_hashes: Sequence[bytes]) -> dict[bytes, int]:
        distinct = [(text_hash,) for text_hash in dict.fromkeys(text_hashes)]
        self.executemany(
            "INSERT INTO vectors (text_hash) VALUES (?) ON CONFLICT DO NOTHING", distinct
        )
        query = "SELECT id FROM vectors WHERE text_hash = ?"
        return {digest[0]: self.execute(query, digest).fetchone()[0] for digest in distinct}

    def begin(self, *, writing: bool) -> None:
        self.execute("BEGIN IMMEDIATE" if writing else "BEGIN")

    def again(self, write: Callable[[], Value]) -> Value:
        return write()

    def keep_writers_out(self) -> None:
        """No two ever write at the same time."""

    def as_vector(self, data: bytes) -> bytes:
        return data

    def vector_search(self, dimension: int) -> "VectorIndex":
        from index.vectors.vector_index import VectorIndex

        return VectorIndex(self.path.parent, dimension)

    def errors(self) -> AbstractContextManager[None]:
        return sqlite_errors(self.path)

    @contextmanager
    def without_waiting(self) -> Iterator[None]:
        self.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            self.execute(f"PRAGMA busy_timeout = {int(BUSY_TIMEOUT_SECONDS * 1000)}")

    def problems(self) -> list[str]:
        rows = self.execute("PRAGMA integrity_check").fetchall()
        problems = [row[0] for row in rows if row[0] != "ok"]
        try:
            self.full_text.check()
        except sqlite3.DatabaseError as error:
            problems.append(f"{WORD_INDEX}: {error}")
        return problems

    def compact(self) -> None:
        self.full_text.optimize()
        self.execute("VACUUM")
        self.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _as_bytes_if_need_be(value: Any) -> Any:
    """Text that is no UTF-8 as its bytes."""
    if not isinstance(value, str) or value.isascii():
        return value
    try:
        value.encode()
    except UnicodeEncodeError:
        return encode_text(value)
    return value


def open_database(path: Path, cache_bytes: int = CACHE_BYTES) -> SqliteConnection:
    """Open the database at ``path``, made and brought up to date where needed.

    The file is readable by its owner alone. Raises StorageError where the folder cannot be
    written, IndexDamagedError where the file is not a database.
    """
    with sqlite_errors(path):
        try:
            create_private(path)
        except OSError as error:
            raise system_error(error) from error
        connection = sqlite3.connect(
            path,
            timeout=BUSY_TIMEOUT_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            factory=SqliteConnection,
        )
        connection.path = path
        try:
            _read_as_text(connection)
            is_current = _is_current(connection)  # before anything is written
            _configure(connection, cache_bytes)
            if not is_current:
                from index.sqlite.migrations import migrate

                migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection


@contextmanager
def sqlite_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours, with the remedy that fits."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translated(error, path) from error


def create_private(path: Path) -> None:
    """Make sure that there is a file, in a folder; what is made can be read by its owner alone."""
    make_private(path.parent)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _read_as_text(connection: sqlite3.Connection) -> None:
    connection.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    connection.row_factory = sqlite3.Row


def _configure(connection: sqlite3.Connection, cache_bytes: int) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{cache_bytes >> 10}")  # KiB


def _is_current(connection: sqlite3.Connection) -> bool:
    """Whether no step is missing; their names begin with their numbers. Raises IndexMismatchError
    where there is one that is not known here."""
    try:
        latest = connection.execute("SELECT max(name) FROM _sqlite_migrations").fetchone()[0] or ""
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return False
        raise
    if latest > LATEST_MIGRATION:
        raise IndexMismatchError(
            "The index was written by a newer localdocs.",
            "Use that one, or set LOCALDOCS_HOME to another folder and add your folders there.",
        )
    return bool(latest == LATEST_MIGRATION)


def _translated(error: sqlite3.Error, path: Path) -> IndexProblemError | StorageError:
    text = str(error)
    if "full" in text:
        return StorageError(
            f"No space is left where the index lives ({path.parent}).",
            "Free some space and run the command again: nothing that was finished is lost.",
        )
    if "disk I/O" in text:
        return StorageError(
            f"The disk reports an error where the index lives ({path.parent}).",
            "Check the disk and its free space, then run the command again.",
        )
    if "readonly" in text or "unable to open" in text:
        return StorageError(
            f"The index at {path} cannot be written ({text}).",
            f"Give yourself the right to write in {path.parent}.",
        )
    if "locked" in text:
        return StorageError(
            f"The index at {path} is held by another program.", "Try again when it has finished."
        )
    return damaged(path, text)


def damaged(path: Path, problem: str) -> IndexDamagedError:
    """The error for a database that cannot be read. Nothing mends it but making it anew."""
    return IndexDamagedError(
        f"The index at {path} cannot be read ({problem}).",
        f"Your files are safe. Move the folder {path.parent} away and run 'localdocs add' on your "
        "folders again.",
    )

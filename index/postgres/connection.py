"""Opening a PostgreSQL database. psycopg is imported only where one was chosen."""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property, lru_cache
from typing import Any, ClassVar, TypeVar

import psycopg
from psycopg import Cursor as PsycopgCursor

from index.connection import WORD_INDEX
from index.postgres.errors import postgres_errors
from index.postgres.full_text import PostgresFullText
from index.postgres.schema import SCHEMA, is_reader, prepare
from index.postgres.statements import translated
from index.postgres.values import HalfVector, register
from index.postgres.vectors import PostgresVectors

Value = TypeVar("Value")

CONNECT_SECONDS = 10
_ENDS = ("COMMIT", "ROLLBACK")

_WRITTEN = "folders, files, passages, vectors, manifest, scanned_pages, words, documents"
"""Tables that somebody writes to first, whatever is written."""

TIMES_TRIED = 5
"""A transaction that met another's."""


class Row(tuple[Any, ...]):
    """A row that is read by place and by name."""

    __slots__ = ()
    places: ClassVar[dict[str, int]] = {}

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(self.places[key] if isinstance(key, str) else key)


class PostgresConnection:
    """``index.connection.Connection``, where each method is said. Made by ``open_postgres``."""

    new_file_id = "CAST(floor(random() * 4503599627370496) AS bigint)"
    """By chance, of 52 bits: numbers in turn would tell a reader how many others there are."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection = _connect(url)
        self._reads_only = is_reader(self._connection)
        self._inside = False
        """Whether a transaction was begun and not ended, even if the connection is lost since."""

    @cached_property
    def full_text(self) -> PostgresFullText:
        return PostgresFullText(self)

    @property
    def reads_only(self) -> bool:
        return self._reads_only

    @property
    def in_transaction(self) -> bool:
        return self._inside

    def execute(self, statement: str, parameters: Any = (), /) -> PsycopgCursor[Any]:
        if statement in _ENDS:
            return self._end(statement)
        told = translated(statement, to_reader=self._reads_only)
        bound = told.bound(parameters)
        return self._sent(lambda: self._connection.execute(told.text, bound, binary=True))

    def executemany(self, statement: str, parameters: Iterable[Sequence[Any]], /) -> None:
        told = translated(statement)
        with self._connection.cursor() as cursor:
            cursor.executemany(told.text, [told.bound(values) for values in parameters])

    def _sent(self, send: Callable[[], Value]) -> Value:
        """What is not inside a transaction is sent once more where the server was away meanwhile:
        nobody notices that it was started anew. Inside one, what came before it is lost."""
        try:
            return send()
        except psycopg.OperationalError:
            if self._inside or not self._connection.closed:
                raise
            self._connection = _connect(self._url)
            return send()

    def _end(self, statement: str) -> PsycopgCursor[Any]:
        """The end of a transaction. One whose connection is lost was rolled back by the server."""
        self._inside = False
        if statement == "ROLLBACK" and self._connection.closed:
            return self._connection.cursor()
        return self._connection.execute(statement)

    def insert_with_ids(
        self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> list[int]:
        given = list(rows)
        found = self.execute(
            "SELECT nextval(pg_get_serial_sequence(?, 'id')) FROM generate_series(1, ?)",
            (table, len(given)),
        ).fetchall()
        ids = [row[0] for row in found]
        self.insert_many(
            table, ("id", *columns), ((id_, *row) for id_, row in zip(ids, given, strict=True))
        )
        return ids

    def insert_many(
        self,
        table: str,
        columns: Sequence[str],
        rows: Iterable[Sequence[Any]],
        *,
        texts: Collection[str] = (),
    ) -> None:
        """Insert many rows by COPY."""
        names = ", ".join(f'"{name}"' for name in columns)
        with (
            self._connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def highest_id(self, table: str) -> int:
        if table == "files":  # these have numbers by chance
            [row] = self.execute(
                "SELECT greatest(max(id), (SELECT CAST(value AS bigint) FROM manifest "
                "WHERE key = 'highest_file_id'), 0) FROM files"
            ).fetchall()
            return int(row[0])
        [row] = self.execute("SELECT pg_get_serial_sequence(?, 'id')", (table,)).fetchall()
        [row] = self.execute(f"SELECT last_value, is_called FROM {row[0]}").fetchall()
        return int(row[0]) if row[1] else int(row[0]) - 1

    def number_after(self, table: str, highest: int) -> None:
        if table != "files":  # these have numbers by chance
            self.execute(
                "SELECT setval(pg_get_serial_sequence(?, 'id'), ?, false)", (table, highest + 1)
            )

    def rows_of_vectors(self, text_hashes: Sequence[bytes]) -> dict[bytes, int]:
        """In the order of their digests, so that two writers never wait for one another."""
        distinct = sorted(set(text_hashes))
        self.execute(
            "INSERT INTO vectors (text_hash) SELECT unnest(?::bytea[]) ON CONFLICT DO NOTHING",
            (distinct,),
        )
        rows = self.execute(
            "SELECT text_hash, id FROM vectors WHERE text_hash = ANY(?)", (distinct,)
        )
        return {bytes(row[0]): row[1] for row in rows}

    def begin(self, *, writing: bool) -> None:
        reading = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
        self._sent(lambda: self._connection.execute("BEGIN" if writing else reading))
        self._inside = True

    def again(self, write: Callable[[], Value]) -> Value:
        for tried in range(TIMES_TRIED):
            try:
                return write()
            except (
                psycopg.errors.DeadlockDetected,
                psycopg.errors.SerializationFailure,
                psycopg.errors.UniqueViolation,
                psycopg.errors.ForeignKeyViolation,
            ):
                if tried + 1 == TIMES_TRIED:
                    raise
                time.sleep(0.05 * 2**tried)
        raise AssertionError("tried at least once")

    @property
    def location(self) -> str:
        return self._url

    def vector_search(self, dimension: int) -> PostgresVectors:
        return PostgresVectors(dimension)

    def keep_writers_out(self) -> None:
        self.execute(f"LOCK TABLE {_WRITTEN} IN SHARE ROW EXCLUSIVE MODE")

    def as_vector(self, data: bytes) -> HalfVector:
        return HalfVector(data)

    def errors(self) -> AbstractContextManager[None]:
        return postgres_errors(self._url)

    @contextmanager
    def without_waiting(self) -> Iterator[None]:
        self.execute("SET lock_timeout = '1ms'")
        try:
            yield
        finally:
            self.execute("SET lock_timeout = DEFAULT")

    def problems(self) -> list[str]:
        """Passages without a row of words. The server itself watches over its pages."""
        [row] = self.execute(
            "SELECT count(*) FROM passages LEFT JOIN words ON passage_id = passages.id "
            "WHERE passage_id IS NULL"
        ).fetchall()
        return [f"{WORD_INDEX}: {row[0]} passages are not in it"] if row[0] else []

    def compact(self) -> None:
        self.execute("VACUUM (ANALYZE)")

    def close(self) -> None:
        self._connection.close()


def open_postgres(url: str) -> PostgresConnection:
    """Open the database at a ``postgresql://`` address, made and brought up to date where needed.

    All tables lie in a schema of their own, ``localdocs``. Raises StorageError where the server
    cannot be reached or refuses, IndexMismatchError where a newer localdocs wrote the index.
    """
    with postgres_errors(url):
        return PostgresConnection(url)


def _connect(url: str) -> psycopg.Connection[Any]:
    connection = psycopg.connect(
        url,
        autocommit=True,
        row_factory=_named,
        connect_timeout=CONNECT_SECONDS,
        application_name="localdocs",
    )
    try:
        connection.execute(f"SET search_path = {SCHEMA}, public")
        _plan_for_each_question(connection)
        prepare(connection)
        register(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _plan_for_each_question(connection: psycopg.Connection[Any]) -> None:
    """Plans that fit the words and the files that are asked for. One plan for all of them took
    550 ms instead of 83 where a million passages were narrowed to half of them. Compiling a plan is
    for queries of seconds."""
    connection.execute("SET plan_cache_mode = force_custom_plan")
    connection.execute("SET jit = off")


def _named(cursor: PsycopgCursor[Any]) -> Callable[[Sequence[Any]], Row]:
    description = cursor.description or ()
    return _row_type(tuple(column.name for column in description))


@lru_cache(maxsize=1000)
def _row_type(names: tuple[str, ...]) -> type[Row]:
    places = {name: place for place, name in enumerate(names)}
    return type("Row", (Row,), {"__slots__": (), "places": places})

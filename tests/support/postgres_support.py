"""What ``index.postgres.full_text`` needs of a connection, and SQLite's full text beside it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from index.sqlite.full_text import Fts5
from index.words.full_text import TOKENIZER


class QuestionMarks:
    """psycopg's connection with ``?`` for a parameter."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def execute(self, statement: str, parameters: Any = ()) -> Any:
        return self._connection.execute(statement.replace("?", "%s"), parameters or None)


@contextmanager
def connect(address: str) -> Iterator[QuestionMarks]:
    """A connection whose statements stand alone."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        yield QuestionMarks(connection)


def fts5_in_memory() -> tuple[sqlite3.Connection, Fts5]:
    """SQLite's full text with nothing around it but the ids of passages."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("CREATE TABLE passages (id INTEGER PRIMARY KEY, file_id INTEGER)")
    for table, columns in (
        ("words", "text, heading, title, file"),
        ("documents", "title, file, folder, opening, author"),
    ):
        connection.execute(
            f'CREATE VIRTUAL TABLE {table} USING fts5({columns}, tokenize = "{TOKENIZER}")'
        )
    return connection, Fts5(connection)

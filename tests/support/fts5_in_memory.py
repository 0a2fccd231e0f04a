"""SQLite's full text alone, to hold another's against."""

import sqlite3

from index.sqlite.full_text import Fts5
from index.words.full_text import TOKENIZER


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

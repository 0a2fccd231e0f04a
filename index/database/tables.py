"""The tables that hold an index, column by column, for whoever takes all of it along.

Full text is not among them: each database has its own, made of the pages.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.connection import Connection


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Its rows are told apart by the columns of ``key``; ``texts`` may hold what is no
    UTF-8; ``batch`` rows are in memory at a time."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...] = ("id",)
    texts: tuple[str, ...] = ()
    batch: int = 1_000


TABLES = (
    Table("folders", ("id", "path", "name", "mounted", "added_at"), texts=("path", "name")),
    Table(
        "files",
        (
            "id",
            "path",
            "suffix",
            "size",
            "modified_ns",
            "changed_ns",
            "inode",
            "content_hash",
            "skipped",
            "title",
            "author",
            "created",
            "notes",
            "pictures",
            "indexed_at",
        ),
        texts=("path", "suffix", "skipped", "title", "author", "created", "notes"),
    ),
    Table("vectors", ("id", "text_hash", "vector")),
    Table(
        "pages",
        ("file_id", "number", "label", "place", "rows", "text"),
        key=("file_id", "number"),
        texts=("label", "place", "text"),
        batch=50,  # a page may be a whole text file
    ),
    Table(
        "passages",
        ("id", "file_id", "page_number", "start", "end", "heading", "columns", "vector_id"),
        texts=("heading", "columns"),
    ),
    Table("summaries", ("file_id", "method", "sentences"), key=("file_id",)),
    Table(
        "scanned_pages",
        ("content_hash", "page", "engine", "found"),
        key=("content_hash", "page"),
        texts=("found",),
        batch=50,
    ),
    Table("map_documents", ("file_id", "middle", "x", "y", "guessed"), key=("file_id",)),
    Table("manifest", ("key", "value"), key=("key",)),
)
"""In an order in which they can be filled: what a row refers to is there before it."""


def rows_of(connection: Connection, table: Table) -> Iterator[Any]:
    """All rows by their key, a batch in memory at a time."""
    columns = ", ".join(f'"{name}"' for name in table.columns)
    key = ", ".join(table.key)
    marks = ", ".join("?" for _ in table.key)
    places = [table.columns.index(name) for name in table.key]
    start = f"SELECT {columns} FROM {table.name} ORDER BY {key} LIMIT ?"
    further = f"SELECT {columns} FROM {table.name} WHERE ({key}) > ({marks}) ORDER BY {key} LIMIT ?"
    statement, last = start, list[Any]()
    while True:
        with connection.errors():
            rows = connection.execute(statement, (*last, table.batch)).fetchall()
        if not rows:
            return
        yield from rows
        statement, last = further, [rows[-1][place] for place in places]

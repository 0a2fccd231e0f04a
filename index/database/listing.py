"""What questions about the collection need: the files, and every passage that has certain words."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.words.searchable import searchable

_MARK = "\x01"
"""Stands before what was found; cleaned text has no control characters."""


@dataclass(frozen=True, slots=True)
class ListedFile:
    """An indexed file. ``size`` in bytes; ``indexed_at`` is an ISO time, UTC, of its last reading;
    formats without pages have one."""

    file_id: int
    path: Path
    suffix: str
    size: int
    modified_ns: int
    indexed_at: str
    title: str
    pages: int


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page as it is indexed; see ``localdocs.types.Page``."""

    number: int
    label: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A passage that has what was looked for, so many ``times``."""

    file_id: int
    passage_id: int
    times: int


def indexed_files(
    connection: sqlite3.Connection, file_ids: Sequence[int] | None = None
) -> list[ListedFile]:
    """Every indexed file, or those of these ids, by path."""
    rows = connection.execute(
        f"""SELECT files.id, path, suffix, size, modified_ns, indexed_at, title,
                   (SELECT count(*) FROM pages WHERE file_id = files.id)
            FROM files WHERE skipped IS NULL {_narrowed("files.id", file_ids)} ORDER BY path"""
    ).fetchall()
    return [
        ListedFile(row[0], Path(row[1]), row[2], row[3], row[4], row[5] or "", row[6] or "", row[7])
        for row in rows
    ]


def pages(connection: sqlite3.Connection, file_id: int) -> list[StoredPage]:
    """The pages of a file, in their order; none where no such file is indexed."""
    rows = connection.execute(
        "SELECT number, label, place, text FROM pages WHERE file_id = ? ORDER BY number", (file_id,)
    ).fetchall()
    return [StoredPage(*row) for row in rows]


def named_pages(connection: sqlite3.Connection, file_id: int, limit: int) -> dict[int, str]:
    """The pages of a file that have a name of their own, by their numbers."""
    rows = connection.execute(
        "SELECT number, place FROM pages WHERE file_id = ? AND place != '' ORDER BY number LIMIT ?",
        (file_id, limit),
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def page_places(
    connection: sqlite3.Connection, file_id: int, numbers: Collection[int]
) -> dict[int, str]:
    """The names of these pages of a file, "" for those that are called by their numbers."""
    rows = connection.execute(
        "SELECT number, place FROM pages "
        f"WHERE file_id = ? {_narrowed('number', numbers)} ORDER BY number",
        (file_id,),
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def count_files(connection: sqlite3.Connection, *, skipped: bool = False) -> int:
    """How many files are indexed, or are known and could not be."""
    row = connection.execute(
        "SELECT count(*) FROM files WHERE (skipped IS NOT NULL) = ?", (skipped,)
    ).fetchone()
    return int(row[0])


def mentions(
    connection: sqlite3.Connection, match: str, file_ids: Sequence[int]
) -> Iterator[Mention]:
    """Every passage of these files whose own text meets an FTS5 expression, in reading order."""
    rows = connection.execute(
        f"""SELECT passages.file_id, passages.id, highlight(words, 0, ?, '')
            FROM words JOIN passages ON passages.id = words.rowid
            WHERE words MATCH ? {_narrowed("passages.file_id", file_ids)} ORDER BY words.rowid""",
        (_MARK, f"text : ({match})"),
    )
    for file_id, passage_id, marked in rows:
        yield Mention(file_id, passage_id, marked.count(_MARK))


def matching_texts(match: str, texts: Sequence[str]) -> set[int]:
    """Which of these texts meet an FTS5 expression, by their places in the list."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE VIRTUAL TABLE texts USING fts5(text, "
            """tokenize = "porter unicode61 remove_diacritics 2 categories 'L* M* N* Co'")"""
        )
        connection.executemany(
            "INSERT INTO texts (rowid, text) VALUES (?, ?)",
            ((place, searchable(text)) for place, text in enumerate(texts)),
        )
        rows = connection.execute("SELECT rowid FROM texts WHERE texts MATCH ?", (match,))
        return {row[0] for row in rows}


def _narrowed(column: str, numbers: Collection[int] | None) -> str:
    if numbers is None:
        return ""
    return f"AND {column} IN ({', '.join(str(int(number)) for number in numbers)})"

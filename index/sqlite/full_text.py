"""Full text in FTS5: ``words``, rowid = passage id, and ``documents``, rowid = file id."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import astuple

from index.words.full_text import (
    COLUMN_WEIGHTS,
    TOKENIZER,
    Expression,
    Mention,
    Naming,
    PassageWords,
    is_beginning,
)
from index.words.searchable import searchable

_MARK = "\x01"
"""Stands before what was found; cleaned text has no control characters."""

_COLUMNS: Mapping[Naming, str] = {
    "names": "title file",
    "surroundings": "folder opening author",
}


def any_of(terms: Iterable[str]) -> str:
    """Terms in FTS5's syntax, joined by OR. Whatever they hold is only text."""
    return " OR ".join(_quoted(term) for term in terms)


def in_fts5(sought: Expression) -> str:
    """An expression in FTS5's syntax."""
    return " OR ".join(f"({' AND '.join(map(_quoted, phrases))})" for phrases in sought)


def matching_texts(sought: Expression, texts: Sequence[str]) -> set[int]:
    """Which of these texts meet an expression, by their places in the list."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f'CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = "{TOKENIZER}")')
        connection.executemany(
            "INSERT INTO texts (rowid, text) VALUES (?, ?)",
            ((place, searchable(text)) for place, text in enumerate(texts)),
        )
        query = "SELECT rowid FROM texts WHERE texts MATCH ?"
        return {row[0] for row in connection.execute(query, (in_fts5(sought),))}


class Fts5:
    """``index.words.full_text.FullText``, where each method is said."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    # Writing

    def insert_passages(self, file_id: int, passages: Sequence[PassageWords]) -> None:
        self._connection.executemany(
            "INSERT INTO words (rowid, text, heading, title, file) VALUES (?, ?, ?, ?, ?)",
            map(astuple, passages),
        )

    def insert_document(
        self, file_id: int, title: str, file: str, folder: str, opening: str, author: str
    ) -> None:
        self._connection.execute(
            "INSERT INTO documents (rowid, title, file, folder, opening, author) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (file_id, title, file, folder, opening, author),
        )

    def rename(self, file_id: int, passage_file: str, file: str, folder: str) -> None:
        self._connection.execute(
            "UPDATE words SET file = ? WHERE rowid IN (SELECT id FROM passages WHERE file_id = ?)",
            (passage_file, file_id),
        )
        self._connection.execute(
            "UPDATE documents SET file = ?, folder = ? WHERE rowid = ?", (file, folder, file_id)
        )

    def delete(self, file_id: int) -> None:
        self._connection.execute(
            "DELETE FROM words WHERE rowid IN (SELECT id FROM passages WHERE file_id = ?)",
            (file_id,),
        )
        self._connection.execute("DELETE FROM documents WHERE rowid = ?", (file_id,))

    def filling(self) -> AbstractContextManager[None]:
        """FTS5 gathers what comes by itself."""
        return nullcontext()

    def empty(self) -> None:
        self._connection.execute("DELETE FROM words")
        self._connection.execute("DELETE FROM documents")

    def rebuild(self) -> None:
        self._command("rebuild")

    def optimize(self) -> None:
        """Merge all segments: nothing is left of what was deleted."""
        self._command("optimize")

    def check(self) -> None:
        """Raises sqlite3.DatabaseError where the two tables are damaged."""
        self._command("integrity-check")

    def _command(self, command: str) -> None:
        self._connection.execute("INSERT INTO words(words) VALUES (?)", (command,))
        self._connection.execute("INSERT INTO documents(documents) VALUES (?)", (command,))

    # Reading

    def count(self, terms: Sequence[str]) -> int:
        query = "SELECT count(*) FROM words WHERE words MATCH ?"
        return int(self._connection.execute(query, (any_of(terms),)).fetchone()[0])

    def best(
        self,
        terms: Sequence[str],
        limit: int,
        *,
        required: Sequence[str] = (),
        file_ids: Sequence[int] | None = None,
    ) -> list[tuple[int, float]]:
        given: dict[str, str | int] = {}
        narrowed = ""
        if file_ids is not None:
            marks = ", ".join(str(int(file_id)) for file_id in file_ids)
            narrowed = f"AND +rowid IN (SELECT id FROM passages WHERE file_id IN ({marks}))"
        elif required:
            narrowed = "AND +rowid IN (SELECT rowid FROM words WHERE words MATCH :required)"
            given["required"] = any_of(required)
        return self._scored(terms, limit, narrowed, given)

    def best_of_file(
        self, terms: Sequence[str], limit: int, file_id: int
    ) -> list[tuple[int, float]]:
        """Without a look at other files: the passages of one have ids in a row."""
        first, last = self._connection.execute(
            "SELECT min(id), max(id) FROM passages WHERE file_id = ?", (file_id,)
        ).fetchone()
        if first is None:
            return []
        narrowed = "AND rowid BETWEEN :first AND :last"
        return self._scored(terms, limit, narrowed, {"first": first, "last": last})

    def _scored(
        self, terms: Sequence[str], limit: int, narrowed: str, given: Mapping[str, str | int]
    ) -> list[tuple[int, float]]:
        weights = ", ".join(str(weight) for weight in COLUMN_WEIGHTS.values())
        rows = self._connection.execute(
            f"SELECT rowid, bm25(words, {weights}) AS cost FROM words "
            f"WHERE words MATCH :scored {narrowed} ORDER BY cost, rowid LIMIT :limit",
            {"scored": any_of(terms), "limit": limit, **given},
        ).fetchall()
        return [(row[0], -row[1]) for row in rows]

    def mentions(self, sought: Expression, file_ids: Collection[int]) -> Iterator[Mention]:
        marks = ", ".join(str(int(file_id)) for file_id in file_ids)
        rows = self._connection.execute(
            f"""SELECT passages.file_id, passages.id, highlight(words, 0, ?, '')
                FROM words JOIN passages ON passages.id = words.rowid
                WHERE words MATCH ? AND passages.file_id IN ({marks}) ORDER BY words.rowid""",
            (_MARK, f"text : ({in_fts5(sought)})"),
        )
        for file_id, passage_id, marked in rows:
            yield Mention(file_id, passage_id, marked.count(_MARK))

    def count_documents(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM documents").fetchone()[0])

    def documents_with(self, terms: Sequence[str], where: Naming) -> list[set[int]]:
        query = "SELECT rowid FROM documents WHERE documents MATCH ?"
        sought = (f'{{{_COLUMNS[where]}}} : "{term}"' for term in terms)
        return [
            {row[0] for row in self._connection.execute(query, (match,)).fetchall()}
            for match in sought
        ]

    def vocabulary_stamp(self) -> bytes:
        """FTS5's counts, and its list of segments."""
        query = "SELECT block FROM words_data WHERE id IN (1, 10)"
        return b"|".join(block[0] for block in self._connection.execute(query).fetchall())

    def vocabulary(self, limit: int) -> list[str]:
        self._connection.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab(main, words, row)"
        )
        rows = self._connection.execute(
            "SELECT term FROM temp.terms WHERE length(term) BETWEEN 3 AND 64 "
            "AND term NOT GLOB '*[0-9]*' LIMIT ?",
            (limit,),
        )
        return sorted(row[0] for row in rows)


def _quoted(phrase: str) -> str:
    prefix = "*" if is_beginning(phrase) else ""
    return f'"{phrase}"{prefix}'

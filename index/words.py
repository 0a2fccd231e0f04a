"""Words: full-text queries that no question can break.

Whatever a person types becomes a list of quoted words joined by OR, so that quotes, ``*``, NEAR and
every other piece of FTS5 syntax are only text.
"""

import re
import sqlite3

from localdocs.stop_words import STOP_WORDS

MAX_QUERY_WORDS = 64
"""A pasted page is not a better query; the first distinct words are enough."""

COLUMN_WEIGHTS = {"text": 1.0, "heading": 0.8, "title": 0.6, "file": 0.6}

_WORD = re.compile(r"\w+")


def query_words(question: str) -> list[str]:
    """The distinct words worth looking for, lower-cased, in order; may be empty."""
    words = list(dict.fromkeys(word.lower() for word in _WORD.findall(question)))
    telling = [word for word in words if word not in STOP_WORDS]
    return (telling or words)[:MAX_QUERY_WORDS]


def search_words(
    connection: sqlite3.Connection, question: str, limit: int, file_ids: list[int] | None = None
) -> list[tuple[int, float]]:
    """Passage ids with their BM25 (higher is better), best first, at most ``limit``.

    ``file_ids`` narrows the search to these files; None means all.
    """
    words = query_words(question)
    if not words or file_ids == []:
        return []
    match = " OR ".join(f'"{word}"' for word in words)
    weights = ", ".join(str(weight) for weight in COLUMN_WEIGHTS.values())
    narrowed = ""
    if file_ids is not None:
        marks = ", ".join(str(int(file_id)) for file_id in file_ids)
        narrowed = f"AND rowid IN (SELECT id FROM passages WHERE file_id IN ({marks}))"
    rows = connection.execute(
        f"SELECT rowid, bm25(words, {weights}) AS cost FROM words "
        f"WHERE words MATCH ? {narrowed} ORDER BY cost, rowid LIMIT ?",
        (match, limit),
    ).fetchall()
    return [(row[0], -row[1]) for row in rows]


def document_frequency(connection: sqlite3.Connection, word: str) -> int:
    """In how many passages a word occurs, in any of its inflections."""
    if not _WORD.search(word):
        return 0
    quoted = word.replace('"', " ")
    row = connection.execute(
        "SELECT count(*) FROM words WHERE words MATCH ?", (f'"{quoted}"',)
    ).fetchone()
    return int(row[0])

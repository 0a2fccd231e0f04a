"""Words: full-text queries that no question can break.

Whatever a person types becomes a list of quoted words joined by OR, so that quotes, ``*``, NEAR and
every other piece of FTS5 syntax are only text.
"""

import re
import sqlite3

MAX_QUERY_WORDS = 64
"""A pasted page is not a better query; the first distinct words are enough."""

COLUMN_WEIGHTS = {"text": 1.0, "heading": 0.8, "title": 0.6, "file": 0.6}

_WORD = re.compile(r"\w+")

STOP_WORDS = frozenset(
    "a about above after again all also am an and any are as at be because been before being below "
    "between both but by can could did do does doing down during each few for from further had has "
    "have having he her here hers him his how i if in into is it its itself just may me might more "
    "most must my no nor not now of off on once only or other our out over own same shall she "
    "should so some such than that the their them then there these they this those through to too "
    "under until up upon us very was we were what when where which while who whom whose why will "
    "with would you your".split()
)
"""English function words. They are left out of a query unless it has no others."""


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


def document_frequency(connection: sqlite3.Connection, words: list[str]) -> dict[str, int]:
    """In how many passages each word occurs (in any of its inflections)."""
    frequencies = {}
    for word in words:
        row = connection.execute(
            "SELECT count(*) FROM words WHERE words MATCH ?", (f'"{word}"',)
        ).fetchone()
        frequencies[word] = int(row[0])
    return frequencies

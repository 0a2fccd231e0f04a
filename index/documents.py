"""Documents as a whole: which of them a question names by its title, file, folder or opening."""

import sqlite3

from index.words import any_of, known_terms

DOCUMENT_WEIGHTS = {"title": 1.0, "file": 1.0, "folder": 0.3, "opening": 0.3, "author": 0.3}
"""What a word counts in each column of the table ``documents``, in the order of its columns."""


def search_documents(
    connection: sqlite3.Connection, question: str, limit: int, file_ids: list[int] | None = None
) -> list[tuple[int, float]]:
    """File ids with their BM25 (higher is better), best first, at most ``limit``.

    ``file_ids`` narrows the search to these files; None means all.
    """
    terms = known_terms(connection, question)
    if not terms or file_ids == []:
        return []
    weights = ", ".join(str(weight) for weight in DOCUMENT_WEIGHTS.values())
    narrowed = ""
    if file_ids is not None:
        narrowed = f"AND rowid IN ({', '.join(str(int(file_id)) for file_id in file_ids)})"
    rows = connection.execute(
        f"SELECT rowid, bm25(documents, {weights}) AS cost FROM documents "
        f"WHERE documents MATCH ? {narrowed} ORDER BY cost, rowid LIMIT ?",
        (any_of(terms), limit),
    ).fetchall()
    return [(row[0], -row[1]) for row in rows]

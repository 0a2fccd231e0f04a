"""Summaries as they are stored: which sentences of its pages stand for a document."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from index.connection import Connection
from index.database.passage_texts import passage_texts

METHOD = 1
"""How summaries are chosen now; another number makes every one anew."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch ``text[start:end]`` of a page."""

    page_number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with its vector: float32, unit length, None until it is embedded.

    ``shared``: other documents have the same passage, word for word.
    """

    page_number: int
    start: int
    heading: str
    columns: str
    text: str
    vector: bytes | None
    shared: bool


def read_summary(connection: Connection, file_id: int, method: int) -> tuple[Sentence, ...] | None:
    """The summary of a document, or None where this method has not made one."""
    row = connection.execute(
        "SELECT sentences FROM summaries WHERE file_id = ? AND method = ?", (file_id, method)
    ).fetchone()
    return None if row is None else tuple(Sentence(*place) for place in json.loads(row[0]))


def store_summary(
    connection: Connection,
    file_id: int,
    content_hash: bytes,
    method: int,
    sentences: Sequence[Sentence],
) -> None:
    """Keep a summary, unless the document is not what it was made from any more."""
    places = json.dumps([[item.page_number, item.start, item.end] for item in sentences])
    connection.execute(
        "INSERT INTO summaries (file_id, method, sentences) "
        "SELECT id, ?, ? FROM files WHERE id = ? AND content_hash = ? "
        "ON CONFLICT (file_id) DO UPDATE "
        "SET method = excluded.method, sentences = excluded.sentences",
        (method, places, file_id, content_hash),
    )


def content_hash(connection: Connection, file_id: int) -> bytes:
    """The digest of the content that a document was read from; b"" if it is not there."""
    row = connection.execute("SELECT content_hash FROM files WHERE id = ?", (file_id,)).fetchone()
    return b"" if row is None or row[0] is None else bytes(row[0])


def without_summary(connection: Connection, method: int, limit: int) -> list[int]:
    """The ids of documents that wait for a summary and have all their vectors, newest first."""
    rows = connection.execute(
        """SELECT id FROM files WHERE skipped IS NULL
           AND NOT EXISTS (SELECT 1 FROM summaries WHERE file_id = files.id AND method = ?)
           AND NOT EXISTS (SELECT 1 FROM passages JOIN vectors ON vectors.id = vector_id
                           WHERE passages.file_id = files.id AND vector IS NULL)
           ORDER BY modified_ns DESC, id LIMIT ?""",
        (method, limit),
    ).fetchall()
    return [row[0] for row in rows]


def some_vectors(connection: Connection, limit: int) -> list[bytes]:
    """Up to ``limit`` vectors of the whole index, as if by chance but always the same ones."""
    rows = connection.execute(
        "SELECT vector FROM vectors WHERE vector IS NOT NULL ORDER BY text_hash LIMIT ?", (limit,)
    ).fetchall()
    return [row[0] for row in rows]


def stored_passages(connection: Connection, file_id: int) -> list[StoredPassage]:
    """The passages of a document in reading order."""
    rows = connection.execute(
        """SELECT passages.id, page_number, start, heading, columns, vector,
                  EXISTS (SELECT 1 FROM passages AS other WHERE other.vector_id = vectors.id
                          AND other.file_id != passages.file_id) AS shared
           FROM passages JOIN vectors ON vectors.id = vector_id
           WHERE passages.file_id = ? ORDER BY passages.id""",
        (file_id,),
    ).fetchall()
    texts = passage_texts(connection, [row["id"] for row in rows])
    return [
        StoredPassage(
            row["page_number"],
            row["start"],
            row["heading"],
            row["columns"],
            texts.get(row["id"], ""),
            row["vector"],
            bool(row["shared"]),
        )
        for row in rows
    ]

"""The catalogue: writing down folders, files, pages, passages and vectors.

Functions over a connection, one for each thing that is done. Those that change several tables
expect to be called inside ``index.database.transactions.transaction``. ``index.database.lookup``
reads.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index.connection import Connection
from index.database.encoding import encode_path, encode_text, under_path
from index.database.manifest import (
    keep_highest_file_id,
    raise_generation,
    renew_vector_mark,
)
from index.database.maps import forget_map, forget_place
from index.database.passage_texts import passage_texts
from index.database.word_rows import insert_document, insert_words, rename_words
from localdocs.types import Document, Page, Passage, SourceFile

_OF_A_PASSAGE = ("file_id", "page_number", "start", "end", "heading", "columns", "vector_id")

TITLE_CHARACTERS = 130
"""A longer title would take the room of the text that it stands above."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder (or single file) that the person added.

    ``mounted``: it was a mount point then; if it is none now, its disk is not there.
    """

    path: Path
    name: str
    mounted: bool = False


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What was stored about a file when it was last looked at. ``skipped`` is "" if indexed."""

    file_id: int
    source: SourceFile
    content_hash: bytes
    skipped: str


def embedded_text(title: str, passage: Passage) -> str:
    """What the embedder sees of a passage: where it stands, then what it says."""
    context = (title[:TITLE_CHARACTERS], passage.heading, passage.columns)
    return "\n".join((*(part for part in context if part), passage.text))


# Folders


def add_folder(connection: Connection, folder: Folder) -> None:
    """Remember a folder; adding it again only renames it."""
    connection.execute(
        "INSERT INTO folders (path, name, mounted, added_at) "
        "VALUES (CAST(? AS TEXT), CAST(? AS TEXT), ?, ?) "
        "ON CONFLICT (path) DO UPDATE SET name = excluded.name, mounted = excluded.mounted",
        (encode_path(folder.path), encode_text(folder.name), int(folder.mounted), _now()),
    )


def remove_folder(connection: Connection, path: Path) -> None:
    """Forget a folder, not yet its files."""
    connection.execute("DELETE FROM folders WHERE path = CAST(? AS TEXT)", (encode_path(path),))


def folders(connection: Connection) -> list[Folder]:
    """All folders, in the order in which they were added."""
    rows = connection.execute("SELECT path, name, mounted FROM folders ORDER BY id").fetchall()
    return [Folder(Path(row["path"]), row["name"], bool(row["mounted"])) for row in rows]


# Files


def known_files(connection: Connection, under: Path) -> dict[Path, KnownFile]:
    """Everything that is known at or below ``under``."""
    condition, parameters = under_path(under)
    rows = connection.execute(
        "SELECT id, path, size, modified_ns, inode, changed_ns, content_hash, skipped FROM files "
        f"WHERE {condition}",
        parameters,
    ).fetchall()
    return {
        (path := Path(row["path"])): KnownFile(
            row["id"],
            SourceFile(path, row["size"], row["modified_ns"], row["inode"], row["changed_ns"]),
            row["content_hash"] or b"",
            row["skipped"] or "",
        )
        for row in rows
    }


def store_document(
    connection: Connection,
    source: SourceFile,
    content_hash: bytes,
    document: Document,
    passages: Sequence[Passage],
) -> int:
    """Replace whatever is known at this path by a document; its id. Shared vectors are kept."""
    file_id = _store_file(
        connection,
        source,
        content_hash,
        title=document.title,
        author=document.author,
        created=document.created,
        notes="\n".join(document.notes),
        pictures=_numbers(document.pictures),
    )
    connection.executemany(
        "INSERT INTO pages (file_id, number, label, text, place, rows) VALUES (?, ?, ?, ?, ?, ?)",
        (
            (file_id, page.number, page.label, page.text, page.place, _rows_as_json(page))
            for page in document.pages
        ),
    )
    _store_passages(connection, file_id, document.title, source.path, passages)
    insert_document(connection, file_id, (page.text for page in document.pages))
    return file_id


def _rows_as_json(page: Page) -> str:
    return json.dumps(page.rows, separators=(",", ":")) if page.rows else ""


def store_skipped(
    connection: Connection,
    source: SourceFile,
    content_hash: bytes,
    reason: str,
    pictures: Sequence[int] = (),
) -> None:
    """Replace whatever is known at this path by the reason why it is not indexed.

    ``pictures`` are the numbers of its pages that OCR may read.
    """
    _store_file(connection, source, content_hash, skipped=reason, pictures=_numbers(pictures))


def move_file(connection: Connection, known: KnownFile, source: SourceFile) -> None:
    """The same content has a new path: nothing but names changes."""
    connection.execute(
        "UPDATE files SET path = CAST(? AS TEXT), suffix = CAST(? AS TEXT), size = ?, "
        "modified_ns = ?, inode = ?, changed_ns = ? WHERE id = ?",
        (
            encode_path(source.path),
            encode_text(source.path.suffix.lower()),
            source.size,
            source.modified_ns,
            source.inode,
            source.changed_ns,
            known.file_id,
        ),
    )
    rename_words(connection, known.file_id, source.path)


def touch_file(connection: Connection, known: KnownFile, source: SourceFile) -> None:
    """The same path has the same content, with another time stamp."""
    connection.execute(
        "UPDATE files SET size = ?, modified_ns = ?, inode = ?, changed_ns = ? WHERE id = ?",
        (source.size, source.modified_ns, source.inode, source.changed_ns, known.file_id),
    )


def doubt_files(connection: Connection, under: Path) -> None:
    """Have every file at or below ``under`` read again at the next look; until then it stays."""
    condition, parameters = under_path(under)
    connection.execute(
        f"UPDATE files SET content_hash = ?, modified_ns = -1 WHERE {condition}", [b"", *parameters]
    )


def forget_files(connection: Connection, file_ids: Iterable[int]) -> None:
    """Forget files with everything that was made from them."""
    keep_highest_file_id(connection)
    for file_id in file_ids:
        _forget_passages(connection, file_id)
        connection.execute("DELETE FROM files WHERE id = ?", (file_id,))


def sweep_vectors(connection: Connection) -> None:
    """Delete the vectors that no passage uses any more."""
    swept = connection.execute(
        "DELETE FROM vectors WHERE id NOT IN (SELECT vector_id FROM passages)"
    )
    if swept.rowcount:
        raise_generation(connection)


def drop_vectors(connection: Connection) -> None:
    """Have every vector computed again."""
    connection.execute("UPDATE vectors SET vector = NULL")
    forget_map(connection)
    raise_generation(connection)
    renew_vector_mark(connection)


# Vectors that wait to be computed


_UNCLAIMED = "FOR NO KEY UPDATE OF vectors SKIP LOCKED"
"""Whoever stores a passage of the same text does not wait for this lock."""


def pending_vectors(
    connection: Connection, limit: int, *, unclaimed: bool = False
) -> list[tuple[int, str]]:
    """Up to ``limit`` vector ids without a vector, each with the text to embed.

    ``unclaimed``: those alone that no other transaction holds; this one holds them then.
    """
    rows = connection.execute(
        f"""SELECT vectors.id, files.title, passages.id AS passage_id, passages.page_number,
                  passages.start, passages."end", passages.heading, passages.columns
           FROM vectors
           JOIN passages ON passages.id =
                (SELECT min(id) FROM passages WHERE vector_id = vectors.id)
           JOIN files ON files.id = passages.file_id
           WHERE vectors.vector IS NULL ORDER BY vectors.id LIMIT ?
           {_UNCLAIMED if unclaimed else ""}""",
        (limit,),
    ).fetchall()
    texts = passage_texts(connection, [row["passage_id"] for row in rows])
    return [
        (row["id"], embedded_text(row["title"] or "", _passage(row, texts[row["passage_id"]])))
        for row in rows
    ]


def count_pending(connection: Connection) -> int:
    """How many distinct texts have no vector yet."""
    return _count(connection, "SELECT count(*) FROM vectors WHERE vector IS NULL")


def fill_vectors(connection: Connection, filled: Iterable[tuple[int, bytes]]) -> int:
    """Store float32 vectors under their ids; how many passages now have one because of it."""
    count = 0
    for vector_id, data in filled:
        connection.execute(
            "UPDATE vectors SET vector = ? WHERE id = ?",
            (connection.as_vector(data), vector_id),
        )
        count += _count(connection, "SELECT count(*) FROM passages WHERE vector_id = ?", vector_id)
    raise_generation(connection)
    return count


# Inside


def _store_file(
    connection: Connection, source: SourceFile, content_hash: bytes, **facts: str
) -> int:
    values = {
        "suffix": source.path.suffix.lower(),
        "size": source.size,
        "modified_ns": source.modified_ns,
        "inode": source.inode,
        "changed_ns": source.changed_ns,
        "content_hash": content_hash,
        "skipped": None,
        "title": None,
        "author": None,
        "created": None,
        "notes": None,
        "pictures": "",
        "indexed_at": _now(),
    } | facts
    names = ", ".join(values)
    marks = ", ".join(
        "CAST(? AS TEXT)" if isinstance(value, str) else "?" for value in values.values()
    )
    bound = (encode_text(value) if isinstance(value, str) else value for value in values.values())
    updates = ", ".join(f"{name} = excluded.{name}" for name in values)
    row = connection.execute(
        f"INSERT INTO files (id, path, {names}) "
        f"VALUES ({connection.new_file_id}, CAST(? AS TEXT), {marks}) "
        f"ON CONFLICT (path) DO UPDATE SET {updates} RETURNING id",
        (encode_path(source.path), *bound),
    ).fetchone()
    _forget_passages(connection, row[0])
    return int(row[0])


def _store_passages(
    connection: Connection, file_id: int, title: str, path: Path, passages: Sequence[Passage]
) -> None:
    text_hashes = [_text_hash(title, passage) for passage in passages]
    vector_ids = connection.rows_of_vectors(text_hashes)
    rows = (
        (
            file_id,
            passage.page_number,
            passage.start,
            passage.end,
            passage.heading,
            passage.columns,
            vector_ids[text_hash],
        )
        for passage, text_hash in zip(passages, text_hashes, strict=True)
    )
    ids = connection.insert_with_ids("passages", _OF_A_PASSAGE, rows)
    insert_words(connection, file_id, title, path, zip(ids, passages, strict=True))


def _text_hash(title: str, passage: Passage) -> bytes:
    text = embedded_text(title, passage).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=16).digest()


def _forget_passages(connection: Connection, file_id: int) -> None:
    connection.full_text.delete(file_id)
    connection.execute("DELETE FROM passages WHERE file_id = ?", (file_id,))
    connection.execute("DELETE FROM pages WHERE file_id = ?", (file_id,))
    connection.execute("DELETE FROM summaries WHERE file_id = ?", (file_id,))
    forget_place(connection, file_id)


def _passage(row: Any, text: str) -> Passage:
    return Passage(
        row["page_number"], row["start"], row["end"], text, row["heading"], row["columns"]
    )


def _numbers(pages: Iterable[int]) -> str:
    return ",".join(str(page) for page in pages)


def _count(connection: Connection, query: str, *parameters: int) -> int:
    return int(connection.execute(query, parameters).fetchone()[0])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

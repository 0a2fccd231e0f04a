"""Documents and their pages by the ids of their files, for programs that show them.

An id is that of a file as the index knows it: it stays when the file is renamed, moved within the
library or changed, and no other file gets it when this one is gone. Another index has others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.connection import Connection
from index.database.encoding import EVERYTHING, encode_text, under_path
from index.database.listing import StoredPage
from index.database.lookup import file_ids
from localdocs.languages.spelling import caseless
from localdocs.types import SourceFile

_FACTS = (
    "files.id, path, size, modified_ns, inode, changed_ns, content_hash, title, author, created, "
    "notes, indexed_at, (SELECT count(*) FROM pages WHERE file_id = files.id) AS pages"
)


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document of the index. ``created`` is what the file says, an ISO date or ""; ``notes`` is
    what its reader wants known, a line each; ``indexed_at`` is an ISO time, UTC."""

    file_id: int
    source: SourceFile
    content_hash: bytes
    title: str
    author: str
    created: str
    notes: tuple[str, ...]
    indexed_at: str
    pages: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A part of the documents that were asked for, and how many there are in all."""

    documents: tuple[StoredDocument, ...]
    total: int


def listed(
    connection: Connection,
    *,
    inside: Path | None = None,
    suffix: str = "",
    words: str = "",
    offset: int = 0,
    limit: int = 100,
) -> Listing:
    """Documents by their paths: at or below ``inside``, of a suffix such as ".pdf", with all of
    ``words`` in their names, upper or lower case."""
    condition, parameters = under_path(inside) if inside is not None else (EVERYTHING, [])
    if suffix:
        condition += " AND suffix = CAST(? AS TEXT)"
        parameters = [*parameters, encode_text(suffix)]
    rows = connection.execute(
        f"SELECT id, path FROM files WHERE skipped IS NULL AND {condition} ORDER BY path",
        parameters,
    ).fetchall()
    wanted = caseless(words).split()
    found = [
        row["id"]
        for row in rows
        if not wanted or all(word in caseless(Path(row["path"]).name) for word in wanted)
    ]
    documents = (document(connection, file_id) for file_id in found[offset : offset + limit])
    return Listing(tuple(item for item in documents if item is not None), len(found))


def document(connection: Connection, file_id: int) -> StoredDocument | None:
    """The document of that id; None where there is none (any more)."""
    row = connection.execute(
        f"SELECT {_FACTS} FROM files WHERE id = ? AND skipped IS NULL", (file_id,)
    ).fetchone()
    if row is None:
        return None
    source = SourceFile(
        Path(row["path"]), row["size"], row["modified_ns"], row["inode"], row["changed_ns"]
    )
    return StoredDocument(
        row["id"],
        source,
        row["content_hash"] or b"",
        row["title"] or "",
        row["author"] or "",
        row["created"] or "",
        tuple((row["notes"] or "").splitlines()),
        row["indexed_at"] or "",
        row["pages"],
    )


def stored_page(connection: Connection, file_id: int, number: int) -> StoredPage | None:
    """A page of a document by its number from 1; None where there is none."""
    row = connection.execute(
        "SELECT label, place, text FROM pages JOIN files ON files.id = file_id "
        "WHERE file_id = ? AND number = ? AND skipped IS NULL",
        (file_id, number),
    ).fetchone()
    return None if row is None else StoredPage(number, row["label"], row["place"], row["text"])


def scanned_page(connection: Connection, content_hash: bytes, number: int) -> str:
    """What OCR has read on a page, as only ``ingest.ocr.scanned_page`` reads it, or ""."""
    row = connection.execute(
        "SELECT found FROM scanned_pages WHERE content_hash = ? AND page = ? ORDER BY engine",
        (content_hash, number),
    ).fetchone()
    return row["found"] if row else ""


def document_ids(connection: Connection, paths: Iterable[Path]) -> dict[Path, int]:
    """The ids of those of these files that are indexed."""
    return {path: file_id for path in set(paths) for file_id in file_ids(connection, [path])}

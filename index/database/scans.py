"""Pages that are pictures: which of them wait for OCR, and what it has found, page by page.

What was found is kept by the content of its file, so that neither a crash nor a new name nor
another splitter costs it. It is text for the reading process alone, never searched.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.connection import Connection
from index.database.catalog import KnownFile, known_files
from index.database.encoding import EVERYTHING, encode_path, encode_text, under_path


@dataclass(frozen=True, slots=True)
class WaitingScan:
    """A file some of whose pages wait for OCR."""

    file: KnownFile
    pages: tuple[int, ...]


def waiting_scans(connection: Connection, under: Path) -> list[WaitingScan]:
    """What waits at or below ``under``: files of few pages first, new ones before old ones."""
    condition, parameters = under_path(under)
    rows = connection.execute(
        f"SELECT path, pictures FROM files WHERE pictures > '' AND {condition}", parameters
    ).fetchall()
    if not rows:
        return []
    known = known_files(connection, under)
    waiting = [
        WaitingScan(known[path], tuple(map(int, row["pictures"].split(","))))
        for row in rows
        if (path := Path(row["path"])) in known and known[path].content_hash
    ]
    return sorted(waiting, key=lambda scan: (len(scan.pages), -scan.file.source.modified_ns))


def count_waiting(connection: Connection, under: Path | None = None) -> int:
    """How many pages wait."""
    condition, parameters = under_path(under) if under else (EVERYTHING, [])
    rows = connection.execute(
        f"SELECT pictures FROM files WHERE pictures > '' AND {condition}", parameters
    ).fetchall()
    return sum(row["pictures"].count(",") + 1 for row in rows)


def needs_ocr(connection: Connection, reason: str) -> bool:
    """Whether OCR would read something that is not read: pages that wait, or files that were
    skipped for this reason."""
    (found,) = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM files WHERE pictures > '' OR skipped = CAST(? AS TEXT))",
        (encode_text(reason),),
    ).fetchone()
    return bool(found)


def waits_no_more(connection: Connection, path: Path) -> None:
    """Leave a document as it is: OCR has nothing to add."""
    connection.execute(
        "UPDATE files SET pictures = '' WHERE path = CAST(? AS TEXT)", (encode_path(path),)
    )


def found_pages(connection: Connection, content_hash: bytes, engine: str) -> dict[int, str]:
    """What an engine has found in a file of this content, by the number of the page."""
    rows = connection.execute(
        "SELECT page, found FROM scanned_pages WHERE content_hash = ? AND engine = ?",
        (content_hash, engine),
    ).fetchall()
    return {row["page"]: row["found"] for row in rows}


def store_page(
    connection: Connection, content_hash: bytes, page: int, engine: str, found: str
) -> None:
    """Keep what was found on a page."""
    connection.execute(
        "INSERT INTO scanned_pages (content_hash, page, engine, found) "
        "VALUES (?, ?, ?, CAST(? AS TEXT)) "
        "ON CONFLICT (content_hash, page) DO UPDATE "
        "SET engine = excluded.engine, found = excluded.found",
        (content_hash, page, engine, encode_text(found)),
    )


def forget_pages(connection: Connection, content_hashes: Iterable[bytes]) -> None:
    """Have the pages of these files read again."""
    for content_hash in content_hashes:
        connection.execute("DELETE FROM scanned_pages WHERE content_hash = ?", (content_hash,))


def forget_all_pages(connection: Connection) -> None:
    """Have every page read again."""
    connection.execute("DELETE FROM scanned_pages")


def sweep_pages(connection: Connection) -> None:
    """Delete what belongs to no file any more; nothing while files are to be looked at again."""
    connection.execute(
        "DELETE FROM scanned_pages WHERE content_hash NOT IN (SELECT content_hash FROM files "
        "WHERE content_hash IS NOT NULL) AND NOT EXISTS "
        "(SELECT 1 FROM files WHERE modified_ns = -1)"
    )

"""The headings that passages stand under, document by document."""

from dataclasses import dataclass
from pathlib import Path

from index.connection import Connection


@dataclass(frozen=True, slots=True)
class HeadedPassage:
    """Where a passage stands. ``heading`` is the path of headings above it, joined by " > "."""

    page_number: int
    start: int
    end: int
    heading: str
    columns: str


@dataclass(frozen=True, slots=True)
class RecentFile:
    """An indexed file."""

    file_id: int
    path: Path


def headed_passages(connection: Connection, file_id: int, limit: int) -> list[HeadedPassage]:
    """The first passages of a document, in reading order."""
    rows = connection.execute(
        'SELECT page_number, start, "end", heading, columns FROM passages '
        "WHERE file_id = ? ORDER BY id LIMIT ?",
        (file_id, limit),
    ).fetchall()
    return [HeadedPassage(*row) for row in rows]


def recent_files(connection: Connection, limit: int) -> list[RecentFile]:
    """The files that were changed last, the last one first."""
    rows = connection.execute(
        "SELECT id, path FROM files WHERE skipped IS NULL ORDER BY modified_ns DESC, id LIMIT ?",
        (limit,),
    ).fetchall()
    return [RecentFile(row[0], Path(row[1])) for row in rows]


def text_between(
    connection: Connection, file_id: int, page_number: int, start: int, end: int
) -> str:
    """``text[start:end]`` of a page; "" where there is no such page."""
    row = connection.execute(
        "SELECT substr(text, ?, ?) FROM pages WHERE file_id = ? AND number = ?",
        (start + 1, end - start, file_id, page_number),
    ).fetchone()
    return "" if row is None else str(row[0])


def table_heads(connection: Connection, file_id: int, page_number: int) -> list[str]:
    """What stands above the rows of the tables on a page: caption and head, joined by " | "."""
    rows = connection.execute(
        "SELECT DISTINCT columns FROM passages WHERE file_id = ? AND page_number = ? "
        "AND columns != '' LIMIT 100",
        (file_id, page_number),
    ).fetchall()
    return [row[0] for row in rows]

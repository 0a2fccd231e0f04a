"""What questions about the collection need: the files and their pages."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.connection import Connection


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


def indexed_files(
    connection: Connection, file_ids: Sequence[int] | None = None
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


def pages(connection: Connection, file_id: int) -> list[StoredPage]:
    """The pages of a file, in their order; none where no such file is indexed."""
    rows = connection.execute(
        "SELECT number, label, place, text FROM pages WHERE file_id = ? ORDER BY number", (file_id,)
    ).fetchall()
    return [StoredPage(*row) for row in rows]


def named_pages(connection: Connection, file_id: int, limit: int) -> dict[int, str]:
    """The pages of a file that have a name of their own, by their numbers."""
    rows = connection.execute(
        "SELECT number, place FROM pages WHERE file_id = ? AND place != '' ORDER BY number LIMIT ?",
        (file_id, limit),
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def page_places(connection: Connection, file_id: int, numbers: Collection[int]) -> dict[int, str]:
    """The names of these pages of a file, "" for those that are called by their numbers."""
    rows = connection.execute(
        "SELECT number, place FROM pages "
        f"WHERE file_id = ? {_narrowed('number', numbers)} ORDER BY number",
        (file_id,),
    ).fetchall()
    return {row[0]: row[1] for row in rows}


def count_files(connection: Connection, *, skipped: bool = False) -> int:
    """How many files are indexed, or are known and could not be."""
    row = connection.execute(
        "SELECT count(*) FROM files WHERE (skipped IS NOT NULL) = ?", (skipped,)
    ).fetchone()
    return int(row[0])


def _narrowed(column: str, numbers: Collection[int] | None) -> str:
    if numbers is None:
        return ""
    return f"AND {column} IN ({', '.join(str(int(number)) for number in numbers) or 'NULL'})"

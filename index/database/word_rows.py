"""Writing full text: what passages and documents are found by, word by word."""

import calendar
import re
from collections.abc import Iterable
from pathlib import Path

from index.connection import Connection
from index.database.passage_texts import passage_texts
from index.words.full_text import PassageWords
from index.words.searchable import searchable, searchable_name
from localdocs.types import Passage

OPENING_CHARACTERS = 600
"""How much of its beginning stands for a document: a title page, a letterhead, an abstract."""

_DATE = re.compile(r"(\d{4})-(\d\d)")


def insert_words(
    connection: Connection,
    file_id: int,
    title: str,
    path: Path,
    passages: Iterable[tuple[int, Passage]],
) -> None:
    """Make the passages of a document, each with its id, findable by their words, and by those that
    stand above them."""
    prepared_title, file = searchable(title), _file_and_folder(path)
    connection.full_text.insert_passages(
        file_id,
        [
            PassageWords(
                passage_id,
                searchable(passage.text),
                searchable(f"{passage.heading}\n{passage.columns}".strip()),
                prepared_title,
                file,
            )
            for passage_id, passage in passages
        ],
    )


def insert_document(connection: Connection, file_id: int, page_texts: Iterable[str]) -> None:
    """Make a document findable as a whole. Its row of ``files`` is there already.

    ``page_texts`` are read only as far as the opening goes.
    """
    file = connection.execute(
        "SELECT path, title, author, created FROM files WHERE id = ?", (file_id,)
    ).fetchone()
    path = Path(file["path"])
    connection.full_text.insert_document(
        file_id,
        searchable(file["title"] or ""),
        searchable_name(path.stem),
        _folders_above(connection, path),
        searchable(_opening(page_texts)),
        searchable(f"{file['author'] or ''}\n{_date_in_words(file['created'] or '')}"),
    )


def rename_words(connection: Connection, file_id: int, path: Path) -> None:
    """The rows of a document follow it to another path."""
    connection.full_text.rename(
        file_id,
        _file_and_folder(path),
        searchable_name(path.stem),
        _folders_above(connection, path),
    )


def write_all(connection: Connection) -> None:
    """Fill both tables, which are empty, from the pages. Some thousand passages a second."""
    files = connection.execute("SELECT id FROM files WHERE skipped IS NULL").fetchall()
    for (file_id,) in files:
        write_file(connection, file_id)


def write_file(connection: Connection, file_id: int, pages_in: Connection | None = None) -> None:
    """Put an indexed file, of which neither table has a row, into both.

    ``pages_in`` is the database that its pages are read from, where that is another one.
    """
    stored = pages_in or connection
    file = stored.execute("SELECT path, title FROM files WHERE id = ?", (file_id,)).fetchone()
    rows = stored.execute(
        'SELECT id, page_number, start, "end", heading, columns FROM passages '
        "WHERE file_id = ? ORDER BY id",
        (file_id,),
    ).fetchall()
    texts = passage_texts(stored, [row["id"] for row in rows])
    passages = (
        (row[0], Passage(row[1], row[2], row[3], texts[row[0]], row[4], row[5])) for row in rows
    )
    insert_words(connection, file_id, file["title"] or "", Path(file["path"]), passages)
    pages = stored.execute("SELECT text FROM pages WHERE file_id = ? ORDER BY number", (file_id,))
    insert_document(connection, file_id, (page[0] for page in pages))


def _file_and_folder(path: Path) -> str:
    return f"{searchable_name(path.stem)} {searchable_name(path.parent.name)}"


def _folders_above(connection: Connection, path: Path) -> str:
    """The names of the folders that hold a file, from the person's folder down."""
    added = {row[0] for row in connection.execute("SELECT path FROM folders")}
    ancestors = path.parents
    known = [depth for depth, above in enumerate(ancestors, start=1) if str(above) in added]
    depth = known[-1] if known else 2
    return " ".join(searchable_name(above.name) for above in reversed(ancestors[:depth])).strip()


def _opening(page_texts: Iterable[str]) -> str:
    opening = ""
    for text in page_texts:
        opening = f"{opening}\n{text[:OPENING_CHARACTERS]}".strip()
        if len(opening) >= OPENING_CHARACTERS:
            break
    return opening[:OPENING_CHARACTERS]


def _date_in_words(created: str) -> str:
    """ "2023-04-05" as "2023-04-05 April 2023"."""
    date = _DATE.match(created)
    if date is None or not 1 <= int(date[2]) <= 12:
        return created
    return f"{created} {calendar.month_name[int(date[2])]} {date[1]}"

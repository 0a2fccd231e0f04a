"""The texts of passages, which are stored once: as spans of their pages."""

from collections.abc import Iterable

from index.connection import Connection
from index.database.encoding import THESE, as_these


def passage_texts(connection: Connection, passage_ids: Iterable[int]) -> dict[int, str]:
    """Passage id to ``page.text[start:end]``; an id that is not there (any more) is left out.

    Each page is read once, however many of its passages are asked for: a text file is one page,
    and may be long.
    """
    given = as_these(passage_ids)
    rows = connection.execute(
        f'SELECT id, file_id, page_number, start, "end" FROM passages WHERE id IN {THESE}',
        (given,),
    ).fetchall()
    pages = {
        (row[0], row[1]): row[2]
        for row in connection.execute(
            "SELECT file_id, number, text FROM pages WHERE (file_id, number) IN "
            f"(SELECT file_id, page_number FROM passages WHERE id IN {THESE})",
            (given,),
        )
    }
    return {
        passage_id: pages[file_id, number][start:end]
        for passage_id, file_id, number, start, end in rows
        if (file_id, number) in pages
    }


def sampled_texts(connection: Connection, count: int) -> list[str]:
    """The texts of up to so many passages, spread evenly over all of them.

    Each is looked up by itself: counting the passages of a large index takes longer.
    """
    first, last = connection.execute("SELECT min(id), max(id) FROM passages").fetchone()
    if first is None:
        return []
    step = max(1, -(-(last - first + 1) // count))
    chosen = {
        row[0]
        for place in range(first, last + 1, step)
        for row in connection.execute(
            "SELECT id FROM passages WHERE id >= ? ORDER BY id LIMIT 1", (place,)
        )
    }
    return list(passage_texts(connection, chosen).values())

"""The texts of passages, which are stored once: as spans of their pages."""

from collections.abc import Iterable
from itertools import groupby

from index.connection import Connection
from index.database.encoding import THESE, as_these


def passage_texts(connection: Connection, passage_ids: Iterable[int]) -> dict[int, str]:
    """Passage id to ``page.text[start:end]``; an id that is not there (any more) is left out.

    Each page is read once, however many of its passages are asked for: a text file is one page,
    and may be long.
    """
    rows = connection.execute(
        f'SELECT id, file_id, page_number, start, "end" FROM passages WHERE id IN {THESE} '
        "ORDER BY file_id, page_number",
        (as_these(passage_ids),),
    ).fetchall()
    texts: dict[int, str] = {}
    for (file_id, number), spans in groupby(rows, lambda row: (row[1], row[2])):
        page = connection.execute(
            "SELECT text FROM pages WHERE file_id = ? AND number = ?", (file_id, number)
        ).fetchone()
        if page is not None:
            texts |= {row[0]: page[0][row[3] : row[4]] for row in spans}
    return texts


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

"""The texts of passages, which are stored once: as spans of their pages."""

import sqlite3
from collections.abc import Iterable
from itertools import groupby


def passage_texts(connection: sqlite3.Connection, passage_ids: Iterable[int]) -> dict[int, str]:
    """Passage id to ``page.text[start:end]``; an id that is not there (any more) is left out.

    Each page is read once, however many of its passages are asked for: a text file is one page,
    and may be long.
    """
    numbers = ", ".join(str(int(passage_id)) for passage_id in passage_ids)
    rows = connection.execute(
        f'SELECT id, file_id, page_number, start, "end" FROM passages WHERE id IN ({numbers}) '
        "ORDER BY file_id, page_number"
    ).fetchall()
    texts: dict[int, str] = {}
    for (file_id, number), spans in groupby(rows, lambda row: (row[1], row[2])):
        page = connection.execute(
            "SELECT text FROM pages WHERE file_id = ? AND number = ?", (file_id, number)
        ).fetchone()
        if page is not None:
            texts |= {row[0]: page[0][row[3] : row[4]] for row in spans}
    return texts

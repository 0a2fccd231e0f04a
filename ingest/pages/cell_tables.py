"""Tables that come as cells: each row becomes one line, its cells parted by bars."""

import re
from collections.abc import Sequence

from ingest.pages.cleaning import clean_line
from ingest.pages.page_builder import PageBuilder
from localdocs.types import BlockKind

_LONE_SIGN = re.compile(r"(^|\| )([$€£¥]) \| ")
_NUMBER = re.compile(r"[-+($€£¥]*\d[\d.,:/ -]*[)%]*")


def add_table(builder: PageBuilder, rows: Sequence[Sequence[str]], header_rows: int = 0) -> None:
    """Add the rows as table blocks; the first ``header_rows`` head the columns.

    Where the file does not say which row is the header, the first one is, if it looks like one; a
    single cell above it belongs to it.
    """
    rows = without_empty_columns(rows)
    if not header_rows:
        above = 1 if len(rows) > 2 and sum(map(bool, map(str.strip, rows[0]))) == 1 else 0
        header_rows = above + 1 if looks_like_header(rows[above:]) else 0
    for number, row in enumerate(rows):
        kind = BlockKind.TABLE_HEADER if number < header_rows else BlockKind.TABLE_ROW
        builder.add(kind, row_text(row))


def without_empty_columns(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """The rows without the columns that are empty in all of them: those only make room."""
    width = len(rows[0]) if rows else 0
    if any(len(row) != width for row in rows):
        return rows
    kept = [column for column in range(width) if any(row[column].strip() for row in rows)]
    return rows if len(kept) == width else [[row[column] for column in kept] for row in rows]


def looks_like_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first of several rows holds names only: no number, no gap, nothing twice."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    names = [clean_line(cell) for cell in rows[0]]
    all_names = all(names) and not any(_NUMBER.fullmatch(name) for name in names)
    return all_names and len(set(names)) == len(names) and max(map(len, names)) <= 80


def row_text(cells: Sequence[str]) -> str:
    """``Apple | 3 | $4.50``; an empty row is ""."""
    cleaned = [clean_line(cell) for cell in cells]
    joined = " | ".join(cleaned) if any(cleaned) else ""
    return _LONE_SIGN.sub(r"\1\2", joined)

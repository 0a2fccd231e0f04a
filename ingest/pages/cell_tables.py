"""Tables that come as cells: each row becomes one line, its cells parted by bars."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from ingest.pages.cleaning import clean_line
from ingest.pages.page_builder import PageBuilder
from localdocs.types import BlockKind

BAR = " | "
"""Between the cells of a row."""

_LONE_SIGN = re.compile(r"(^|\| )([$€£¥]) \| ")
_NUMBER = re.compile(r"[-+($€£¥]*\d[\d.,:/ -]*[)%]*")


def add_table(builder: PageBuilder, rows: Sequence[Sequence[str]], header_rows: int = 0) -> None:
    """Add the rows as table blocks; the first ``header_rows`` head the columns.

    Where the file does not say which row is the header, the first one is, if it looks like one; a
    single cell above it belongs to it.
    """
    rows = without_empty_columns(rows)
    header_rows = header_rows or header_rows_of(rows)
    for number, row in enumerate(rows):
        kind = BlockKind.TABLE_HEADER if number < header_rows else BlockKind.TABLE_ROW
        builder.add(kind, row_text(row))


def header_rows_of(rows: Sequence[Sequence[str]]) -> int:
    """How many of the first rows are the header, by their words alone."""
    above = 1 if len(rows) > 2 and sum(map(bool, map(str.strip, rows[0]))) == 1 else 0
    return above + 1 if looks_like_header(rows[above:]) else 0


@dataclass(frozen=True, slots=True)
class SpanningCell:
    """The text of a cell, and over how many columns it reaches."""

    text: str
    columns: int = 1


def with_one_head(
    rows: Sequence[Sequence[SpanningCell]], header_rows: int
) -> tuple[list[list[str]], int]:
    """The rows with every cell in its column, and how many of the first ones are heads.

    Heads in several rows become one: "2022 Summer | 2022 Winter". Where the file does not say which
    they are, a first row with cells that reach over several columns is headed by the next one too.
    A cell below the heads that reaches further stands in its first column.
    """
    if not any(cell.columns > 1 for row in rows for cell in row):
        return [[cell.text for cell in row] for row in rows], header_rows
    titles = len(list(takewhile(lambda row: len(row) == 1, rows)))
    count = max(header_rows, titles + 1) if header_rows else titles + _rows_of_heads(rows[titles:])
    heads = [_placed(row, repeated=True) for row in rows[titles:count]]
    names = [
        " ".join(dict.fromkeys(head[column] for head in heads if column < len(head)))
        for column in range(max(map(len, heads), default=0))
    ]
    body = [_placed(row, repeated=False) for row in rows[count:]]
    above = [[cell.text for cell in row] for row in rows[:titles]]
    if not names:
        return [*above, *body], 0
    return [*above, names, *body], titles + 1


def _rows_of_heads(rows: Sequence[Sequence[SpanningCell]]) -> int:
    """How many of the first rows head the columns, as their cells tell; 0: none does."""
    spanning = len(list(takewhile(lambda row: any(cell.columns > 1 for cell in row), rows)))
    if not spanning or spanning + 1 >= len(rows):
        return 0
    named = [clean_line(cell.text) for row in rows[: spanning + 1] for cell in row]
    lowest = [clean_line(cell.text) for cell in rows[spanning]]
    above = {clean_line(cell.text) for cell in rows[spanning - 1]}
    years = all(len(name) == 4 for name in named if _NUMBER.fullmatch(name))
    repeats = len(set(lowest)) < len(lowest) or "" in lowest or not above.isdisjoint(lowest)
    return spanning + 1 if years and repeats else 0


def _placed(row: Sequence[SpanningCell], *, repeated: bool) -> list[str]:
    placed: list[str] = []
    for cell in row:
        placed += [cell.text, *([cell.text if repeated else ""] * (cell.columns - 1))]
    return placed


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
    return joined_cells(cleaned) if any(cleaned) else ""


def joined_cells(cells: Sequence[str]) -> str:
    """The cleaned cells with bars between them; the sign of a currency stands at its amount."""
    return _LONE_SIGN.sub(r"\1\2", BAR.join(cells))

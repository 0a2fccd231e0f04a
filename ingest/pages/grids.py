"""Sheets: a grid of cells, without a word on where its tables begin and which row heads them.

Lines above a table are its preamble, the last one its caption. Behind an empty row a table goes on,
unless something with a head of its own follows. Two tables side by side are read one after the
other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.pages.cell_tables import row_text
from ingest.pages.grid_cells import Cells, GridRow, Merged, has_figure, is_label
from ingest.pages.grid_heads import MOST_HEAD_ROWS, Heads
from ingest.pages.page_builder import PageBuilder
from localdocs.types import BlockKind

_MOST_FILLED = 2000
"""Rows over which one merged cell is repeated."""
_WIDEST_SPLIT = 2000
"""Rows up to which tables side by side are looked for."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a sheet, top to bottom, and which cells are merged."""

    rows: Sequence[GridRow]
    merged: Sequence[Merged] = ()


def add_grid(builder: PageBuilder, grid: Grid) -> None:
    """Add a sheet: its tables with their heads, and what stands around them."""
    rows = _filled_down(grid)
    heads = Heads(grid.merged)
    table: _Table | None = None
    pieces = [piece for band in _bands(rows) for piece in _side_by_side(band, heads)]
    parts = [_part(piece, heads) for piece in pieces]
    for number, part in enumerate(parts):
        follows = parts[number + 1] if number + 1 < len(parts) else None
        if table is not None and _goes_on(table, part, follows):
            table.add_rows(builder, [*part.lines, *part.rows])
            continue
        for line in part.lines:
            builder.add_row(BlockKind.PARAGRAPH, _only_text(line), line.number)
        table = _Table(part) if part.rows else None
        if table is not None:
            table.add(builder)


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch without an empty row: single lines, heads, rows."""

    lines: Sequence[GridRow]
    head: Sequence[GridRow]
    rows: Sequence[GridRow]

    @property
    def columns(self) -> set[int]:
        return set().union(*(row.cells for row in [*self.head, *self.rows]))


def _part(rows: Sequence[GridRow], heads: Heads) -> _Part:
    lines = 0
    while lines < len(rows) and len(rows[lines].cells) == 1:
        lines += 1
    body = rows[lines:]
    count = heads.count(body)
    return _Part(rows[:lines], heads.lines(body[:count]), body[count:])


class _Table:
    """A table on its way to the page: all of its rows have the same columns."""

    def __init__(self, part: _Part) -> None:
        self._head = part.head
        self._rows = part.rows
        self.columns = part.columns

    def add(self, builder: PageBuilder) -> None:
        for head in self._head:
            builder.add_row(BlockKind.TABLE_HEADER, self._line(head.cells), head.number)
        self.add_rows(builder, self._rows)

    def add_rows(self, builder: PageBuilder, rows: Sequence[GridRow]) -> None:
        for row in rows:
            builder.add_row(BlockKind.TABLE_ROW, self._line(row.cells), row.number)

    @property
    def has_head(self) -> bool:
        return bool(self._head)

    def _line(self, cells: Cells) -> str:
        return row_text([cells.get(column, "") for column in sorted(self.columns)])


def _goes_on(table: _Table, part: _Part, follows: _Part | None) -> bool:
    """Whether a part without a head of its own has more rows of the table above."""
    if part.head or not part.columns.union(*(row.cells for row in part.lines)) <= table.columns:
        return False
    if part.rows:
        return table.has_head or part.columns == table.columns
    return table.has_head and follows is not None and _goes_on_at_once(table, follows)


def _goes_on_at_once(table: _Table, part: _Part) -> bool:
    return bool(part.rows) and not part.head and part.columns <= table.columns


def _filled_down(grid: Grid) -> Sequence[GridRow]:
    """The rows with each cell that goes over several of them in all that have others."""
    by_number = {row.number: place for place, row in enumerate(grid.rows)}
    rows = list(grid.rows)
    for cell in grid.merged:
        place = by_number.get(cell.top)
        text = rows[place].cells.get(cell.left) if place is not None else None
        if not text:
            continue
        for number in range(cell.top + 1, min(cell.bottom, cell.top + _MOST_FILLED) + 1):
            place = by_number.get(number)
            if place is not None and len(rows[place].cells.keys() - {cell.left}) > 0:
                rows[place] = replace(rows[place], cells={**rows[place].cells, cell.left: text})
    return rows


def _bands(rows: Sequence[GridRow]) -> Iterator[Sequence[GridRow]]:
    """Stretches of rows that follow one another without an empty one, but for one below heads."""
    start = 0
    for place, (above, below) in enumerate(pairwise(rows), start=1):
        gap = below.number - above.number - 1
        if gap and not (gap == 1 and _may_be_heads(rows[start:place]) and has_figure(below)):
            yield rows[start:place]
            start = place
    if rows:
        yield rows[start:]


def _may_be_heads(rows: Sequence[GridRow]) -> bool:
    few = len(rows) <= MOST_HEAD_ROWS + 2 and len(rows[-1].cells) > 1
    return few and not any(map(has_figure, rows))


def _side_by_side(rows: Sequence[GridRow], heads: Heads) -> Iterator[Sequence[GridRow]]:
    """Tables that stand beside one another, parted by an empty column.

    Each has its head, and words or days in its first column: figures alone go on with the table to
    the left.
    """
    split = _split(rows) if 3 <= len(rows) <= _WIDEST_SPLIT else []
    parts = [_part(piece, heads) for piece in split]
    if len(parts) > 1 and all(part.head and _has_labels(part) for part in parts):
        yield from split
    else:
        yield rows


def _has_labels(part: _Part) -> bool:
    first = min(part.columns)
    labels = [row for row in part.rows if first in row.cells and is_label(row.cells[first])]
    return len(labels) * 2 > len(part.rows)


def _split(rows: Sequence[GridRow]) -> list[list[GridRow]]:
    columns = sorted(set().union(*(row.cells for row in rows)))
    starts = [columns[0]] + [right for left, right in pairwise(columns) if right > left + 1]
    ends = [*starts[1:], columns[-1] + 1]
    pieces = []
    for start, end in zip(starts, ends, strict=True):
        cut = [
            GridRow(row.number, {c: text for c, text in row.cells.items() if start <= c < end})
            for row in rows
        ]
        pieces.append([row for row in cut if row.cells])
    return pieces


def _only_text(row: GridRow) -> str:
    return next(iter(row.cells.values()))

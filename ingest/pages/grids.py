"""Sheets: a grid of cells, without a word on where its tables begin and which row heads them.

Lines above a table are its preamble, the last one its caption. Behind an empty row a table goes on,
unless something with a head of its own follows. Two tables side by side are read one after the
other.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from ingest.pages.cell_tables import row_text
from ingest.pages.cleaning import clean_line
from ingest.pages.page_builder import PageBuilder
from localdocs.types import BlockKind

Cells: TypeAlias = Mapping[int, str]
"""Column from 0 -> text; a cell without text is not there."""

_NUMBER = re.compile(
    r"(?:[A-Z]{3} |[€$£¥] )?[-+($€£¥]*\d[\d.,:/ -]*[)%€$£¥]*(?:(?<= )[^\W\d_]{1,4}[²³]?)?"
)
"""A number with its currency or unit: "€ 1,200.00", "CHF 12", "1.0 kWh"."""
_YEAR = re.compile(r"(?:FY ?)?(?:19|20)\d\d(?:[-/]\d\d(?:\d\d)?)?|\d{4}-\d\d-\d\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NOTHING = frozenset({"-", "–", "—", "n/a", "N/A", "."})
_LONGEST_HEAD = 120
_ROWS_BELOW = 12
"""Rows that tell whether the one above heads them."""
_MOST_HEAD_ROWS = 3
_OF_ONE_KIND = 0.75
_MOST_FILLED = 2000
"""Rows over which one merged cell is repeated."""
_WIDEST_SPLIT = 2000
"""Rows up to which tables side by side are looked for."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a sheet that has text. ``number`` counts from 1, as the program shows it."""

    number: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells that are one: the first and the last row and column, rows from 1, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a sheet, top to bottom, and which cells are merged."""

    rows: Sequence[GridRow]
    merged: Sequence[Merged] = ()


def add_grid(builder: PageBuilder, grid: Grid) -> None:
    """Add a sheet: its tables with their heads, and what stands around them."""
    rows = _filled_down(grid)
    heads = _Heads(grid.merged)
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


class _Heads:
    """Which rows head the columns below them."""

    def __init__(self, merged: Sequence[Merged]) -> None:
        self._across: dict[int, list[Merged]] = {}
        for cell in merged:
            if cell.right > cell.left:
                self._across.setdefault(cell.top, []).append(cell)

    def reaches(self, row: GridRow) -> list[Merged]:
        """The merged cells of a row that have text and go over several columns."""
        return [cell for cell in self._across.get(row.number, ()) if cell.left in row.cells]

    def count(self, rows: Sequence[GridRow]) -> int:
        """How many of the first rows are heads; 0: none is.

        What stands above the row that names the columns is a head too if it goes over several of
        them, or has fewer words and no figures.
        """
        over = 0
        while over < min(_MOST_HEAD_ROWS - 1, len(rows) - 2) and self.reaches(rows[over]):
            over += 1
        if over:
            count = over + _is_head(self.spread(rows[over]), rows[over + 1 :])
            return count if _is_head(self.spread(rows[count - 1]), rows[count:]) else 0
        if len(rows) > 2 and len(rows[0].cells) < len(rows[1].cells) and not _figures(rows[0]):
            body = rows[2 : 2 + _ROWS_BELOW]
            over_figures = any(_has_figures(column, body) for column in rows[1].cells)
            if over_figures and _is_head(rows[1].cells, body):
                return 2
        return 1 if rows and _is_head(rows[0].cells, rows[1:]) else 0

    def lines(self, rows: Sequence[GridRow]) -> Sequence[GridRow]:
        """Heads as they are written down: those that go over several columns beside each name."""
        if not any(self.reaches(row) for row in rows):
            return rows
        named: dict[int, list[str]] = {}
        for row in rows:
            for column, text in self.spread(row).items():
                named.setdefault(column, []).append(text)
        names = {column: " ".join(dict.fromkeys(texts)) for column, texts in named.items()}
        return [GridRow(rows[-1].number, names)]

    def spread(self, row: GridRow) -> Cells:
        """The cells of a head with those that go over several columns in each of them."""
        cells = dict(row.cells)
        for cell in self.reaches(row):
            cells.update(dict.fromkeys(range(cell.left, cell.right + 1), row.cells[cell.left]))
        return cells


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch without an empty row: single lines, heads, rows."""

    lines: Sequence[GridRow]
    head: Sequence[GridRow]
    rows: Sequence[GridRow]

    @property
    def columns(self) -> set[int]:
        return set().union(*(row.cells for row in [*self.head, *self.rows]))


def _part(rows: Sequence[GridRow], heads: _Heads) -> _Part:
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


def _is_head(cells: Cells, below: Sequence[GridRow]) -> bool:
    """Whether a row names the columns of those below it.

    Its cells are words, or years, and no two are alike; it names all columns of the table but the
    first ones, or figures stand below its words.
    """
    names = {column: clean_line(text) for column, text in cells.items()}
    body = [row for row in below[:_ROWS_BELOW] if len(row.cells) > 1]
    if len(names) < 2 or not body or max(map(len, names.values())) > _LONGEST_HEAD:
        return False
    if _figures(GridRow(0, cells)) or names[min(names)].endswith(":"):
        return False
    columns: set[int] = set().union(*(row.cells for row in body))
    if len(columns) == 2 and 0 < _share_of_figures(max(columns), body) < _OF_ONE_KIND:
        return False  # words and numbers in turn: labels and their values
    missing = sorted(columns - names.keys())
    figures = [column for column in names if _has_figures(column, body)]
    if any(_YEAR.fullmatch(names[column]) for column in names):
        return bool(figures) and len(names) * 2 >= len(columns)
    if len(set(names.values())) < len(names):
        return bool(figures) and len(names) >= len(columns) - 1
    return not missing or (bool(figures) and len(names) * 2 > len(columns))


def _figures(row: GridRow) -> bool:
    """Whether a row has a number that is no year."""
    texts = map(clean_line, row.cells.values())
    return any(_NUMBER.fullmatch(text) and not _YEAR.fullmatch(text) for text in texts)


def _has_figures(column: int, rows: Sequence[GridRow]) -> bool:
    """Whether most of what stands in a column are numbers."""
    return _share_of_figures(column, rows) > 0.5


def _share_of_figures(column: int, rows: Sequence[GridRow]) -> float:
    texts = [clean_line(row.cells[column]) for row in rows if column in row.cells]
    texts = [text for text in texts if text not in _NOTHING]
    numbers = sum(_NUMBER.fullmatch(text) is not None for text in texts)
    return numbers / len(texts) if texts else 0.0


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
        if gap and not (gap == 1 and _may_be_heads(rows[start:place]) and _figures(below)):
            yield rows[start:place]
            start = place
    if rows:
        yield rows[start:]


def _may_be_heads(rows: Sequence[GridRow]) -> bool:
    few = len(rows) <= _MOST_HEAD_ROWS + 2 and len(rows[-1].cells) > 1
    return few and not any(map(_figures, rows))


def _side_by_side(rows: Sequence[GridRow], heads: _Heads) -> Iterator[Sequence[GridRow]]:
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
    texts = [clean_line(row.cells[first]) for row in part.rows if first in row.cells]
    labels = [
        text
        for text in texts
        if text not in _NOTHING and (_DAY.match(text) or not _NUMBER.fullmatch(text))
    ]
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

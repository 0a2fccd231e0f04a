"""Tables of HTML as rows of cells: one that spans several places stands in each of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from lxml import etree

from ingest.formats.html_words import INLINE, is_left_out, on_one_line

_WIDEST = 100  # columns that one cell may span


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell and how far it reaches, in columns and rows."""

    text: str
    columns: int
    rows: int
    is_head: bool


def html_table(table: Any) -> tuple[list[list[str]], int]:
    """The rows of a table, and how many of the first ones head its columns.

    Heads in several rows become one: "2022 Summer | 2022 Winter". A cell as wide as the table
    stands once. Without a row of heads, a cell counts as one column however wide it is: such
    tables make room with them.
    """
    lines = list(table.iter("tr"))
    rows = [_cells(row) for row in lines]
    headers = _header_rows(lines, rows)
    grid = _spread(lines, rows, keep_width=headers > 0)
    shown = [_texts(row) for row in grid]
    titles = len(list(takewhile(_is_alone, grid[:headers])))
    if headers - titles > 1 and any(map(_spans, rows[titles:headers])):
        shown[titles:headers] = [_one_head(grid[titles:headers])]
        headers = titles + 1
    return shown, headers


def text_of_cell(cell: Any) -> str:
    """The visible text below this element, block elements parted by line ends."""
    parts = []
    walker = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walker:
        if event == "start" and is_left_out(element):
            walker.skip_subtree()
        elif event == "start":
            parts.append("" if element.tag in INLINE else "\n")
            parts.append(on_one_line(element.text))
        elif element is not cell:
            parts.append(on_one_line(element.tail))
    lines = [" ".join(line.split()) for line in "".join(parts).split("\n")]
    return "\n".join(line for line in lines if line)


def _cells(row: Any) -> list[_Cell]:
    return [
        _Cell(
            " ".join(text_of_cell(cell).split()),
            _span(cell, "colspan"),
            _span(cell, "rowspan"),
            cell.tag == "th",
        )
        for cell in row
        if cell.tag in ("td", "th")
    ]


def _span(cell: Any, name: str) -> int:
    """How many columns or rows a cell spans; ``rowspan="0"`` means all that are left."""
    stated = (cell.get(name) or "1").strip()
    if not (stated.isascii() and stated.isdigit()) or len(stated) > 5:
        return 1
    if name == "rowspan":
        return int(stated) or 65_534
    return min(max(int(stated), 1), _WIDEST)


def _spans(row: Sequence[_Cell]) -> bool:
    return any(cell.columns > 1 or cell.rows > 1 for cell in row)


def _header_rows(lines: Sequence[Any], rows: Sequence[Sequence[_Cell]]) -> int:
    """How many rows at the top hold heads only; 0 if all do."""
    count = 0
    for line, row in zip(lines, rows, strict=True):
        heads = [cell for cell in row if cell.is_head]
        in_head = line.getparent() is not None and line.getparent().tag == "thead"
        if not in_head and not (heads and all(cell.is_head or not cell.text for cell in row)):
            break
        count += 1
    return count if count < len(rows) else 0


def _spread(
    lines: Sequence[Any], rows: Sequence[Sequence[_Cell]], keep_width: bool
) -> list[list[_Cell | None]]:
    """Each row with the cells that reach into it from above; none leaves its group of rows."""
    spread: list[list[_Cell | None]] = []
    above: dict[int, tuple[_Cell, int]] = {}  # by column: a cell and how many rows it has to go
    group = None
    for line, row in zip(lines, rows, strict=True):
        if line.getparent() is not group:
            group, above = line.getparent(), {}
        places, above = _one_row(row, above, keep_width)
        spread.append(places)
    return _without_doubles(spread)


def _without_doubles(rows: list[list[_Cell | None]]) -> list[list[_Cell | None]]:
    """The rows without the columns that say in every row what the one before them says."""
    kept = [
        column
        for column in range(max(map(len, rows), default=0))
        if not column
        or any(row[column - 1] is not row[column] for row in rows if column < len(row))
    ]
    return [[row[column] for column in kept if column < len(row)] for row in rows]


def _one_row(
    row: Sequence[_Cell], above: dict[int, tuple[_Cell, int]], keep_width: bool
) -> tuple[list[_Cell | None], dict[int, tuple[_Cell, int]]]:
    """The places of a row, and what reaches into the next one."""
    places: list[_Cell | None] = []
    below: dict[int, tuple[_Cell, int]] = {}
    own = list(reversed(row))
    while own or max(above, default=-1) >= len(places):
        if len(places) in above:
            cell, rows = above[len(places)]
            width = 1
        elif own:
            cell = own.pop()
            rows, width = cell.rows, cell.columns if keep_width else 1
        else:
            places.append(None)
            continue
        for _ in range(width):
            if rows > 1:
                below[len(places)] = cell, rows - 1
            places.append(cell)
    return places, below


def _one_head(rows: Sequence[Sequence[_Cell | None]]) -> list[str]:
    """Each column's name: all that stands above it, a merged head over each of its columns."""
    names = []
    for column in range(max(map(len, rows))):
        stacked = [row[column] for row in rows if column < len(row)]
        names.append(" ".join(dict.fromkeys(cell.text for cell in stacked if cell and cell.text)))
    return names


def _texts(row: Sequence[_Cell | None]) -> list[str]:
    places = row[:1] if _is_alone(row) else row
    return [cell.text if cell else "" for cell in places]


def _is_alone(row: Sequence[_Cell | None]) -> bool:
    """Whether a single cell fills the row."""
    return len(row) > 1 and all(cell is row[0] for cell in row)

"""The cells of a ruled table as rows of text, or none where it is a frame, or a form."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ingest.pages.cell_tables import SpanningCell, header_rows_of, joined_cells, with_one_head
from ingest.pdf.lines import Line
from ingest.pdf.right_to_left.signs import RIGHT_TO_LEFT
from ingest.pdf.tables.grid import Grid, Place
from localdocs.types import BlockKind

_FEWEST_ROWS = 2
_LONGEST_CELL = 500  # characters: longer ones are a page that is set in boxes
_USUAL_CELL = 120
_LONGEST_REPEATED = 80  # of a cell over several rows, to stand in each of them
_SAME_LINE = 3.0  # points
_MOST_LINES_OF_HEADS = 4
_COLUMN_GAP = 1.2  # times the height: between words of two columns without a rule between them
_INSIDE = 0.5  # points from the side of a sign to a point within it
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")


class CellWord(NamedTuple):
    """A word as it is shown, from the left of its first sign to the right of its last one.

    It begins at the place ``first`` of the page's text; ``level`` is the height of its middle.
    """

    text: str
    left: float
    right: float
    level: float
    line: Line
    first: int

    @property
    def start(self) -> tuple[float, float]:
        """A point in its first sign: a word that was divided goes on in the next line."""
        return self.left + _INSIDE, self.level

    @property
    def end(self) -> tuple[float, float]:
        """A point in its last sign, if that stands on the same line."""
        return self.right - _INSIDE, self.level


@dataclass(slots=True)
class Cell:
    """A cell and its words, in the order in which the page has them."""

    words: list[CellWord] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its words on one line."""
        return " ".join(word.text for word in self.words)

    def lines(self) -> list[str]:
        """Its lines."""
        lines: list[str] = []
        last = float("inf")
        for word in self.words:
            if abs(last - word.level) > _SAME_LINE:
                lines.append(word.text)
            else:
                lines[-1] += f" {word.text}"
            last = word.level
        return lines


Cells = Mapping[Place, Cell]


def table_lines(grid: Grid, cells: Cells) -> list[Line]:
    """The rows of a table as lines; none where it is no table, or its rows have no rules."""
    if not cells or not _is_table(cells):
        return []
    own = sorted({row for (row, _), cell in cells.items() if cell.words})
    rows = [_row(grid, cells, row) for row in own]  # others only repeat cells of those above
    tops = [grid.down[row] for row in own]
    placed, heads = with_one_head(rows, 0)
    plain = _without_empty_columns(placed)
    heads = heads or _heads(plain, _bold_above(cells))
    height = Counter(word.line.height for cell in cells.values() for word in cell.words)
    return [
        Line(
            joined_cells(row).strip(),
            height.most_common(1)[0][0],
            grid.across[0],
            grid.across[-1],
            tops[number + len(tops) - len(plain)],
            kind=BlockKind.TABLE_HEADER if number < heads else BlockKind.TABLE_ROW,
        )
        for number, row in enumerate(plain)
    ]


def _row(grid: Grid, cells: Cells, row: int) -> list[SpanningCell]:
    """The cells of a row, each with the columns over which it reaches."""
    made: list[SpanningCell] = []
    column = 0
    while column < len(grid.across) - 1:
        first = grid.cells[row, column]
        stop = column + 1
        while stop < len(grid.across) - 1 and grid.cells[row, stop] == first:
            stop += 1
        cell = cells.get(first, Cell())
        parts = _by_columns(cell, grid.across[column : stop + 1]) if stop > column + 1 else []
        if first[0] < row and len(cell.text) > _LONGEST_REPEATED:
            made.append(SpanningCell("", stop - column))
        elif parts:
            made += [SpanningCell(part.text) for part in parts]
        else:
            made.append(SpanningCell(cell.text, stop - column))
        column = stop
    return made


def _by_columns(cell: Cell, across: Sequence[float]) -> list[Cell]:
    """The parts of a cell over several columns that has words in each, apart from one another."""
    parts = [Cell() for _ in across[1:]]
    for word in cell.words:
        for part, left, right in zip(parts, across, across[1:], strict=False):
            if left <= word.left and word.right <= right:
                part.words.append(word)
                break
        else:
            return []
    if not all(part.words for part in parts):
        return []
    for before, behind in pairwise(parts):
        room = min(word.left for word in behind.words) - max(word.right for word in before.words)
        if room < _COLUMN_GAP * cell.words[0].line.height:
            return []
    return parts


def _is_table(cells: Cells) -> bool:
    texts = [cell.text for cell in cells.values()]
    rows: dict[int, list[Cell]] = {}
    for (row, _), cell in cells.items():
        rows.setdefault(row, []).append(cell)
    several = sum(len(row) > 1 for row in rows.values())
    return (
        several >= _FEWEST_ROWS
        and several * 2 >= len(rows)
        and max(map(len, texts)) <= _LONGEST_CELL
        and median(map(len, texts)) <= _USUAL_CELL
        and not any(RIGHT_TO_LEFT.search(text) for text in texts)
        and not any(
            _has_rows_without_rules(
                [cell.lines() for cell in row], may_be_heads=number == min(rows)
            )
            for number, row in rows.items()
        )
    )


def _has_rows_without_rules(cells: Sequence[Sequence[str]], *, may_be_heads: bool) -> bool:
    """Whether most cells of a row have as many lines, and none goes on from line to line.

    Then these lines are rows of the table that no rules part.
    """
    count, alike = Counter(map(len, cells)).most_common(1)[0]
    if count < 2 or len(cells) < 2 or alike * 2 <= len(cells):
        return False
    texts = [line for lines in cells for line in lines]
    if may_be_heads and count <= _MOST_LINES_OF_HEADS and not any(map(_DIGIT.search, texts)):
        return False
    return not any(line[0].islower() for lines in cells for line in lines[1:])


def _bold_above(cells: Cells) -> bool:
    """Whether the first row alone is bold."""
    top = min(row for row, _ in cells)
    first = [
        word.line.bold for (row, _), cell in cells.items() if row == top for word in cell.words
    ]
    rest = [word.line.bold for (row, _), cell in cells.items() if row > top for word in cell.words]
    return all(first) and not all(rest)


def _heads(rows: Sequence[Sequence[str]], is_bold: bool) -> int:
    """How many of the first rows head the columns, by their words and their weight."""
    names = rows[0]
    if len(rows) < 2 or names[0].endswith(":"):
        return 0
    if is_bold and sum(map(bool, names)) > 1:
        return 1
    if len(names) < 3:  # a label and its value
        return header_rows_of(rows) if any(map(_is_number, (row[-1] for row in rows[1:]))) else 0
    if not names[0] and all(map(_YEAR.fullmatch, names[1:])):
        return 1
    return header_rows_of(rows) or (not names[0] and header_rows_of([row[1:] for row in rows]))


def _is_number(text: str) -> bool:
    return _DIGIT.match(text.lstrip("$€£¥-+(")) is not None


def _without_empty_columns(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    width = max(map(len, rows))
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    kept = [column for column in range(width) if any(row[column] for row in full)]
    return [[row[column] for column in kept] for row in full]

"""Tables in a picture: rows whose cells stand below each other, "Rice | 2 | 3.80", and labels with
an amount far to their right, "Total | 12.50", as receipts, bills and statements have them.

A row is no table where its words go on as prose does: cells are parted by wide gaps, and figures
stand in half of the rows at least. Cells that name themselves ("Date: 3 May") are lines.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.ocr.layout.cells import Row, cells_of
from ingest.pages.cell_tables import BAR
from ingest.pdf.columns.pieces import Piece
from ingest.pdf.lines import Line
from localdocs.types import BlockKind

_AMOUNT_GAP = 1.5  # the same between a label and an amount, in a row that stands alone
_FARTHEST = 4.0  # times the height of a row, from one row to the next of a table
_BETWEEN = 2  # lines without cells that may stand between two rows, below heads
_FIGURES = 0.5  # of the rows of a table
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMES_ITSELF = re.compile(r"[^\W\d_][^:|]{0,40}:\s?\S")
_GOES_ON = 2.0  # times the height of a row, from the line above a label that goes on


def lines_with_tables(pieces: Sequence[Piece]) -> Iterator[Line]:
    """The lines of a page in their order, those of tables with bars between their cells."""
    return _whole_labels(_lines(pieces))


def _lines(pieces: Sequence[Piece]) -> Iterator[Line]:
    rows = [cells_of(piece) for piece in pieces]
    start = 0
    while start < len(pieces):
        stop = _end_of_table(pieces, rows, start)
        if _is_table(pieces, rows, start, stop):
            yield from _table(pieces[start:stop], rows[start:stop])
            start = stop
        else:
            yield from _by_itself(pieces[start], rows[start])
            start += 1


def _end_of_table(pieces: Sequence[Piece], rows: Sequence[Row], start: int) -> int:
    """Up to where rows follow whose cells stand below others of theirs."""
    if len(rows[start]) < 2:
        return start + 1
    last = start
    for place in range(start + 1, len(rows)):
        line, above = pieces[place].line, pieces[place - 1].line
        if not 0 <= above.top - line.top <= _FARTHEST * line.height or place - last > _BETWEEN + 1:
            break
        if _is_aligned(rows[place], rows[start : last + 1], line.height):
            last = place
    return last + 1


def _is_aligned(row: Row, above: Sequence[Row], height: float) -> bool:
    if len(row) < 2 or _name_themselves(row):
        return False
    return any(
        (len(row) == len(other) > 2)
        or any(one.is_below(two, height) for one in row[1:] for two in other[1:])
        for other in above[-_BETWEEN - 1 :]
    )


def _is_table(pieces: Sequence[Piece], rows: Sequence[Row], start: int, stop: int) -> bool:
    if len(rows[start]) < 2 or _name_themselves(rows[start]):
        return False
    if stop - start == 1:
        label, amount = rows[start][-2:]
        far = amount.left - label.right >= _AMOUNT_GAP * pieces[start].line.height
        return far and amount.is_figure and not rows[start][0].is_figure
    with_cells = [row for row in rows[start:stop] if len(row) > 1]
    figures = sum(any(cell.is_figure for cell in row[1:]) for row in with_cells)
    return figures >= _FIGURES * len(with_cells)


def _name_themselves(row: Row) -> bool:
    """Whether each cell is a label with its value, or the row is one of both."""
    return all(_NAMES_ITSELF.match(cell.text) for cell in row) or (
        len(row) == 2 and row[0].text.endswith(":")
    )


def _by_itself(piece: Piece, row: Row) -> Iterator[Line]:
    """A row that is none of a table: one line, or one for each cell that names itself."""
    if len(row) > 1 and all(_NAMES_ITSELF.match(cell.text) for cell in row):
        for cell in row:
            yield _line(piece, [cell], cell.text)
    else:
        yield replace(piece.line, text=piece.text, left=piece.left, right=piece.right)


def _table(pieces: Sequence[Piece], rows: Sequence[Row]) -> Iterator[Line]:
    """The rows of a table, each with a cell for every column, empty ones too; of two tables that
    stand beside each other those of the left one first."""
    middle = _between_two_tables(rows)
    tables = [rows]
    if middle is not None:
        tables = [
            [[cell for cell in row if (cell.left < middle) is is_left] for row in rows]
            for is_left in (True, False)
        ]
    for table in tables:
        there = [place for place, row in enumerate(table) if row]  # a row of dots has no cells
        yield from _rows_of_one([pieces[n] for n in there], [table[n] for n in there])


def _between_two_tables(rows: Sequence[Row]) -> float | None:
    """Where two tables part that stand beside each other, each of labels with an amount; None where
    there is one. The words in the middle of one table say the same again ("pcs"), or have heads."""
    double = [row for row in rows if [cell.is_figure for cell in row] == [False, True] * 2]
    words = {row[2].text for row in double}
    has_heads = len(rows[0]) > 2 and rows[0] not in double
    if has_heads or len(double) < 2 or len(words) < len(double):
        return None
    left, right = max(row[1].right for row in double), min(row[2].left for row in double)
    return (left + right) / 2 if left < right else None


def _rows_of_one(pieces: Sequence[Piece], rows: Sequence[Row]) -> Iterator[Line]:
    columns = max(rows, key=len)
    has_heads = _are_heads(rows[0], rows[1:])
    for place, (piece, row) in enumerate(zip(pieces, rows, strict=True)):
        if len(row) == 1 and not has_heads:
            yield _line(piece, row, row[0].text)
            continue
        kind = BlockKind.TABLE_ROW if place or not has_heads else BlockKind.TABLE_HEADER
        yield replace(_line(piece, row, BAR.join(_in_columns(row, columns))), kind=kind)


def _line(piece: Piece, row: Row, text: str) -> Line:
    return replace(piece.line, text=text, left=row[0].left, right=row[-1].right)


def _are_heads(row: Row, below: Sequence[Row]) -> bool:
    """Whether a row names columns of figures: it has none itself, but for years."""
    named = not any(cell.is_figure and not _YEAR.fullmatch(cell.text) for cell in row)
    has_figures = any(cell.is_figure for other in below for cell in other[1:])
    return named and len(row) > 1 and has_figures


def _in_columns(row: Row, columns: Row) -> list[str]:
    """The text of each column in a row; its own cells alone where two would stand in one."""
    places: list[int] = []
    for cell in row:
        nearest = max(range(len(columns)), key=lambda place: cell.shared(columns[place]))
        if places and nearest <= places[-1]:
            return [cell.text for cell in row]
        places.append(nearest)
    texts = [""] * len(columns)
    for place, cell in zip(places, row, strict=True):
        texts[place] = cell.text
    return texts


def _whole_labels(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, a label in one piece that began on the line above its amount."""
    above: Line | None = None
    for line in lines:
        if above is not None and _goes_on(above, line):
            rows = above.rows + line.rows
            line = replace(line, text=f"{above.text} {line.text}", top=above.top, rows=rows)
            above = None
        if above is not None:
            yield above
        above = line
    if above is not None:
        yield above


def _goes_on(above: Line, line: Line) -> bool:
    return (
        line.kind is BlockKind.TABLE_ROW
        and line.text[0].islower()
        and above.kind is None
        and above.text[-1].isalnum()
        and abs(above.left - line.left) < line.height
        and 0 < above.top - line.top < _GOES_ON * line.height
    )

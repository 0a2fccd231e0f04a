"""Puts the words of a page into the cells of its ruled tables, each row on one line.

PDFium hands out the words of a row as they are written, cells of several lines one after the
other, heads among them. Here a row is "cell | cell | cell", with the heads of the columns first.
"""

import ctypes
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pypdfium2.raw as pdfium_c

from ingest.pdf.filled_in.entries import turned
from ingest.pdf.lines import Line, LineReader, PlacedLine
from ingest.pdf.tables.cells import Cell, CellWord, table_lines
from ingest.pdf.tables.grid import Grid, Place, grids
from ingest.pdf.tables.rules import rules_on
from localdocs.types import BlockKind

_WORD = re.compile(r"\S+")
_GAP = 0.1  # times the height: between the signs of a word that stands in two cells

Placed = tuple[CellWord, PlacedLine]


class TableReader:
    """Reads the ruled tables of one page after the other."""

    def __init__(self, lines: LineReader) -> None:
        self._lines = lines
        self._box = pdfium_c.FS_RECTF()
        self._last: tuple[Grid, list[Line]] | None = None

    def lines(self, page: Any, handle: Any, placed: Sequence[PlacedLine]) -> list[Line] | None:
        """The lines of a page with those in tables as rows of these; None if it has no table."""
        degrees = page.get_rotation()
        above, self._last = self._last, None
        found = grids(rules_on(page, degrees))
        if not found:
            return None
        words = [self._words(handle, line, degrees, found) for line in placed]
        rows: dict[int, list[Line]] = {}
        for number, grid in enumerate(found):
            made = table_lines(grid, self._filled(handle, placed, words, grid, degrees))
            if made:
                rows[number] = made
        if not rows:
            return None
        first, last = _ends(found, rows)
        rows[first] = _going_on(above, found[first], rows[first])
        self._last = found[last], rows[last]
        return list(_with_rows(placed, words, found, rows))

    def _filled(
        self,
        handle: Any,
        placed: Sequence[PlacedLine],
        words: Sequence[Sequence[CellWord]],
        grid: Grid,
        degrees: int,
    ) -> dict[Place, Cell]:
        """The cells that have words, by their first places."""
        cells: dict[Place, Cell] = {}
        for line, in_line in zip(placed, words, strict=True):
            for word in in_line:
                if not grid.holds(*word.start):
                    continue
                parts: Iterable[CellWord] = (word,)
                if grid.parts(word.start, word.end):
                    parts = self._parted(handle, word, line, grid, degrees)
                for part in parts:
                    cells.setdefault(grid.cell_at(*part.start), Cell()).words.append(part)
        return cells

    def _words(
        self, handle: Any, placed: PlacedLine, degrees: int, found: Sequence[Grid]
    ) -> Sequence[CellWord]:
        """The words of a line; none if no table is near, the line as one if it is in one column."""
        line, _, first = placed
        if degrees or line.rows > 1 or line.right < line.left:
            return list(self._each(handle, placed, degrees))
        near = [grid for grid in found if grid.is_near(line.top - line.height, line.top)]
        if not near:
            return ()
        if len(near) == 1 and near[0].has_in_one_column(line.left, line.right):
            level = line.top - line.height / 2
            return (CellWord(line.text, line.left, line.right, level, line, first),)
        return list(self._each(handle, placed, degrees))

    def _each(self, handle: Any, placed: PlacedLine, degrees: int) -> Iterator[CellWord]:
        line, text, first = placed
        for match in _WORD.finditer(text):
            start = first + match.start()
            left, _, level = self._span(handle, start, degrees)
            _, right, _ = self._span(handle, first + match.end() - 1, degrees)
            word = match.group()
            shown = word if line.text == text else self._lines.shown(handle, word, start)
            yield CellWord(shown, left, right, level, line, start)

    def _parted(
        self, handle: Any, word: CellWord, placed: PlacedLine, grid: Grid, degrees: int
    ) -> Iterator[CellWord]:
        """The parts of a word that stands in two cells with some room between them."""
        _, text, first = placed
        written = text[word.first - first :].split(maxsplit=1)[0]
        spans = [self._span(handle, word.first + place, degrees) for place in range(len(written))]
        begin = 0
        for place in range(1, len(spans) + 1):
            if place < len(spans):
                gap = spans[place][0] - spans[place - 1][1]
                if gap < _GAP * word.line.height or not grid.parts(
                    _point(spans[begin]), _point(spans[place])
                ):
                    continue
            left, _, level = spans[begin]
            part = written[begin:place]
            yield CellWord(part, left, spans[place - 1][1], level, word.line, word.first + begin)
            begin = place

    def _span(self, handle: Any, place: int, degrees: int) -> tuple[float, float, float]:
        """Left and right of a character, and the height of its middle."""
        index = pdfium_c.FPDFText_GetCharIndexFromTextIndex(handle, place)
        box = self._box
        pdfium_c.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(box))
        if not degrees:
            return box.left, box.right, (box.bottom + box.top) / 2
        (x0, y0), (x1, y1) = (
            turned(box.left, box.bottom, degrees),
            turned(box.right, box.top, degrees),
        )
        return min(x0, x1), max(x0, x1), (y0 + y1) / 2


def _ends(found: Sequence[Grid], rows: Mapping[int, list[Line]]) -> tuple[int, int]:
    """The numbers of the highest and of the lowest table."""
    order = sorted(rows, key=lambda number: -found[number].down[0])
    return order[0], order[-1]


def _going_on(above: tuple[Grid, list[Line]] | None, grid: Grid, rows: list[Line]) -> list[Line]:
    """The rows of a table that goes on from the page before, where its head need not come again."""
    if above is None or not grid.has_columns_of(above[0]):
        return rows
    if rows[0].text == above[1][0].text:
        return [replace(rows[0], kind=above[1][0].kind), *rows[1:]]
    return [replace(row, kind=BlockKind.TABLE_ROW) for row in rows]


def _point(span: tuple[float, float, float]) -> tuple[float, float]:
    return (span[0] + span[1]) / 2, span[2]


def _with_rows(
    placed: Sequence[PlacedLine],
    words: Sequence[Sequence[CellWord]],
    found: Sequence[Grid],
    rows: Mapping[int, list[Line]],
) -> Iterator[Line]:
    """The lines, and each table where its first word stands."""
    waiting = dict(rows)
    for (line, _, _), in_line in zip(placed, words, strict=True):
        outside: list[str] = []
        is_whole = True
        if not in_line:
            yield line
        for word in in_line:
            inside = next((number for number in rows if found[number].holds(*word.start)), None)
            if inside is None:
                outside.append(word.text)
                continue
            is_whole = False
            if inside in waiting:
                if outside:
                    yield line.with_text(" ".join(outside))
                    outside = []
                yield from waiting.pop(inside)
        if outside:
            yield line if is_whole else line.with_text(" ".join(outside))

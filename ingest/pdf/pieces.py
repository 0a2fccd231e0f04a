"""The rows of a page with the wide gaps in them, and what columns have of these rows."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.pdf.gaps import Gap, GapReader
from ingest.pdf.lines import Line, LineReader, PlacedLine

WIDE = 0.6
"""A gap is wide, and a gutter is one, from so many times the height of its row on."""

_MARK = re.compile("[\ufffe\x02]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A row of a page, or what one column has of it, with its wide gaps.

    ``text`` begins at the place ``first`` of the page's text. ``divided``: PDFium has joined its
    last word with the row that follows. ``parted``: ``line`` knows its place only, not its look.
    """

    line: Line
    text: str
    first: int
    gaps: tuple[Gap, ...] = ()
    divided: bool = False
    parted: bool = False

    def left_of(self, gap: Gap) -> "Piece":
        """What stands left of one of its gaps."""
        text = self.text[: gap.place]
        line = replace(self.line, text=text, right=gap.left)
        gaps = tuple(other for other in self.gaps if other.place < gap.place)
        return Piece(line, text, self.first, gaps, parted=True)

    def right_of(self, gap: Gap) -> "Piece":
        """What stands right of one of its gaps."""
        start = gap.place + 1
        text = self.text[start:]
        line = replace(self.line, text=text, left=gap.right)
        gaps = tuple(
            replace(other, place=other.place - start)
            for other in self.gaps
            if other.place > gap.place
        )
        return Piece(line, text, self.first + start, gaps, self.divided, parted=True)


class PieceReader:
    """Reads the rows of one page after the other from PDFium."""

    def __init__(self, lines: LineReader, gaps: GapReader) -> None:
        self._lines = lines
        self._gaps = gaps

    def rows(self, handle: Any, placed: Sequence[PlacedLine]) -> list[Piece]:
        """The rows of a page: a line of PDFium is several where it goes back to the left."""
        return [
            row
            for line, text, first in placed
            for row in self._rows_of_line(handle, Piece(line, text, first))
            if row.text
        ]

    def look(self, handle: Any, piece: Piece) -> Line:
        """The line of a piece with its look."""
        return self._lines.line(handle, piece.text, piece.first) if piece.parted else piece.line

    def _rows_of_line(self, handle: Any, line: Piece) -> Iterator[Piece]:
        start = 0
        for mark in _MARK.finditer(line.text):
            row = self._part(handle, replace(line, divided=True), start, mark.start())
            yield from self._going_right(handle, row)
            start = mark.end()
        rest = self._part(handle, line, start, len(line.text)) if start else line
        yield from self._going_right(handle, rest)

    def _going_right(self, handle: Any, row: Piece) -> Iterator[Piece]:
        """The rows of a text without marks, with their gaps."""
        height = row.line.height or math.inf
        start = 0
        wide: list[Gap] = []
        for gap in self._gaps.gaps(handle, row.text, row.first, 1, len(row.text) - 1):
            if gap.width < -height:
                above = replace(row, gaps=tuple(wide), divided=False)
                yield self._part(handle, above, start, gap.place)
                start, wide = gap.place + 1, []
            elif gap.width >= WIDE * height:
                wide.append(gap)
        row = replace(row, gaps=tuple(wide))
        yield self._part(handle, row, start, len(row.text)) if start else row

    def _part(self, handle: Any, piece: Piece, start: int, end: int) -> Piece:
        """What stands between two places of the piece's text."""
        text = piece.text[start:end]
        first = piece.first + start
        gaps = (replace(gap, place=gap.place - start) for gap in piece.gaps)
        return replace(
            piece,
            line=self._lines.line(handle, text, first) if text else piece.line,
            text=text,
            first=first,
            gaps=tuple(gap for gap in gaps if 0 < gap.place < len(text)),
        )

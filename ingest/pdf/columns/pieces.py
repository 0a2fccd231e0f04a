"""The rows of a page with the wide gaps in them, and what columns have of these rows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from ingest.pdf.columns.gaps import Gap, GapReader
from ingest.pdf.lines import Line, LineReader, PlacedLine

_MARK = re.compile("[\ufffe\x02]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A row of a page, or what one column has of it, with its wide gaps.

    ``text`` begins at the place ``first`` of the page's text, and reaches from ``left`` to
    ``right``; ``line`` is the whole row. ``divided``: PDFium has joined its last word with the
    row that follows.
    """

    line: Line
    text: str
    first: int
    left: float
    right: float
    gaps: tuple[Gap, ...] = ()
    divided: bool = False
    parted: bool = False

    def left_of(self, gap: Gap) -> "Piece":
        """What stands left of one of its gaps."""
        text = self.text[: gap.place]
        gaps = tuple(other for other in self.gaps if other.place < gap.place)
        return Piece(self.line, text, self.first, self.left, gap.left, gaps, parted=True)

    def right_of(self, gap: Gap) -> "Piece":
        """What stands right of one of its gaps."""
        start = gap.place + 1
        text, first = self.text[start:], self.first + start
        gaps = _moved((other for other in self.gaps if other.place > gap.place), start)
        return Piece(self.line, text, first, gap.right, self.right, gaps, self.divided, parted=True)


class PieceReader:
    """Reads the rows of one page after the other from PDFium."""

    def __init__(self, lines: LineReader, gaps: GapReader) -> None:
        self._lines = lines
        self._gaps = gaps

    def rows(self, handle: Any, placed: PlacedLine) -> list[Piece]:
        """The rows of a line of PDFium: several where it goes back to the left."""
        line, text, first = placed
        return [
            row
            for row in self._divided(handle, Piece(line, text, first, line.left, line.right))
            if row.text
        ]

    def look(self, handle: Any, piece: Piece) -> Line:
        """The line of a piece with its look."""
        return self._lines.line(handle, piece.text, piece.first) if piece.parted else piece.line

    def _divided(self, handle: Any, line: Piece) -> Iterator[Piece]:
        start = 0
        for mark in _MARK.finditer(line.text):
            row = self._part(handle, replace(line, divided=True), start, mark.start())
            yield from self._going_right(handle, row)
            start = mark.end()
        rest = self._part(handle, line, start, len(line.text)) if start else line
        yield from self._going_right(handle, rest)

    def _going_right(self, handle: Any, row: Piece) -> Iterator[Piece]:
        """The rows of a text without marks, with their gaps."""
        start = 0
        wide: list[Gap] = []
        for gap in self._gaps.wide(handle, (row.line, row.text, row.first)):
            if gap.width > 0:
                wide.append(gap)
            elif gap.width < -row.line.height:
                above = replace(row, gaps=tuple(wide), divided=False)
                yield self._part(handle, above, start, gap.place)
                start, wide = gap.place + 1, []
        row = replace(row, gaps=tuple(wide))
        yield self._part(handle, row, start, len(row.text)) if start else row

    def _part(self, handle: Any, piece: Piece, start: int, end: int) -> Piece:
        """What stands between two places of the piece's text."""
        text, first = piece.text[start:end], piece.first + start
        line = self._lines.line(handle, text, first) if text else piece.line
        gaps = _moved((gap for gap in piece.gaps if start < gap.place < end), start)
        return Piece(line, text, first, line.left, line.right, gaps, piece.divided)


def _moved(gaps: Iterable[Gap], by: int) -> tuple[Gap, ...]:
    return tuple(Gap(gap.place - by, gap.left, gap.right) for gap in gaps)

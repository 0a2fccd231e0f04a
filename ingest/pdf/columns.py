"""Reads columns of prose one after the other where a page writes them row by row.

Some programs write the first row of all columns, then the second one; PDFium reads across them.
Columns are parted at a gutter: an empty strip through several rows, with prose on both sides.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ingest.pdf.bands import FEWEST_ROWS, in_order
from ingest.pdf.gaps import Gap, GapReader
from ingest.pdf.hyphens import MARK
from ingest.pdf.lines import Line, LineReader, PlacedLine
from ingest.pdf.pieces import WIDE, PieceReader

_SHORTEST = 40  # characters of a row of two columns
_NARROWEST = 0.5  # of the width of the page's text
_FEWEST_LETTERS = 10
_LETTERS = 0.65  # of the characters on each side
_MARGIN = 5  # a gutter does not lie in the first or last fifth of a row's characters


class ColumnReader:
    """Reads the lines of one page after the other, column by column."""

    def __init__(self, lines: LineReader) -> None:
        self._lines = lines
        self._gaps = GapReader()
        self._pieces = PieceReader(lines, self._gaps)

    def lines(self, text_page: Any) -> list[Line]:
        """The lines of a ``pypdfium2.PdfTextPage``, with columns one after the other."""
        placed = list(self._lines.with_places(text_page))
        if not self._may_have_columns(text_page.raw, placed):
            return [line for line, _, _ in placed]
        rows = self._pieces.rows(text_page.raw, placed)
        ordered = in_order(rows)
        if ordered == rows:
            return [line for line, _, _ in placed]
        looks = [self._pieces.look(text_page.raw, piece) for piece in ordered]
        return _joined(looks, [piece.divided for piece in ordered])

    def _may_have_columns(self, handle: Any, placed: Sequence[PlacedLine]) -> bool:
        """A quick look at every fourth line: whether it and a neighbour have a gap in common."""
        narrowest = _NARROWEST * _width(placed)
        for place in range(1, len(placed), FEWEST_ROWS):
            line, text, _ = placed[place]
            if len(text) < _SHORTEST or line.right - line.left < narrowest:
                continue
            gap = self._gap_of_prose(handle, placed[place])
            if gap is not None and any(
                self._shares(handle, neighbour, gap)
                for neighbour in (*placed[place - 1 : place], *placed[place + 1 : place + 2])
            ):
                return True
        return False

    def _gap_of_prose(self, handle: Any, placed: PlacedLine) -> Gap | None:
        """The first wide gap of a line, if there are words, not figures, on both sides."""
        line, text, first = placed
        margin = len(text) // _MARGIN
        for gap in self._gaps.gaps(handle, text, first, margin, len(text) - margin):
            if gap.width >= WIDE * line.height:
                sides = text[: gap.place], text[gap.place :]
                return gap if all(map(_has_words, sides)) else None
        return None

    def _shares(self, handle: Any, placed: PlacedLine, gap: Gap) -> bool:
        line, text, first = placed
        return any(
            other.inside(gap).width >= WIDE * line.height
            for other in self._gaps.gaps(handle, text, first, 1, len(text) - 1)
        )


def _width(placed: Sequence[PlacedLine]) -> float:
    left = min((line.left for line, _, _ in placed), default=0.0)
    return max((line.right for line, _, _ in placed), default=0.0) - left


def _has_words(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return letters >= _FEWEST_LETTERS and letters >= _LETTERS * len(text)


def _joined(pieces: Sequence[Line], divided: Sequence[bool]) -> list[Line]:
    """The lines, with words that were divided in one line."""
    lines = list(pieces[:1])
    for line, goes_on in zip(pieces[1:], divided, strict=False):
        above = lines[-1]
        if goes_on or _is_divided(above.text, line.text):
            text = above.text.removesuffix("-") + MARK + line.text
            lines[-1] = replace(above, text=text, right=line.right, rows=above.rows + line.rows)
        else:
            lines.append(line)
    return lines


def _is_divided(above: str, below: str) -> bool:
    """Whether a word goes on: PDFium does not see it where another column stands behind."""
    return above[-1] == "-" and above[-2:-1].isalpha() and below[0].islower()

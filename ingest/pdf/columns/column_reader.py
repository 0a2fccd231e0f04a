"""Reads columns of prose one after the other where a page writes them row by row.

Some programs write the first row of all columns, then the second one; PDFium reads across them.
Columns are parted at a gutter: an empty strip through several rows, with prose on both sides.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ingest.pdf.columns.bands import FEWEST_ROWS, in_order
from ingest.pdf.columns.gaps import WIDE, Gap, GapReader
from ingest.pdf.columns.pieces import Piece, PieceReader
from ingest.pdf.columns.prose import goes_on, has_words
from ingest.pdf.hyphens import MARK
from ingest.pdf.lines import Line, LineReader, PlacedLine

_NARROWEST = 0.5  # of the page's width: a line across columns
_MARGIN = 0.3  # of its characters, on each side, in which no gutter is looked for
_SEVERAL_ROWS = 300  # characters: PDFium took several rows, at different heights, for one
_NEAR = 3  # lines above and below one that is looked at
_FEWEST_NEAR = 3  # of these, and it, are alike


class ColumnReader:
    """Reads the lines of one page after the other, column by column."""

    def __init__(self, lines: LineReader) -> None:
        self._lines = lines
        self._gaps = GapReader()
        self._pieces = PieceReader(lines, self._gaps)

    def lines(self, text_page: Any, placed: Sequence[PlacedLine]) -> list[Line]:
        """The lines of a ``pypdfium2.PdfTextPage``, with columns one after the other."""
        if not self._may_have_columns(text_page, placed):
            return [line for line, _, _ in placed]
        rows = [self._pieces.rows(text_page.raw, line) for line in placed]
        pieces = [piece for row in rows for piece in row]
        ordered = in_order(pieces)
        if ordered == pieces:
            return [line for line, _, _ in placed]
        whole = {
            row[0].first: (line, row) for (line, _, _), row in zip(placed, rows, strict=True) if row
        }
        return joined(self._finished(text_page.raw, ordered, whole))

    def _finished(
        self, handle: Any, ordered: list[Piece], whole: Mapping[int, tuple[Line, list[Piece]]]
    ) -> Iterator[tuple[Line, bool]]:
        """The pieces as lines, those of PDFium where they are whole; and which are divided."""
        place = 0
        while place < len(ordered):
            piece = ordered[place]
            line, row = whole.get(piece.first, (piece.line, []))
            if row and ordered[place : place + len(row)] == row:
                yield line, row[-1].divided
                place += len(row)
            else:
                yield self._pieces.look(handle, piece), piece.divided
                place += 1

    def _may_have_columns(self, text_page: Any, placed: Sequence[PlacedLine]) -> bool:
        """A quick look at every fourth line, and at those that are too long for a row."""
        handle, narrowest = text_page.raw, _NARROWEST * text_page.page.get_width()
        for place, (line, text, _) in enumerate(placed):
            if len(text) >= _SEVERAL_ROWS:
                if self._goes_to_and_fro(handle, placed[place]):
                    return True
            elif (
                place % FEWEST_ROWS == 1
                and line.right - line.left >= narrowest
                and not text[-1].isdigit()
                and self._has_gutter(handle, placed, place)
            ):
                return True
        return False

    def _goes_to_and_fro(self, handle: Any, placed: PlacedLine) -> bool:
        """Whether a line leaps to the right and back again, as often as a band has rows."""
        if not has_words([placed[1]]):
            return False
        leaps = [gap.width > 0 for gap in self._gaps.wide(handle, placed)]
        back = leaps.count(False) + 1
        return min(leaps.count(True), back) >= FEWEST_ROWS

    def _has_gutter(self, handle: Any, placed: Sequence[PlacedLine], place: int) -> bool:
        """Whether a line and some around it have a gap in common, with prose on both sides."""
        text = placed[place][1]
        gap = next(self._gaps.wide(handle, placed[place], int(_MARGIN * len(text))), None)
        if gap is None or not has_words(_sides(text, gap)):
            return False
        sides = [
            _sides(text, other)
            for line, text, first in placed[max(place - _NEAR, 0) : place + _NEAR + 1]
            for other in self._gaps.wide(handle, (line, text, first))
            if other.shared(gap) >= WIDE * line.height
        ]
        return len(sides) >= _FEWEST_NEAR and all(map(goes_on, zip(*sides, strict=True)))


def _sides(text: str, gap: Gap) -> tuple[str, str]:
    return text[: gap.place], text[gap.place + 1 :]


def joined(pieces: Iterable[tuple[Line, bool]]) -> list[Line]:
    """The lines, with words that were divided in one line."""
    lines: list[Line] = []
    divided = False
    for line, is_divided in pieces:
        if lines and (divided or _is_divided(lines[-1].text, line.text)):
            above = lines[-1]
            text = above.text.removesuffix("-") + MARK + line.text
            lines[-1] = replace(above, text=text, right=line.right, rows=above.rows + line.rows)
        else:
            lines.append(line)
        divided = is_divided
    return lines


def _is_divided(above: str, below: str) -> bool:
    """Whether a word goes on: PDFium does not see it where another column stands behind."""
    return above[-1] == "-" and above[-2:-1].isalpha() and below[0].islower()

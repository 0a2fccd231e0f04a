"""The lines of a page as words with their places, for pages where something comes between them."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium_c

from ingest.pdf.filled_in.entries import turned
from ingest.pdf.lines import Line, LineReader

_WORD = re.compile(r"[_.…]{3,}|(?:(?![_.…]{3})\S)+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box, in points, as the page is shown. ``is_entry``: not the page's own."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    is_entry: bool = False

    @property
    def across(self) -> float:
        """Where its middle lies from left to right."""
        return (self.left + self.right) / 2

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.bottom + self.top) / 2


@dataclass(slots=True)
class Row:
    """A line of the page and its words; ``line`` is None where all of them were put there.

    ``bottom`` and ``top`` are those of its own words, as the page is shown.
    """

    line: Line | None
    words: list[Word]
    bottom: float
    top: float
    changed: bool = False

    @property
    def height(self) -> float:
        """How tall it is, in points."""
        return self.top - self.bottom

    def finished(self, usual_height: float) -> Line:
        """The line with everything that was put into it."""
        if self.line is not None and not self.changed:
            return self.line
        text = " ".join(word.text for word in self.words)
        if self.line is not None:
            return replace(self.line, text=text, bold=False)
        left, right = self.words[0].left, self.words[-1].right
        top = (self.bottom + self.top + usual_height) / 2
        return Line(text, usual_height, left, right, top)


class RowReader:
    """Reads the rows of one page after the other from PDFium."""

    def __init__(self, lines: LineReader) -> None:
        self._lines = lines
        self._box = pdfium_c.FS_RECTF()

    def rows(self, text_page: Any, degrees: int) -> list[Row]:
        """The rows of a ``pypdfium2.PdfTextPage`` that is shown turned by so many degrees."""
        rows = []
        for line, text, first in self._lines.with_places(text_page):
            words = list(self._words(text_page.raw, text, first, degrees))
            bottom = min((word.bottom for word in words), default=0.0)
            rows.append(Row(line, words, bottom, max((word.top for word in words), default=0.0)))
        return rows

    def _words(self, handle: Any, text: str, first: int, degrees: int) -> Iterator[Word]:
        for match in _WORD.finditer(text):
            start = turned(*self._corners(handle, first + match.start())[:2], degrees)
            end = turned(*self._corners(handle, first + match.end() - 1)[2:], degrees)
            (left, right), (bottom, top) = (sorted(pair) for pair in zip(start, end, strict=True))
            shown = self._lines.shown(handle, match.group(), first + match.start())
            yield Word(shown, left, bottom, right, top)

    def _corners(self, handle: Any, place: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of the box of a character."""
        index = pdfium_c.FPDFText_GetCharIndexFromTextIndex(handle, place)
        box = self._box
        if not pdfium_c.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(box)):
            return 0.0, 0.0, 0.0, 0.0
        return box.left, box.bottom, box.right, box.top

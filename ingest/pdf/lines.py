"""The lines of PDF pages with their look, as far as PDFium tells it cheaply.

The look (height, place, weight) is asked for the first and the last character of each line only:
a few calls per line, about a tenth of the time that the text itself takes.
"""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium_c

from ingest.pages.raised import raised
from ingest.pdf.right_to_left.reading_order import in_reading_order
from ingest.pdf.right_to_left.signs import RIGHT_TO_LEFT
from localdocs.types import BlockKind

_BOLD_NAME = re.compile(rb"bold|black|heavy|demi|-medi\b|-semi|cmbx|\bbd\b", re.IGNORECASE)
_SYMBOL_NAME = re.compile(rb"wingdings|dingbats|symbol", re.IGNORECASE)
_NAME_BYTES = 128
_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*\d(?!\w)")
_REGULAR = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|(?:19|20)\d\d|\d+\.\d{1,2}")
"""A number that is as it should be without its last digit taken away."""

RAISED = 0.2
"""A digit that stands higher than the number before it by so much of its own height is raised."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page. Lengths in points; ``height`` is 0 where the look is not known.

    ``height`` is that of the character box, ``left`` and ``top`` where its first character begins
    (``top`` grows upwards), ``right`` where its last one ends. ``rows`` is 2 or more where divided
    words joined several lines. ``kind`` is what it is known to be: a row of a ruled table, say.
    """

    text: str
    height: float = 0.0
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    bold: bool = False
    symbol: bool = False
    rows: int = 1
    kind: BlockKind | None = None

    def with_text(self, text: str) -> "Line":
        """The same line with other words."""
        return replace(self, text=text)


PlacedLine = tuple[Line, str, int]
"""A line, its text as PDFium has it, and where that begins in the page's text."""


class LineReader:
    """Reads the lines of one page after the other from PDFium."""

    def __init__(self) -> None:
        self._box = pdfium_c.FS_RECTF()
        self._name = ctypes.create_string_buffer(_NAME_BYTES)
        self._flags = ctypes.c_int()
        self._page_text = ""

    def with_places(self, text_page: Any) -> Iterator[PlacedLine]:
        """Each line with its place."""
        offset = 0
        self._page_text = text_page.get_text_range()
        for text in self._page_text.split("\r\n"):
            stripped = text.strip()
            if stripped:
                first = offset + text.index(stripped[0])
                yield self.line(text_page.raw, stripped, first), stripped, first
            offset += len(text) + 2

    def line(self, handle: Any, text: str, first: int) -> Line:
        """The line that this text is, which begins at the place ``first`` of the page's text."""
        line = self._line(handle, text, first)
        shown = self.shown(handle, text, first)
        return line if shown == text else line.with_text(shown)

    def shown(self, handle: Any, text: str, first: int) -> str:
        """The text from place ``first`` as it is read: put in order, its raised digits parted."""
        if not text.isascii() and RIGHT_TO_LEFT.search(text):
            return in_reading_order(handle, text, first, self._page_text)
        return self.with_raised_digits(handle, text, first)

    def _line(self, handle: Any, text: str, first: int) -> Line:
        index = pdfium_c.FPDFText_GetCharIndexFromTextIndex(handle, first)
        if not pdfium_c.FPDFText_GetLooseCharBox(handle, index, self._box):
            return Line(text)
        left, top = self._box.left, self._box.top
        height = round((top - self._box.bottom) * 2) / 2
        bold = self._is_bold(handle, index)
        symbol = _SYMBOL_NAME.search(self._name.value) is not None
        last = pdfium_c.FPDFText_GetCharIndexFromTextIndex(handle, first + len(text) - 1)
        bold = bold and self._is_bold(handle, last)
        pdfium_c.FPDFText_GetLooseCharBox(handle, last, self._box)
        rows = 1 + text.count("\ufffe") + text.count("\x02")
        return Line(text, height, left, self._box.right, top, bold, symbol, rows)

    def with_raised_digits(self, handle: Any, text: str, first: int) -> str:
        """The text from place ``first``, the raised digits that follow a number parted from it."""
        for match in reversed(list(_NUMBER.finditer(text))):
            if _REGULAR.fullmatch(match.group()):
                continue
            floor, _ = self._span(handle, first + match.start())
            before = self._box.left
            begin = match.end()
            while begin > match.start() + 1 and text[begin - 1].isdigit():
                bottom, top = self._span(handle, first + begin - 1)
                is_turned = self._box.left <= before  # then the next one stands above this one
                if is_turned or bottom < floor + RAISED * (top - bottom):
                    break
                begin -= 1
            digits = raised(text[begin : match.end()], text[:begin])
            text = text[:begin] + digits + text[match.end() :]
        return text

    def _span(self, handle: Any, place: int) -> tuple[float, float]:
        """The bottom and the top of the box of a character, in points."""
        index = pdfium_c.FPDFText_GetCharIndexFromTextIndex(handle, place)
        pdfium_c.FPDFText_GetLooseCharBox(handle, index, self._box)
        return self._box.bottom, self._box.top

    def _is_bold(self, handle: Any, index: int) -> bool:
        self._name.value = b""
        pdfium_c.FPDFText_GetFontInfo(handle, index, self._name, _NAME_BYTES, self._flags)
        if _BOLD_NAME.search(self._name.value):
            return True
        return bool(pdfium_c.FPDFText_GetFontWeight(handle, index) >= 600)


def mended(lines: Sequence[Line]) -> list[Line]:
    """Joins what PDFium takes apart: drop capitals, and commas after raised letters."""
    whole: list[Line] = []
    for line in lines:
        above = whole[-1] if whole else None
        if above is not None and not above.kind and not line.kind and _goes_on(above, line):
            whole[-1] = _joined(above, line)
        else:
            whole.append(line)
    return whole


def _goes_on(above: Line, line: Line) -> bool:
    text = line.text
    if text[0] in ",.;" and text[1:2] in ("", " "):
        return True
    drop_capital = len(above.text) == 1 and above.text.isupper() and text[0].isupper()
    return drop_capital and 0 < line.height < above.height * 0.7


def _joined(above: Line, line: Line) -> Line:
    look = line if len(above.text) == 1 else above
    return replace(look, text=above.text + line.text, right=line.right, rows=above.rows)

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
from ingest.pdf.shifted.digits import RaisedDigits, behind_word
from ingest.pdf.shifted.units import in_units, whole_signs
from localdocs.types import BlockKind

_BOLD_NAME = re.compile(rb"bold|black|heavy|demi|-medi\b|-semi|cmbx|\bbd\b", re.IGNORECASE)
_SYMBOL_NAME = re.compile(rb"wingdings|dingbats|symbol", re.IGNORECASE)
_NAME_BYTES = 128
_SIGN = re.compile(r"\d{1,3}(?:[,–-]\d{1,3}){0,5}")
_RAISED_DIGITS = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_SMALL = 0.85  # times the height of its line: a digit that is raised or lowered, by so much:
_RAISED, _LOWERED = 0.15, -0.03
_ROOM = 0.12  # times the height: a space between what PDFium takes apart on one row
_FARTHEST = 0.6
_NARROWEST = 0.15  # times the height, for a character of a line that is not turned


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page. Lengths in points; ``height`` is 0 where the look is not known.

    ``height`` is that of the character box, ``left`` and ``top`` where its first character begins
    (``top`` grows upwards), ``right`` where its last one ends. ``rows`` is 2 or more where divided
    words joined several lines. ``kind`` is what it is known to be: a row of a ruled table, say.
    ``shifted``: it ends in a digit that is raised or lowered.
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
    shifted: bool = False

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
        self._raised = RaisedDigits()
        self._page_text = ""

    def with_places(self, text_page: Any) -> Iterator[PlacedLine]:
        """Each line with its place."""
        offset = 0
        self._page_text = in_units(text_page.get_text_range(errors="surrogatepass"))
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
        if shown[0] in _RAISED_DIGITS:  # the look is that of the words behind it
            words = text.lstrip("0123456789 ")
            if words:
                start = first + len(text) - len(words)
                line = replace(self._line(handle, words, start), left=line.left)
        return line if shown == text else line.with_text(shown)

    def shown(self, handle: Any, text: str, first: int) -> str:
        """The text from place ``first`` as it is read: put in order, its raised digits parted."""
        if not text.isascii() and RIGHT_TO_LEFT.search(text):
            return whole_signs(in_reading_order(handle, text, first, self._page_text))
        return whole_signs(self._raised.parted(handle, text, first))

    def _line(self, handle: Any, text: str, first: int) -> Line:
        index = pdfium_c.FPDFText_GetCharIndexFromTextIndex(handle, first)
        if not pdfium_c.FPDFText_GetLooseCharBox(handle, index, self._box):
            return Line(text)
        left, floor, top = self._box.left, self._box.bottom, self._box.top
        height = round((top - self._box.bottom) * 2) / 2
        bold = self._is_bold(handle, index)
        symbol = _SYMBOL_NAME.search(self._name.value) is not None
        last = pdfium_c.FPDFText_GetCharIndexFromTextIndex(handle, first + len(text) - 1)
        bold = bold and self._is_bold(handle, last)
        pdfium_c.FPDFText_GetLooseCharBox(handle, last, self._box)
        rows = 1 + text.count("\ufffe") + text.count("\x02")
        shifted = text[-1].isdigit() and self._is_shifted(floor, height)
        return Line(text, height, left, self._box.right, top, bold, symbol, rows, shifted=shifted)

    def _is_shifted(self, floor: float, height: float) -> bool:
        """Whether the last box is that of a digit which stands higher or lower than its line."""
        size, by = self._box.top - self._box.bottom, self._box.bottom - floor
        is_small = 0 < size <= _SMALL * height
        return is_small and not _LOWERED * height < by < _RAISED * height

    def _is_bold(self, handle: Any, index: int) -> bool:
        self._name.value = b""
        pdfium_c.FPDFText_GetFontInfo(handle, index, self._name, _NAME_BYTES, self._flags)
        if _BOLD_NAME.search(self._name.value):
            return True
        return bool(pdfium_c.FPDFText_GetFontWeight(handle, index) >= 600)


def mended(lines: Sequence[Line]) -> list[Line]:
    """Joins what PDFium takes apart: drop capitals, and what follows a raised or lowered digit."""
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
    if (above.shifted or _is_raised(line, above) or _is_raised(above, line)) and _is_beside(
        above, line
    ):
        return True
    drop_capital = len(above.text) == 1 and above.text.isupper() and text[0].isupper()
    return drop_capital and 0 < line.height < above.height * 0.7


def _is_beside(above: Line, line: Line) -> bool:
    """Whether a line begins on the row of the one above, right behind its end."""
    is_on_row = above.rows == 1 and abs(above.top - line.top) < 0.5 * above.height
    is_turned = above.right - above.left < _NARROWEST * len(above.text) * above.height
    return is_on_row and not is_turned and -1 < line.left - above.right < _FARTHEST * above.height


def _is_raised(sign: Line, line: Line) -> bool:
    """Whether a line is the raised number of a note, or a power, at an end of another line."""
    by = sign.top - sign.height - (line.top - line.height)
    return (
        _SIGN.fullmatch(sign.text) is not None
        and 0 < sign.height <= _SMALL * line.height
        and _RAISED * line.height <= by < line.height
    )


def _joined(above: Line, line: Line) -> Line:
    if _is_raised(line, above):
        text = above.text + behind_word(above.text, line.text)
        return replace(above, text=text, right=line.right, shifted=True)
    if _is_raised(above, line):
        room = "" if line.text[0] == "/" else " "  # a fraction
        text = f"{raised(above.text, '')}{room}{line.text}"
        return replace(line, text=text, left=above.left)
    look = line if len(above.text) == 1 else above
    is_apart = above.shifted and line.left - above.right > _ROOM * above.height
    room = " " if is_apart and line.text[0] not in ",.;)" else ""
    return replace(
        look,
        text=f"{above.text}{room}{line.text}",
        right=line.right,
        rows=above.rows + line.rows - 1,
        shifted=line.shifted,
    )

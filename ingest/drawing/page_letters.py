"""The letters of a page of a PDF with their places, as PDFium tells them."""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium_c

from ingest.drawing.alignment import Piece
from ingest.drawing.letters import plain

MOST_LETTERS = 100_000
"""Of a page: a sheet of a few square metres in small print."""

_ROW_ENDS = frozenset("\r\n\ufffe\x02")
_WIDE = 0.9  # times the height: the gap between two columns or cells

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the lower left corner of the page."""


@dataclass(slots=True)
class PageLetters:
    """``characters[i]`` is the place, among all characters of PDFium, of letter ``i``."""

    text: str = ""
    boxes: list[Box] = field(default_factory=list)
    rows: list[Piece] = field(default_factory=list)
    parts: list[Piece] = field(default_factory=list)
    words: list[Piece] = field(default_factory=list)


def page_letters(text_page: Any) -> PageLetters:
    """The letters of an open ``PdfTextPage``, in the order of the file."""
    found = PageLetters()
    texts: list[str] = []
    breaks: list[int] = []  # 0: within a word, 1: behind a space, 2: in another row
    box, handle = pdfium_c.FS_RECTF(), text_page.raw
    since = 2
    for place in range(pdfium_c.FPDFText_CountChars(handle)):
        character = chr(pdfium_c.FPDFText_GetUnicode(handle, place))
        if character in _ROW_ENDS:
            since = 2
            continue
        letters = plain(character)
        if not letters:
            since = max(since, character.isspace())
            continue
        pdfium_c.FPDFText_GetLooseCharBox(handle, place, ctypes.byref(box))
        if found.boxes and _is_another_row(found.boxes[-1], box):
            since = 2
        for letter in letters:
            texts.append(letter)
            found.boxes.append((box.left, box.bottom, box.right, box.top))
            breaks.append(since)
            since = 0
        if len(texts) > MOST_LETTERS:
            break
    found.text = "".join(texts)
    found.rows = list(_pieces(found, lambda n: breaks[n] == 2))
    found.parts = list(_pieces(found, lambda n: breaks[n] == 2 or _is_apart(found.boxes, n)))
    found.words = list(_pieces(found, lambda n: breaks[n] > 0 or _is_apart(found.boxes, n)))
    return found


def _is_another_row(before: Box, box: Any) -> bool:
    """Whether a letter stands lower or higher than the one before it, or left of it: PDFium does
    not end every line with a line end."""
    left, bottom, _, top = before
    shared = min(top, box.top) - max(bottom, box.bottom)
    return bool(shared <= 0 or box.left < left - (box.top - box.bottom))


def _is_apart(boxes: list[Box], number: int) -> bool:
    left, bottom, _, top = boxes[number]
    before = boxes[number - 1]
    return left - before[2] > _WIDE * (top - bottom)


def _pieces(found: PageLetters, begins: Callable[[int], bool]) -> Iterator[Piece]:
    start = 0
    for end in range(1, len(found.text) + 1):
        if end == len(found.text) or begins(end):
            yield Piece(start, end, *around(found.boxes[start:end]))
            start = end


def around(boxes: Sequence[Box]) -> Box:
    """The box around boxes."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)

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
    lines: list[Piece] = field(default_factory=list)
    """As PDFium ends them: several rows, where it does not see their ends."""
    rows: list[Piece] = field(default_factory=list)
    parts: list[Piece] = field(default_factory=list)
    words: list[Piece] = field(default_factory=list)


def page_letters(text_page: Any, *, tight: bool = False) -> PageLetters:
    """The letters of an open ``PdfTextPage``, in the order of the file.

    Their boxes are as high as their font says, which looks best; ``tight``: as high as what is
    drawn, since some fonts are wrong about themselves.
    """
    found = PageLetters()
    texts: list[str] = []
    breaks: list[int] = []  # 0: within a word, 1: behind a space, 2: in another row, 3: or line
    box_of = _TightBox(text_page.raw) if tight else _LooseBox(text_page.raw)
    handle = text_page.raw
    since = 3
    for place in range(pdfium_c.FPDFText_CountChars(handle)):
        character = chr(pdfium_c.FPDFText_GetUnicode(handle, place))
        if character in _ROW_ENDS:
            since = 3
            continue
        letters = plain(character)
        if not letters:
            since = max(since, character.isspace())
            continue
        box = box_of(place)
        if found.boxes and _is_another_row(found.boxes[-1], box):
            since = max(since, 2)
        for letter in letters:
            texts.append(letter)
            found.boxes.append(box)
            breaks.append(since)
            since = 0
        if len(texts) > MOST_LETTERS:
            break
    found.text = "".join(texts)
    found.lines = list(_pieces(found, lambda n: breaks[n] == 3))
    found.rows = list(_pieces(found, lambda n: breaks[n] >= 2))
    found.parts = list(_pieces(found, lambda n: breaks[n] >= 2 or _is_apart(found.boxes, n)))
    found.words = list(_pieces(found, lambda n: breaks[n] > 0 or _is_apart(found.boxes, n)))
    return found


class _LooseBox:
    """The box of a character by its place."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self._box = pdfium_c.FS_RECTF()
        self._reference = ctypes.byref(self._box)

    def __call__(self, place: int) -> Box:
        box = self._box
        pdfium_c.FPDFText_GetLooseCharBox(self._handle, place, self._reference)
        return box.left, box.bottom, box.right, box.top


class _TightBox:
    """The same, around what is drawn."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self._sides = [ctypes.c_double() for _ in range(4)]
        self._references = [ctypes.byref(side) for side in self._sides]

    def __call__(self, place: int) -> Box:
        left, right, bottom, top = self._sides
        pdfium_c.FPDFText_GetCharBox(self._handle, place, *self._references)
        return left.value, bottom.value, right.value, top.value


def _is_another_row(before: Box, box: Box) -> bool:
    """Whether a letter stands lower or higher than the one before it, or left of it: PDFium does
    not end every line with a line end."""
    shared = min(before[3], box[3]) - max(before[1], box[1])
    return shared <= 0 or box[0] < before[0] - (box[3] - box[1])


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

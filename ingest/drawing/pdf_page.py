"""A page of a PDF: drawn, and with the places of words as fractions of it."""

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

import pypdfium2
import pypdfium2.raw as pdfium_c

from ingest.drawing.marking import marked
from ingest.drawing.page_letters import Box
from ingest.drawing.png import as_png
from ingest.drawing.rectangles import Rectangle, rectangle
from localdocs.errors import ReadError

LONGEST_SIDE = 3000
"""Pixels of a page as it is drawn, whatever its size and the scale."""

_FINE = 1_000_000  # PDFium tells places on a sheet in whole numbers


def drawn(file: BinaryIO, number: int, scale: float) -> tuple[bytes, int, int]:
    """Page ``number``, from 1, as a PNG, with its width and height in pixels; ``scale`` 1.0 is 72
    pixels an inch. Raises ReadError."""
    with opened_page(file, number) as page:
        longest = max(page.get_size())
        if not longest > 0:
            raise ReadError("the page cannot be drawn")
        scale = min(scale, LONGEST_SIDE / longest)
        bitmap = page.render(scale=scale, rev_byteorder=True)
        try:
            pixels = memoryview(bitmap.buffer).cast("B")
            png = as_png(pixels, bitmap.width, bitmap.height, bitmap.stride)
            return png, bitmap.width, bitmap.height
        finally:
            bitmap.close()


def rectangles(
    file: BinaryIO, number: int, text: str, start: int, end: int
) -> tuple[bool, list[Rectangle]]:
    """Where ``text[start:end]`` of a stored page stands, and whether exactly. Raises ReadError."""
    with opened_page(file, number) as page:
        text_page = page.get_textpage()
        try:
            found = marked(text_page, text, start, end)
        finally:
            text_page.close()
        shown = _as_fractions(page, found.boxes)
        if all(left < right and top < bottom for left, top, right, bottom in shown):
            return found.exact, shown
        return False, []  # it stands beside the sheet


@contextmanager
def opened_page(file: BinaryIO, number: int) -> Iterator[Any]:
    """The open ``PdfPage``. Raises ReadError where PDFium cannot load it."""
    try:
        pdf = pypdfium2.PdfDocument(file)
        try:
            with suppress(pypdfium2.PdfiumError):
                pdf.init_forms()  # or what was filled in is not drawn
            page = pdf[number - 1]
            try:
                yield page
            finally:
                page.close()
        finally:
            pdf.close()
    except (pypdfium2.PdfiumError, ZeroDivisionError, ValueError, IndexError) as error:
        raise ReadError("the page cannot be drawn") from error


def _as_fractions(page: Any, boxes: Sequence[Box]) -> list[Rectangle]:
    found = []
    for left, bottom, right, top in boxes:
        corners = (_on_sheet(page, left, bottom), _on_sheet(page, right, top))
        (first, second), (third, fourth) = zip(*corners, strict=True)
        found.append(
            rectangle(
                min(first, second), min(third, fourth), max(first, second), max(third, fourth)
            )
        )
    return found


def _on_sheet(page: Any, x: float, y: float) -> tuple[float, float]:
    """A place of the page as a fraction of the sheet that is drawn: cut and turned."""
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDF_PageToDevice(
        page.raw, 0, 0, _FINE, _FINE, 0, x, y, ctypes.byref(across), ctypes.byref(down)
    )
    return across.value / _FINE, down.value / _FINE

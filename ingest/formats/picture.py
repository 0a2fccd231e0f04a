"""Photographs and scans that are no PDF: they have no text until OCR has read them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ingest.ocr import pictures
from ingest.ocr.reasons import PICTURE, READ_BY_OCR
from ingest.ocr.scanned_page import ScannedPage
from ingest.pdf.document import document_of
from ingest.pdf.raw import RawPdf
from localdocs.errors import ScanError
from localdocs.types import Document


def read(path: Path, scanned: Mapping[int, ScannedPage] = MappingProxyType({})) -> Document:
    """Read a picture file, of which OCR has read the pages of ``scanned``.

    Raises ScanError where it has read none, and ReadError for damage or where no words were found.
    """
    with pictures.opened_picture(path) as opened:
        pictures.refuse_shape(*opened.size)
        count = pictures.frame_count(opened)
    numbers = tuple(range(1, count + 1))
    if not scanned:
        raise ScanError(PICTURE, pictures=numbers)
    raw = RawPdf(
        [list(scanned[number].lines) if number in scanned else [] for number in numbers],
        pictures=list(numbers),
        scanned=dict(scanned),
    )
    document = document_of(path, raw)
    if count > 1:
        return document
    page = replace(document.pages[0], place=f"picture, {READ_BY_OCR}")
    notes = (note.replace("page 1 was", "it was") for note in document.notes)
    return replace(document, pages=(page,), notes=tuple(notes))


def picture(path: Path, number: int) -> Any:
    """A page as a ``PIL.Image.Image``, for OCR. Raises ReadError."""
    return pictures.frame(path, number)

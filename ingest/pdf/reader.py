"""PDF: the text by PDFium, page by page; pypdf is the second reader where PDFium finds nothing.

PDFium also tells title, outline and page labels, in about a millisecond for 500 pages.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from ingest.ocr.scanned_page import ScannedPage
from ingest.pdf.attachments.embedded import read_files
from ingest.pdf.document import document_of, no_text
from ingest.pdf.lines import Line
from ingest.pdf.page_reader import PageReader
from ingest.pdf.pictures import says_more
from ingest.pdf.raw import RawPdf
from ingest.pdf.xfa.form import CUT, xfa_form
from localdocs.errors import EncryptedError, ReadError
from localdocs.types import Document

logger = logging.getLogger("localdocs.ingest")

_MOST_OUTLINE_TITLES = 20_000


def read(path: Path, scanned: Mapping[int, ScannedPage] = MappingProxyType({})) -> Document:
    """Read a PDF. Raises EncryptedError, ScanError, NoTextError, or ReadError for damage.

    ``scanned`` is what OCR has read of its pages, by their numbers.
    """
    failure: ReadError | None
    try:
        raw = _with_scans(_read_with_pdfium(path), scanned)
        failure = None if any(raw.pages) or any(raw.comments) or raw.attached else no_text(raw)
    except ReadError as error:  # a lock also: pypdf opens it with the owner's password left empty
        failure = error
    if failure is not None:
        raw = _second_reading(path, failure)
    return document_of(path, raw)


def picture(path: Path, number: int) -> Any:
    """A page as a ``PIL.Image.Image``, for OCR. Raises ReadError."""
    from ingest.ocr.pictures import rendered

    return rendered(path, number)


def _with_scans(raw: RawPdf, scanned: Mapping[int, ScannedPage]) -> RawPdf:
    """With what OCR has read, on pages that say less by themselves."""
    for number, page in scanned.items():
        if not 1 <= number <= len(raw.pages):
            continue
        found, own = (_characters(lines) for lines in (page.lines, raw.pages[number - 1]))
        if not own or says_more(found, own):
            raw.scanned[number] = page
            raw.pages[number - 1] = list(page.lines)
        raw.pictures = [other for other in raw.pictures if other != number]
    return raw


def _characters(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _second_reading(path: Path, failure: ReadError) -> RawPdf:
    """What pypdf makes of the file; raises the first reader's error if that is nothing."""
    from ingest.pdf import second_reader

    raw = second_reader.read_raw(path)
    if raw is None or not any(raw.pages):
        raise failure
    logger.info("%s: read by pypdf, because PDFium says: %s", path, failure)
    raw.pictures = [number for number, lines in enumerate(raw.pages, start=1) if not lines]
    return raw


def _read_with_pdfium(path: Path) -> RawPdf:
    with _opened(path) as pdf:
        reader = PageReader(path, pdf)
        pages = [reader.read(number) for number in range(len(pdf))]
        lines = [page.lines for page in pages]
        form = xfa_form(pdf)
        if form is not None:
            form.into(lines, [field for page in pages for field in page.fields])
        raw = RawPdf(
            lines,
            [_without_errors(pdf.get_page_label, number) for number in range(len(pdf))],
            _outline(pdf),
            dict(pdf.get_metadata_dict()),
            [page.comments for page in pages],
            notes=(CUT,) if form is not None and form.is_cut else (),
            pictures=[number for number, page in enumerate(pages, start=1) if page.is_picture],
        )
        pinned_on = [number for number, page in enumerate(pages) if page.attached]
        has_files = pinned_on or pdf.count_attachments() > 0
    if has_files:
        files = read_files(path, len(pages), pinned_on)
        raw.attached, raw.notes = tuple(files.pages), (*raw.notes, *files.notes())
    return raw


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """The open ``PdfDocument``; an empty password is tried by PDFium itself."""
    with path.open("rb"):
        pass  # a missing or forbidden file should say so by itself
    try:
        pdf = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            raise EncryptedError("the file is locked: it needs a password") from error
        raise ReadError("the file is damaged, or is not a PDF") from error
    try:
        yield pdf
    finally:
        pdf.close()


def _without_errors(get: Callable[..., str], *what: Any) -> str:
    try:
        return str(get(*what))
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        return ""


def _outline(pdf: Any) -> list[tuple[int, str]]:
    titles: list[tuple[int, str]] = []
    try:
        for bookmark in pdf.get_toc(max_depth=6):
            titles.append((min(bookmark.level + 1, 6), bookmark.get_title()))
            if len(titles) >= _MOST_OUTLINE_TITLES:
                break
    except (pypdfium2.PdfiumError, UnicodeDecodeError) as error:
        logger.info("outline left out: %s", error)
    return titles

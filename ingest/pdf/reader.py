"""PDF: the text by PDFium, page by page; pypdf is the second reader where PDFium finds nothing.

PDFium also tells title, outline and page labels, in about a millisecond for 500 pages.
"""

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from ingest.pages.cleaning import clean_line
from ingest.pages.page_builder import PageBuilder
from ingest.pdf.blocks import BlockFinder
from ingest.pdf.furniture import furniture_lines
from ingest.pdf.headings import outline_key, typography
from ingest.pdf.hyphens import HyphenJoiner
from ingest.pdf.lines import Line
from ingest.pdf.page_reader import PageReader
from ingest.pdf.raw import RawPdf
from ingest.pdf.title import pdf_title
from localdocs.errors import EncryptedError, NoTextError, ReadError
from localdocs.types import BlockKind, Document, Page

logger = logging.getLogger("localdocs.ingest")

_MOST_OUTLINE_TITLES = 20_000
_MOST_ATTACHMENTS = 1000
_MOST_NAMED = 10
_SCAN = "a scan without text; needs OCR"
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?")


def read(path: Path) -> Document:
    """Read a PDF. Raises EncryptedError, NoTextError, or ReadError for damage."""
    failure: ReadError | None
    try:
        raw = _read_with_pdfium(path)
        failure = None if any(raw.pages) or any(raw.comments) else NoTextError(_SCAN)
    except EncryptedError:
        raise
    except ReadError as error:
        failure = error
    if failure is not None:
        raw = _second_reading(path, failure)
    return _document(path, raw)


def _second_reading(path: Path, failure: ReadError) -> RawPdf:
    """What pypdf makes of the file; raises the first reader's error if that is nothing."""
    from ingest.pdf import second_reader

    raw = second_reader.read_raw(path)
    if raw is None or not any(raw.pages):
        raise failure
    logger.info("%s: read by pypdf, because PDFium says: %s", path, failure)
    return raw


def _read_with_pdfium(path: Path) -> RawPdf:
    with _opened(path) as pdf:
        reader = PageReader(path, pdf)
        pages = [reader.read(number) for number in range(len(pdf))]
        pinned = [name for page in pages for name in page.attached]
        return RawPdf(
            [page.lines for page in pages],
            [_without_errors(pdf.get_page_label, number) for number in range(len(pdf))],
            _outline(pdf),
            dict(pdf.get_metadata_dict()),
            [page.comments for page in pages],
            list(dict.fromkeys([*_attachments(pdf), *pinned])),
        )


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


def _attachments(pdf: Any) -> list[str]:
    count = min(pdf.count_attachments(), _MOST_ATTACHMENTS)
    return [_without_errors(_attachment_name, pdf, number) for number in range(count)]


def _attachment_name(pdf: Any, number: int) -> str:
    return str(pdf.get_attachment(number).get_name())


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


def _document(path: Path, raw: RawPdf) -> Document:
    lines = _cleaned(raw)
    pages = _pages(raw, lines)
    if not any(page.text for page in pages):
        raise NoTextError(_SCAN)
    empty = [page.number for page, lines in zip(pages, raw.pages, strict=True) if not lines]
    return Document(
        path,
        tuple(pages),
        title=pdf_title(raw.about.get("Title", ""), list(zip(pages, lines, strict=True))),
        author=clean_line(raw.about.get("Author", "")),
        created=_iso_date(raw.about.get("CreationDate", "")),
        notes=(*([_note_on_empty(empty)] if empty else []), *_notes_on(raw.attachments)),
    )


def _cleaned(raw: RawPdf) -> list[list[Line]]:
    """The lines of each page with cleaned text, divided words in one piece."""
    joiner = HyphenJoiner([line.text for lines in raw.pages for line in lines])
    return [
        [line.with_text(clean_line(joiner.join(line.text))) for line in lines]
        for lines in raw.pages
    ]


def _pages(raw: RawPdf, cleaned: Sequence[Sequence[Line]]) -> list[Page]:
    furniture = furniture_lines([[line.text for line in lines] for lines in cleaned])
    titles = {outline_key(title): level for level, title in reversed(raw.titles)}
    titles.pop("", None)
    finder = BlockFinder(typography(raw.pages), titles)
    labels = raw.labels or [""] * len(raw.pages)
    comments = raw.comments or [[]] * len(raw.pages)
    pages = []
    for number, lines in enumerate(cleaned):
        builder = PageBuilder()
        finder.add_blocks(builder, lines, furniture[number])
        for comment in comments[number]:
            builder.add(BlockKind.PARAGRAPH, comment)
        label = clean_line(labels[number])
        pages.append(builder.page(number + 1, label if label != str(number + 1) else ""))
    return pages


def _iso_date(text: str) -> str:
    """``D:20240131…`` as 2024-01-31, with what is missing left out; "" if it is no date."""
    match = _DATE.match(text.strip())
    return "-".join(part for part in match.groups() if part) if match else ""


def _note_on_empty(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:20])
    more = f" and {len(numbers) - 20} more" if len(numbers) > 20 else ""
    word, verb = ("page", "has") if len(numbers) == 1 else ("pages", "have")
    return f"{word} {shown}{more} {verb} no text (scanned?)"


def _notes_on(attachments: Sequence[str]) -> list[str]:
    names = [clean_line(name) for name in attachments[:_MOST_NAMED]]
    notes = [f"the attachment {name or 'without a name'} was not read" for name in names]
    more = len(attachments) - len(names)
    return notes + ([f"{more} more attachments were not read"] if more else [])

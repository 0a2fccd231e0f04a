"""What a reader of PDF has found, as a document: cleaned, and put into blocks.

Pages that OCR has read are measured by themselves: its letters are not of the same height.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from ingest.ocr.reasons import READ_BY_OCR, SCAN
from ingest.ocr.scanned_page import need_of_ocr, notes_on_scans, why_no_words
from ingest.pages.cell_tables import BAR, row_text
from ingest.pages.cleaning import clean_line
from ingest.pages.page_builder import PageBuilder
from ingest.pdf.hyphens import HyphenJoiner
from ingest.pdf.lines import Line
from ingest.pdf.raw import RawPdf
from ingest.pdf.shifted.notes import notes_last
from ingest.pdf.structure.blocks import BlockFinder
from ingest.pdf.structure.furniture import furniture_lines
from ingest.pdf.structure.headings import outline_key, typography
from ingest.pdf.structure.title import pdf_title
from localdocs.errors import NoTextError, ScanError
from localdocs.types import BlockKind, Document, Page

_EMPTY = "the document has no text"
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?")


def no_text(raw: RawPdf) -> NoTextError:
    """Why there is no document."""
    if raw.scanned:
        return NoTextError(why_no_words(raw.scanned))
    return ScanError(SCAN, pictures=tuple(raw.pictures)) if raw.pictures else NoTextError(_EMPTY)


def document_of(path: Path, raw: RawPdf) -> Document:
    """The document. Raises NoTextError where there are no words."""
    lines = _cleaned(raw)
    pages = _pages(raw, lines)
    if not raw.attached and not any(page.text for page in pages):
        raise no_text(raw)
    outside = [[line for line in of_page if line.kind is None] for of_page in lines]
    unread = tuple(number for number in raw.pictures if number not in raw.scanned)
    return Document(
        path,
        (*pages, *raw.attached),
        title=pdf_title(raw.about.get("Title", ""), list(zip(pages, outside, strict=True))),
        author=clean_line(raw.about.get("Author", "")),
        created=_iso_date(raw.about.get("CreationDate", "")),
        notes=(
            *([need_of_ocr(unread)] if unread else []),
            *notes_on_scans(raw.scanned),
            *raw.notes,
        ),
        pictures=unread,
    )


def _cleaned(raw: RawPdf) -> list[list[Line]]:
    """The lines of each page with cleaned text, divided words in one piece."""
    joiner = HyphenJoiner([line.text for lines in raw.pages for line in lines])
    return [
        [line.with_text(_clean(joiner.join(line.text), line.kind)) for line in lines]
        for lines in raw.pages
    ]


def _clean(text: str, kind: BlockKind | None) -> str:
    """A cleaned line; one that is known as a row keeps its empty cells."""
    return row_text(text.split(BAR)) if kind else clean_line(text)


def _pages(raw: RawPdf, cleaned: Sequence[Sequence[Line]]) -> list[Page]:
    furniture = furniture_lines([[line.text for line in lines] for lines in cleaned])
    titles = {outline_key(title): level for level, title in reversed(raw.titles)}
    titles.pop("", None)
    looks = {is_scanned: typography(_of_kind(raw, is_scanned)) for is_scanned in (False, True)}
    finders = {is_scanned: BlockFinder(look, titles) for is_scanned, look in looks.items()}
    labels = raw.labels or [""] * len(raw.pages)
    comments = raw.comments or [[]] * len(raw.pages)
    pages = []
    for number, lines in enumerate(cleaned):
        builder = PageBuilder()
        is_scanned = number + 1 in raw.scanned
        body = looks[is_scanned].body_height
        ordered, outer = notes_last(lines, furniture[number], body)
        finders[is_scanned].add_blocks(builder, ordered, outer)
        for comment in comments[number]:
            builder.add(BlockKind.PARAGRAPH, comment)
        label = clean_line(labels[number])
        label = label if label != str(number + 1) else ""
        place = f"page {number + 1}, {READ_BY_OCR}" if is_scanned and lines else ""
        pages.append(builder.page(number + 1, label, place))
    return pages


def _of_kind(raw: RawPdf, is_scanned: bool) -> list[list[Line]]:
    """The pages that OCR has read, or the others."""
    return [
        lines
        for number, lines in enumerate(raw.pages, start=1)
        if (number in raw.scanned) is is_scanned
    ]


def _iso_date(text: str) -> str:
    """``D:20240131…`` as 2024-01-31, with what is missing left out; "" if it is no date."""
    match = _DATE.match(text.strip())
    return "-".join(part for part in match.groups() if part) if match else ""

"""Reads a page of a PDF by PDFium: its lines, with what was filled in, and the comments on it."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2

from ingest.pdf.columns.column_reader import ColumnReader
from ingest.pdf.filled_in.annotations import AnnotationReader, Comment
from ingest.pdf.filled_in.entries import Entry, rectangle
from ingest.pdf.filled_in.form_fields import FormFields
from ingest.pdf.filled_in.placing import placed as with_entries
from ingest.pdf.lines import Line, LineReader, mended
from ingest.pdf.pictures import is_of_pictures
from ingest.pdf.rows import RowReader
from ingest.pdf.tables.table_reader import TableReader


@dataclass(slots=True)
class PageText:
    """What a page says. ``attached`` are the names of files that are pinned to it.

    ``is_picture``: it has no words, or hardly any on a picture that covers it, for OCR to read.
    """

    lines: list[Line] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    attached: list[str] = field(default_factory=list)
    is_picture: bool = False
    fields: list[Entry] = field(default_factory=list)


class PageReader:
    """Reads one page of a document after the other."""

    def __init__(self, path: Path, pdf: Any) -> None:
        self._pdf = pdf
        self._lines = LineReader()
        self._columns = ColumnReader(self._lines)
        self._tables = TableReader(self._lines)
        self._rows = RowReader(self._lines)
        self._annotations = AnnotationReader()
        self._fields = FormFields(path, len(pdf))

    def read(self, number: int) -> PageText:
        """The page with this number, counted from 0; nothing if PDFium cannot load it."""
        try:
            page = self._pdf[number]
        except pypdfium2.PdfiumError:
            return PageText(is_picture=True)
        try:
            return self._read(page, number)
        except pypdfium2.PdfiumError:
            return PageText(is_picture=True)
        finally:
            page.close()

    def _read(self, page: Any, number: int) -> PageText:
        on_top = self._annotations.on_top(page)
        fields = self._fields.on_page(number) if on_top.has_fields else []
        entries = on_top.typed + fields
        lines = self._filled_in(page, entries) if entries else self._as_written(page)
        comments = _not_of_the_page(on_top.comments, lines)
        is_picture = is_of_pictures(page, sum(len(line.text) for line in lines))
        said = [comment.line for comment in comments]
        return PageText(lines, said, on_top.attached, is_picture, fields)

    def _as_written(self, page: Any) -> list[Line]:
        text_page = page.get_textpage()
        try:
            placed = list(self._lines.with_places(text_page))
            lines = self._columns.lines(text_page, placed)
            if lines == [line for line, _, _ in placed]:  # else there are columns of prose
                lines = self._tables.lines(page, text_page.raw, placed) or lines
            return mended(lines)
        finally:
            text_page.close()

    def _filled_in(self, page: Any, entries: list[Entry]) -> list[Line]:
        degrees = page.get_rotation()
        shown = [entry.turned(degrees) for entry in entries if _is_on_page(entry, page)]
        text_page = page.get_textpage()
        try:
            return mended(with_entries(self._rows.rows(text_page, degrees), shown))
        finally:
            text_page.close()


def _is_on_page(entry: Entry, page: Any) -> bool:
    box = rectangle(page.get_bbox())
    if box is None:
        return True
    left, bottom, right, top = box
    return entry.left < right and entry.right > left and entry.bottom < top and entry.top > bottom


def _not_of_the_page(comments: list[Comment], lines: list[Line]) -> list[Comment]:
    """The comments without those that repeat the words that they mark, as some programs do."""
    if not any(comment.marks_words for comment in comments):
        return comments
    words = "".join("".join(line.text.split()) for line in lines)
    return [
        comment
        for comment in comments
        if not comment.marks_words or "".join(comment.text.split()) not in words
    ]

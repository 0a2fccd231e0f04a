"""What lies on top of a PDF page, by PDFium: typed text, comments, and whether it has fields."""

import ctypes
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium_c

from ingest.pages.cleaning import clean_line
from ingest.pdf.filled_in.entries import (
    LONGEST_VALUE,
    MOST_CHARACTERS,
    MOST_ON_A_PAGE,
    Entry,
    rectangle,
)

_COMMENTS = frozenset({
    pdfium_c.FPDF_ANNOT_TEXT, pdfium_c.FPDF_ANNOT_HIGHLIGHT, pdfium_c.FPDF_ANNOT_UNDERLINE,
    pdfium_c.FPDF_ANNOT_SQUIGGLY, pdfium_c.FPDF_ANNOT_STRIKEOUT, pdfium_c.FPDF_ANNOT_CARET,
    pdfium_c.FPDF_ANNOT_INK, pdfium_c.FPDF_ANNOT_LINE, pdfium_c.FPDF_ANNOT_SQUARE,
    pdfium_c.FPDF_ANNOT_CIRCLE, pdfium_c.FPDF_ANNOT_POLYGON, pdfium_c.FPDF_ANNOT_POLYLINE,
    pdfium_c.FPDF_ANNOT_STAMP, pdfium_c.FPDF_ANNOT_FILEATTACHMENT,
})  # fmt: skip
_MARKS_WORDS = frozenset({
    pdfium_c.FPDF_ANNOT_HIGHLIGHT, pdfium_c.FPDF_ANNOT_UNDERLINE,
    pdfium_c.FPDF_ANNOT_SQUIGGLY, pdfium_c.FPDF_ANNOT_STRIKEOUT,
})  # fmt: skip
_HIDDEN = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW
_LONGEST_AUTHOR = 200
_LONGEST_BYTES = 4_000_000
_TAG = re.compile(r"<[^<>]{0,2000}>")
_PARAGRAPH_END = re.compile(r"</p>|<br ?/>")
_LINE_END = re.compile(r"\r\n?|\n")
_FONT_SIZE = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)\s+Tf\b|\b(\d{1,3}(?:\.\d{1,4})?)pt\b")
_FONT_SIZE_UNSAID = 12.0
_LEADING = 1.2


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said about a page. ``marks_words``: it is a highlight of words of the page."""

    author: str
    text: str
    marks_words: bool

    @property
    def line(self) -> str:
        """The comment on one line, with who made it."""
        author = clean_line(self.author)
        return clean_line(f"Comment{' by ' * bool(author)}{author}: {self.text}")


@dataclass(slots=True)
class OnTop:
    """What lies on a page. ``attached`` are the names of files that are pinned to it."""

    typed: list[Entry] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    attached: list[str] = field(default_factory=list)
    has_fields: bool = False


class AnnotationReader:
    """Reads the annotations of one page after the other."""

    def __init__(self) -> None:
        self._rect = pdfium_c.FS_RECTF()
        self._characters_left = MOST_CHARACTERS

    def on_top(self, page: Any) -> OnTop:
        """What lies on a ``pypdfium2.PdfPage``, hidden annotations left out."""
        found = OnTop()
        for place in range(min(pdfium_c.FPDFPage_GetAnnotCount(page.raw), MOST_ON_A_PAGE)):
            annotation = pdfium_c.FPDFPage_GetAnnot(page.raw, place)
            if annotation:
                try:
                    self._add(found, annotation)
                finally:
                    pdfium_c.FPDFPage_CloseAnnot(annotation)
        return found

    def _add(self, found: OnTop, annotation: Any) -> None:
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        if kind == pdfium_c.FPDF_ANNOT_WIDGET:
            found.has_fields = True
        elif kind != pdfium_c.FPDF_ANNOT_FREETEXT and kind not in _COMMENTS:
            return
        elif not pdfium_c.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
            self._add_shown(found, annotation, kind)

    def _add_shown(self, found: OnTop, annotation: Any, kind: int) -> None:
        text = self._text(annotation)
        if kind == pdfium_c.FPDF_ANNOT_FREETEXT:
            found.typed += self._typed(annotation, text)
            return
        if kind == pdfium_c.FPDF_ANNOT_FILEATTACHMENT:
            found.attached.append(_attached_name(annotation))
        is_a_name = text in found.attached
        if text and not is_a_name and not _string(annotation, b"State"):
            author = _string(annotation, b"T")[:_LONGEST_AUTHOR]
            found.comments.append(Comment(author, text, kind in _MARKS_WORDS))

    def _text(self, annotation: Any) -> str:
        text = _string(annotation, b"Contents") or _without_tags(_string(annotation, b"RC"))
        text = text[: self._characters_left].strip()
        self._characters_left -= len(text)
        return text

    def _typed(self, annotation: Any, text: str) -> Iterator[Entry]:
        """Each line of typed text with its part of the rectangle."""
        if not pdfium_c.FPDFAnnot_GetRect(annotation, self._rect):
            return
        rect = self._rect
        place = rectangle((rect.left, rect.bottom, rect.right, rect.top))
        if place is None or not text:
            return
        left, bottom, right, top = place
        lines = _LINE_END.split(text)
        if len(lines) == 1:
            yield Entry(text, *place, is_typed=True)
            return
        look = _string(annotation, b"DS") + " " + _string(annotation, b"DA")
        size = _FONT_SIZE.search(look)
        points = float(size.group(1) or size.group(2)) if size else _FONT_SIZE_UNSAID
        height = min((top - bottom) / len(lines), (points or _FONT_SIZE_UNSAID) * _LEADING)
        for number, line in enumerate(lines[:MOST_ON_A_PAGE]):
            if line.strip():
                upper = top - number * height
                yield Entry(line.strip(), left, upper - height, right, upper, is_typed=True)


def _string(annotation: Any, key: bytes) -> str:
    """A text of an annotation; "" where there is none, or one of millions of characters."""
    size = pdfium_c.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < size <= _LONGEST_BYTES:
        return ""
    buffer = ctypes.create_string_buffer(size)
    units = ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR))
    pdfium_c.FPDFAnnot_GetStringValue(annotation, key, units, size)
    return _decoded(buffer.raw)


def _attached_name(annotation: Any) -> str:
    attachment = pdfium_c.FPDFAnnot_GetFileAttachment(annotation)
    size = pdfium_c.FPDFAttachment_GetName(attachment, None, 0) if attachment else 0
    if not 2 < size <= _LONGEST_BYTES:
        return ""
    buffer = ctypes.create_string_buffer(size)
    units = ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR))
    pdfium_c.FPDFAttachment_GetName(attachment, units, size)
    return _decoded(buffer.raw)


def _decoded(utf16: bytes) -> str:
    return utf16.decode("utf-16-le", "replace").rstrip("\0")[:LONGEST_VALUE]


def _without_tags(rich: str) -> str:
    return html.unescape(_TAG.sub("", _PARAGRAPH_END.sub("\n", rich)))

"""OpenDocument presentations, packed or flat: a page a slide."""

from pathlib import Path
from typing import Any

from ingest.office.odf_file import DRAW, PRESENTATION, TEXT, OdfFile, opened_odf
from ingest.office.odf_text import OdfWriter
from ingest.pages.page_builder import PageBuilder
from ingest.presentations.slides import add_notes, slide_page, slides_document
from localdocs.types import BlockKind, Document, Page

_NOTES = PRESENTATION + "notes"


def read(path: Path) -> Document:
    """Read a presentation. Raises ReadError where it holds no text, is locked or damaged."""
    with opened_odf(path, "an OpenDocument presentation") as file:
        slides = file.body.iter(DRAW + "page")
        pages = [_page(file, slide, number) for number, slide in enumerate(slides, start=1)]
    return slides_document(path, pages, file.title, file.author, file.created, ())


def _page(file: OdfFile, slide: Any, number: int) -> Page:
    writer = OdfWriter(file, PageBuilder())
    for frame in slide:
        if frame.get(PRESENTATION + "class") == "title":
            text = " ".join(writer.text(p) for p in frame.iter(TEXT + "p", TEXT + "h"))
            writer.builder.add(BlockKind.HEADING, " ".join(text.split()), 1)
    for frame in slide:
        if frame.get(PRESENTATION + "class") != "title" and frame.tag != _NOTES:
            writer.add_container([frame])
    writer.add_later()
    notes = [p for part in slide.iter(_NOTES) for p in part.iter(TEXT + "p", TEXT + "h")]
    add_notes(writer.builder, "\n".join(filter(None, map(writer.text, notes))))
    return slide_page(writer.builder, number)

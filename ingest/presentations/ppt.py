"""PowerPoint before 2007: the words of each slide and its notes. Tables come cell by cell.

A file that only bears the name is read as a newer one.
"""

from pathlib import Path
from typing import Any

from ingest.office.container import OLE_MAGIC, refuse_locked
from ingest.office.ole_file import opened_ole, own_facts
from ingest.pages.page_builder import PageBuilder
from ingest.presentations import pptx
from ingest.presentations.ppt_records import Slide, read_slides
from ingest.presentations.slides import add_notes, slide_page, slides_document
from localdocs.errors import ReadError
from localdocs.types import BlockKind, Document, Page

_WHAT = "a PowerPoint presentation"


def read(path: Path) -> Document:
    """Read a presentation. Raises ReadError where it holds no text, is locked or damaged."""
    start = refuse_locked(path)
    if start.startswith(b"PK"):
        return pptx.read(path)
    if not start.startswith(OLE_MAGIC):
        raise ReadError(f"the file is damaged, or is not {_WHAT}")
    with opened_ole(path, _WHAT) as ole:
        slides = _slides(ole)
        title, author, created = own_facts(ole)
    pages = [_page(slide, number) for number, slide in enumerate(slides, start=1)]
    return slides_document(path, pages, title, author, created, ())


def _slides(ole: Any) -> list[Slide]:
    if not (ole.exists("PowerPoint Document") and ole.exists("Current User")):
        raise ReadError(f"the file is damaged, or is not {_WHAT}")
    stream = ole.openstream("PowerPoint Document").read()
    return read_slides(stream, ole.openstream("Current User").read())


def _page(slide: Slide, number: int) -> Page:
    builder = PageBuilder()
    for text in slide.titles:
        builder.add(BlockKind.HEADING, " ".join(text.split()), 1)
    for text in slide.texts:
        lines = [line for line in text.split("\n") if line.strip()]
        kind = BlockKind.LIST_ITEM if len(lines) > 1 else BlockKind.PARAGRAPH
        for line in lines:
            builder.add(kind, line)
    add_notes(builder, "\n".join(slide.notes))
    return slide_page(builder, number)

"""PowerPoint since 2007: a page a slide."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.office.charts import add_chart, diagram_texts
from ingest.office.container import local, main_part, opened_archive, own_facts, part, relations
from ingest.pages.page_builder import PageBuilder
from ingest.presentations.pptx_shapes import add_shapes, kind_of, paragraphs, texts_below
from ingest.presentations.slides import add_notes, slide_page, slides_document
from localdocs.types import BlockKind, Document, Page

_MOST_SLIDES = 5000


def read(path: Path) -> Document:
    """Read a presentation. Raises ReadError where it holds no text, is locked or damaged."""
    with opened_archive(path, "a PowerPoint presentation") as archive:
        places = list(_slides(archive))[:_MOST_SLIDES]
        slides = [part(archive, place) for place in places]
        pages = [
            _page(archive, place, slide, number)
            for number, (place, slide) in enumerate(zip(places, slides, strict=True), start=1)
        ]
        title, author, created = own_facts(archive)
    notes = [
        f"slide {number} is hidden"
        for number, slide in enumerate(slides, start=1)
        if slide is not None and slide.get("show") in ("0", "false")
    ]
    return slides_document(path, pages, title, author, created, notes)


def _slides(archive: zipfile.ZipFile) -> Iterator[str]:
    """The parts of the slides in the order in which they are shown."""
    main = main_part(archive)
    parts = relations(archive, main)
    root = part(archive, main)
    for entry in root.iter("{*}sldId") if root is not None else ():
        ids = [value for key, value in entry.attrib.items() if key.endswith("}id")]
        kind, place = parts.get(ids[0] if ids else "", ("", ""))
        if kind == "slide":
            yield place


def _page(archive: zipfile.ZipFile, place: str, slide: Any, number: int) -> Page:
    builder = PageBuilder()
    if slide is None:
        return slide_page(builder, number)
    parts = relations(archive, place)
    tree = next(slide.iter("{*}spTree"), ())
    for shape in texts_below(tree, "sp"):
        if kind_of(shape) in ("title", "ctrTitle"):
            builder.add(BlockKind.HEADING, " ".join(" ".join(paragraphs(shape)).split()), 1)
    add_shapes(builder, tree)
    for kind, target in parts.values():
        if kind == "chart":
            add_chart(builder, part(archive, target))
        elif kind == "diagramData":
            for text in diagram_texts(part(archive, target)):
                builder.add(BlockKind.LIST_ITEM, text)
    for kind, target in parts.values():
        if kind == "comments":
            for text in _comments(part(archive, target)):
                builder.add(BlockKind.PARAGRAPH, f"Comment: {text}")
        elif kind == "notesSlide":
            add_notes(builder, _notes(part(archive, target)))
    return slide_page(builder, number)


def _notes(root: Any) -> str:
    bodies = [shape for shape in texts_below(root, "sp") if kind_of(shape) == "body"]
    return "\n".join(text for shape in bodies for text in paragraphs(shape))


def _comments(root: Any) -> Iterator[str]:
    for comment in root.iter("{*}cm", "{*}reply") if root is not None else ():
        for child in comment:
            name = local(child)
            pieces = child.iter("{*}t") if name == "txBody" else [child] if name == "text" else []
            text = "".join(piece.text or "" for piece in pieces).strip()
            if text:
                yield text

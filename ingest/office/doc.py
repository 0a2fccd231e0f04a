"""Word before 2007: the words of a document, its headings, tables and notes.

A file that only bears the name, as programs write them, is read as what it is: RTF, HTML, or Word
since 2007.
"""

from pathlib import Path

from ingest.formats import docx_file, html
from ingest.office import rtf
from ingest.office.container import OLE_MAGIC
from ingest.office.doc_text import DocText, Heading, read_doc_text
from ingest.office.ole_file import opened_ole, own_facts
from ingest.pages.cell_tables import add_table
from ingest.pages.cleaning import clean_line
from ingest.pages.key_facts import with_key_facts
from ingest.pages.page_builder import PageBuilder
from ingest.pages.titles import first_line_title, labelled_title
from localdocs.errors import NoTextError, ReadError
from localdocs.types import BlockKind, Document

_WHAT = "a Word document"


def read(path: Path) -> Document:
    """Read a document. Raises ReadError where it holds no text, is locked or damaged."""
    with path.open("rb") as file:
        start = file.read(1000)
    if start.startswith(b"PK"):
        return docx_file.read(path)
    if start.lstrip().startswith(rtf.MAGIC):
        return rtf.read(path)
    if b"<html" in start.lower():
        return html.read(path)
    if start and not start.startswith(OLE_MAGIC):
        raise ReadError(f"the file is damaged, or is not {_WHAT}")
    with opened_ole(path, _WHAT) as ole:
        found = read_doc_text(ole)
        title, author, created = own_facts(ole)
    page = _built(found).page(1)
    if not page.text:
        raise NoTextError("the document has no text")
    title = (
        title or _first_heading(found) or labelled_title(page.text) or first_line_title(page.text)
    )
    return Document(path, (page,), with_key_facts(title, page.text), author, created)


def _first_heading(found: DocText) -> str:
    headings = (clean_line(piece.text) for piece in found.pieces if isinstance(piece, Heading))
    return next(filter(None, headings), "")


def _built(found: DocText) -> PageBuilder:
    builder = PageBuilder()
    for piece in found.pieces:
        if isinstance(piece, str):
            builder.add(BlockKind.PARAGRAPH, piece)
        elif isinstance(piece, Heading):
            builder.add(BlockKind.HEADING, clean_line(piece.text), min(piece.level, 6))
        else:
            add_table(builder, piece)
    for text in found.later:
        builder.add(BlockKind.PARAGRAPH, text)
    for text in dict.fromkeys(found.margins):
        builder.add(BlockKind.FURNITURE, text)
    return builder

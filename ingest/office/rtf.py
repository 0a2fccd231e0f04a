"""RTF: paragraphs, headings by their styles, lists with their marks, tables, notes, as one page."""

from pathlib import Path

from ingest.office.rtf_text import RtfReader
from ingest.pages.cleaning import clean_line
from ingest.pages.key_facts import with_key_facts
from ingest.pages.titles import first_line_title, labelled_title, own_title
from localdocs.errors import NoTextError, ReadError
from localdocs.types import Document

MAGIC = b"{\\rtf"


def read(path: Path) -> Document:
    """Read a text. Raises ReadError where it holds none, or is damaged."""
    data = path.read_bytes()
    if not data.strip():
        raise NoTextError("the file is empty")
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(MAGIC):
        raise ReadError("the file is damaged, or is not RTF")
    reader = RtfReader(start.decode("latin-1"))
    reader.read()
    page = reader.builder.page(1)
    if not page.text:
        raise NoTextError("the document has no text")
    stated = own_title(reader.facts.get("title", ""))
    title = stated or reader.first_heading or labelled_title(page.text)
    title = with_key_facts(title or first_line_title(page.text), page.text)
    author = clean_line(reader.facts.get("author", ""))
    return Document(path, (page,), title, author, reader.created)

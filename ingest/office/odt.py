"""OpenDocument texts, packed or flat: as one page."""

from pathlib import Path

from ingest.office.odf_file import STYLE, OdfFile, opened_odf
from ingest.office.odf_text import OdfWriter
from ingest.pages.cleaning import clean_line
from ingest.pages.key_facts import with_key_facts
from ingest.pages.page_builder import PageBuilder
from ingest.pages.titles import first_line_title, labelled_title, own_title
from localdocs.errors import NoTextError
from localdocs.types import BlockKind, Document


def read(path: Path) -> Document:
    """Read a text. Raises ReadError where it holds no text, is locked or damaged."""
    with opened_odf(path, "an OpenDocument text") as file:
        writer = OdfWriter(file, PageBuilder())
        _add_margins(writer, file, "header")
        writer.add_container(file.body)
        writer.add_later()
        _add_margins(writer, file, "footer")
    page = writer.builder.page(1)
    if not page.text:
        raise NoTextError("the document has no text")
    title = own_title(file.title) or writer.first_heading or labelled_title(page.text)
    title = with_key_facts(title or first_line_title(page.text), page.text)
    return Document(path, (page,), title, clean_line(file.author), file.created)


def _add_margins(writer: OdfWriter, file: OdfFile, where: str) -> None:
    """The headers or footers of all kinds of pages, each text once."""
    margins = file.of_styles(STYLE + where, f"{STYLE}{where}-first", f"{STYLE}{where}-left")
    texts = ("\n".join(writer.text(p) for p in margin.iter("{*}p", "{*}h")) for margin in margins)
    for text in dict.fromkeys(text.strip() for text in texts):
        writer.builder.add(BlockKind.FURNITURE, text)

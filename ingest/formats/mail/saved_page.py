"""Web pages that a browser saved in one file (.mht, .mhtml): a message whose text is the page."""

from email.message import Message
from pathlib import Path

from ingest.formats.html import document_of_html
from ingest.formats.mail.charsets import text_in
from ingest.formats.mail.headers import header, iso_date
from ingest.formats.mail.parts import DEEPEST, bytes_of, inner_parts, parsed
from localdocs.errors import NoTextError, ReadError
from localdocs.types import Document


def read(path: Path) -> Document:
    """Read the page; its pictures and frames are left out."""
    data = path.read_bytes()
    if not data.strip():
        raise NoTextError("the file is empty")
    message = parsed(data)
    page = _page_in(message, 0)
    if page is None:
        raise ReadError("the file is damaged, or is not a saved web page")
    source = text_in(bytes_of(page), page.get_content_charset("") or "")
    return document_of_html(
        path, source, title=header(message, "Subject"), created=iso_date(header(message, "Date"))
    )


def _page_in(part: Message, depth: int) -> Message | None:
    """The first part that is HTML."""
    if part.get_content_type() in ("text/html", "application/xhtml+xml"):
        return part
    if depth > DEEPEST:
        return None
    found = (_page_in(inner, depth + 1) for inner in inner_parts(part))
    return next((one for one in found if one is not None), None)

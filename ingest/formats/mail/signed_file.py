"""A signed message or file (.p7m): what was signed, by the reader of its own format.

``bill.pdf.p7m`` holds ``bill.pdf``, ``smime.p7m`` a message. The signature is not checked.
"""

from pathlib import Path

from ingest.formats.archives.inner_files import InnerFiles, own_name
from ingest.formats.archives.members import document_of_members
from ingest.formats.mail.message import document_of, letter_of
from ingest.formats.mail.parts import parsed
from ingest.formats.mail.signed import signed_content
from localdocs.errors import NoTextError
from localdocs.types import Document


def read(path: Path) -> Document:
    """Read what was signed. Raises ReadError where it is encrypted, damaged, or has no text."""
    data = path.read_bytes()
    if not data.strip():
        raise NoTextError("the file is empty")
    content = signed_content(data)
    name = Path(own_name(path)).stem
    if Path(name).suffix:
        inner = InnerFiles()
        inner.add(name, content)
        return document_of_members(path, inner)
    document = document_of(path, letter_of(parsed(content)))
    if not document.pages:
        raise NoTextError("the message has no text")
    return document

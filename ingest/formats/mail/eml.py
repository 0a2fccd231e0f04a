"""E-mail as most programs save it (.eml), and as Apple Mail keeps it (.emlx)."""

from dataclasses import replace
from pathlib import Path

from ingest.formats.mail.message import document_of, letter_of
from ingest.formats.mail.parts import parsed
from localdocs.errors import NoTextError, ReadError
from localdocs.types import Document

_LONGEST_COUNT = 12


def read(path: Path) -> Document:
    """Read one message with its attachments. Raises NoTextError where it is empty."""
    data = path.read_bytes()
    if path.suffix.lower() == ".emlx":
        data = _without_envelope(data)
    if not data.strip():
        raise NoTextError("the file is empty")
    message = parsed(data)
    document = document_of(path, letter_of(message))
    if not document.pages:
        raise NoTextError("the message has no text")
    if len(document.pages) > 1 and not document.pages[0].place:
        first = replace(document.pages[0], place="message")
        document = replace(document, pages=(first, *document.pages[1:]))
    return document


def _without_envelope(data: bytes) -> bytes:
    """The message alone: its length stands on the first line, the program's own marks below it."""
    count, _, rest = data.partition(b"\n")
    if not count.strip().isdigit() or len(count) > _LONGEST_COUNT:
        raise ReadError("the file is damaged, or is not a message of Apple Mail")
    return rest[: int(count)]

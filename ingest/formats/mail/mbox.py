"""A mailbox in one file (mbox), as mail programs and web mail export it: a page a message."""

import re
import time
from collections.abc import Iterator
from functools import partial
from itertools import filterfalse
from pathlib import Path

from ingest.formats.archives.inner_files import InnerFiles
from ingest.formats.mail.message import document_of, letter_of
from ingest.formats.mail.parts import parsed
from localdocs.errors import NoTextError, ReadError
from localdocs.types import Document

MOST_SECONDS = 90.0
"""Three quarters of what a file may take: then the rest is named as left out."""

_BLANK = (b"\n\n", b"\n\r\n")
_START = re.compile(
    rb"^From (?:[^\r\n]{0,300}\d{4}[^\r\n]{0,40}\r?$|(?:- ?)?\r?$(?=\n[A-Za-z][\w-]{0,60}:))",
    re.MULTILINE,
)
"""With the day, or bare above a header, as Thunderbird writes it."""

_STATE = re.compile(rb"X-Mozilla-Status: ([0-9A-Fa-f]{4})\r?$", re.MULTILINE)
_DELETED = 0x8
_QUOTED_START = re.compile(rb"^>(>{0,20}From )", re.MULTILINE)


def read(path: Path) -> Document:
    """Read every message, with its attachments. Raises ReadError where there is none."""
    data = path.read_bytes()
    if not data.strip():
        raise NoTextError("the file is empty")
    if not data.startswith(b"From "):
        raise ReadError("the file is damaged, or is not a mailbox")
    inner = InnerFiles()
    ends = time.monotonic() + MOST_SECONDS
    for number, message in enumerate(filterfalse(_is_deleted, _messages(data)), 1):
        if time.monotonic() > ends:
            inner.leave_out(f"message {number:,} and those after it", "the mailbox is too large")
            break
        place = f"message {number}"
        inner.add_read(place, partial(_read, path, message, place), is_headed=False)
    if not inner.pages:
        raise NoTextError("no message has any text")
    return Document(path, tuple(inner.pages), notes=inner.notes())


def _read(path: Path, data: bytes, place: str) -> Document:
    return document_of(path, letter_of(parsed(data)), place)


def _messages(data: bytes) -> Iterator[bytes]:
    """Each message without the line that begins it; a blank line stands before each such line."""
    starts = [
        match
        for match in _START.finditer(data)
        if not match.start() or data[max(match.start() - 4, 0) : match.start()].endswith(_BLANK)
    ]
    if not starts or starts[0].start():
        first = data.find(b"\n") + 1
        yield _unquoted(data[first : starts[0].start() if starts else len(data)])
    for number, start in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(data)
        yield _unquoted(data[start.end() : end].lstrip(b"\r\n"))


def _is_deleted(message: bytes) -> bool:
    """Whether Thunderbird shows it no more: it stays in the file until that is compacted."""
    state = _STATE.search(message[:300])
    return state is not None and bool(int(state[1], 16) & _DELETED)


def _unquoted(message: bytes) -> bytes:
    """Lines that begin with "From " are written with a ">" in front."""
    return _QUOTED_START.sub(rb"\1", message) if b"\n>" in message else message

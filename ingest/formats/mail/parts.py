"""The parts of a message in MIME, as forgiving as mail programs are."""

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from ingest.formats.mail.headers import decoded_words
from ingest.formats.utf_16 import utf_16_without_mark
from localdocs.errors import ReadError

DEEPEST = 50
_LOOKED_AT = 2_000
_NAMING = frozenset({"content-type", "content-disposition"})
_ENCODING = re.compile(r"quoted-printable|base64|7bit|8bit|binary|x-uuencode|uuencode", re.I)
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def parsed(data: bytes) -> Message:
    """The message in these bytes. Raises ReadError if its parts lie too deep in one another."""
    try:
        return BytesParser(policy=compat32).parsebytes(_in_ascii(data))
    except RecursionError as error:
        raise ReadError("its parts lie too deep in one another") from error


def bytes_of(part: Message) -> bytes:
    """What a part holds, decoded; whatever can be read of it where it is damaged."""
    stated = part.get("Content-Transfer-Encoding")
    if stated is not None:
        known = _ENCODING.search(str(stated)[:100])
        del part["Content-Transfer-Encoding"]
        part["Content-Transfer-Encoding"] = known.group().lower() if known else "8bit"
    if _is_no_base64(part):
        del part["Content-Transfer-Encoding"]
    try:
        content = part.get_payload(decode=True)
    except (ValueError, AssertionError, LookupError):
        content = None
    if isinstance(content, bytes):
        return content
    written = part.get_payload()
    return written.encode("utf-8", "surrogateescape") if isinstance(written, str) else b""


def _is_no_base64(part: Message) -> bool:
    """Whether a part that is said to be base64 is written plainly: half of it are lines with
    spaces, which base64 never has."""
    written = part.get_payload()
    if not isinstance(written, str) or "base64" not in str(part.get("Content-Transfer-Encoding")):
        return False
    lines = [line.strip() for line in written[:_LOOKED_AT].splitlines()]
    return sum(len(line) for line in lines if " " in line) * 2 > sum(map(len, lines))


def inner_parts(part: Message) -> Iterator[Message]:
    """The parts of a multipart."""
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (inner for inner in payload if isinstance(inner, Message))


def file_name(part: Message) -> str:
    """The name that a part has as a file, or "". Broken headers have none."""
    for name, value in list(part.raw_items()):
        if name.lower() in _NAMING and not str(value).isascii():
            meant = decoded_words(str(value))
            part.replace_header(name, meant)  # bytes beyond ASCII, without which there is no name
    try:
        name = part.get_filename() or ""
    except (ValueError, TypeError, LookupError, AttributeError):
        name = ""
    return decoded_words(name).replace("\\", "/").rpartition("/")[2]


def _in_ascii(data: bytes) -> bytes:
    """A message that was saved as UTF-16 or with a mark, without it."""
    encoding = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "")
    encoding = encoding or (utf_16_without_mark(data[:65_536]) if b"\0" in data[:200] else "")
    return data.decode(encoding, "replace").encode("utf-8") if encoding else data

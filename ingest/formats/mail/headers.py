"""The lines at the top of a message: from, to, date and subject, as a person reads them."""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from ingest.formats.mail.charsets import text_in
from ingest.pages.cleaning import clean_line

FACTS = ("From", "To", "Cc", "Bcc", "Date")
_LONGEST = 5_000
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def header(message: Message, name: str) -> str:
    """All headers of this name, decoded, on one line; "" if there is none."""
    found = [value for key, value in message.raw_items() if key.lower() == name.lower()]
    return clean_line(", ".join(filter(None, (decoded_words(str(value)) for value in found[:20]))))


def iso_date(written: str) -> str:
    """The day that a Date header states, where it was sent, or ""."""
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        match = _ISO_DATE.search(written[:100])
        return match.group() if match else ""


def name_of(sender: str) -> str:
    """The name in front of an address, else the address."""
    name, address = parseaddr(sender)
    return name or address or sender


def decoded_words(value: str) -> str:
    """The value with its encoded words as text, and bytes beyond ASCII as what they mean."""
    value = " ".join(value[:_LONGEST].split())
    if not value.isascii():
        value = text_in(value.encode("utf-8", "surrogateescape"), "utf-8")
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    return "".join(
        piece if isinstance(piece, str) else text_in(piece, charset or "ascii")
        for piece, charset in pieces
    )

"""E-mail as Outlook saves it (.msg): an OLE file of properties."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from ingest.formats.mail.bodies import Body, body_of_rtf, chosen
from ingest.formats.mail.charsets import text_in
from ingest.formats.mail.compressed_rtf import rtf_in
from ingest.formats.mail.message import Attachment, Letter, add_parts, add_signed, document_of
from localdocs.errors import NoTextError, ReadError
from localdocs.types import Document

DEEPEST = 8
_MOST_ATTACHMENTS = 2_000

_SUBJECT, _BODY, _HTML, _RTF = "0037", "1000", "1013", "1009"
_SENDER, _SENDER_ADDRESSES = "0C1A", ("5D01", "0C1F", "0065")
_SHOWN = {"To": "0E04", "Cc": "0E03", "Bcc": "0E02"}
_RECIPIENT_KIND = 0x0C15_0003
_HEADERS = "007D"
_CLASS = "001A"
_SIGNED = "IPM.NOTE.SMIME"
"""Its one attachment is the message, signed or encrypted, or signed part by part."""
_SIGNED_PARTS = "IPM.NOTE.SMIME.MULTIPARTSIGNED"
_NAMES, _DATA, _MEDIA_TYPE, _CONTENT_ID = ("3707", "3704", "3001"), "3701", "370E", "3712"
_SENT = (0x0039_0040, 0x0E06_0040, 0x3007_0040)
_CODE_PAGES = (0x3FFD_0003, 0x3FDE_0003)
_PROPERTIES = "__properties_version1.0"
_HEADER_BYTES = (32, 24)
"""Of the properties of the message itself, and of one within it."""
_SHORT_HEADER_BYTES, _ENTRY_BYTES = 8, 16
_WINDOWS_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_DATE_HEADER = re.compile(r"^Date:[ \t]*([^\r\n]{5,100})", re.MULTILINE | re.IGNORECASE)


def read(path: Path) -> Document:
    """Read one message with its attachments. Raises ReadError for what is no Outlook message."""
    import olefile

    with path.open("rb") as opened:
        if not opened.read(1):
            raise NoTextError("the file is empty")
    try:
        with olefile.OleFileIO(str(path)) as ole:
            if not ole.exists(_PROPERTIES):
                raise ReadError("the file is damaged, or is not a message of Outlook")
            letter = _Storage(ole, (), 0).letter()
    except (OSError, ValueError, IndexError, KeyError, struct.error, RecursionError) as error:
        raise ReadError("the file is damaged, or is not a message of Outlook") from error
    document = document_of(path, letter)
    if not document.pages:
        raise NoTextError("the message has no text")
    return document


@dataclass(frozen=True, slots=True)
class _Storage:
    """A message or an attachment within the file, and how deep it lies."""

    ole: Any
    place: tuple[str, ...]
    depth: int

    def letter(self) -> Letter:
        """The message that is stored here."""
        letter = Letter(self._text(_SUBJECT))
        letter.facts = {
            "From": self._sender(),
            **self._recipients(),
            "Date": self._date(),
        }
        letter.bodies = self._bodies()
        rtf = b"" if letter.bodies else rtf_in(self._bytes(_RTF, "0102"))
        if rtf:
            letter.bodies.append(body_of_rtf(rtf))
        kind = self._text(_CLASS).upper()
        for storage in self._inner("__attach_version1.0_"):
            storage._attach(letter, kind)
        return letter

    def _attach(self, letter: Letter, kind: str) -> None:
        """Add the attachment that is stored here to a message of this kind."""
        inside = (*self.place, f"__substg1.0_{_DATA}000D")
        name = next(filter(None, map(self._text, _NAMES)), "")
        if self.ole.exists([*inside, _PROPERTIES]):
            if self.depth >= DEEPEST:
                letter.notes.append(f"messages more than {DEEPEST} deep are not read")
            else:
                letter.messages.append(_Storage(self.ole, inside, self.depth + 1).letter())
        elif (data := self._bytes(_DATA, "0102")) and kind.startswith(_SIGNED_PARTS):
            add_parts(letter, data)
        elif data and kind.startswith(_SIGNED):
            add_signed(letter, data)
        elif data:
            media_type = self._text(_MEDIA_TYPE)
            is_shown = bool(self._text(_CONTENT_ID))
            letter.attach(Attachment(name or "unnamed", data, media_type, is_shown))

    def _sender(self) -> str:
        name = self._text(_SENDER)
        address = next(
            (text for text in map(self._text, _SENDER_ADDRESSES) if "@" in text and text != name),
            "",
        )
        return f"{name} <{address}>" if name and address else name or address

    def _recipients(self) -> dict[str, str]:
        """To whom it went, with the addresses; else the names that Outlook shows."""
        found: dict[str, list[str]] = {name: [] for name in _SHOWN}
        for storage in self._inner("__recip_version1.0_"):
            kind = storage._fixed().get(_RECIPIENT_KIND, 1) & 0xF
            if 1 <= kind <= len(_SHOWN):
                found[list(_SHOWN)[kind - 1]].append(storage._recipient())
        return {
            name: ", ".join(filter(None, found[name])) or self._text(number)
            for name, number in _SHOWN.items()
        }

    def _recipient(self) -> str:
        name = self._text("3001")
        addresses = (self._text(number) for number in ("39FE", "3003"))
        address = next((text for text in addresses if "@" in text), "")
        return f"{name} <{address}>" if name and address and name != address else address or name

    def _date(self) -> str:
        """The date that its headers state, else when it was sent, in universal time."""
        if stated := _DATE_HEADER.search(self._text(_HEADERS)):
            return stated[1].strip()
        fixed = self._fixed()
        for key in _SENT:
            if ticks := fixed.get(key, 0):
                try:
                    moment = _WINDOWS_EPOCH + timedelta(microseconds=ticks // 10)
                except OverflowError:
                    continue
                return format_datetime(moment.replace(microsecond=0))
        return ""

    def _bodies(self) -> list[Body]:
        rich = self._bytes(_HTML, "0102")
        html = text_in(rich, _declared(rich) or self._code_page()) if rich else self._text(_HTML)
        return chosen([Body(self._text(_BODY)), Body(html, is_html=True)])

    def _text(self, number: str) -> str:
        if data := self._bytes(number, "001F"):
            return data.decode("utf-16-le", "replace").rstrip("\0")
        data = self._bytes(number, "001E").rstrip(b"\0")
        return text_in(data, self._code_page()) if data else ""

    def _bytes(self, number: str, kind: str) -> bytes:
        place = [*self.place, f"__substg1.0_{number}{kind}"]
        return bytes(self.ole.openstream(place).read()) if self.ole.exists(place) else b""

    def _fixed(self) -> dict[int, int]:
        """The properties of fixed size, by number and type."""
        place = [*self.place, _PROPERTIES]
        data = self.ole.openstream(place).read() if self.ole.exists(place) else b""
        is_message = not self.place or self.place[-1].startswith("__substg1.0_")
        start = _HEADER_BYTES[min(len(self.place), 1)] if is_message else _SHORT_HEADER_BYTES
        entries = (
            struct.unpack_from("<IIQ", data, at)
            for at in range(start, len(data) - _ENTRY_BYTES + 1, _ENTRY_BYTES)
        )
        return {key: value for key, _, value in entries}

    def _code_page(self) -> str:
        fixed = self._fixed()
        page = next((fixed[key] & 0xFFFF for key in _CODE_PAGES if fixed.get(key)), 1252)
        return "utf-8" if page == 65001 else f"cp{page}"

    def _inner(self, start: str) -> Iterator["_Storage"]:
        depth = len(self.place)
        names = {
            place[depth]
            for place in self.ole.listdir(streams=True, storages=True)
            if len(place) > depth
            and tuple(place[:depth]) == self.place
            and place[depth].startswith(start)
        }
        for name in sorted(names)[:_MOST_ATTACHMENTS]:
            yield _Storage(self.ole, (*self.place, name), self.depth)


def _declared(rich: bytes) -> str:
    """The charset that HTML states."""
    match = re.search(rb"charset\s{0,9}=\s{0,9}[\"']?([\w-]{2,40})", rich[:4096], re.IGNORECASE)
    return match[1].decode("ascii") if match else ""

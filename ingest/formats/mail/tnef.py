"""winmail.dat (MS-OXTNEF): how Outlook packs the text and attachments of a message for itself."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.formats.mail.charsets import text_in
from ingest.formats.mail.compressed_rtf import rtf_in
from localdocs.errors import ReadError

_SIGNATURE = 0x223E9F78
_BODY, _PROPERTIES, _CODE_PAGE = 0x0002800C, 0x00069003, 0x00069007
_BEGINS, _TITLE, _DATA, _OF_ATTACHMENT = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
_TEXT, _WIDE_TEXT, _BYTES, _OBJECT, _SEVERAL = 0x1E, 0x1F, 0x102, 0x0D, 0x1000
_FIXED_BYTES = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_PLAIN, _HTML, _RTF, _LONG_NAME, _OBJECT_DATA = 0x1000, 0x1013, 0x1009, 0x3707, 0x3701
_ID_BYTES = 16
"""Of the kind of an object, in front of what it holds."""
_MOST_FILES = 2_000
_DEEPEST = 8


@dataclass(slots=True)
class PackedFile:
    """An attachment; ``message`` is one that is a message itself."""

    name: str = ""
    data: bytes = b""
    message: "Packed | None" = None


@dataclass(slots=True)
class Packed:
    """What a winmail.dat holds; "" and b"" for a version of the text that it does not have."""

    plain: str = ""
    html: bytes = b""
    rtf: bytes = b""
    files: list[PackedFile] = field(default_factory=list)


def unpacked(data: bytes, depth: int = 0) -> Packed:
    """What is packed, as far as it can be read. Raises ReadError where nothing is."""
    if len(data) < 6 or struct.unpack_from("<I", data)[0] != _SIGNATURE:
        raise ReadError("the file is damaged, or is no winmail.dat")
    packed = Packed()
    page = "cp1252"
    try:
        for kind, value in _attributes(data):
            if kind == _CODE_PAGE:
                page = f"cp{struct.unpack_from('<I', value)[0]}"
            elif kind == _BODY:
                packed.plain = packed.plain or text_in(value.rstrip(b"\0"), page)
            elif kind == _PROPERTIES:
                _take_text(packed, value, page)
            elif kind == _BEGINS and len(packed.files) < _MOST_FILES:
                packed.files.append(PackedFile())
            elif packed.files:
                _take_file(packed.files[-1], kind, value, page, depth)
    except (struct.error, IndexError, KeyError, ValueError):
        pass  # it is cut off; what was read is kept
    return packed


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 6
    while at + 9 <= len(data):
        _, kind, length = struct.unpack_from("<BII", data, at)
        yield kind, data[at + 9 : at + 9 + length]
        at += 9 + length + 2  # a sum that checks it


def _take_text(packed: Packed, value: bytes, page: str) -> None:
    for number, kind, held in _properties(value):
        if number == _PLAIN:
            packed.plain = _text(kind, held, page) or packed.plain
        elif number == _HTML:
            packed.html = held
        elif number == _RTF:
            packed.rtf = rtf_in(held)


def _take_file(file: PackedFile, kind: int, value: bytes, page: str, depth: int) -> None:
    if kind == _TITLE:
        file.name = file.name or text_in(value.rstrip(b"\0"), page)
    elif kind == _DATA:
        file.data = value
    elif kind == _OF_ATTACHMENT:
        for number, held_as, held in _properties(value):
            if number == _LONG_NAME:
                file.name = _text(held_as, held, page) or file.name
            elif number == _OBJECT_DATA and held_as == _OBJECT and depth < _DEEPEST:
                inner = held[_ID_BYTES:]
                if inner[:4] == struct.pack("<I", _SIGNATURE):
                    file.message = unpacked(inner, depth + 1)


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Number, type and first value of each property."""
    at = 4
    for _ in range(struct.unpack_from("<I", data)[0]):
        kind, number = struct.unpack_from("<HH", data, at)
        at += 4
        if number >= 0x8000:
            at = _behind_name(data, at)
        count = 1
        is_sized = kind & ~_SEVERAL in (_TEXT, _WIDE_TEXT, _BYTES, _OBJECT)
        if is_sized or kind & _SEVERAL:
            count = struct.unpack_from("<I", data, at)[0]
            at += 4
        first = b""
        for place in range(count):
            if is_sized:
                length = struct.unpack_from("<I", data, at)[0]
                at += 4
            else:
                length = _FIXED_BYTES[kind & ~_SEVERAL]
            first = data[at : at + length] if place == 0 else first
            at += -(-length // 4) * 4
            if at > len(data) + 4:
                return
        yield number, kind, first


def _behind_name(data: bytes, at: int) -> int:
    """The place behind the name of a property: a number, or text."""
    is_text, length = struct.unpack_from("<II", data, at + 16)
    return at + 24 + (-(-length // 4) * 4 if is_text else 0)


def _text(kind: int, held: bytes, page: str) -> str:
    if kind == _WIDE_TEXT:
        return held.decode("utf-16-le", "replace").rstrip("\0")
    return text_in(held.rstrip(b"\0"), page)

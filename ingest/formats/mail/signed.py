"""What lies within a signature (CMS, RFC 5652): a message, or a file. Nobody checks the signature.

It is written in BER: elements within one another, of a stated length or up to an empty one.
"""

import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass

from localdocs.errors import EncryptedError, ReadError

_PKCS7 = bytes.fromhex("2a864886f70d0107")
_SIGNED = _PKCS7 + b"\x02"
_ENCRYPTED = (_PKCS7 + b"\x03", _PKCS7 + b"\x06", bytes.fromhex("2a864886f70d0109100117"))
_SEQUENCE, _OBJECT, _CONTENT = 0x30, 0x06, 0xA0
_CONSTRUCTED, _LONG_TAG, _UP_TO_EMPTY = 0x20, 0x1F, 0x80
_DEEPEST = 20
_MARKS = re.compile(rb"-----[A-Z0-9 ]{3,40}-----")


@dataclass(frozen=True, slots=True)
class _Element:
    """``data[start:end]`` is what it holds, ``after`` where the next one begins."""

    tag: int
    start: int
    end: int
    after: int


def signed_content(data: bytes) -> bytes:
    """The content that was signed. Raises EncryptedError where it is encrypted, and ReadError where
    the data are damaged or nothing of that kind."""
    data = _in_binary(data)
    try:
        kind, *content = _inside(data, _of(_SEQUENCE, _element(data, 0, 0)))
        said = data[kind.start : kind.end]
        if kind.tag == _OBJECT and said in _ENCRYPTED:
            raise EncryptedError("it is encrypted; only the program of its receiver opens it")
        if kind.tag != _OBJECT or said != _SIGNED:
            raise ValueError("of another kind")
        _, _, capsule, *_ = _inside(data, _inside(data, _of(_CONTENT, content[0]))[0])
        inner = [one for one in _inside(data, capsule) if one.tag == _CONTENT]
        if not inner:
            raise ReadError("it is a signature alone")
        return _octets(data, _inside(data, inner[0]), 0)
    except (ValueError, IndexError) as error:
        raise ReadError("the file is damaged, or is not signed") from error


def _in_binary(data: bytes) -> bytes:
    """The data, which may be written as text."""
    start = data[:100].lstrip()
    if start[:1] == bytes([_SEQUENCE]) and not start.isalnum():
        return data
    try:
        return binascii.a2b_base64(_MARKS.sub(b"", data))
    except binascii.Error as error:
        raise ReadError("the file is damaged, or is not signed") from error


def _element(data: bytes, at: int, depth: int) -> _Element:
    """The element that begins here. Raises ValueError, IndexError."""
    tag, length, start = data[at], data[at + 1], at + 2
    if tag & _LONG_TAG == _LONG_TAG or depth > _DEEPEST:
        raise ValueError("of another kind")
    if length == _UP_TO_EMPTY:
        end = start
        while data[end : end + 2] != b"\0\0":
            end = _element(data, end, depth + 1).after
        return _Element(tag, start, end, end + 2)
    if length > _UP_TO_EMPTY:
        count = length - _UP_TO_EMPTY
        length = int.from_bytes(data[start : start + count])
        start += count
    if start + length > len(data):
        raise ValueError("cut off")
    return _Element(tag, start, start + length, start + length)


def _inside(data: bytes, element: _Element) -> list[_Element]:
    found: list[_Element] = []
    at = element.start
    while at < element.end:
        found.append(_element(data, at, 0))
        at = found[-1].after
    return found


def _of(tag: int, element: _Element) -> _Element:
    if element.tag != tag:
        raise ValueError("of another kind")
    return element


def _octets(data: bytes, pieces: Sequence[_Element], depth: int) -> bytes:
    """The octets of these elements, each whole or in pieces."""
    if depth > _DEEPEST:
        raise ValueError("too deep")
    return b"".join(
        _octets(data, _inside(data, piece), depth + 1)
        if piece.tag & _CONSTRUCTED
        else data[piece.start : piece.end]
        for piece in pieces
    )

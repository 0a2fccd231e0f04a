"""Outlook's own packing of RTF (MS-OXRTFCP): literals, and references into the last 4,096 bytes."""

import struct

_PACKED, _PLAIN = 0x75465A4C, 0x414C454D
_HEADER_BYTES = 16
_WINDOW = 4096
_MOST_BYTES = 50_000_000
_KNOWN = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    b"\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    b"\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def rtf_in(data: bytes) -> bytes:
    """The RTF; what can be read of it where it is damaged, b"" where it is none."""
    if len(data) < _HEADER_BYTES:
        return b""
    _, size, kind, _ = struct.unpack_from("<IIII", data)
    if kind == _PLAIN:
        return data[_HEADER_BYTES : _HEADER_BYTES + size]
    return _unpacked(data, min(size, _MOST_BYTES)) if kind == _PACKED else b""


def _unpacked(data: bytes, size: int) -> bytes:
    window = bytearray(_KNOWN.ljust(_WINDOW, b"\0"))
    at, out, place = len(_KNOWN), bytearray(), _HEADER_BYTES
    while place < len(data) and len(out) < size:
        control = data[place]
        place += 1
        for bit in range(8):
            if control & (1 << bit):
                if place + 2 > len(data):
                    return bytes(out)
                reference = (data[place] << 8) | data[place + 1]
                place += 2
                offset, length = reference >> 4, (reference & 0xF) + 2
                if offset == at:
                    return bytes(out)
                piece = [0] * length
                for index in range(length):
                    piece[index] = window[at] = window[(offset + index) % _WINDOW]
                    at = (at + 1) % _WINDOW
                out += bytes(piece)
            else:
                if place >= len(data):
                    return bytes(out)
                window[at] = data[place]
                out.append(data[place])
                at, place = (at + 1) % _WINDOW, place + 1
    return bytes(out)

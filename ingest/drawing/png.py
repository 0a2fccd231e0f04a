"""Pictures as PNG, with nothing but the standard library: Pillow is no dependency of ours."""

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LEVEL = 2  # of nine: a page takes a tenth of a second less, and a fifth more bytes


def as_png(pixels: bytes | memoryview, width: int, height: int, stride: int) -> bytes:
    """RGB pixels, ``stride`` bytes a row, as a PNG."""
    packing = zlib.compressobj(_LEVEL)
    parts = []
    for row in range(height):
        start = row * stride
        parts.append(packing.compress(b"\0" + bytes(pixels[start : start + 3 * width])))
    parts.append(packing.flush())
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", b"".join(parts)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check

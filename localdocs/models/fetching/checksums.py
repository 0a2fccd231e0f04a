"""Whether a file is the one that was promised: size, digest, and sound head."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from localdocs.errors import ModelDamagedError
from localdocs.models.gguf.header import read_facts
from localdocs.models.gguf.soundness import check_filled

_BLOCK_BYTES = 1 << 20

OnBytes = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Promise:
    """What a file should be, as far as it is known. ``published``: somebody else says so; else
    it is what we found when it came."""

    size: int | None = None
    sha256: str | None = None
    md5: str | None = None
    published: bool = True

    @property
    def digest(self) -> tuple[str, str] | None:
        """The kind of digest and its value; the better of two."""
        if self.sha256:
            return "sha256", self.sha256
        return ("md5", self.md5) if self.md5 else None


def digest_of(path: Path, kind: str, on_bytes: OnBytes | None = None) -> str:
    """The digest of a file in hexadecimal; ``on_bytes`` hears how many bytes are done."""
    digest, done = hashlib.new(kind, usedforsecurity=False), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
            done += len(block)
            if on_bytes:
                on_bytes(done)
    return digest.hexdigest()


def check_promise(path: Path, promise: Promise, on_bytes: OnBytes | None = None) -> str:
    """Say in words what was checked. Raises ModelDamagedError where the file is another one."""
    check_size(path, promise)
    if promise.digest is None:
        check_head(path)
        return "its head is sound; no checksum of it is known"
    kind, expected = promise.digest
    name = {"sha256": "SHA-256", "md5": "MD5"}[kind]
    got = digest_of(path, kind, on_bytes)
    if got != expected:
        raise ModelDamagedError(
            f"Expected {name} hash of '{expected}', got '{got}': {path}", _REMEDY
        )
    return f"{name} as published" if promise.published else f"{name} as when it came"


def check_size(path: Path, promise: Promise) -> None:
    """Raises ModelDamagedError where the file is longer or shorter than promised."""
    size = path.stat().st_size
    if promise.size is not None and size != promise.size:
        raise ModelDamagedError(
            f"Expected file size of {promise.size} bytes, got {size}: {path}", _REMEDY
        )


def check_head(path: Path) -> None:
    """Raises ModelDamagedError where the file is no model, or a part of one."""
    read_facts(path)
    check_filled(path)


_REMEDY = (
    "Delete it and get it again: localdocs models remove NAME, then localdocs models pull NAME"
)

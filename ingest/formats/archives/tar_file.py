"""Tar, packed or not, and single files packed by gzip, bzip2 or xz."""

import bz2
import gzip
import lzma
import tarfile
import zlib
from pathlib import Path
from typing import IO, cast

from ingest.formats.archives.inner_files import InnerFiles, own_name, shown_name
from ingest.formats.archives.members import (
    HIDDEN,
    LINK,
    NO_FILE,
    document_of_members,
    is_hidden_document,
    is_wanted,
)
from localdocs.errors import ReadError
from localdocs.types import Document

MOST_MEMBERS = 100_000
MOST_UNPACKED_BYTES = 4 * 2**30
"""A packed tar is read from its beginning to its end, past what is left out."""

_SINGLE = frozenset({".gz", ".bz2", ".xz"})
"""Suffixes of what may be a tar file or any other."""

_DAMAGED = (tarfile.TarError, EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, OSError)
_BLOCK = 512
_MAGIC_AT = 257


def read(path: Path) -> Document:
    """Read a tar file, or the one file that was packed. Raises ReadError where it is damaged or
    nothing in it can be read."""
    path.stat()  # a missing file should say so by itself
    inner = InnerFiles()
    try:
        with _unpacked(path) as file:
            start = file.read(_BLOCK)
        with _unpacked(path) as file:
            if start[_MAGIC_AT:].startswith(b"ustar") or path.suffix.lower() not in _SINGLE:
                _add_members(inner, file)
            elif inner.takes(name := Path(own_name(path)).stem):
                inner.add(name, file.read(inner.bytes_left + 1))
    except _DAMAGED as error:
        if not inner.pages:
            raise ReadError("the file is damaged, or is not packed as its name says") from error
        inner.leave_out("the rest", "the file is damaged from there on")
    return document_of_members(path, inner)


def _unpacked(path: Path) -> IO[bytes]:
    match path.suffix.lower():
        case ".gz" | ".tgz":
            return cast(IO[bytes], gzip.open(path, "rb"))
        case ".bz2" | ".tbz2":
            return bz2.open(path, "rb")
        case ".xz" | ".txz":
            return lzma.open(path, "rb")
        case _:
            return path.open("rb")


def _add_members(inner: InnerFiles, file: IO[bytes]) -> None:
    unpacked = 0
    with tarfile.open(fileobj=file, mode="r|") as archive:
        for count, member in enumerate(archive):
            unpacked += member.size
            is_too_much = count >= MOST_MEMBERS or unpacked > MOST_UNPACKED_BYTES
            if reason := "there is too much within" if is_too_much else inner.refusal:
                inner.leave_out("the rest", reason)
                return
            name = shown_name(member.name)
            if not is_wanted(member.name):
                if member.isreg() and is_hidden_document(member.name):
                    inner.leave_out(name, HIDDEN)
                continue
            if member.isreg():
                content = archive.extractfile(member) if inner.takes(name) else None
                if content is not None:
                    inner.add(name, content.read(inner.bytes_left + 1))
            elif not member.isdir():
                inner.leave_out(name, LINK if member.issym() or member.islnk() else NO_FILE)

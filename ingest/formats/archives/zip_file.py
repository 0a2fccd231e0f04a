"""ZIP: every file in it by the reader of its own format, as far as it is bearable."""

import lzma
import stat
import zipfile
import zlib
from pathlib import Path

from ingest.formats.archives.inner_files import InnerFiles, shown_name
from ingest.formats.archives.members import (
    HIDDEN,
    LINK,
    document_of_members,
    is_hidden_document,
    is_wanted,
)
from localdocs.errors import ReadError
from localdocs.types import Document

MOST_MEMBERS = 100_000
HIGHEST_RATIO = 200
_SMALL_BYTES = 10 * 2**20
"""A file of so few bytes may be packed as tightly as it likes."""

DAMAGED_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    EOFError,
    OSError,
)
"""What reading a damaged archive that could be opened raises."""

_ENCRYPTED, _NAME_IS_UTF_8 = 0x1, 0x800


def read(path: Path) -> Document:
    """Read a ZIP file. Raises ReadError where it is damaged or nothing in it can be read."""
    inner = InnerFiles()
    with path.open("rb") as file:
        try:
            archive = zipfile.ZipFile(file)
        except DAMAGED_ZIP as error:
            raise ReadError("the file is damaged, or is not a ZIP file") from error
        members = archive.infolist()
        if len(members) > MOST_MEMBERS:
            raise ReadError(f"holds more than {MOST_MEMBERS:,} files")
        for member in members:
            if member.is_dir():
                continue
            if is_wanted(member.filename):
                _add(inner, archive, member)
            elif is_hidden_document(member.filename):
                inner.leave_out(shown_name(_name(member)), HIDDEN)
    return document_of_members(path, inner)


def _name(member: zipfile.ZipInfo) -> str:
    """Its name; many programs write UTF-8 and do not say so."""
    if member.flag_bits & _NAME_IS_UTF_8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _add(inner: InnerFiles, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    name = shown_name(_name(member))
    swells = member.file_size > max(_SMALL_BYTES, HIGHEST_RATIO * max(member.compress_size, 1))
    if stat.S_ISLNK(member.external_attr >> 16):
        inner.leave_out(name, LINK)
    elif member.flag_bits & _ENCRYPTED:
        inner.leave_out(name, "it is locked: it needs a password")
    elif swells:
        inner.leave_out(name, f"it unpacks to {member.file_size / 1e6:,.0f} MB, which is too much")
    elif inner.takes(name):
        try:
            with archive.open(member) as file:
                data = file.read(inner.bytes_left + 1)
        except DAMAGED_ZIP:
            inner.leave_out(name, "it is damaged, or is packed in an unknown way")
        else:
            inner.add(name, data)

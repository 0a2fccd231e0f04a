"""The container of office files before 2007 (OLE): a small file system within a file."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from ingest.pages.cleaning import clean_line
from ingest.pages.titles import own_title
from localdocs.errors import NoTextError, ReadError


@contextmanager
def opened_ole(path: Path, what: str) -> Iterator[Any]:
    """The container of a file that should be ``what``.

    Raises ReadError where it is damaged, or turns out so within the block.
    """
    import olefile

    if path.stat().st_size == 0:
        raise NoTextError("the file is empty")
    try:
        with olefile.OleFileIO(str(path)) as ole:
            yield ole
    except (OSError, ValueError, IndexError, KeyError, TypeError, struct.error) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk, not the file
        raise ReadError(f"the file is damaged, or is not {what}") from error


def own_facts(ole: Any) -> tuple[str, str, str]:
    """Title, author and ISO date that the file states about itself; "" for each it does not."""
    about = ole.get_metadata()
    created = about.create_time
    date = created.date().isoformat() if isinstance(created, datetime) else ""
    page = about.codepage if isinstance(about.codepage, int) else 1252
    title, author = (_text(value, page) for value in (about.title, about.author))
    return own_title(title), clean_line(author), date


def _text(value: object, page: int) -> str:
    if not isinstance(value, bytes):
        return value if isinstance(value, str) else ""
    name = "utf-8" if page in (65001, -535) else f"cp{page % 65536}"
    try:
        return value.decode(name, "replace").rstrip("\0")
    except LookupError:
        return value.decode("cp1252", "replace").rstrip("\0")

"""What the server reads of the library itself: lists and pages, which need no model.

Each look opens the database anew and closes it: it is read by several threads, may be replaced
between two of them, and an idle server is to hold nothing.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from localdocs.home.places import Places
from localdocs.library import Library

CACHE_BYTES = 1 << 20

Value = TypeVar("Value")


class LibraryView:
    """Reads the library of one home, in threads."""

    def __init__(self, where: Places) -> None:
        self._where = where

    async def look(self, read: Callable[[Library], Value]) -> Value:
        """What ``read`` finds. Raises the library's errors."""
        return await asyncio.to_thread(self._read, read)

    async def folder_names(self) -> list[str]:
        """The names of the folders, in their order."""
        return await self.look(lambda library: [f.name for f in library.status().folders])

    async def page_text(self, path: Path, number: int) -> str | None:
        """The text of a page as it is indexed; None where there is none."""
        return await self.look(lambda library: library.page_texts(path).get(number))

    def _read(self, read: Callable[[Library], Value]) -> Value:
        with Library(self._where.home, CACHE_BYTES) as library:
            return read(library)

"""What the server reads of the library itself: lists and pages, which need no model.

Each look opens the database anew and closes it: it is read by several threads, may be replaced
between two of them, and an idle server is to hold nothing.
"""

import asyncio
from collections.abc import Callable
from contextlib import closing
from typing import TypeVar

from index.connection import Connection
from index.database import catalog
from index.opening import has_index, index_errors, open_index
from localdocs.home.index_location import index_location
from localdocs.home.places import Places
from localdocs.home.settings import Settings
from localdocs.library import Library

CACHE_BYTES = 1 << 20

Value = TypeVar("Value")


class LibraryView:
    """Reads the library of one home, in threads. Raises StorageError where that home is gone."""

    def __init__(self, where: Places) -> None:
        self._where = where

    @property
    def places(self) -> Places:
        """Where the library lies."""
        return self._where

    async def look(self, read: Callable[[Library], Value]) -> Value:
        """What ``read`` finds. Raises the library's errors."""
        return await asyncio.to_thread(self._read, read)

    async def rows(self, read: Callable[[Connection], Value], none: Value) -> Value:
        """What ``read`` finds in the database; ``none`` where there is no library yet."""
        return await asyncio.to_thread(self._read_rows, read, none)

    async def folder_names(self) -> list[str]:
        """The names of the folders, in their order."""
        none: list[catalog.Folder] = []
        return [folder.name for folder in await self.rows(catalog.folders, none)]

    def _read(self, read: Callable[[Library], Value]) -> Value:
        self._where.must_exist()
        with Library(self._where.home, CACHE_BYTES) as library:
            return read(library)

    def _read_rows(self, read: Callable[[Connection], Value], none: Value) -> Value:
        self._where.must_exist()
        location = index_location(self._where, Settings(self._where.settings))
        if not has_index(location):
            return none
        with index_errors(location), closing(open_index(location, CACHE_BYTES)) as connection:
            return read(connection)

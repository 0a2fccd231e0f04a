"""What the addresses under /api work with, and how quotes are given ids and links."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.requests import Request

from index.database.documents_by_id import document_ids
from localdocs.conversations.store import Conversations
from localdocs.server.http.guard import Rules
from localdocs.server.http.links import Links, asked_at
from localdocs.server.library.drawings import Drawings
from localdocs.server.library.service_line import ServiceLine
from localdocs.server.library.view import LibraryView
from localdocs.server.page.way_in import WayIn
from localdocs.types import Citation, Hit

Shape = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Backing:
    """The line to the service, the library as it is on disk, the child that draws."""

    line: ServiceLine
    view: LibraryView
    drawings: Drawings
    token: str
    conversations: Conversations
    way_in: WayIn
    rules: Rules

    def links(self, request: Request) -> Links:
        """Links by the name under which the caller knows the server."""
        return Links(asked_at(request), self.token)


class Locating:
    """Adds the id of its document and a link to each hit and quote of one reply."""

    def __init__(
        self, backing: Backing, request: Request, known: Mapping[Path, int | None] | None = None
    ) -> None:
        """``known``: the ids of documents; the others are looked up."""
        self._view = backing.view
        self._links = backing.links(request)
        self._ids: dict[Path, int | None] = dict(known or {})

    async def located(
        self, shapes: Iterable[Shape], items: Sequence[Hit | Citation]
    ) -> list[Shape]:
        """The shapes of these items, with what is added."""
        await self._look_up({item.path for item in items})
        return [
            shape | {"document": self._ids[item.path], "url": self._link(item)}
            for shape, item in zip(shapes, items, strict=True)
        ]

    def _link(self, item: Hit | Citation) -> str:
        text = item.quote if isinstance(item, Citation) else item.text
        return self._links.to_place(str(item.path), item.page_number, item.start, item.end, text)

    async def _look_up(self, paths: set[Path]) -> None:
        if missing := paths - self._ids.keys():
            none: dict[Path, int] = {}
            found = await self._view.rows(lambda rows: document_ids(rows, missing), none)
            self._ids |= {path: found.get(path) for path in missing}

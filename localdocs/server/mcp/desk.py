"""What every tool works with: the line to the service, the library, addresses of pages."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from localdocs.errors import ServiceError
from localdocs.home.places import Places
from localdocs.server.http.links import Links
from localdocs.server.library.service_line import ServiceLine
from localdocs.server.library.view import LibraryView
from localdocs.server.running.record import running_server
from localdocs.server.running.token import server_token
from localdocs.views.style import link_to

Say = Callable[[str], Awaitable[None]]
"""Tells the caller how far the work is."""


async def _say_nothing(_: str) -> None:
    pass


class Urls(Protocol):
    """Where a page opens."""

    def to_place(self, path: str, page: int, start: int, end: int, text: str = "") -> str: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """``settings`` are in force for the caller alone."""

    line: ServiceLine
    library: LibraryView
    urls: Urls
    settings: dict[str, Any] = field(default_factory=dict)
    say: Say = _say_nothing


class FileUrls:
    """The files themselves."""

    def to_place(self, path: str, page: int, start: int, end: int, text: str = "") -> str:
        """Only PDF readers know pages."""
        return link_to(Path(path).absolute(), page)


def urls_of(where: Places) -> Urls:
    """Pages with the quote marked, where a server runs that can show them; else the files."""
    with suppress(OSError, ServiceError):
        if address := running_server(where):
            return Links(address, server_token(where))
    return FileUrls()

"""The server's application without a server, for messages that no client sends on purpose."""

import asyncio
from pathlib import Path
from typing import Any

from localdocs.home.places import places
from localdocs.server.app import make_app
from localdocs.server.http.guard import Rules
from localdocs.server.library.service_line import ServiceLine
from localdocs.server.library.view import LibraryView
from localdocs.server.openai.backend import Backend


def posted(home: Path, path: str, came: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the server says to these messages; the last of them comes again and again. There is no
    service behind it."""
    where = places(home)
    where.create()
    backend = Backend(ServiceLine(where, may_start=False), "token", {})
    app: Any = make_app(backend, LibraryView(where), Rules("token", frozenset({"localhost"})))
    headers = {"host": "localhost", "authorization": "Bearer token"}
    headers |= {"content-type": "application/json", "transfer-encoding": "chunked"}
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    said: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return came.pop(0) if len(came) > 1 else came[0]

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    asyncio.run(app(scope, receive, send))
    return said

"""``/mcp`` of the HTTP server. Nothing of the package ``mcp`` is imported before it is called:
that takes a second and much memory, and most servers are never asked."""

import asyncio
import importlib

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from localdocs.server.http.metrics import ADDRESS
from localdocs.server.http.replies import RequestError, error_reply
from localdocs.server.library.view import LibraryView
from localdocs.server.openai.backend import Backend

PATH = "/mcp"
GONE = "localdocs.gone"
"""In the scope of a request: an event that is set when the caller hangs up."""


class McpDoor:
    """An ASGI application that becomes an MCP server with the first request."""

    def __init__(self, backend: Backend, library: LibraryView) -> None:
        self._backend = backend
        self._library = library
        self._opening = asyncio.Lock()
        self._opened: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[ADDRESS] = PATH
        try:
            app = await self._app()
        except ModuleNotFoundError as error:
            if error.name != "mcp":
                raise
            missing = "MCP needs the package 'mcp': pip install 'localdocs[mcp]'"
            await error_reply(501, missing, code="not_installed")(scope, receive, send)
            return
        try:
            body = await _body(receive)
        except RequestError as error:  # it is too long
            await error_reply(error.status, error.message)(scope, receive, send)
            return
        if body is not None:
            await _pass_on(app, scope, body, receive, send)

    async def _app(self) -> ASGIApp:
        async with self._opening:
            if self._opened is None:
                over_http = await asyncio.to_thread(
                    importlib.import_module, "localdocs.server.mcp.over_http"
                )
                self._opened = await over_http.open_app(self._backend, self._library)
            return self._opened


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None where the caller hung up in its midst. Raises RequestError."""
    parts = []
    while (message := await receive())["type"] != "http.disconnect":
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)
    return None


async def _pass_on(app: ASGIApp, scope: Scope, body: bytes, receive: Receive, send: Send) -> None:
    """Let ``app`` answer a request whose body was read."""
    gone = scope[GONE] = asyncio.Event()
    unread: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def watched() -> Message:
        message = unread.pop() if unread else await receive()
        if message["type"] == "http.disconnect":
            gone.set()
        return message

    await app(scope, watched, send)

"""Streamable HTTP: the newest protocol, which has no sessions, and the one before, which has."""

import asyncio

from mcp.server.streamable_http_manager import StreamableHTTPASGIApp, StreamableHTTPSessionManager
from starlette.types import ASGIApp

from localdocs.server.http.guard import LONGEST_BODY
from localdocs.server.library.view import LibraryView
from localdocs.server.mcp.desk import Desk
from localdocs.server.mcp.server import Context, make_server
from localdocs.server.openai.backend import Backend

MOST_SESSIONS = 256
IDLE_SECONDS = 15 * 60.0
"""A session that nobody has used for so long is forgotten; its client begins another one."""

_running: set[asyncio.Task[None]] = set()


async def open_app(backend: Backend, library: LibraryView) -> ASGIApp:
    """The application, which lives as long as the loop. Who may ask, the guard has looked at."""

    def desk(ctx: Context) -> Desk:
        assert ctx.request is not None  # there is one with each message over HTTP
        return Desk(backend.line, library, backend.links(ctx.request))

    manager = StreamableHTTPSessionManager(
        make_server(library, desk),
        security_settings=None,
        max_request_body_size=LONGEST_BODY,
        session_idle_timeout=IDLE_SECONDS,
        max_sessions=MOST_SESSIONS,
    )
    ready = asyncio.Event()

    async def run() -> None:
        async with manager.run():
            ready.set()
            await asyncio.Event().wait()

    _running.add(asyncio.create_task(run()))
    await ready.wait()
    return StreamableHTTPASGIApp(manager)

"""``localdocs mcp``: one client over standard input and output, until it closes them."""

import asyncio
import signal
import sys
from collections.abc import Callable
from contextlib import closing

from mcp.server.stdio import stdio_server

from localdocs.home.places import Places
from localdocs.home.settings import Settings
from localdocs.server.library.service_line import ServiceLine
from localdocs.server.library.view import LibraryView
from localdocs.server.mcp.desk import Desk, urls_of
from localdocs.server.mcp.server import Context, make_server


def run(where: Places) -> None:
    """Serve until standard input ends.

    The background service is started with the first question that needs it, and ends with the last
    program that wanted it. Ctrl-C ends at once.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a thread waits for input, which nothing ends
    if sys.stdin.isatty():
        sys.stderr.write("This speaks MCP, to a program that starts it. Ctrl-D ends it.\n")
    where.create()
    settings = Settings(where.settings).given()
    library = LibraryView(where)
    with closing(ServiceLine(where)) as line:

        def desk(_: Context) -> Desk:
            return Desk(line, library, urls_of(where), settings)

        asyncio.run(_serve(library, desk))


async def _serve(library: LibraryView, desk: Callable[[Context], Desk]) -> None:
    server = make_server(library, desk)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())

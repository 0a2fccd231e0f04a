"""The real client of the package ``mcp``, over both transports."""

import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client

from server_support import Served
from service_support import Home

NEWEST, BEFORE = "auto", "legacy"
MODES = (NEWEST, BEFORE)
VERSIONS = {NEWEST: "2026-07-28", BEFORE: "2025-11-25"}


def over_stdio(home: Home, mode: str = NEWEST, **more: Any) -> Client:
    """A client that starts ``localdocs mcp``."""
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "localdocs", "mcp"], env=home.environment
    )
    return Client(command, mode=mode, **more)


@asynccontextmanager
async def over_http(
    served: Served, mode: str = NEWEST, token: str | None = None, **headers: str
) -> AsyncIterator[Client]:
    """A client of ``/mcp``."""
    shown = {"Authorization": f"Bearer {served.token if token is None else token}", **headers}
    async with create_mcp_http_client(headers=shown) as http:
        transport = streamable_http_client(f"{served.address}/mcp", http_client=http)
        async with Client(transport, mode=mode) as client:
            yield client


async def called(client: Client, tool: str, **arguments: Any) -> Any:
    """What a tool gives; that it stands in the text too is held of every call."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    (item,) = result.content
    assert json.loads(item.text) == result.structured_content
    return result.structured_content


async def refused(client: Client, tool: str, **arguments: Any) -> str:
    """What is said of a call that cannot be done."""
    result = await client.call_tool(tool, arguments)
    assert result.is_error
    assert result.structured_content is None
    return str(result.content[0].text)

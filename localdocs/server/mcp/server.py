"""The MCP server, whichever way it is reached: tools, resources and instructions."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import mcp_types as types
from mcp.server.caching import CacheHint
from mcp.server.context import CallNext, HandlerResult, ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError

from localdocs import __version__
from localdocs.server.http.hanging_up import HungUpError, unless
from localdocs.server.http.replies import sayable
from localdocs.server.library.view import LibraryView
from localdocs.server.mcp.desk import Desk, Say
from localdocs.server.mcp.door import GONE
from localdocs.server.mcp.instructions import instructions
from localdocs.server.mcp.resources import TEMPLATES, list_resources, read_resource
from localdocs.server.mcp.tools import SHAPES, TOOLS, call

Context = ServerRequestContext[Any, Any]

_HOUR_MS = 3_600_000
_STARTS = ("initialize", "server/discover")


def make_server(library: LibraryView, desk_for: Callable[[Context], Desk]) -> Server[Any]:
    """A server for any number of clients. ``desk_for`` is what a request is answered with."""

    async def list_tools(*_: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=list(SHAPES.values()))

    async def call_tool(ctx: Context, params: types.CallToolRequestParams) -> types.CallToolResult:
        if params.name not in TOOLS:
            raise MCPError(types.INVALID_PARAMS, f"There is no tool {sayable(params.name)!r}.")
        desk = replace(desk_for(ctx), say=_saying(ctx))
        work = call(TOOLS[params.name], desk, params.arguments)
        gone = ctx.request.scope.get(GONE) if ctx.request is not None else None
        if gone is None:
            return await work
        try:
            return await unless(gone.wait(), work)
        except HungUpError:
            raise MCPError(types.INTERNAL_ERROR, "The caller hung up.") from None

    async def resources(ctx: Context, params: Any) -> types.ListResourcesResult:
        return await list_resources(desk_for(ctx), params.cursor if params else None)

    async def templates(*_: Any) -> types.ListResourceTemplatesResult:
        return types.ListResourceTemplatesResult(resource_templates=TEMPLATES)

    async def read(
        ctx: Context, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        return await read_resource(desk_for(ctx), params.uri)

    async def with_instructions(ctx: Context, call_next: CallNext) -> HandlerResult:
        result = await call_next(ctx)
        if ctx.method in _STARTS and isinstance(result, dict):
            result["instructions"] = sayable(await instructions(library))
        return result

    lasting = CacheHint(_HOUR_MS, "public")
    server: Server[Any] = Server(
        "localdocs",
        version=__version__,
        title="localdocs",
        description="Ask your own files, offline, and get answers you can check.",
        cache_hints={"tools/list": lasting, "resources/templates/list": lasting},
        get_tool_input_schema=lambda name: SHAPES[name].input_schema if name in SHAPES else None,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=resources,
        on_list_resource_templates=templates,
        on_read_resource=read,
    )
    server.middleware.append(with_instructions)
    return server


def _saying(ctx: Context) -> Say:
    said = 0

    async def say(words: str) -> None:
        nonlocal said
        said += 1
        await ctx.session.report_progress(said, None, sayable(words))

    return say

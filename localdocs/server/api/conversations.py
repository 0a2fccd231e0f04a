"""/api/conversations: what was asked before, kept on this computer alone."""

import asyncio
import json
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from localdocs.conversations.store import Conversation, Exchange
from localdocs.errors import UsageError
from localdocs.server.api.attachments import attached_as
from localdocs.server.api.backing import Backing, Locating, Shape
from localdocs.server.api.requests import (
    ConversationsQuery,
    ExportQuery,
    ForgetQuery,
    TitleRequest,
    WordsQuery,
)
from localdocs.server.http.bodies import read_body, read_query
from localdocs.server.http.replies import RequestError, json_reply, no_content
from localdocs.server.library.found_pages import LARGEST_ID
from localdocs.views.conversations import (
    conversation_shape,
    conversations_shape,
    exchanges_shape,
    markdown_lines,
)


async def kept_conversation(backing: Backing, number: int) -> Conversation:
    """A conversation. Raises RequestError where there is none of that number."""
    try:
        if abs(number) <= LARGEST_ID:
            return await asyncio.to_thread(backing.conversations.conversation, number)
    except UsageError:
        pass
    raise RequestError(
        f"There is no conversation {number}.", status=404, code="conversation_not_found"
    )


async def list_conversations(request: Request, backing: Backing) -> Response:
    """All conversations, the last used first."""
    asked = read_query(request, ConversationsQuery)
    entries = await asyncio.to_thread(backing.conversations.entries)
    part = entries[asked.offset : asked.offset + asked.limit]
    shape = {"conversations": conversations_shape(part), "total": len(entries)}
    return json_reply(shape | {"offset": asked.offset, "limit": asked.limit})


async def begin_conversation(request: Request, backing: Backing) -> Response:
    """A conversation in which nothing was asked yet."""
    asked = await read_body(request, TitleRequest)
    number = await asyncio.to_thread(backing.conversations.begin, asked.title)
    return json_reply(await _shape(request, backing, number), 201)


async def get_conversation(request: Request, backing: Backing) -> Response:
    """A conversation with all questions, answers and quotes."""
    return json_reply(await _shape(request, backing, request.path_params["number"]))


async def rename_conversation(request: Request, backing: Backing) -> Response:
    """Give a conversation another name."""
    asked = await read_body(request, TitleRequest)
    number = request.path_params["number"]
    await kept_conversation(backing, number)
    await asyncio.to_thread(backing.conversations.rename, number, asked.title)
    return json_reply(await _shape(request, backing, number))


async def forget_conversation(request: Request, backing: Backing) -> Response:
    """Delete a conversation, so that no byte of it stays in the file."""
    number = request.path_params["number"]
    await kept_conversation(backing, number)
    await asyncio.to_thread(backing.conversations.forget, number)
    return no_content()


async def forget_conversations(request: Request, backing: Backing) -> Response:
    """Delete all conversations."""
    read_query(request, ForgetQuery)
    return json_reply({"forgotten": await asyncio.to_thread(backing.conversations.forget_all)})


async def search_conversations(request: Request, backing: Backing) -> Response:
    """The questions whose words, answer or quotes have all of some words."""
    asked = read_query(request, WordsQuery)
    found = await asyncio.to_thread(backing.conversations.search, asked.q)
    return json_reply({"exchanges": await _exchanges(Locating(backing, request), found)})


async def export_conversation(request: Request, backing: Backing) -> Response:
    """A conversation as a file, in Markdown or JSON, with the quotes."""
    asked = read_query(request, ExportQuery)
    kept = await kept_conversation(backing, request.path_params["number"])
    if asked.format == "json":
        content, kind, suffix = json.dumps(conversation_shape(kept)), "application/json", "json"
    else:
        content, kind, suffix = "\n".join(markdown_lines(kept)), "text/markdown", "md"
    headers = attached_as(f"conversation-{kept.number}.{suffix}")
    return Response(content.encode("utf-8", "replace"), 200, headers, media_type=kind)


async def _shape(request: Request, backing: Backing, number: int) -> Shape:
    kept = await kept_conversation(backing, number)
    exchanges = await _exchanges(Locating(backing, request), kept.exchanges)
    return conversation_shape(kept) | {"exchanges": exchanges}


async def _exchanges(locating: Locating, exchanges: Sequence[Exchange]) -> list[Shape]:
    shapes = exchanges_shape(exchanges)
    for shape, exchange in zip(shapes, exchanges, strict=True):
        shape["citations"] = await locating.located(shape["citations"], exchange.citations)
    return shapes

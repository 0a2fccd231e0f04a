"""Replies that come event by event, or whole, as the caller wants them."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from localdocs.server.http.hanging_up import begun, until_hung_up
from localdocs.server.http.replies import event_stream, json_reply

Events = AsyncGenerator[tuple[str, Any], None]
"""Each with its name; the last one is the result."""


async def events_or_last(request: Request, events: Events, *, stream: bool) -> Response:
    """The events as they come, or only what the last one says.

    What goes wrong before the first one has a status of its own, and is no event.
    """
    if not stream:
        return json_reply(await until_hung_up(request, _last(events)))
    return event_stream(await begun(request, events), last=None, error_name="error")


async def _last(events: Events) -> Any:
    last: tuple[str, Any] = ("", None)
    async with aclosing(events):
        async for event in events:
            last = event
    return last[1]

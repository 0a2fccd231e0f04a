"""Events of our own API: an error in their midst is an event by that name."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

from starlette.responses import StreamingResponse

from localdocs.errors import ServiceError
from localdocs.server.http.hanging_up import heartbeats
from localdocs.server.http.replies import event_stream


async def events(error: Exception) -> AsyncGenerator[tuple[str, Any], None]:
    yield "text", {"text": "one"}
    raise error


async def said(error: Exception) -> str:
    reply = event_stream(events(error), last=None, error_name="error")
    assert isinstance(reply, StreamingResponse)
    return "".join([bytes(part).decode() async for part in reply.body_iterator])  # type: ignore[arg-type]


def test_what_goes_wrong_is_the_last_event() -> None:
    text = asyncio.run(said(ServiceError("It ended.", "Ask again.")))
    assert text.startswith('event: text\ndata: {"text":"one"}\n\nevent: error\ndata: {"error":')
    assert "It ended. Ask again." in text


def test_what_was_not_foreseen_tells_nothing() -> None:
    assert "secret" not in asyncio.run(said(ValueError("secret words of a document")))


def test_the_source_is_closed_when_the_caller_hangs_up() -> None:
    """With the reply, and not when Python comes to tidy up: garbage is kept here."""
    closed: list[str] = []

    async def endless() -> AsyncGenerator[tuple[str, Any], None]:
        try:
            while True:
                yield "text", {}
                await asyncio.sleep(0)
        finally:
            closed.append("source")

    async def hung_up() -> None:
        events = endless()
        reply = event_stream(events)
        sent = asyncio.Event()

        async def receive() -> dict[str, Any]:
            await sent.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.body":
                sent.set()
                await asyncio.Event().wait()

        await reply({"type": "http", "asgi": {"spec_version": "2.3"}}, receive, send)
        assert closed == ["source"]

    asyncio.run(hung_up())


async def slow(seconds: float) -> AsyncGenerator[str, None]:
    yield "one"
    await asyncio.sleep(seconds)
    yield "two"


def test_heartbeats_stand_where_nothing_comes() -> None:
    async def beats() -> list[str | None]:
        return [item async for item in heartbeats(slow(0.2), 0.05)]

    first, *middle, last = asyncio.run(beats())
    assert (first, last) == ("one", "two") and middle and set(middle) == {None}


def test_what_is_awaited_ends_with_its_heartbeats() -> None:
    ended: list[str] = []

    async def endless() -> AsyncGenerator[str, None]:
        try:
            yield "one"
            await asyncio.Event().wait()
        finally:
            ended.append("source")

    async def hang_up() -> None:
        beating = heartbeats(endless(), 0.01)
        assert [await anext(beating), await anext(beating)] == ["one", None]
        await beating.aclose()
        assert ended == ["source"]

    asyncio.run(hang_up())

"""Work that ends when nobody waits for it any more."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from contextlib import aclosing, suppress
from typing import Any, TypeVar

from starlette.requests import Request

Value = TypeVar("Value")

FIRST_SECONDS = 2.0
"""So long a stream waits for its first item before it begins without."""


class HungUpError(Exception):
    """The caller is gone: nothing needs to be said."""


async def until_hung_up(request: Request, work: Coroutine[Any, Any, Value]) -> Value:
    """What ``work`` comes to. It is cancelled when the caller hangs up; raises HungUpError then.

    The body of the request has to have been read before.
    """
    return await unless(_gone(request), work)


async def unless(gone: Coroutine[Any, Any, Any], work: Coroutine[Any, Any, Value]) -> Value:
    """What ``work`` comes to, unless ``gone`` is done before: HungUpError is raised then."""
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(gone)
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise HungUpError
        return working.result()
    finally:
        for task in (working, leaving):
            task.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await working


async def begun(
    request: Request, items: AsyncGenerator[Value, None]
) -> AsyncGenerator[Value, None]:
    """The items with the first of them there, so that what goes wrong before it is an error with a
    status of its own, and no event in a stream. What has to wait for its turn begins without it,
    since callers give up who hear nothing for long. Raises HungUpError."""
    first = asyncio.ensure_future(anext(items))
    try:
        await until_hung_up(request, asyncio.wait({first}, timeout=FIRST_SECONDS))
        if first.done():
            first.result()
    except BaseException:
        await _given_up(first)
        await items.aclose()
        raise
    return _continued(first, items)


async def heartbeats(
    items: AsyncGenerator[Value, None], seconds: float
) -> AsyncGenerator[Value | None, None]:
    """The items, and None whenever there was none for so many seconds."""
    async with aclosing(items):
        coming = asyncio.ensure_future(anext(items))
        try:
            while True:
                await asyncio.wait({coming}, timeout=seconds)
                if not coming.done():
                    yield None
                    continue
                try:
                    item = coming.result()
                except StopAsyncIteration:
                    return
                yield item
                coming = asyncio.ensure_future(anext(items))
        finally:
            await _given_up(coming)


async def _continued(
    first: "asyncio.Future[Value]", items: AsyncGenerator[Value, None]
) -> AsyncGenerator[Value, None]:
    async with aclosing(items):
        try:
            yield await first
        finally:
            await _given_up(first)
        async for item in items:
            yield item


async def _given_up(coming: "asyncio.Future[Any]") -> None:
    """End what is still awaited; only then can the generator that it comes of be closed."""
    coming.cancel()
    with suppress(asyncio.CancelledError, Exception):
        await coming


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass

"""Work that ends when nobody waits for it any more."""

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from contextlib import aclosing, suppress
from typing import Any, TypeVar

from starlette.requests import Request

Value = TypeVar("Value")


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
    status of its own, and no event in a stream. Raises HungUpError."""

    async def first() -> Value:
        return await anext(items)

    try:
        item = await until_hung_up(request, first())
    except BaseException:
        await items.aclose()
        raise
    return _continued(item, items)


async def _continued(
    first: Value, items: AsyncGenerator[Value, None]
) -> AsyncGenerator[Value, None]:
    async with aclosing(items):
        yield first
        async for item in items:
            yield item


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass

"""Work that ends when nobody waits for it any more."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
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


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass

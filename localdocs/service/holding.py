"""A service that was started for some programs alone, and ends with the last of them.

Each of them holds a connection open; the system closes it however the program ends. A service
that a person has started, or is started meanwhile, goes on.
"""

import asyncio
import threading
from collections.abc import Callable

WHILE_HELD = "--while-held"
"""Tells the front process that it was started so."""

FIRST_SECONDS = 30.0
"""For so long the first connection may take."""

LAST_SECONDS = 1.0
"""For so long the next one may take when the last is gone: programs are restarted."""


class Holders:
    """Counts who holds the service. ``end`` is called once nobody does."""

    def __init__(self, end: Callable[[], None], *, while_held: bool) -> None:
        self._end = end
        self._while_held = while_held
        self._count = 0
        self._ended = asyncio.Event()
        if while_held:
            self._look_in(FIRST_SECONDS)

    async def hold(self) -> None:
        """Holds it until the caller is gone, or the service is told to end."""
        self._count += 1
        try:
            await self._ended.wait()
        finally:
            self._count -= 1
            if self._while_held and not self._count:
                self._look_in(LAST_SECONDS)

    def keep(self) -> None:
        """The service goes on from now on, whoever leaves."""
        self._while_held = False

    def let_go(self) -> None:
        """The service ends: nobody needs to hold it any more."""
        self._ended.set()

    def _look_in(self, seconds: float) -> None:
        timer = threading.Timer(seconds, self._look)
        timer.daemon = True
        timer.start()

    def _look(self) -> None:
        if self._while_held and not self._count:
            self._end()

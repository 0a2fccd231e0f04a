"""The server's child process that draws pages: it starts with the first one and rests soon."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from ingest.drawing.drawing_process import DrawingProcess, Marks, PageInFile, Picture

REST_SECONDS = 30.0
"""How long the child waits for another page."""

Value = TypeVar("Value")


class Drawings:
    """Draws one page after the other, whoever asks."""

    def __init__(self) -> None:
        self._process = DrawingProcess()
        self._turn = asyncio.Lock()
        self._resting: asyncio.TimerHandle | None = None

    async def draw(self, page: PageInFile, scale: float) -> Picture:
        """See ``DrawingProcess.draw``."""
        return await self._done(lambda: self._process.draw(page, scale))

    async def mark(self, page: PageInFile, text: str, start: int, end: int, scanned: str) -> Marks:
        """See ``DrawingProcess.mark``."""
        return await self._done(lambda: self._process.mark(page, text, start, end, scanned))

    async def _done(self, work: Callable[[], Value]) -> Value:
        """What ``work`` comes to. A caller who hangs up meanwhile does not shorten the turn: at
        most one thread is taken, whoever leaves."""
        return await asyncio.shield(self._in_turn(work))

    async def _in_turn(self, work: Callable[[], Value]) -> Value:
        async with self._turn:
            if self._resting is not None:
                self._resting.cancel()
            try:
                return await asyncio.to_thread(work)
            finally:
                loop = asyncio.get_running_loop()
                self._resting = loop.call_later(REST_SECONDS, self._rest)

    def _rest(self) -> None:
        asyncio.get_running_loop().run_in_executor(None, self._process.close)

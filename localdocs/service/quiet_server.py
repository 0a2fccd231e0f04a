"""uvicorn as a background process wants it: it wakes up for requests alone."""

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn

LAST_WORDS_SECONDS = 2


class QuietServer(uvicorn.Server):
    """uvicorn without its ten looks a second at the clock, and without its signal handling, which
    ends the process before it has been left tidy."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended = asyncio.Event()

    async def main_loop(self) -> None:
        self._loop = asyncio.get_running_loop()
        if not self.should_exit:
            await self._ended.wait()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, self.handle_exit)
        yield

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.end()

    def end(self) -> None:
        """Stop serving. May be called from a signal handler or another thread."""
        self.should_exit = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._ended.set)


def quiet_config(
    app: Any, *, certificate: Path | None = None, key: Path | None = None
) -> uvicorn.Config:
    """How to run ``app``: HTTP/1.1 and nothing else. ``certificate`` and ``key`` are files in PEM;
    without them there is no TLS."""
    return uvicorn.Config(
        app,
        http="h11",
        loop="asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=LAST_WORDS_SECONDS,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )

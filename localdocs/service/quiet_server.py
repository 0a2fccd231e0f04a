"""uvicorn as a background process wants it: it wakes up for requests alone, and waits for nobody
without an end."""

import asyncio
import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

LAST_WORDS_SECONDS = 1

HEAD_SECONDS = 15.0
"""From the first byte of a request, or the beginning of the connection, to the end of its head."""

BODY_SECONDS = 30.0
"""Between two pieces of a body."""

MOST_WAITED_FOR = 256
"""So many connections may have begun a request, or none yet; one more, and the oldest is closed."""


class PatientProtocol(H11Protocol):
    """HTTP/1.1 over connections that are closed where the rest of a request does not come."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        connected = (one for one in self.connections if isinstance(one, PatientProtocol))
        until = {one: one._waiting.when() for one in connected if one._waiting is not None}
        if len(until) >= MOST_WAITED_FOR:
            min(until, key=until.__getitem__)._give_up()
        self._wait(HEAD_SECONDS)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is h11.SEND_BODY:
            self._wait(BODY_SECONDS)
        elif self.conn.their_state is not h11.IDLE:
            self._stop()
        elif self._waiting is None:
            self._wait(HEAD_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def _wait(self, seconds: float) -> None:
        self._stop()
        self._waiting = self.loop.call_later(seconds, self._give_up)

    def _stop(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        self._stop()
        self.transport.abort()


class QuietServer(uvicorn.Server):
    """uvicorn without its ten looks a second at the clock, and without its signal handling, which
    ends the process before it has been left tidy. ``ending`` is called when it begins to end, for
    what is still being answered to come to its end."""

    def __init__(self, config: uvicorn.Config, ending: Callable[[], None] | None = None) -> None:
        super().__init__(config)
        self._ending = ending
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended = asyncio.Event()

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        log = logging.getLogger("uvicorn.error")
        level = log.level
        try:
            super().run(sockets)
        finally:
            log.setLevel(level)  # ``shutdown`` silences it

    async def main_loop(self) -> None:
        self._loop = asyncio.get_running_loop()
        if not self.should_exit:
            await self._ended.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._ending is not None:
            self._ending()
        # What does not end in time is cut off, of which uvicorn would tell with a traceback each.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)

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
        http=PatientProtocol,
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

"""How long a connection may leave a request unfinished: nobody is waited for without an end."""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

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

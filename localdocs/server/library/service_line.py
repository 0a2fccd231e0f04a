"""The server's line to the background service, where the library and the models are."""

import asyncio
import json
import socket
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import Any

from localdocs.errors import LocalDocsError, ServiceError
from localdocs.home.places import Places
from localdocs.service.caller.call import Message, NoServiceError, as_http, read_record
from localdocs.service.caller.control import hold, is_held
from localdocs.service.wire import error_from_wire

LONGEST_LINE = 256 << 20
"""In bytes, of one answer of the service."""


class ServiceLine:
    """Puts requests to the service of one home. Each has a connection of its own, so that giving
    one up ends the work for it and for nothing else. The folders of the home have to be there."""

    def __init__(self, where: Places, *, may_start: bool = True) -> None:
        self._where = where
        self._may_start = may_start
        self._holding = asyncio.Lock()
        self._held: socket.socket | None = None
        self._reading: set[asyncio.StreamReader] = set()
        self._is_ended = False

    def hold(self) -> None:
        """Start the service where none runs; it goes on until ``close`` at least."""
        self.close()
        self._held = hold(self._where)

    def close(self) -> None:
        """Let the service end where nobody else wants it."""
        if self._held is not None:
            self._held.close()
            self._held = None

    def end(self) -> None:
        """Nobody is answered any more: whoever waits gets an error."""
        self._is_ended = True
        for reader in self._reading:
            reader.set_exception(_stopped())

    async def answers(
        self, path: str, request: Message, settings: Message | None = None
    ) -> AsyncGenerator[Message, None]:
        """The answers to a request, up to the end; ``settings`` are in force for it alone.

        The service is started where none runs, if it may be. Closing the generator hangs up.
        Raises the library's errors, and ServiceError where the service ends meanwhile.
        """
        self._where.must_exist()
        about_us = {"directory": str(self._where.home), "settings": settings or {}}
        record, reader, writer = await self._connected()
        self._reading.add(reader)
        try:
            if self._is_ended:
                raise _stopped()
            writer.write(as_http(record, path, request | about_us))
            await _past_the_head(reader)
            while line := await reader.readline():
                answer: Message = json.loads(line)
                if "end" in answer:
                    return
                if "error" in answer:
                    raise error_from_wire(answer["error"])
                yield answer
            raise _cut_short()
        except LocalDocsError:
            raise  # some of ours are OSErrors too
        except (OSError, NoServiceError, asyncio.IncompleteReadError):
            raise _cut_short() from None
        finally:
            self._reading.discard(reader)
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def answer(self, path: str, request: Message, settings: Message | None = None) -> Message:
        """The one answer to a request. Raises as ``answers`` does."""
        answers = self.answers(path, request, settings)
        try:
            async for answer in answers:
                return answer
            raise _cut_short()
        finally:
            await answers.aclose()

    async def _connected(self) -> tuple[Message, asyncio.StreamReader, asyncio.StreamWriter]:
        if self._may_start:
            async with self._holding:
                if self._held is None or not is_held(self._held):
                    await asyncio.to_thread(self.hold)
        try:
            record = read_record(str(self._where.home))
            return record, *await _opened(record)
        except (OSError, NoServiceError):
            raise _cut_short() from None


async def _opened(record: Message) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    if "socket" in record:
        path: Any = record["socket"]
        return await asyncio.open_unix_connection(path, limit=LONGEST_LINE)
    return await asyncio.open_connection("127.0.0.1", record["port"], limit=LONGEST_LINE)


async def _past_the_head(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    if head.split(b" ", 2)[1] != b"200":
        raise _cut_short()


def _cut_short() -> ServiceError:
    return ServiceError(
        "The background service ended before it had answered.",
        "Ask again; 'localdocs service logs' says more.",
    )


def _stopped() -> ServiceError:
    return ServiceError("The server is being stopped.", "Ask again once it runs.")

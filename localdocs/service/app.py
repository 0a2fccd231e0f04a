"""The service's few addresses, as an ASGI application.

    POST /health  /status  /search  /ask  /generate  /embed  /models  /summary  /map
         /add  /sync  /remove  /forget  /hold  /keep  /stop

Each takes a JSON object and answers in lines of JSON: see ``localdocs.service.caller.call``.
Questions go to the answering worker; searches, questions that no language model answers, and short
texts to embed, to a second one while that is at an answer or embeds long ones. They suspend the
indexing one meanwhile; a caller who hangs up ends theirs.
"""

import asyncio
import hmac
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from localdocs.computer.child_process import Message
from localdocs.errors import LocalDocsError
from localdocs.reports import ServiceStatus
from localdocs.service.holding import Holders
from localdocs.service.mirror import Mirror
from localdocs.service.wire import error_to_wire, to_wire
from localdocs.service.work.worker import Job
from localdocs.service.work.workers import Workers

Endpoint = Callable[[Request], Awaitable[Response]]

QUESTIONS = ("search", "ask", "generate", "embed", "models", "summary", "map")
UPDATES = ("add", "sync", "remove")


@dataclass(frozen=True, slots=True)
class Addresses:
    """What answers at each address. ``stop`` ends the service, ``forget`` deletes everything."""

    workers: Workers
    mirror: Mirror
    status: Callable[[], ServiceStatus]
    forget: Callable[[], None]
    stop: Callable[[], None]
    holders: Holders

    @property
    def all(self) -> dict[str, Endpoint]:
        """Each by its name."""
        of_the_service: dict[str, Endpoint] = {
            "health": self._health,
            "status": self._status,
            "forget": self._forget,
            "stop": self._stop,
            "hold": self._hold,
            "keep": self._keep,
        }
        return (
            of_the_service
            | dict.fromkeys(QUESTIONS, self._question)
            | dict.fromkeys(UPDATES, self._update)
        )

    async def _question(self, request: Request) -> Response:
        return _lines(await _request(request), self.workers.converse, self.workers.give_up)

    async def _update(self, request: Request) -> Response:
        return _lines(await _request(request), self.mirror.converse, _carry_on)

    async def _health(self, _: Request) -> Response:
        return _reply({})

    async def _status(self, _: Request) -> Response:
        return _reply({"status": to_wire(await asyncio.to_thread(self.status))})

    async def _forget(self, _: Request) -> Response:
        async def until_done() -> AsyncIterator[bytes]:
            try:
                await asyncio.shield(asyncio.to_thread(self.forget))
            except LocalDocsError as error:
                yield _line({"error": error_to_wire(error)})
            yield _line({"end": True})

        return StreamingResponse(until_done(), media_type="application/x-ndjson")

    async def _stop(self, _: Request) -> Response:
        self.holders.let_go()
        self.stop()
        return _reply({})

    async def _hold(self, _: Request) -> Response:
        async def until_gone() -> AsyncIterator[bytes]:
            await self.holders.hold()
            yield _line({"end": True})

        return StreamingResponse(until_gone(), media_type="application/x-ndjson")

    async def _keep(self, _: Request) -> Response:
        self.holders.keep()
        return _reply({})


def make_app(addresses: Addresses, token: str) -> Starlette:
    """The application. ``token`` is asked of every caller, unless it is empty."""

    def route(name: str, answer: Endpoint) -> Route:
        async def guarded(request: Request) -> Response:
            if token and not _knows(request, token):
                return Response(status_code=401)
            return await answer(request)

        return Route(f"/{name}", guarded, methods=["GET", "POST"])

    return Starlette(routes=[route(name, answer) for name, answer in addresses.all.items()])


def _knows(request: Request, token: str) -> bool:
    given = request.headers.get("Authorization", "")
    return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())


async def _request(request: Request) -> Message:
    wanted: Message = await request.json()
    return wanted | {"do": request.scope["path"].strip("/")}


def _reply(answer: Message) -> Response:
    return Response(_line(answer) + _line({"end": True}), media_type="application/x-ndjson")


def _lines(
    request: Message,
    converse: Callable[[Job], None],
    hung_up: Callable[[Job], None],
) -> Response:
    """The answers of a job, which has a thread of its own, as they come."""
    loop = asyncio.get_running_loop()
    answers: asyncio.Queue[Message] = asyncio.Queue()

    def listen(answer: Message) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(answers.put_nowait, answer)

    async def lines() -> AsyncIterator[bytes]:
        job = Job(request, listen)
        threading.Thread(target=converse, args=(job,), daemon=True).start()
        try:
            while True:
                answer = await answers.get()
                yield _line(answer)
                if "end" in answer:
                    return
        finally:
            hung_up(job)

    return StreamingResponse(lines(), media_type="application/x-ndjson")


def _carry_on(_: Job) -> None:
    """An update goes on when its caller hangs up: the index is to follow the folders anyway."""


def _line(answer: Message) -> bytes:
    return json.dumps(answer).encode("ascii") + b"\n"

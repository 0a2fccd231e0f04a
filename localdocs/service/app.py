"""The service's few addresses, as an ASGI application.

    POST /health  /status  /search  /ask  /generate  /embed  /models  /summary
         /add  /sync  /remove  /hold  /keep  /stop

Each takes a JSON object and answers in lines of JSON: see ``localdocs.service.call``. Questions go
to the answering worker; searches, and questions that no language model answers, to a second one
while that is at an answer or embeds texts. They suspend the indexing one meanwhile; a caller who
hangs up ends theirs.
"""

import asyncio
import hmac
import json
import threading
from collections.abc import AsyncIterator, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from localdocs.computer.child_process import Message
from localdocs.reports import ServiceStatus
from localdocs.service.holding import Holders
from localdocs.service.mirror import Mirror
from localdocs.service.wire import to_wire
from localdocs.service.worker import Job, Worker

QUESTIONS = ("search", "ask", "generate", "embed", "models", "summary")
QUICK = ("search", "models", "summary")
CROWD = 4
"""So many quick requests are done before a second worker would have loaded its model."""
UPDATES = ("add", "sync", "remove")


def make_app(
    answering: Worker,
    searching: Worker,
    indexing: Worker,
    mirror: Mirror,
    status: Callable[[], ServiceStatus],
    stop: Callable[[], None],
    holders: Holders,
    token: str,
) -> Starlette:
    """The application. ``token`` is asked of every caller, unless it is empty."""

    def asked(job: Job) -> None:
        with indexing.suspended():
            _who_answers(answering, searching, job).converse(job)

    def give_up(job: Job) -> None:
        answering.stop(job)
        searching.stop(job)

    async def question(request: Request) -> Response:
        wanted = await _request(request)
        return _lines(wanted, asked, give_up)

    async def update(request: Request) -> Response:
        return _lines(await _request(request), mirror.converse, _carry_on)

    async def health(_: Request) -> Response:
        return _reply({})

    async def tell_status(_: Request) -> Response:
        return _reply({"status": to_wire(await asyncio.to_thread(status))})

    async def end(_: Request) -> Response:
        holders.let_go()
        stop()
        return _reply({})

    async def hold(_: Request) -> Response:
        async def until_gone() -> AsyncIterator[bytes]:
            await holders.hold()
            yield _line({"end": True})

        return StreamingResponse(until_gone(), media_type="application/x-ndjson")

    async def keep(_: Request) -> Response:
        holders.keep()
        return _reply({})

    def route(path: str, answer: Callable[[Request], object]) -> Route:
        async def guarded(request: Request) -> Response:
            if token and not _knows(request, token):
                return Response(status_code=401)
            return await answer(request)  # type: ignore[misc, no-any-return]

        return Route(f"/{path}", guarded, methods=["GET", "POST"])

    routes = [route("health", health), route("status", tell_status), route("stop", end)]
    routes += [route("hold", hold), route("keep", keep)]
    routes += [route(path, question) for path in QUESTIONS]
    routes += [route(path, update) for path in UPDATES]
    return Starlette(routes=routes)


def _who_answers(answering: Worker, searching: Worker, job: Job) -> Worker:
    """The answering worker. Where it is at long work, what is short goes to the searching one, and
    so do searches where many wait."""
    what = job.request["do"]
    is_long = answering.works_at not in ("", *QUICK)
    if what == "ask" and not job.request["language_model"]:
        return searching if is_long else answering
    if what not in QUICK:
        return answering
    is_crowded = answering.waiting > CROWD + searching.waiting
    return searching if is_long or is_crowded else answering


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

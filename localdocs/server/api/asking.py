"""/api/search and /api/ask."""

import asyncio
import time
from contextlib import aclosing

from starlette.requests import Request
from starlette.responses import Response

from localdocs.conversations.last_questions import MOST_TURNS
from localdocs.errors import StorageError
from localdocs.home.settings import Settings
from localdocs.server.api.backing import Backing, Locating, Shape
from localdocs.server.api.conversations import kept_conversation
from localdocs.server.api.requests import AskRequest, SearchRequest
from localdocs.server.api.streams import Events, events_or_last
from localdocs.server.http.bodies import read_body
from localdocs.server.http.hanging_up import until_hung_up
from localdocs.server.http.replies import RequestError, json_reply
from localdocs.server.library.questions import Asked, events_of, fields_named
from localdocs.service.wire import from_wire, to_wire
from localdocs.types import Answer, Hit, StreamEvent, Turn
from localdocs.views.answers import answer_shape, confidence, hits_shape, sources_shape


async def search(request: Request, backing: Backing) -> Response:
    """The best passages for a question."""
    asked = await read_body(request, SearchRequest)
    started = time.monotonic()
    question, filters = asked.question, asked.filters
    wanted = {"question": question, "k": asked.k, "filters": to_wire(filters), "show": ""}
    with fields_named(Asked(question, filters)):
        answer = await until_hung_up(request, backing.line.answer("/search", wanted))
    hits = [from_wire(Hit, hit) for hit in answer["hits"]]
    shape = hits_shape(question, hits, time.monotonic() - started)
    known = dict(zip((hit.path for hit in hits), answer["documents"], strict=True))
    shape["hits"] = await Locating(backing, request, known).located(shape["hits"], hits)
    return json_reply(shape)


async def ask(request: Request, backing: Backing) -> Response:
    """The answer to a question: the hits, each checked sentence, the whole answer."""
    asked = await read_body(request, AskRequest)
    events = _answered(backing, asked, await _put(backing, asked), Locating(backing, request))
    return await events_or_last(request, events, stream=asked.stream)


async def _answered(backing: Backing, asked: AskRequest, put: Asked, locating: Locating) -> Events:
    events = events_of(backing.line, put)
    with fields_named(put):
        async with aclosing(events):
            async for event in events:
                if event.answer is not None:
                    kept = await _kept(backing, asked, event.answer)
                    yield "answer", await _answer(event.answer, locating) | kept
                    return
                yield event.kind, await _event(event, locating)


async def _event(event: StreamEvent, locating: Locating) -> Shape:
    if event.kind == "hits":
        shapes = hits_shape("", event.hits, 0)["hits"]
        return {"hits": await locating.located(shapes, event.hits)}
    citations = await locating.located(sources_shape(event.citations), event.citations)
    return {"text": event.text, "between": event.between, "citations": citations}


async def _answer(answer: Answer, locating: Locating) -> Shape:
    shape = answer_shape(answer) | {"support": confidence(answer)}
    shape["citations"] = await locating.located(shape["citations"], answer.citations)
    shape["passages"] = await locating.located(shape["passages"], answer.passages)
    return shape


async def _put(backing: Backing, asked: AskRequest) -> Asked:
    """The question with the turns before. Raises RequestError for a conversation that there is not,
    or two pasts."""
    turns = [Turn(turn.question, turn.question, turn.answer) for turn in asked.previous]
    if asked.conversation is not None:
        if turns:
            words = "'previous' and 'conversation' exclude each other."
            raise RequestError(words, param="previous")
        kept = await kept_conversation(backing, asked.conversation)
        turns = [exchange.as_turn() for exchange in kept.exchanges[-MOST_TURNS:]]
    return Asked(asked.question, asked.filters, tuple(turns), asked.k, asked.model or "")


async def _kept(backing: Backing, asked: AskRequest, answer: Answer) -> Shape:
    """Where the turn was kept. An answer that cannot be is said nevertheless."""
    is_wanted = asked.conversation is not None if asked.keep is None else asked.keep
    if not is_wanted or not Settings(backing.view.places.settings)["remember_questions"]:
        return {"conversation": None, "not_kept": ""}
    try:
        number = await asyncio.to_thread(backing.conversations.add, answer, asked.conversation)
    except StorageError as error:
        return {"conversation": None, "not_kept": f"{error.message} {error.remedy}"}
    return {"conversation": number, "not_kept": ""}

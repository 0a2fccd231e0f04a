"""/api/search and /api/ask."""

import asyncio
import time
from contextlib import aclosing
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from localdocs.conversations.last_questions import MOST_TURNS
from localdocs.errors import StorageError
from localdocs.server.api.backing import Backing, Locating, Shape
from localdocs.server.api.conversations import kept_conversation
from localdocs.server.api.requests import AskRequest, Filtered, SearchRequest
from localdocs.server.api.streams import Events, events_or_last
from localdocs.server.bodies import read_body
from localdocs.server.hanging_up import until_hung_up
from localdocs.server.openai.answered import OWN_WORDS
from localdocs.server.replies import json_reply
from localdocs.service.wire import from_wire, to_wire
from localdocs.types import Answer, Filters, Hit, StreamEvent, Turn
from localdocs.views.answers import answer_shape, hits_shape, sources_shape


async def search(request: Request, backing: Backing) -> Response:
    """The best passages for a question."""
    asked = await read_body(request, SearchRequest)
    started = time.monotonic()
    wanted = {"question": asked.question, "k": asked.k, "filters": _filters(asked), "show": ""}
    answer = await until_hung_up(request, backing.line.answer("/search", wanted))
    hits = [from_wire(Hit, hit) for hit in answer["hits"]]
    shape = hits_shape(asked.question, hits, time.monotonic() - started)
    known = dict(zip((hit.path for hit in hits), answer["documents"], strict=True))
    shape["hits"] = await Locating(backing, request, known).located(shape["hits"], hits)
    return json_reply(shape)


async def ask(request: Request, backing: Backing) -> Response:
    """The answer to a question: the hits, each checked sentence, the whole answer."""
    asked = await read_body(request, AskRequest)
    previous = await _previous(backing, asked)
    events = _answered(backing, asked, previous, Locating(backing, request))
    return await events_or_last(request, events, stream=asked.stream)


async def _answered(
    backing: Backing, asked: AskRequest, previous: list[Turn], locating: Locating
) -> Events:
    wanted: dict[str, Any] = {
        "question": asked.question,
        "language_model": asked.model != OWN_WORDS,
        "k": asked.k,
        "filters": _filters(asked),
        "previous": to_wire(previous),
        "model": None if asked.model == OWN_WORDS else asked.model,
    }
    answers = backing.line.answers("/ask", wanted)
    async with aclosing(answers):
        async for message in answers:
            event = from_wire(StreamEvent, message["event"])
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
    shape = answer_shape(answer)
    shape["citations"] = await locating.located(shape["citations"], answer.citations)
    shape["passages"] = await locating.located(shape["passages"], answer.passages)
    return shape


async def _previous(backing: Backing, asked: AskRequest) -> list[Turn]:
    """The turns before. Raises RequestError for a conversation that there is not."""
    if asked.conversation is None:
        return [Turn(turn.question, turn.question, turn.answer) for turn in asked.previous]
    kept = await kept_conversation(backing, asked.conversation)
    return [exchange.as_turn() for exchange in kept.exchanges[-MOST_TURNS:]]


async def _kept(backing: Backing, asked: AskRequest, answer: Answer) -> Shape:
    """Where the turn was kept. An answer that cannot be is said nevertheless."""
    if not (asked.conversation is not None if asked.keep is None else asked.keep):
        return {"conversation": None, "not_kept": ""}
    try:
        number = await asyncio.to_thread(backing.conversations.add, answer, asked.conversation)
    except StorageError as error:
        return {"conversation": None, "not_kept": f"{error.message} {error.remedy}"}
    return {"conversation": number, "not_kept": ""}


def _filters(asked: Filtered) -> Any:
    folders = _listed(asked.folder)
    return to_wire(Filters(folders, _listed(asked.type), asked.since or "", asked.until or ""))


def _listed(given: str | list[str] | None) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given or ())

"""The tool ``ask``: an answer with its quotes, and how far it is meanwhile."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import aclosing
from pathlib import Path

from index.database.documents_by_id import document_ids
from localdocs.errors import ServiceError
from localdocs.server.http.hanging_up import heartbeats
from localdocs.server.library.questions import Asked, events_of
from localdocs.server.mcp.arguments import AskArguments
from localdocs.server.mcp.desk import Desk
from localdocs.server.mcp.ids import Named
from localdocs.server.mcp.searching import found, title_of
from localdocs.server.mcp.shapes import Answered, Quote
from localdocs.types import Answer, AnswerStatus, Citation, StreamEvent, Turn, page_name
from localdocs.views.answers import NEAREST_SHOWN, confidence, shortened

BEAT_SECONDS = 5.0
"""Clients give up on what says nothing; most of them begin anew to wait with each word."""

_SENTENCE_SHOWN = 100


async def ask(desk: Desk, wanted: AskArguments) -> Answered:
    """The answer to a question; what the documents do not hold is an answer too."""
    turns = tuple(Turn(turn.question, turn.question, turn.answer) for turn in wanted.previous)
    asked = Asked(wanted.question, wanted.filters, turns, model=wanted.model)
    await desk.say("Searching.")
    coming = events_of(desk.line, asked, desk.settings)
    async with aclosing(heartbeats(coming, BEAT_SECONDS)) as events:
        async for event in events:
            if event is None:
                await desk.say("Still at work.")
                continue
            if event.answer is not None:
                return await _answered(desk, event.answer)
            await desk.say(_progress(event, asks_model=asked.asks_model))
    raise ServiceError("The background service ended without an answer.", "Ask again.")


def _progress(event: StreamEvent, *, asks_model: bool) -> str:
    if event.kind != "hits":
        return shortened(event.text, _SENTENCE_SHOWN)
    words = f"{len(event.hits)} passages found"
    return f"{words}; the model reads them, once it is loaded." if asks_model else f"{words}."


async def _answered(desk: Desk, answer: Answer) -> Answered:
    is_found = answer.status is not AnswerStatus.NOT_FOUND
    nearest = () if is_found else answer.passages[:NEAREST_SHOWN]
    paths = {*(one.path for one in answer.citations), *(hit.path for hit in nearest)}
    none: dict[Path, int] = {}
    ids = await desk.library.rows(lambda rows: document_ids(rows, paths), none)
    return Answered(
        answer=answer.text,
        status=str(answer.status),
        support=confidence(answer),
        quotes=list(_quotes(desk, answer.citations, ids)),
        nearest=found(desk, nearest, ids),
        unsupported=list(answer.unsupported),
        missing_words=list(answer.missing_words),
        understood=answer.understood,
        notes=list(answer.notes),
        model=answer.model,
        seconds=round(answer.timings.total_seconds, 3),
    )


def _quotes(desk: Desk, citations: Sequence[Citation], ids: Mapping[Path, int]) -> Iterator[Quote]:
    for one in citations:
        span = (one.page_number, one.start, one.end)
        yield Quote(
            number=one.number,
            quote=one.quote,
            verified=one.verified,
            heading=one.heading,
            id=str(Named(ids[one.path], *span)) if one.path in ids else "",
            title=title_of(one.path, one.place, one.page_number),
            url=desk.urls.to_place(str(one.path), *span, one.quote),
            path=str(one.path),
            page=one.page_number,
            place=page_name(one.place, one.page_number),
            start=one.start,
            end=one.end,
        )

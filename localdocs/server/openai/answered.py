"""Replies from the documents: the model ``localdocs``, with its quotes as annotations.

``localdocs/NAME`` looks into one folder of the library. The text is that of ``localdocs ask``:
each sentence ends with the numbers of its quotes; what the documents do not hold is refused in an
ordinary reply.
"""

import re
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from localdocs.errors import FilterError
from localdocs.server.http.links import Links
from localdocs.server.http.replies import RequestError
from localdocs.server.library.questions import Asked, events_of, fields_named
from localdocs.server.library.service_line import ServiceLine
from localdocs.server.openai.generated import texts_of
from localdocs.server.openai.markdown import as_name, as_words
from localdocs.server.openai.question_in import question_in
from localdocs.server.openai.requests import ChatMessage, DocumentOptions
from localdocs.server.openai.said import Ended, Reply, Said
from localdocs.types import Answer, Citation, Filters, Hit, StreamEvent, Turn, page_name
from localdocs.views.answers import confidence
from localdocs.views.style import shown

DOCUMENTS = "localdocs"

NEAREST_SHOWN = 3

_RULE = "---"
"""What parts an answer from what stands below it."""

_MARKERS_AT_THE_END = re.compile(r"(?:\[\d{1,3}\])+$", re.MULTILINE)
_MARKER = re.compile(r"\[(\d{1,3})\]")


def asks_documents(model: str) -> bool:
    """Whether a model of this name answers from the documents."""
    return model == DOCUMENTS or model.startswith(f"{DOCUMENTS}/")


def conversation(
    messages: Sequence[ChatMessage], name: str = "messages"
) -> tuple[str, tuple[Turn, ...]]:
    """The question in the last thing that the user said, and the turns before it. ``name``: where
    they stand in the request.

    Raises RequestError where the user said nothing.
    """
    said = [
        (message.role, _said_in(message, f"{name}[{place}]"))
        for place, message in enumerate(messages)
    ]
    asked = [place for place, (role, text) in enumerate(said) if role == "user" and text.strip()]
    if not asked:
        raise RequestError(f"There is no question of the user in '{name}'.", param=name)
    turns = []
    for place, following in pairwise(asked):
        replies = [text for role, text in said[place:following] if role == "assistant"]
        answer = replies[-1] if replies else ""
        turns.append(Turn(said[place][1], said[place][1], without_tail(answer)))
    return said[asked[-1]][1], tuple(turns)


def _said_in(message: ChatMessage, name: str) -> str:
    texts = texts_of(message, name)
    return question_in(texts) if message.role == "user" else "".join(texts)


def filters_of(model: str, options: DocumentOptions) -> Filters:
    """Where to look: what the model's name says, and what the options do."""
    filters = options.filters
    if model == DOCUMENTS:
        return filters
    return replace(filters, inside=(*filters.inside, model.removeprefix(f"{DOCUMENTS}/")))


async def answered(
    line: ServiceLine,
    links: Links,
    model: str,
    question: str,
    previous: Sequence[Turn],
    options: DocumentOptions,
) -> Reply:
    """The answer to a question, each checked sentence as it comes, then the sources."""
    filters = filters_of(model, options)
    asked = Asked(question, filters, tuple(previous), options.k, options.model or "")
    text = ""
    annotations: list[dict[str, Any]] = []
    async with aclosing(_events(line, model, asked, options)) as events:
        async for event in events:
            if event.kind == "hits":
                yield Said("")  # the question is taken up, and the search is done
            elif event.kind == "text":
                said = as_words(event.text)
                piece = event.between + said if text else said
                start = len(text) + len(piece) - len(said)
                annotations += _annotations(said, event.citations, start, links)
                text += piece
                yield Said(piece)
            elif event.answer is not None:
                rest = "" if text else as_words(event.answer.text)
                if below := tail(event.answer, links, sources=options.sources):
                    rest += f"\n\n{below}"
                yield Said(rest)
                yield _end(event.answer, annotations, links)
                return


async def _events(
    line: ServiceLine, model: str, asked: Asked, options: DocumentOptions
) -> AsyncGenerator[StreamEvent, None]:
    """What comes of the question. A folder that is named as a model, and is none, is a model that
    there is not."""
    with fields_named(asked, "localdocs."):
        try:
            async with aclosing(events_of(line, asked)) as events:
                async for event in events:
                    yield event
        except FilterError as error:
            is_quoted = f"'{model.removeprefix(f'{DOCUMENTS}/')}'" in error.message
            if model == DOCUMENTS or (options.filters != Filters() and not is_quoted):
                raise
            raise RequestError(
                f"There is no model {model!r}: {error.message} {error.remedy}",
                status=404,
                param="model",
                code="model_not_found",
            ) from None


def _end(answer: Answer, annotations: Sequence[dict[str, Any]], links: Links) -> Ended:
    return Ended(
        "stop",
        answer.prompt_tokens,
        answer.answer_tokens,
        tuple(annotations),
        tuple(_reference(citation, answer, links) for citation in answer.citations),
        {
            "status": str(answer.status),
            "understood": answer.understood,
            "language_model": answer.model,
            "unsupported": list(answer.unsupported),
            "missing_words": list(answer.missing_words),
            "notes": list(answer.notes),
            "seconds": round(answer.timings.total_seconds, 3),
        },
    )


def tail(answer: Answer, links: Links, *, sources: bool) -> str:
    """What stands below the text: how far it is supported, notes, and the sources as Markdown."""
    parts = list(filter(None, [_confidence(answer, sources=sources)]))
    if sources and answer.citations:
        parts.append("\n".join(_source_line(citation, links) for citation in answer.citations))
    elif sources and answer.passages:
        nearest = dict.fromkeys(f"- {_nearest(hit, links)}" for hit in answer.passages)
        parts.append("\n".join(["Nearest:", *list(nearest)[:NEAREST_SHOWN]]))
    parts += [f"Note: {as_words(shown(note))}" for note in answer.notes]
    body = "\n\n".join(parts)
    return f"{_RULE}\n\n{body}" if body else ""


def _confidence(answer: Answer, *, sources: bool) -> str:
    """How far the answer is supported; nothing that only introduces what does not follow."""
    said = confidence(answer)
    if sources or not said.endswith(":"):
        return said
    before, _, last = said.removesuffix(":").rpartition(". ")
    if last == "Word for word from":
        return f"{before}." if before else ""
    return f"{said[:-1]}."


def without_tail(text: str) -> str:
    """The text of an answer that a client sends back, without what stood below it."""
    return text.partition(f"\n\n{_RULE}\n\n")[0]


def _source_line(citation: Citation, links: Links) -> str:
    place = page_name(citation.place, citation.page_number)
    mark = "" if citation.verified else " (not verified)"
    return f"[{citation.number}] {_linked(place, citation.path, links.to(citation))}{mark}"


def _nearest(hit: Hit, links: Links) -> str:
    url = links.to_place(str(hit.path), hit.page_number, hit.start, hit.end, hit.text)
    return _linked(page_name(hit.place, hit.page_number), hit.path, url)


def _linked(place: str, path: Path, url: str) -> str:
    return f"[{as_name(f'{path.name}, {place}')}]({url})"


def _annotations(
    said: str, citations: Sequence[Citation], offset: int, links: Links
) -> Iterator[dict[str, Any]]:
    """The markers at the ends of what was said, each with what it cites."""
    cited = {citation.number: citation for citation in citations}
    for run in _MARKERS_AT_THE_END.finditer(said):
        for marker in _MARKER.finditer(said, run.start(), run.end()):
            if citation := cited.get(int(marker[1])):
                place = page_name(citation.place, citation.page_number)
                yield {
                    "type": "url_citation",
                    "url_citation": {
                        "start_index": offset + marker.start(),
                        "end_index": offset + marker.end(),
                        "title": shown(f"{citation.path.name}, {place}"),
                        "url": links.to(citation),
                        "quote": citation.quote,
                    },
                }


def _reference(citation: Citation, answer: Answer, links: Links) -> dict[str, Any]:
    """A source as GPT4All's server told it, and what it never told."""
    scores = [
        hit.score
        for hit in answer.passages
        if (hit.path, hit.page_number) == (citation.path, citation.page_number)
    ]
    return {
        "file": citation.path.name,
        "title": citation.title,
        "author": "",
        "date": "",
        "text": citation.quote,
        "page": citation.page_number,
        "from": citation.start,
        "to": citation.end,
        "number": citation.number,
        "path": str(citation.path),
        "place": citation.place,
        "heading": citation.heading,
        "quote": citation.quote,
        "score": round(max(scores), 6) if scores else None,
        "verified": citation.verified,
        "url": links.to(citation),
    }

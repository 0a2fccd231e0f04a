"""POST /v1/chat/completions"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from localdocs.models.running.language_model import TokenLikelihood
from localdocs.server.http.bodies import read_body
from localdocs.server.http.hanging_up import begun, until_hung_up
from localdocs.server.http.replies import event_stream, json_reply
from localdocs.server.openai import likelihoods
from localdocs.server.openai.backend import Backend, refuse_tools
from localdocs.server.openai.generated import Fields
from localdocs.server.openai.ids import new_id, now
from localdocs.server.openai.requests import ChatRequest, schema_of
from localdocs.server.openai.said import (
    Ended,
    Reply,
    Said,
    Whole,
    ours,
    references,
    usage_of,
    whole,
)

Shape = dict[str, Any]


async def chat_completions(request: Request, backend: Backend) -> Response:
    """A conversation in, its next message out: whole, or as a stream."""
    asked = await read_body(request, ChatRequest)
    refuse_tools(asked.tools, asked.tool_choice)
    refuse_tools(asked.functions, asked.function_call, "functions", "function_call")
    replies = [_reply(request, backend, asked) for _ in range(asked.n or 1)]
    if asked.stream:
        replies[0] = await begun(request, replies[0])
        return event_stream(_chunks(asked, replies))
    wholes = [await until_hung_up(request, whole(reply)) for reply in replies]
    return json_reply(_completion(asked, wholes))


def _reply(request: Request, backend: Backend, asked: ChatRequest) -> Reply:
    return backend.talked(
        request,
        asked.model,
        asked.messages,
        asked,
        asked.max_completion_tokens or asked.max_tokens,
        Fields("messages", "response_format"),
        schema=schema_of(asked.response_format),
        logprobs=(asked.top_logprobs or 0) if asked.logprobs else None,
        options=asked.localdocs,
    )


def _completion(asked: ChatRequest, replies: Sequence[Whole]) -> Shape:
    ends = [reply.ended for reply in replies]
    shape = _head(asked, "chat.completion")
    shape["choices"] = [_choice(number, reply) for number, reply in enumerate(replies)]
    return shape | {"usage": usage_of(ends, len(ends))} | ours(ends[0])


def _choice(index: int, reply: Whole) -> Shape:
    message: Shape = {"role": "assistant", "content": reply.text, "refusal": None}
    if reply.thought:
        message["reasoning_content"] = reply.thought
    if reply.ended.references is not None:
        message["annotations"] = list(reply.ended.annotations)
    return {
        "index": index,
        "message": message,
        "logprobs": _logprobs(reply.likelihoods),
        "finish_reason": reply.ended.finish_reason,
    } | references(reply.ended)


async def _chunks(asked: ChatRequest, replies: Sequence[Reply]) -> AsyncGenerator[Shape, None]:
    """The choices one after the other, each from its role to its end."""
    with_usage = asked.stream_options is not None and asked.stream_options.include_usage
    head = _head(asked, "chat.completion.chunk") | ({"usage": None} if with_usage else {})
    ends: list[Ended] = []
    for index, reply in enumerate(replies):
        yield head | _delta(index, {"role": "assistant", "content": ""})
        async with aclosing(reply):
            async for item in reply:
                if isinstance(item, Ended):
                    ends.append(item)
                    for chunk in _ending(index, item):
                        yield head | chunk
                elif item.text or item.thought or item.likelihoods:
                    yield head | _delta(index, _said(item), _logprobs(item.likelihoods))
                    await asyncio.sleep(0)
    if with_usage:
        yield head | {"choices": [], "usage": usage_of(ends, len(ends))}


def _ending(index: int, ended: Ended) -> list[Shape]:
    """What stands behind the text: what it cites, then why it ended, in a chunk without text."""
    cited = {"annotations": list(ended.annotations)}
    last = _delta(index, {}, finish_reason=ended.finish_reason)
    last["choices"][0] |= references(ended)
    return [*([_delta(index, cited)] if ended.annotations else []), last | ours(ended)]


def _said(piece: Said) -> Shape:
    thought = {"reasoning_content": piece.thought} if piece.thought else {}
    return thought | ({"content": piece.text} if piece.text or not thought else {})


def _delta(
    index: int, delta: Shape, logprobs: Shape | None = None, finish_reason: str | None = None
) -> Shape:
    choice = {"index": index, "delta": delta, "logprobs": logprobs, "finish_reason": finish_reason}
    return {"choices": [choice]}


def _head(asked: ChatRequest, kind: str) -> Shape:
    return {"id": new_id("chatcmpl-"), "object": kind, "created": now(), "model": asked.model}


def _logprobs(known: Sequence[TokenLikelihood]) -> Shape | None:
    return {"content": likelihoods.listed(known), "refusal": None} if known else None

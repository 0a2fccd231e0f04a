"""POST /v1/chat/completions"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from localdocs.server.bodies import read_body
from localdocs.server.hanging_up import until_hung_up
from localdocs.server.openai.backend import Backend, begun, refuse_tools
from localdocs.server.openai.ids import new_id, now
from localdocs.server.openai.requests import ChatRequest
from localdocs.server.openai.said import Ended, Reply, Said, Whole, whole
from localdocs.server.replies import RequestError, event_stream, json_reply

Shape = dict[str, Any]


async def chat_completions(request: Request, backend: Backend) -> Response:
    """A conversation in, its next message out: whole, or as a stream."""
    asked = await read_body(request, ChatRequest)
    refuse_tools(asked.tools, asked.tool_choice)
    count = asked.n or 1
    if asked.stream and count > 1:
        raise RequestError("A stream has one choice: leave 'n' out.", param="n")
    if asked.stream:
        reply = await begun(request, _reply(request, backend, asked))
        return event_stream(_chunks(asked, reply))
    replies = [await _whole(request, backend, asked) for _ in range(count)]
    return json_reply(_completion(asked, replies))


def _reply(request: Request, backend: Backend, asked: ChatRequest) -> Reply:
    return backend.talked(
        request,
        asked.model,
        asked.messages,
        asked,
        asked.max_completion_tokens or asked.max_tokens,
        form=asked.response_format,
        logprobs=(asked.top_logprobs or 0) if asked.logprobs else None,
        options=asked.localdocs,
    )


async def _whole(request: Request, backend: Backend, asked: ChatRequest) -> Whole:
    return await until_hung_up(request, whole(_reply(request, backend, asked)))


def _completion(asked: ChatRequest, replies: list[Whole]) -> Shape:
    ended = [reply.ended for reply in replies]
    prompt, answer = ended[0].prompt_tokens, sum(end.answer_tokens for end in ended)
    usage = Ended("stop", prompt, answer).usage
    shape = _head(asked, "chat.completion", new_id("chatcmpl-"), now())
    shape["choices"] = [_choice(number, reply) for number, reply in enumerate(replies)]
    return shape | {"usage": usage} | _ours(ended[0])


def _choice(number: int, reply: Whole) -> Shape:
    message: Shape = {"role": "assistant", "content": reply.text, "refusal": None}
    if reply.thought:
        message["reasoning_content"] = reply.thought
    if reply.ended.references is not None:
        message["annotations"] = list(reply.ended.annotations)
    return {
        "index": number,
        "message": message,
        "logprobs": _logprobs(reply.likelihoods),
        "finish_reason": reply.ended.finish_reason,
    } | _references(reply.ended)


async def _chunks(asked: ChatRequest, reply: Reply) -> AsyncGenerator[Shape, None]:
    head = _head(asked, "chat.completion.chunk", new_id("chatcmpl-"), now())
    with_usage = asked.stream_options is not None and asked.stream_options.include_usage
    usage = {"usage": None} if with_usage else {}
    yield head | _delta({"role": "assistant", "content": ""}) | usage
    async with aclosing(reply):
        async for item in reply:
            if isinstance(item, Said):
                if item.text or item.thought or item.likelihoods:
                    yield head | _delta(_said(item), _logprobs(item.likelihoods)) | usage
                await asyncio.sleep(0)
                continue
            if item.annotations:
                yield head | _delta({"annotations": list(item.annotations)}) | usage
            last = _delta({}, finish_reason=item.finish_reason)
            last["choices"][0] |= _references(item)
            yield head | last | usage | _ours(item)
            if with_usage:
                yield head | {"choices": [], "usage": item.usage}


def _said(piece: Said) -> Shape:
    thought = {"reasoning_content": piece.thought} if piece.thought else {}
    return thought | ({"content": piece.text} if piece.text or not thought else {})


def _delta(delta: Shape, logprobs: Any = None, finish_reason: str | None = None) -> Shape:
    choice = {"index": 0, "delta": delta, "logprobs": logprobs, "finish_reason": finish_reason}
    return {"choices": [choice]}


def _head(asked: ChatRequest, kind: str, identity: str, created: int) -> Shape:
    return {"id": identity, "object": kind, "created": created, "model": asked.model}


def _references(ended: Ended) -> Shape:
    return {} if ended.references is None else {"references": list(ended.references) or None}


def _ours(ended: Ended) -> Shape:
    return {} if ended.about is None else {"localdocs": ended.about}


def _logprobs(likelihoods: tuple[Any, ...]) -> Shape | None:
    if not likelihoods:
        return None
    return {
        "content": [
            _token(one.text, one.logprob)
            | {"top_logprobs": [_token(text, logprob) for text, logprob in one.likeliest]}
            for one in likelihoods
        ]
    }


def _token(text: str, logprob: float) -> Shape:
    return {"token": text, "logprob": logprob, "bytes": list(text.encode())}

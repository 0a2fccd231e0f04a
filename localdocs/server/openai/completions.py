"""POST /v1/completions"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from localdocs.models.running.language_model import TokenLikelihood
from localdocs.server.http.bodies import read_body
from localdocs.server.http.hanging_up import begun, until_hung_up
from localdocs.server.http.replies import RequestError, event_stream, json_reply
from localdocs.server.openai.backend import Backend
from localdocs.server.openai.ids import new_id, now
from localdocs.server.openai.likelihoods import in_columns
from localdocs.server.openai.requests import CompletionRequest
from localdocs.server.openai.said import (
    Ended,
    Reply,
    Whole,
    ours,
    references,
    usage_of,
    whole,
)

MOST_PROMPTS = 128

Shape = dict[str, Any]


async def completions(request: Request, backend: Backend) -> Response:
    """Texts in, what follows each of them out: whole, or as a stream."""
    asked = await read_body(request, CompletionRequest)
    choices = asked.n or 1
    if (asked.best_of or 0) > choices:
        raise RequestError("All replies are given back: leave 'best_of' out.", param="best_of")
    prompts = [prompt for prompt in _prompts(asked.prompt) for _ in range(choices)]
    replies = [_reply(request, backend, asked, prompt) for prompt in prompts]
    if asked.stream:
        replies[0] = await begun(request, replies[0])
        return event_stream(_chunks(asked, prompts, replies))
    wholes = [await until_hung_up(request, whole(reply)) for reply in replies]
    return json_reply(_completion(asked, prompts, wholes))


def _prompts(given: Any) -> list[str]:
    prompts = [given] if isinstance(given, str) else given
    if not isinstance(prompts, list) or not prompts:
        raise RequestError("'prompt' is a text, or a list of texts.", param="prompt")
    if len(prompts) > MOST_PROMPTS:
        raise RequestError(f"'prompt' has more than {MOST_PROMPTS} texts.", param="prompt")
    if not all(isinstance(prompt, str) for prompt in prompts):
        raise RequestError(
            "'prompt' has tokens; only text is taken, since they are of another model.",
            param="prompt",
            code="unsupported_input",
        )
    return prompts


def _reply(request: Request, backend: Backend, asked: CompletionRequest, prompt: str) -> Reply:
    return backend.continued(
        request,
        asked.model,
        prompt,
        asked,
        asked.max_tokens,
        suffix=asked.suffix or "",
        logprobs=asked.logprobs,
        options=asked.localdocs,
    )


def _completion(
    asked: CompletionRequest, prompts: Sequence[str], replies: Sequence[Whole]
) -> Shape:
    ends = [reply.ended for reply in replies]
    shape = _head(asked)
    shape["choices"] = []
    for index, (prompt, reply) in enumerate(zip(prompts, replies, strict=True)):
        before = prompt if asked.echo else ""
        logprobs = _logprobs(reply.likelihoods, len(before))
        shape["choices"].append(
            _choice(index, before + reply.text, logprobs, reply.ended.finish_reason)
            | references(reply.ended)
        )
    return shape | {"usage": usage_of(ends, asked.n or 1)} | ours(ends[0])


async def _chunks(
    asked: CompletionRequest, prompts: Sequence[str], replies: Sequence[Reply]
) -> AsyncGenerator[Shape, None]:
    """The choices one after the other, each to its end, which has no text."""
    with_usage = asked.stream_options is not None and asked.stream_options.include_usage
    head = _head(asked) | ({"usage": None} if with_usage else {})
    ends: list[Ended] = []
    for index, (prompt, reply) in enumerate(zip(prompts, replies, strict=True)):
        offset = 0
        if asked.echo and prompt:
            offset = len(prompt)
            yield head | {"choices": [_choice(index, prompt, None, None)]}
        async with aclosing(reply):
            async for item in reply:
                if isinstance(item, Ended):
                    ends.append(item)
                    last = _choice(index, "", None, item.finish_reason) | references(item)
                    yield head | {"choices": [last]} | ours(item)
                elif item.text or item.likelihoods:
                    logprobs = _logprobs(item.likelihoods, offset)
                    yield head | {"choices": [_choice(index, item.text, logprobs, None)]}
                    offset += sum(len(one.text) for one in item.likelihoods)
                    await asyncio.sleep(0)
    if with_usage:
        yield head | {"choices": [], "usage": usage_of(ends, asked.n or 1)}


def _choice(index: int, text: str, logprobs: Shape | None, finish_reason: str | None) -> Shape:
    return {"index": index, "text": text, "logprobs": logprobs, "finish_reason": finish_reason}


def _logprobs(known: Sequence[TokenLikelihood], offset: int) -> Shape | None:
    return in_columns(known, offset) if known else None


def _head(asked: CompletionRequest) -> Shape:
    return {
        "id": new_id("cmpl-"),
        "object": "text_completion",
        "created": now(),
        "model": asked.model,
    }

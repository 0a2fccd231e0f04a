"""POST /v1/responses"""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from localdocs.server.http.bodies import read_body
from localdocs.server.http.hanging_up import begun, until_hung_up
from localdocs.server.http.replies import RequestError, event_stream, json_reply
from localdocs.server.openai.backend import Backend, refuse_tools
from localdocs.server.openai.generated import Fields, texts_of
from localdocs.server.openai.ids import new_id, now
from localdocs.server.openai.requests import ChatMessage, InputItem, ResponseRequest, schema_of
from localdocs.server.openai.response_events import ResponseEvents, told_events
from localdocs.server.openai.said import Reply

LIKELIHOODS = "message.output_text.logprobs"

NOT_KEPT = ("previous_response_id", "conversation", "prompt")
"""What would have to be remembered of earlier requests."""


async def responses(request: Request, backend: Backend) -> Response:
    """Items in, a reply out: whole, or as a stream of named events. Nothing of it is kept."""
    asked = await read_body(request, ResponseRequest)
    _refuse_what_is_kept(asked)
    refuse_tools(asked.tools, asked.tool_choice)
    reply, events = _reply(request, backend, asked), ResponseEvents(_head(asked))
    if asked.stream:
        return event_stream(told_events(events, await begun(request, reply)), last=None)
    return json_reply(await until_hung_up(request, _whole(events, reply)))


async def _whole(events: ResponseEvents, reply: Reply) -> dict[str, Any]:
    """The reply as the last event of its stream has it."""
    async for item in reply:
        events.take(item)
    return events.response


def _reply(request: Request, backend: Backend, asked: ResponseRequest) -> Reply:
    known = LIKELIHOODS in (asked.include or ())
    return backend.talked(
        request,
        asked.model,
        messages_of(asked),
        asked,
        asked.max_output_tokens,
        Fields("input", "text.format"),
        schema=schema_of(asked.text.format if asked.text else None),
        logprobs=(asked.top_logprobs or 0) if known else None,
        options=asked.localdocs,
    )


def messages_of(asked: ResponseRequest) -> list[ChatMessage]:
    """The conversation that instructions and input are. Raises RequestError for items that are
    none of it; what a model thought is passed over."""
    given = asked.input
    items = [InputItem(role="user", content=given)] if isinstance(given, str) else given
    said = [ChatMessage(role="system", content=asked.instructions)] if asked.instructions else []
    for place, item in enumerate(items):
        if item.type == "reasoning":
            continue
        if item.type != "message" or item.role is None:
            raise RequestError(
                f"Items of type {item.type!r} cannot be read: send messages with their 'role'.",
                param=f"input[{place}]",
                code="unsupported_input",
            )
        texts_of(item, f"input[{place}]")
        said.append(ChatMessage(role=item.role, content=item.content))
    return said


def _refuse_what_is_kept(asked: ResponseRequest) -> None:
    for name in NOT_KEPT:
        if getattr(asked, name) is not None:
            raise RequestError(
                f"Nothing is kept between two requests: leave '{name}' out, and send what was "
                "said before as items of 'input'.",
                param=name,
                code="unsupported_parameter",
            )
    if asked.background:
        raise RequestError(
            "Nothing is done in the background: leave 'background' out.",
            param="background",
            code="unsupported_parameter",
        )


def _head(asked: ResponseRequest) -> dict[str, Any]:
    """What a reply says of its request."""
    form = asked.text.format if asked.text else None
    shown = form.model_dump(by_alias=True, exclude_unset=True) if form else {"type": "text"}
    return {
        "id": new_id("resp_"),
        "object": "response",
        "created_at": now(),
        "model": asked.model,
        "instructions": asked.instructions,
        "max_output_tokens": asked.max_output_tokens,
        "metadata": asked.metadata or {},
        "parallel_tool_calls": False,
        "previous_response_id": None,
        "store": False,
        "temperature": asked.temperature,
        "text": {"format": shown},
        "tool_choice": "none",
        "tools": [],
        "top_p": asked.top_p,
        "truncation": "auto",
    }

"""What the server sends: JSON, errors in OpenAI's shape, and events one by one."""

import json
import logging
from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Awaitable,
    Callable,
    Iterator,
    Mapping,
)
from contextlib import aclosing
from typing import Any

from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from localdocs import errors
from localdocs.errors import LocalDocsError
from localdocs.languages.spelling import without_halves
from localdocs.server.http.hanging_up import heartbeats

logger = logging.getLogger("localdocs.server")

HEARTBEAT_SECONDS = 5.0
"""A stream that has nothing to tell for so long says that it waits."""

_STATUS: tuple[tuple[type[LocalDocsError], int, str], ...] = (
    (errors.PromptTooLongError, 400, "context_length_exceeded"),
    (errors.ModelMissingError, 404, "model_not_found"),
    (errors.ModelRequestError, 400, "invalid_request"),
    (errors.ModelUnsupportedError, 400, "model_not_supported"),
    (errors.ModelTooLargeError, 400, "model_too_large"),
    (errors.UsageError, 400, "invalid_request"),
    (errors.NothingIndexedError, 409, "nothing_indexed"),
    (errors.PathError, 404, "not_found"),
    (errors.LibraryBusyError, 503, "library_busy"),
    (errors.ServiceError, 503, "service_unavailable"),
    (errors.StorageError, 503, "storage_unavailable"),
    (errors.IndexProblemError, 500, "index_problem"),
)


class RequestError(Exception):
    """A request that cannot be done as it stands. ``param`` is the name of what is off."""

    def __init__(
        self, message: str, *, status: int = 400, param: str | None = None, code: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.param = param
        self.code = code


def at_fault(error: LocalDocsError, param: str) -> RequestError:
    """An error of the library with the name of the field of the request that is off."""
    status, shape = told_error(error)
    told = shape["error"]
    return RequestError(told["message"], status=status, param=param, code=told["code"])


def error_shape(
    message: str,
    *,
    kind: str = "invalid_request_error",
    param: str | None = None,
    code: str | None = None,
) -> dict[str, Any]:
    """An error as OpenAI's clients read it."""
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def error_reply(
    status: int,
    message: str,
    *,
    kind: str = "invalid_request_error",
    code: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A whole reply with an error."""
    return json_reply(error_shape(message, kind=kind, code=code), status, headers=headers)


def told_error(error: Exception) -> tuple[int, dict[str, Any]]:
    """The status and the shape of an error that was raised; of ours what it says and its remedy,
    of any other nothing, since it may quote a document: the log has it."""
    if isinstance(error, RequestError):
        return error.status, error_shape(error.message, param=error.param, code=error.code)
    for kind, status, code in _STATUS:
        if isinstance(error, kind):
            who = "invalid_request_error" if status < 500 else "server_error"
            return status, error_shape(_words(error), kind=who, code=code)
    if isinstance(error, LocalDocsError) and type(error) is not LocalDocsError:
        return 500, error_shape(_words(error), kind="server_error", code="failed")
    logger.error("a request failed", exc_info=error)
    words = "Something went wrong that was not foreseen; the server's log says what."
    return 500, error_shape(words, kind="server_error", code="unforeseen")


def json_reply(
    value: Any, status: int = 200, *, headers: Mapping[str, str] | None = None
) -> Response:
    """A value as JSON in ASCII."""
    return Response(_as_json(value), status, headers, media_type="application/json")


def sayable(value: Any) -> Any:
    """A value without halves of characters, which names of files may have and JSON may not."""
    if isinstance(value, str):
        return without_halves(value)
    if isinstance(value, list | tuple):
        return [sayable(item) for item in value]
    if isinstance(value, dict):
        return {name: sayable(item) for name, item in value.items()}
    return value


def no_content() -> Response:
    """Nothing to say, and all is well."""
    return Response(status_code=204)


class StreamedReply(StreamingResponse):
    """A reply piece by piece, whose source is closed when it ends, also where the caller hangs up:
    not only once Python tidies its memory."""

    def __init__(
        self,
        pieces: AsyncIterator[bytes] | Iterator[bytes],
        close: Callable[[], Awaitable[object]],
        headers: Mapping[str, str],
        media_type: str,
    ) -> None:
        super().__init__(pieces, headers=headers, media_type=media_type)
        self._close = close

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self._close()


def event_stream(
    events: AsyncGenerator[Any, None], *, last: str | None = "[DONE]", error_name: str = ""
) -> Response:
    """Server-sent events, each of them JSON under ``data:``; one that is a pair has a name too.

    An error in their midst is the last event, of that name. ``last`` is said when all is over.
    Comments keep the line open meanwhile. Whoever hangs up ends the generator.
    """

    async def lines() -> AsyncGenerator[bytes, None]:
        async with aclosing(heartbeats(events, HEARTBEAT_SECONDS)) as beating:
            try:
                async for event in beating:
                    yield b": waiting\n\n" if event is None else _event(event)
            except Exception as error:
                _, shape = told_error(error)
                yield _event((error_name, shape))
            if last is not None:
                yield f"data: {last}\n\n".encode()

    said = lines()
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamedReply(said, said.aclose, headers, "text/event-stream")


def _event(event: Any) -> bytes:
    name, value = event if isinstance(event, tuple) else ("", event)
    head = f"event: {name}\n" if name else ""
    return head.encode() + b"data: " + _as_json(value) + b"\n\n"


def _as_json(value: Any) -> bytes:
    text = json.dumps(value, separators=(",", ":"))
    if r"\ud" in text:  # a half, or a pair of them, which is a letter
        text = json.dumps(sayable(value), separators=(",", ":"))
    return text.encode("ascii")


def _words(error: LocalDocsError) -> str:
    return f"{error.message} {error.remedy}".strip()

"""Bodies that are cut short or too long, as the application meets them."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from localdocs.home.places import places
from localdocs.server.app import make_app
from localdocs.server.guard import LONGEST_BODY, Rules
from localdocs.server.library_view import LibraryView
from localdocs.server.openai.backend import Backend
from localdocs.server.service_line import ServiceLine

PATHS = ("/v1/chat/completions", "/api/ask", "/mcp")


def posted(home: Path, path: str, came: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the server says to these messages; the last of them comes again and again."""
    where = places(home)
    backend = Backend(ServiceLine(where, may_start=False), "token", {})
    app: Any = make_app(backend, LibraryView(where), Rules("token", frozenset({"localhost"})))
    headers = {"host": "localhost", "authorization": "Bearer token"}
    headers |= {"content-type": "application/json", "transfer-encoding": "chunked"}
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    said: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return came.pop(0) if len(came) > 1 else came[0]

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    asyncio.run(app(scope, receive, send))
    return said


@pytest.mark.parametrize("path", PATHS)
def test_a_caller_who_leaves_in_the_midst_of_a_body_is_no_fault_of_the_server(
    tmp_path: Path, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    half = {"type": "http.request", "body": b'{"model": ', "more_body": True}
    said = posted(tmp_path, path, [half, {"type": "http.disconnect"}])
    assert 500 not in [message.get("status") for message in said]
    assert not caplog.records


@pytest.mark.parametrize("path", PATHS)
def test_a_body_that_is_too_long_is_refused_in_words(
    tmp_path: Path, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    block = {"type": "http.request", "body": b" " * (LONGEST_BODY // 4), "more_body": True}
    start, body = posted(tmp_path, path, [block])
    assert start["status"] == 413 and "8 MiB" in json.loads(body["body"])["error"]["message"]
    assert not caplog.records

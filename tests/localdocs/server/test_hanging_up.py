"""Callers who leave in the midst of what they send."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from localdocs.home.places import places
from localdocs.server.app import make_app
from localdocs.server.guard import Rules
from localdocs.server.library_view import LibraryView
from localdocs.server.openai.backend import Backend
from localdocs.server.service_line import ServiceLine


@pytest.mark.parametrize("path", ["/v1/chat/completions", "/api/ask", "/mcp"])
def test_half_a_body_is_no_fault_of_the_server(
    tmp_path: Path, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    where = places(tmp_path)
    backend = Backend(ServiceLine(where, may_start=False), "token", {})
    app = make_app(backend, LibraryView(where), Rules("token", frozenset({"localhost"})))
    scope: dict[str, Any] = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [
            (b"host", b"localhost"),
            (b"authorization", b"Bearer token"),
            (b"content-type", b"application/json"),
            (b"content-length", b"100"),
        ],
    }
    came: list[dict[str, Any]] = [
        {"type": "http.request", "body": b'{"model": ', "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> dict[str, Any]:
        return came.pop(0) if len(came) > 1 else came[0]

    async def send(message: dict[str, Any]) -> None:
        assert message.get("status") != 500

    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]
    assert not caplog.records

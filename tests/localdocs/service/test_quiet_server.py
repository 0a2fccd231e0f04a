"""Connections over which no whole request comes: closed, each case within its time."""

import asyncio
import logging
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from localdocs.service import quiet_server
from localdocs.service.quiet_server import QuietServer, quiet_config

HEAD = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 4\r\n\r\n"


async def slow(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the body, after longer than anyone may take to ask."""
    body = await Request(scope, receive).body()
    await asyncio.sleep(0.6)
    await Response(body)(scope, receive, send)


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(quiet_server, "HEAD_SECONDS", 0.4)
    monkeypatch.setattr(quiet_server, "BODY_SECONDS", 0.4)
    monkeypatch.setattr(quiet_server, "MOST_WAITED_FOR", 3)
    bound = socket.create_server(("127.0.0.1", 0))
    server = QuietServer(quiet_config(slow))
    running = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    running.start()
    try:
        yield bound.getsockname()[1]
    finally:
        server.end()
        running.join(10)
        assert not running.is_alive()
        assert logging.getLogger("uvicorn.error").level == logging.NOTSET, "others may log there"


def opened(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), 5)


def heard(line: socket.socket) -> bytes:
    """What comes until the other end closes, or stops to speak for two seconds."""
    line.settimeout(2)
    said = b""
    try:
        while part := line.recv(1000):
            said += part
    except ConnectionResetError:
        pass
    return said


def is_answered(line: socket.socket, body: bytes) -> bool:
    """Whether a reply comes that ends so."""
    line.settimeout(3)
    said = b""
    while not said.endswith(body) and (part := line.recv(1000)):
        said += part
    return said.endswith(body)


@pytest.mark.parametrize("begun", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: here\r\n", HEAD])
def test_what_is_not_finished_is_closed(port: int, begun: bytes) -> None:
    with opened(port) as line:
        line.sendall(begun)
        assert heard(line) == b""


def test_a_head_that_trickles_is_closed_too(port: int) -> None:
    with opened(port) as line, pytest.raises(OSError):
        for _ in range(20):
            line.sendall(b"G")
            time.sleep(0.1)


def test_a_body_may_take_its_time_and_the_reply_too(port: int) -> None:
    with opened(port) as line:
        line.sendall(HEAD)
        for piece in (b"a", b"b", b"c", b"d"):
            time.sleep(0.2)
            line.sendall(piece)
        assert is_answered(line, b"abcd")
        line.sendall(HEAD + b"more")
        assert is_answered(line, b"more"), "the line is kept for the next request"


def test_of_too_many_the_oldest_is_closed(port: int) -> None:
    lines = [opened(port) for _ in range(4)]
    try:
        started = time.monotonic()
        assert heard(lines[0]) == b"" and time.monotonic() - started < 0.3
        lines[-1].sendall(HEAD + b"last")
        assert is_answered(lines[-1], b"last")
    finally:
        for line in lines:
            line.close()

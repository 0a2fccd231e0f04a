"""One call to the background service: a request of HTTP/1.0, answered in lines of JSON.

Written by hand on a bare socket, since importing an HTTP client takes longer than the whole call.
Whoever closes the lines early hangs up, and the service stops what it was doing for them.

    {"hits": …} {"event": …} {"progress": …} {"report": …} {"status": …}    answers
    {"error": {"kind", "message", "remedy"}}                                what went wrong
    {"end": true}                                                           always last
"""

import json
import os
import socket
from collections.abc import Iterator
from typing import Any

from localdocs import __version__

Message = dict[str, Any]

RECORD = "service.json"
"""In the home folder: process id, version, and the address; written by the running service."""

PATIENCE_SECONDS = 2.0
"""How long the service may take to take up a call. The answer itself may take any time."""

_BLOCK_BYTES = 1 << 16


class NoServiceError(Exception):
    """Nothing that could be worked through: no service, one that hangs, or of another version."""


class CutShortError(Exception):
    """The service ended in the midst of an answer."""


def read_record(home: str, *, any_version: bool = False) -> Message:
    """What the running service wrote about itself. Raises NoServiceError."""
    try:
        with open(os.path.join(home, RECORD), encoding="utf-8") as file:  # noqa: PTH118, PTH123
            record: Any = json.load(file)
    except (OSError, ValueError):
        raise NoServiceError("no record") from None
    if not isinstance(record, dict) or (record.get("version") != __version__ and not any_version):
        raise NoServiceError("another version")
    found: Message = record
    return found


def call(
    record: Message, path: str, request: Message, patience_seconds: float = PATIENCE_SECONDS
) -> Iterator[Message]:
    """The answers to a request, up to the end. Raises NoServiceError before the first one, and
    CutShortError after it."""
    line = connect(record, path, request, patience_seconds)
    try:
        yield from _answers(line)
    finally:
        line.close()


def connect(
    record: Message, path: str, request: Message, patience_seconds: float = PATIENCE_SECONDS
) -> socket.socket:
    """Put a request and wait until the service has taken it up. Raises NoServiceError."""
    line = None
    try:
        line = _opened(record, patience_seconds)
        line.sendall(as_http(record, path, request))
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            if not (byte := line.recv(1)):
                raise NoServiceError("it hung up")
            head += byte
        if head.split(b" ", 2)[1] != b"200":
            raise NoServiceError(head.decode("latin-1"))
        line.settimeout(None)
        return line
    except OSError as error:
        if line is not None:
            line.close()
        raise NoServiceError(str(error)) from None
    except BaseException:
        if line is not None:
            line.close()
        raise


def _answers(line: socket.socket) -> Iterator[Message]:
    rest = b""
    try:
        while block := line.recv(_BLOCK_BYTES):
            *lines, rest = (rest + block).split(b"\n")
            for text in lines:
                answer: Message = json.loads(text)
                if "end" in answer:
                    return
                yield answer
    except OSError:
        pass
    raise CutShortError


def _opened(record: Message, patience_seconds: float) -> socket.socket:
    if "socket" in record:
        line = socket.socket(socket.AF_UNIX)
        address: Any = record["socket"]
    else:
        line = socket.socket(socket.AF_INET)
        address = ("127.0.0.1", record["port"])
    try:
        line.settimeout(patience_seconds)
        line.connect(address)
    except BaseException:
        line.close()
        raise
    return line


def as_http(record: Message, path: str, request: Message) -> bytes:
    """The bytes of a request to the service of ``record``."""
    body = json.dumps(request).encode("ascii")
    head = [
        f"POST {path} HTTP/1.0",
        f"Authorization: Bearer {record.get('token', '')}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*head, "", ""]).encode("ascii") + body

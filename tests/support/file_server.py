"""A small web server for tests, which sends one file and can be as bad as servers are."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class FileServer:
    """What is sent, and how. ``requests``: the headers of each, in order."""

    content: bytes
    tag: str = '"one"'
    drop_after: list[int] = field(default_factory=list)
    """Of the next answers: close the connection after so many bytes."""
    stall_after: list[int] = field(default_factory=list)
    """Of the next answers: say nothing more after so many bytes."""
    statuses: list[int] = field(default_factory=list)
    """Of the next answers: only this status."""
    said_length: int | None = None
    ranges: bool = True
    wrong_range: bool = False
    encoding: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    redirect: str = ""
    requests: list[dict[str, str]] = field(default_factory=list)
    hold: threading.Event | None = None
    """If set, an answer waits for it after its first bytes."""
    url: str = ""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.requests.append(dict(handler.headers))
        if self.redirect and handler.path == "/file.gguf":
            self._head(handler, 302, {"Location": self.redirect, **self.extra})
            return
        if self.statuses:
            self._head(handler, self.statuses.pop(0), {"Content-Length": "0"})
            return
        start = self._start(handler.headers.get("Range", ""), handler.headers.get("If-Range", ""))
        if start > len(self.content) or (start and start == len(self.content)):
            self._head(handler, 416, {"Content-Range": f"bytes */{len(self.content)}"})
            return
        body = self.content[start:]
        headers = {"Content-Length": str(self.said_length or len(body)), "ETag": self.tag}
        if self.encoding:
            headers["Content-Encoding"] = self.encoding
        if start:
            first = start + 1 if self.wrong_range else start
            last = len(self.content)
            headers["Content-Range"] = f"bytes {first}-{last - 1}/{last}"
        self._head(handler, 206 if start else 200, {**headers, **self.extra})
        self._send(handler, body)

    def _start(self, wanted: str, condition: str) -> int:
        if not self.ranges or not wanted or (condition and condition != self.tag):
            return 0
        return int(wanted.removeprefix("bytes=").partition("-")[0])

    def _send(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        if self.hold:
            handler.wfile.write(body[:1000])
            handler.wfile.flush()
            self.hold.wait(20)
            body = body[1000:]
        if self.drop_after:
            handler.wfile.write(body[: self.drop_after.pop(0)])
        elif self.stall_after:
            handler.wfile.write(body[: self.stall_after.pop(0)])
            handler.wfile.flush()
            time.sleep(1.5)
        else:
            handler.wfile.write(body)
        handler.close_connection = True

    def _head(self, handler: BaseHTTPRequestHandler, status: int, headers: dict[str, str]) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()


@contextmanager
def served(server: FileServer) -> Iterator[FileServer]:
    """The server at work, on a port of this computer."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with suppress(OSError):  # the other side went away
                server.answer(self)

        log_message: Callable[..., None] = lambda *_: None

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = False
    server.url = f"http://127.0.0.1:{listening.server_address[1]}/file.gguf"
    thread = threading.Thread(target=listening.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()

"""Real servers for tests: the command itself, over a library of its own."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

from service_support import Home, processes_of, running_service, until

START_SECONDS = 60


@dataclass(frozen=True)
class Reply:
    """What came back, whole."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    def events(self) -> list[Any]:
        """The data of server-sent events, each of them JSON but for "[DONE]"."""
        lines = self.body.decode().splitlines()
        said = [line.removeprefix("data: ") for line in lines if line.startswith("data: ")]
        return [one if one == "[DONE]" else json.loads(one) for one in said]


class Served:
    """A running server, and how to ask it."""

    def __init__(self, home: Home, port: int, token: str, pid: int) -> None:
        self.home = home
        self.port = port
        self.token = token
        self.pid = pid

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def opened(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: dict[str, str] | None = None,
        *,
        token: str | None = None,
    ) -> tuple[HTTPConnection, HTTPResponse]:
        """A request that has been answered as far as its head. ``body`` becomes JSON unless it is
        bytes; ``token`` "" sends none; a header that is "" is left out."""
        sent = {"Authorization": f"Bearer {self.token if token is None else token}"}
        if token == "":
            del sent["Authorization"]
        content = None
        if body is not None:
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        sent |= headers or {}
        line = HTTPConnection("127.0.0.1", self.port, timeout=60)
        line.request(method, path, content, {k: v for k, v in sent.items() if v})
        return line, line.getresponse()

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: dict[str, str] | None = None,
        *,
        token: str | None = None,
    ) -> Reply:
        """A request and its whole reply."""
        line, reply = self.opened(method, path, body, headers, token=token)
        try:
            named = {name.lower(): value for name, value in reply.getheaders()}
            return Reply(reply.status, named, reply.read())
        finally:
            line.close()

    def get(self, path: str, **more: Any) -> Reply:
        return self.ask("GET", path, **more)

    def post(self, path: str, body: Any, **more: Any) -> Reply:
        return self.ask("POST", path, body, **more)


@contextmanager
def running_server(place: Path, *words: str, **environment: str) -> Iterator[Served]:
    """A service over the examples, and a server before it; afterwards no process is left."""
    with running_service(place, **environment) as home, serving(home, *words) as served:
        home.settle()
        yield served


@contextmanager
def serving(home: Home, *words: str) -> Iterator[Served]:
    """``localdocs serve`` on a free port."""
    command = [sys.executable, "-m", "localdocs", "serve", "--port", "0", *words]
    process = subprocess.Popen(
        command,
        env=home.environment | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], START_SECONDS)
        said = process.stdout.readline().decode() if ready else ""
        assert "/v1" in said, (said, process.poll())
        port = int(said.split("://")[1].split("/")[0].rpartition(":")[2])
        token = home.run("serve", "--show-token").stdout.strip()
        yield Served(home, port, token, process.pid)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=15)
        finally:
            process.kill()
            process.wait()
    until(lambda: process.pid not in processes_of(home.path), 5)


def open_files(pid: int) -> int:
    """How many files and connections a process has open. Linux only."""
    return len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208

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

from localdocs.service.caller.call import read_record
from localdocs.service.caller.client import service_status
from service_support import Home, processes_of, running_service, until

START_SECONDS = 60

LANGUAGE, EMBEDDING = "SmolLM2-135M-Instruct", "all-MiniLM-L6-v2"
"""The models that come along."""

CHAT, COMPLETIONS = "/v1/chat/completions", "/v1/completions"
RESPONSES, EMBEDDINGS = "/v1/responses", "/v1/embeddings"


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
        """A request that has been answered as far as its head; see ``sent``."""
        line = self.sent(method, path, body, headers, token=token)
        return line, line.getresponse()

    def sent(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: dict[str, str] | None = None,
        *,
        token: str | None = None,
    ) -> HTTPConnection:
        """A request on its way. ``body`` becomes JSON unless it is bytes; ``token`` "" sends none;
        a header that is "" is left out."""
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
        return line

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
            return self.read(reply)
        finally:
            line.close()

    @staticmethod
    def read(reply: HTTPResponse) -> Reply:
        """The rest of a reply."""
        named = {name.lower(): value for name, value in reply.getheaders()}
        return Reply(reply.status, named, reply.read())

    def chat(self, said: Any, model: str = LANGUAGE, **more: Any) -> Reply:
        """A chat of one question, or of messages; few words unless ``more`` says so."""
        messages = [{"role": "user", "content": said}] if isinstance(said, str) else said
        body = {"model": model, "messages": messages, "max_tokens": 8} | more
        return self.post(CHAT, body)

    def documents(self, question: str, path: str = CHAT, **more: Any) -> Reply:
        """A question to the documents, answered in their own words."""
        asked: dict[str, Any] = {"input": question}
        if path == CHAT:
            asked = {"messages": [{"role": "user", "content": question}]}
        ours = {"model": "none"} | more.pop("localdocs", {})
        return self.post(path, {"model": "localdocs", "localdocs": ours} | asked | more)

    def answering(self) -> str:
        """What the worker that answers is doing: "resting", "ready", "busy"."""
        status = service_status(read_record(str(self.home.path)))
        return next(one.state for one in status.workers if one.role == "answering")

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
            _, errors = process.communicate(timeout=15)
            assert b"Traceback" not in errors, errors.decode()
        finally:
            process.kill()
            process.wait()
    until(lambda: process.pid not in processes_of(home.path), 5)


def model_processes(home: Home) -> list[int]:
    """The processes that run language models. Linux only."""
    running = b"localdocs.models.running.worker"
    found = processes_of(home.path)
    return [pid for pid in found if running in Path(f"/proc/{pid}/cmdline").read_bytes()]


def open_files(pid: int) -> int:
    """How many files and connections a process has open. Linux only."""
    return len(os.listdir(f"/proc/{pid}/fd"))  # noqa: PTH208

"""The server of localdocs: where it is, and how it is asked."""

import json
import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from platformdirs import user_data_path

ADDRESS = "http://127.0.0.1:4891"
TIMEOUT_SECONDS = 300.0
"""A language model may have to be loaded first."""

Body = dict[str, Any]


class LocalDocsServerError(RuntimeError):
    """What the server refused, in its words, or that there is none. ``status`` 0: none."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Server:
    """A server of localdocs. Raises LocalDocsServerError from each of its methods."""

    address: str
    token: str
    timeout_seconds: float = TIMEOUT_SECONDS

    def post(self, path: str, body: Body) -> Any:
        """The reply to a request."""
        with _errors(self.address), self._client() as client:
            return _checked(client.post(path, json=body)).json()

    async def apost(self, path: str, body: Body) -> Any:
        """As ``post``."""
        with _errors(self.address):
            async with self._async_client() as client:
                return _checked(await client.post(path, json=body)).json()

    def stream(self, path: str, body: Body) -> Iterator[Any]:
        """The events of a reply, as they come; closing this hangs up."""
        with (
            _errors(self.address),
            self._client() as client,
            client.stream("POST", path, json=body) as reply,
        ):
            if reply.is_error:
                reply.read()
            for line in _checked(reply).iter_lines():
                if (event := _event(line)) is not None:
                    yield event

    async def astream(self, path: str, body: Body) -> AsyncIterator[Any]:
        """As ``stream``."""
        with _errors(self.address):
            async with (
                self._async_client() as client,
                client.stream("POST", path, json=body) as reply,
            ):
                if reply.is_error:
                    await reply.aread()
                async for line in _checked(reply).aiter_lines():
                    if (event := _event(line)) is not None:
                        yield event

    def _client(self) -> httpx.Client:
        return httpx.Client(**self._how())

    def _async_client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(**self._how())

    def _how(self) -> dict[str, Any]:
        return {
            "base_url": self.address,
            "headers": {"Authorization": f"Bearer {self.token}"},
            "timeout": self.timeout_seconds,
            "trust_env": False,  # no proxy stands between this computer and itself
        }


def find_server(
    address: str | None = None, token: str | None = None, timeout_seconds: float = TIMEOUT_SECONDS
) -> Server:
    """The server that is named, else that of the environment, else that of this computer.

    The token of this computer's home is shown to servers of this computer alone.
    """
    address = address or os.environ.get("LOCALDOCS_SERVER") or ""
    token = token or os.environ.get("LOCALDOCS_TOKEN") or ""
    if not address:
        address = _address_of(_home()) or ADDRESS
    if not token and httpx.URL(address).host in ("127.0.0.1", "localhost", "::1"):
        token = _read(_home() / "server-token").strip()
    return Server(address.rstrip("/").removesuffix("/v1"), token, timeout_seconds)


def _home() -> Path:
    named = os.environ.get("LOCALDOCS_HOME")
    return Path(named).expanduser() if named else user_data_path("localdocs", appauthor=False)


def _address_of(home: Path) -> str:
    try:
        return str(json.loads(_read(home / "server.json"))["address"])
    except (ValueError, KeyError, TypeError):
        return ""


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


class _errors:  # noqa: N801  (read as a word: with _errors(address))
    """Says in this package's words that there is no server."""

    def __init__(self, address: str) -> None:
        self._address = address

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, httpx.ConnectError):
            raise LocalDocsServerError(
                f"No server of localdocs answers at {self._address}; 'localdocs serve' starts it."
            ) from error
        if isinstance(error, httpx.HTTPError):
            raise LocalDocsServerError(f"The server did not finish: {error!r}") from error


def _checked(reply: httpx.Response) -> httpx.Response:
    if not reply.is_error:
        return reply
    try:
        message = reply.json()["error"]["message"]
    except (ValueError, KeyError, TypeError):
        message = f"The server says {reply.status_code}."
    raise LocalDocsServerError(message, reply.status_code)


def _event(line: str) -> Any:
    """What a line of server-sent events says; None where it says nothing."""
    said = line.removeprefix("data:").strip() if line.startswith("data:") else ""
    if not said or said == "[DONE]":
        return None
    event = json.loads(said)
    if "error" in event:
        raise LocalDocsServerError(event["error"]["message"])
    return event

"""Passages of the person's documents."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
from platformdirs import user_data_path

ADDRESS = "http://127.0.0.1:4891"
TIMEOUT_SECONDS = 60.0


class LocalDocsServerError(RuntimeError):
    """What the server refused, in its words, or that there is none. ``status``: of HTTP, 0 where
    nothing was answered."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class LocalDocsRetriever(BaseRetriever):
    """Finds the passages that speak to a question, by words and by meaning, best first.

    ``folder``, ``type``, ``since`` and ``until`` narrow the search. Each node has in its metadata:
    ``source`` (the file), ``title``, ``page``, ``place``, ``heading``, ``start`` and ``end``
    (characters of the page), ``document`` (its id), ``url``.
    """

    def __init__(
        self,
        similarity_top_k: int = 10,
        *,
        server: str | None = None,
        token: str | None = None,
        folder: str | list[str] | None = None,
        type: str | list[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        **more: Any,
    ) -> None:
        super().__init__(**more)
        self._address, self._token = find_server(server, token)
        filters = {"folder": folder, "type": type, "since": since, "until": until}
        given = {name: value for name, value in filters.items() if value is not None}
        self._request: dict[str, Any] = {"k": similarity_top_k} | given

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        with self._errors(), httpx.Client(**self._how()) as client:
            reply = client.post("/api/search", json=self._body(query_bundle))
        return _nodes(reply)

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        with self._errors():
            async with httpx.AsyncClient(**self._how()) as client:
                reply = await client.post("/api/search", json=self._body(query_bundle))
        return _nodes(reply)

    def _body(self, query: QueryBundle) -> dict[str, Any]:
        return self._request | {"question": query.query_str}

    def _how(self) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._token}"}
        how = {"base_url": self._address, "headers": headers, "timeout": TIMEOUT_SECONDS}
        return how | {"trust_env": False}  # no proxy stands between this computer and itself

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Says in this package's words that there is no server, or that it did not finish."""
        try:
            yield
        except (httpx.ConnectError, httpx.UnsupportedProtocol) as error:
            raise LocalDocsServerError(
                f"No server of localdocs answers at {self._address}; 'localdocs serve' starts it."
            ) from error
        except httpx.HTTPError as error:
            raise LocalDocsServerError(f"The server did not finish: {error!r}") from error


def find_server(address: str | None = None, token: str | None = None) -> tuple[str, str]:
    """Address and token: those named, else of the environment, else of this computer's files. Its
    token is shown to servers of this computer alone."""
    named = os.environ.get("LOCALDOCS_HOME")
    home = Path(named).expanduser() if named else user_data_path("localdocs", appauthor=False)
    address = address or os.environ.get("LOCALDOCS_SERVER") or _address_in(home) or ADDRESS
    token = token or os.environ.get("LOCALDOCS_TOKEN") or ""
    try:
        host = httpx.URL(address).host
    except httpx.InvalidURL as error:
        raise LocalDocsServerError(f"{address!r} is no address: {error}") from error
    if not token and host in ("127.0.0.1", "localhost", "::1"):
        token = _read(home / "server-token").strip()
    return address.rstrip("/").removesuffix("/v1"), token


def _address_in(home: Path) -> str:
    try:
        return str(json.loads(_read(home / "server.json"))["address"])
    except (ValueError, KeyError, TypeError):
        return ""


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def _nodes(reply: httpx.Response) -> list[NodeWithScore]:
    try:
        said = reply.json()
        if not reply.is_error:
            return [_node(hit) for hit in said["hits"]]
        message = said["error"]["message"]
    except (ValueError, KeyError, TypeError):
        message = f"What answers at {reply.url.host}, port {reply.url.port}, is no localdocs."
    raise LocalDocsServerError(message, reply.status_code)


def _node(hit: dict[str, Any]) -> NodeWithScore:
    metadata = {name: hit[name] for name in hit if name not in ("text", "path", "score")}
    node = TextNode(
        id_=f"{hit['document']}/{hit['page']}/{hit['start']}-{hit['end']}",
        text=hit["text"],
        metadata={"source": hit["path"]} | metadata,
        excluded_embed_metadata_keys=["source", *metadata],
        excluded_llm_metadata_keys=[name for name in metadata if name not in ("title", "place")],
    )
    return NodeWithScore(node=node, score=hit["score"])

"""GET /openapi.json: what the server takes and replies, made from its own routes and classes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from starlette.routing import BaseRoute, Route

from localdocs import __version__
from localdocs.server.api.operations import EVENTS, JSON, OPERATIONS, Operation
from localdocs.server.api.replies import ErrorReply, Health
from localdocs.server.http import links
from localdocs.server.http.guard import ICON, is_open
from localdocs.server.mcp import door
from localdocs.server.openai import requests as openai
from localdocs.server.page import files

Shape = dict[str, Any]

DESCRIPTION = (
    "Ask your own files, offline, with quotes that can be checked. /v1 speaks as OpenAI's API "
    "does, with what is ours beside it under `localdocs`; /api is our own. Every address but "
    "/health wants the token (`localdocs serve --show-token`); /quote wants a link that the server "
    "has made."
)

_KINDS = {"number": "integer", "path": "string", "str": "string"}

_OPENAI: dict[tuple[str, str], tuple[str, type[BaseModel] | None]] = {
    ("GET", "/v1/models"): ("Who can be asked.", None),
    ("GET", "/v1/models/{name:path}"): ("One of those who can be asked.", None),
    ("POST", "/v1/chat/completions"): ("A chat completion.", openai.ChatRequest),
    ("POST", "/v1/completions"): ("A completion.", openai.CompletionRequest),
    ("POST", "/v1/embeddings"): ("Embeddings.", openai.EmbeddingRequest),
    ("POST", "/v1/responses"): ("A response.", openai.ResponseRequest),
}
"""Their replies are those of OpenAI's API, and are not described again."""


@dataclass(frozen=True, slots=True)
class _Plain:
    """An address that is neither OpenAI's nor under /api."""

    summary: str
    media: str
    methods: tuple[str, ...] = ("GET",)


_PLAIN = {
    files.PATH: _Plain("The page of `localdocs open`.", "text/html"),
    files.PLACE: _Plain("A file of that page.", "text/plain"),
    "/health": _Plain("That the server is there.", JSON),
    ICON: _Plain("No icon: browsers ask for one.", ""),
    "/metrics": _Plain("How many requests, and how long, for Prometheus.", "text/plain"),
    "/openapi.json": _Plain("What the server takes and replies: this document.", JSON),
    links.PATH: _Plain("The page that a link to a quote opens.", "text/html"),
    links.PICTURE_PATH: _Plain("The picture on that page.", "image/png"),
    links.STYLE_PATH: _Plain("The style of that page.", "text/css"),
    door.PATH: _Plain("MCP over HTTP, which describes itself.", JSON, ("DELETE", "GET", "POST")),
}

_OURS = {(operation.method, operation.path): operation for operation in OPERATIONS}


def openapi(routes: Iterable[BaseRoute]) -> Shape:
    """The OpenAPI document (3.1) of these routes."""
    paths: dict[str, Shape] = {}
    for route in routes:
        if not isinstance(route, Route):
            continue
        for method in sorted(route.methods or _PLAIN[route.path].methods):
            if method != "HEAD":
                path = _plain_path(route.path)
                paths.setdefault(path, {})[method.lower()] = _operation(method, route.path)
    return {
        "openapi": "3.1.0",
        "info": {"title": "localdocs", "version": __version__, "description": DESCRIPTION},
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": _schemas(),
        },
    }


def _operation(method: str, path: str) -> Shape:
    shape: Shape = {"parameters": _path_parameters(path)}
    if operation := _OURS.get((method, path)):
        return shape | _ours(operation, shape["parameters"])
    if plain := _PLAIN.get(path):
        return shape | _of_no_api(plain, path)
    summary, body = _OPENAI.get((method, path), ("", None))
    if summary:
        shape |= {"summary": summary}
    if body is not None or method == "POST":
        shape["requestBody"] = _body(body)
    return shape | {"responses": {"200": {"description": "As OpenAI's API."}, **_errors()}}


def _of_no_api(plain: _Plain, path: str) -> Shape:
    reply: Shape = {"description": "Done."}
    if plain.media == JSON:
        reply["content"] = _content(Health) if path == "/health" else {JSON: {"schema": {}}}
    elif plain.media:
        reply["content"] = {plain.media: {"schema": {"type": "string"}}}
    shape: Shape = {"summary": plain.summary}
    shape["responses"] = {"200" if plain.media else "204": reply, **_errors()}
    return shape | ({"security": []} if is_open(path) else {})


def _ours(operation: Operation, parameters: list[Shape]) -> Shape:
    shape: Shape = {"summary": operation.summary}
    if is_open(operation.path):
        shape["security"] = []
    if operation.query is not None:
        shape["parameters"] = [*parameters, *_query(operation.query)]
    if operation.body is not None:
        shape["requestBody"] = _body(operation.body)
    reply: Shape = {"description": "Done."}
    if operation.reply is not None:
        reply["content"] = _content(operation.reply)
    elif operation.status != 204:
        reply["content"] = {operation.media: {"schema": {"type": "string", "format": "binary"}}}
    if operation.events:
        kinds = [_reference(kind) for _, kind in operation.events]
        kinds.append(_reference(ErrorReply))
        named = ", ".join(f"`{name}`" for name, _ in operation.events)
        reply["content"][EVENTS] = {"schema": {"oneOf": kinds}}
        reply["description"] = f"Done; as events: {named}, or `error` last."
    return shape | {"responses": {str(operation.status): reply, **_errors()}}


def _errors() -> Shape:
    return {"default": {"description": "What went wrong.", "content": _content(ErrorReply)}}


def _body(kind: type[BaseModel] | None) -> Shape:
    schema = {"type": "object"} if kind is None else _reference(kind)
    return {"required": True, "content": {JSON: {"schema": schema}}}


def _content(kind: type[BaseModel]) -> Shape:
    return {JSON: {"schema": _reference(kind)}}


def _reference(kind: type[BaseModel]) -> Shape:
    return {"$ref": f"#/components/schemas/{kind.__name__}"}


def _query(kind: type[BaseModel]) -> list[Shape]:
    schema = kind.model_json_schema()
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": facts}
        for name, facts in schema["properties"].items()
    ]


def _path_parameters(path: str) -> list[Shape]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": _KINDS[kind or "str"]}}
        for name, _, kind in (part.partition(":") for part in _placeholders(path))
    ]


def _plain_path(path: str) -> str:
    for part in _placeholders(path):
        path = path.replace(f"{{{part}}}", f"{{{part.partition(':')[0]}}}")
    return path


def _placeholders(path: str) -> list[str]:
    return [part.partition("}")[0] for part in path.split("{")[1:]]


def _schemas() -> Shape:
    kinds: dict[str, type[BaseModel]] = {"ErrorReply": ErrorReply, "Health": Health}
    for operation in OPERATIONS:
        for kind in (operation.body, operation.reply, *dict(operation.events).values()):
            if kind is not None:
                kinds[kind.__name__] = kind
    for _, body in _OPENAI.values():
        if body is not None:
            kinds[body.__name__] = body
    _, schema = models_json_schema(
        [(kind, "validation") for kind in kinds.values()],
        ref_template="#/components/schemas/{model}",
    )
    found: Shape = schema["$defs"]
    return found

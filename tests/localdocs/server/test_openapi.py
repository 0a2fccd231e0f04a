"""The OpenAPI page has every route that there is, and describes what the classes say."""

import sys
from typing import Any

import pytest

from localdocs.home.places import places
from localdocs.server.api.operations import OPERATIONS
from localdocs.server.app import make_routes
from localdocs.server.http.guard import Rules
from localdocs.server.http.links import SIGNED_PATHS
from localdocs.server.http.metrics import Metrics
from localdocs.server.library.service_line import ServiceLine
from localdocs.server.library.view import LibraryView
from localdocs.server.openai.backend import Backend
from server_support import Served

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(sys.platform == "win32", reason="signals"),
]


def references(shape: Any) -> set[str]:
    if isinstance(shape, dict):
        found = {shape["$ref"]} if isinstance(shape.get("$ref"), str) else set()
        return found.union(*map(references, shape.values()))
    return set().union(*map(references, shape)) if isinstance(shape, list) else set()


def test_every_route_is_described(served: Served) -> None:
    described = served.get("/openapi.json").json()
    where = places(served.home.path)
    backend = Backend(ServiceLine(where), "token", {})
    made = make_routes(backend, LibraryView(where), Metrics(), Rules("token", frozenset()))
    assert len(made) > 20
    for route in made:
        path = route.path.replace(":path", "").replace(":number", "")
        methods = route.methods or {"GET", "POST", "DELETE"}  # those of MCP
        for method in methods - {"HEAD"}:
            operation = described["paths"][path][method.lower()]
            assert operation["summary"] and operation["responses"], (method, path)
            openai = operation["responses"].get("200", {}).get("description", "")
            assert openai != "As OpenAI's API." or path.startswith("/v1/")
    assert len(described["paths"]) == len({route.path for route in made})


def test_what_wants_no_token_is_described_so(served: Served) -> None:
    described = served.get("/openapi.json").json()
    opened = {path for path, of in described["paths"].items() if of.get("get", {}).get("security")}
    assert not opened, "security is either the token or nothing"
    without = {p for p, of in described["paths"].items() if "security" in of.get("get", {})}
    assert without == {"/", "/page/{name}", "/health", "/favicon.ico", *SIGNED_PATHS}
    keys = described["paths"]["/api/sessions"]["post"]
    assert keys["security"] == []


def test_what_is_referred_to_is_there(served: Served) -> None:
    described = served.get("/openapi.json").json()
    schemas = described["components"]["schemas"]
    names = {name.removeprefix("#/components/schemas/") for name in references(described)}
    assert names <= schemas.keys()
    for operation in OPERATIONS:
        for kind in (operation.body, operation.reply, *dict(operation.events).values()):
            if kind is not None:
                assert schemas[kind.__name__]["properties"].keys() == kind.model_fields.keys()


def test_it_is_told_to_nobody_without_the_token(served: Served) -> None:
    assert served.get("/openapi.json", token="").status == 401

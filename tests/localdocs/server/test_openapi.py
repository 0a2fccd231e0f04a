"""The OpenAPI page has every route that there is, and describes what the classes say."""

import sys
from typing import Any

import pytest

from localdocs.home.places import places
from localdocs.server.api.operations import OPERATIONS
from localdocs.server.app import make_routes
from localdocs.server.library_view import LibraryView
from localdocs.server.metrics import Metrics
from localdocs.server.openai.backend import Backend
from localdocs.server.service_line import ServiceLine
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
    made = make_routes(backend, LibraryView(where), Metrics())
    routes = [route for route in made if route.methods]  # MCP describes itself
    assert len(routes) > 20
    for route in routes:
        path = route.path.replace(":path", "").replace(":number", "")
        for method in route.methods - {"HEAD"}:
            assert method.lower() in described["paths"][path], (method, path)
    assert len(described["paths"]) == len({route.path for route in routes})


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

"""The server's addresses, as an ASGI application behind its guard."""

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from localdocs import __version__
from localdocs.conversations.store import Conversations
from localdocs.server.api.backing import Backing
from localdocs.server.api.routes import api_routes
from localdocs.server.http.guard import ICON, Guard, Rules
from localdocs.server.http.hanging_up import HungUpError
from localdocs.server.http.metrics import ADDRESS, Metrics
from localdocs.server.http.replies import error_reply, json_reply, no_content, told_error
from localdocs.server.library.drawings import Drawings
from localdocs.server.library.view import LibraryView
from localdocs.server.mcp import door
from localdocs.server.openai.backend import Backend
from localdocs.server.openai.chat import chat_completions
from localdocs.server.openai.completions import completions
from localdocs.server.openai.embeddings import embeddings
from localdocs.server.openai.models import get_model, list_models
from localdocs.server.openai.responses import responses
from localdocs.server.openapi import openapi
from localdocs.server.page import files
from localdocs.server.page.way_in import WayIn

Endpoint = Callable[[Request], Awaitable[Response]]


def make_app(backend: Backend, library: LibraryView, rules: Rules) -> ASGIApp:
    """The application. ``rules`` say who may ask."""
    metrics = Metrics()
    routes = make_routes(backend, library, metrics, rules)
    app = Starlette(routes=routes, exception_handlers={HTTPException: _refused})
    app.router.redirect_slashes = False  # the guard has taken them off
    return metrics.counting(Guard(app, rules))


def make_routes(
    backend: Backend, library: LibraryView, metrics: Metrics, rules: Rules
) -> list[Route]:
    """All addresses, and what answers at each."""

    async def health(_: Request) -> Response:
        return json_reply({"status": "ok", "name": "localdocs", "version": __version__})

    async def tell_metrics(_: Request) -> Response:
        return Response(metrics.text(), media_type=metrics.media_type)

    async def no_icon(_: Request) -> Response:
        return no_content()

    async def description(_: Request) -> Response:
        return json_reply(openapi(routes))

    conversations = Conversations(library.places.conversations)
    backing = Backing(
        backend.line,
        library,
        Drawings(),
        backend.token,
        conversations,
        WayIn(backend.token),
        rules,
    )
    routes = [
        _route("GET", "/health", health),
        _route("GET", ICON, no_icon),
        _route("GET", "/metrics", tell_metrics),
        _route("GET", "/v1/models", lambda request: list_models(request, backend, library)),
        _route("GET", "/v1/models/{name:path}", lambda r: get_model(r, backend, library)),
        _route("POST", "/v1/chat/completions", lambda r: chat_completions(r, backend)),
        _route("POST", "/v1/completions", lambda r: completions(r, backend)),
        _route("POST", "/v1/responses", lambda r: responses(r, backend)),
        _route("POST", "/v1/embeddings", lambda r: embeddings(r, backend)),
        *(_route(*row) for row in api_routes(backing)),
        _route("GET", "/openapi.json", description),
        _route("GET", files.PATH, files.show_page),
        _route("GET", files.PLACE, files.show_file),
        Route(door.PATH, door.McpDoor(backend, library)),
    ]
    return routes


def _route(method: str, path: str, answer: Endpoint) -> Route:
    async def endpoint(request: Request) -> Response:
        request.scope[ADDRESS] = path
        try:
            return await answer(request)
        except (HungUpError, ClientDisconnect):  # the second in the midst of the body
            return no_content()  # nobody is there to read it
        except HTTPException:
            raise
        except Exception as error:
            status, shape = told_error(error)
            return json_reply(shape, status)

    return Route(path, endpoint, methods=[method])


async def _refused(request: Request, error: Exception) -> Response:
    """What no route answers."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = error.headers if isinstance(error, HTTPException) else None
    if status == 405:
        words = f"{request.method} is not what {request.url.path} takes."
        return error_reply(status, words, code="method_not_supported", headers=headers)
    return error_reply(status, f"There is nothing at {request.url.path}.", code="unknown_url")

"""GET /v1/models and /v1/models/{id}: who can be asked."""

from collections.abc import Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from localdocs.languages.spelling import without_halves
from localdocs.server.http.replies import RequestError, json_reply
from localdocs.server.library.view import LibraryView
from localdocs.server.openai.answered import DOCUMENTS
from localdocs.server.openai.backend import Backend


async def list_models(_: Request, backend: Backend, library: LibraryView) -> Response:
    """``localdocs`` and its folders first, then the models of this computer by themselves."""
    names = await _names(backend, library)
    return json_reply({"object": "list", "data": [_shape(name) for name in names]})


async def get_model(request: Request, backend: Backend, library: LibraryView) -> Response:
    """One of them; names may have slashes."""
    name = request.path_params["name"]
    if backend.model(name) not in await _names(backend, library):
        raise RequestError(
            f"There is no model {name!r}; GET /v1/models lists those that there are.",
            status=404,
            param="model",
            code="model_not_found",
        )
    return json_reply(_shape(name))


async def _names(backend: Backend, library: LibraryView) -> list[str]:
    folders = await library.folder_names()
    found = await backend.line.answer("/models", {})
    names: Iterable[str] = (
        DOCUMENTS,
        *(f"{DOCUMENTS}/{folder}" for folder in folders),
        *found["language"],
        found["embedding"],
    )
    known = list(map(without_halves, names))
    aliases = [name for name in backend.aliases if backend.model(name) in known]
    return list(dict.fromkeys(known + aliases))


def _shape(name: str) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": 0, "owned_by": "localdocs"}

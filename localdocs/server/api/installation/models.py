"""/api/models: what is on this computer and to be had, what answers, what is removed."""

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from localdocs.home.places import Places
from localdocs.server.api.backing import Backing, Shape
from localdocs.server.api.installation.requests import InUseRequest
from localdocs.server.http.bodies import read_body
from localdocs.server.http.replies import json_reply


async def list_models(_: Request, backing: Backing) -> Response:
    """What is here, the one that comes along first, and what is to be had."""

    def listed(where: Places) -> Shape:
        # Here and below, since NumPy comes with it, and few ask for models.
        from localdocs.server.api.installation.model_lists import models_shape

        return models_shape(where)

    return await _told(backing, listed)


async def use_model(request: Request, backing: Backing) -> Response:
    """Let a model answer from now on."""
    asked = await read_body(request, InUseRequest)

    def used(where: Places) -> Shape:
        from localdocs.server.api.installation.model_lists import use

        return use(where, asked.name)

    return await _told(backing, used)


async def remove_model(request: Request, backing: Backing) -> Response:
    """Delete a model that was fetched, or what has come of one."""
    name: str = request.path_params["name"]

    def removed(where: Places) -> Shape:
        from localdocs.server.api.installation.model_lists import remove

        return remove(where, name)

    return await _told(backing, removed)


async def _told(backing: Backing, told: Callable[[Places], Shape]) -> Response:
    return json_reply(await asyncio.to_thread(told, backing.view.places))

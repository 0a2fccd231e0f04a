"""/api/models/{name}/download: the one request that uses the network, because it is asked to.

A child process does it, so that the server itself connects to nobody; it is killed when the caller
hangs up, and what has come is kept: the same request goes on from there.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from localdocs.computer.child_process import ChildEndedError, ChildProcess
from localdocs.errors import DownloadError
from localdocs.home.places import Places
from localdocs.models.gguf.facts import CatalogueModel
from localdocs.server.api.backing import Backing, Shape
from localdocs.server.api.installation.requests import DownloadRequest
from localdocs.server.api.streams import Events, events_or_last
from localdocs.server.http.bodies import read_body
from localdocs.service.wire import error_from_wire

CHILD = "localdocs.server.api.installation.fetching_child"


async def download_model(request: Request, backing: Backing) -> Response:
    """Fetch a model of the catalogue that fits this computer."""
    asked = await read_body(request, DownloadRequest)
    where = backing.view.places
    model, came = await asyncio.to_thread(_wanted, where, request.path_params["name"])
    return await events_or_last(request, _fetched(where, model, came), stream=asked.stream)


def _wanted(where: Places, name: str) -> tuple[CatalogueModel, int]:
    """The model, and how much of it is here. Raises ModelMissingError, ModelTooLargeError."""
    # Here, since NumPy comes with it, and few ask for models.
    from localdocs.models.shelf.desk import open_desk
    from localdocs.models.shelf.suitability import refuse_too_large

    desk = open_desk(where)
    model = desk.shelf.catalogue.get(name)
    refuse_too_large(model.name, desk.judge_unseen(model), desk.machine)
    return model, desk.shelf.came(model)


async def _fetched(where: Places, model: CatalogueModel, came: int) -> Events:
    connecting = {"doing": "connecting", "done": came, "total": model.size, "trouble": ""}
    yield "progress", connecting
    loop = asyncio.get_running_loop()
    child = ChildProcess(CHILD)
    with ThreadPoolExecutor(1) as waiting:  # its own: a download takes hours
        try:
            asked = {"home": str(where.home), "name": model.name}
            await loop.run_in_executor(waiting, partial(child.send, asked))
            while "done" not in (said := await loop.run_in_executor(waiting, child.receive)):
                if "error" in said:
                    raise error_from_wire(said["error"])
                yield "progress", said["transfer"]
        except ChildEndedError as ended:
            raise DownloadError(
                f"The download of {model.name} stopped unexpectedly ({ended}).",
                "What has come is kept: ask for it again.",
            ) from None
        finally:
            child.kill()
    yield "models", await asyncio.to_thread(_models, where)


def _models(where: Places) -> Shape:
    from localdocs.server.api.installation.model_lists import models_shape

    return models_shape(where)

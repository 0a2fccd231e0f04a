"""/api/status, /api/folders, /api/sync: what is in the library, and bringing it up to date."""

import asyncio
import time
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from localdocs import __version__
from localdocs.folders.choosing import path_to_index
from localdocs.reports import LibraryStatus, Progress, Report
from localdocs.server.api.backing import Backing, Shape
from localdocs.server.api.browsing.places import written_in_full
from localdocs.server.api.requests import AddRequest, FolderQuery, SyncRequest
from localdocs.server.api.streams import Events, events_or_last
from localdocs.server.http.bodies import read_body, read_query
from localdocs.server.http.links import asked_at
from localdocs.server.http.replies import json_reply
from localdocs.server.library.found_pages import folder_paths
from localdocs.service.caller.client import find_service
from localdocs.service.wire import from_wire
from localdocs.views.folders import folder_shape, report_shape, status_shape
from localdocs.views.service import service_shape

PROGRESS_SECONDS = 0.2
"""Progress is told no oftener."""


async def get_status(request: Request, backing: Backing) -> Response:
    """The library, and what the service does."""
    service = await asyncio.to_thread(find_service, backing.view.places)
    library = service.library if service.pid else await _library(backing)
    about = {name: value for name, value in service_shape(service).items() if name != "folders"}
    about["server"] = asked_at(request)
    team = await backing.view.look(lambda library: library.team())
    library_shape = status_shape(library, service.pid, team)
    return json_reply({"version": __version__, "library": library_shape, "service": about})


async def list_folders(_: Request, backing: Backing) -> Response:
    """The folders, with what is in them."""
    status = await _library(backing)
    return json_reply({"folders": [folder_shape(folder) for folder in status.folders]})


async def add_folder(request: Request, backing: Backing) -> Response:
    """Index a folder or file that exists, by the rules of ``localdocs add``."""
    asked = await read_body(request, AddRequest)
    written_in_full(asked.path)
    # Here, since the service would only look once a running update is done.
    await asyncio.to_thread(path_to_index, asked.path, backing.view.places.home)
    events = _updated(backing, "/add", {"path": asked.path, "name": asked.name})
    return await events_or_last(request, events, stream=asked.stream)


async def sync(request: Request, backing: Backing) -> Response:
    """Make the index mirror the folders as they are now."""
    asked = await read_body(request, SyncRequest)
    names = [asked.folder] if isinstance(asked.folder, str) else asked.folder
    only = None if names is None else list(map(str, await folder_paths(backing.view, names)))
    events = _updated(backing, "/sync", {"only": only, "rebuild": asked.rebuild})
    return await events_or_last(request, events, stream=asked.stream)


async def remove_folder(request: Request, backing: Backing) -> Response:
    """Forget a folder, by its name or path. Its files on disk are not touched."""
    asked = read_query(request, FolderQuery)
    folder = (await folder_paths(backing.view, [asked.folder]))[0]
    events = _updated(backing, "/remove", {"folder": str(folder)})
    return await events_or_last(request, events, stream=False)


async def _updated(backing: Backing, path: str, wanted: Mapping[str, Any]) -> Events:
    """Progress, then the report. Whoever hangs up lets the update go on."""
    told = 0.0
    answers = backing.line.answers(path, dict(wanted))
    async with aclosing(answers):
        async for answer in answers:
            if "report" in answer:
                report = from_wire(Report, answer["report"])
                yield "report", report_shape(report, await _library(backing))
            elif time.monotonic() - told >= PROGRESS_SECONDS:
                told = time.monotonic()
                yield "progress", _progress(from_wire(Progress, answer["progress"]))


def _progress(progress: Progress) -> Shape:
    current = None if progress.current is None else str(progress.current)
    return asdict(progress) | {"current": current}


async def _library(backing: Backing) -> LibraryStatus:
    return await backing.view.look(lambda library: library.status())

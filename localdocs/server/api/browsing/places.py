"""/api/places: the folders of this computer, so that one can be chosen to be indexed."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response

from localdocs.errors import PathError
from localdocs.folders.browsing import Place, place, starts
from localdocs.folders.choosing import path_to_index
from localdocs.folders.glance import Glance, glance
from localdocs.folders.scanning import suffixes_read
from localdocs.home.settings import Settings
from localdocs.server.api.backing import Backing, Shape
from localdocs.server.api.browsing.requests import GlanceQuery, PlaceQuery
from localdocs.server.http.bodies import read_query
from localdocs.server.http.replies import RequestError, json_reply
from localdocs.server.library.found_pages import known_folders

LONGEST_SECONDS = 10.0
"""A share that has gone away may not answer for minutes."""

Value = TypeVar("Value")


async def list_place(request: Request, backing: Backing) -> Response:
    """The folders in a folder."""
    asked = read_query(request, PlaceQuery)
    written = written_in_full("~" if asked.path is None else asked.path)
    where = backing.view.places

    def look() -> tuple[Place, list[Path]]:
        return place(written, suffixes_read(Settings(where.settings)), where.home), starts()

    found, begin = await _in_time(look)
    parent = found.path.parent
    known = {folder.path for folder in await known_folders(backing.view)}
    return json_reply(
        {
            "path": str(found.path),
            "parent": None if parent == found.path else str(parent),
            "in_library": found.path in known,
            "folders": [
                {"path": str(one.path), "name": one.name, "files": one.files}
                for one in found.inside
            ],
            "left_out": found.left_out,
            "starts": [{"path": str(one), "name": one.name or str(one)} for one in begin],
        }
    )


async def glance_at(request: Request, backing: Backing) -> Response:
    """What adding a folder would bring."""
    written = written_in_full(read_query(request, GlanceQuery).path)
    known, where = await known_folders(backing.view), backing.view.places

    def look() -> tuple[Path, Glance]:
        path = path_to_index(written, where.home)
        return path, glance(path, known, Settings(where.settings), where.home)

    return json_reply(_glance(*await _in_time(look)))


def written_in_full(path: str) -> str:
    """The path, which begins at the root or with "~". Raises RequestError for any other: the server
    stands nowhere."""
    if not path.startswith("~") and not Path(path).is_absolute():
        raise RequestError("Write the path in full.", param="path", code="relative_path")
    return path


def _glance(path: Path, found: Glance) -> Shape:
    return {
        "path": str(path),
        "files": sum(kind.files for kind in found.kinds),
        "size": sum(kind.size for kind in found.kinds),
        "kinds": [
            {"suffix": kind.suffix, "files": kind.files, "size": kind.size} for kind in found.kinds
        ],
        "skipped": [{"reason": reason, "files": files} for reason, files in found.skipped],
        "is_whole": found.is_whole,
    }


async def _in_time(look: Callable[[], Value]) -> Value:
    try:
        return await asyncio.wait_for(asyncio.to_thread(look), LONGEST_SECONDS)
    except TimeoutError:
        raise PathError(
            "The folder does not answer.", "Is its disk or share there? Choose another one."
        ) from None

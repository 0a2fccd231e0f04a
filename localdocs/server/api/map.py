"""/api/map: all documents in the plane by what they mean, in columns."""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import Response

from index.connection import Connection
from index.database import catalog, maps
from index.database.transactions import snapshot
from localdocs.server.api.backing import Backing, Shape
from localdocs.server.http.hanging_up import until_hung_up
from localdocs.server.http.replies import json_reply

_THOUSANDTHS = 1000
_NS_A_DAY = 86_400 * 10**9


async def get_map(request: Request, backing: Backing) -> Response:
    """The map as it was last drawn; nothing is drawn for it."""
    content = await backing.view.rows(_as_json, _encoded(_shape([], [], "", None, 0)))
    etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    headers = {"cache-control": "private, no-cache", "etag": etag}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type="application/json")


async def draw_map(request: Request, backing: Backing) -> Response:
    """Bring the map up to date, quickly; in idle time the service draws a better one."""
    await until_hung_up(request, backing.line.answer("/map", {}))
    return json_reply({"waiting": await backing.view.rows(maps.count_waiting, 0)})


def _as_json(connection: Connection) -> bytes:
    with snapshot(connection):
        state = maps.read_state(connection)
        shape = _shape(
            maps.map_documents(connection),
            catalog.folders(connection),
            state.method if state is not None else "",
            # Names are words of all documents, also of those that are not shared.
            () if connection.reads_only else maps.read_regions(connection),
            maps.count_waiting(connection),
        )
    return _encoded(shape)


def _shape(
    documents: Sequence[maps.MapDocument],
    known: Sequence[catalog.Folder],
    method: str,
    regions: Sequence[maps.Region] | None,
    waiting: int,
) -> Shape:
    paths = [item.path for item in documents]
    folders, in_folder = _numbered(_folders_of(paths, known))
    types, of_type = _numbered(item.suffix.lstrip(".") for item in documents)
    return {
        "ids": [item.file_id for item in documents],
        "x": [round(item.x * _THOUSANDTHS) for item in documents],
        "y": [round(item.y * _THOUSANDTHS) for item in documents],
        "folder": in_folder,
        "type": of_type,
        "day": [_day(item.modified_ns) for item in documents],
        "names": [path.rpartition(os.sep)[2] for path in paths],
        "folders": folders,
        "types": types,
        "regions": [asdict(region) for region in regions or ()],
        "named": regions is not None,
        "waiting": waiting,
        "method": method.partition("-")[0],
    }


def _day(modified_ns: int) -> int | None:
    """The day since 1970; None where the file is to be read anew (its time is negative then)."""
    return None if modified_ns < 0 else modified_ns // _NS_A_DAY


def _folders_of(paths: Sequence[str], known: Sequence[catalog.Folder]) -> list[str]:
    """The innermost folder of the library in which each file lies; where there is one alone, the
    folder within it, since all lie in that one."""
    innermost = sorted(((str(one.path), one.name) for one in known), key=lambda one: -len(one[0]))
    if len(innermost) == 1:
        root, name = innermost[0]
        below = [path[len(root) :].lstrip(os.sep).partition(os.sep) for path in paths]
        return [first if rest else name for first, _, rest in below]
    return [next((name for root, name in innermost if _lies_in(path, root)), "") for path in paths]


def _lies_in(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def _numbered(names: Iterable[str]) -> tuple[list[str], list[int]]:
    """Each name once, in the order in which they come, and the number of each one's name."""
    numbers: dict[str, int] = {}
    numbered = [numbers.setdefault(name, len(numbers)) for name in names]
    return list(numbers), numbered


def _encoded(shape: Shape) -> bytes:
    return json.dumps(shape, separators=(",", ":")).encode("ascii")

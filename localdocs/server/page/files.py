"""The page itself: HTML, styles and modules as they lie beside this file. They tell nothing about
the library, so that they open without a key."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from starlette.requests import Request
from starlette.responses import Response

from localdocs.server.http.replies import RequestError

PATH = "/"
FOLDER = "/page/"
PLACE = f"{FOLDER}{{name:path}}"

_KINDS = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
_HEADERS = {
    "cache-control": "no-cache",
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file of the page. ``etag`` changes with its content."""

    content: bytes
    kind: str
    etag: str


async def show_page(request: Request) -> Response:
    """The one page."""
    return _sent(request, page_files()["index.html"])


async def show_file(request: Request) -> Response:
    """One of its files, by a name of the table: no path is made of what was asked for."""
    found = page_files().get(request.path_params["name"])
    if found is None:
        raise RequestError("The page has no such file.", status=404, code="unknown_url")
    return _sent(request, found)


@cache
def page_files() -> dict[str, File]:
    """All files of the page by their names, such as "ask/view.js"."""
    return dict(_found(files("localdocs.server.page") / "files", ""))


def _found(folder: Traversable, place: str) -> list[tuple[str, File]]:
    found = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _found(entry, f"{place}{entry.name}/")
        elif kind := _KINDS.get(entry.name.rpartition(".")[2]):
            content = entry.read_bytes()
            etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
            found.append((f"{place}{entry.name}", File(content, kind, etag)))
    return found


def _sent(request: Request, file: File) -> Response:
    headers = _HEADERS | {"etag": file.etag}
    if request.headers.get("if-none-match") == file.etag:
        return Response(status_code=304, headers=headers)
    return Response(file.content, headers=headers, media_type=file.kind)

"""GET /quote: the page of a document with a quote marked, for the browser that a link opens.

It wants no token, since a click sends none: the link itself is signed
(``localdocs.server.http.links``). The page has no script and none of the document's HTML; what
cannot be shown is said in words.
"""

import asyncio
import hmac
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from localdocs.server.api.backing import Backing
from localdocs.server.http.links import said_mark, signature
from localdocs.server.http.replies import RequestError
from localdocs.server.library.found_pages import FoundPage, page_at
from localdocs.server.pages import html

SCALE = 2.0
"""Of the picture: 144 pixels an inch."""

_PLACE = ("path", "page", "start", "end", "said")
_LARGEST = 10**9
_GONE = "This document, or this page of it, is no longer in the library."
_FORBIDDEN = "This link is not valid: it is incomplete, or was made before the token changed."
_CHANGED = "The document has changed since this link was made: the quote is not there any more."
_FILE_GONE = "The file is not there at the moment: this is its text as it was indexed."
_FILE_WRITTEN = "The file was written since it was indexed: this is its text as it was then."
_NOT_MARKED = "The quote could not be found with certainty on the picture, so it stands below."
_ROWS = "The page was read from a picture: the rows that hold the quote are marked."

_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}


async def show_quote(request: Request, backing: Backing) -> Response:
    """The page."""
    place = _signed_place(request, backing.token)
    if place is None:
        return _page(html.notice(_FORBIDDEN), 403)
    found = await _found(place, backing)
    if found is None:
        return _page(html.notice(_GONE), 404)
    links = backing.links(request)
    query = links.query(place)
    beside = {
        number: links.to_place(place["path"], number, 0, 0)
        for number in (found.page.number - 1, found.page.number + 1)
        if 1 <= number <= found.of.document.pages
    }
    shown = html.Shown(found, query, beside)
    start, end = int(place["start"]), int(place["end"])
    text = found.page.text
    if end > len(text) or (place.get("said") and said_mark(text[start:end]) != place["said"]):
        return _page(html.text_page(shown, 0, 0, _CHANGED))
    if not found.of.is_drawn:
        said = await asyncio.to_thread(_state_of_file, found)
        return _page(html.text_page(shown, start, end, said))
    return _page(await _with_picture(shown, backing, start, end))


async def show_picture(request: Request, backing: Backing) -> Response:
    """The picture of the page."""
    place = _signed_place(request, backing.token)
    if place is None:
        raise RequestError(_FORBIDDEN, status=403, code="wrong_key")
    found = await _found(place, backing)
    if found is None:
        raise RequestError(_GONE, status=404, code="document_not_found")
    picture = await found.draw(backing.drawings, SCALE)
    return Response(picture.png, media_type="image/png")


async def show_style(request: Request, backing: Backing) -> Response:
    """The stylesheet."""
    if _signed_place(request, backing.token) is None:
        raise RequestError(_FORBIDDEN, status=403, code="wrong_key")
    return Response(_style(), media_type="text/css")


async def _with_picture(shown: html.Shown, backing: Backing, start: int, end: int) -> str:
    try:
        marks = await shown.found.mark(backing.drawings, start, end)
        picture = await shown.found.draw(backing.drawings, SCALE)
    except RequestError as error:
        return html.text_page(shown, start, end, error.message)
    if marks.rectangles or start == end:
        said = _ROWS if marks.of == "rows" else ""
        return html.picture_page(shown, picture.width, picture.height, marks.rectangles, said)
    return html.picture_page(
        shown, picture.width, picture.height, (), _NOT_MARKED, shown.found.page.text[start:end]
    )


def _state_of_file(found: FoundPage) -> str:
    """What is to be said where the file is not as it was indexed; "" where it is. Who draws a
    page finds that out by itself."""
    known = found.of.document.source
    try:
        state = found.of.path.lstat()
    except OSError:
        return _FILE_GONE
    is_doubted = known.modified_ns < 0  # it is to be read anew
    is_as_known = (state.st_size, state.st_mtime_ns) == (known.size, known.modified_ns)
    return "" if is_doubted or is_as_known else _FILE_WRITTEN


def _signed_place(request: Request, token: str) -> dict[str, str] | None:
    """The place that a link of ours names; None for every other link."""
    said = request.scope["query_string"].decode("latin-1")
    pairs = parse_qsl(said, keep_blank_values=True, errors="surrogateescape")
    given = dict(pairs)
    if len(given) != len(pairs) or not {"path", "page", "start", "end", "key"} <= given.keys():
        return None
    place = {name: given[name] for name in _PLACE if name in given}
    key = signature(token, place)
    if not hmac.compare_digest(key.encode(), given["key"].encode("utf-8", "replace")):
        return None
    numbers = [place[name] for name in ("page", "start", "end")]
    if not all(number.isascii() and number.isdigit() for number in numbers):
        return None
    page, start, end = map(int, numbers)
    return place if page <= _LARGEST and start <= end <= _LARGEST else None


async def _found(place: dict[str, str], backing: Backing) -> FoundPage | None:
    if "\0" in place["path"]:
        return None
    return await page_at(backing.view, Path(place["path"]), int(place["page"]))


def _page(content: str, status: int = 200) -> Response:
    body = content.encode("utf-8", "replace")
    return Response(body, status, _HEADERS, media_type="text/html")


@cache
def _style() -> bytes:
    return files("localdocs.server.pages").joinpath("quote.css").read_bytes()

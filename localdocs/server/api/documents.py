"""/api/documents: documents, pages, files and pictures, all by ids, never by paths."""

import asyncio
import os
from collections.abc import Iterator
from typing import BinaryIO

from starlette.requests import Request
from starlette.responses import Response

from index.database import catalog
from index.database.documents_by_id import Listing, StoredDocument, listed
from index.database.headings import table_heads
from ingest.drawing.drawing_process import DRAWN_SUFFIXES
from ingest.readers import suffix_read_by
from ingest.scan.opening import open_found
from localdocs.computer.viewer import open_source
from localdocs.server.api.attachments import attached_as
from localdocs.server.api.backing import Backing, Shape
from localdocs.server.api.requests import DocumentsQuery, OpenRequest, PictureQuery, SpanQuery
from localdocs.server.http.bodies import read_body, read_query
from localdocs.server.http.replies import RequestError, StreamedReply, json_reply, no_content
from localdocs.server.library.found_pages import (
    FoundDocument,
    FoundPage,
    document_of,
    folder_around,
    folder_paths,
    known_folders,
    modified_at,
    page_of,
)
from localdocs.types import page_name

_BLOCK_BYTES = 1 << 18


async def list_documents(request: Request, backing: Backing) -> Response:
    """Documents by their paths."""
    asked = read_query(request, DocumentsQuery)
    folder = [] if asked.folder is None else await folder_paths(backing.view, [asked.folder])
    found = await backing.view.rows(
        lambda rows: listed(
            rows,
            inside=folder[0] if folder else None,
            suffix=f".{asked.type.lower().lstrip('.')}" if asked.type else "",
            words=asked.q,
            offset=asked.offset,
            limit=asked.limit,
        ),
        Listing((), 0),
    )
    known = await known_folders(backing.view)
    shapes = [_document(item, folder_around(item.source.path, known)) for item in found.documents]
    about = {"total": found.total, "offset": asked.offset, "limit": asked.limit}
    return json_reply({"documents": shapes} | about)


async def get_document(request: Request, backing: Backing) -> Response:
    """What is known of a document."""
    found = await document_of(backing.view, request.path_params["id"])
    return json_reply(_document(found.document, found.folder))


async def get_page(request: Request, backing: Backing) -> Response:
    """The text of a page as it is indexed."""
    found = await _page(request, backing)
    page, none = found.page, list[str]()
    file_id = found.of.document.file_id
    heads = await backing.view.rows(lambda rows: table_heads(rows, file_id, page.number), none)
    links = backing.links(request)
    return json_reply(
        {
            "document": file_id,
            "page": page.number,
            "pages": found.of.document.pages,
            "label": page.label,
            "place": page.place,
            "called": page_name(page.place, page.number),
            "text": page.text,
            "heads": heads,
            "url": links.to_place(str(found.of.path), page.number, 0, 0),
        }
    )


async def get_picture(request: Request, backing: Backing) -> Response:
    """A page as a picture."""
    asked = read_query(request, PictureQuery)
    found = await _page(request, backing)
    picture = await found.draw(backing.drawings, asked.scale)
    return Response(picture.png, media_type="image/png")


async def get_rectangles(request: Request, backing: Backing) -> Response:
    """Where a stretch of a page's text stands on its picture."""
    asked = read_query(request, SpanQuery)
    found = await _page(request, backing)
    if asked.start > asked.end:
        raise RequestError("The start is behind the end.", param="start", code="out_of_range")
    if asked.end > len(found.page.text):
        raise RequestError(
            f"The page has {len(found.page.text)} characters.", param="end", code="out_of_range"
        )
    marks = await found.mark(backing.drawings, asked.start, asked.end)
    shapes = [
        {"left": left, "top": top, "right": right, "bottom": bottom}
        for left, top, right, bottom in marks.rectangles
    ]
    place = {"document": found.of.document.file_id, "page": found.page.number}
    span = {"start": asked.start, "end": asked.end}
    return json_reply(place | span | {"exact": marks.exact, "of": marks.of, "rectangles": shapes})


async def get_file(request: Request, backing: Backing) -> Response:
    """The file itself, to be saved: as it is now, never shown as a page of ours."""
    found = await document_of(backing.view, request.path_params["id"])
    file = await asyncio.to_thread(_opened, found)
    length = os.fstat(file.fileno()).st_size
    headers = attached_as(found.path.name) | {"content-length": str(length)}
    blocks = _blocks(file, length)
    kind = "application/octet-stream"
    return StreamedReply(blocks, lambda: asyncio.to_thread(file.close), headers, kind)


async def open_file(request: Request, backing: Backing) -> Response:
    """Show the file to the person at this computer."""
    asked = await read_body(request, OpenRequest)
    found = await document_of(backing.view, request.path_params["id"])
    (await asyncio.to_thread(_opened, found)).close()  # it lies where it lay, behind no link
    await asyncio.to_thread(open_source, found.path, asked.page)
    return no_content()


async def _page(request: Request, backing: Backing) -> FoundPage:
    return await page_of(backing.view, request.path_params["id"], request.path_params["page"])


def _opened(found: FoundDocument) -> BinaryIO:
    """The open file, if it lies where it lay: no link below its folder is followed."""
    try:
        return open_found(found.path, found.folder.path)
    except OSError:
        raise RequestError(
            "The file is not there any more, or cannot be opened.",
            status=404,
            code="document_gone",
        ) from None


def _blocks(file: BinaryIO, length: int) -> Iterator[bytes]:
    while length and (block := file.read(min(_BLOCK_BYTES, length))):
        length -= len(block)
        yield block


def _document(stored: StoredDocument, folder: catalog.Folder | None) -> Shape:
    path = stored.source.path
    return {
        "id": stored.file_id,
        "name": path.name,
        "path": str(path),
        "folder": folder.name if folder else "",
        "type": path.suffix.lower().lstrip("."),
        "title": stored.title,
        "author": stored.author,
        "created": stored.created,
        "size": stored.source.size,
        "modified": modified_at(stored.source.modified_ns),
        "indexed_at": stored.indexed_at,
        "pages": stored.pages,
        "notes": list(stored.notes),
        "has_pictures": suffix_read_by(path, stored.notes) in DRAWN_SUFFIXES,
    }

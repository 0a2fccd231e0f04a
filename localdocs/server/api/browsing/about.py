"""/api/documents/{id}/summary and /outline, and /api/suggestions: what there is to be asked."""

from starlette.requests import Request
from starlette.responses import Response

from index.connection import Connection
from index.database import listing
from index.database.documents_by_id import stored_page
from index.database.summaries import METHOD, Sentence, read_summary
from localdocs.collection.outline import Outline, outline_of
from localdocs.collection.suggestions import suggested_questions
from localdocs.server.api.backing import Backing, Shape
from localdocs.server.http.hanging_up import until_hung_up
from localdocs.server.http.replies import json_reply
from localdocs.server.library.found_pages import document_of
from localdocs.service.wire import from_wire
from localdocs.types import page_name

MOST_NAMED_PAGES = 1000


async def get_summary(request: Request, backing: Backing) -> Response:
    """The summary as it is stored; where there is none the service makes it."""
    file_id = (await document_of(backing.view, request.path_params["id"])).document.file_id
    sentences = await backing.view.rows(lambda rows: read_summary(rows, file_id, METHOD), None)
    if sentences is None:
        wanted = backing.line.answer("/summary", {"document": file_id})
        made = (await until_hung_up(request, wanted))["sentences"]
        sentences = tuple(from_wire(Sentence, one) for one in made)
    told = sentences
    none: list[Shape] = []
    quotes = await backing.view.rows(lambda rows: _quotes(rows, file_id, told), none)
    return json_reply({"document": file_id, "quotes": quotes})


async def get_outline(request: Request, backing: Backing) -> Response:
    """The headings, and the names of pages."""
    file_id = (await document_of(backing.view, request.path_params["id"])).document.file_id
    none: Shape = {}
    shape = await backing.view.rows(lambda rows: _outline(rows, file_id), none)
    return json_reply({"document": file_id} | shape)


async def suggest(_: Request, backing: Backing) -> Response:
    """Questions that the documents can answer."""
    none: Shape = {"documents": 0, "questions": []}
    return json_reply(await backing.view.rows(_suggestions, none))


def _suggestions(rows: Connection) -> Shape:
    return {"documents": listing.count_files(rows), "questions": suggested_questions(rows)}


def _quotes(rows: Connection, file_id: int, sentences: tuple[Sentence, ...]) -> list[Shape]:
    pages = {
        number: stored_page(rows, file_id, number) for number in {s.page_number for s in sentences}
    }
    return [
        {
            "page": page.number,
            "called": page_name(page.place, page.number),
            "start": one.start,
            "end": one.end,
            "quote": page.text[one.start : one.end],
        }
        for one in sentences
        if (page := pages[one.page_number])
    ]


def _outline(rows: Connection, file_id: int) -> Shape:
    outline: Outline = outline_of(rows, file_id)
    named = listing.named_pages(rows, file_id, MOST_NAMED_PAGES)
    places = listing.page_places(rows, file_id, {one.page_number for one in outline.entries})
    headings = [
        {
            "level": one.level,
            "text": one.text,
            "page": one.page_number,
            "called": page_name(places.get(one.page_number, ""), one.page_number),
            "start": one.start,
            "end": one.end,
        }
        for one in outline.entries
    ]
    pages = [{"page": number, "called": name} for number, name in named.items()]
    return {"headings": headings, "is_whole": outline.is_whole, "named_pages": pages}

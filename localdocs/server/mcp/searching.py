"""The tools ``search`` and ``fetch``: passages, and the text around them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.database.listing import ListedFile, StoredPage
from localdocs.errors import PathError
from localdocs.server.library.found_pages import modified_at
from localdocs.server.mcp.arguments import FetchArguments, SearchArguments
from localdocs.server.mcp.desk import Desk
from localdocs.server.mcp.ids import Named, read_id
from localdocs.server.mcp.shapes import DATA_NOTE, Fetched, Found, SearchResults
from localdocs.service.wire import from_wire, to_wire
from localdocs.types import Hit, page_name
from localdocs.views.style import shown

MOST_CHARACTERS = 50_000
"""Of one text: about twelve thousand tokens, which most models have room for."""


async def search(desk: Desk, wanted: SearchArguments) -> SearchResults:
    """The passages that speak to a query, best first."""
    request = {"question": wanted.query, "k": wanted.k, "show": ""}
    request |= {"filters": to_wire(wanted.filters)}
    answer = await desk.line.answer("/search", request, desk.settings)
    hits = [from_wire(Hit, hit) for hit in answer["hits"]]
    documents = dict(zip((hit.path for hit in hits), answer["documents"], strict=True))
    ids = {path: number for path, number in documents.items() if number is not None}
    return SearchResults(results=found(desk, hits, ids))


def found(desk: Desk, hits: Sequence[Hit], ids: Mapping[Path, int]) -> list[Found]:
    """Hits as results, with the ids of their documents; one whose file has just been removed has
    none, and is left out."""
    return [
        Found(
            id=str(Named(ids[hit.path], hit.page_number, hit.start, hit.end)),
            title=title_of(hit.path, hit.place, hit.page_number),
            url=desk.urls.to_place(str(hit.path), hit.page_number, hit.start, hit.end, hit.text),
            path=str(hit.path),
            page=hit.page_number,
            place=page_name(hit.place, hit.page_number),
            start=hit.start,
            end=hit.end,
            heading=hit.heading,
            text=hit.text,
            score=round(hit.score, 6),
        )
        for hit in hits
        if hit.path in ids
    ]


def title_of(path: Path, place: str, page: int) -> str:
    """A file and a place in it, for a person."""
    return shown(f"{path.name}, {page_name(place, page)}")


def document_title(file: ListedFile) -> str:
    """A document, for a person."""
    return shown(file.title or file.path.name)


async def fetch(desk: Desk, wanted: FetchArguments) -> Fetched:
    """The text of a document, or of a page of it; what is longer goes on under another id."""
    named = read_id(wanted.id)
    file, pages = await desk.library.look(lambda library: library.document(named.document))
    if named.page is None:
        return _document(desk, named, file, pages)
    page = page_of(pages, named.page)
    start, end = window(len(page.text), named.start or 0, named.end or 0)
    after = Named(named.document, page.number, end, min(end + MOST_CHARACTERS, len(page.text)))
    if end == len(page.text):
        following = [other.number for other in pages if other.number > page.number]
        after = Named(named.document, following[0] if following else None)
    marked = (named.start or 0, named.end or 0)
    more = {"page": page.number, "place": page_name(page.place, page.number)}
    more |= {"start": start, "end": end, "next": "" if after.page is None else str(after)}
    if named.start is not None:
        more |= {"passage": {"start": named.start, "end": named.end}}
    return Fetched(
        id=str(named),
        title=title_of(file.path, page.place, page.number),
        text=page.text[start:end],
        url=desk.urls.to_place(str(file.path), page.number, *marked, page.text[slice(*marked)]),
        metadata=facts(file) | more,
    )


def page_of(pages: Sequence[StoredPage], number: int) -> StoredPage:
    """The page of that number. Raises PathError where there is none."""
    for page in pages:
        if page.number == number:
            return page
    raise PathError(
        f"The document has no page {number}.",
        f"Its pages are {pages[0].number} to {pages[-1].number}." if pages else "It has no text.",
    )


def window(length: int, start: int, end: int) -> tuple[int, int]:
    """What is shown of a page of that length, so that ``start`` to ``end`` is in its middle."""
    if length <= MOST_CHARACTERS:
        return 0, length
    start = min(start, length)
    spare = MOST_CHARACTERS - min(max(end - start, 0), MOST_CHARACTERS)
    begin = max(0, min(start - spare // 2, length - MOST_CHARACTERS))
    return begin, begin + MOST_CHARACTERS


def whole_pages(pages: Sequence[StoredPage]) -> list[StoredPage]:
    """The pages from the first on that there is room for."""
    shown: list[StoredPage] = []
    room = MOST_CHARACTERS
    for page in pages:
        room -= len(page.text)
        if room < 0:
            break
        shown.append(page)
    return shown


def _document(desk: Desk, named: Named, file: ListedFile, pages: Sequence[StoredPage]) -> Fetched:
    shown = whole_pages(pages)
    rest = pages[len(shown) :]
    following = str(Named(named.document, rest[0].number)) if rest else ""
    if rest and not shown:
        page, *_ = rest
        shown = [replace(page, text=page.text[:MOST_CHARACTERS])]
        end = min(2 * MOST_CHARACTERS, len(page.text))
        following = str(Named(named.document, page.number, MOST_CHARACTERS, end))
    many = len(pages) > 1
    headed = (f"--- {page_name(one.place, one.number)} ---\n" if many else "" for one in shown)
    return Fetched(
        id=str(named),
        title=document_title(file),
        text="\n\n".join(head + one.text for head, one in zip(headed, shown, strict=True)),
        url=desk.urls.to_place(str(file.path), pages[0].number if pages else 1, 0, 0),
        metadata=facts(file) | {"next": following},
    )


def facts(file: ListedFile) -> dict[str, Any]:
    """What is known of a file."""
    return {
        "path": str(file.path),
        "name": file.path.name,
        "document_title": file.title,
        "type": file.suffix.lstrip("."),
        "size": file.size,
        "modified": modified_at(file.modified_ns),
        "pages": file.pages,
        "note": DATA_NOTE,
    }

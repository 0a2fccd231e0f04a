"""Documents and their pages as resources."""

import mcp_types as types
from mcp.shared.exceptions import MCPError

from index.database.listing import ListedFile
from localdocs.errors import LocalDocsError
from localdocs.server.http.replies import sayable
from localdocs.server.mcp.desk import Desk
from localdocs.server.mcp.ids import DOCUMENT_TEMPLATE, PAGE_TEMPLATE, Named, read_id
from localdocs.server.mcp.searching import (
    MOST_CHARACTERS,
    document_title,
    page_of,
    title_of,
    whole_pages,
)
from localdocs.server.mcp.shapes import DATA_NOTE

AT_A_TIME = 100
TEXT = "text/plain"
NEXT = "localdocs/next"
"""Among what is told besides: the address of what follows, where a text is too long for one."""

TEMPLATES = [
    types.ResourceTemplate(
        name="document",
        title="A document",
        uri_template=DOCUMENT_TEMPLATE,
        description=f"The text of a document, page by page. {DATA_NOTE}",
        mime_type=TEXT,
    ),
    types.ResourceTemplate(
        name="page",
        title="A page",
        uri_template=PAGE_TEMPLATE,
        description=f"The text of one page, counted from 1. {DATA_NOTE}",
        mime_type=TEXT,
    ),
]


async def list_resources(desk: Desk, cursor: str | None) -> types.ListResourcesResult:
    """The documents, so many at a time, in the order in which they came."""
    files = await desk.library.look(lambda library: library.documents())
    after = _number(cursor) if cursor else -1
    files = sorted((f for f in files if f.file_id > after), key=lambda file: file.file_id)
    shown = files[:AT_A_TIME]
    return types.ListResourcesResult(
        resources=[_resource(file) for file in shown],
        next_cursor=str(shown[-1].file_id) if len(files) > len(shown) else None,
    )


async def read_resource(desk: Desk, uri: str) -> types.ReadResourceResult:
    """A document, its pages one by one, or a page. Raises MCPError where there is none."""
    try:
        named = read_id(uri)
        file, pages = await desk.library.look(lambda library: library.document(named.document))
        if named.page is not None:
            pages = [page_of(pages, named.page)]
    except LocalDocsError as error:
        raise _unknown(f"{error.message} {error.remedy}", uri) from None
    shown = whole_pages(pages) or pages[:1]
    rest = pages[len(shown) :]
    following = {NEXT: Named(file.file_id, rest[0].number).uri} if rest else {}
    if shown and len(shown[0].text) > MOST_CHARACTERS:
        following |= {NEXT: "The page is longer than this: read it with the tool 'fetch'."}
    return types.ReadResourceResult(
        contents=[
            types.TextResourceContents(
                uri=Named(file.file_id, page.number).uri if named.page is None else uri,
                mime_type=TEXT,
                text=sayable(page.text[:MOST_CHARACTERS]),
                _meta={"title": sayable(title_of(file.path, page.place, page.number))},
            )
            for page in shown
        ],
        _meta=following or None,
    )


def _resource(file: ListedFile) -> types.Resource:
    return types.Resource(
        uri=Named(file.file_id).uri,
        name=sayable(file.path.name),
        title=sayable(document_title(file)),
        mime_type=TEXT,
    )


def _number(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 19):
        raise MCPError(types.INVALID_PARAMS, "That is no cursor of this list.")
    return int(cursor)


def _unknown(words: str, uri: str) -> MCPError:
    return MCPError(types.INVALID_PARAMS, sayable(words), {"uri": sayable(uri)})

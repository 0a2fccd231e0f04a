"""What the addresses under /api reply of documents and their pages."""

from typing import Literal

from pydantic import Field

from localdocs.server.api.replies import Reply


class Document(Reply):
    """A document. `id` stays when the file is renamed, moved within the library or changed, and no
    other file of this library ever gets it; a library that is made anew has others."""

    id: int
    name: str
    path: str
    folder: str
    type: str
    title: str
    author: str
    created: str = Field(description="As the file says, an ISO date or empty.")
    size: int = Field(description="In bytes.")
    modified: str = Field(description="ISO, UTC; empty where the file is to be read anew.")
    indexed_at: str
    pages: int
    notes: list[str]
    has_pictures: bool = Field(description="Whether its pages can be shown as pictures.")


class Documents(Reply):
    """A part of the documents, by path; `total` counts all that were asked for."""

    documents: list[Document]
    total: int
    offset: int
    limit: int


class PageReply(Reply):
    """A page of a document, its text as it is indexed. `label` is what is printed on it, if another
    number than its own; `place` what it is called where a number would be wrong. `heads`: rows that
    head tables of the text, each as far as it was kept."""

    document: int
    page: int
    pages: int
    label: str
    place: str
    called: str
    text: str
    heads: list[str]
    url: str


class Rectangle(Reply):
    """In fractions of the page, from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Rectangles(Reply):
    """Where a stretch stands on the page. `exact`: around all of its words, and around no other.
    `of`: `words`; `rows` of a scan that hold them; or empty, where nothing is certain: then there
    are no rectangles."""

    document: int
    page: int
    start: int
    end: int
    exact: bool
    of: Literal["words", "rows", ""]
    rectangles: list[Rectangle]

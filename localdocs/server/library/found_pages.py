"""Documents and pages of the library as the server shows them: by id, each with its folder."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.connection import Connection
from index.database import catalog
from index.database.documents_by_id import (
    StoredDocument,
    document,
    document_ids,
    scanned_page,
    stored_page,
)
from index.database.listing import StoredPage
from ingest.drawing.drawing_process import DRAWN_SUFFIXES, Marks, NotDrawnError, PageInFile, Picture
from ingest.ocr.reasons import READ_BY_OCR
from ingest.readers import suffix_read_by
from localdocs.folders.choosing import chosen_folder, named_folder
from localdocs.server.http.replies import RequestError
from localdocs.server.library.drawings import Drawings
from localdocs.server.library.view import LibraryView

LARGEST_ID = 2**63 - 1
"""What SQLite can hold."""

_STATUS = {"gone": 404, "changed": 409, "unreadable": 422}


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document, and the innermost folder of the library in which it lies."""

    document: StoredDocument
    folder: catalog.Folder

    @property
    def path(self) -> Path:
        return self.document.source.path

    @property
    def suffix(self) -> str:
        """The one by which it was read."""
        return suffix_read_by(self.path, self.document.notes)

    @property
    def is_drawn(self) -> bool:
        """Whether its pages can be drawn."""
        return self.suffix in DRAWN_SUFFIXES

    def page_in_file(self, number: int) -> PageInFile:
        """A page for those who draw it."""
        stored = self.document
        root = self.folder.path
        return PageInFile(stored.source, stored.content_hash, root, number, self.suffix)


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page with its document. ``scanned``: what OCR has read on it, see ``scanned_page``."""

    of: FoundDocument
    page: StoredPage
    scanned: str = ""

    async def draw(self, drawings: Drawings, scale: float) -> Picture:
        """Its picture. Raises RequestError."""
        if not self.of.is_drawn:
            raise RequestError(
                f"Pages of {self.of.suffix or 'such'} files are not drawn.",
                status=422,
                code="document_unreadable",
            )
        try:
            return await drawings.draw(self.of.page_in_file(self.page.number), scale)
        except NotDrawnError as error:
            raise not_drawn(error) from None

    async def mark(self, drawings: Drawings, start: int, end: int) -> Marks:
        """Where ``page.text[start:end]`` stands on it. Raises RequestError."""
        if not self.of.is_drawn or start == end:
            return Marks(False, "", ())
        place = self.of.page_in_file(self.page.number)
        try:
            return await drawings.mark(place, self.page.text, start, end, self.scanned)
        except NotDrawnError as error:
            raise not_drawn(error) from None


def modified_at(modified_ns: int) -> str:
    """When a file was changed, an ISO time, UTC; "" where it is to be read anew (its time is
    negative then), or the clock says what no date is."""
    try:
        moment = datetime.fromtimestamp(modified_ns // 10**9, UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return "" if modified_ns < 0 else moment.isoformat()


def not_drawn(error: NotDrawnError) -> RequestError:
    """What is said where a page has no picture."""
    words = f"{error.reason[:1].upper()}{error.reason[1:]}."
    return RequestError(words, status=_STATUS[error.code], code=f"document_{error.code}")


async def document_of(view: LibraryView, file_id: int) -> FoundDocument:
    """The document of that id. Raises RequestError where there is none."""
    found = None
    if 0 <= file_id <= LARGEST_ID:
        found = await view.rows(lambda connection: _document(connection, file_id), None)
    if found is None:
        raise RequestError(
            f"There is no document {file_id}: GET /api/documents lists those that there are.",
            status=404,
            code="document_not_found",
        )
    return found


async def page_of(view: LibraryView, file_id: int, number: int) -> FoundPage:
    """A page of that document by its number from 1. Raises RequestError where there is none."""
    found = await document_of(view, file_id)
    page = None
    if number <= LARGEST_ID:
        page = await view.rows(lambda connection: _page(connection, found, number), None)
    if page is None:
        raise RequestError(
            f"Document {file_id} has no page {number}.", status=404, code="page_not_found"
        )
    return page


async def page_at(view: LibraryView, path: Path, number: int) -> FoundPage | None:
    """A page of the document at this path; None where it is not in the library (any more)."""

    def read(connection: Connection) -> FoundPage | None:
        file_id = document_ids(connection, [path]).get(path)
        found = None if file_id is None else _document(connection, file_id)
        return None if found is None else _page(connection, found, number)

    return await view.rows(read, None)


async def known_folders(view: LibraryView) -> list[catalog.Folder]:
    """The folders of the library."""
    none: list[catalog.Folder] = []
    return await view.rows(catalog.folders, none)


async def folder_paths(view: LibraryView, names: list[str]) -> list[Path]:
    """The folders of these names, or paths in full. Raises PathError where there is none."""
    known = await known_folders(view)
    return [_chosen(name, known) for name in names]


def _chosen(text: str, known: list[catalog.Folder]) -> Path:
    """Only a path in full is one: the place where the server was started is none of the caller's,
    and a folder there may have another one's name."""
    is_path = text.startswith("~") or Path(text).is_absolute()
    return chosen_folder(text, known) if is_path else named_folder(text, known)


def folder_around(path: Path, known: list[catalog.Folder]) -> catalog.Folder | None:
    """The innermost folder in which a file lies."""
    around = [folder for folder in known if path.is_relative_to(folder.path)]
    return max(around, key=lambda folder: len(folder.path.parts), default=None)


def _document(connection: Connection, file_id: int) -> FoundDocument | None:
    found = document(connection, file_id)
    if found is None:
        return None
    folder = folder_around(found.source.path, catalog.folders(connection))
    return None if folder is None else FoundDocument(found, folder)


def _page(connection: Connection, found: FoundDocument, number: int) -> FoundPage | None:
    stored = found.document
    page = stored_page(connection, stored.file_id, number)
    if page is None:
        return None
    by_ocr = page.place.endswith(READ_BY_OCR)
    scanned = scanned_page(connection, stored.content_hash, number) if by_ocr else ""
    return FoundPage(found, page, scanned)

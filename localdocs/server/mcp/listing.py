"""The tools ``list_documents`` and ``status``: what there is."""

from collections.abc import Sequence

from index.connection import Connection
from index.database import catalog
from index.database.listing import ListedFile, indexed_files
from localdocs import __version__
from localdocs.errors import UsageError
from localdocs.folders.choosing import files_within
from localdocs.languages.spelling import caseless
from localdocs.reports import FolderStatus, ServiceStatus
from localdocs.server.library.found_pages import folder_around, modified_at
from localdocs.server.mcp.arguments import MOST_LISTED, ListArguments, NoArguments
from localdocs.server.mcp.desk import Desk
from localdocs.server.mcp.ids import read_id
from localdocs.server.mcp.searching import document_title
from localdocs.server.mcp.shapes import ListedDocument, ListedDocuments, ListedFolder, Status
from localdocs.service.wire import from_wire
from localdocs.types import Filters


async def list_documents(desk: Desk, wanted: ListArguments) -> ListedDocuments:
    """The documents that meet the filters, by path; so many at a time."""
    types = tuple(filter(None, (one.strip() for one in wanted.type.split(","))))
    filters = Filters((wanted.folder,) if wanted.folder else (), types)
    nothing: tuple[list[ListedFile], list[catalog.Folder]] = ([], [])
    files, folders = await desk.library.rows(lambda rows: _listed(rows, filters), nothing)
    part = caseless(wanted.name)
    files = [f for f in files if part in caseless(f.path.name) or part in caseless(f.title)]
    start = _start(files, wanted.after)
    shown = files[start : start + MOST_LISTED]
    return ListedDocuments(
        documents=[_document(desk, file, folders) for file in shown],
        total=len(files),
        next=str(shown[-1].file_id) if start + len(shown) < len(files) else "",
    )


def _listed(
    connection: Connection, filters: Filters
) -> tuple[list[ListedFile], list[catalog.Folder]]:
    """The files that meet the filters, and all folders. Raises FilterError for one that there is
    not."""
    file_ids = None if filters == Filters() else files_within(connection, filters)
    return indexed_files(connection, file_ids), catalog.folders(connection)


def _start(files: Sequence[ListedFile], after: str) -> int:
    """The place behind the document of that id. Raises UsageError where the list has it not: from
    its beginning on, a client would read it for ever."""
    if not after:
        return 0
    last = read_id(after).document
    for place, file in enumerate(files, start=1):
        if file.file_id == last:
            return place
    raise UsageError(
        f"This list has no document {last} to go on after.",
        "It may have been removed, or the filters are others: begin anew, without 'after'.",
    )


def _document(desk: Desk, file: ListedFile, folders: list[catalog.Folder]) -> ListedDocument:
    folder = folder_around(file.path, folders)
    return ListedDocument(
        id=str(file.file_id),
        title=document_title(file),
        url=desk.urls.to_place(str(file.path), 1, 0, 0),
        name=file.path.name,
        path=str(file.path),
        folder=folder.name if folder else "",
        type=file.suffix.lstrip("."),
        size=file.size,
        modified=modified_at(file.modified_ns),
        pages=file.pages,
    )


async def status(desk: Desk, _: NoArguments) -> Status:
    """The folders, what is indexed of them, and which models there are."""
    answer = await desk.line.answer("/status", {})
    service = from_wire(ServiceStatus, answer["status"])
    models = await desk.line.answer("/models", {}, desk.settings)
    library = service.library
    return Status(
        folders=[_folder(folder) for folder in library.folders],
        documents=library.documents,
        passages=library.passages,
        waiting=library.passages - library.embedded,
        doing=service.doing,
        models=models["language"],
        embedding_model=models["embedding"],
        version=__version__,
    )


def _folder(folder: FolderStatus) -> ListedFolder:
    return ListedFolder(
        name=folder.name,
        path=str(folder.path),
        state=folder.state,
        documents=folder.documents,
        passages=folder.passages,
        skipped=len(folder.skipped),
    )

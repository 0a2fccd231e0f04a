"""The tools ``list_documents`` and ``status``: what there is."""

from collections.abc import Sequence
from pathlib import Path

from index.database.listing import ListedFile
from localdocs import __version__
from localdocs.errors import FilterError
from localdocs.library import Library
from localdocs.reports import FolderStatus, ServiceStatus
from localdocs.server.mcp.arguments import MOST_LISTED, ListArguments, NoArguments
from localdocs.server.mcp.desk import Desk
from localdocs.server.mcp.ids import read_id
from localdocs.server.mcp.searching import modified
from localdocs.server.mcp.shapes import ListedDocument, ListedDocuments, ListedFolder, Status
from localdocs.service.wire import from_wire
from localdocs.types import Filters


async def list_documents(desk: Desk, wanted: ListArguments) -> ListedDocuments:
    """The documents that meet the filters, by path; so many at a time."""
    types = tuple(filter(None, (one.strip() for one in wanted.type.split(","))))
    filters = Filters((wanted.folder,) if wanted.folder else (), types)
    files, folders = await desk.library.look(lambda library: _listed(library, filters))
    part = wanted.name.casefold()
    files = [f for f in files if part in f.path.name.casefold() or part in f.title.casefold()]
    start = _start(files, wanted.after)
    shown = files[start : start + MOST_LISTED]
    return ListedDocuments(
        documents=[_document(desk, file, folders) for file in shown],
        total=len(files),
        next=str(shown[-1].file_id) if start + len(shown) < len(files) else "",
    )


def _listed(library: Library, filters: Filters) -> tuple[list[ListedFile], list[tuple[Path, str]]]:
    """The files that meet the filters: that there is none is no error, an unknown folder is one."""
    folders = [(folder.path, folder.name) for folder in library.status().folders]
    try:
        return library.documents(filters if filters != Filters() else None), folders
    except FilterError:
        if filters.inside:
            library.documents(Filters(filters.inside))
        return [], folders


def _start(files: Sequence[ListedFile], after: str) -> int:
    if not after:
        return 0
    last = read_id(after).document
    places = [place for place, file in enumerate(files) if file.file_id == last]
    return places[0] + 1 if places else 0


def _document(desk: Desk, file: ListedFile, folders: Sequence[tuple[Path, str]]) -> ListedDocument:
    above = [(path, name) for path, name in folders if file.path.is_relative_to(path)]
    return ListedDocument(
        id=str(file.file_id),
        title=file.title or file.path.name,
        url=desk.urls.to_place(str(file.path), 1, 0, 0),
        name=file.path.name,
        path=str(file.path),
        folder=max(above, key=lambda one: len(one[0].parts))[1] if above else "",
        type=file.suffix.lstrip("."),
        size=file.size,
        modified=modified(file),
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

"""How the folders of a library stand: what is indexed of them, what is not, and why."""

from index.connection import Connection
from index.database import catalog, lookup
from localdocs.folders.choosing import is_offline
from localdocs.reports import FolderStatus
from localdocs.types import Skipped


def folder_statuses(connection: Connection) -> tuple[FolderStatus, ...]:
    """Each folder that was added, in its order."""
    return tuple(_status(connection, folder) for folder in catalog.folders(connection))


def _status(connection: Connection, folder: catalog.Folder) -> FolderStatus:
    counts = lookup.counts(connection, folder.path)
    skipped = lookup.skipped_files(connection, folder.path)
    state = "offline" if is_offline(folder) else "ready"
    if state == "ready" and counts.embedded < counts.passages:
        state = "indexing"
    return FolderStatus(
        folder.path,
        folder.name,
        state,
        counts.documents,
        counts.passages,
        tuple(Skipped(path, reason) for path, reason in skipped),
        tuple(lookup.file_notes(connection, folder.path)),
    )

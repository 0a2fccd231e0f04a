"""What the archives have in common: which of their files count, and the document they make."""

from pathlib import Path

from ingest.formats.archives.inner_files import InnerFiles
from ingest.scan.excluded_names import is_excluded_file, is_excluded_folder
from localdocs.errors import NoTextError
from localdocs.types import Document


def is_wanted(name: str) -> bool:
    """Whether a scan of the unpacked folder would look at this file."""
    *folders, file = [part for part in name.replace("\\", "/").split("/") if part.strip(".")] or [
        ""
    ]
    return bool(file) and not is_excluded_file(file) and not any(map(is_excluded_folder, folders))


def document_of_members(path: Path, inner: InnerFiles) -> Document:
    """The pages of all members. Raises NoTextError where there are none."""
    notes = inner.notes()
    if not inner.pages:
        raise NoTextError("holds no file that can be read" + (f": {notes[0]}" if notes else ""))
    return Document(path, tuple(inner.pages), notes=notes)

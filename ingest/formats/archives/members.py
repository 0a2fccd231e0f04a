"""What the archives have in common: which of their files count, and the document they make."""

from pathlib import Path

from ingest.formats.archives.inner_files import NOTHING_READ, InnerFiles
from ingest.readers import READERS
from ingest.scan.excluded_names import is_excluded_file, is_excluded_folder
from ingest.scan.kinds import suffix_of
from localdocs.errors import NoTextError
from localdocs.types import Document

LINK = "a link, which is not followed"
NO_FILE = "not a file (a pipe or a device)"
HIDDEN = "it is hidden"


def is_wanted(name: str) -> bool:
    """Whether a scan of the unpacked folder would look at this file."""
    *folders, file = [part for part in name.replace("\\", "/").split("/") if part.strip(".")] or [
        ""
    ]
    return bool(file) and not is_excluded_file(file) and not any(map(is_excluded_folder, folders))


def is_hidden_document(name: str) -> bool:
    """Whether a file is passed over that a person may have meant: a hidden one that could be read,
    and lies in no folder that programs make."""
    *folders, file = name.replace("\\", "/").split("/")
    visible = [folder.lstrip(".") for folder in folders]
    return (
        not file.startswith("._")  # what a Mac puts beside each file
        and suffix_of(file.lstrip(".")) in READERS
        and not any(map(is_excluded_folder, filter(None, visible)))
        and not is_excluded_file(file.lstrip("."))
    )


def document_of_members(path: Path, inner: InnerFiles) -> Document:
    """The pages of all members. Raises NoTextError where there are none."""
    notes = inner.notes()
    if not inner.pages:
        raise NoTextError(NOTHING_READ + (f": {notes[0]}" if notes else ""))
    return Document(path, tuple(inner.pages), notes=notes)

"""Mail as a file that is read."""

from pathlib import Path

from ingest.readers import read
from localdocs.types import Document


def opened(folder: Path, content: bytes, name: str = "x.eml") -> Document:
    """What the reader of files with this name finds in the content."""
    file = folder / name
    file.write_bytes(content)
    return read(file)

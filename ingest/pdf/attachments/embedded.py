"""Files within a PDF, those of its list and those pinned to its pages, by their own readers.

Their limits are those of files within a mail. pypdf hands them out: PDFium unpacks a file whole
before it tells how large it is, and takes the process with it where that is too much.
"""

import logging
import zlib
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from ingest.formats.archives.inner_files import MOST_FILES, InnerFiles

logger = logging.getLogger("localdocs.ingest")

_DEEPEST = 32
_NOT_READ = "it cannot be taken out of the PDF"


def read_files(path: Path, page_count: int, pinned_on: Sequence[int]) -> InnerFiles:
    """The pages of the files in a PDF's own list, and of those pinned to these pages of it.

    Pages count from 0. A file that is there twice is read once.
    """
    files = InnerFiles(page_count)
    seen: set[bytes] = set()
    try:
        for name, stream in _listed_and_pinned(path, pinned_on):
            if files.is_spent:
                break
            _add(files, name, stream, seen)
    except Exception as error:  # hostile files make pypdf raise nearly anything
        logger.info("%s: files within it left out: %r", path, error)
        files.leave_out("more files within it", _NOT_READ)
    return files


def _add(files: InnerFiles, name: str, stream: Any, seen: set[bytes]) -> None:
    """Read one file, unless it was read already."""
    media_type = str(_item(stream, "/Subtype") or "").removeprefix("/")
    key = sha256(name.encode("utf-8", "replace") + stream._data).digest()
    if key in seen:
        return
    seen.add(key)
    if not files.takes(name, media_type):
        return
    data = _content(stream, files.bytes_left)
    if data is None:
        files.leave_out(name or "unnamed", _NOT_READ)
    else:
        files.add(name, data, media_type)  # says so itself where it is too large


def _content(stream: Any, most: int) -> bytes | None:
    """The bytes of a file, one more than these at most; None where its packing is another one."""
    packing = _item(stream, "/Filter")
    packing = packing if isinstance(packing, list) else [packing] if packing else []
    data: bytes = stream._data  # there is no other way to it as it is packed
    if not packing:
        return data[: most + 1]
    if packing != ["/FlateDecode"]:
        return None
    return zlib.decompressobj().decompress(data, most + 1)


def _listed_and_pinned(path: Path, pinned_on: Sequence[int]) -> Iterator[tuple[str, Any]]:
    """The name of each file and the stream that it is."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(path)
    if reader.is_encrypted:
        reader.decrypt("")
    names = _item(reader.trailer["/Root"], "/Names") or {}
    for specification in _leaves(_item(names, "/EmbeddedFiles"), _DEEPEST):
        yield from _file(specification)
    for number in pinned_on:
        for reference in _item(reader.pages[number], "/Annots") or ():
            annotation = reference.get_object()
            if _item(annotation, "/Subtype") == "/FileAttachment":
                yield from _file(_item(annotation, "/FS"))


def _leaves(node: Any, depth: int) -> Iterator[Any]:
    """What hangs on a tree of names, in its order; no more than may be read."""
    return islice(_pairs(node, depth), MOST_FILES)


def _pairs(node: Any, depth: int) -> Iterator[Any]:
    if node is None or not depth:
        return
    leaves = _item(node, "/Names") or ()
    for place in range(1, len(leaves), 2):
        yield leaves[place]
    for child in _item(node, "/Kids") or ():
        yield from _pairs(child.get_object(), depth - 1)


def _file(specification: Any) -> Iterator[tuple[str, Any]]:
    """The name and the stream of a file, if it lies within the PDF."""
    if not hasattr(specification, "keys"):
        return
    streams = _item(specification, "/EF") or {}
    stream = _item(streams, "/UF") or _item(streams, "/F")
    name = _item(specification, "/UF") or _item(specification, "/F") or ""
    if hasattr(stream, "get_data"):
        yield str(name), stream


def _item(dictionary: Any, key: str) -> Any:
    return dictionary[key] if key in dictionary else None  # noqa: SIM401  get does not resolve

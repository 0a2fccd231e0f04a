"""Files within a PDF, those of its list and those pinned to its pages, by their own readers.

Their limits are those of files within a mail. pypdf hands them out: PDFium unpacks a file whole
before it tells how large it is, and takes the process with it where that is too much.
"""

import logging
import zlib
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from ingest.formats.archives.inner_files import MOST_FILES, InnerFiles, shown_name

logger = logging.getLogger("localdocs.ingest")

_NOT_READ = "it cannot be taken out of the PDF"
_MORE = "more files within it"


def read_files(path: Path, page_count: int, pinned_on: Sequence[int]) -> InnerFiles:
    """The pages of the files in a PDF's own list, and of those pinned to these pages of it.

    Pages count from 0. A file that is there twice is read once.
    """
    files = InnerFiles(page_count)
    seen: set[bytes] = set()
    try:
        for holder in _holders(path, pinned_on):
            reason = files.refusal
            if len(seen) >= MOST_FILES:
                reason = f"only the first {MOST_FILES:,} are looked at"
            if reason and _is_file(holder):
                files.leave_out(_MORE, reason)
                break
            _add_file_of(files, holder, seen)
    except Exception as error:  # hostile files make pypdf raise nearly anything
        logger.info("%s: files within it left out: %r", path, error)
        files.leave_out(_MORE, _NOT_READ)
    return files


def _add_file_of(files: InnerFiles, holder: Any, seen: set[bytes]) -> None:
    """Read the file that is held there, if there is one. Damage to it costs no other."""
    name = ""
    try:
        for name, stream in _file(holder):
            _add(files, name, stream, seen)
    except Exception as error:  # as above
        logger.info("a file within a PDF left out: %r", error)
        files.leave_out(shown_name(name), _NOT_READ)


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
        files.leave_out(shown_name(name), _NOT_READ)
    else:
        files.add(name, data, media_type)  # says so itself where it is too large


def _content(stream: Any, most: int) -> bytes | None:
    """The bytes of a file, one more than these at most; None where its packing is another one.

    Raises zlib.error where it is damaged.
    """
    packing = _item(stream, "/Filter")
    packing = packing if isinstance(packing, list) else [packing] if packing else []
    data: bytes = stream._data  # there is no other way to it as it is packed
    if not packing:
        return data[: most + 1]
    if packing != ["/FlateDecode"]:
        return None
    return zlib.decompressobj().decompress(data, most + 1)


def _holders(path: Path, pinned_on: Sequence[int]) -> Iterator[Any]:
    """What may hold a file: the entries of the PDF's list, and what is pinned to these pages."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(path)
    if reader.is_encrypted:
        reader.decrypt("")
    names = _item(reader.trailer["/Root"], "/Names") or {}
    yield from _leaves(_item(names, "/EmbeddedFiles"))
    for number in pinned_on:
        yield from _item(reader.pages[number], "/Annots") or ()


def _leaves(tree: Any) -> Iterator[Any]:
    """What hangs on a tree of names, in its order; a part that comes again is passed over."""
    waiting, known = [tree], set()
    while waiting:
        node = waiting.pop()
        key = getattr(node, "idnum", id(node))
        if node is None or key in known:
            continue
        known.add(key)
        leaves = _item(node, "/Names") or ()
        yield from (leaves[place] for place in range(1, len(leaves), 2))
        waiting += reversed(_item(node, "/Kids") or ())


def _is_file(holder: Any) -> bool:
    return any(True for _ in _file(holder))


def _file(holder: Any) -> Iterator[tuple[str, Any]]:
    """The name and the stream of a file, if it lies within the PDF."""
    if not hasattr(holder, "keys"):
        return
    is_pin = _item(holder, "/Subtype") == "/FileAttachment"
    specification = (_item(holder, "/FS") if is_pin else holder) or {}
    streams = _item(specification, "/EF") or {}
    stream = _item(streams, "/UF") or _item(streams, "/F")
    name = _item(specification, "/UF") or _item(specification, "/F") or ""
    if hasattr(stream, "get_data"):
        yield str(name), stream


def _item(dictionary: Any, key: str) -> Any:
    return dictionary[key] if key in dictionary else None  # noqa: SIM401  get does not resolve

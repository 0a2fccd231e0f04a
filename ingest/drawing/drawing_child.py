"""The child of the drawing process: ``python -m ingest.drawing.drawing_child MEMORY_LIMIT_BYTES``.

Takes one request on each line of standard input, and answers each with one line of JSON:

    {…, "do": "draw", "scale"}                            ->  {"png": base64, "width", "height"}
    {…, "do": "mark", "text", "start", "end", "scanned"}  ->  {"exact", "of", "rectangles"}

Each has the "path" of a file, the "root" in which a scan found it, the "size", "modified_ns" and
"content_hash" with which it was indexed, the "suffix" by which it was read, and the number of a
"page". "scanned" is what OCR has read there, or ""; "of" is "words", "rows" (of a scan), or ""
where nothing was found. ``{"failed", "reason"}`` may stand for any answer: "gone", "changed" or
"unreadable".
"""

import base64
import hashlib
import os
import sys
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from localdocs.computer.child_end import ChildEnd, Message, limit_memory

_BLOCK_BYTES = 1 << 20


def main() -> None:
    """Answer requests until standard input ends."""
    warnings.simplefilter("ignore")
    limit_memory(int(sys.argv[1]))
    parent = ChildEnd()
    parent.send({"ready": True})
    while True:
        parent.send(_answer(parent.next_request()))


def _answer(request: Message) -> Message:
    from ingest.scan.opening import open_found
    from localdocs.errors import ReadError

    try:
        with open_found(Path(request["path"]), Path(request["root"])) as file:
            if not _is_as_indexed(file, request):
                return _failed("changed", "the file has changed since it was indexed")
            return _drawn(file, request) if request["do"] == "draw" else _marked(file, request)
    except ReadError as error:
        return _failed("unreadable", error.message)
    except MemoryError:
        return _failed("unreadable", "the page takes too much memory to draw")
    except OSError:
        return _failed("gone", "the file is not there any more, or cannot be opened")
    except Exception as error:  # a file that nobody was ready for
        return _failed("unreadable", f"the page cannot be drawn ({type(error).__name__})")


def _is_as_indexed(file: BinaryIO, request: Message) -> bool:
    """Whether a file has the content that is in the index, whatever its time."""
    state = os.fstat(file.fileno())
    if state.st_size != request["size"]:
        return False
    if state.st_mtime_ns == request["modified_ns"]:
        return True
    digest = hashlib.blake2b(digest_size=16)
    while block := file.read(_BLOCK_BYTES):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest() == str(request["content_hash"])


def _drawn(file: BinaryIO, request: Message) -> Message:
    if _is_picture(request):
        png, width, height = _picture(request)
    else:
        from ingest.drawing.pdf_page import drawn

        png, width, height = drawn(file, request["page"], request["scale"])
    return {"png": base64.b64encode(png).decode("ascii"), "width": width, "height": height}


def _marked(file: BinaryIO, request: Message) -> Message:
    text, start, end = request["text"], request["start"], request["end"]
    if request["scanned"]:
        from ingest.drawing.scanned import scanned_rectangles
        from ingest.ocr.scanned_page import ScannedPage

        scanned = ScannedPage.from_json(request["scanned"])
        found = scanned_rectangles(scanned, _size(file, request), text, start, end)
        return {"exact": False, "of": "rows" if found else "", "rectangles": found}
    if _is_picture(request):
        return {"exact": False, "of": "", "rectangles": []}
    from ingest.drawing.pdf_page import rectangles

    exact, found = rectangles(file, request["page"], text, start, end)
    return {"exact": exact, "of": "words" if found else "", "rectangles": found}


def _size(file: BinaryIO, request: Message) -> tuple[float, float]:
    from ingest.drawing.pdf_page import opened_page

    if _is_picture(request):
        width, height = _shown(request).size
        return width, height
    with opened_page(file, request["page"]) as page:
        width, height = page.get_size()
        return width, height


def _is_picture(request: Message) -> bool:
    return bool(request["suffix"] != ".pdf")


def _picture(request: Message) -> tuple[bytes, int, int]:
    from ingest.drawing.pdf_page import LONGEST_SIDE

    shown = _shown(request)
    shown.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    content = BytesIO()
    shown.save(content, "png", compress_level=2)
    return content.getvalue(), shown.width, shown.height


def _shown(request: Message) -> Any:
    """The ``PIL.Image.Image`` of a picture file; Pillow comes with what reads them."""
    from ingest.ocr.pictures import frame
    from ingest.scan.opening import found_file

    path = Path(request["path"])
    with found_file(path, Path(request["root"])):
        return frame(path, request["page"])


def _failed(code: str, reason: str) -> Message:
    return {"failed": code, "reason": reason}


if __name__ == "__main__":
    main()

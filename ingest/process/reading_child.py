"""The child of the reading process: ``python -m ingest.process.reading_child MEMORY_LIMIT_BYTES``.

Takes one request on each line of standard input, and answers each with one line of JSON:

    {"path", "root"}               ->  a document, or {"skipped": reason, "pictures": numbers}
    {"path", "root", "page": 3}    ->  {"found": what OCR reads there}, or {"skipped": reason}
    {"path", "root", "scanned": …} ->  the document, with what OCR has found on its pages
"""

import json
import sys
import warnings
from contextlib import nullcontext
from pathlib import Path

from ingest.process.reasons import TOO_MUCH_MEMORY
from localdocs.computer.child_end import ChildEnd, Message, limit_memory


def main() -> None:
    """Answer requests until standard input ends."""
    warnings.simplefilter("ignore")
    limit_memory(int(sys.argv[1]))
    parent = ChildEnd()
    parent.send({"ready": True})
    while True:
        request = parent.next_request()
        parent.send_json(_answer(request))


def _answer(request: Message) -> str:
    from ingest.scan.opening import found_file
    from localdocs.errors import ReadError, ScanError

    path, root = Path(request["path"]), request.get("root")
    pictures: tuple[int, ...] = ()
    try:
        with nullcontext() if root is None else found_file(path, Path(root)):
            return _read(path, request)
    except ScanError as error:
        reason, pictures = error.message, error.pictures
    except ReadError as error:
        reason = error.message
    except MemoryError:
        reason = TOO_MUCH_MEMORY
    except OSError as error:
        reason = f"cannot be opened: {(error.strerror or str(error)).lower()}"
    except Exception as error:  # a file that no reader was ready for
        reason = f"the reader failed on this file ({type(error).__name__}: {str(error)[:200]})"
    return json.dumps({"skipped": reason, "pictures": pictures})


def _read(path: Path, request: Message) -> str:
    from ingest.process.document_json import document_to_json
    from ingest.readers import read, read_by_ocr

    if "page" in request:
        return json.dumps({"found": read_by_ocr(path, request["page"]).to_json()})
    if "scanned" not in request:
        return document_to_json(read(path))
    from ingest.ocr.scanned_page import ScannedPage

    pages = {int(page): ScannedPage.from_json(found) for page, found in request["scanned"].items()}
    return document_to_json(read(path, pages))


if __name__ == "__main__":
    main()

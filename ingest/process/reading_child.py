"""The child of the reading process: ``python -m ingest.process.reading_child MEMORY_LIMIT_BYTES``.

Takes one request on each line of standard input, ``{"path": …, "root": …}``, and answers each with
one line of JSON: a document, or ``{"skipped": reason}``.
"""

import json
import sys
import warnings
from contextlib import nullcontext
from pathlib import Path

from localdocs.computer.child_end import ChildEnd, limit_memory


def main() -> None:
    """Answer requests until standard input ends."""
    warnings.simplefilter("ignore")
    limit_memory(int(sys.argv[1]))
    parent = ChildEnd()
    parent.send({"ready": True})
    while True:
        request = parent.next_request()
        root = request.get("root")
        parent.send_json(_answer(Path(request["path"]), None if root is None else Path(root)))


def _answer(path: Path, root: Path | None) -> str:
    from ingest.process.document_json import document_to_json
    from ingest.readers import read
    from ingest.scan.opening import found_file
    from localdocs.errors import ReadError

    try:
        with nullcontext() if root is None else found_file(path, root):
            document = read(path)
        return document_to_json(document)
    except ReadError as error:
        reason = error.message
    except MemoryError:
        reason = "needs too much memory to read"
    except OSError as error:
        reason = f"cannot be opened: {(error.strerror or str(error)).lower()}"
    except Exception as error:  # a file that no reader was ready for
        reason = f"the reader failed on this file ({type(error).__name__}: {str(error)[:200]})"
    return json.dumps({"skipped": reason})


if __name__ == "__main__":
    main()

"""The child of the reading process: ``python -m ingest.process.reading_child MEMORY_LIMIT_BYTES``.

Takes one request on each line of standard input, ``{"path": …}``, and answers each with one line
of JSON: ``{"document": …}`` or ``{"skipped": reason}``.
"""

import json
import sys
import warnings
from pathlib import Path

from localdocs.computer.child_end import ChildEnd, limit_memory


def main() -> None:
    """Answer requests until standard input ends."""
    warnings.simplefilter("ignore")
    limit_memory(int(sys.argv[1]))
    parent = ChildEnd()
    parent.send({"ready": True})
    while True:
        parent.send_json(_answer(Path(parent.next_request()["path"])))


def _answer(path: Path) -> str:
    from ingest.process.document_json import document_to_json
    from ingest.readers import read
    from localdocs.errors import ReadError

    try:
        return f'{{"document": {document_to_json(read(path))}}}'
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

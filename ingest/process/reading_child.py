"""The child of the reading process: ``python -m ingest.process.reading_child MEMORY_LIMIT_BYTES``.

Takes one request on each line of standard input, ``{"path": …}``, and answers each with one line
of JSON: ``{"document": …}`` or ``{"skipped": reason}``. Ends when its input ends, which it does
when the parent is gone.
"""

import json
import os
import queue
import sys
import threading
from io import FileIO
from pathlib import Path


def main() -> None:
    """Answer requests until standard input ends."""
    requests, answers = FileIO(os.dup(0), "r"), FileIO(os.dup(1), "w")
    _silence_standard_streams()
    _limit_resources(int(sys.argv[1]))
    waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    _send(answers, '{"ready": true}')
    while True:
        _send(answers, _answer(Path(json.loads(waiting.get())["path"])))


def _silence_standard_streams() -> None:
    """Native code may print: that must not end up between the answers."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _limit_resources(memory_bytes: int) -> None:
    """Bound the address space and forbid core dumps, where the system can."""
    try:
        import resource
    except ImportError:
        return
    for what, limit in ((resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (limit, limit))
        except (OSError, ValueError):
            continue


def _listen(requests: FileIO, waiting: "queue.SimpleQueue[bytes]") -> None:
    """Hand on every line; leave at once when there will be no more, whatever is being read."""
    with open(requests.fileno(), "rb", closefd=False) as lines:
        for line in lines:
            waiting.put(line)
    os._exit(0)


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


def _send(answers: FileIO, line: str) -> None:
    rest = memoryview(f"{line}\n".encode("ascii"))
    while rest:
        rest = rest[answers.write(rest) :]


if __name__ == "__main__":
    main()

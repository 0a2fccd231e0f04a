"""Reads documents in a process of its own, so that a bad file can harm nothing else.

PDF and Word files come from anywhere, and their parsers are native code. The child has a limit of
memory and each file a limit of time; a crash costs the file, not the program.
"""

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Self

from ingest.process.document_json import document_from_json
from localdocs.errors import LocalDocsError
from localdocs.types import Document, Skipped

logger = logging.getLogger("localdocs.ingest")

TIME_LIMIT_SECONDS = 120.0
MEMORY_LIMIT_BYTES = 2 * 1024**3

_LONGEST_ANSWER = 512 * 1024**2
_START_SECONDS = 60.0
_HOME = Path(__file__).resolve().parents[2]


class ReadingProcess:
    """A child that reads one file after the other. It starts with the first one.

    Use it as a context manager, or call ``close``. One ``read`` at a time; another thread waits.
    """

    def __init__(
        self,
        *,
        time_limit_seconds: float = TIME_LIMIT_SECONDS,
        memory_limit_bytes: int = MEMORY_LIMIT_BYTES,
    ) -> None:
        self._time_limit = time_limit_seconds
        self._memory_limit = memory_limit_bytes
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """The id of the running child, or None."""
        return self._child.pid if self._child is not None else None

    def read(self, path: Path) -> Document | Skipped:
        """The document, or why there is none. Raises LocalDocsError if no child can be started."""
        with self._lock:
            try:
                child = self._running_child()
                request = json.dumps({"path": os.fspath(path.absolute())})
                answer, timed_out = _ask(child, request, self._time_limit)
            except BaseException:
                self._kill()  # interrupted half way: the next answer would be to this question
                raise
            if timed_out:
                self._kill()
                return Skipped(path, f"took longer than {self._time_limit:g} seconds to read")
            if not answer.endswith(b"\n"):
                return Skipped(path, self._why_it_ended(answer))
            return self._result(path, answer)

    def close(self) -> None:
        """End the child. A later ``read`` starts another."""
        child, self._child = self._child, None
        if child is not None:
            _end(child, patience_seconds=1.0)

    def _running_child(self) -> "subprocess.Popen[bytes]":
        if self._child is not None and self._child.poll() is not None:
            self._kill()
        if self._child is None:
            self._child = _start(self._memory_limit)
        return self._child

    def _result(self, path: Path, answer: bytes) -> Document | Skipped:
        try:
            value: Any = json.loads(answer)
            if "document" in value:
                return document_from_json(value["document"], path)
            return Skipped(path, str(value["skipped"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            logger.warning("%s: the reading process sent what is no document", path)
            self._kill()
            return Skipped(path, "the reader failed on this file (its answer makes no sense)")

    def _why_it_ended(self, answer: bytes) -> str:
        """Reap the child and say what became of it."""
        child = self._child
        self._kill()
        if len(answer) >= _LONGEST_ANSWER:
            return "holds too much text"
        code = child.returncode if child is not None else 0
        if code >= 0:
            return f"the reader crashed on this file (exit code {code})"
        with contextlib.suppress(ValueError):
            return f"the reader crashed on this file (signal {-code}, {signal.Signals(-code).name})"
        return f"the reader crashed on this file (signal {-code})"

    def _kill(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            _end(child, patience_seconds=0.0)


def _start(memory_limit_bytes: int) -> "subprocess.Popen[bytes]":
    """A child that has said that it is ready."""
    paths = [str(_HOME), *filter(None, [os.environ.get("PYTHONPATH")])]
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "ingest.process.reading_child", str(memory_limit_bytes)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONWARNINGS": "ignore"},
        start_new_session=True,  # Ctrl-C in the terminal is the parent's to handle
    )
    answer, _ = _answer_within(child, _START_SECONDS)
    if not answer.endswith(b"\n"):
        _end(child, patience_seconds=0.0)
        raise LocalDocsError(
            f"The process that reads files does not start (exit code {child.returncode}).",
            f"Try: {sys.executable} -m ingest.process.reading_child {memory_limit_bytes}",
        )
    return child


def _ask(
    child: "subprocess.Popen[bytes]", request: str, seconds: float
) -> tuple[bytes, bool]:  # fmt: skip
    """The line that the child answers, and whether the time ran out first."""
    assert child.stdin is not None
    with contextlib.suppress(BrokenPipeError):  # it is gone: there will be no answer either
        child.stdin.write(f"{request}\n".encode("ascii"))
        child.stdin.flush()
    return _answer_within(child, seconds)


def _answer_within(child: "subprocess.Popen[bytes]", seconds: float) -> tuple[bytes, bool]:
    """Wait for a line; the child is killed when the time is up, which ends the waiting."""
    assert child.stdout is not None
    expired = threading.Event()

    def expire() -> None:
        expired.set()
        child.kill()

    timer = threading.Timer(seconds, expire)
    timer.start()
    try:
        answer = child.stdout.readline(_LONGEST_ANSWER)
    finally:
        timer.cancel()
        timer.join()
    return answer, expired.is_set() and not answer.endswith(b"\n")


def _end(child: "subprocess.Popen[bytes]", *, patience_seconds: float) -> None:
    """Let the child go when its input ends, or kill it; leaves no zombie and no open pipe."""
    assert child.stdin is not None and child.stdout is not None
    with contextlib.suppress(OSError):
        child.stdin.close()
    try:
        child.wait(patience_seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    finally:
        child.stdout.close()

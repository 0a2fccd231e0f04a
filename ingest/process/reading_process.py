"""Reads documents in a process of its own, so that a bad file can harm nothing else.

PDF and Word files come from anywhere, and their parsers are native code. The child has a limit of
memory and each file a limit of time; a crash costs the file, not the program.
"""

import logging
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir
from typing import Self

from ingest.pages.temporary import folder_prefix
from ingest.process.document_json import document_from_json, pictures_from_json
from ingest.process.reasons import TOO_MUCH_MEMORY
from localdocs.computer.child_process import ChildEndedError, Message, NoSenseError, TooLongError
from localdocs.computer.kept_child import KeptChild, NotStartedError
from localdocs.errors import LocalDocsError, TooLargeError
from localdocs.types import Document, Skipped

logger = logging.getLogger("localdocs.ingest")

TIME_LIMIT_SECONDS = 120.0
MEMORY_LIMIT_BYTES = 2 * 1024**3

_CHILD = "ingest.process.reading_child"
_NO_SENSE = "the reader failed on this file (its answer makes no sense)"


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
        self._command = (_CHILD, str(memory_limit_bytes))
        self._child = KeptChild(*self._command, when_killed=_remove_left_files)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """The id of the running child, or None."""
        return self._child.process_id

    def read(self, path: Path, root: Path | None = None) -> Document | Skipped:
        """The document, or why there is none. Raises LocalDocsError if no child can be started.

        ``root`` is the folder in which a scan found the file: no link below it is followed.
        """
        return self._document(path, self._answer(path, root, {}))

    def read_page(self, path: Path, root: Path, number: int) -> str | Skipped:
        """What OCR finds on a page that is a picture, for ``read_scanned``; or why nothing."""
        answer = self._answer(path, root, {"page": number})
        if isinstance(answer, dict) and answer.get("skipped") == TOO_MUCH_MEMORY:
            self.close()  # what others left behind is gone from a new child
            answer = self._answer(path, root, {"page": number})
        if isinstance(answer, Skipped):
            return answer
        if isinstance(answer.get("found"), str):
            return str(answer["found"])
        return Skipped(path, str(answer.get("skipped", _NO_SENSE)))

    def read_scanned(
        self, path: Path, root: Path, scanned: Mapping[int, str]
    ) -> Document | Skipped:
        """The document with what OCR has found on its pages, by their numbers."""
        return self._document(path, self._answer(path, root, {"scanned": dict(scanned)}))

    def _answer(self, path: Path, root: Path | None, what: Message) -> Message | Skipped:
        """What the child says to a request, or why it says nothing."""
        request = {"path": os.fspath(path.absolute()), **what}
        if root is not None:
            request["root"] = os.fspath(root.absolute())
        try:
            return self._child.ask(request, self._time_limit)
        except NotStartedError as error:
            raise LocalDocsError(
                f"The process that reads files does not start ({error}).",
                f"Try: {sys.executable} -m {' '.join(self._command)}",
            ) from None
        except TimeoutError:
            return Skipped(path, f"took longer than {self._time_limit:g} seconds to read")
        except ChildEndedError as ended:
            return Skipped(path, _why_it_ended(ended))

    def close(self) -> None:
        """End the child. A later ``read`` starts another."""
        self._child.close()

    def _document(self, path: Path, answer: Message | Skipped) -> Document | Skipped:
        if isinstance(answer, Skipped):
            return answer
        try:
            if "skipped" in answer:
                pictures = pictures_from_json(answer)
                return Skipped(path, str(answer["skipped"]), pictures=pictures)
            return document_from_json(answer, path)
        except TooLargeError as error:
            return Skipped(path, error.message)
        except (ValueError, KeyError, TypeError, RecursionError):
            logger.warning("%s: the reading process sent what is no document", path)
            self._child.kill()
            return Skipped(path, _NO_SENSE)


def _remove_left_files(process_id: int) -> None:
    """Files within files lie in a temporary folder while they are read; who is killed leaves it."""
    for folder in Path(gettempdir()).glob(f"{folder_prefix(process_id)}*"):
        rmtree(folder, ignore_errors=True)


def _why_it_ended(ended: ChildEndedError) -> str:
    if isinstance(ended, TooLongError):
        return "holds too much text"
    if isinstance(ended, NoSenseError):
        return _NO_SENSE
    how = str(ended) if ended.code is None or ended.code >= 0 else f"signal {-ended.code}, {ended}"
    return f"the reader crashed on this file ({how})"

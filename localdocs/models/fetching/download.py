"""Getting a file over a network that fails: resumed, within a run and across runs, checked, whole.

What has come lies in ``FILE.part`` (``localdocs.models.fetching.arriving``), with a note of the
version that the server had, so that two versions are never joined.
"""

import json
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from http.client import HTTPException
from pathlib import Path

from localdocs.computer.disk import KEPT, check_space, disk_error, write
from localdocs.errors import DownloadError
from localdocs.models.fetching.arriving import (
    Listener,
    Transfer,
    alone,
    finish,
    forget,
    note_of,
    part_of,
)
from localdocs.models.fetching.checksums import Promise
from localdocs.models.fetching.http_source import (
    BY_HAND,
    InterruptedDownloadError,
    RangeRefusedError,
    Response,
    check_safe,
    request,
)

_BLOCK_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class Patience:
    """``tries`` that bring nothing, ``pause_seconds`` between them (growing), and how long a
    server may say nothing."""

    tries: int = 5
    pause_seconds: float = 1.0
    timeout_seconds: float = 15.0


def download(
    url: str,
    target: Path,
    promise: Promise,
    listener: Listener,
    patience: Patience | None = None,
) -> Promise:
    """Get the file; what is known of it afterwards: its size, and the digest that was checked.

    Raises DownloadError, ModelDamagedError (nothing is left of a wrong file), StorageError.
    """
    check_safe(url, promise.digest is not None)
    part = part_of(target)
    with alone(target):
        known = _Fetching(url, part, promise, listener, patience or Patience()).run()
        finish(part, target, known, listener)
    return replace(known, size=target.stat().st_size)


class _Fetching:
    """The tries to get one file."""

    def __init__(
        self, url: str, part: Path, promise: Promise, listener: Listener, patience: Patience
    ) -> None:
        self._url, self._part, self._promise = url, part, promise
        self._listener, self._patience = listener, patience

    def run(self) -> Promise:
        """Until all of it is there; the promise, with what the server knows more of it."""
        furthest, fruitless, why = self._size(), 0, ""
        while not self._is_whole():
            try:
                self._take()
                return self._promise
            except RangeRefusedError:
                forget(self._part)
                why = "the server has another file now"
            except InterruptedDownloadError as error:
                why = str(error)
            fruitless = 0 if self._size() > furthest else fruitless + 1
            furthest = max(furthest, self._size())
            if fruitless > self._patience.tries:
                remedy = KEPT if self._size() else BY_HAND
                raise DownloadError(f"{self._url} could not be had: {why}.", remedy)
            self._listener(Transfer("downloading", self._size(), self._promise.size, why))
            time.sleep(self._patience.pause_seconds * fruitless)
        return self._promise

    def _size(self) -> int:
        return self._part.stat().st_size if self._part.exists() else 0

    def _is_whole(self) -> bool:
        """Whether all has come before; what is more than all is thrown away."""
        if self._promise.size is not None and self._size() > self._promise.size:
            forget(self._part)
        return self._promise.size is not None and self._size() == self._promise.size

    def _take(self) -> None:
        """One try: go on from where we are to the end."""
        here, tag = self._size(), self._tag()
        if here and not tag and self._promise.digest is None:
            forget(self._part)  # nothing would tell whether the two parts belong together
            here = 0
        answer = request(self._url, here, tag, self._patience.timeout_seconds)
        with answer.body:
            self._learn(answer)
            self._receive(answer)
        if self._promise.size is not None and self._size() < self._promise.size:
            raise InterruptedDownloadError(f"the connection ended at byte {self._size():,}")

    def _learn(self, answer: Response) -> None:
        """Take down what the server says of the file. Raises DownloadError where it cannot be the
        right one, StorageError where it does not fit."""
        promised = self._promise.size
        if None not in (answer.total, promised) and answer.total != promised:
            raise DownloadError(
                f"Expected file size of {promised} bytes, got {answer.total}: {self._url}",
                "The file has changed there, or the catalogue is wrong.",
            )
        self._promise = replace(self._promise, size=promised or answer.total)
        if self._promise.digest is None:
            self._promise = replace(self._promise, sha256=answer.sha256)
        size = self._promise.size
        check_space(self._part.parent, None if size is None else size - answer.start)
        with suppress(OSError):  # without it a later run begins anew
            note_of(self._part).write_text(json.dumps({"tag": answer.tag}), encoding="utf-8")

    def _receive(self, answer: Response) -> None:
        done, total = answer.start, self._promise.size
        try:
            file = self._part.open("ab" if answer.start else "wb", buffering=0)
        except OSError as error:
            raise disk_error(self._part, error) from error
        with file:
            while block := self._block(answer):
                done += len(block)
                if total is not None and done > total:
                    raise DownloadError(f"{self._url} sends more than the {total:,} bytes it has.")
                write(file, block, self._part)
                self._listener(Transfer("downloading", done, total))

    def _block(self, answer: Response) -> bytes:
        try:
            return answer.body.read1(_BLOCK_BYTES)
        except TimeoutError:
            raise InterruptedDownloadError("nothing came for a while") from None
        except (OSError, HTTPException) as error:
            raise InterruptedDownloadError(str(error) or type(error).__name__) from None

    def _tag(self) -> str:
        try:
            return str(json.loads(note_of(self._part).read_text(encoding="utf-8"))["tag"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""

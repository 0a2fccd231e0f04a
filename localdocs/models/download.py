"""Getting a file over a network that fails: resumed, within a run and across runs, checked, whole.

What has come lies in ``FILE.part``, which becomes ``FILE`` by a rename once size and digest are
right. Beside it ``FILE.part.json`` remembers which version the server had, so that two versions
are never joined. A lock of the operating system lets one process get a file at a time.
"""

import errno
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from http.client import HTTPException
from pathlib import Path
from typing import IO

from localdocs.errors import DownloadError, ModelDamagedError, StorageError
from localdocs.models.checksums import Promise, check_promise
from localdocs.models.http_source import (
    Answer,
    InterruptedDownloadError,
    RangeRefusedError,
    check_safe,
    mirrored,
    request,
)
from localdocs.models.sizes import gigabytes

KEPT = "What has come is kept: the same command goes on from there."
_BLOCK_BYTES = 1 << 18
_SPARE_BYTES = 64 << 20
"""Of the disk that is left to others."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """How far it is. ``doing``: "downloading", "copying", "checking"; ``total`` may be unknown."""

    doing: str
    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Patience:
    """``tries`` that bring nothing, ``pause_seconds`` between them (growing), and how long a
    server may say nothing."""

    tries: int = 5
    pause_seconds: float = 1.0
    timeout_seconds: float = 30.0


Listener = Callable[[Transfer], None]


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
    url = mirrored(url)
    check_safe(url, promise.digest is not None)
    part = part_of(target)
    with alone(target):
        known = _Fetching(url, part, promise, listener, patience or Patience()).run()
        finish(part, target, known, listener)
    return replace(known, size=target.stat().st_size)


def part_of(target: Path) -> Path:
    """Where a file grows until it is whole."""
    return target.with_name(target.name + ".part")


@contextmanager
def alone(target: Path) -> Iterator[None]:
    """Be the one process that makes this file. Raises DownloadError where another one does."""
    from filelock import FileLock, Timeout

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(target.with_name(f".{target.name}.lock"), timeout=0)
        lock.acquire()
    except Timeout:
        raise DownloadError(
            f"Another localdocs is getting {target.name} already.", "Wait until it has finished."
        ) from None
    except OSError as error:
        raise _disk_error(target, error) from error
    try:
        yield
    finally:
        lock.release()


def finish(part: Path, target: Path, promise: Promise, listener: Listener) -> str:
    """Check what has come and give it its name; what was checked, in words.

    Raises ModelDamagedError, and then nothing is left of it.
    """
    total = part.stat().st_size
    try:
        words = check_promise(
            part, promise, lambda done: listener(Transfer("checking", done, total))
        )
    except ModelDamagedError:
        forget(part)
        raise
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(target)
    _note_of(part).unlink(missing_ok=True)
    return words


def forget(part: Path) -> None:
    """Remove what has come of a file."""
    part.unlink(missing_ok=True)
    _note_of(part).unlink(missing_ok=True)


def check_space(folder: Path, needed: int) -> None:
    """Raise StorageError where so many bytes do not fit on the disk."""
    free = shutil.disk_usage(folder).free
    if free < needed + _SPARE_BYTES:
        raise StorageError(
            f"{gigabytes(needed)} are to come, and {folder} has {gigabytes(free)} free.",
            "Make room, or choose another folder: localdocs config model_folder FOLDER",
        )


def write(file: IO[bytes], block: bytes, target: Path) -> None:
    """Write to the growing file. Raises StorageError where the disk is full."""
    try:
        file.write(block)
    except OSError as error:
        raise _disk_error(target, error) from error


def _disk_error(target: Path, error: OSError) -> StorageError:
    if error.errno == errno.ENOSPC:
        return StorageError(f"The disk is full: {target.parent}.", f"Make room. {KEPT}")
    return StorageError(
        f"{target.parent} cannot be written: {error.strerror}.",
        "Choose another folder: localdocs config model_folder FOLDER",
    )


def _note_of(part: Path) -> Path:
    return part.with_name(part.name + ".json")


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
                raise DownloadError(f"{self._url} could not be had: {why}.", KEPT)
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

    def _learn(self, answer: Answer) -> None:
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
        check_space(self._part.parent, (self._promise.size or 0) - answer.start)
        with suppress(OSError):  # without it a later run begins anew
            _note_of(self._part).write_text(json.dumps({"tag": answer.tag}), encoding="utf-8")

    def _receive(self, answer: Answer) -> None:
        done, total = answer.start, self._promise.size
        try:
            file = self._part.open("ab" if answer.start else "wb")
        except OSError as error:
            raise _disk_error(self._part, error) from error
        with file:
            while block := self._block(answer):
                done += len(block)
                if total is not None and done > total:
                    raise DownloadError(f"{self._url} sends more than the {total:,} bytes it has.")
                write(file, block, self._part)
                self._listener(Transfer("downloading", done, total))

    def _block(self, answer: Answer) -> bytes:
        try:
            return answer.body.read1(_BLOCK_BYTES)
        except TimeoutError:
            raise InterruptedDownloadError("nothing came for a while") from None
        except (OSError, HTTPException) as error:
            raise InterruptedDownloadError(str(error) or type(error).__name__) from None

    def _tag(self) -> str:
        try:
            return str(json.loads(_note_of(self._part).read_text(encoding="utf-8"))["tag"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""

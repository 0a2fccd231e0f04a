"""A file that arrives: in ``FILE.part`` until it is whole and right, and by one process at a time.

A rename makes it ``FILE``. Beside it ``FILE.part.json`` may say which version of the file it is.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from localdocs.computer.disk import disk_error
from localdocs.computer.files import make_private
from localdocs.errors import DownloadError, ModelDamagedError
from localdocs.models.fetching.checksums import Promise, check_promise


@dataclass(frozen=True, slots=True)
class Transfer:
    """How far it is. ``doing``: "downloading", "copying", "checking"; ``total`` may be unknown."""

    doing: str
    done: int
    total: int | None


Listener = Callable[[Transfer], None]


def part_of(target: Path) -> Path:
    """Where a file grows until it is whole."""
    return target.with_name(target.name + ".part")


@contextmanager
def alone(target: Path) -> Iterator[None]:
    """Be the one process that makes this file. Raises DownloadError where another one does."""
    from filelock import FileLock, Timeout

    try:
        make_private(target.parent)
        lock = FileLock(target.with_name(f".{target.name}.lock"), timeout=0)
        lock.acquire()
    except Timeout:
        raise DownloadError(
            f"Another localdocs is getting {target.name} already.", "Wait until it has finished."
        ) from None
    except OSError as error:
        raise disk_error(target, error) from error
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
    note_of(part).unlink(missing_ok=True)
    return words


def forget(part: Path) -> None:
    """Remove what has come of a file."""
    part.unlink(missing_ok=True)
    note_of(part).unlink(missing_ok=True)


def note_of(part: Path) -> Path:
    """Where it is remembered which version of a file has come in part."""
    return part.with_name(part.name + ".json")

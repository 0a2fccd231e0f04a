"""A file that arrives: in ``FILE.part`` until it is whole and right, and by one process at a time.

A rename makes it ``FILE``. Beside it ``FILE.part.json`` may say which version of the file it is.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from localdocs.computer.disk import disk_error
from localdocs.computer.files import make_private
from localdocs.errors import DownloadError, ModelDamagedError
from localdocs.models.fetching.checksums import Promise, check_promise


@dataclass(frozen=True, slots=True)
class Transfer:
    """How far it is. ``doing``: "downloading", "copying", "checking"; ``total`` may be unknown.
    ``trouble``: why it does not go on, where it is about to be tried again."""

    doing: str
    done: int
    total: int | None
    trouble: str = ""


Listener = Callable[[Transfer], None]


def part_of(target: Path) -> Path:
    """Where a file grows until it is whole."""
    return target.with_name(target.name + ".part")


@contextmanager
def alone(target: Path) -> Iterator[None]:
    """Be the one process that makes this file. Raises DownloadError where another one does.

    What grows is a file here: a link under its name, whoever has put it there, is not followed.
    """
    from filelock import FileLock, Timeout

    try:
        make_private(target.parent)
        lock_file = target.with_name(f".{target.name}.lock")
        lock = FileLock(lock_file, timeout=0)
        lock.acquire()
        for path in (part_of(target), note_of(part_of(target))):
            if path.is_symlink():
                path.unlink()
    except Timeout:
        raise DownloadError(
            f"Another localdocs is getting {target.name} already.", "Wait until it has finished."
        ) from None
    except OSError as error:
        raise disk_error(target, error) from error
    try:
        yield
    finally:
        # While it is held: who has opened it meanwhile sees that what it locks has no name any
        # more, and opens anew (filelock looks). Windows does not let go of a file that is open.
        with suppress(OSError):
            lock_file.unlink()
        lock.release()
        if sys.platform == "win32":
            with suppress(OSError):
                lock_file.unlink()


def finish(part: Path, target: Path, promise: Promise, listener: Listener) -> str:
    """Check what has come and give it its name; what was checked, in words.

    Raises ModelDamagedError, and then nothing is left of it.
    """
    again = "Nothing is left of it. Get it again: localdocs models pull NAME"
    total = part.stat().st_size
    try:
        words = check_promise(
            part, promise, lambda done: listener(Transfer("checking", done, total))
        )
    except ModelDamagedError as error:
        forget(part)
        raise ModelDamagedError(error.message, again) from None
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

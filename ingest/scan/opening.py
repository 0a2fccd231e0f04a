"""Opens what a scan has found, if it is a file still, and lies where it lay.

Minutes or hours may pass between the scan of a folder and a file's turn. What has become a link by
then (the file, or a folder above it) is not followed; a pipe or a device is not waited for.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_CAN_HOLD = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
_FOLDER = (
    getattr(os, "O_PATH", os.O_RDONLY)
    | getattr(os, "O_DIRECTORY", 0)
    | getattr(os, "O_NOFOLLOW", 0)
)
_FILE = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_NO_FILE = frozenset({errno.ELOOP, errno.EMLINK, errno.ENOTDIR, errno.ENXIO})
"""What systems say of a link, and of a socket or a pipe, that is opened so."""


def open_found(path: Path, root: Path) -> BinaryIO:
    """The regular file at ``path``, which a scan of ``root`` found (or was given: both the same).

    Raises OSError, also where a link below ``root`` or anything but a file has come in its place.
    """
    if not _CAN_HOLD:
        return _checked(os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0)))
    if path == root:
        return _checked(_opened(str(path), _FILE, None))
    *folders, name = path.relative_to(root).parts
    at = os.open(root, _FOLDER & ~os.O_NOFOLLOW)
    try:
        for folder in folders:
            below = _opened(folder, _FOLDER, at)
            os.close(at)
            at = below
        return _checked(_opened(name, _FILE, at))
    finally:
        os.close(at)


@contextmanager
def found_file(path: Path, root: Path) -> Iterator[None]:
    """For those who read by the path: it leads to the same file before and after. Raises OSError
    if not, so that nothing that was read is kept."""
    with open_found(path, root) as before:
        yield
        with open_found(path, root) as after:
            if not os.path.sameopenfile(before.fileno(), after.fileno()):
                raise OSError("another file came in its place while it was read")


def _opened(name: str, flags: int, at: int | None) -> int:
    try:
        return os.open(name, flags, dir_fd=at)
    except OSError as error:
        if error.errno in _NO_FILE:
            raise _replaced() from error
        raise


def _checked(handle: int) -> BinaryIO:
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _replaced()
    return os.fdopen(handle, "rb")


def _replaced() -> OSError:
    return OSError("it is not a file of the folder any more (a link, a pipe or a device)")

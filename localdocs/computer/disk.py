"""Room on the disk that models go to, before and while they come."""

import errno
import shutil
from io import RawIOBase
from pathlib import Path

from localdocs.errors import StorageError
from localdocs.languages.amounts import gigabytes

KEPT = "What has come is kept: the same command goes on from there."
_SPARE_BYTES = 64 << 20
"""Of the disk that is left to others."""


ANOTHER_FOLDER = "choose another folder: localdocs config model_folder FOLDER"


def check_space(folder: Path, needed: int | None, otherwise: str = ANOTHER_FOLDER) -> None:
    """Raise StorageError where so many bytes do not fit on the disk, or hardly any where nobody
    knows how many; ``otherwise`` is what can be done but to make room."""
    free = shutil.disk_usage(folder).free
    if free < (needed or 0) + _SPARE_BYTES:
        coming = "A file of unknown size is" if needed is None else f"{gigabytes(needed)} are"
        raise StorageError(
            f"{coming} to come, and {folder} has {gigabytes(free)} free.",
            f"Make room, or {otherwise}",
        )


def write(file: RawIOBase, block: bytes, target: Path) -> None:
    """Write to the growing file, without a buffer: what is in one when the disk is full would be
    tried again, and fail again, when the file is closed. Raises StorageError."""
    left = memoryview(block)
    try:
        while left:
            left = left[file.write(left) or 0 :]
    except OSError as error:
        raise disk_error(target, error) from error


def disk_error(target: Path, error: OSError) -> StorageError:
    """What a failure to write means."""
    if error.errno == errno.ENOSPC:
        return StorageError(f"The disk is full: {target.parent}.", f"Make room. {KEPT}")
    return StorageError(
        f"{target.parent} cannot be written: {error.strerror}.",
        "Choose another folder: localdocs config model_folder FOLDER",
    )


def system_error(error: OSError) -> StorageError:
    """What the system's error means that nobody was ready for: where, and what to do."""
    where = error.filename or "the disk"
    if error.errno == errno.ENOSPC:
        return StorageError(
            f"No space is left for {where}.",
            "Free some space and run the command again: nothing that was finished is lost.",
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StorageError(
            f"{where} cannot be used: {error.strerror}.",
            "Give yourself the right to it, or set LOCALDOCS_HOME to a folder of yours.",
        )
    return StorageError(
        f"{where} cannot be used: {error.strerror or error}.", "Check the disk that it is on."
    )

"""Taking a model from a file or folder: a USB stick, another program's folder, a bundle."""

from dataclasses import replace
from pathlib import Path

from localdocs.computer.disk import check_space, write
from localdocs.computer.walking import files_below
from localdocs.errors import DownloadError, ModelMissingError, StorageError
from localdocs.models.fetching.arriving import (
    Listener,
    Transfer,
    alone,
    finish,
    forget,
    part_of,
)
from localdocs.models.fetching.checksums import Promise, check_head, check_size

SUMS = "SHA256SUMS"
_BLOCK_BYTES = 1 << 20


def find_file(source: Path, file: str) -> Path:
    """``source`` itself, or the file of that name below it. Raises ModelMissingError."""
    if source.is_file():
        return source
    if not source.is_dir():
        raise ModelMissingError(
            f"There is neither file nor folder at {source}.", "Is it plugged in?"
        )
    for path in files_below(source, set()):
        if path.name.casefold() == file.casefold():
            return path
    raise ModelMissingError(f"There is no {file} in {source}.", "Name the file itself.")


def copy(source: Path, target: Path, promise: Promise, listener: Listener) -> Promise:
    """Copy the model; what is known of it afterwards. What is seen to be wrong is not copied.

    Raises ModelDamagedError (nothing is left of a wrong file), DownloadError, StorageError.
    """
    if promise.digest is None:
        promise = replace(promise, sha256=listed_digest(source))
    part = part_of(target)
    check_size(source, promise)
    check_head(source)
    with alone(target):
        forget(part)
        try:
            _copy(source, part, listener)
        except OSError as error:
            raise DownloadError(f"{source} cannot be read: {error.strerror}.") from error
        except StorageError:
            forget(part)
            raise
        finish(part, target, promise, listener)
    return replace(promise, size=target.stat().st_size)


def listed_digest(source: Path) -> str | None:
    """What a list of checksums beside the file, or in the folder above, says of it."""
    for folder in (source.parent, source.parent.parent):
        try:
            lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            continue
        for line in lines:
            digest, _, name = line.partition("  ")
            if (folder / name).resolve() == source.resolve() and len(digest) == 64:
                return digest.lower()
    return None


def _copy(source: Path, part: Path, listener: Listener) -> None:
    size, done = source.stat().st_size, 0
    check_space(part.parent, size)
    with source.open("rb") as original, part.open("wb", buffering=0) as file:
        while block := original.read(_BLOCK_BYTES):
            write(file, block, part)
            done += len(block)
            listener(Transfer("copying", done, size))

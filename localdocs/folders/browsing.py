"""The folders of this computer, for whoever chooses one: names of folders alone, never of files."""

import os
import sys
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ingest.scan.excluded_names import is_excluded_file, is_excluded_folder
from ingest.scan.kinds import suffix_of
from localdocs.errors import PathError
from localdocs.folders.choosing import existing_path

MOST_FOLDERS = 500
"""More are counted, not named."""

MOST_ENTRIES = 2000
"""So much of a folder is looked at to tell how many files lie in it."""

COUNTING_SECONDS = 0.3
"""For all folders of a list together: a share may be slow."""

_MOUNTED_IN = ("/Volumes", "/media", "/run/media", "/mnt")


@dataclass(frozen=True, slots=True)
class Inner:
    """A folder in another. ``files``: how many lie directly in it that would be read; None where
    that could not be told in time."""

    path: Path
    name: str
    files: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """A folder, and the folders in it by name; ``left_out`` counts those that are too many."""

    path: Path
    inside: tuple[Inner, ...]
    left_out: int


def place(given: Path | str, suffixes: Collection[str], without: Path) -> Place:
    """What is in a folder, as far as it could be indexed: nothing hidden, behind a link, or
    ``without``. ``suffixes`` are those of files that are read.

    Raises PathError where there is no such folder, or it cannot be read.
    """
    path = existing_path(given)
    if not path.is_dir():
        raise PathError(f"{path} is a file.", "It can be added as it is, or choose a folder.")
    found = sorted(_folders_in(path, without.resolve()), key=lambda name: (name.casefold(), name))
    until = time.monotonic() + COUNTING_SECONDS
    inside = [
        Inner(path / name, name, _files_in(path / name, suffixes, until))
        for name in found[:MOST_FOLDERS]
    ]
    return Place(path, tuple(inside), len(found) - len(inside))


def starts() -> list[Path]:
    """Where one begins to look: the person's own folder, disks and shares."""
    disks = _drives() if sys.platform == "win32" else _mounted()
    return [Path.home(), *disks]


def _folders_in(path: Path, without: Path) -> Iterator[str]:
    try:
        with os.scandir(path) as listing:
            for entry in listing:
                is_ours = Path(entry.path) == without
                if not is_ours and not is_excluded_folder(entry.name) and _is_folder(entry):
                    yield entry.name
    except OSError as error:
        raise PathError(f"{path} cannot be read: {error.strerror}.", "Choose another.") from error


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _files_in(path: Path, suffixes: Collection[str], until: float) -> int | None:
    if time.monotonic() > until:
        return None
    try:
        with os.scandir(path) as listing:
            names = [entry.name for entry in islice(listing, MOST_ENTRIES)]
    except OSError:
        return None
    return sum(suffix_of(name) in suffixes and not is_excluded_file(name) for name in names)


def _mounted() -> list[Path]:
    """Disks and shares where systems put them: there, or there in a folder of the person's own."""
    found = []
    for folder in map(Path, _MOUNTED_IN):
        for one in _sorted(folder):
            found += [p for p in (one, *_sorted(one)) if _holds(p.is_mount)]
    return found


def _sorted(folder: Path) -> list[Path]:
    try:
        return sorted(islice(folder.iterdir(), MOST_FOLDERS))
    except OSError:
        return []


def _drives() -> list[Path]:
    letters = (Path(f"{chr(code)}:\\") for code in range(ord("A"), ord("Z") + 1))
    return [drive for drive in letters if _holds(drive.is_dir)]


def _holds(told: Callable[[], bool]) -> bool:
    try:
        return told()
    except OSError:
        return False

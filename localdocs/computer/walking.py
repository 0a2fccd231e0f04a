"""Walking through folders of models: links are followed, each folder and each file comes once.

People link whole folders of models from one disk to another, so links have to be followed. What has
been seen is known by device and inode, so a loop of links ends; depth and number are limited, so
that a folder that is none of models costs little.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

_DEEPEST = 8
_MOST_ENTRIES = 50_000

Identity = tuple[int, int]


def files_below(folder: Path, seen: set[Identity]) -> Iterator[Path]:
    """The regular files below a folder, in order of their names; a file itself. ``seen`` grows.

    What cannot be read is left out: it is another program's.
    """
    if folder.is_file() and _first_time(folder, seen):
        yield folder
    left = [_MOST_ENTRIES]
    yield from _walk(folder, 0, seen, left)


def _walk(folder: Path, depth: int, seen: set[Identity], left: list[int]) -> Iterator[Path]:
    if depth > _DEEPEST or not _first_time(folder, seen):
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        left[0] -= 1
        if left[0] < 0:
            return
        try:
            mode = entry.stat().st_mode
        except OSError:  # a link to nothing
            continue
        path = folder / entry.name
        if stat.S_ISDIR(mode):
            yield from _walk(path, depth + 1, seen, left)
        elif stat.S_ISREG(mode) and _first_time(path, seen):
            yield path


def _first_time(path: Path, seen: set[Identity]) -> bool:
    """Whether this very file or folder was not met before."""
    try:
        state = path.stat()
    except OSError:
        return False
    identity = (state.st_dev, state.st_ino)
    if identity in seen:
        return False
    seen.add(identity)
    return True

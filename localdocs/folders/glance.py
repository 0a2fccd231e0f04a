"""What lies in a folder that may be added, as far as a short look tells. Reads and stores nothing.

``preview`` beside this file says more and takes longer: it tries some of the files.
"""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.database.catalog import Folder
from localdocs.folders.scanning import scan_folder
from localdocs.home.settings import Settings
from localdocs.reports import FileKind
from localdocs.types import SourceFile

GLANCE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Glance:
    """The files that would be read, by kind, most first, and how many would be skipped for which
    reason. ``is_whole`` False: there are more than could be looked at."""

    kinds: tuple[FileKind, ...]
    skipped: tuple[tuple[str, int], ...]
    is_whole: bool


class _TimeIsUpError(Exception):
    """There is more than could be looked at."""


def glance(
    path: Path,
    library: Sequence[Folder],
    settings: Settings,
    home: Path,
    seconds: float = GLANCE_SECONDS,
) -> Glance:
    """A look of about so many seconds at ``path``. Raises PathError where there is nothing."""
    until = time.monotonic() + seconds
    files, sizes, reasons = Counter[str](), Counter[str](), Counter[str]()

    def look_at_the_clock() -> None:
        if time.monotonic() > until:
            raise _TimeIsUpError

    is_whole = True
    try:
        for item in scan_folder(path, library, settings, home, at_each=look_at_the_clock):
            if isinstance(item, SourceFile):
                suffix = item.path.suffix.lower()
                files[suffix] += 1
                sizes[suffix] += item.size
            else:
                reasons[item.reason] += 1
    except _TimeIsUpError:
        is_whole = False
    kinds = (FileKind(suffix, number, sizes[suffix]) for suffix, number in files.most_common())
    return Glance(tuple(kinds), tuple(reasons.most_common()), is_whole)

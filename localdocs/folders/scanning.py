"""What lies in a folder of the library, by the person's rules.

A folder of the library may lie inside another. What is inside the inner one counts by the inner
one's rules (it may be hidden, or ignored by the outer one, and was added all the same), whichever
of the two is looked at.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from index.database.catalog import Folder
from ingest.readers import PICTURES, READERS
from ingest.scan.folder_scan import scan
from ingest.scan.ignore_rules import Rules, suffix_list
from localdocs.home.settings import Settings
from localdocs.types import Skipped, SourceFile


def rules_of(settings: Settings) -> Rules:
    """Which files count, by the settings."""
    return Rules(
        honour_gitignore=bool(settings["honour_gitignore"]),
        include_suffixes=suffix_list(settings.text("include_suffixes")),
        exclude_suffixes=suffix_list(settings.text("exclude_suffixes")),
    )


def suffixes_read(settings: Settings) -> Collection[str]:
    """The kinds of files that there are readers for on this computer."""
    return READERS if ocr_in_use(settings) else READERS.keys() - PICTURES


def ocr_in_use(settings: Settings) -> str:
    """The name of what reads scans and pictures; "" where nothing does, or it is not wanted."""
    from ingest.ocr.engine import engine_name

    return engine_name() if settings["ocr"] else ""


def scan_folder(
    path: Path,
    library: Sequence[Folder],
    settings: Settings,
    home: Path,
    left_out: Counter[str] | None = None,
    at_each: Callable[[], None] = lambda: None,
) -> Iterator[SourceFile | Skipped]:
    """The files at or below ``path``, which need not be a folder of the ``library`` yet.

    Our own ``home`` is left out; ``left_out`` and ``at_each`` are as in `scan`. Raises PathError
    where there is nothing at ``path``.
    """
    home = home.resolve()
    inner = [folder for folder in library if path in folder.path.parents]
    without = [home, *(folder.path for folder in inner)]
    suffixes = suffixes_read(settings)
    limit, rules = settings.whole("file_size_mib") << 20, rules_of(settings)
    for folder in (Folder(path, ""), *inner):
        if folder.mounted and not folder.path.is_mount():
            yield Skipped(folder.path, "its disk or share is not there at the moment")
        elif folder.path == path or folder.path.exists():
            yield from scan(
                folder.path,
                suffixes=suffixes,
                size_limit_bytes=limit,
                rules=rules,
                without=[other for other in without if other != folder.path],
                left_out=left_out,
                at_each=at_each,
            )

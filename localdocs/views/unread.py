"""What is said of files that were not read: how many of which kind, why, and what would help."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ingest.ocr.reasons import INSTALL, NEEDS_OCR
from localdocs.languages.amounts import counted
from localdocs.reports import LibraryStatus
from localdocs.types import Skipped
from localdocs.views.style import shown

KINDS_NAMED = 6
"""More kinds than this are counted together."""


def unread_lines(skipped: Sequence[Skipped], status: LibraryStatus) -> Iterator[str]:
    """The files by their kinds, and how those are read that OCR would read."""
    kinds = _kinds(skipped)
    named = [f"{files} {shown(_name(suffix))} ({shown(why)})" for (suffix, why), files in kinds]
    rest = sum(files for _, files in kinds[KINDS_NAMED:])
    if len(skipped) > 1:
        more = [f"{counted(rest, 'other')}"] if rest else []
        yield f"Not read: {', '.join([*named[:KINDS_NAMED], *more])}."
    if not status.needs_ocr:
        return
    if not status.ocr:
        yield f"OCR reads scans and pictures: {INSTALL}, then localdocs sync"
    elif status.scans_waiting:
        verb = "waits" if status.scans_waiting == 1 else "wait"
        yield (
            f"{counted(status.scans_waiting, 'page')} {verb} for OCR: the background service reads "
            "them, or 'localdocs sync' where none runs."
        )


def unread_shape(skipped: Sequence[Skipped], status: LibraryStatus) -> list[dict[str, Any]]:
    """The same, for programs."""
    return [
        {
            "suffix": suffix,
            "reason": reason,
            "files": files,
            "remedy": _remedy(reason, status),
        }
        for (suffix, reason), files in _kinds(skipped)
    ]


def _kinds(skipped: Iterable[Skipped]) -> list[tuple[tuple[str, str], int]]:
    """Suffix and reason, with how many files have them, most first."""
    return Counter((item.path.suffix.lower(), item.reason) for item in skipped).most_common()


def _name(suffix: str) -> str:
    return suffix or "without a suffix"


def _remedy(reason: str, status: LibraryStatus) -> str:
    if NEEDS_OCR not in reason:
        return ""
    return "localdocs sync" if status.ocr else INSTALL

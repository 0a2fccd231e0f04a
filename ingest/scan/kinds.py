"""Which files of a folder are read, and which are documents that cannot be."""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from ingest.ocr.reasons import PICTURE
from ingest.readers import PICTURES
from ingest.scan.unread_kinds import KNOWN_WITHOUT_READER, no_reader_for
from localdocs.types import Skipped, SourceFile

MAILBOX = ".mbox"
MAILBOX_INDEX = ".msf"
"""What Thunderbird keeps beside a mailbox of its own, which has no suffix."""

_MAILBOXES = frozenset(
    "inbox,sent,drafts,archives,archive,templates,trash,junk,mbox,unsent messages,sent messages,"
    "sent items,sent-mail".split(",")
)
"""What mail programs call a mailbox, without a suffix."""

PLACEHOLDER = re.compile(r"\.(.+)\.icloud", re.DOTALL)
"""What iCloud leaves of a file whose content it has taken off the disk."""

IN_THE_CLOUD = "its content is in iCloud and not on this disk; open it once to bring it back"


@dataclass(frozen=True, slots=True)
class Kinds:
    """Which files can be read. ``suffixes`` in lower case, with a dot."""

    suffixes: frozenset[str]
    size_limit_bytes: int

    def judge(
        self, path: str, suffix: str, found: os.stat_result, *, asked_for: bool = False
    ) -> SourceFile | Skipped | None:
        """One file that is no link; None where it holds no document."""
        if suffix not in self.suffixes:
            if not asked_for and suffix not in KNOWN_WITHOUT_READER:
                return None
            return Skipped(Path(path), _why_not_read(suffix))
        if not stat.S_ISREG(found.st_mode):
            return Skipped(Path(path), "not a regular file (a pipe, socket or device)")
        if suffix == MAILBOX and not found.st_size:
            return None  # a folder of a mail program without mail
        if found.st_size > self.size_limit_bytes:
            size, limit = found.st_size / 1e6, self.size_limit_bytes / 1e6
            return Skipped(Path(path), f"too large: {size:,.0f} MB, the limit is {limit:,.0f} MB")
        return source_file(path, found)

    def may_count(self, suffix: str) -> bool:
        """Whether files of this kind are read, or named as skipped."""
        return suffix in self.suffixes or suffix in KNOWN_WITHOUT_READER


def source_file(path: str | Path, found: os.stat_result) -> SourceFile:
    """A file as its system tells of it."""
    return SourceFile(Path(path), found.st_size, found.st_mtime_ns, found.st_ino, found.st_ctime_ns)


def _why_not_read(suffix: str) -> str:
    return PICTURE if suffix in PICTURES else no_reader_for(suffix)


def suffix_of(path: str) -> str:
    """As ``Path.suffix``, in lower case, many times as fast; that of a mailbox for a file without
    one that is called as mail programs call theirs."""
    name = path[path.rfind(os.sep) + 1 :]
    stem, _, suffix = name.rpartition(".")
    if stem.strip(".") and suffix:
        return f".{suffix.lower()}"
    return MAILBOX if name.lower() in _MAILBOXES else ""

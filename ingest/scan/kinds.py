"""Which files of a folder are read, and which are documents that cannot be."""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from ingest.ocr.reasons import PICTURE
from ingest.readers import PICTURES
from localdocs.types import Skipped, SourceFile

KNOWN_WITHOUT_READER = frozenset(
    """
    .wps .wri .wpd .lwp .hwp .hwpx .abw .sxw .pages
    .sxc .numbers
    .sxi .key .odg .vsd .vsdx .mpp .pub .one .enex .indd .gdoc .gsheet .gslides
    .mobi .prc .azw .azw3 .kfx .fb2 .lit .djvu .ps .eps .xps .oxps .chm .cbz .cbr
    .pst .ldif .webarchive .warc .maff
    .mdx .textile .wiki .mediawiki .creole .rmd .qmd .nb .opml
    .geojson .parquet .sav .dta .mdb .accdb .sub .ass
    .jpg .jpeg .png .gif .bmp .tif .tiff .webp .heic .avif .svg .dwg .dxf
    .mp3 .wav .m4a .flac .ogg .mp4 .mov .mkv .webm .avi
    .7z .rar
    """.split()
)
"""Kinds of documents that are named as skipped."""

PLACEHOLDER = re.compile(r"\.(.+)\.icloud", re.DOTALL)
"""What iCloud leaves of a file whose content it has taken off the disk."""

IN_THE_CLOUD = "its content is in iCloud and not on this disk; open it once to bring it back"


@dataclass(frozen=True, slots=True)
class Kinds:
    """Which files can be read. ``suffixes`` in lower case, with a dot."""

    suffixes: frozenset[str]
    size_limit_bytes: int

    def judge(
        self, path: str, found: os.stat_result, *, asked_for: bool = False
    ) -> SourceFile | Skipped | None:
        """One file that is no link; None where it holds no document."""
        suffix = suffix_of(path)
        if suffix not in self.suffixes:
            if not asked_for and suffix not in KNOWN_WITHOUT_READER:
                return None
            return Skipped(Path(path), _why_not_read(suffix))
        if not stat.S_ISREG(found.st_mode):
            return Skipped(Path(path), "not a regular file (a pipe, socket or device)")
        if found.st_size > self.size_limit_bytes:
            size, limit = found.st_size / 1e6, self.size_limit_bytes / 1e6
            return Skipped(Path(path), f"too large: {size:,.0f} MB, the limit is {limit:,.0f} MB")
        return SourceFile(
            Path(path), found.st_size, found.st_mtime_ns, found.st_ino, found.st_ctime_ns
        )

    def may_count(self, suffix: str) -> bool:
        """Whether files of this kind are read, or named as skipped."""
        return suffix in self.suffixes or suffix in KNOWN_WITHOUT_READER


def _why_not_read(suffix: str) -> str:
    return (
        PICTURE if suffix in PICTURES else f"no reader for {suffix or 'files without a suffix'} yet"
    )


def suffix_of(path: str) -> str:
    """As ``Path.suffix``, in lower case, many times as fast."""
    stem, _, suffix = path[path.rfind(os.sep) + 1 :].rpartition(".")
    return f".{suffix.lower()}" if stem.strip(".") and suffix else ""

"""Walks a folder and tells which files there are to read. Links never lead out of it."""

import os
import re
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from localdocs.errors import PathError
from localdocs.types import Skipped, SourceFile

_EXCLUDED_FOLDERS = frozenset(
    (
        "node_modules",
        "bower_components",
        "site-packages",
        "__pycache__",
        "__macosx",
        "cvs",
        "venv",
        "virtualenv",
        "lost+found",
        "$recycle.bin",
        "system volume information",
    )
)
_FOLDER_MARKS = ("pyvenv.cfg", "CACHEDIR.TAG")
_EXCLUDED_FILES = re.compile(
    r"~\$.*|.*~|#.*#|.*\.(?:tmp|temp|part|partial|crdownload|download|swp|swo|bak|lock)"
    r"|thumbs\.db|desktop\.ini|package-lock\.json|icon\r",
    re.IGNORECASE | re.DOTALL,
)
_KNOWN_WITHOUT_READER = frozenset(
    ".doc .rtf .odt .pages .wpd .xls .xlsx .xlsm .ods .numbers .ppt .pptx .odp .key .epub .mobi "
    ".azw3 .djvu .ps .eml .msg .mbox .pst .ipynb .vsdx .one .jpg .jpeg .png .gif .bmp .tif .tiff "
    ".webp .heic .mp3 .wav .m4a .mp4 .mov .mkv .zip .7z .rar .tar .gz .chm .xps".split()
)


def scan(
    folder: Path, *, suffixes: Collection[str], size_limit_bytes: int
) -> Iterator[SourceFile | Skipped]:
    """The readable files below a folder (or the one file given), in the order of their names.

    ``suffixes`` are those with a reader, in lower case, like ".pdf". Hidden, temporary and built
    files are left out in silence, as are kinds of files that hold no documents; a document that
    cannot be taken (no reader yet, too large, no permission, a link out of the folder) is a
    Skipped. Raises PathError if there is nothing at ``folder``.
    """
    scanner = _Scanner(folder, frozenset(suffixes), size_limit_bytes)
    try:
        mode = folder.stat().st_mode
    except OSError as error:
        raise PathError(f"{folder}: {_words(error)}", "Check the path.") from error
    if stat.S_ISDIR(mode):
        return scanner.below(folder)
    return scanner.file(folder, folder.stat(), asked_for=True)


class _Scanner:
    """One walk. Keeps nothing but its own stack of opened folders."""

    def __init__(self, root: Path, suffixes: frozenset[str], size_limit_bytes: int) -> None:
        self._root = Path(os.path.realpath(root))
        self._suffixes = suffixes
        self._size_limit = size_limit_bytes

    def below(self, folder: Path) -> Iterator[SourceFile | Skipped]:
        """Everything below a folder, without recursion: trees can be deep."""
        stack = [iter(self._entries(folder))]
        while stack:
            entry = next(stack[-1], None)
            if entry is None:
                stack.pop()
            elif isinstance(entry, Skipped):
                yield entry
            elif _is_folder(entry):
                stack.append(iter(self._entries(Path(entry.path))))
            else:
                yield from self._entry(entry)

    def file(
        self, path: Path, found: os.stat_result, *, asked_for: bool = False
    ) -> Iterator[SourceFile | Skipped]:
        """One file that is no link."""
        suffix = path.suffix.lower()
        known = suffix in self._suffixes
        if not known:
            if asked_for or suffix in _KNOWN_WITHOUT_READER:
                what = suffix or "files without a suffix"
                yield Skipped(path, f"no reader for {what} yet")
        elif not stat.S_ISREG(found.st_mode):
            yield Skipped(path, "not a regular file (a pipe, socket or device)")
        elif found.st_size > self._size_limit:
            size, limit = found.st_size / 1e6, self._size_limit / 1e6
            yield Skipped(path, f"too large: {size:,.0f} MB, the limit is {limit:,.0f} MB")
        else:
            yield SourceFile(path, found.st_size, found.st_mtime_ns, found.st_ino)

    def _entries(self, folder: Path) -> list["os.DirEntry[str] | Skipped"]:
        """The entries of a folder by name, without those that are never looked at."""
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            return [Skipped(folder, f"the folder cannot be opened: {_words(error)}")]
        if folder != self._root and any(entry.name in _FOLDER_MARKS for entry in entries):
            return []
        return [entry for entry in entries if not _is_excluded(entry)]

    def _entry(self, entry: "os.DirEntry[str]") -> Iterator[SourceFile | Skipped]:
        path = Path(entry.path)
        try:
            if entry.is_symlink():
                yield from self._link(path)
            else:
                yield from self.file(path, entry.stat(follow_symlinks=False))
        except FileNotFoundError:
            return  # gone since the folder was listed
        except OSError as error:
            yield Skipped(path, _words(error))

    def _link(self, path: Path) -> Iterator[Skipped]:
        """A link within the folder is silent: its file is found at its own place."""
        target = Path(os.path.realpath(path))
        if target == self._root or self._root in target.parents:
            return
        known = path.suffix.lower() in self._suffixes | _KNOWN_WITHOUT_READER
        if target.is_dir() or known:
            yield Skipped(path, "a link out of the folder, which is not followed")


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _is_excluded(entry: "os.DirEntry[str]") -> bool:
    if entry.name.startswith("."):
        return True
    if _is_folder(entry):
        return entry.name.lower() in _EXCLUDED_FOLDERS
    return _EXCLUDED_FILES.fullmatch(entry.name) is not None


def _words(error: OSError) -> str:
    """What the system says, without number and path: "Permission denied"."""
    return (error.strerror or str(error)).lower()

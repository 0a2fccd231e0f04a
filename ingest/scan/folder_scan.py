"""Walks a folder and tells which files there are to read. Links never lead out of it."""

import os
import stat
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from ingest.readers import is_mailbox
from ingest.scan.excluded_names import FOLDER_MARKS, is_excluded_file, is_excluded_folder
from ingest.scan.ignore_patterns import Patterns
from ingest.scan.ignore_rules import IGNORE_FILES, Rules, read_lines
from ingest.scan.kinds import IN_THE_CLOUD, MAILBOX, MAILBOX_INDEX, PLACEHOLDER, Kinds, suffix_of
from localdocs.errors import PathError
from localdocs.types import Skipped, SourceFile

NO_RULES = Rules()

_Entry = TypeVar("_Entry")


def scan(
    folder: Path,
    *,
    suffixes: Collection[str],
    size_limit_bytes: int,
    rules: Rules = NO_RULES,
    without: Collection[Path] = (),
    left_out: Counter[str] | None = None,
    at_each: Callable[[], None] = lambda: None,
) -> Iterator[SourceFile | Skipped]:
    """The readable files below a folder (or the one file given), in the order of their names.

    ``suffixes`` are those with a reader, in lower case, like ".pdf". Hidden, temporary and built
    files are left out in silence, as are kinds of files that hold no documents, what ``rules``
    leave out (counted by reason in ``left_out``), and the folders ``without``; a document that
    cannot be taken (no reader yet, too large, no permission, a link out of the folder) is a
    Skipped. ``at_each`` is called at each entry, also one that is left out; what it raises ends the
    walk. Raises PathError if there is nothing at ``folder``.
    """
    kinds = Kinds(frozenset(suffixes), size_limit_bytes)
    try:
        found = folder.stat()
    except OSError as error:
        raise PathError(f"{folder}: {_words(error)}", "Check the path.") from error
    if stat.S_ISDIR(found.st_mode):
        return _Scanner(folder, kinds, rules, without, left_out, at_each).below()
    suffix = suffix_of(str(folder)) or (MAILBOX if is_mailbox(folder) else "")
    item = kinds.judge(str(folder), suffix, found, asked_for=True)
    return iter([item] if item else [])


class _Scanner:
    """One walk. Keeps nothing but its own stack of opened folders."""

    def __init__(
        self,
        root: Path,
        kinds: Kinds,
        rules: Rules,
        without: Collection[Path],
        left_out: Counter[str] | None,
        at_each: Callable[[], None],
    ) -> None:
        self._root = str(root)
        self._real_root = Path(os.path.realpath(root))
        self._kinds = kinds
        self._rules = rules
        self._without = frozenset(map(str, without))
        self._left_out = Counter[str]() if left_out is None else left_out
        self._at_each = at_each

    def below(self) -> Iterator[SourceFile | Skipped]:
        """Everything below the root, without recursion: trees can be deep.

        At the end, a root that is not what it was (its disk was unplugged) is a Skipped, so that
        nothing counts as deleted because it was not seen.
        """
        before = _place(self._root)
        stack = [self._folder(self._root, Patterns())]
        while stack:
            item = next(stack[-1], None)
            if item is None:
                stack.pop()
            elif isinstance(item, SourceFile | Skipped):
                yield item
            else:
                stack.append(item)
        if _place(self._root) != before:
            yield Skipped(Path(self._root), "the folder went away while it was looked at")

    def _folder(self, folder: str, above: Patterns) -> "_Walk":
        """What lies in a folder, by name; for a folder in it, the same again."""
        try:
            with os.scandir(folder) as listing:
                entries = {entry.name: entry for entry in self._each(listing)}
            if folder != self._root and not FOLDER_MARKS.isdisjoint(entries):
                return
            patterns = self._patterns(folder, entries, above)
        except OSError as error:
            yield Skipped(Path(folder), f"the folder cannot be opened: {_words(error)}")
            return
        for name in self._each(sorted(entries)):
            entry = entries[name]
            if (evicted := PLACEHOLDER.fullmatch(name)) and self._kinds.may_count(
                suffix_of(evicted[1])
            ):
                yield Skipped(Path(folder, evicted[1]), IN_THE_CLOUD, passing=True)
                continue
            if _is_folder(entry):
                if self._enters(entry, patterns):
                    yield self._folder(entry.path, patterns)
                continue
            suffix = suffix_of(name) or (MAILBOX if f"{name}{MAILBOX_INDEX}" in entries else "")
            if self._takes(entry, suffix, patterns) and (item := self._file(entry, suffix)):
                yield item

    def _each(self, entries: Iterable[_Entry]) -> Iterator[_Entry]:
        for entry in entries:
            self._at_each()
            yield entry

    def _patterns(self, folder: str, names: Collection[str], above: Patterns) -> Patterns:
        present = [name for name in IGNORE_FILES if name in names]
        own = [name for name in present if self._rules.is_ignore_file(name)]
        if not own:
            return above
        return above.within(self._relative(folder), read_lines(folder, own))

    def _enters(self, entry: "os.DirEntry[str]", patterns: Patterns) -> bool:
        if is_excluded_folder(entry.name) or entry.path in self._without:
            return False
        return not self._is_ignored(entry.path, patterns, is_folder=True)

    def _takes(self, entry: "os.DirEntry[str]", suffix: str, patterns: Patterns) -> bool:
        if is_excluded_file(entry.name) or entry.path in self._without:
            return False
        if not self._kinds.may_count(suffix):
            return entry.is_symlink()  # perhaps to a folder outside
        if not self._rules.take_suffix(suffix):
            self._left_out["suffix"] += 1
            return False
        return not self._is_ignored(entry.path, patterns, is_folder=False)

    def _is_ignored(self, path: str, patterns: Patterns, *, is_folder: bool) -> bool:
        if not patterns.patterns:
            return False
        ignored = patterns.ignore(self._relative(path), is_folder=is_folder)
        self._left_out["ignored"] += ignored
        return ignored

    def _relative(self, path: str) -> str:
        return path.removeprefix(self._root).strip(os.sep).replace(os.sep, "/")

    def _file(self, entry: "os.DirEntry[str]", suffix: str) -> SourceFile | Skipped | None:
        try:
            if entry.is_symlink():
                return self._link(entry.path)
            return self._kinds.judge(entry.path, suffix, entry.stat(follow_symlinks=False))
        except FileNotFoundError:
            return None  # gone since the folder was listed
        except OSError as error:
            return Skipped(Path(entry.path), _words(error), passing=True)

    def _link(self, path: str) -> Skipped | None:
        """A link within the folder is silent: its file is found at its own place."""
        target = Path(os.path.realpath(path))
        if target == self._real_root or self._real_root in target.parents:
            return None
        if target.is_dir() or self._kinds.may_count(suffix_of(path)):
            return Skipped(Path(path), "a link out of the folder, which is not followed")
        return None


_Walk = Iterator[SourceFile | Skipped | Iterator[Any]]


def _place(folder: str) -> tuple[int, int] | None:
    try:
        found = Path(folder).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _words(error: OSError) -> str:
    """What the system says, without number and path: "Permission denied"."""
    return (error.strerror or str(error)).lower()

"""Events of the file system, by watchdog, reduced to "something changed at this path".

Folders are watched natively (inotify, FSEvents, Windows) as long as the system lets us, else looked
at every ``POLLING_SECONDS``. Names that the scan leaves out are neither watched nor reported.
"""

import errno
import logging
import os
import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from watchdog import events
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import BaseObserver, ObservedWatch

from ingest.readers import READERS
from ingest.scan.excluded_names import FOLDER_MARKS, is_excluded_file, is_excluded_folder
from ingest.scan.ignore_rules import IGNORE_FILES
from ingest.scan.kinds import MAILBOX_INDEX, suffix_of
from ingest.scan.unread_kinds import KNOWN_WITHOUT_READER

if TYPE_CHECKING:
    from localdocs.folders.inotify import Inotify

logger = logging.getLogger(__name__)

POLLING_SECONDS = 30.0
LIMIT_ERRORS = (errno.ENOSPC, errno.EMFILE)

_EVENTS: list[type[FileSystemEvent]] = [
    events.DirAttribEvent,
    events.DirCreatedEvent,
    events.DirDeletedEvent,
    events.DirMovedEvent,
    events.FileAttribEvent,
    events.FileClosedEvent,
    events.FileCreatedEvent,
    events.FileDeletedEvent,
    events.FileModifiedEvent,
    events.FileMovedEvent,
]
"""All but those of reading: our own must not wake us."""

_SUFFIXES = frozenset(READERS) | KNOWN_WITHOUT_READER | {MAILBOX_INDEX}
_NAMES = frozenset(IGNORE_FILES) | FOLDER_MARKS


class Listener(Protocol):
    """Whoever wants to know. All methods return at once and may be called by any thread."""

    def changed(self, folder: Path, path: str, *, unfinished: bool) -> None:
        """Something happened to ``path``; ``unfinished``: it is written to and not closed yet."""

    def lost_track(self, folder: Path | None) -> None:
        """Anything may have happened below this folder, or below all."""


class Observing:
    """The watched folders. For one thread; it tells its listener from others."""

    def __init__(self, listener: Listener, *, polling: bool, without: Sequence[Path]) -> None:
        self._listener = listener
        self._without = tuple(without)
        self._watches: dict[Path, tuple[BaseObserver, ObservedWatch]] = {}
        self._inotify: Inotify | None = None
        self._polling: BaseObserver | None = None
        self._limited: set[Path] = set()
        self._hints: dict[Path | None, str] = {}
        self._native = None if polling else self._start_native()

    def watch(self, folder: Path) -> bool:
        """Watch a folder (or file) from now on; False where that is not possible now."""
        handler = _Handler(folder, self._listener, self._without, self._tells_ends(folder))
        try:
            observer = self._observer_for(folder)
            watch = observer.schedule(handler, str(folder), recursive=True, event_filter=_EVENTS)
        except OSError as error:
            if error.errno in LIMIT_ERRORS and folder not in self._limited:
                self._limit_reached(folder)
                return self.watch(folder)
            logger.info("%s cannot be watched: %s", folder, error)
            return False
        self._watches[folder] = observer, watch
        return True

    def unwatch(self, folder: Path) -> None:
        """Watch a folder no longer."""
        if folder in self._watches:
            observer, watch = self._watches.pop(folder)
            observer.unschedule(watch)

    def is_watched(self, folder: Path) -> bool:
        """Whether events of this folder arrive."""
        return folder in self._watches

    def take_over_limited(self) -> None:
        """Poll the folders for which the system had not enough watches."""
        if self._inotify is None:
            return
        for path in self._inotify.take_limited():
            if path in self._watches and path not in self._limited:
                self.unwatch(path)
                self._limit_reached(path)
                self.watch(path)

    def hints(self) -> list[str]:
        """What a person can do so that changes are seen sooner."""
        return list(self._hints.values())

    def close(self) -> None:
        """Watch nothing any more; all threads have ended afterwards."""
        self._watches.clear()
        for thread in (self._native, self._polling, self._inotify):
            if thread is not None:
                thread.stop()
                thread.join()

    # Inside

    def _start_native(self) -> BaseObserver | None:
        try:
            observer = self._inotify_observer() if sys.platform == "linux" else _system_observer()
            observer.start()
        except OSError as error:
            logger.info("no native events: %s", error)
            self._hints[None] = _HINT_INSTANCES
            return None
        return observer

    def _inotify_observer(self) -> BaseObserver:
        from watchdog.observers.inotify import InotifyEmitter

        from localdocs.folders.inotify import Inotify

        self._inotify = Inotify(lambda: self._listener.lost_track(None))
        self._inotify.start()
        return BaseObserver(InotifyEmitter, inotify_fd=self._inotify)

    def _tells_ends(self, folder: Path) -> bool:
        """Whether we are told when a file that was written to is closed."""
        return self._inotify is not None and folder not in self._limited

    def _observer_for(self, folder: Path) -> BaseObserver:
        if self._native is not None and folder not in self._limited:
            return self._native
        if self._polling is None:
            from watchdog.observers.polling import PollingObserverVFS

            self._polling = PollingObserverVFS(
                os.lstat, _entries_to_poll, polling_interval=POLLING_SECONDS
            )
            self._polling.start()
        return self._polling

    def _limit_reached(self, folder: Path) -> None:
        self._limited.add(folder)
        self._hints[folder] = _HINT_WATCHES.format(folder=folder, seconds=POLLING_SECONDS)


_HINT_WATCHES = (
    "The system allows no more watched folders, so {folder} is looked at every {seconds:.0f} "
    "seconds. To raise the limit: sudo sysctl fs.inotify.max_user_watches=1048576"
)
_HINT_INSTANCES = (
    "The system allows no more programs that watch folders, so folders are looked at every "
    f"{POLLING_SECONDS:.0f} seconds. To raise the limit: "
    "sudo sysctl fs.inotify.max_user_instances=1024"
)


class _Handler(FileSystemEventHandler):
    """Tells the listener about events of one folder that could change its index."""

    def __init__(
        self, folder: Path, listener: Listener, without: Collection[Path], tells_ends: bool
    ) -> None:
        self._folder = folder
        self._listener = listener
        self._without = tuple(f"{path}{os.sep}" for path in without)
        self._tells_ends = tells_ends

    def dispatch(self, event: FileSystemEvent) -> None:
        """Called by watchdog for every event; never blocks."""
        unfinished = self._tells_ends and isinstance(event, events.FileModifiedEvent)
        for path in {os.fsdecode(event.src_path), os.fsdecode(event.dest_path)} - {""}:
            if self._counts(path, event):
                self._listener.changed(self._folder, path, unfinished=unfinished)

    def _counts(self, path: str, event: FileSystemEvent) -> bool:
        if path.startswith(self._without):
            return False
        return could_count(path, str(self._folder), is_folder=event.is_directory)


def could_count(path: str, folder: str, *, is_folder: bool) -> bool:
    """Whether a change at ``path`` below ``folder`` can change what the scan finds, by its name."""
    if path == folder:
        return True
    *above, name = Path(path.removeprefix(folder).lstrip(os.sep)).parts
    if any(is_excluded_folder(part) for part in above):
        return False
    if name in _NAMES:
        return True
    if is_folder:
        return not is_excluded_folder(name)
    suffix = suffix_of(name)
    is_kind = suffix in _SUFFIXES or (os.name == "nt" and not suffix)  # a deleted folder, there
    return is_kind and not is_excluded_file(name)


def _entries_to_poll(path: str | None) -> Iterator[Any]:
    with os.scandir(path) as entries:
        yield from (entry for entry in entries if not is_excluded_folder(entry.name))


def _system_observer() -> BaseObserver:
    from watchdog.observers import Observer

    return Observer()

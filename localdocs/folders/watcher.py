"""Watches folders and says, after the dust has settled, which of them to look at again.

    watcher = FolderWatcher([Path("~/Documents").expanduser()], on_change=print)
    watcher.start()
    ...
    watcher.stop()

It does not say what has changed: looking at a folder again is cheap, and the index then mirrors it
whatever happened, so that saving by rename, temporary files and moved folders need no care here.
Three things lead to a call: events that have settled (``localdocs.folders.settling``), a folder
that came, went or was exchanged (an unplugged disk), and time, for what no event tells (network
drives).
"""

import logging
import stat
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Condition, Thread, current_thread

from ingest.scan.ignore_rules import Rules, is_ignored
from localdocs.folders.observing import Observing
from localdocs.folders.settling import Settling, Unrest

logger = logging.getLogger(__name__)

ROOT_SECONDS = 5.0
"""How often the watched folders themselves are looked for."""

RETRY_SECONDS = 30.0
"""When a folder is tried again whose callback has failed."""

Place = tuple[int, int]
"""Device and inode of a folder: another pair is another folder at the same path."""


class FolderWatcher:
    """Calls ``on_change(folder)`` whenever a folder should be looked at, the first time at once.

    The calls come from one thread, one after the other. What happens meanwhile is not lost: it
    leads to the next call. An exception in ``on_change`` is logged and the folder tried again.

    ``settle_seconds``: how long nothing may have happened below a folder; ``reconcile_seconds``:
    how often each folder is looked at in any case; ``polling``: use no events of the system;
    ``rules``: which files count; ``without``: folders whose changes never count.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        on_change: Callable[[Path], None],
        *,
        settle_seconds: float = 1.0,
        reconcile_seconds: float = 300.0,
        polling: bool = False,
        rules: Rules | None = None,
        without: Sequence[Path] = (),
    ) -> None:
        self._on_change = on_change
        self._settle_seconds = settle_seconds
        self._reconcile_seconds = reconcile_seconds
        self._polling = polling
        self._rules = rules or Rules()
        self._without = tuple(without)
        self._condition = Condition()
        self._settling = Settling(settle_seconds)
        self._wanted = tuple(folders)
        self._stopping = False
        self._hints: list[str] = []
        self._places: dict[Path, Place | None] = {}
        self._reconcile_at: dict[Path, float] = {}
        self._thread = Thread(target=self._run, name="localdocs-watching", daemon=True)

    def start(self) -> None:
        """Begin to watch. Returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Stop watching; a call of ``on_change`` that runs is waited for. No thread is left."""
        with self._condition:
            self._stopping = True
            self._condition.notify()
        if self._thread.ident is not None and self._thread is not current_thread():
            self._thread.join()

    def watch(self, folders: Sequence[Path]) -> None:
        """Watch these folders from now on, and no others."""
        with self._condition:
            self._wanted = tuple(folders)
            self._condition.notify()

    def hints(self) -> list[str]:
        """What a person can do so that changes are seen sooner; empty when all is well."""
        return list(self._hints)

    # For Observing: called by its threads

    def changed(self, folder: Path, path: str, *, unfinished: bool) -> None:
        """Something happened to ``path`` below ``folder``."""
        with self._condition:
            if self._settling.changed(folder, path, time.monotonic(), unfinished=unfinished):
                self._condition.notify()

    def lost_track(self, folder: Path | None) -> None:
        """Anything may have happened below this folder, or below all."""
        with self._condition:
            for each in self._wanted if folder is None else (folder,):
                self._settling.unknown(each, time.monotonic())
            self._condition.notify()

    # The thread

    def _run(self) -> None:
        observing = Observing(self, polling=self._polling, without=self._without)
        look_at_roots = 0.0
        try:
            while not self._stopping:
                if self._wanted_changed() or time.monotonic() >= look_at_roots:
                    self._look_at_roots(observing)
                    look_at_roots = time.monotonic() + ROOT_SECONDS
                observing.take_over_limited()
                self._hints = observing.hints()
                self._tell_due()
                self._wait_until(min((look_at_roots, *self._reconcile_at.values())))
        finally:
            observing.close()

    def _wanted_changed(self) -> bool:
        return self._places.keys() != set(self._wanted)

    def _look_at_roots(self, observing: Observing) -> None:
        """Begin and end watching where the folders, or the wish for them, have changed."""
        with self._condition:
            wanted = self._wanted
        for folder in self._places.keys() - set(wanted):
            observing.unwatch(folder)
            del self._places[folder], self._reconcile_at[folder]
            with self._condition:
                self._settling.forget(folder)
        for folder in wanted:
            place, before = _place(folder), self._places.get(folder)
            is_well = place == before and (place is None or observing.is_watched(folder))
            if folder in self._places and is_well:
                continue
            observing.unwatch(folder)
            is_watched = place is not None and observing.watch(folder)
            if folder not in self._places or place != before or is_watched:
                with self._condition:
                    self._settling.unknown(folder, time.monotonic(), at_once=True)
            self._places[folder] = place
            self._reconcile_at.setdefault(folder, time.monotonic() + self._reconcile_seconds)

    def _tell_due(self) -> None:
        now = time.monotonic()
        with self._condition:
            for folder, at in self._reconcile_at.items():
                if at <= now:
                    self._settling.unknown(folder, now, at_once=True)
            due = self._settling.take_due(now)
        for folder, unrest in due:
            if self._stopping or folder not in self._places:
                continue
            if self._settling.may_wait(unrest, now) and self._is_growing(unrest):
                with self._condition:
                    self._settling.wait_again(folder, unrest, time.monotonic())
            elif not self._is_ignored(folder, unrest):
                self._tell(folder)

    def _tell(self, folder: Path) -> None:
        wait = self._reconcile_seconds
        try:
            self._on_change(folder)
        except Exception:  # whatever it is, the other folders are still to be watched
            logger.exception("%s could not be looked at; it will be tried again", folder)
            wait = min(RETRY_SECONDS, wait)
        self._reconcile_at[folder] = time.monotonic() + wait

    def _is_growing(self, unrest: Unrest) -> bool:
        """Whether a changed file was written to a moment ago, as far as its time tells."""
        now = time.time()
        return any(0 <= now - at < self._settle_seconds for at in map(_modified, unrest.paths))

    def _is_ignored(self, folder: Path, unrest: Unrest) -> bool:
        """Whether every change was at a path that the person has told us to ignore."""
        return unrest.all_known and all(
            is_ignored(Path(path), folder, self._rules) for path in unrest.paths
        )

    def _wait_until(self, at: float) -> None:
        with self._condition:
            seconds = min(at, self._settling.next_due()) - time.monotonic()
            if seconds > 0 and not self._stopping and not self._wanted_changed():
                self._condition.wait(seconds)


def _place(folder: Path) -> Place | None:
    """Where a folder really lies, or None where it is not there."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _modified(path: str) -> float:
    """When a file was last written to, seconds since the epoch; 0 for folders and what has gone."""
    try:
        found = Path(path).lstat()
    except OSError:
        return 0.0
    return 0.0 if stat.S_ISDIR(found.st_mode) else found.st_mtime

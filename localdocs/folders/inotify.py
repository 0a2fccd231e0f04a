"""Linux: inotify by watchdog, telling what watchdog keeps to itself.

watchdog passes over two things in silence: that a folder somewhere below the root could not be
watched because the system's limit is reached, and that events were lost because there were too
many. Both matter here. Folders that the scan leaves out get no watch: a ``node_modules`` has more
folders than the documents beside it.
"""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from watchdog.observers.inotify import InotifyWatchGroup
from watchdog.observers.inotify_c import (
    CallbackId,
    InotifyEvent,
    InotifyFD,
    Mask,
    WatchCallback,
    WatchDescriptor,
)

from ingest.scan.excluded_names import is_excluded_folder


class Inotify(InotifyFD):
    """One inotify instance; ``lost_track`` is called when events were lost."""

    def __init__(self, lost_track: Callable[[], None]) -> None:
        super().__init__()
        self._lost_track = lost_track
        self._limited: set[Path] = set()
        self._limited_lock = Lock()

    def take_limited(self) -> set[Path]:
        """The roots below which a folder could not be watched, since this was last asked."""
        with self._limited_lock:
            limited, self._limited = self._limited, set()
        return limited

    def add_callback(
        self, path: bytes, mask: Mask, callback: WatchCallback, id_: CallbackId
    ) -> WatchDescriptor:
        """Watch one folder. Raises OSError, which watchdog takes for "not this one" below a root.

        One that cannot be read is refused here: watchdog would enter all of them under one number.
        """
        root = callback.path if isinstance(callback, InotifyWatchGroup) else path
        below = os.fsdecode(path.removeprefix(root)).strip("/").split("/")
        if path != root and any(map(is_excluded_folder, below)):
            raise OSError(errno.ENOENT, "left out")
        if not os.access(path, os.R_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        try:
            return super().add_callback(path, mask, callback, id_)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EMFILE):
                with self._limited_lock:
                    self._limited.add(Path(os.fsdecode(root)))
                self._lost_track()
            raise

    def handle_event(self, event: InotifyEvent) -> None:
        """Pass an event on to whoever watches."""
        super().handle_event(event)
        if event.is_queue_overflow:
            self._lost_track()

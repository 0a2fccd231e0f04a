"""One writer at a time, whatever process it is, by a lock of the operating system.

The system frees the lock when its process dies, however it dies; there is nothing stale to remove.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from localdocs.errors import LibraryBusyError
from localdocs.home.places import Places

_PATIENCE_SECONDS = 0.1
"""For somebody who only looks whether it is held."""


@contextmanager
def hold_lock(places: Places) -> Iterator[None]:
    """Hold the writer's lock. Raises LibraryBusyError while another process does."""
    from filelock import FileLock, Timeout

    places.create()
    lock = FileLock(places.lock, timeout=_PATIENCE_SECONDS, poll_interval=0.01, mode=0o600)
    owner = places.lock.with_suffix(".pid")
    try:
        lock.acquire()
    except Timeout as error:
        holder = owner.read_text() if owner.exists() else "?"
        raise LibraryBusyError(
            f"Another localdocs process (number {holder}) is updating the index.",
            "Wait until it has finished; searching and asking work meanwhile.",
        ) from error
    try:
        owner.write_text(str(os.getpid()))
        yield
    finally:
        owner.unlink(missing_ok=True)
        lock.release()


def is_held(places: Places) -> bool:
    """Whether a process is writing. What one that was killed has left behind does not count, though
    another may go by its number now: the lock itself tells."""
    if not places.lock.with_suffix(".pid").exists():
        return False
    from filelock import FileLock, Timeout

    try:
        with FileLock(places.lock, timeout=0, mode=0o600):
            return False
    except Timeout:
        return True
    except OSError:  # a library that one may only read
        return False

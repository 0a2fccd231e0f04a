"""Taking turns in the order of arrival, which a plain lock does not promise."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class TurnTaking:
    """One at a time, first come, first served."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._queue: deque[threading.Event] = deque()

    def __len__(self) -> int:
        """How many are at it or wait."""
        return len(self._queue)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn, and have it."""
        ours = threading.Event()
        with self._lock:
            self._queue.append(ours)
            if self._queue[0] is ours:
                ours.set()
        try:
            ours.wait()
            yield
        finally:
            self._leave(ours)

    @contextmanager
    def turn_if_free(self) -> Iterator[bool]:
        """One's turn if nobody has it: whether it was to be had."""
        ours = threading.Event()
        with self._lock:
            free = not self._queue
            if free:
                self._queue.append(ours)
        try:
            yield free
        finally:
            if free:
                self._leave(ours)

    def _leave(self, ours: threading.Event) -> None:
        with self._lock:
            self._queue.remove(ours)
            if self._queue:
                self._queue[0].set()

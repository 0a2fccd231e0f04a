"""When a worker stands still for others, and for how long: it has its share of time all the same.

Without one, two callers who ask without a pause would keep the index from ever following.
"""

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

MOST_SECONDS = 8.0
"""How long a worker stands still at a time; a single question is answered within that."""

SHARE_SECONDS = 6.0
"""How long it then runs, whoever asks. A pause between questions counts."""

_ROUNDING = 0.001


class StandingStill:
    """Whether to stand still, as those who want it come and go. Safe to use from several threads.

    ``change`` is called with True to stand still and with False to run, in whichever thread finds
    that it is time; ``lock`` is held then.
    """

    def __init__(
        self,
        lock: AbstractContextManager[bool],
        change: Callable[[bool], None],
        most_seconds: float = MOST_SECONDS,
        share_seconds: float = SHARE_SECONDS,
    ) -> None:
        self._lock = lock
        self._change = change
        self._most = most_seconds
        self._share = share_seconds
        self._wanted = 0
        self._is_owed = False
        self._used = 0.0
        self._since = time.monotonic()
        self._timer: threading.Timer | None = None
        self.now = False

    def want(self, change: int) -> None:
        """So many more want it, or fewer."""
        with self._lock:
            self._wanted += change
            self._decide()

    def end(self) -> None:
        """Nothing is changed any more."""
        with self._lock:
            self._stop_timer()

    def _decide(self) -> None:
        self._reckon()
        if self._used >= self._most - _ROUNDING:
            self._is_owed = True
        elif self._used <= _ROUNDING:
            self._is_owed = False
        still = bool(self._wanted) and not self._is_owed
        if still != self.now or not self._wanted:
            self._stop_timer()  # else the moment that it waits for is still the right one
        if still != self.now:
            self.now = still
            self._change(still)
        if self._wanted and self._timer is None:
            left = self._most - self._used if still else self._used * self._share / self._most
            self._timer = threading.Timer(left, self._look_again)
            self._timer.daemon = True
            self._timer.start()

    def _reckon(self) -> None:
        """Standing still uses time up, and running gives it back."""
        now = time.monotonic()
        passed, self._since = now - self._since, now
        if self.now:
            self._used = min(self._used + passed, self._most)
        else:
            self._used = max(self._used - passed * self._most / self._share, 0.0)

    def _look_again(self) -> None:
        with self._lock:
            if self._timer is threading.current_thread():  # else it was to be stopped, too late
                self._timer = None
            self._decide()

    def _stop_timer(self) -> None:
        timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()

"""When a changed folder is quiet enough to be looked at. The caller has the clock.

A folder is due when nothing has happened below it for ``settle_seconds``; when a file was changed
and is not closed yet, for ``UNFINISHED_TIMES`` as long; and at the latest ``MOST_SECONDS`` after
the first event, so that a busy log file does not keep its folder waiting for ever.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

UNFINISHED_TIMES = 5
MOST_SECONDS = 30.0
PATHS_KEPT = 200
"""So many changed paths are remembered by name; beyond that, only that there are more."""


@dataclass(slots=True)
class Unrest:
    """What has happened below one folder since it was last looked at. Times are monotonic seconds.

    ``all_known`` is false when there were changes that ``paths`` does not name.
    """

    first: float
    last: float
    paths: set[str] = field(default_factory=set)
    unfinished: set[str] = field(default_factory=set)
    all_known: bool = True


class Settling:
    """The folders with unrest below them. For one thread at a time."""

    def __init__(self, settle_seconds: float, most_seconds: float = MOST_SECONDS) -> None:
        self._settle = settle_seconds
        self._most = max(most_seconds, settle_seconds)
        self._unrest: dict[Path, Unrest] = {}

    def changed(self, folder: Path, path: str, now: float, *, unfinished: bool = False) -> bool:
        """Something happened to ``path``; whether the folder may be due sooner because of it.

        ``unfinished`` says that a program has written to it and not closed it yet.
        """
        is_sooner = folder not in self._unrest
        unrest = self._unrest.setdefault(folder, Unrest(now, now))
        unrest.last = now
        if unfinished and len(unrest.unfinished) < PATHS_KEPT:
            unrest.unfinished.add(path)
        elif path in unrest.unfinished:
            unrest.unfinished.remove(path)
            is_sooner = not unrest.unfinished
        if len(unrest.paths) < PATHS_KEPT:
            unrest.paths.add(path)
        elif path not in unrest.paths:
            unrest.all_known = False
        return is_sooner

    def unknown(self, folder: Path, now: float, *, at_once: bool = False) -> None:
        """Something may have happened anywhere below ``folder``."""
        unrest = self._unrest.setdefault(folder, Unrest(now, now))
        unrest.all_known = False
        if at_once:
            unrest.first = now - self._most

    def forget(self, folder: Path) -> None:
        """The folder is not watched any more."""
        self._unrest.pop(folder, None)

    def take_due(self, now: float) -> list[tuple[Path, Unrest]]:
        """The folders that are quiet enough by now, taken out."""
        due = [folder for folder, unrest in self._unrest.items() if self._due_at(unrest) <= now]
        return [(folder, self._unrest.pop(folder)) for folder in due]

    def wait_again(self, folder: Path, unrest: Unrest, now: float) -> None:
        """What was taken out is not finished after all; its first event keeps its time."""
        later = self._unrest.get(folder, Unrest(now, now))
        self._unrest[folder] = Unrest(
            unrest.first,
            now,
            unrest.paths | later.paths,
            later.unfinished,
            unrest.all_known and later.all_known,
        )

    def may_wait(self, unrest: Unrest, now: float) -> bool:
        """Whether the folder may be made to wait again."""
        return now < unrest.first + self._most

    def next_due(self) -> float:
        """When the next folder is due, as far as is known now; infinity where all are quiet."""
        return min(self._times(), default=float("inf"))

    def _times(self) -> Iterable[float]:
        return (self._due_at(unrest) for unrest in self._unrest.values())

    def _due_at(self, unrest: Unrest) -> float:
        quiet = self._settle * (UNFINISHED_TIMES if unrest.unfinished else 1)
        return min(unrest.first + self._most, unrest.last + quiet)

"""Keeps the index as the folders are: what the watcher reports and what callers want, in turn.

All writing of the service goes through ``Mirror.converse``: it waits while another process holds
the writer's lock, remembers how far the run has come, and follows the folders that it leaves.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from localdocs.computer.child_process import Message
from localdocs.computer.power import on_battery
from localdocs.errors import LocalDocsError
from localdocs.folders.watcher import FolderWatcher
from localdocs.home.places import places
from localdocs.home.settings import Settings
from localdocs.library import Library
from localdocs.reports import Progress
from localdocs.service.wire import error_from_wire, from_wire
from localdocs.service.work.worker import Job, Listener, Worker

logger = logging.getLogger("localdocs.service")

BUSY_SECONDS = 1.0
"""How often the writer's lock is tried while another process holds it."""

BATTERY_SECONDS = 20.0

SCAN_SECONDS = 10.0
"""For so long scans are read at a time: then changed files, and what callers want, have a turn."""

TURN_SECONDS = 0.2


_DOING = {"add": "adding", "remove": "removing", "read_scans": "reading scans"}


class Mirror:
    """The indexing worker, and what keeps it busy."""

    def __init__(
        self,
        home: Path,
        worker: Worker,
        settings: Callable[[], Settings],
        is_on_battery: Callable[[], bool] = on_battery,
        battery_seconds: float = BATTERY_SECONDS,
    ) -> None:
        """``battery_seconds``: how often the power supply is looked at, during a run."""
        self._home = home
        self._worker = worker
        self._settings = settings
        self._is_on_battery = is_on_battery
        self._battery_seconds = battery_seconds
        self._stopping = threading.Event()
        self._on_battery = False
        self._watched: tuple[Path, ...] = ()
        self._scans_may_wait = threading.Event()
        self._scanning: threading.Thread | None = None
        self._watcher = FolderWatcher([], self._look_at, without=[home])
        self.waiting: tuple[Path, ...] = ()
        self.problem = ""
        self.run: Run | None = None

    def start(self) -> None:
        """Look at every folder now, and follow them from then on."""
        self._follow()
        self.waiting = self._watched
        self._watcher.start()
        self._scanning = threading.Thread(
            target=self._mind_scans, name="localdocs-scans", daemon=True
        )
        self._scanning.start()

    def stop(self) -> None:
        """Stop following; a run ends half way, and the next one goes on from there."""
        self._stopping.set()
        self._scans_may_wait.set()
        self._worker.close()
        self._watcher.stop()

    def begin_anew(self) -> None:
        """The library was emptied: there is nothing to follow any more."""
        self.waiting, self.problem = (), ""
        self._follow()

    def hints(self) -> tuple[str, ...]:
        """What a person should know or do, so that the index follows better."""
        return (*self._watcher.hints(), *filter(None, [self.problem]))

    def doing(self) -> str:
        """What goes on, in words."""
        run = self.run
        if run is None and not self._worker.is_at_work:
            return "resting"
        if run is not None and run.is_locked_out:
            return "waiting for another process that updates the index"
        request = run.request["do"] if run is not None else "sync"
        what = _DOING.get(request, "indexing")
        if self._on_battery:
            return f"{what}, paused on battery"
        return f"{what}, paused while questions are answered" if self._worker.stands_still else what

    def converse(self, job: Job) -> None:
        """Put a request to the indexing worker; its answers as in ``Worker.converse``."""
        run = Run(job.request, job.listener)
        with self._minding_the_battery():
            while not self._stopping.is_set():
                run.is_locked_out = False
                self._worker.converse(Job(job.request, self._heard_by(run)))
                if not run.is_locked_out:
                    break
                self._stopping.wait(BUSY_SECONDS)
        self.run = None
        if job.request["do"] in ("add", "sync"):
            self._scans_may_wait.set()
        self._follow()
        job.listener({"end": True})

    # Inside

    def _heard_by(self, run: "Run") -> Listener:
        def listen(answer: Message) -> None:
            self.run = run
            if "end" not in answer:
                run.hear(answer)

        return listen

    def _look_at(self, folder: Path) -> None:
        """In the watcher's thread. Raises the error of the run: the watcher tries again later."""
        failed: list[LocalDocsError] = []

        def listen(answer: Message) -> None:
            if "error" in answer:
                failed.append(error_from_wire(answer["error"]))
            elif "report" in answer:
                logger.info("looked at %s: %s", folder, answer["report"])

        request = {"do": "sync", "only": [str(folder)], "rebuild": False}
        about_us = {"directory": os.sep, "settings": self._settings().given()}
        self.converse(Job(request | about_us, listen))
        self.waiting = tuple(other for other in self.waiting if other != folder)
        self.problem = failed[0].message if failed and not self._stopping.is_set() else ""
        if failed and not self._stopping.is_set():
            raise failed[0]

    def _mind_scans(self) -> None:
        """In a thread of its own: have scans read, a while at a time, when nothing else waits."""
        while self._scans_may_wait.wait() and not self._stopping.is_set():
            self._scans_may_wait.clear()
            while not self._stopping.is_set() and (self.waiting or self._read_scans()):
                self._stopping.wait(TURN_SECONDS)

    def _read_scans(self) -> int:
        """How many pages are left; 0 as well where it fails, until there is something new."""
        left = [0]

        def listen(answer: Message) -> None:
            left[0] = answer.get("left", left[0])

        request = {"do": "read_scans", "seconds": SCAN_SECONDS}
        about_us = {"directory": os.sep, "settings": self._settings().given()}
        self.converse(Job(request | about_us, listen))
        return left[0]

    def _follow(self) -> None:
        """Watch the folders that the library has now; of somebody else's, its owner does that."""
        try:
            places(self._home).must_exist()
            with Library(self._home) as library:
                self._watched = () if library.reads_only else tuple(library.folders())
        except LocalDocsError as error:
            self.problem = error.message
            return
        self._watcher.watch(self._watched)

    @contextmanager
    def _minding_the_battery(self) -> Iterator[None]:
        """Let the worker pause while there is only a battery, if that is wanted."""
        if not self._settings()["pause_on_battery"]:
            yield
            return
        done = threading.Event()

        def mind() -> None:
            while True:
                if (now := self._is_on_battery()) != self._on_battery:
                    self._on_battery = now
                    self._worker.pause(now)
                if done.wait(self._battery_seconds):
                    break

        thread = threading.Thread(target=mind, name="localdocs-battery", daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()


class Run:
    """One request to the indexing worker, and how far it has come."""

    def __init__(self, request: Message, listener: Listener) -> None:
        self.request = request
        self.is_locked_out = False
        self.progress: Progress | None = None
        self._listener = listener
        self._started = time.monotonic()
        self._embedding_since: float | None = None
        self._embedded_before = 0
        self._scans_before = 0

    def hear(self, answer: Message) -> None:
        """Take note of an answer and pass it on, unless it says that the lock is taken."""
        if "progress" in answer:
            self._note(from_wire(Progress, answer["progress"]))
        if "error" in answer and answer["error"]["kind"] == "LibraryBusyError":
            self.is_locked_out = True
            return
        self._listener(answer)

    def passages_a_second(self) -> float | None:
        """The rate of embedding, once it has begun."""
        if self._embedding_since is None or self.progress is None:
            return None
        seconds = time.monotonic() - self._embedding_since
        done = self.progress.embedded - self._embedded_before
        return done / seconds if seconds > 0 and done else None

    def seconds_left(self) -> float | None:
        """How long the present stage (reading, embedding, OCR) will take at its rate."""
        progress, rate = self.progress, self.passages_a_second()
        if progress is None:
            return None
        if progress.scans_total:
            done = progress.scans_done - self._scans_before
            seconds = time.monotonic() - self._started
            return (progress.scans_total - progress.scans_done) * seconds / done if done else None
        if progress.pending:
            return progress.pending / rate if rate else None
        if not progress.bytes_done or progress.bytes_done == progress.bytes_total:
            return None  # nothing has been read yet, or the first batch is being embedded
        seconds = time.monotonic() - self._started
        return (progress.bytes_total - progress.bytes_done) * seconds / progress.bytes_done

    def _note(self, progress: Progress) -> None:
        if progress.pending and self._embedding_since is None:
            self._embedding_since = time.monotonic()
            self._embedded_before = progress.embedded
        if progress.scans_total and not (self.progress and self.progress.scans_total):
            self._scans_before, self._started = progress.scans_done, time.monotonic()
        self.progress = progress

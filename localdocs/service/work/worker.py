"""A worker of the service: a child process with the library, started, restarted, given up, ended.

It starts with the first request and ends when it has rested for a while, so that its memory goes
back. One that crashes is started again and asked once more; after too many crashes it is given up
until the service is restarted.
"""

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from localdocs.computer.child_process import CAN_SUSPEND, ChildEndedError, ChildProcess, Message
from localdocs.computer.memory import resident_bytes
from localdocs.errors import LocalDocsError, ServiceError
from localdocs.home.places import places
from localdocs.reports import WorkerStatus
from localdocs.service.wire import error_to_wire
from localdocs.service.work.standing_still import StandingStill
from localdocs.service.work.turn_taking import TurnTaking

logger = logging.getLogger("localdocs.service")

CRASHES_ALLOWED = 5
CRASH_WINDOW_SECONDS = 600.0

_numbers = count(1)

Listener = Callable[[Message], None]


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """``rest_seconds``: after so long without a request the process ends. ``cores`` 0: all."""

    home: Path
    role: str
    rest_seconds: float
    cores: int = 0

    @property
    def log(self) -> Path:
        """What the worker's process prints, of the last one."""
        return self.home / f"{self.role}.log"


@dataclass(slots=True)
class Job:
    """A request and who listens to its answers; ``stop`` may come from any thread."""

    request: Message
    listener: Listener
    number: int = field(default_factory=lambda: next(_numbers))
    stopped: threading.Event = field(default_factory=threading.Event)
    told: bool = False
    """Whether an answer has been passed on that must not be given twice."""


class Worker:
    """One child and its turn-taking; nothing is asked of it while its home is gone. Safe to use
    from several threads; close it in the end."""

    def __init__(self, options: WorkerOptions) -> None:
        self._options = options
        self._turns = TurnTaking()
        self._child: ChildProcess | None = None
        self._child_lock = threading.RLock()
        self._still = StandingStill(self._child_lock, self._stand_still)
        self._crashes: deque[float] = deque(maxlen=CRASHES_ALLOWED)
        self._current: Job | None = None
        self._paused = False
        self._closed = False
        self._emptied = False
        self._rest: threading.Timer | None = None
        self._detail = ""

    def converse(self, job: Job) -> None:
        """Put a request and pass every answer on; ``{"end": true}`` is always the last one.

        Waits for its turn. Errors are passed on as answers, never raised.
        """
        with self._turns.turn():
            self._current = job
            self._cancel_rest()
            try:
                self._ask_twice(job)
            except LocalDocsError as error:
                job.listener({"error": error_to_wire(error)})
            finally:
                self._current = None
                self._schedule_rest()
        job.listener({"end": True})

    def stop(self, job: Job) -> None:
        """Nobody wants the answer to this request any more."""
        job.stopped.set()
        with self._child_lock:
            if self._current is job and self._child is not None:
                self._tell(self._child, {"do": "stop", "id": job.number})

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """Take the processor away meanwhile, for as long as is fair. Several may ask for it at the
        same time."""
        self._still.want(+1)
        try:
            yield
        finally:
            self._still.want(-1)

    def pause(self, paused: bool) -> None:
        """Let the worker wait after the file or the batch that it is at, or go on."""
        with self._child_lock:
            self._paused = paused
            if self._child is not None:
                self._tell(self._child, {"do": "pause" if paused else "resume"})

    @contextmanager
    def emptied(self) -> Iterator[None]:
        """End the child, whatever it is at, and start none meanwhile: what it was asked, and what
        waits, gets an error; what comes now waits."""
        self._emptied = True
        self._end_child()
        with self._turns.turn():
            try:
                self._cancel_rest()
                self._end_child()
                yield
            finally:
                self._emptied = False

    def close(self) -> None:
        """End the child; whoever converses gets an error. Nothing is started again."""
        self._closed = True
        self._still.end()
        self._cancel_rest()
        self._end_child()

    @property
    def is_at_work(self) -> bool:
        """Whether it has a request, standing still or not."""
        return self._current is not None

    @property
    def waiting(self) -> int:
        """How many requests it has: the one that it is at, and those that wait."""
        return len(self._turns)

    @property
    def works_at(self) -> Message | None:
        """The request that it is at; None where it has none."""
        job = self._current
        return job.request if job is not None else None

    @property
    def stands_still(self) -> bool:
        """Whether the processor is taken away from it at the moment."""
        return self._still.now

    def status(self) -> WorkerStatus:
        """What it is doing."""
        with self._child_lock:
            pid = self._child.pid if self._child is not None else None
            memory = resident_bytes(pid) if pid is not None else None
            return WorkerStatus(
                self._options.role,
                self._state(),
                pid,
                memory,
                len(self._recent_crashes()),
                self._detail,
            )

    # Inside

    def _state(self) -> str:
        if self._given_up():
            return "given up"
        if self._child is None:
            return "resting"
        if self._current is None:
            return "ready"
        return "paused" if self._still.now or self._paused else "busy"

    def _ask_twice(self, job: Job) -> None:
        for last_try in (False, True):
            try:
                self._ask(job)
                return
            except ChildEndedError as ended:
                self._end_child()
                if self._closed:
                    raise ServiceError("The service was stopped.", "Ask again.") from None
                if self._emptied:
                    raise ServiceError("Everything was being deleted.", "Ask again.") from None
                self._note_crash(str(ended))
                if last_try or job.told or self._given_up():
                    raise self._crash_error(ended) from None

    def _ask(self, job: Job) -> None:
        """One attempt. Raises ChildEndedError."""
        child = self._running_child()
        if job.stopped.is_set():
            return
        child.send(job.request | {"id": job.number})
        if job.stopped.is_set():  # between the two lines above, ``stop`` knew no child
            self._tell(child, {"do": "stop", "id": job.number})
        while "end" not in (answer := child.receive()):
            job.told = job.told or _is_final(answer)
            job.listener(answer)

    def _running_child(self) -> ChildProcess:
        with self._child_lock:
            if self._given_up():
                raise ServiceError(
                    f"The {self._options.role} worker crashed {CRASHES_ALLOWED} times and was "
                    f"given up ({self._detail}).",
                    "'localdocs service logs' says more; 'localdocs service restart' tries again.",
                )
            if self._closed:
                raise ChildEndedError("the service is being stopped")
            if self._emptied:
                raise ChildEndedError("everything is being deleted")
            places(self._options.home).must_exist()
            if self._child is None:
                self._child = self._started()
            return self._child

    def _started(self) -> ChildProcess:
        options = self._options
        child = ChildProcess(
            "localdocs.service.work.library_worker",
            native_log=options.log,
            suspendable=options.role == "indexing",
        )
        opening = {"home": str(options.home), "role": options.role, "cores": options.cores}
        self._tell(child, opening)
        if self._paused:
            self._tell(child, {"do": "pause"})
        if self._still.now:
            self._stand_still(True, child)
        logger.info("%s worker started, process %d", options.role, child.pid)
        return child

    def _tell(self, child: ChildProcess, message: Message) -> None:
        try:
            child.send(message)
        except ChildEndedError as ended:  # whoever waits for its answer will find out
            logger.info("%s worker is gone: %s", self._options.role, ended)

    def _end_child(self) -> None:
        with self._child_lock:
            child, self._child = self._child, None
            if child is not None:
                child.resume()  # a suspended process does not see that its input ends
                child.close()

    def _stand_still(self, still: bool, started: ChildProcess | None = None) -> None:
        child = started or self._child
        if child is None:
            return
        if CAN_SUSPEND:
            (child.suspend if still else child.resume)()
        else:
            self._tell(child, {"do": "pause" if still or self._paused else "resume"})

    def _note_crash(self, how: str) -> None:
        self._crashes.append(time.monotonic())
        self._detail = how
        logger.warning("%s worker ended unexpectedly: %s", self._options.role, how)

    def _recent_crashes(self) -> list[float]:
        since = time.monotonic() - CRASH_WINDOW_SECONDS
        return [moment for moment in self._crashes if moment > since]

    def _given_up(self) -> bool:
        return (
            len(self._crashes) == CRASHES_ALLOWED
            and self._crashes[-1] - self._crashes[0] < CRASH_WINDOW_SECONDS
        )

    def _crash_error(self, ended: ChildEndedError) -> ServiceError:
        return ServiceError(
            f"The {self._options.role} worker of the service stopped unexpectedly ({ended}).",
            "It is started again with the next request; 'localdocs service logs' says more.",
        )

    def _schedule_rest(self) -> None:
        if self._child is not None and not self._closed and len(self._turns) == 1:
            self._rest = threading.Timer(self._options.rest_seconds, self._go_to_rest)
            self._rest.daemon = True
            self._rest.start()

    def _cancel_rest(self) -> None:
        if self._rest is not None:
            self._rest.cancel()
            self._rest = None

    def _go_to_rest(self) -> None:
        with self._turns.turn_if_free() as free:
            if free:
                self._end_child()
                logger.info("%s worker ended after a rest", self._options.role)


def cores_for(setting: int) -> int:
    """How many cores to index with; 0 in the settings means three quarters, rounded up."""
    return setting or -(-3 * (os.cpu_count() or 1) // 4)


def _is_final(answer: Message) -> bool:
    """Whether a caller has been shown something that a second attempt would show again."""
    event = answer.get("event")
    return "piece" in answer or (event is not None and event[0] == "text")

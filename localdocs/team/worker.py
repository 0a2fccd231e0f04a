"""One worker: takes a job and does it, until it is told to stop, or nothing is left.

    while not stopped:
        job = take()                # a folder to scan, a file to read
        if job: do it
        else:   embed a batch       # words first, for all files, as in ``localdocs.indexing``

It needs no word with other workers: what is whose is written down on the server.
"""

import logging
import os
import socket
import time
from contextlib import suppress
from pathlib import Path
from threading import Event

from index.postgres.work import Job, NoLongerWantedError
from localdocs.errors import IndexMismatchError, ModelError, StorageError
from localdocs.reports import WorkReport
from localdocs.team.jobs import FileJobs

logger = logging.getLogger("localdocs.team")

BATCH = 64
"""Passages: as many as are lost with a worker that dies, and few enough to go round."""

LOOK_SECONDS = 2.0
"""How often a worker sees to folders that are due, and to workers that are no more."""

REST_SECONDS = 0.5
"""How long one waits that has found nothing to do."""


class Worker:
    """Does the work of one library. ``stopped`` ends it after the job that it is at."""

    def __init__(self, jobs: FileJobs, stopped: Event) -> None:
        self._jobs, self._store, self._work = jobs, jobs.store, jobs.work
        self._stopped = stopped
        self._folders: list[Path] = []
        self._looked_at = float("-inf")
        self._is_untidy = False
        """Whether something was done since vectors were last seen to."""

    def run(self, *, once: bool, scan_every_seconds: float) -> WorkReport:
        """Work until stopped, or with ``once`` until nothing is left, at others' hands neither."""
        self._work.join(socket.gethostname(), os.getpid())
        try:
            self._look_around(0.0 if once else scan_every_seconds)
            while not self._stopped.is_set():
                if not self._do_something():
                    if once and self._nothing_is_left():
                        break
                    self._work.tell("waiting")
                    self._stopped.wait(REST_SECONDS)
                self._look_around(None if once else scan_every_seconds)
        finally:
            with suppress(Exception):  # the server may be what is gone
                self._work.leave()
        return WorkReport(**self._jobs.counts)

    def _do_something(self) -> bool:
        job = self._work.take(self._folders)
        if job is not None:
            self._do(job)
        elif not self._embed():
            self._tidy()
            return False
        self._is_untidy = True
        return True

    def _do(self, job: Job) -> None:
        try:
            if not self._jobs.do(job):
                self._looked_at = float("-inf")
        except NoLongerWantedError:
            logger.info("%s is in the library no more", job.path)
        except (KeyboardInterrupt, StorageError, IndexMismatchError, ModelError):
            with suppress(Exception):  # it was none of the file's doing
                self._work.give_back(job)
            raise

    def _embed(self) -> bool:
        if not self._store.is_pending():
            return False
        self._work.tell("embedding")
        embedded = self._store.embed_unclaimed(BATCH)
        self._jobs.counts["embedded"] += embedded
        return bool(embedded)

    def _tidy(self) -> None:
        """See to vectors: drop those that nothing uses, and have a graph over many."""
        if self._is_untidy:
            with self._work.alone() as may:
                if may:
                    self._store.sweep()
                    self._store.save_cache()
            self._is_untidy = False

    def _nothing_is_left(self) -> bool:
        return not self._work.count(self._folders) and not self._store.is_pending()

    def _look_around(self, scan_every_seconds: float | None) -> None:
        """See which folders are there, which of them are due, and who is no more."""
        if time.monotonic() - self._looked_at < LOOK_SECONDS:
            return
        self._folders = [folder.path for folder in self._jobs.folders_in_sight()]
        if scan_every_seconds is not None:
            self._work.ask_for_scans(self._folders, scan_every_seconds)
        self._work.free_what_the_dead_held()
        self._looked_at = time.monotonic()

"""The two jobs that have to do with files, each done whole or not at all.

    scan   compare a folder with what is known; forget what vanished, put reads for what changed
    read   hash a file, read it in the child process, split it, store it

The job goes in the transaction that writes its result. Whoever dies before leaves all as it was.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from index.database import catalog
from index.database.catalog import Folder, KnownFile
from index.index_store import IndexStore
from index.postgres.work import Job, SharedWork
from ingest.scan.kinds import source_file
from localdocs.errors import PathError
from localdocs.folders.choosing import is_offline
from localdocs.indexing import (
    Compared,
    FileReader,
    Prepared,
    Split,
    Tally,
    by_content,
    compare,
    content_hash,
    prepare,
    write_down,
)
from localdocs.types import Skipped, SourceFile

MOST_TRIES = 3
"""A file that has ended so many workers is not given to another one."""

ENDED_WORKERS = f"reading it ended {MOST_TRIES} workers, one after the other"
"""Why a file is set aside."""

Scan = Callable[[Path], Iterable[SourceFile | Skipped]]


@dataclass(slots=True)
class FileJobs:
    """What jobs are done with. ``scan`` tells what lies in a folder now."""

    store: IndexStore
    work: SharedWork
    scan: Scan
    reading: FileReader
    split: Split
    counts: Counter[str] = field(default_factory=Counter)
    """With the names of WorkReport's fields."""

    def do(self, job: Job) -> bool:
        """Do a job; False where its folder is out of sight by now, and others are to do it.

        Raises NoLongerWantedError where the folder was removed from the library meanwhile.
        """
        done = self._scan(job) if job.kind == "scan" else self._read(job)
        if not done:
            self.work.give_back(job)
        return done

    def folders_in_sight(self) -> list[Folder]:
        """The folders of the library that this computer sees."""
        return [f for f in catalog.folders(self.store.connection) if not is_offline(f)]

    def _scan(self, job: Job) -> bool:
        known = catalog.known_files(self.store.connection, job.folder)
        tally = Tally.unheard()
        try:
            compared = compare(self.store, self.scan(job.folder), known, tally)
        except PathError:
            compared = Compared([], [])
        if not self._sees(job.folder):  # what was not found there is not known to be gone
            return False
        gone, to_read = self._without_moved(job.folder, compared, known, tally)
        with self.store.writing() as connection:
            self.work.finish(job)
            catalog.forget_files(connection, [file.file_id for file in gone])
            self.work.put_reads(job.folder, [source.path for source in to_read])
        self.counts["scans"] += 1
        return True

    def _without_moved(
        self, folder: Path, compared: Compared, known: dict[Path, KnownFile], tally: Tally
    ) -> tuple[list[KnownFile], list[SourceFile]]:
        """What is gone for good, and what is to be read. A file that has another place only is
        given that place: it is as large as one that vanished, and of the same content."""
        moved = by_content(compared.vanished)
        sizes = {file.source.size for file in compared.vanished}
        to_read = []
        for source in compared.to_look_at:
            digest = _digest(source.path, folder) if source.size in sizes else b""
            if digest and moved.get(digest):
                item = Prepared(source, digest, moved[digest].pop())
                write_down(self.store, item, known.get(source.path), tally)
            else:
                to_read.append(source)
        return [file for files in moved.values() for file in files], to_read

    def _read(self, job: Job) -> bool:
        known = catalog.known_files(self.store.connection, job.path)
        item = self._prepared(job, known)
        if (item is None or not item.content_hash) and not self._sees(job.folder):
            return False
        if item is None or item.document is None:  # the next scan forgets it
            with self.store.writing():
                self.work.finish(job)
            return True
        before = known.get(job.path)
        write_down(self.store, item, before, Tally.unheard(), lambda _: self.work.finish(job))
        self.counts["files"] += 1
        self.counts["set_aside"] += job.tries > MOST_TRIES
        return True

    def _prepared(self, job: Job, known: dict[Path, KnownFile]) -> Prepared | None:
        """The file, ready to be stored; None where it is no longer there."""
        try:
            source = source_file(job.path, os.lstat(job.path))
        except OSError:
            return None
        if job.tries <= MOST_TRIES:
            return prepare(source, job.folder, known, {}, self.reading, self.split)
        digest = _digest(job.path, job.folder)
        return Prepared(source, digest, Skipped(job.path, ENDED_WORKERS))

    def _sees(self, path: Path) -> bool:
        return any(folder.path == path for folder in self.folders_in_sight())


def _digest(path: Path, folder: Path) -> bytes:
    """The digest of a file's content, b"" where it cannot be read."""
    try:
        return content_hash(path, folder)
    except OSError:
        return b""

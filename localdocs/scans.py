"""Reads pages that are pictures by OCR: after the words of all other files, since it takes long.

    for scan in waiting_scans(folder):                       # files with pages that wait
        found = {page: read_page(scan, page) for …}          # each kept at once
        document = read_scanned(scan, found)                 # as any document
        store.replace_document(scan, document, passages)

Every page is kept as soon as it is read, so that a crash costs one page.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from index.database import catalog, scans
from index.database.scans import WaitingScan
from index.index_store import IndexStore
from localdocs.indexing import Split, content_hash
from localdocs.reports import Progress, ProgressListener, Report
from localdocs.types import Document, Skipped


class ScanReader(Protocol):
    """Something that reads scans without ever failing: see ``ingest.process.reading_process``."""

    def read_page(self, path: Path, root: Path, number: int) -> str | Skipped:
        """What OCR finds on a page, or why nothing."""

    def read_scanned(
        self, path: Path, root: Path, scanned: Mapping[int, str]
    ) -> Document | Skipped:
        """The document with what was found on its pages."""


@dataclass(slots=True)
class ScanRun:
    """How OCR is to be done, and how far it has come. ``engine`` is the name of what reads."""

    store: IndexStore
    reading: ScanReader
    split: Split
    engine: str
    failed: Callable[[str], str]
    """How a page is kept that could not be read, from the reason."""
    listener: ProgressListener = lambda progress: None
    may_go_on: Callable[[], bool] = lambda: True
    """Asked after every page; what is left then waits for the next run."""
    pages_done: int = 0
    pages_total: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    handled: set[Path] = field(default_factory=set)
    is_done: bool = False
    """Whether nothing is left."""
    skipped: list[Skipped] = field(default_factory=list)

    def read(self, folders: Sequence[Path]) -> Report:
        """Read what waits in these folders."""
        started = time.monotonic()
        waiting = [
            (folder, scan)
            for folder in folders
            for scan in scans.waiting_scans(self.store.connection, folder)
        ]
        self.pages_total = sum(len(scan.pages) for _, scan in waiting)
        for folder, scan in waiting:
            self._tell(scan.file.source.path)
            if not self._read_scan(folder, scan):
                break
        else:
            self.is_done = True
        seconds = time.monotonic() - started
        return Report(**self.counts, skipped=tuple(self.skipped), seconds=seconds)

    def _read_scan(self, folder: Path, scan: WaitingScan) -> bool:
        """Whether all of it was read, or need not be any more."""
        digest = scan.file.content_hash
        if not self._is_as_before(folder, scan):
            return True  # the next sync looks at it
        found = scans.found_pages(self.store.connection, digest, self.engine)
        for page in scan.pages:
            if page not in found:
                if not self.may_go_on():
                    return False
                found[page] = self._read_page(folder, scan, page)
                self.counts["scanned"] += 1
            self.pages_done += 1
            self._tell(scan.file.source.path)
        if not self._is_as_before(folder, scan):
            with self.store.writing() as connection:
                scans.forget_pages(connection, [digest])
            return True
        self._write_down(folder, scan, {page: found[page] for page in scan.pages})
        return True

    def _read_page(self, folder: Path, scan: WaitingScan, page: int) -> str:
        read = self.reading.read_page(scan.file.source.path, folder, page)
        found = self.failed(read.reason) if isinstance(read, Skipped) else read
        with self.store.writing() as connection:
            scans.store_page(connection, scan.file.content_hash, page, self.engine, found)
        return found

    def _write_down(self, folder: Path, scan: WaitingScan, found: Mapping[int, str]) -> None:
        source, digest = scan.file.source, scan.file.content_hash
        document = self.reading.read_scanned(source.path, folder, found)
        self.handled.add(source.path)
        if isinstance(document, Document):
            passages = self.split(document)
            self.store.replace_document(source, digest, document, passages)
            self.counts["added"] += bool(scan.file.skipped)
            self.counts["passages"] += len(passages)
            while embedded := self.store.embed_pending():
                self.counts["embedded"] += embedded
        elif scan.file.skipped:
            with self.store.writing() as connection:
                catalog.store_skipped(connection, source, digest, document.reason)
            self.skipped.append(document)
        else:  # its own text stays
            with self.store.writing() as connection:
                scans.waits_no_more(connection, source.path)

    def _is_as_before(self, folder: Path, scan: WaitingScan) -> bool:
        try:
            return content_hash(scan.file.source.path, folder) == scan.file.content_hash
        except OSError:
            return False

    def _tell(self, current: Path) -> None:
        self.listener(
            Progress(
                files_done=0,
                files_total=0,
                bytes_done=0,
                bytes_total=0,
                passages=0,
                embedded=self.counts["embedded"],
                current=current,
                scans_done=self.pages_done,
                scans_total=self.pages_total,
            )
        )

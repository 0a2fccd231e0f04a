"""The path of a document: from a folder on disk to passages that can be found.

    for file in changed_files(folder, known):            # SourceFile
        document = read(file)                            # Document, or Skipped(path, reason)
        passages = split(document)                       # list[Passage]
        store.replace_document(file, document, passages) # one transaction
    store.embed_pending()                                # vectors follow the words

Words first, for all files, since that takes a twentieth of the time: everything can be found by its
words soon, and by its meaning when the vectors have followed. Reading runs in a child process and
ahead of the writing.
"""

import hashlib
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from index.database import catalog
from index.database.catalog import KnownFile
from index.index_store import Also, IndexStore, nothing_else
from ingest.scan.opening import open_found
from localdocs.computer.read_ahead import read_ahead
from localdocs.reports import Progress, ProgressListener, Report
from localdocs.types import Document, Passage, Skipped, SourceFile

READ_AHEAD = 4
"""How many prepared documents may wait to be written."""

MOST_CHARACTERS_AHEAD = 20_000_000
"""How much text these may hold, with the one that is being written; or one document of any size."""

_HASH_BLOCK_BYTES = 1 << 20


class FileReader(Protocol):
    """Something that reads files without ever failing: see ``ingest.process.reading_process``."""

    def read(self, path: Path, root: Path | None = None) -> Document | Skipped:
        """The document at ``path``, found in ``root``, or why there is none."""


Split = Callable[[Document], Sequence[Passage]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was looked at, ready to be written down.

    ``document`` is a KnownFile where the content is known already, at this path or at another, and
    None where the file has gone since the scan. ``content_hash`` is b"" where it could not be read.
    """

    source: SourceFile
    content_hash: bytes
    document: Document | Skipped | KnownFile | None
    passages: Sequence[Passage] = ()

    @property
    def characters(self) -> int:
        """How much text it holds in memory."""
        if not isinstance(self.document, Document):
            return 0
        return sum(len(page.text) for page in self.document.pages)


@dataclass(slots=True)
class Tally:
    """The counts of a run while it runs. ``counts`` has the names of Report's fields."""

    listener: ProgressListener
    started: float
    counts: Counter[str] = field(default_factory=Counter)
    skipped: list[Skipped] = field(default_factory=list)
    files_total: int = 0
    bytes_total: int = 0
    files_done: int = 0
    bytes_done: int = 0

    @classmethod
    def unheard(cls) -> "Tally":
        """For what is counted elsewhere."""
        return cls(lambda _: None, time.monotonic())

    def report(self) -> Report:
        seconds = time.monotonic() - self.started
        return Report(**self.counts, skipped=tuple(self.skipped), seconds=seconds)

    def done_with(self, source: SourceFile) -> None:
        self.files_done += 1
        self.bytes_done += source.size
        self.tell(current=source.path)

    def tell(self, *, pending: int = 0, current: Path | None = None) -> None:
        self.listener(
            Progress(
                files_done=self.files_done,
                files_total=self.files_total,
                bytes_done=self.bytes_done,
                bytes_total=self.bytes_total,
                passages=self.counts["passages"],
                embedded=self.counts["embedded"],
                pending=pending,
                current=current,
            )
        )


def sync_folder(
    store: IndexStore,
    scanned: Iterable[SourceFile | Skipped],
    folder: Path,
    reading: FileReader,
    split: Split,
    listener: ProgressListener,
) -> Report:
    """Make the index mirror one folder. ``scanned`` is what lies in it now.

    A file of the same size, times and inode is not opened; a file of the same content is not read;
    a passage of the same text is not embedded. Whatever interrupts this, the next call goes on from
    there.
    """
    tally = Tally(listener, time.monotonic())
    known = catalog.known_files(store.connection, folder)
    compared = compare(store, scanned, known, tally)
    to_look_at, moved = compared.to_look_at, by_content(compared.vanished)
    tally.files_total = len(to_look_at)
    tally.bytes_total = sum(source.size for source in to_look_at)
    tally.tell()
    if to_look_at:
        store.embedder  # noqa: B018  loaded here, not by the thread; not at all if nothing changed
    prepared = (prepare(source, folder, known, moved, reading, split) for source in to_look_at)
    ahead = read_ahead(prepared, READ_AHEAD, lambda item: item.characters, MOST_CHARACTERS_AHEAD)
    for item in ahead:
        write_down(store, item, known.get(item.source.path), tally)
        tally.done_with(item.source)
    _forget(store, [file for files in moved.values() for file in files], tally)
    _embed(store, tally)
    return tally.report()


@dataclass(frozen=True, slots=True)
class Compared:
    """A folder as it is beside what is known of it: what has to be looked at, the most wanted
    first, and what is not there any more."""

    to_look_at: list[SourceFile]
    vanished: list[KnownFile]


def compare(
    store: IndexStore,
    scanned: Iterable[SourceFile | Skipped],
    known: dict[Path, KnownFile],
    tally: Tally,
) -> Compared:
    """What a scan finds changed. What it refused is written down with its reason."""
    present = list(_without_refused(store, scanned, known, tally))
    return Compared(
        most_wanted_first(_not_as_before(present, known, tally)),
        _vanished(known, present, tally.skipped),
    )


def most_wanted_first(sources: Iterable[SourceFile]) -> list[SourceFile]:
    """New files before old ones and small ones before large ones: the sum of the two ranks."""
    sources = list(sources)
    by_age = sorted(sources, key=lambda source: (-source.modified_ns, source.path))
    by_size = sorted(sources, key=lambda source: (source.size, source.path))
    rank: Counter[Path] = Counter()
    for order in (by_age, by_size):
        rank.update({source.path: place for place, source in enumerate(order)})
    return sorted(sources, key=lambda source: (rank[source.path], source.path))


def _without_refused(
    store: IndexStore,
    scanned: Iterable[SourceFile | Skipped],
    known: dict[Path, KnownFile],
    tally: Tally,
) -> Iterator[SourceFile]:
    """The files of a scan; what the scan refused is written down with its reason."""
    for item in scanned:
        if isinstance(item, SourceFile):
            yield item
            continue
        before = known.get(item.path)
        stays = item.passing and before is not None and not before.skipped
        if not stays and (before is None or before.skipped != item.reason):
            with store.writing() as connection:
                catalog.store_skipped(connection, SourceFile(item.path, 0, 0, 0), b"", item.reason)
        tally.skipped.append(item)


def _vanished(
    known: dict[Path, KnownFile], present: Sequence[SourceFile], refused: Sequence[Skipped]
) -> list[KnownFile]:
    """Files that are known and no longer there. What lies below a folder that could not be read is
    not known to be gone, so it stays."""
    there = {source.path for source in present} | {item.path for item in refused}
    unreadable = {item.path for item in refused}
    return [
        file
        for path, file in known.items()
        if path not in there and not unreadable.intersection(path.parents)
    ]


def _not_as_before(
    present: Sequence[SourceFile], known: dict[Path, KnownFile], tally: Tally
) -> Iterator[SourceFile]:
    """The files whose size, times or inode say that they have to be looked at."""
    for source in present:
        before = known.get(source.path)
        if before is None or before.source != source:
            yield source
        else:
            _count_same(tally, before, "unchanged")


def by_content(files: Iterable[KnownFile]) -> dict[bytes, list[KnownFile]]:
    """Files by their digests: those that have vanished may have moved."""
    grouped: dict[bytes, list[KnownFile]] = {}
    for file in files:
        grouped.setdefault(file.content_hash, []).append(file)
    return grouped


def prepare(
    source: SourceFile,
    folder: Path,
    known: dict[Path, KnownFile],
    moved: dict[bytes, list[KnownFile]],
    reading: FileReader,
    split: Split,
) -> Prepared:
    """Hash a file and, if its content is new here, read and split it."""
    try:
        digest = content_hash(source.path, folder)
    except FileNotFoundError:
        return Prepared(source, b"", None)
    except OSError as error:
        return Prepared(source, b"", Skipped(source.path, _why_unreadable(error)))
    before = known.get(source.path)
    if before and before.content_hash == digest:
        return Prepared(source, digest, before)
    if moved.get(digest):
        return Prepared(source, digest, moved[digest].pop())
    document = reading.read(source.path, folder)
    passages = split(document) if isinstance(document, Document) else ()
    return Prepared(source, digest, document, passages)


def write_down(
    store: IndexStore,
    item: Prepared,
    before: KnownFile | None,
    tally: Tally,
    also: Also = nothing_else,
) -> None:
    """Store what was prepared, and ``also`` something in the same transaction."""
    match item.document:
        case Document():
            store.replace_document(
                item.source, item.content_hash, item.document, item.passages, also
            )
            is_new = before is None or before.skipped
            tally.counts.update(
                {"added" if is_new else "changed": 1, "passages": len(item.passages)}
            )
        case Skipped() as skipped:
            _write_down_skipped(store, item, skipped, before, also)
            tally.skipped.append(skipped)
        case KnownFile() as same if same is before:
            with store.writing() as connection:
                catalog.touch_file(connection, same, item.source)
                also(connection)
            _count_same(tally, same, "unchanged")
        case KnownFile() as former:
            with store.writing() as connection:
                if before:
                    catalog.forget_files(connection, [before.file_id])
                catalog.move_file(connection, former, item.source)
                also(connection)
            _count_same(tally, former, "renamed")


def _write_down_skipped(
    store: IndexStore,
    item: Prepared,
    skipped: Skipped,
    before: KnownFile | None,
    also: Also,
) -> None:
    """Remember why a file is not indexed, so that it is left alone until it changes.

    A file that could not even be opened is tried again next time, and what is known of it stays.
    """
    source = item.source
    stays = not item.content_hash and before is not None and not before.skipped
    if not item.content_hash:
        source = replace(source, size=0, modified_ns=0, inode=0, changed_ns=0)
    with store.writing() as connection:
        if not stays:
            catalog.store_skipped(
                connection, source, item.content_hash, skipped.reason, skipped.pictures
            )
        also(connection)


def _count_same(tally: Tally, file: KnownFile, kind: str) -> None:
    if file.skipped:
        tally.skipped.append(Skipped(file.source.path, file.skipped))
    else:
        tally.counts[kind] += 1


def _forget(store: IndexStore, files: Sequence[KnownFile], tally: Tally) -> None:
    if files:
        with store.writing() as connection:
            catalog.forget_files(connection, [file.file_id for file in files])
    tally.counts["removed"] += sum(1 for file in files if not file.skipped)
    store.sweep()


def _embed(store: IndexStore, tally: Tally) -> None:
    """Give every passage its vector, in the order in which the files were read."""
    while embedded := store.embed_pending():
        tally.counts["embedded"] += embedded
        tally.tell(pending=store.count_pending())


def content_hash(path: Path, root: Path) -> bytes:
    """The BLAKE2b digest (16 bytes) of the content of a file that was found in ``root``."""
    digest = hashlib.blake2b(digest_size=16)
    with open_found(path, root) as file:
        while block := file.read(_HASH_BLOCK_BYTES):
            digest.update(block)
    return digest.digest()


def _why_unreadable(error: OSError) -> str:
    return f"cannot be opened: {os.strerror(error.errno) if error.errno else error}"

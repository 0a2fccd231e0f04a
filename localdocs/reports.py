"""What tells of work and of how things stand: reports, progress, status, findings."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is not in the index, and why, in words for a person.

    ``passing``: an error of the moment, which says nothing about the file; what is known of it
    stays, and it is tried again next time. ``pictures`` are the numbers of its pages that OCR may
    read.
    """

    path: Path
    reason: str
    passing: bool = False
    pictures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What one run over the folders did. Counts are files, except passages and embedded.

    ``embedded`` is the number of passages whose vector was computed in this run, ``scanned`` that
    of the pages that OCR has read.
    """

    added: int = 0
    changed: int = 0
    renamed: int = 0
    removed: int = 0
    unchanged: int = 0
    skipped: tuple[Skipped, ...] = ()
    passages: int = 0
    embedded: int = 0
    seconds: float = 0.0
    scanned: int = 0


def merged(first: Report, second: Report) -> Report:
    """The sum of two reports."""
    return Report(
        added=first.added + second.added,
        changed=first.changed + second.changed,
        renamed=first.renamed + second.renamed,
        removed=first.removed + second.removed,
        unchanged=first.unchanged + second.unchanged,
        skipped=tuple(dict.fromkeys((*first.skipped, *second.skipped))),
        passages=first.passages + second.passages,
        embedded=first.embedded + second.embedded,
        seconds=first.seconds + second.seconds,
        scanned=first.scanned + second.scanned,
    )


@dataclass(frozen=True, slots=True)
class FileKind:
    """So many files of one suffix, like ".pdf". ``size`` in bytes, of all together."""

    suffix: str
    files: int
    size: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What adding a folder would do.

    ``kinds`` are all files that count, of which ``unchanged`` are in the index as they are.
    ``skipped`` would be skipped, as far as can be told without reading. ``ignored`` counts files
    and folders that ignore files leave out, ``not_wanted`` files that the settings leave out by
    their suffix. ``seconds`` is an estimate for this computer, None where there is none.
    """

    path: Path
    kinds: tuple[FileKind, ...]
    unchanged: int
    skipped: tuple[Skipped, ...]
    ignored: int
    not_wanted: int
    seconds: float | None

    @property
    def files(self) -> int:
        """How many files count."""
        return sum(kind.files for kind in self.kinds)

    @property
    def size(self) -> int:
        """Their bytes."""
        return sum(kind.size for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class FolderStatus:
    """One folder of the library. ``state`` is "ready", "indexing" or "offline"."""

    path: Path
    name: str
    state: str
    documents: int
    passages: int
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[tuple[Path, str], ...] = ()
    """What the readers want known about files that are indexed: pages without text, say."""


@dataclass(frozen=True, slots=True)
class SharedFolder:
    """A folder of a team's library and the roles that may read it, sorted; none: it is its owner's
    alone. "everyone" are all that may log in."""

    path: Path
    name: str
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """Everything that is indexed; ``embedded`` counts passages that have a vector.

    ``embedder`` is the identity of the model that their vectors are of. ``languages`` are those,
    the most frequent first, that the multilingual model would serve better than the one in use.
    ``needs_ocr``: there are files that OCR would read; ``scans_waiting`` is how many of their pages
    are known; ``ocr`` is the name of what would read them, "" where nothing is installed.
    """

    folders: tuple[FolderStatus, ...] = ()
    documents: int = 0
    passages: int = 0
    embedded: int = 0
    embedder: str = ""
    languages: tuple[str, ...] = ()
    ocr: str = ""
    needs_ocr: bool = False
    scans_waiting: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come, told to whoever listens. Sizes are bytes of files.

    First all files are read, then their passages are embedded: ``pending`` is how many distinct
    texts still wait for that. In the end OCR reads pages that are pictures: ``scans_total`` is how
    many there are, 0 before it has begun.
    """

    files_done: int
    files_total: int
    bytes_done: int
    bytes_total: int
    passages: int
    embedded: int
    pending: int = 0
    current: Path | None = None
    scans_done: int = 0
    scans_total: int = 0


@dataclass(frozen=True, slots=True)
class WorkerStatus:
    """A worker of the background service. ``role``: "answering", "searching" (while that
    one is at an answer) or "indexing".

    ``state`` is "resting" (no process), "ready", "busy", "paused" or "given up"; ``memory`` is in
    bytes, its children included, None where the system does not tell.
    """

    role: str
    state: str
    pid: int | None = None
    memory: int | None = None
    crashes: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ServiceStatus:
    """The background service. ``pid`` None: it does not run, and nothing else is known.

    ``waiting`` are folders that are to be looked at; ``progress`` is of the run that goes on.
    ``passages_a_second`` and ``seconds_left`` are None while there is nothing to reckon with.
    ``server`` is the address of the HTTP server, where the service runs one.
    """

    pid: int | None = None
    version: str = ""
    uptime_seconds: float = 0.0
    memory: int | None = None
    workers: tuple[WorkerStatus, ...] = ()
    doing: str = ""
    waiting: tuple[Path, ...] = ()
    progress: Progress | None = None
    passages_a_second: float | None = None
    seconds_left: float | None = None
    hints: tuple[str, ...] = ()
    library: LibraryStatus = LibraryStatus()
    server: str = ""


@dataclass(frozen=True, slots=True)
class WorkReport:
    """What one worker of a team's library has done: ``scans`` of folders, ``files`` looked at, of
    which ``set_aside`` have ended worker after worker; ``embedded`` passages."""

    scans: int = 0
    files: int = 0
    set_aside: int = 0
    embedded: int = 0


@dataclass(frozen=True, slots=True)
class TeamWorker:
    """A worker of a team's library. ``alive``: it holds its lock on the server."""

    host: str
    pid: int
    doing: str
    heard_seconds_ago: float
    alive: bool


@dataclass(frozen=True, slots=True)
class TeamStatus:
    """Who works on a team's library, how much waits, how quickly it goes: ``files_a_minute`` is of
    the last minutes."""

    workers: tuple[TeamWorker, ...] = ()
    jobs_waiting: int = 0
    files_a_minute: float = 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of ``localdocs doctor``: what was looked at, how it is, what mends it."""

    subject: str
    healthy: bool
    detail: str
    remedy: str = ""


ProgressListener = Callable[[Progress], None]

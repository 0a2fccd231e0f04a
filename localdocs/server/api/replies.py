"""What the addresses under /api reply, for the OpenAPI page and its tests: nothing else is in a
reply than what is named here."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Reply(BaseModel):
    """Has what is named, and nothing else."""

    model_config = ConfigDict(extra="forbid", protected_namespaces=())


class Error(Reply):
    """What went wrong."""

    message: str
    type: str
    param: str | None
    code: str | None


class ErrorReply(Reply):
    """An error, in OpenAI's shape."""

    error: Error


class Health(Reply):
    """That it is there."""

    status: str
    name: str
    version: str


class Key(Reply):
    """What the page shows from then on, in place of the token; good under `/api` alone."""

    key: str


class SkippedFile(Reply):
    """A file that is not in the index, and why."""

    path: str
    reason: str


class FileNote(Reply):
    """What is to be known about a file."""

    path: str
    note: str


class Folder(Reply):
    """A folder of the library. `state`: `ready`, `indexing` or `offline`."""

    path: str
    name: str
    state: str
    documents: int
    passages: int
    skipped: list[SkippedFile]
    notes: list[FileNote]


class Folders(Reply):
    """All folders."""

    folders: list[Folder]


class ServiceHere(Reply):
    """Whether the background service runs."""

    running: bool
    pid: int | None


class TeamWorkerState(Reply):
    """A worker of a team's library; `alive`: it holds its lock on the server."""

    host: str
    pid: int
    doing: str
    heard_seconds_ago: float
    alive: bool


class TeamState(Reply):
    """Who works on a library on PostgreSQL, how much waits, and how quickly it goes."""

    workers: list[TeamWorkerState]
    jobs_waiting: int
    files_a_minute: float


class LibraryState(Reply):
    """As `localdocs status --json`."""

    folders: list[Folder]
    documents: int
    passages: int
    embedded: int
    embedder: str
    better_multilingual: list[str]
    not_read: list[dict[str, Any]]
    ocr: str
    pages_waiting_for_ocr: int
    service: ServiceHere
    team: TeamState | None


class WorkerState(Reply):
    """A process of the service."""

    role: str
    state: str
    pid: int | None
    memory_bytes: int | None
    crashes: int
    detail: str


class ServiceState(Reply):
    """As `localdocs service status --json`, without the folders."""

    running: bool
    pid: int | None
    version: str
    uptime_seconds: float | None
    memory_bytes: int | None
    doing: str
    files_done: int | None
    files_left: int | None
    passages_waiting: int
    passages_a_second: float | None
    seconds_left: float | None
    workers: list[WorkerState]
    server: str = Field(description="Where this server is reached, as the caller has called it.")
    hints: list[str]


class Status(Reply):
    """The library and the service."""

    version: str
    library: LibraryState
    service: ServiceState


class ProgressEvent(Reply):
    """How far a run has come; sizes in bytes."""

    files_done: int
    files_total: int
    bytes_done: int
    bytes_total: int
    passages: int
    embedded: int
    pending: int
    current: str | None
    scans_done: int
    scans_total: int


class ReportReply(Reply):
    """What a run did, as `localdocs sync --json`."""

    added: int
    changed: int
    renamed: int
    removed: int
    unchanged: int
    skipped: list[SkippedFile]
    passages: int
    embedded: int
    pages_read_by_ocr: int
    not_read: list[dict[str, Any]]
    seconds: float

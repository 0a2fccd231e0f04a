"""What the addresses under /api reply, for the OpenAPI page and its tests: nothing else is in a
reply than what is named here."""

from typing import Any, Literal

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


class Hit(Reply):
    """A passage that was found. `url` shows its page in a browser, without the token."""

    path: str
    page: int
    place: str
    start: int
    end: int
    heading: str
    text: str
    score: float
    found_by: str
    document: int | None = Field(description="Its id; `null` where it is gone.")
    url: str


class Citation(Reply):
    """A quote. `marks` are where in the page's text the words stand that answer."""

    number: int
    path: str
    title: str
    page: int
    place: str
    heading: str
    start: int
    end: int
    quote: str
    verified: bool
    marks: list[tuple[int, int]]
    document: int | None = Field(description="Its id; `null` where it is gone.")
    url: str


class SearchTimings(Reply):
    """Seconds."""

    search_seconds: float


class SearchReply(Reply):
    """As `localdocs search --json`, with ids and links."""

    question: str
    hits: list[Hit]
    timings: SearchTimings


class HitsEvent(Reply):
    """The passages that are looked at."""

    hits: list[Hit]


class TextEvent(Reply):
    """A checked sentence. `between` stands before it, unless it is the first; `citations` are all
    so far."""

    text: str
    between: str
    citations: list[Citation]


class Timings(Reply):
    """Seconds since the question; `null` for what did not happen."""

    search_seconds: float
    first_token_seconds: float | None
    total_seconds: float


class Contradicted(Reply):
    """A sentence of a model, and the citation that says otherwise."""

    text: str
    citation: int


class AnswerReply(Reply):
    """As `localdocs ask --json`, with ids and links. `conversation` is where it was kept;
    `not_kept` says why it could not be."""

    question: str
    answer: str
    status: Literal["answered", "partial", "not_found"]
    citations: list[Citation]
    unsupported: list[str]
    contradicted: list[Contradicted]
    passages: list[Hit]
    model: str
    prompt_tokens: int
    answer_tokens: int
    timings: Timings
    missing_words: list[str]
    notes: list[str]
    understood: str
    conversation: int | None
    not_kept: str


class Document(Reply):
    """A document. `id` stays when the file is renamed, moved within the library or changed, and no
    other file of this library ever gets it; a library that is made anew has others."""

    id: int
    name: str
    path: str
    folder: str
    type: str
    title: str
    author: str
    created: str = Field(description="As the file says, an ISO date or empty.")
    size: int = Field(description="In bytes.")
    modified: str = Field(description="ISO, UTC.")
    indexed_at: str
    pages: int
    notes: list[str]
    has_pictures: bool = Field(description="Whether its pages can be shown as pictures.")


class Documents(Reply):
    """A part of the documents, by path; `total` counts all that were asked for."""

    documents: list[Document]
    total: int
    offset: int
    limit: int


class PageReply(Reply):
    """A page of a document, its text as it is indexed. `label` is what is printed on it, if another
    number than its own; `place` what it is called where a number would be wrong."""

    document: int
    page: int
    pages: int
    label: str
    place: str
    called: str
    text: str
    url: str


class Rectangle(Reply):
    """In fractions of the page, from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Rectangles(Reply):
    """Where a stretch stands on the page. `exact`: around all of its words, and around no other.
    `of`: `words`; `rows` of a scan that hold them; or empty, where nothing is certain: then there
    are no rectangles."""

    document: int
    page: int
    start: int
    end: int
    exact: bool
    of: Literal["words", "rows", ""]
    rectangles: list[Rectangle]


class ConversationEntry(Reply):
    """A conversation in a list."""

    conversation: int
    title: str
    started_at: str
    questions: int
    first_question: str


class Conversations(Reply):
    """A part of the conversations, newest first."""

    conversations: list[ConversationEntry]
    total: int
    offset: int
    limit: int


class Exchange(Reply):
    """A question and its answer, as they were when it was asked."""

    conversation: int
    asked_at: str
    question: str
    understood: str
    answer: str
    status: Literal["answered", "partial", "not_found"]
    model: str
    citations: list[Citation]


class Conversation(Reply):
    """A conversation with all that was said."""

    conversation: int
    title: str
    started_at: str
    exchanges: list[Exchange]


class Exchanges(Reply):
    """Questions that were found, newest first."""

    exchanges: list[Exchange]


class Forgotten(Reply):
    """How many conversations were deleted."""

    forgotten: int

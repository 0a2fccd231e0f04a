"""What is replied to who looks through folders and documents."""

from pydantic import Field

from localdocs.server.api.replies import Reply


class PlaceEntry(Reply):
    """A folder. `files`: how many lie directly in it that would be read; `null` where that was not
    counted."""

    path: str
    name: str
    files: int | None


class PlaceStart(Reply):
    """Where one may begin to look."""

    path: str
    name: str


class PlaceReply(Reply):
    """The folders in a folder of this computer; `left_out` counts those that are too many to be
    named. `starts`: the person's own folder, disks and shares. No file is named."""

    path: str
    parent: str | None
    in_library: bool
    folders: list[PlaceEntry]
    left_out: int
    starts: list[PlaceStart]


class GlanceKind(Reply):
    """So many files of a type, such as `.pdf`, with their bytes."""

    suffix: str
    files: int
    size: int


class GlanceReason(Reply):
    """So many files that would not be read, and why."""

    reason: str
    files: int


class GlanceReply(Reply):
    """What adding a folder would bring. `is_whole`: `false` where there is more than could be
    counted in two seconds."""

    path: str
    files: int
    size: int
    kinds: list[GlanceKind]
    skipped: list[GlanceReason]
    is_whole: bool


class SummaryQuote(Reply):
    """A sentence of the document itself; `called` is its page."""

    page: int
    called: str
    start: int
    end: int
    quote: str


class SummaryReply(Reply):
    """The sentences that stand for a document, in reading order."""

    document: int
    quotes: list[SummaryQuote]


class OutlineHeading(Reply):
    """A heading, the outermost of level 0. `start` and `end` are its own words on the page; they
    are the same where only what stands below it is known."""

    level: int
    text: str
    page: int
    called: str
    start: int
    end: int


class NamedPage(Reply):
    """A page that has a name of its own: a sheet, a slide."""

    page: int
    called: str


class OutlineReply(Reply):
    """The headings of a document; not all of them where `is_whole` is `false`. `named_pages`: those
    that are not called by their numbers."""

    document: int
    headings: list[OutlineHeading]
    is_whole: bool
    named_pages: list[NamedPage]


class Suggestions(Reply):
    """Questions that the documents can answer, made without a model; `documents` is how many there
    are."""

    documents: int
    questions: list[str] = Field(max_length=6)

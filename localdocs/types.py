"""The vocabulary: every value that crosses a package border, on one page.

All are frozen and slotted. Ids belong to the store, not to the values, with one exception: a Hit
keeps the id of its passage so that the store can be asked about it again.

A *file* on disk is read into a *document* of *pages*; a page is split into *passages*; a question
finds *hits*; hits become the numbered sources of a *prompt*; the reply becomes an *answer* whose
*citations* quote the pages verbatim.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from localdocs.reports import (  # names that programs import from here
    FileKind as FileKind,
)
from localdocs.reports import (
    Finding as Finding,
)
from localdocs.reports import (
    FolderStatus as FolderStatus,
)
from localdocs.reports import (
    LibraryStatus as LibraryStatus,
)
from localdocs.reports import (
    Preview as Preview,
)
from localdocs.reports import (
    Progress as Progress,
)
from localdocs.reports import (
    ProgressListener as ProgressListener,
)
from localdocs.reports import (
    Report as Report,
)
from localdocs.reports import (
    ServiceStatus as ServiceStatus,
)
from localdocs.reports import (
    Skipped as Skipped,
)
from localdocs.reports import (
    WorkerStatus as WorkerStatus,
)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as the folder scan saw it.

    ``size`` in bytes, ``modified_ns`` in nanoseconds since the epoch; so is ``changed_ns``, which
    no program can set back: when content, name or rights were last changed (0: not known). These
    numbers decide whether the content has to be looked at again.
    """

    path: Path
    size: int
    modified_ns: int
    inode: int
    changed_ns: int = 0


class BlockKind(StrEnum):
    """What a stretch of a page is, as far as its reader can tell."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_HEADER = "table_header"
    TABLE_ROW = "table_row"
    CODE = "code"
    CONTENTS = "contents"
    """A table of contents: it names what stands elsewhere."""
    FURNITURE = "furniture"
    """Running headers and footers: kept in the page's text, left out of every passage."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch ``text[start:end]`` of a page. ``level`` is 1..6 for headings, else 0."""

    start: int
    end: int
    kind: BlockKind
    level: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``number`` counts from 1; ``label`` is what is printed on it ("iv"), if known.

    Formats without pages have one page. ``blocks`` are in order and do not overlap; text outside
    every block is white space. ``place`` is what a person calls it where "page 3" would be wrong:
    "sheet Budget", "slide 3", "report.pdf, page 2" of a mail's attachment; "" for a page.
    ``rows`` tells of a sheet where its rows stand: ``(start, number)`` of a line of the text; the
    lines below are the rows after it, up to the next ``start``; number 0 is no row.
    """

    number: int
    text: str
    blocks: tuple[Block, ...] = ()
    label: str = ""
    place: str = ""
    rows: tuple[tuple[int, int], ...] = ()


def page_name(place: str, number: int | str) -> str:
    """What a person is told of where something stands: its ``place``, or "page 3"."""
    return place or f"page {number}"


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one file, with what the file says about itself.

    ``title`` comes from inside the file (metadata, first heading), never from its name, so that a
    renamed file is still the same document. ``created`` is an ISO date or "".
    """

    path: Path
    pages: tuple[Page, ...]
    title: str = ""
    author: str = ""
    created: str = ""
    notes: tuple[str, ...] = ()
    """What the reader wants the person to know: "pages 3, 7 have no text (scanned?)"."""
    pictures: tuple[int, ...] = ()
    """The numbers of pages that are pictures, as far as OCR has not read them."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of one page, small enough for the embedder: ``text == page.text[start:end]``.

    ``heading`` is the path of headings above it, joined by " > "; ``columns`` is the header row of
    the table that it is a part of. Both travel beside the text and are searched with it.
    """

    page_number: int
    start: int
    end: int
    text: str
    heading: str = ""
    columns: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search. Empty means everything.

    ``inside``: names of folders or paths; ``suffixes``: like ".pdf"; ``since`` and ``until``: ISO
    dates, files modified on that day or later, on that day or before.
    """

    inside: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found. ``score`` falls from hit to hit; it has no unit.

    ``found_by`` is "words", "meaning" or "both". ``similarity`` is the cosine between question and
    passage, in -1..1, or None where no vector was compared. ``relevance`` is how well the passage
    answers, in nats, or None where no ranker has compared them.
    """

    passage_id: int
    path: Path
    title: str
    page_number: int
    page_label: str
    start: int
    end: int
    heading: str
    columns: str
    text: str
    score: float
    found_by: str
    similarity: float | None = None
    relevance: float | None = None
    place: str = ""
    """What its page is called where a number would be wrong; see ``Page``."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the language model picks tokens. ``temperature`` 0 always takes the likeliest one."""

    max_tokens: int = 256
    temperature: float = 0.0
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    repeat_penalty: float = 1.1
    seed: int = 0
    stop: tuple[str, ...] = ()
    repeat_last_n: int = 64
    """How many tokens back the penalties look."""
    frequency_penalty: float = 0.0
    presence_penalty: float = 0.0
    grammar: str = ""
    """A grammar in llama.cpp's notation (GBNF) that the reply keeps to."""
    json_schema: str = ""
    """A JSON schema, as JSON, that the reply keeps to."""
    top_logprobs: int | None = None
    """How many likely tokens to tell at each place, beside the one taken; None: no figures."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The exact text for the model, and the sources that it numbers from 1.

    ``left_out`` counts the hits that did not fit whole into the token budget.
    """

    text: str
    sources: tuple[Hit, ...]
    token_count: int
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote: ``page.text[start:end] == quote`` held when ``verified`` is true."""

    number: int
    path: Path
    title: str
    page_number: int
    start: int
    end: int
    quote: str
    verified: bool
    marks: tuple[tuple[int, int], ...] = ()
    """Where on the page the exact words stand that answer, all inside the quote."""
    heading: str = ""
    """The headings it stands under, joined by " > ", without the title."""
    place: str = ""
    """What its page is called where a number would be wrong; see ``Page``."""


class AnswerStatus(StrEnum):
    """Whether the documents hold the answer."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds since the question was put; None for what did not happen."""

    search_seconds: float
    first_token_seconds: float | None
    total_seconds: float


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A sentence of a model, and the number of the citation that says otherwise."""

    text: str
    citation: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply, tied to its quotes.

    ``text`` carries ``[n]`` markers that number ``citations``. ``unsupported`` lists what a model
    wrote that no quote was found for; in ``text``, such a sentence is marked ``[?]``.
    ``contradicted`` is what it wrote that the documents say otherwise. ``passages`` is the evidence
    that was looked at, best first. ``missing_words`` are words of the question that occur in no
    document. ``understood`` is the question with what it takes from the questions before.
    """

    question: str
    text: str
    status: AnswerStatus
    citations: tuple[Citation, ...]
    unsupported: tuple[str, ...]
    passages: tuple[Hit, ...]
    model: str
    prompt_tokens: int
    answer_tokens: int
    timings: Timings
    missing_words: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    understood: str = ""
    contradicted: tuple[Contradiction, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that has been answered, for those that follow. ``paths`` were cited.

    ``standalone`` is the question as it was understood; ``answer_text`` is "" where the documents
    did not hold the answer.
    """

    question: str
    standalone: str
    answer_text: str = ""
    paths: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class StreamEvent:
    """A step of an answer that is being made.

    ``kind`` is "hits" (evidence is known), "text" (a checked sentence, with all ``citations`` so
    far) or "answer" (the checked end result, always last).
    """

    kind: str
    text: str = ""
    citations: tuple[Citation, ...] = ()
    hits: tuple[Hit, ...] = field(default=())
    answer: Answer | None = None
    between: str = " "
    """What is to stand between this text and the one before."""

"""What the addresses under /api reply of hits, answers and conversations."""

from typing import Literal

from pydantic import Field

from localdocs.server.api.replies import Reply


class Hit(Reply):
    """A passage that was found. `url` shows its page in a browser, without the token."""

    path: str
    title: str
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
    support: str = Field(description="How far quotes support the answer, in words.")
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

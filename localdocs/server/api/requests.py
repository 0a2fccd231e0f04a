"""What the addresses under /api take. Unlike OpenAI's clients, ours are told of a name that they
misspell: what is not known is refused."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt, StrictStr

from localdocs.server.http.bodies import Strict
from localdocs.server.library.questions import Answering, Filtered, Names

LONGEST_QUESTION = 20_000
"""In characters."""


class KeyRequest(Strict):
    """What the page was opened with."""

    entry: Annotated[StrictStr, Field(max_length=200)]


class OpenRequest(Strict):
    """Where a document is to be opened."""

    page: Annotated[StrictInt, Field(ge=1, le=2**31)] = 1


class AddRequest(Strict):
    """A folder or file that is to be kept in the library."""

    path: StrictStr = Field(description="In full, or from `~` on.")
    name: Annotated[StrictStr, Field(min_length=1, max_length=255)] | None = Field(
        None, description="What filters call it; by default its own name."
    )
    stream: StrictBool = Field(True, description="`false`: one reply when all is done.")


class SyncRequest(Strict):
    """Which folders are to be looked at."""

    folder: Names | None = Field(None, description="By names or paths; by default all.")
    rebuild: StrictBool = Field(False, description="Read and embed everything again.")
    stream: StrictBool = Field(True, description="`false`: one reply when all is done.")


class SearchRequest(Filtered):
    """What to find."""

    question: Annotated[StrictStr, Field(min_length=1, max_length=LONGEST_QUESTION)]
    k: Annotated[StrictInt, Field(ge=1, le=200)] = Field(10, description="How many passages.")


class PreviousTurn(Strict):
    """A question that was asked before, and what was answered."""

    question: Annotated[StrictStr, Field(max_length=LONGEST_QUESTION)]
    answer: StrictStr = ""


class AskRequest(Answering):
    """A question for an answer with quotes."""

    question: Annotated[StrictStr, Field(min_length=1, max_length=LONGEST_QUESTION)]
    previous: Annotated[list[PreviousTurn], Field(max_length=100)] = Field(
        default_factory=list, description="The turns before, oldest first."
    )
    conversation: StrictInt | None = Field(
        None, description="The conversation that this goes on with; its turns are the turns before."
    )
    keep: StrictBool | None = Field(
        None,
        description="Whether the turn is kept in the conversation (or in a new one, if none is "
        "named). By default, if one is named; never where `remember_questions` is set to false.",
    )
    stream: StrictBool = Field(True, description="`false`: one reply, the whole answer.")


class TitleRequest(Strict):
    """The name of a conversation."""

    title: Annotated[StrictStr, Field(max_length=200)] = ""


class FolderQuery(Strict):
    """Which folder of the library."""

    folder: str = Field(description="Its name or its path.")


class DocumentsQuery(Strict):
    """Which documents, and which part of the list."""

    folder: str | None = Field(None, description="The name or path of a folder of the library.")
    type: str | None = Field(None, description="Such as `pdf`.")
    q: str = Field("", max_length=500, description="Words that are in the file's name.")
    offset: int = Field(0, ge=0, le=2**40)
    limit: int = Field(100, ge=1, le=1000)


class PictureQuery(Strict):
    """How large a page is drawn."""

    scale: float = Field(
        2.0, ge=0.1, le=5.0, allow_inf_nan=False, description="1.0: 72 pixels an inch."
    )


class SpanQuery(Strict):
    """A stretch of a page's text, in characters from 0."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)


class ConversationsQuery(Strict):
    """Which part of the list."""

    offset: int = Field(0, ge=0, le=2**40)
    limit: int = Field(100, ge=1, le=1000)


class WordsQuery(Strict):
    """What to look for."""

    q: str = Field(min_length=1, max_length=1000)


class ExportQuery(Strict):
    """The form of an export."""

    format: Literal["markdown", "json"] = "markdown"


class ForgetQuery(Strict):
    """That all is meant."""

    all: Literal["true"]

"""What the tools take. Defaults are empty rather than null: every client's model writes those."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr

from localdocs.types import Filters

LONGEST_QUESTION = 20_000
MOST_HITS = 50
MOST_LISTED = 500
MOST_TURNS = 50

Folder = Annotated[
    StrictStr, Field(description="Only in this folder of the library; see the instructions.")
]
Type = Annotated[
    StrictStr, Field(description="Only files of these types, such as 'pdf' or 'pdf, docx'.")
]
Since = Annotated[
    StrictStr, Field(description="Only files changed on this day or later: 2026-03-31.")
]


class Arguments(BaseModel):
    """What a caller gives. A name that is not known is refused: it may be a filter misspelt."""

    model_config = ConfigDict(extra="forbid", protected_namespaces=())


class Narrowed(Arguments):
    """Where to look."""

    folder: Folder = ""
    type: Type = ""
    since: Since = ""

    @property
    def filters(self) -> Filters:
        """The same as the library takes it."""
        types = tuple(filter(None, (one.strip() for one in self.type.split(","))))
        return Filters((self.folder,) if self.folder else (), types, self.since)


class SearchArguments(Narrowed):
    """Of ``search``."""

    query: Annotated[
        StrictStr,
        Field(
            min_length=1,
            max_length=LONGEST_QUESTION,
            description="What to look for, in words or as a question; any language.",
        ),
    ]
    k: Annotated[StrictInt, Field(ge=1, le=MOST_HITS, description="How many passages.")] = 10


class FetchArguments(Arguments):
    """Of ``fetch``."""

    id: Annotated[
        StrictStr,
        Field(max_length=200, description="An id from 'search', 'ask' or 'list_documents'."),
    ]


class PreviousTurn(Arguments):
    """A question that has been answered."""

    question: Annotated[StrictStr, Field(max_length=LONGEST_QUESTION)]
    answer: Annotated[StrictStr, Field(max_length=LONGEST_QUESTION)] = ""


class AskArguments(Narrowed):
    """Of ``ask``."""

    question: Annotated[
        StrictStr,
        Field(min_length=1, max_length=LONGEST_QUESTION, description="A question, in words."),
    ]
    model: Annotated[
        StrictStr,
        Field(
            description="The language model of this computer that words the answer; 'none' gives "
            "the documents' own words, sooner; empty is the person's choice."
        ),
    ] = ""
    previous: Annotated[
        list[PreviousTurn],
        Field(max_length=MOST_TURNS, description="The turns before, for a question that leans."),
    ] = []


class ListArguments(Arguments):
    """Of ``list_documents``."""

    folder: Folder = ""
    type: Type = ""
    name: Annotated[
        StrictStr, Field(max_length=500, description="Only files whose name or title has this.")
    ] = ""
    after: Annotated[
        StrictStr, Field(max_length=200, description="Go on after this id: 'next' of a list.")
    ] = ""


class NoArguments(Arguments):
    """Of ``status``."""


def input_schema(kind: type[Arguments]) -> dict[str, Any]:
    """The schema that a client shows its model."""
    schema = kind.model_json_schema()
    schema.pop("description", None)
    for part in (schema, *schema.get("$defs", {}).values()):
        for field in part.get("properties", {}).values():
            field.pop("title", None)
    return schema

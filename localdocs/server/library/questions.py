"""A question to the documents: what says where to look, how the service is asked, and which field
of a request is at fault where that fails."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, StrictInt, StrictStr

from localdocs.errors import FilterError, LocalDocsError, ModelError, PathError, UsageError
from localdocs.server.http.bodies import Strict
from localdocs.server.http.replies import at_fault
from localdocs.server.library.service_line import ServiceLine
from localdocs.service.caller.call import Message
from localdocs.service.wire import from_wire, to_wire
from localdocs.types import Filters, StreamEvent, Turn

OWN_WORDS = "none"
"""In place of a language model: the documents' own words."""

Names = StrictStr | list[StrictStr]


class Filtered(Strict):
    """Where to look."""

    folder: Names | None = Field(default=None, description="Names of folders, or paths in them.")
    type: Names | None = Field(default=None, description="Such as `pdf`.")
    since: StrictStr | None = Field(
        default=None, description="Changed on that day or later: `2026-03-31`."
    )
    until: StrictStr | None = Field(default=None, description="Changed on that day or before.")

    @property
    def filters(self) -> Filters:
        """The same as the library takes it."""
        return Filters(_listed(self.folder), _listed(self.type), self.since or "", self.until or "")


class Answering(Filtered):
    """Where to look, how widely, and who words the answer."""

    k: Annotated[StrictInt, Field(ge=1, le=50)] | None = Field(
        default=None,
        description="How many passages are looked at; by default the setting `passages`.",
    )
    model: StrictStr | None = Field(
        default=None, description='A language model; "none" gives the documents\' own words.'
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked. ``passages``: how many are looked at; None: as many as the settings say.
    ``model`` words the answer: OWN_WORDS is none, "" that of the settings."""

    question: str
    filters: Filters
    previous: tuple[Turn, ...] = ()
    passages: int | None = None
    model: str = ""

    @property
    def asks_model(self) -> bool:
        """Whether a language model words the answer."""
        return self.model != OWN_WORDS


async def events_of(
    line: ServiceLine, asked: Asked, settings: Message | None = None
) -> AsyncGenerator[StreamEvent, None]:
    """What comes of a question: the hits, each checked sentence, the answer last.

    Raises as ``ServiceLine.answers`` does; closing the generator gives the question up.
    """
    request: dict[str, Any] = {
        "question": asked.question,
        "language_model": asked.asks_model,
        "k": asked.passages,
        "filters": to_wire(asked.filters),
        "previous": to_wire(list(asked.previous)),
        "model": (asked.model or None) if asked.asks_model else None,
    }
    answers = line.answers("/ask", request, settings)
    async with aclosing(answers):
        async for message in answers:
            yield from_wire(StreamEvent, message["event"])


@contextmanager
def fields_named(asked: Asked, inside: str = "") -> Iterator[None]:
    """Errors of the library become RequestErrors that name the field at fault, where one is.
    ``inside``: what stands before its name, such as "localdocs."."""
    try:
        yield
    except LocalDocsError as error:
        if name := _field(error, asked):
            raise at_fault(error, f"{inside}{name}") from None
        raise


def _field(error: LocalDocsError, asked: Asked) -> str:
    """The field that an error speaks of; "" where it may be none or several."""
    if isinstance(error, ModelError):
        return "model" if asked.model and asked.asks_model else ""
    if not isinstance(error, UsageError | PathError):
        return ""
    if not asked.question.strip():
        return "question"
    given = given_filters(asked.filters)
    quoted = [name for name, said in given if f"'{said}'" in error.message]
    named = quoted or (list(dict(given)) if isinstance(error, FilterError | PathError) else [])
    return named[0] if quoted or len(named) == 1 else ""


def given_filters(filters: Filters) -> list[tuple[str, str]]:
    """Each filter by the name that callers know it by."""
    return [
        *(("folder", folder) for folder in filters.inside),
        *(("type", kind) for kind in filters.suffixes),
        *(("since", day) for day in [filters.since] if day),
        *(("until", day) for day in [filters.until] if day),
    ]


def _listed(given: str | list[str] | None) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given or ())

"""A reply about the collection while it is put together: lines, quotes, and how they are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.connection import Connection
from index.database import lookup
from localdocs.types import Citation, Hit

MOST_LINES = 20
"""More documents than this are counted, not listed."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the catalogue says. ``found`` is whether there was anything."""

    text: str
    found: bool
    coverage: str
    citations: tuple[Citation, ...] = ()
    passages: tuple[Hit, ...] = ()


def as_list(head: str, lines: Sequence[str], total: int) -> str:
    """A heading with its lines; of ``total`` those that are not among them are counted."""
    more = [f"- and {total - len(lines):,} more"] if total > len(lines) else []
    return "\n".join((head, *(f"- {line}" for line in lines), *more))


def citation(
    connection: Connection,
    number: int,
    path: Path,
    title: str,
    page_number: int,
    start: int,
    end: int,
) -> Citation:
    """A stretch of a page as a verbatim quote."""
    page = lookup.page_text(connection, path, page_number) or ""
    return Citation(
        number=number,
        path=path,
        title=title,
        page_number=page_number,
        start=start,
        end=end,
        quote=page[start:end],
        verified=bool(page[start:end]),
        place=lookup.page_place(connection, path, page_number, start),
    )

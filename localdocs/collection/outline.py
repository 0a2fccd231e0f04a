"""The headings of a document, in order, each where it stands."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.database import documents_by_id
from index.database.headings import HeadedPassage, headed_passages

MOST_HEADINGS = 300
MOST_PASSAGES = 20_000


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading of a page. ``level`` counts from 0. ``start == end`` where the text below it is
    known and its own words were not found."""

    level: int
    text: str
    page_number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The headings; not all of them where ``is_whole`` is False."""

    entries: tuple[OutlineEntry, ...]
    is_whole: bool


def outline_of(connection: sqlite3.Connection, file_id: int) -> Outline:
    """The outline of a document; empty where it has no headings."""
    passages = headed_passages(connection, file_id, MOST_PASSAGES)
    found: list[OutlineEntry] = []
    for level, text, passage in _entered(passages):
        if len(found) == MOST_HEADINGS:
            return Outline(tuple(found), is_whole=False)
        start, end = _place(connection, file_id, passage, text)
        found.append(OutlineEntry(level, text, passage.page_number, start, end))
    return Outline(tuple(found), is_whole=len(passages) < MOST_PASSAGES)


def _entered(passages: Sequence[HeadedPassage]) -> Iterator[tuple[int, str, HeadedPassage]]:
    """Each heading as it is entered. Paths that are too long come without their first headings:
    the rest is found in the path before."""
    before: list[str] = []
    for passage in passages:
        parts = passage.heading.split(" > ") if passage.heading else []
        above = before.index(parts[0]) if parts and parts[0] in before else 0
        path = [*before[:above], *parts]
        shared = 0
        while shared < min(len(path), len(before)) and path[shared] == before[shared]:
            shared += 1
        for level in range(shared, len(path)):
            yield level, path[level], passage
        before = path


def _place(
    connection: sqlite3.Connection, file_id: int, passage: HeadedPassage, text: str
) -> tuple[int, int]:
    """Where the heading stands on the passage's page: right above, or at its beginning."""
    page = documents_by_id.stored_page(connection, file_id, passage.page_number)
    at = page.text.rfind(text, 0, passage.start + len(text)) if page else -1
    return (at, at + len(text)) if at >= 0 else (passage.start, passage.start)

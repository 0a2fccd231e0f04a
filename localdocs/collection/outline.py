"""The headings of a document, in order, each where it stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.connection import Connection
from index.database import documents_by_id
from index.database.headings import HeadedPassage, headed_passages

MOST_HEADINGS = 300
MOST_PASSAGES = 20_000
LONGEST_LINE = 60


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


def outline_of(connection: Connection, file_id: int) -> Outline:
    """The outline of a document; empty where it has no headings.

    Tiny sections share a passage, which has the heading of the largest: of others the first is
    told, since it begins the passage.
    """
    passages = headed_passages(connection, file_id, MOST_PASSAGES)
    found: list[OutlineEntry] = []
    page, text = 0, ""
    for passage, path, first_new in _entered(passages):
        if passage.page_number != page:
            page, text = passage.page_number, _page_text(connection, file_id, passage.page_number)
        found += _entries(passage, path, first_new, text)
        if len(found) > MOST_HEADINGS:
            return Outline(tuple(found[:MOST_HEADINGS]), is_whole=False)
    return Outline(tuple(found), is_whole=len(passages) < MOST_PASSAGES)


def _entered(
    passages: Sequence[HeadedPassage],
) -> Iterator[tuple[HeadedPassage, list[str], int]]:
    """The passages that begin something: with all their headings, and which of these is the first
    new one. Paths that are too long come without their first headings, which are those of the path
    before."""
    before: list[str] = []
    for passage in passages:
        parts = passage.heading.split(" > ") if passage.heading else []
        above = before.index(parts[0]) if parts and parts[0] in before else 0
        path = [*before[:above], *parts]
        pairs = zip(path, before, strict=False)
        shared = next((place for place, (one, other) in enumerate(pairs) if one != other), None)
        first_new = min(len(path), len(before)) if shared is None else shared
        if first_new < len(path):
            yield passage, path, first_new
        before = path


def _entries(
    passage: HeadedPassage, path: list[str], first_new: int, text: str
) -> Iterator[OutlineEntry]:
    """The new headings of a passage on the page with this text: each where it stands alone on a
    line, in the passage or, where it is not there, right above."""
    position = passage.start
    for level in range(first_new, len(path)):
        heading, is_last = path[level], level == len(path) - 1
        at = _line(heading, text, position, passage.end)
        if at > position and is_last:
            yield from _tiny(passage, path, text[position:at], position)
        if at < 0:
            at = text.rfind(heading, 0, passage.start)
        start = passage.start if at < 0 else at
        end = start if at < 0 else at + len(heading)
        position = max(position, end)
        yield OutlineEntry(level, heading, passage.page_number, start, end)


def _tiny(
    passage: HeadedPassage, path: list[str], before: str, start: int
) -> Iterator[OutlineEntry]:
    """The heading of a tiny section that stands before the largest one of the passage."""
    text = before.lstrip("\n")
    line, _, rest = text.partition("\n")
    is_alone = rest.startswith("\n") and rest.strip() != ""
    if is_alone and line not in path and len(line) <= LONGEST_LINE and line[-1:].isalnum():
        at = start + len(before) - len(text)
        yield OutlineEntry(len(path) - 1, line, passage.page_number, at, at + len(line))


def _line(heading: str, text: str, start: int, end: int) -> int:
    """Where the heading is a line of ``text[start:end]``; -1 where it is none."""
    at = text.find(heading, start, end)
    while at >= 0:
        behind = at + len(heading)
        if text[at - 1 : at] in ("", "\n") and text[behind : behind + 1] in ("", "\n"):
            return at
        at = text.find(heading, at + 1, end)
    return -1


def _page_text(connection: Connection, file_id: int, number: int) -> str:
    page = documents_by_id.stored_page(connection, file_id, number)
    return page.text if page else ""

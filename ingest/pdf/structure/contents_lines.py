"""Recognises tables of contents: many lines that end in a page number, and the numbers rise."""

import re
from collections.abc import Sequence
from itertools import pairwise

_ENTRY = re.compile(
    r"(?=.*[^\W\d_]{3}).*?(?:…$|(?:[ …\t]|(?<!\d)\.)(?P<page>\d{1,4}|[ivxl]{1,6})$)"
)
"""The dot of "4.20" leads to no page."""

_NUMBER = re.compile(r"\d{1,4}|[ivxl]{1,6}")
_TITLE = re.compile(
    r"(?:table of )?contents|index(?: to .*)?|list of (?:figures|tables)|inhalt(?:sverzeichnis)?"
    r"|sommaire|table des matières|índice",
    re.IGNORECASE,
)
_LONGEST_ENTRY = 200
_LAST_CHARACTERS = frozenset("0123456789ivxl…")
_FEW_ENTRIES = 5
_FEW_ENTRIES_TITLED = 3
_FIRST_LINES = 6
_RISING = 0.8
_SHARE = 0.5
_SHARE_TITLED = 0.3


def contents_lines(lines: Sequence[str]) -> range:
    """The positions from the first to the last entry of a table of contents; empty if none.

    ``lines`` are those of one page without its furniture. Half of them have to be entries, or a
    third below a line such as "Contents" or where they have dot leaders.
    """
    entries = {place: entry for place, line in enumerate(lines) if (entry := _entry(line))}
    titled = any(_TITLE.fullmatch(line.strip()) for line in lines[:_FIRST_LINES])
    led = sum("…" in entry.group() for entry in entries.values()) >= _FEW_ENTRIES
    few = _FEW_ENTRIES_TITLED if titled else _FEW_ENTRIES
    share = _SHARE_TITLED if titled or led else _SHARE
    if len(entries) < max(few, len(lines) * share):
        return range(0)
    pages = [_page(entry) for entry in entries.values() if entry.group("page")]
    if not _rises(pages) and not (titled and led and not pages):
        return range(0)
    end = max(entries) + 1
    while end < len(lines) and _NUMBER.fullmatch(lines[end]):  # page numbers in a column
        end += 1
    return range(min(entries), end)


def _entry(line: str) -> re.Match[str] | None:
    could_be = line[-1:] in _LAST_CHARACTERS and len(line) <= _LONGEST_ENTRY
    return _ENTRY.match(line) if could_be else None


def _page(entry: re.Match[str]) -> int:
    """The page that an entry names; 0 for a Roman number, as these come first."""
    number = entry.group("page")
    return int(number) if number.isdigit() else 0


def _rises(pages: Sequence[int]) -> bool:
    steps = [above <= below for above, below in pairwise(pages)]
    return len(set(pages)) > 2 and sum(steps) >= len(steps) * _RISING

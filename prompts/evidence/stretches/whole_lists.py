"""Lists made whole: what was copied of a list, with the items that its page has before and after.

Passages end where they are full, in the middle of a list if need be.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from prompts.evidence.citations import Quote, quote_of_page
from prompts.text.list_items import ITEM

LONGEST_LIST = 60
"""Items that are shown."""

LONGEST_TEXT = 8000
"""Characters of a list that are shown."""


WRAPPED = 40
"""Characters of a line that may have been too long for its page."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is to be copied; ``left_out`` items of its list are not shown."""

    quote: Quote
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    """A line ``page[start:end]``."""

    start: int
    end: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()

    @property
    def is_item(self) -> bool:
        return ITEM.match(self.text) is not None


def has_steps(quote: Quote) -> bool:
    """Whether a quote has two numbered items or more: half of the steps would be no help."""
    marks = (ITEM.match(line) for line in quote.text.split("\n"))
    return sum(1 for mark in marks if mark and mark["number"]) > 1


def whole_list(quote: Quote, page: str) -> Stretch:
    """The list that ``quote`` has a part of, whole, as ``page`` has it; the quote as it is where it
    ends in no list."""
    lines = _lines(page)
    inside = [
        number
        for number, line in enumerate(lines)
        if line.is_item and line.start < quote.end and quote.start < line.end
    ]
    if not inside:
        return Stretch(quote)
    first, last = _first_item(lines, inside[0]), _last_line(lines, inside[-1])
    items = [number for number in range(first, last + 1) if lines[number].is_item]
    shown = _shown(lines, items)
    if shown[-1] != items[-1]:
        last = items[len(shown)] - 1
    while lines[last].is_blank:
        last -= 1
    start = min(quote.start, lines[_lead(lines, first)].start)
    end = lines[last].end if len(shown) < len(items) else max(quote.end, lines[last].end)
    return Stretch(quote_of_page(quote.hit, start, end, page), len(items) - len(shown))


def _lines(page: str) -> list[_Line]:
    lines, start = [], 0
    for text in page.split("\n"):
        lines.append(_Line(start, start + len(text), text))
        start += len(text) + 1
    return lines


def _first_item(lines: Sequence[_Line], number: int) -> int:
    """The first item of the list that line ``number`` is an item of."""
    first = above = number
    while above > 0:
        above -= 1
        if lines[above].is_item:
            first = above
        elif not lines[above].is_blank and not _goes_on(lines[max(above - 1, 0)], lines[above]):
            break
    return first


def _last_line(lines: Sequence[_Line], number: int) -> int:
    """The last line of the list that line ``number`` is an item of."""
    last = number
    for below in range(number + 1, len(lines)):
        if lines[below].is_item or _goes_on(lines[below - 1], lines[below]):
            last = below
        elif not lines[below].is_blank:
            break
    return last


def _goes_on(line: _Line, below: _Line) -> bool:
    """Whether a line is wrapped, and goes on in the one below it."""
    if line.is_blank or below.is_blank:
        return False
    indented = below.text[0].isspace() or below.text[0].islower()
    return indented or (len(line.text) >= WRAPPED and line.text.rstrip()[-1] not in ".!?:;")


def _shown(lines: Sequence[_Line], items: Sequence[int]) -> list[int]:
    """The items that there is room for, the first in any case."""
    begin = lines[items[0]].start
    return [
        number
        for place, number in enumerate(items[:LONGEST_LIST])
        if not place or lines[number].end - begin <= LONGEST_TEXT
    ]


def _lead(lines: Sequence[_Line], first: int) -> int:
    """The line that leads up to the item ``first``, where one does, else that of the item."""
    above = first - 1
    while above >= 0 and lines[above].is_blank:
        above -= 1
    return above if above >= 0 and lines[above].text.rstrip().endswith(":") else first

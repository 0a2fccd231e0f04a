"""Finds running headers and footers: outer lines that come again on neighbouring pages."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

_EDGE_LINES = 4
_NEARBY_PAGES = 6
_LONGEST_LINE = 200
_MOST_NUMBERS = 10
_NUMBER = re.compile(r"\d{1,5}")
_ROMAN = re.compile(r"[ivxlc]{1,8}", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"page \d{1,5}(?: (?:of|/) \d{1,5})?")
_PAGE_NUMBER_KEY = "<page>"
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def furniture_lines(pages: Sequence[Sequence[str]]) -> list[set[int]]:
    """For each page, given as its lines, the positions of the lines that are furniture.

    A line is furniture if the lines outside it are, and if it stands at the same edge of two other
    pages nearby: word for word, or with one number that counts the pages.
    """
    top = [list(range(min(_EDGE_LINES, len(lines)))) for lines in pages]
    bottom = [list(range(len(lines) - 1, len(lines) - 1 - len(edge), -1))
              for lines, edge in zip(pages, top, strict=True)]  # fmt: skip
    found = [
        above | below
        for above, below in zip(_repeated(pages, top), _repeated(pages, bottom), strict=True)
    ]
    emptied = sum(len(lines) == len(marked) > 0 for lines, marked in zip(pages, found, strict=True))
    if emptied * 2 > len(pages):  # nothing else on most pages: then it is what they say
        return [set() for _ in pages]
    return found


def _repeated(pages: Sequence[Sequence[str]], edges: Sequence[Sequence[int]]) -> list[set[int]]:
    where: defaultdict[str, list[int]] = defaultdict(list)
    keys = [
        [set(_keys(lines[position], number)) for position in edge]
        for number, (lines, edge) in enumerate(zip(pages, edges, strict=True))
    ]
    for number, page_keys in enumerate(keys):
        for key in set().union(*page_keys):
            where[key].append(number)
    found = []
    needed = min(3, len(pages))
    for number, (edge, page_keys) in enumerate(zip(edges, keys, strict=True)):
        marked = set()
        for position, line_keys in zip(edge, page_keys, strict=True):
            near = any(_is_near(where[key], number, needed) for key in line_keys)
            if not near and _PAGE_NUMBER_KEY not in line_keys:
                break
            marked.add(position)
        found.append(marked)
    return found


def _is_near(numbers: Sequence[int], number: int, needed: int) -> bool:
    """Whether enough of the rising page numbers lie around this one. Needs two pages at least."""
    first = bisect_left(numbers, number - _NEARBY_PAGES)
    last = bisect_right(numbers, number + _NEARBY_PAGES)
    return last - first >= max(needed, 2)


def _keys(line: str, page: int) -> Iterator[str]:
    """What this line has in common with its like on other pages: as it is, or less its page."""
    text = " ".join(line.split()).casefold()
    if len(text) > _LONGEST_LINE or not text:
        return
    numbers = list(_NUMBER.finditer(text))
    if any(character.isalpha() for character in text):
        yield text
    if _PAGE_NUMBER.fullmatch(text):
        yield _PAGE_NUMBER_KEY
    if _ROMAN.fullmatch(text):
        yield f"<roman {_roman(text) - page}>"
    if len(numbers) <= _MOST_NUMBERS:
        for match in numbers:
            offset = int(match.group()) - page
            yield f"{text[: match.start()]}<{offset}>{text[match.end() :]}"


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in text.lower()]
    return sum(
        -value if value < max(values[place:]) else value for place, value in enumerate(values)
    )

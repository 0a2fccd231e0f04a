"""Lists without marks: short lines of one paragraph, under a line that names them.

Ingredients
250 g flour
two eggs
"""

import re
from dataclasses import dataclass

from prompts.text.figures import cells_of
from prompts.text.list_items import ITEM

LONGEST_NAME, LONGEST_ITEM = 4, 8
"""Words of the line that names a list, and of one of its items."""

FEWEST_ITEMS = 2

_NAME = re.compile(r"[^\W\d_][^\d|]*[^\W_):]:?")
_NO_ITEM = re.compile(r"\||[.!?:;,]$")


@dataclass(frozen=True, slots=True)
class LineLists:
    """Where in a text the lines begin that name a list without marks, and those of its items."""

    names: frozenset[int]
    items: frozenset[int]


def line_lists(text: str) -> LineLists:
    """The lists without marks of a text."""
    names: set[int] = set()
    items: set[int] = set()
    start = 0
    for paragraph in text.split("\n\n"):
        lines = _lines(paragraph, start)
        start += len(paragraph) + 2
        first, *others = lines or [(0, "")]
        if (
            len(others) >= FEWEST_ITEMS
            and _is_name(first[1])
            and all(_is_item(it) for _, it in others)
        ):
            names.add(first[0])
            items.update(place for place, _ in others)
    return LineLists(frozenset(names), frozenset(items))


def _lines(paragraph: str, start: int) -> list[tuple[int, str]]:
    """The lines of a paragraph, each with the place of its first word."""
    found = []
    for line in paragraph.split("\n"):
        if line.strip():
            found.append((start + len(line) - len(line.lstrip()), line.strip()))
        start += len(line) + 1
    return found


def _is_name(line: str) -> bool:
    return bool(_NAME.fullmatch(line)) and len(line.split()) <= LONGEST_NAME


def _is_item(line: str) -> bool:
    is_short = len(line.split()) <= LONGEST_ITEM
    return is_short and not (_NO_ITEM.search(line) or ITEM.match(line) or len(cells_of(line)) > 1)

"""Which row of a table with bars names what stands below it."""

import re
from collections.abc import Iterator, Sequence
from statistics import median

from prompts.tables.values import is_value
from prompts.text.bars import cells_of_line, has_cells

LONGEST_HEAD = 60
"""Characters."""

LONGEST_NAME = 6
"""Words of a head that is surely one."""

PAIR = 2
"""Cells of a row that is a name and its value."""

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?![\d.,])")


def are_heads(rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether the first row names what stands below it: it is no record itself."""
    if len(rows) < 2:
        return False
    named = [cell for cell in rows[0] if cell]
    if len(set(named)) < len(named) or len(named) + 1 < len(rows[0]):
        return False
    if max(map(len, named), default=0) > LONGEST_HEAD:
        return False
    values = [
        column
        for column in range(len(rows[0]))
        if any(is_value(row[column]) for row in rows[1:] if len(row) == len(rows[0]))
    ]
    in_head = [column for column in values if is_value(rows[0][column])]
    return not any(map(is_value, named)) or (not in_head and bool(values)) or _are_years(named)


def _are_years(named: Sequence[str]) -> bool:
    """Whether all that looks like a value among the heads is a year, "2022" or "2022 Summer"."""
    return all(_YEAR.match(cell) for cell in named if is_value(cell))


def sure_heads(text: str, *, goes_on: bool) -> Iterator[int]:
    """Where the lines of a text begin that surely are heads: the first ones of their tables, short,
    and over values, over three columns or more, or over longer words; or lines of words alone. A
    table that ``goes_on`` from above the text has none in it."""
    start = 0
    table: list[tuple[int, tuple[str, ...]]] = []
    for line in [*text.split("\n"), ""]:
        if has_cells(line):
            table.append((start, cells_of_line(line)))
        elif table:
            place = table[0][0]
            if (place or not goes_on) and _surely_are_heads([cells for _, cells in table]):
                yield place
            table = []
        start += len(line) + 1


def _surely_are_heads(rows: Sequence[tuple[str, ...]]) -> bool:
    heads = rows[0]
    if any(len(head.split()) > LONGEST_NAME for head in heads):
        return False
    if len(rows) == 1:
        return not any(map(str.isdigit, "".join(heads)))
    if not are_heads(rows):
        return False
    below = [row for row in rows[1:] if len(row) == len(heads)]
    has_values = any(is_value(cell) for row in below for cell in row[1:])
    if len(heads) > PAIR or has_values or not below:
        return True
    return 2 * len(heads[1]) < median(len(row[1]) for row in below)

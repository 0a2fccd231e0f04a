"""Heads in two rows of a CSV file: "2023" over "Q1" and "Q2", or units below the names.

What was one cell over several columns is written as one with empty cells behind it.
"""

import re
from collections.abc import Sequence

from ingest.pages.cleaning import clean_line

_YEAR = re.compile(r"(?:FY ?)?(?:19|20)\d\d(?:[-/]\d\d(?:\d\d)?)?")
_DIGIT = re.compile(r"\d")
_BEGINS_WITH_FIGURE = re.compile(r"[-+($€£¥]{0,3}\d")
_ROWS_BELOW = 12
_FEWEST_BELOW = 2
_LONGEST_HEAD = 80
_FEW_GAPS = 0.1
"""Of the rows below: more of them without a first cell are no names of rows."""


def head_of_two_rows(rows: Sequence[Sequence[str]]) -> list[str]:
    """The names of the columns where the first two rows are heads, else an empty list."""
    body = [row for row in rows[2 : 2 + _ROWS_BELOW] if any(cell.strip() for cell in row)]
    if len(body) < _FEWEST_BELOW or len(rows[0]) < 2:
        return []
    width = max(map(len, [*rows[:2], *body]))
    upper, lower = (_padded(row, width) for row in rows[:2])
    if not _are_names([*upper, *lower]) or not _fit(upper, lower, body):
        return []
    names = zip(_spread(upper, lower), lower, strict=True)
    return [" ".join(dict.fromkeys(filter(None, pair))) for pair in names]


def _fit(upper: Sequence[str], lower: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether the lower row has no name of a row, or the upper one stands over several of its
    cells; and figures stand below it."""
    unnamed = sum(not row[0].strip() for row in body)
    are_named = unnamed <= len(body) * _FEW_GAPS
    is_below_names = bool(upper[0]) and not lower[0] and are_named
    is_below_groups = all(lower) and _has_groups(upper, lower[0])
    if not any(lower) or not (is_below_names or is_below_groups):
        return False
    over_figures = [_has_figures(column, body) for column, name in enumerate(lower) if name]
    return sum(over_figures) * 2 >= len(over_figures)


def _has_groups(upper: Sequence[str], first: str) -> bool:
    """Whether cells have empty ones behind them. One of them behind a name of its own is the value
    of a label: "Region;North"."""
    groups = [place for place, cell in enumerate(upper) if cell and place]
    is_label = len(groups) == 1 and upper[0] not in ("", first)
    return bool(groups) and not is_label and not all(upper[groups[0] :])


def _spread(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The upper heads, each in all columns that it stands over."""
    spread: list[str] = []
    for above, below in zip(upper, lower, strict=True):
        goes_on = not above and below and spread
        spread.append(spread[-1] if goes_on else above)
    return spread


def _are_names(cells: Sequence[str]) -> bool:
    """Whether no cell is a figure, but for years."""
    return all(
        len(cell) <= _LONGEST_HEAD
        and (_YEAR.fullmatch(cell) or not _BEGINS_WITH_FIGURE.match(cell))
        for cell in cells
    )


def _has_figures(column: int, body: Sequence[Sequence[str]]) -> bool:
    texts = [row[column] for row in body if column < len(row) and row[column].strip()]
    return bool(texts) and sum(map(bool, map(_DIGIT.search, texts))) * 2 > len(texts)


def _padded(row: Sequence[str], width: int) -> list[str]:
    cells = [clean_line(cell) for cell in row]
    return [*cells, *([""] * (width - len(cells)))]

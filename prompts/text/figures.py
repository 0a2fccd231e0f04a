"""Figures: the cells of a table's row, and which of several figures belongs to a question's year.

PDFs give a row as a label and its cells on one line, with spaces between.

Periods of several months are those of filings. That, the year's column and the reader's training on
statements took wrong refusals from 67 to 45 % of 129 questions (docs/benchmarks.md).
"""

import re

from localdocs.languages.times import PERIOD_OF_MONTHS, YEAR

_CELL = (
    r"(?:[$€£¥]\s?+)?+\(?+[-–−]?+(?:[$€£¥]\s?+)?+\d[\d,]*+(?:\.\d+)?+\)?+(?:\s?%\)?+)?+"
    r"|[—–-](?=\s|$)"
)
_CELLS = re.compile(rf"(?:(?:^|\s)\s*+(?:{_CELL}))++\s*$")
_ONE_CELL = re.compile(_CELL)
FIGURE = re.compile(r"\d[\d,.]*")
"""Digits as they stand in a text, with what divides them."""
_COMPARISON = re.compile(
    r"\b(?:19|20)\d\d (?:vs\.?|versus|compared (?:to|with)|over) (?:19|20)\d\d\b", re.IGNORECASE
)
"""The head of what a year is compared with: a change, and often the same in per cent."""
_FOOTNOTE = re.compile(r"\(\d\)")

LONGEST_LABEL, LONGEST_ROW = 120, 400
"""Characters. A longer line is no row, and is not searched: the time grows with its square."""


def cells_of(row: str) -> list[str]:
    """The figures and dashes that a line ends with: ``["(1,577)", "(1,373)"]``; [] for prose."""
    found = _CELLS.search(row) if len(row) <= LONGEST_ROW else None
    if not found or found.start() > LONGEST_LABEL:
        return []
    return [" ".join(cell.split()) for cell in _ONE_CELL.findall(found.group())]


def is_row(text: str) -> bool:
    """Whether a text looks like a row of a table, which says little without its column heads."""
    if "\n" not in text.strip() and len(cells_of(text)) >= 2:
        return True
    figures = FIGURE.findall(text)
    return len(figures) >= 2 and 3 * sum(map(len, figures)) >= len(text)


def cell_of_the_year(year: str, period: str, row: str, heads: str) -> str:
    """The cell under the one year that a question names; "" where that cannot be told.

    Where the year stands there for several periods ("Three Months Ended", "Nine Months Ended"), the
    question has to say which it means.
    """
    found = [
        cell
        for cell, head in years_of_cells(row, heads)
        if year and head.endswith(year) and (not period or head == year or head.startswith(period))
    ]
    return found[0] if len(found) == 1 else ""


def years_of_cells(row: str, heads: str) -> list[tuple[str, str]]:
    """The cells of a row, each with its year, "2023" or "three months 2023"; "" where that cannot
    be told.

    ``heads`` are the lines above the row, the lowest last: as many years have to stand in the last
    ones of them as the row has cells. Columns that compare years ("2017 vs. 2016") stand behind
    theirs, one or two for each comparison.
    """
    heads, comparisons = _COMPARISON.subn(" ", heads)
    cells, heads_found = cells_of(row), YEAR.findall(heads)
    untold = [(cell, "") for cell in cells]
    if comparisons:
        changes = len(cells) - len(heads_found)
        if not heads_found or changes not in (comparisons, 2 * comparisons):
            return untold
        told = zip(cells, heads_found, strict=False)
        return [*told, *untold[len(heads_found) :]]
    amounts = [cell for cell in cells if not cell.endswith(("%", "%)"))]
    if len(cells) > len(heads_found) == len(amounts):
        cells = amounts  # beside them stand changes or shares in per cent
    while cells and len(cells) > len(heads_found) and _FOOTNOTE.fullmatch(cells[0]):
        cells = cells[1:]
    years = heads_found[-len(cells) :] if cells else []
    if len(years) != len(cells) or len(years) < len(set(heads_found)):
        return untold
    periods = [found.lower() for found in PERIOD_OF_MONTHS.findall(heads)]
    if len(periods) < 2 or len(cells) % len(periods):
        return list(zip(cells, years, strict=True))
    width = len(cells) // len(periods)
    named = [f"{periods[place // width]} months {year}" for place, year in enumerate(years)]
    return list(zip(cells, named, strict=True))

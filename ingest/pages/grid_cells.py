"""Rows of a sheet, and which of their cells are figures."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ingest.pages.cleaning import clean_line

Cells: TypeAlias = Mapping[int, str]
"""Column from 0 -> text; a cell without text is not there."""

_NUMBER = re.compile(
    r"(?:[A-Z]{3} |[€$£¥] )?[-+($€£¥]*\d[\d.,:/ -]*[)%€$£¥]*(?:(?<= )[^\W\d_]{1,4}[²³]?)?"
)
"""A number with its currency or unit: "€ 1,200.00", "CHF 12", "1.0 kWh"."""
_YEAR = re.compile(r"(?:FY ?)?(?:19|20)\d\d(?:[-/]\d\d(?:\d\d)?)?|\d{4}-\d\d-\d\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NOTHING = frozenset({"-", "–", "—", "n/a", "N/A", "."})


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a sheet that has text. ``number`` counts from 1, as the program shows it."""

    number: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells that are one: the first and the last row and column, rows from 1, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


def has_figure(row: GridRow) -> bool:
    """Whether a row has a number that is no year."""
    texts = map(clean_line, row.cells.values())
    return any(_NUMBER.fullmatch(text) and not _YEAR.fullmatch(text) for text in texts)


def are_figures(column: int, rows: Sequence[GridRow]) -> bool:
    """Whether most of what stands in a column are numbers."""
    return share_of_figures(column, rows) > 0.5


def share_of_figures(column: int, rows: Sequence[GridRow]) -> float:
    texts = [clean_line(row.cells[column]) for row in rows if column in row.cells]
    texts = [text for text in texts if text not in _NOTHING]
    numbers = sum(_NUMBER.fullmatch(text) is not None for text in texts)
    return numbers / len(texts) if texts else 0.0


def is_year(text: str) -> bool:
    """Whether a cell is a year, or years: "2024", "FY 2023/24"."""
    return _YEAR.fullmatch(text) is not None


def is_label(text: str) -> bool:
    """Whether a cell is a word or a day: something that a row could be called by."""
    text = clean_line(text)
    is_figure = _NUMBER.fullmatch(text) is not None
    return text not in _NOTHING and (not is_figure or _DAY.match(text) is not None)

"""What a cell of a table is worth: a number with the signs around it, or a day."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from localdocs.languages.days import days_in
from prompts.tables.notation import DIGITS, Notation

_NUMBER = re.compile(
    r"(?P<open>\()?\s*+(?P<before>[$€£¥]|[A-Z]{3} )?\s*+(?P<minus>[-–−])?\s*+"
    rf"(?P<sign>[$€£¥])?\s*+(?P<digits>{DIGITS})"
    r"\s*+(?P<after>%|[^\W\d_]+(?:[./][^\W\d_]+)?|[€£¥])?\s*+\)?\s*+%?"
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_TIME_OF_DAY = re.compile(r"(?:[ T]\d\d:\d\d(?::\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Amount:
    """``value`` of a ``unit``, which is written ``before`` the digits or after them."""

    value: Decimal
    unit: str = ""
    before: bool = False
    notation: Notation = Notation.POINT

    def of(self, value: Decimal) -> "Amount":
        """Another value of the same unit."""
        return Amount(value, self.unit, self.before, self.notation)

    def __str__(self) -> str:
        digits = self.notation.written(self.value)
        if not self.unit:
            shown = digits
        elif self.before:
            shown = f"{self.unit}{digits}"
        else:
            shown = f"{digits}{'' if self.unit in '%€£¥' else ' '}{self.unit}"
        return f"−{shown}" if self.value < 0 else shown


def amount_of(cell: str, notation: Notation = Notation.POINT) -> Amount | None:
    """The number that a cell is, or None. One in brackets is below zero."""
    match = _NUMBER.fullmatch(cell.strip())
    value = notation.read(match["digits"]) if match else None
    if match is None or value is None:
        return None
    if match["minus"] or match["open"]:
        value = -value
    before = (match["before"] or match["sign"] or "").strip()
    if before:
        unit = before if len(before) == 1 else f"{before} "
        return Amount(value, unit, before=True, notation=notation)
    unit = match["after"] or ("%" if cell.strip().endswith("%") else "")
    return Amount(value, unit, notation=notation)


def day_of(cell: str) -> date | None:
    """The day that a cell names, or None."""
    cell = cell.strip()
    named = days_in(cell)
    if len(named) != 1 or named[0].start or not _TIME_OF_DAY.fullmatch(cell, named[0].end):
        return None
    return named[0].date


def is_time(cell: str) -> bool:
    """Whether a cell is a day or a year."""
    return day_of(cell) is not None or _YEAR.fullmatch(cell) is not None


@lru_cache(maxsize=20_000)
def comparable(cell: str, notation: Notation = Notation.POINT) -> tuple[str, float] | None:
    """A value that can be compared with others of its unit; None for words."""
    if day := day_of(cell):
        return "day", float(day.toordinal())
    amount = amount_of(cell, notation)
    return (amount.unit, float(amount.value)) if amount else None


def is_value(cell: str) -> bool:
    """Whether a cell is a number or a day, however it is written."""
    return comparable(cell) is not None or amount_of(cell, Notation.COMMA) is not None

"""What a cell of a table is worth: a number with the signs around it, or a day."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from localdocs.languages.months import month_number

_NUMBER = re.compile(
    r"(?P<open>\()?\s*+(?P<before>[$€£¥]|[A-Z]{3} )?\s*+(?P<minus>[-–−])?\s*+"
    r"(?P<sign>[$€£¥])?\s*+(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"\s*+(?P<after>%|[^\W\d_]+(?:[./][^\W\d_]+)?|[€£¥])?\s*+\)?\s*+%?"
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_DAY = re.compile(
    r"(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?:[ T]\d\d:\d\d(?::\d\d)?)?"
    r"|(?P<day2>\d{1,2})\.? (?P<name2>[A-Z][a-z]{2,8})\.? (?P<year2>(?:1[5-9]|20)\d\d)"
    r"|(?P<name3>[A-Z][a-z]{2,8})\.? (?P<day3>\d{1,2}),? (?P<year3>(?:1[5-9]|20)\d\d)"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """``value`` of a ``unit``, which is written ``before`` the digits or after them."""

    value: Decimal
    unit: str = ""
    before: bool = False

    def of(self, value: Decimal) -> "Amount":
        """Another value of the same unit."""
        return Amount(value, self.unit, self.before)

    def __str__(self) -> str:
        digits = f"{abs(self.value):,f}"
        if not self.unit:
            shown = digits
        elif self.before:
            shown = f"{self.unit}{digits}"
        else:
            shown = f"{digits}{'' if self.unit in '%€£¥' else ' '}{self.unit}"
        return f"−{shown}" if self.value < 0 else shown


def amount_of(cell: str) -> Amount | None:
    """The number that a cell is, or None. One in brackets is below zero."""
    match = _NUMBER.fullmatch(cell.strip())
    if match is None:
        return None
    value = Decimal(match["digits"].replace(",", ""))
    if match["minus"] or match["open"]:
        value = -value
    before = (match["before"] or match["sign"] or "").strip()
    if before:
        return Amount(value, before if len(before) == 1 else f"{before} ", before=True)
    return Amount(value, match["after"] or ("%" if cell.strip().endswith("%") else ""))


def day_of(cell: str) -> date | None:
    """The day that a cell names, or None."""
    match = _DAY.fullmatch(cell.strip())
    if match is None:
        return None
    year = match["year"] or match["year2"] or match["year3"]
    day = match["day"] or match["day2"] or match["day3"]
    name = match["name2"] or match["name3"]
    try:
        return date(int(year), month_number(name) if name else int(match["month"]), int(day))
    except (ValueError, KeyError, IndexError):
        return None


def is_time(cell: str) -> bool:
    """Whether a cell is a day or a year."""
    return day_of(cell) is not None or _YEAR.fullmatch(cell) is not None


def comparable(cell: str) -> tuple[str, float] | None:
    """A value that can be compared with others of its unit; None for words."""
    if day := day_of(cell):
        return "day", float(day.toordinal())
    amount = amount_of(cell)
    return (amount.unit, float(amount.value)) if amount else None


def is_value(cell: str) -> bool:
    """Whether a cell is a number or a day."""
    return comparable(cell) is not None

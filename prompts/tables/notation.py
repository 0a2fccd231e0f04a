"""How the numbers of a table are written: "1,234.50" or "1.234,50".

"1.234" alone may be either. What tells is a number that can be read in one way only, in the same
column or else anywhere in the table.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import Enum

DIGITS = r"\d(?:[\d.,'’]*\d)?"
"""A pattern of a number with whatever divides its digits."""

_NUMBER = re.compile(rf"[^\w.,]*+(?:[A-Z]{{3}} [^\w.,]*+)?(?P<digits>{DIGITS})\D*")
_POINT = re.compile(r"(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?:['’]\d{3})+|\d+)(?:\.\d+)?")
_COMMA = re.compile(r"(?:[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:['’]\d{3})+|\d+)(?:,\d+)?")


class Notation(Enum):
    """What parts the whole from its fraction."""

    POINT = "."
    COMMA = ","
    UNTOLD = ""
    """Either: only numbers that both read alike are known."""

    def read(self, digits: str) -> Decimal | None:
        """The number that digits are; None where they are none, or it cannot be told which."""
        match self:
            case Notation.POINT:
                plain = re.sub("[,'’]", "", digits)
                return Decimal(plain) if _POINT.fullmatch(digits) else None
            case Notation.COMMA:
                plain = re.sub("[.'’]", "", digits).replace(",", ".")
                return Decimal(plain) if _COMMA.fullmatch(digits) else None
        one, other = Notation.POINT.read(digits), Notation.COMMA.read(digits)
        return one if one == other else None

    def written(self, value: Decimal) -> str:
        """A number without its sign, with its thousands parted."""
        digits = f"{abs(value):,f}"
        return digits.translate(_EXCHANGED) if self is Notation.COMMA else digits


_EXCHANGED = str.maketrans(",.", ".,")


def notations(columns: Sequence[Sequence[str]]) -> list[Notation]:
    """How the numbers of each column are written, as its own cells or all cells tell."""
    told = [frozenset(_told_by(column)) for column in columns]
    by_all: frozenset[Notation] = frozenset().union(*told)
    return [_notation(of_column - {Notation.UNTOLD} or by_all) for of_column in told]


def _told_by(cells: Iterable[str]) -> Iterable[Notation]:
    """The notations that the cells of a column leave no doubt of; where none does, and there is a
    number like "1.234", that it is not told."""
    told, doubtful = set(), False
    for cell in cells:
        match = _NUMBER.fullmatch(cell)
        if match is None:
            continue
        point, comma = (one.read(match["digits"]) for one in (Notation.POINT, Notation.COMMA))
        if (point is None) != (comma is None):
            told.add(Notation.COMMA if point is None else Notation.POINT)
        doubtful = doubtful or (point != comma and "." in match["digits"])
    return told or ({Notation.UNTOLD} if doubtful else set())


def _notation(told: frozenset[Notation]) -> Notation:
    certain = told - {Notation.UNTOLD}
    if len(certain) == 1:
        return next(iter(certain))
    return Notation.UNTOLD if told else Notation.POINT

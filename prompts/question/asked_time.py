"""Which time a question asks about: its years, its period, or none."""

import re
from dataclasses import dataclass

from localdocs.languages.times import PERIOD_OF_MONTHS, YEAR

_QUARTER = re.compile(r"\bquarter(?:ly)?\b|\bQ[1-4]\b", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"\bfy ?\d\d\b", re.IGNORECASE)
_EARLIER = re.compile(
    r"\b(?:old|older|previous|former|earlier|first|original)\s+(?:\w+\s)?"
    r"(?:version|draft|edition|copy|contract|agreement|lease|policy|rules|terms|offer|one)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AskedTime:
    """``years`` in four digits; ``period`` is "three", "six", "nine" or "twelve" (months), "" where
    none is named. A quarter has three months."""

    years: frozenset[str] = frozenset()
    period: str = ""
    is_told: bool = False
    """Whether any year is named, also a short one, "FY22"."""
    is_earlier: bool = False
    """Whether an older state is asked for: "the old contract", "the first draft"."""

    @property
    def year(self) -> str:
        """The one year that is asked for, "" where there is none or there are several."""
        return next(iter(self.years)) if len(self.years) == 1 else ""


def time_of(asked: str) -> AskedTime:
    """The time that the asking part of a question names."""
    years = frozenset(YEAR.findall(asked))
    quarter = "three" if _QUARTER.search(asked) else ""
    period = next((found.lower() for found in PERIOD_OF_MONTHS.findall(asked)), quarter)
    is_told = bool(years) or bool(_SHORT_YEAR.search(asked))
    return AskedTime(years, period, is_told, bool(_EARLIER.search(asked)))

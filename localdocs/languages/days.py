"""Days and months as people and tables write them: "9 April", "2025-04-09", "09.04.2025"."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from localdocs.languages.english import BOUNDS, PERIODS, WORDS_AND_MONTHS
from localdocs.languages.months import NAME_OR_SHORT, WHOLE_NAME, month_number

_YEAR = r"(?:1[5-9]|20)\d\d"
_NAME = rf"(?P<name>{NAME_OR_SHORT})\b\.?"
_NTH = r"(?P<day>\d{1,2})(?!\d)(?:st|nd|rd|th)?"
_ONE_NAME = "|".join(name for name in WHOLE_NAME.lower().split("|") if name not in WORDS_AND_MONTHS)
_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d.-])(?P<year>{_YEAR})(?P<sign>[-/])(?P<month>\d\d)(?P=sign)(?P<day>\d\d)(?!\d)",
        rf"(?<![\d.])(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>{_YEAR})(?!\d)",
        rf"(?<![\d.])\b{_NTH}\.?[ -](?:of )?{_NAME}(?:,?[ -](?P<year>{_YEAR})\b)?",
        rf"\b{_NAME} {_NTH}\b(?![.,]?\d)(?:,? (?P<year>{_YEAR})\b)?",
        rf"\b{_NAME},? (?:of )?(?P<year>{_YEAR})\b",
        rf"(?<![\d.-])(?P<year>{_YEAR})-(?P<month>\d\d)(?![-\d])",
        rf"(?<!\d[ .-])\b(?P<name>{_ONE_NAME})\b(?! \d)",
        rf"(?:(?<=\bin )|(?<=\bof )|(?<=\bfor )|(?<=\bduring )|^)(?P<name>{WORDS_AND_MONTHS})\b"
        r"(?! (?:\d|(?:i|we|you|he|she|they|it|be)\b))",
    )
]
_BOUND = re.compile(
    rf"\b(?:{BOUNDS})\s*(?:the\s+)?(?:{NAME_OR_SHORT}|[$€£]?\w*\d)"
    rf"|\b(?:last|past|previous|this|current|next)\s+(?:\w+\s+)?(?:{PERIODS})\b"
    r"|\b(?:today|yesterday|tomorrow)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NamedDay:
    """A month, or a day of one, as it is named in ``text[start:end]``; ``day`` and ``year`` are 0
    where they are not told."""

    start: int
    end: int
    year: int
    month: int
    day: int

    @property
    def date(self) -> date | None:
        """The day, where it is told in full."""
        return date(self.year, self.month, self.day) if self.year and self.day else None

    @cached_property
    def forms(self) -> frozenset[str]:
        """It and all that it lies in, one spelling each: "2025-04-09", "--04-09", "2025-04", …
        What names a day shares all forms with what names it no less exactly."""
        month, day = f"{self.month:02}", f"-{self.day:02}" if self.day else ""
        forms = {f"--{month}", f"--{month}{day}"}
        if self.year:
            forms |= {f"{self.year}-{month}", f"{self.year}-{month}{day}", str(self.year)}
        return frozenset(forms)

    @property
    def in_digits(self) -> tuple[str, ...]:
        """How files may write a day in digits; none for a whole month without a year."""
        month, day, year = f"{self.month:02}", f"{self.day:02}", f"{self.year}"
        if not self.day:
            return (f"{year} {month}", f"{month} {year}") if self.year else ()
        orders = [f"{month} {day}", f"{day} {month}", f"{self.day} {self.month}"]
        if not self.year:
            return tuple(orders)
        return (f"{year} {orders[0]}", *(f"{order} {year}" for order in orders[1:]))


def days_in(text: str) -> list[NamedDay]:
    """The days and months that a text names, in their order; years alone are numbers."""
    if not _MAY_NAME_ONE.search(text):
        return []
    found: list[NamedDay] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not any(match.start() < known.end and known.start < match.end() for known in found):
                found += filter(None, [_named(match)])
    return sorted(found, key=lambda named: named.start)


def names_a_stretch(text: str) -> bool:
    """Whether a text tells a time or an amount by a bound ("since April", "over 100"), or counted
    from today ("last month")."""
    return _BOUND.search(text) is not None


_MAY_NAME_ONE = re.compile(
    rf"{_YEAR}[-/]\d\d|\d\.\d{{1,2}}\.\d|\b(?:{NAME_OR_SHORT})", re.IGNORECASE
)


def _named(match: re.Match[str]) -> NamedDay | None:
    parts = match.groupdict()
    name = parts.get("name")
    month = month_number(name) if name else int(parts["month"] or 0)
    day, year = int(parts.get("day") or 0), int(parts.get("year") or 0)
    try:
        date(year or 2000, month, day or 1)  # 2000 has all days that a year may have
    except ValueError:
        return None
    return NamedDay(match.start(), match.end(), year, month, day)

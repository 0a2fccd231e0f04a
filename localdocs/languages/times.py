"""Stretches of time as people say them: "since March", "last week", "in 2023"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from localdocs.languages.english import CARDINALS, WEEKDAYS
from localdocs.languages.months import NAME_OR_SHORT, month_number
from localdocs.languages.numbers import VALUES

_WEEKDAYS = [day.lower() for day in WEEKDAYS]
_FEW = "|".join(CARDINALS[2:8])
_MONTH = rf"(?P<month>{NAME_OR_SHORT})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"

_DATES = [
    re.compile(pattern)
    for pattern in (
        _YEAR,
        rf"{_YEAR}-(?P<month>\d{{1,2}})(?:-(?P<day>\d{{1,2}}))?",
        rf"{_MONTH}(?:,? {_YEAR})?",
        rf"(?:the )?{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?",
        rf"{_MONTH} {_DAY}(?:,? {_YEAR})?",
    )
]
YEAR = re.compile(r"\b(?:FY\s?)?((?:19|20)\d\d)\b", re.IGNORECASE)
"""A year, also a fiscal one, anywhere in a text."""
NTH_QUARTER = re.compile(r"\b(first|second|third|fourth)(?: fiscal)? quarter\b", re.IGNORECASE)
QUARTER = re.compile(rf"\bQ[1-4]\b|{NTH_QUARTER.pattern}", re.IGNORECASE)
"""Which quarter of a year: "Q3", "the third quarter"."""
PERIOD_OF_MONTHS = re.compile(r"\b(three|six|nine|twelve) months\b", re.IGNORECASE)
_UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}
_RECENT = re.compile(
    r"(?:(?:in|within|during|over|from|since) )?the (?:last|past) "
    rf"(?:(?P<number>\d{{1,3}}|{_FEW}) )?(?P<unit>day|week|month|year)s?"
)
_PREPOSITION = re.compile(r"(?:(?P<side>since|after|before|until|till|in|on|during|from|of) )?(.+)")


@dataclass(frozen=True, slots=True)
class Period:
    """From the day ``first`` up to, not including, the day ``end``, local time; None is open.

    ``words`` are those that it was asked for with: "since March".
    """

    words: str
    first: date | None = None
    end: date | None = None

    @property
    def last(self) -> date | None:
        """Its last day."""
        return self.end and self.end - timedelta(1)

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return (self.first is None or day >= self.first) and (self.end is None or day < self.end)


def period_of(words: str, today: date) -> Period | None:
    """The stretch of time that these words name, or None where they name none.

    A month or weekday without a year is the last one that has begun.
    """
    plain = " ".join(words.lower().split())
    words = re.sub(r"^(?:from|of) ", "", words, flags=re.IGNORECASE)
    if recent := _RECENT.fullmatch(plain):
        number = recent["number"] or "1"
        days = _UNITS[recent["unit"]] * (VALUES.get(number) or int(number))
        return Period(words, today - timedelta(days))
    match = _PREPOSITION.fullmatch(plain)
    span = _span(match[2], today) if match else None
    if match is None or span is None:
        return None
    first, end = span
    match match["side"]:
        case "since":
            return Period(words, first)
        case "after":
            return Period(words, end)
        case "before":
            return Period(words, None, first)
        case "until" | "till":
            return Period(words, None, end)
        case _:
            return Period(words, first, end)


def _span(words: str, today: date) -> tuple[date, date] | None:
    """The first day of what the words name, and the day after its last."""
    monday = today - timedelta(today.weekday())
    named = {
        "today": (today, today + timedelta(1)),
        "yesterday": (today - timedelta(1), today),
        "this week": (monday, monday + timedelta(7)),
        "last week": (monday - timedelta(7), monday),
        "this month": _month(today.year, today.month),
        "last month": _month(today.year, today.month - 1),
        "this year": (date(today.year, 1, 1), date(today.year + 1, 1, 1)),
        "last year": (date(today.year - 1, 1, 1), date(today.year, 1, 1)),
    }
    if words in named:
        return named[words]
    if words.removeprefix("last ") in _WEEKDAYS:
        weekday = _WEEKDAYS.index(words.removeprefix("last "))
        day = today - timedelta((today.weekday() - weekday) % 7 or 7)
        return day, day + timedelta(1)
    for pattern in _DATES:
        if match := pattern.fullmatch(words):
            try:
                return _calendar_span(match.groupdict(), today)
            except ValueError:  # the 31st of February
                return None
    return None


def _calendar_span(parts: dict[str, str | None], today: date) -> tuple[date, date]:
    """The span of a year, month or day. Raises ValueError where there is no such day."""
    year, month, day = parts.get("year"), parts.get("month"), parts.get("day")
    if month is None:
        return date(int(year or 0), 1, 1), date(int(year or 0) + 1, 1, 1)
    number = int(month) if month.isdigit() else month_number(month)
    given = int(year) if year else today.year
    if day is None:
        first, end = _month(given, number)
    else:
        first = date(given, number, int(day))
        end = first + timedelta(1)
    if year is None and first > today:
        first, end = first.replace(year=given - 1), end.replace(year=end.year - 1)
    return first, end


def _month(year: int, month: int) -> tuple[date, date]:
    """A month; month 0 is December of the year before."""
    if month == 0:
        year, month = year - 1, 12
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return date(year, month, 1), following

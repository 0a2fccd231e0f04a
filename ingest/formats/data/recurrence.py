"""How often an event comes back, in words: "every second week on Thursday, until 1 May 2025".

A rule (RRULE of RFC 5545) that says more than is known here stays as it is written.
"""

from collections.abc import Iterable, Mapping
from datetime import date

_UNITS = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}
_DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
_WORKING_DAYS = frozenset({"MO", "TU", "WE", "TH", "FR"})
_MONTHS = dict(
    enumerate(
        "January February March April May June July August September October November "
        "December".split(),
        start=1,
    )
)
_PLACES = {
    "-2": "second last",
    "-1": "last",
    "1": "first",
    "2": "second",
    "3": "third",
    "4": "fourth",
    "5": "fifth",
}
_KNOWN = frozenset(
    {"FREQ", "INTERVAL", "UNTIL", "COUNT", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
)
_MOST_VALUES = 31
"""Of one part: the days of a month."""


def in_words(rule: str, start: date | None = None) -> str:
    """The rule as a person would say it. ``start``: the first day, which tells the weekday or the
    day of the month where the rule does not."""
    pairs = (part.strip().partition("=") for part in rule.upper().split(";"))
    parts = {name: value.strip() for name, _, value in pairs if name}
    try:
        return _every(parts, start) + _end(parts)
    except (KeyError, ValueError):
        return rule


def _every(parts: Mapping[str, str], start: date | None) -> str:
    """Raises KeyError or ValueError for what is not known here, as all below it."""
    if not parts.keys() <= _KNOWN:
        raise ValueError("a rule of another kind")
    frequency, interval = parts["FREQ"], int(parts.get("INTERVAL") or 1)
    days = _days(parts, frequency, start)
    months = "" if frequency == "YEARLY" else _months(parts, " in ")
    if interval == 1 and days and frequency in ("DAILY", "WEEKLY"):
        return f"every {days}{months}"
    often = "" if interval == 1 else f"{_PLACES.get(str(interval)) or _ordinal(interval)} "
    on = f" on {days}" if days else ""
    return f"every {often}{_UNITS[frequency]}{on}{months}"


def _days(parts: Mapping[str, str], frequency: str, start: date | None) -> str:
    """On which days of its week, month or year; "" where nothing tells."""
    if "BYDAY" in parts and (frequency != "YEARLY" or "BYMONTH" in parts):
        weekdays = _weekdays(_values(parts["BYDAY"]), parts.get("BYSETPOS", ""))
        return weekdays + (_months(parts, " of ") if frequency == "YEARLY" else "")
    if {"BYDAY", "BYSETPOS"} & parts.keys() or (
        frequency in ("DAILY", "WEEKLY") and "BYMONTHDAY" in parts
    ):
        raise ValueError("days that are chosen in another way")
    if frequency in ("MONTHLY", "YEARLY"):
        return _dates(parts, frequency, start)
    return list(_DAYS.values())[start.weekday()] if start and frequency == "WEEKLY" else ""


def _weekdays(written: list[str], places: str) -> str:
    """``Tuesday and Thursday``, ``the second Monday``."""
    are_working_days = set(written) == _WORKING_DAYS
    if places:
        named = "weekday" if are_working_days else _listed(_DAYS[day] for day in written)
        return f"the {_listed(_PLACES[place] for place in _values(places))} {named}"
    return "weekday (Monday to Friday)" if are_working_days else _listed(map(_weekday, written))


def _weekday(written: str) -> str:
    day, place = _DAYS[written[-2:]], written[:-2].lstrip("+")
    return f"the {_PLACES[place]} {day}" if place else day


def _dates(parts: Mapping[str, str], frequency: str, start: date | None) -> str:
    """``the 1st and 15th`` of a month, ``5 March`` of a year."""
    numbers = [int(one) for one in _values(parts.get("BYMONTHDAY", ""))]
    if start:
        numbers = numbers or [start.day]
        parts = {"BYMONTH": str(start.month), **parts}
    if not numbers:
        return ""
    if frequency == "MONTHLY":
        return f"the {_listed(map(_day_of_month, numbers))}"
    if min(numbers) < 1 or "BYMONTH" not in parts:
        raise ValueError("days of a year that are counted in another way")
    return f"{_listed(map(str, numbers))}{_months(parts, ' ')}"


def _months(parts: Mapping[str, str], lead: str) -> str:
    named = [_MONTHS[int(one)] for one in _values(parts.get("BYMONTH", ""))]
    return f"{lead}{_listed(named)}" if named else ""


def _end(parts: Mapping[str, str]) -> str:
    if until := parts.get("UNTIL"):
        last = date.fromisoformat(until[:8])
        return f", until {last.day} {_MONTHS[last.month]} {last.year}"
    return f", {int(parts['COUNT'])} times" if "COUNT" in parts else ""


def _day_of_month(number: int) -> str:
    return "last day" if number == -1 else _ordinal(number)


def _ordinal(number: int) -> str:
    """``1st``. Raises ValueError for what is counted from an end."""
    if number < 1:
        raise ValueError("counted from an end")
    end = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{end}"


def _values(written: str) -> list[str]:
    values = [one.strip() for one in written.split(",") if one.strip()]
    if len(values) > _MOST_VALUES:
        raise ValueError("more values than a rule needs")
    return values


def _listed(words: Iterable[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last

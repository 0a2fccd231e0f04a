"""How often an event comes back, in words: "every second week on Thursday, until 1 May 2025".

A rule (RRULE of RFC 5545) that says more than is known here stays as it is written.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, tzinfo

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


def in_words(rule: str, start: date | None = None, zone: tzinfo | None = None) -> str:
    """The rule as a person would say it. ``start``: the first day, which tells the weekday or the
    day of the month where the rule does not. ``zone``: that of the event; the end of a rule is told
    in UTC, where its last day may have ended."""
    pairs = (part.strip().partition("=") for part in rule.upper().split(";"))
    parts = {name: value.strip() for name, _, value in pairs if name}
    try:
        return _every(parts, start) + _end(parts, zone)
    except (KeyError, ValueError, OverflowError):
        return rule


def _every(parts: Mapping[str, str], start: date | None) -> str:
    """Raises KeyError or ValueError for what is not known here, as all below it."""
    if not parts.keys() <= _KNOWN:
        raise ValueError("a rule of another kind")
    frequency, interval = parts["FREQ"], int(parts.get("INTERVAL") or 1)
    if frequency not in _UNITS or interval < 1:
        raise ValueError("an interval of another kind")
    weekdays = _values(parts.get("BYDAY", ""))
    if interval == 1 and weekdays and _DAYS.keys() >= {*weekdays} and "BYSETPOS" not in parts:
        frequency = "WEEKLY"  # each such day of a month or year is one of a week
    often = "" if interval == 1 else f"{_PLACES.get(str(interval)) or _ordinal(interval)} "
    every = f"every {often}{_UNITS[frequency]}"
    if frequency in ("DAILY", "WEEKLY"):
        days = _days_of_week(parts, frequency, start)
        months = _months(parts, " in ")
        if interval == 1 and days:
            return f"every {days}{months}"
        days = days.replace("weekday", "weekdays")
    else:
        days = _weekdays(parts, frequency) if weekdays else _dates(parts, frequency, start)
        months = _months(parts, " in ") if frequency == "MONTHLY" or not days else ""
    return f"{every} on {days}{months}" if days else f"{every}{months}"


def _days_of_week(parts: Mapping[str, str], frequency: str, start: date | None) -> str:
    """``Tuesday and Thursday``; "" where nothing tells."""
    if {"BYSETPOS", "BYMONTHDAY"} & parts.keys():
        raise ValueError("days that are chosen in another way")
    if "BYDAY" not in parts:
        return list(_DAYS.values())[start.weekday()] if start and frequency == "WEEKLY" else ""
    if frequency == "DAILY" and parts.get("INTERVAL", "1") != "1":
        raise ValueError("those of some days that are such days of a week")
    days = _values(parts["BYDAY"])
    if set(days) == _WORKING_DAYS:
        return "weekday (Monday to Friday)"
    return _listed(_DAYS[day] for day in days)


def _weekdays(parts: Mapping[str, str], frequency: str) -> str:
    """``the second Monday`` of a month, ``the last Sunday of March`` of a year."""
    months = _months(parts, " of ") if frequency == "YEARLY" else ""
    is_of_month = frequency == "MONTHLY" or months != ""
    if "BYMONTHDAY" in parts or not is_of_month:
        raise ValueError("days that are chosen in another way")
    written = _values(parts["BYDAY"])
    if "BYSETPOS" not in parts:
        return _listed(map(_weekday, written)) + months
    if " and " in months:
        raise ValueError("a day of several months together")
    places = _listed(_PLACES[place] for place in _values(parts["BYSETPOS"]))
    are_working_days = set(written) == _WORKING_DAYS
    named = "weekday" if are_working_days else _listed((_DAYS[day] for day in written), "or")
    return f"the {places} {'day' if set(written) == _DAYS.keys() else named}{months}"


def _weekday(written: str) -> str:
    """``the second Monday``. Raises KeyError for a day without a place."""
    return f"the {_PLACES[written[:-2].lstrip('+')]} {_DAYS[written[-2:]]}"


def _dates(parts: Mapping[str, str], frequency: str, start: date | None) -> str:
    """``the 1st and 15th`` of a month, ``5 March`` of a year."""
    numbers = [int(one) for one in _values(parts.get("BYMONTHDAY", ""))]
    if {"BYDAY", "BYSETPOS"} & parts.keys() or max(numbers, default=1) > _MOST_VALUES:
        raise ValueError("days that are chosen in another way")
    if start and not numbers:
        numbers = [start.day]
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


def _end(parts: Mapping[str, str], zone: tzinfo | None) -> str:
    if {"UNTIL", "COUNT"} <= parts.keys():
        raise ValueError("two ends")
    if until := parts.get("UNTIL"):
        last = _last_day(until, zone)
        return f", until {last.day} {_MONTHS[last.month]} {last.year}"
    if "COUNT" not in parts:
        return ""
    count = int(parts["COUNT"])
    if count < 1:
        raise ValueError("it never comes")
    return ", once" if count == 1 else f", {count} times"


def _last_day(until: str, zone: tzinfo | None) -> date:
    if zone is None or not until.endswith("Z"):
        return date.fromisoformat(until[:8])
    moment = datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return moment.astimezone(zone).date()


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


def _listed(words: Iterable[str], joined_by: str = "and") -> str:
    *others, last = words
    return f"{', '.join(others)} {joined_by} {last}" if others else last

"""Calendars (.ics) and contacts (.vcf): what they say of each event and person, with labels."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from ingest.formats.data.contact_labels import label_of
from ingest.formats.data.content_lines import Property, entries, unescaped
from ingest.formats.data.recurrence import in_words
from ingest.formats.text import decode
from ingest.pages.cleaning import clean, clean_line
from ingest.pages.page_builder import PageBuilder
from localdocs.errors import NoTextError, ReadError
from localdocs.types import BlockKind, Document

_LABELS = {
    "DTSTART": "Begins",
    "DTEND": "Ends",
    "DUE": "Due",
    "DURATION": "Duration",
    "LOCATION": "Where",
    "ORGANIZER": "Organizer",
    "ATTENDEE": "Attendee",
    "STATUS": "Status",
    "RRULE": "Repeats",
    "EXDATE": "Not on",
    "DESCRIPTION": "Description",
    "COMMENT": "Comment",
}
_DAYS = frozenset({"DTSTART", "DTEND", "DUE", "BDAY", "ANNIVERSARY", "EXDATE", "X-ABDATE"})
_NAME = re.compile(r";CN=(?:\"([^\"]{1,200})\"|([^;:\"]{1,200}))", re.IGNORECASE)
_ZONE = re.compile(r";TZID=\"?([^;:\"]{1,100})", re.IGNORECASE)
_TIME = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d)[\d:]{0,3}(Z?))?")


def read(path: Path) -> Document:
    """Read a calendar or contacts as one page, a heading for each event and person."""
    text = decode(path.read_bytes())
    if "BEGIN:V" not in text[:10_000].upper():
        raise ReadError("the file is damaged, or is no calendar and no contacts")
    builder = PageBuilder()
    for entry in entries(text):
        lines = list(_lines(entry))
        name = next((one.value for one in entry if one.name in ("SUMMARY", "FN")), "")
        if name or lines:
            builder.add(BlockKind.HEADING, clean_line(unescaped(name)) or "(without a name)", 1)
        builder.add(BlockKind.PARAGRAPH, "\n".join(lines))
    page = builder.page(1)
    if not page.text:
        raise NoTextError("holds no event and no contact")
    return Document(path, (page,))


def _lines(entry: Sequence[Property]) -> Iterator[str]:
    """A line for each thing that is said of an event or person."""
    own = {one.group: one.value for one in entry if one.name == "X-ABLABEL" and one.group}
    begins = next((one for one in entry if one.name == "DTSTART"), Property("DTSTART", ""))
    for one in entry:
        label = _LABELS.get(one.name) or label_of(one.name, one.parameters, own.get(one.group, ""))
        said = _repeats(one, begins) if one.name == "RRULE" else _said(one)
        if label and said:
            yield f"{label}: {said}"


def _repeats(rule: Property, begins: Property) -> str:
    return in_words(rule.value, _day(begins.value), _zone(begins.parameters))


def _said(one: Property) -> str:
    if one.name in _DAYS:
        return ", ".join(_moment(value.strip()) for value in one.value.split(","))
    if one.name in ("ORGANIZER", "ATTENDEE"):
        address = one.value[7:] if one.value[:7].lower() == "mailto:" else one.value
        named = _NAME.search(one.parameters)
        return clean_line(f"{named[1] or named[2]} <{address}>" if named else address)
    if one.name in ("ADR", "ORG"):
        return ", ".join(filter(None, (unescaped(part).strip() for part in one.value.split(";"))))
    if one.name == "TEL":
        return clean_line(unescaped(one.value.removeprefix("tel:")))
    return clean(unescaped(one.value))


def _moment(value: str) -> str:
    time = _TIME.fullmatch(value)
    if not time:
        return clean_line(unescaped(value))
    clock = f" {time[4]}:{time[5]}" if time[4] else ""
    return f"{time[1]}-{time[2]}-{time[3]}{clock}{' UTC' if time[6] else ''}"


def _day(value: str) -> date | None:
    time = _TIME.fullmatch(value)
    try:
        return date(int(time[1]), int(time[2]), int(time[3])) if time else None
    except ValueError:
        return None


def _zone(parameters: str) -> ZoneInfo | None:
    """The time zone that is named there, if this computer knows it."""
    named = _ZONE.search(parameters)
    try:
        return ZoneInfo(named[1]) if named else None
    except (KeyError, ValueError, OSError):
        return None

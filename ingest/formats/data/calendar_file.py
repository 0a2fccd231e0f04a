"""Calendars (.ics) and contacts (.vcf): what they say of each event and person, with labels."""

import re
from collections.abc import Iterator
from pathlib import Path

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
    "CATEGORIES": "Categories",
    "URL": "Address",
    "DESCRIPTION": "Description",
    "COMMENT": "Comment",
    "NICKNAME": "Nickname",
    "ORG": "Organization",
    "TITLE": "Title",
    "ROLE": "Role",
    "TEL": "Telephone",
    "EMAIL": "E-mail",
    "ADR": "Address",
    "BDAY": "Birthday",
    "NOTE": "Note",
}
_PARTS = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VCARD"})
_PASSED_OVER = frozenset({"VALARM", "VTIMEZONE", "STANDARD", "DAYLIGHT"})
_LINE = re.compile(
    r"(?:[\w-]{1,40}\.)?([A-Za-z][\w-]{0,60})((?:;[^:\n\"]{0,300}|\"[^\"\n]{0,300}\"){0,20}):"
)
_NAME = re.compile(r";CN=(?:\"([^\"]{1,200})\"|([^;:\"]{1,200}))", re.IGNORECASE)
_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d{0,2}(Z?))?")
_ESCAPED = re.compile(r"\\([nN,;\\])")


def read(path: Path) -> Document:
    """Read a calendar or contacts as one page, a heading for each event and person."""
    text = decode(path.read_bytes())
    if "BEGIN:V" not in text[:10_000].upper():
        raise ReadError("the file is damaged, or is no calendar and no contacts")
    builder = PageBuilder()
    for name, lines in _parts(text):
        builder.add(BlockKind.HEADING, name or "(without a name)", 1)
        builder.add(BlockKind.PARAGRAPH, "\n".join(lines))
    page = builder.page(1)
    if not page.text:
        raise NoTextError("holds no event and no contact")
    return Document(path, (page,))


def _parts(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each event and person: its name, and a line for each thing that is said of it."""
    name, lines = "", list[str]()
    passed_over = ""
    for line in _unfolded(text):
        begins, ends = _border(line, "BEGIN:"), _border(line, "END:")
        if passed_over:
            passed_over = "" if ends == passed_over else passed_over
        elif begins in _PASSED_OVER:
            passed_over = begins
        elif begins in _PARTS:
            name, lines = "", []
        elif ends in _PARTS:
            if name or lines:
                yield name, lines
            name, lines = "", []
        elif match := _LINE.match(line):
            key, value = match[1].upper(), line[match.end() :].strip()
            if key in ("SUMMARY", "FN"):
                name = clean_line(_unescaped(value))
            elif key in _LABELS and value:
                lines.append(f"{_LABELS[key]}: {_said(key, match[2], value)}")


def _unfolded(text: str) -> Iterator[str]:
    """Lines that begin with a space go on the one before."""
    pieces: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if line[:1] in (" ", "\t"):
            pieces.append(line[1:])
            continue
        yield "".join(pieces)
        pieces = [line]
    yield "".join(pieces)


def _border(line: str, mark: str) -> str:
    return line[len(mark) :].strip().upper() if line[: len(mark)].upper() == mark else ""


def _said(key: str, parameters: str, value: str) -> str:
    if key in ("DTSTART", "DTEND", "DUE", "BDAY") and (time := _TIME.fullmatch(value)):
        day = f"{time[1]}-{time[2]}-{time[3]}"
        clock = f" {time[4]}:{time[5]}" if time[4] else ""
        return f"{day}{clock}{' UTC' if time[6] else ''}"
    if key in ("ORGANIZER", "ATTENDEE"):
        address = value[7:] if value[:7].lower() == "mailto:" else value
        named = _NAME.search(parameters)
        return clean_line(f"{named[1] or named[2]} <{address}>" if named else address)
    if key in ("ADR", "ORG"):
        return ", ".join(filter(None, (_unescaped(one).strip() for one in value.split(";"))))
    return clean(_unescaped(value))


def _unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)

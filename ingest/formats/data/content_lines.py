"""The lines that calendars and contacts are written in (RFC 5545, RFC 6350, vCard 2.1)."""

import quopri
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.formats.mail.charsets import text_in

_PARTS = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VCARD"})
_PASSED_OVER = frozenset({"VALARM", "VTIMEZONE", "STANDARD", "DAYLIGHT"})
_NAME = re.compile(r"(?:([\w-]{1,40})\.)?([A-Za-z][\w-]{0,60})")
_LONGEST_HEAD = 6_000
"""Characters of a name with its parameters."""

_QUOTED_PRINTABLE = re.compile(r"QUOTED-PRINTABLE(?:;|$)", re.IGNORECASE)
_CHARSET = re.compile(r";CHARSET=\"?([\w-]{2,40})", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([nN,;\\])")


@dataclass(frozen=True, slots=True)
class Property:
    """One thing that is said: ``item1.TEL;TYPE=CELL:555`` has the group "item1", the name "TEL" and
    the parameters ";TYPE=CELL". Names are in upper case."""

    name: str
    value: str
    parameters: str = ""
    group: str = ""


def entries(text: str) -> Iterator[Sequence[Property]]:
    """What is said of each event and person, without alarms and time zones."""
    said: list[Property] = []
    passed_over = ""
    for line in _whole_lines(text):
        begins, ends = _border(line, "BEGIN:"), _border(line, "END:")
        if passed_over:
            passed_over = "" if ends == passed_over else passed_over
        elif begins in _PASSED_OVER:
            passed_over = begins
        elif begins in _PARTS:
            said = []
        elif ends in _PARTS:
            yield said
            said = []
        elif found := _property(line):
            said.append(found)


def unescaped(value: str) -> str:
    """The value with its line ends and signs as they are meant."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _whole_lines(text: str) -> Iterator[str]:
    """Lines that begin with a space go on the one before; so does what quoted-printable breaks."""
    pieces: list[str] = []
    breaks = False
    for line in text.replace("\r\n", "\n").split("\n"):
        if breaks or line[:1] in (" ", "\t"):
            pieces.append(line if breaks else line[1:])
        else:
            yield "".join(pieces)
            pieces = [line]
        head = pieces[0].partition(":")[0]
        breaks = line.endswith("=") and _QUOTED_PRINTABLE.search(head[:300]) is not None
        if breaks:
            pieces[-1] = pieces[-1][:-1]
    yield "".join(pieces)


def _property(line: str) -> Property | None:
    """What a line says, if anything."""
    head = _head(line)
    name, mark, rest = head.partition(";")
    match = _NAME.fullmatch(name)
    if not match:
        return None
    parameters = mark + rest
    value = line[len(head) + 1 :].strip()
    if _QUOTED_PRINTABLE.search(parameters):
        value = _unquoted(value, parameters)
    group = (match[1] or "").lower()
    return Property(match[2].upper(), value, parameters, group) if value else None


def _head(line: str) -> str:
    """What stands before the first colon outside quotes; "" where there is none."""
    length = 0
    for number, piece in enumerate(line[:_LONGEST_HEAD].split('"')):
        colon = piece.find(":") if number % 2 == 0 else -1
        if colon >= 0:
            return line[: length + colon]
        length += len(piece) + 1
    return ""


def _border(line: str, mark: str) -> str:
    return line[len(mark) :].strip().upper() if line[: len(mark)].upper() == mark else ""


def _unquoted(value: str, parameters: str) -> str:
    charset = _CHARSET.search(parameters)
    data = quopri.decodestring(value.encode("utf-8"))
    return text_in(data, charset[1] if charset else "utf-8")

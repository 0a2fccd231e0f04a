"""The text of a .doc file, put together from the pieces that it is stored in ([MS-DOC])."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from struct import unpack_from
from typing import Any

from ingest.office.container import LOCKED
from ingest.office.doc_headings import heading_ends
from localdocs.errors import EncryptedError, ReadError

_WORD_97 = 193
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_LENGTHS = 0x4C  # seven counts of characters, one after the other
_PIECES = 0x01A2
_COMPRESSED = 1 << 30
_FIELD = re.compile("\x13[^\x13\x14\x15]*\x14|\x13[^\x13\x14\x15]*\x15|\x15")
_DEEPEST_FIELD = 8
_CELL = "\x07"
_UNSEEN = {1: None, 2: None, 5: None, 8: None, 0x13: None, 0x14: None, 0x15: None,
           0x0B: "\n", 0x1E: "-", 0x1F: None}  # fmt: skip
_MOST_COLUMNS = 64
_HEADING_END = "\ue000"
"""With its level added: the end of a heading, in place of a line's."""
_HEADING_ENDS = "\ue001-\ue009"


@dataclass(frozen=True, slots=True)
class Heading:
    """A paragraph in a style of headings, ``level`` from 1."""

    text: str
    level: int


@dataclass(slots=True)
class DocText:
    """``pieces`` are paragraphs, headings and tables in order; notes, comments and boxes come
    ``later``."""

    pieces: list[str | Heading | list[list[str]]] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)


def read_doc_text(ole: Any) -> DocText:
    """All text of a document. Raises EncryptedError or ReadError."""
    if not ole.exists("WordDocument"):
        if ole.exists("EncryptedPackage"):
            raise EncryptedError(LOCKED)
        raise ReadError("the file is damaged, or is not a Word document")
    stream = ole.openstream("WordDocument").read()
    version, flags = unpack_from("<H", stream, 2)[0], unpack_from("<H", stream, 10)[0]
    if flags & _ENCRYPTED:
        raise EncryptedError(LOCKED)
    main, notes, margins, _, comments, ends, boxes = unpack_from("<7i", stream, _LENGTHS)
    if version < _WORD_97:
        start, end = unpack_from("<2I", stream, 0x18)
        return _put_together(stream[start:end].decode("cp1252", "replace"))
    table = ole.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read()
    text = "".join(_pieces(stream, table, heading_ends(stream, table)))
    found = DocText()
    position = 0
    for length, kind in (
        (main, "main"), (notes, "note"), (margins, "margin"), (0, ""), (comments, "comment"),
        (ends, "note"), (boxes, "note"),
    ):  # fmt: skip
        part = text[position : position + max(length, 0)]
        position += max(length, 0)
        if kind == "main":
            found = _put_together(part)
        else:
            _add_aside(found, part, kind)
    return found


def _add_aside(found: DocText, part: str, kind: str) -> None:
    for paragraph in re.split(f"[\r\x0c\x07{_HEADING_ENDS}]", _shown(part)):
        if not paragraph.strip():
            continue
        if kind == "margin":
            found.margins.append(paragraph.strip())
        else:
            found.later.append(f"Comment: {paragraph}" if kind == "comment" else paragraph)


def _pieces(stream: bytes, table: bytes, headings: Mapping[int, int]) -> Iterator[str]:
    start, length = unpack_from("<2I", stream, _PIECES)
    at, end = start, start + length
    while at < end and table[at] == 1:  # properties that pieces refer to
        at += 3 + unpack_from("<H", table, at + 1)[0]
    if at >= end or table[at] != 2:
        raise ValueError("no table of pieces")
    size = unpack_from("<I", table, at + 1)[0]
    count = (size - 4) // 12
    places = unpack_from(f"<{count + 1}I", table, at + 5)
    for number, (first, last) in enumerate(pairwise(places)):
        where = unpack_from("<I", table, at + 5 + 4 * (count + 1) + 8 * number + 2)[0]
        characters = last - first
        if where & _COMPRESSED:
            begin = (where & ~_COMPRESSED) // 2
            text = stream[begin : begin + characters].decode("cp1252", "replace")
            yield _with_headings(text, begin, 1, headings)
        else:
            text = stream[where : where + 2 * characters].decode("utf-16-le", "replace")
            yield _with_headings(text, where, 2, headings)


def _with_headings(text: str, start: int, width: int, headings: Mapping[int, int]) -> str:
    """A piece with the ends of its headings marked. ``width``: bytes of a character."""
    lines = text.split("\r")
    place = start
    for number, line in enumerate(lines[:-1]):
        place += (len(line) + 1) * width
        level = headings.get(place, 0)
        lines[number] = line + (chr(ord(_HEADING_END) + level) if level else "\r")
    return "".join(lines)


def _shown(text: str) -> str:
    """The text without what fields are computed from, and signs for what is no text."""
    for _ in range(_DEEPEST_FIELD):
        shorter = _FIELD.sub("", text)
        if shorter == text:
            break
        text = shorter
    return text.translate(_UNSEEN)


def _put_together(text: str) -> DocText:
    found = DocText()
    cells: list[str] = []
    begun = ""  # paragraphs of a cell whose end is not there yet
    for line in re.split(f"(?<=[\r\x0c\x07{_HEADING_ENDS}])", _shown(text)):
        if line.endswith(_CELL):
            cells.append(begun + line[:-1])
            begun = ""
        elif cells and cells[-1]:  # within a row, since none ends with words
            begun += line.replace("\r", "\n")
        else:
            if cells:
                found.pieces.append(_rows(cells))
                cells = []
            found.pieces.append(_paragraph(line))
    if cells:
        found.pieces.append(_rows(cells))
    return found if not begun else _with_rest(found, begun)


def _paragraph(line: str) -> str | Heading:
    level = ord(line[-1]) - ord(_HEADING_END) if line else 0
    return Heading(line[:-1], level) if 0 < level < 10 else line.rstrip("\r\x0c")


def _with_rest(found: DocText, text: str) -> DocText:
    """What a cell that never ends would hold: the row was misread, its words are not lost."""
    found.pieces += [line for line in text.split("\n") if line.strip()]
    return found


def _rows(cells: list[str]) -> list[list[str]]:
    """Cells as rows. The end of a row is a cell without text behind its last one."""
    for width in range(1, min(_MOST_COLUMNS, len(cells))):
        ends = cells[width :: width + 1]
        if len(cells) % (width + 1) == 0 and not any(ends):
            return [cells[at : at + width] for at in range(0, len(cells), width + 1)]
    rows: list[list[str]] = [[]]
    for cell in cells:
        if cell or not rows[-1]:
            rows[-1].append(cell)
        else:
            rows.append([])
    return [row for row in rows if any(row)]

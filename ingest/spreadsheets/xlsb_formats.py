"""The formats of numbers in Excel's binary workbooks (MS-XLSB), which calamine does not tell."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from ingest.office.container import main_part, relations
from ingest.spreadsheets.cell_formats import NumberFormats, SheetStyles, codes_of

_FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 44, 47, 617, 618
_ROW, _SHORT_NUMBER, _NUMBER, _FORMULA = 0, 2, 5, 9
_SHEET = 156
_MOST_STYLES = 65_536
_DAMAGED = (OSError, KeyError, ValueError, IndexError, struct.error, zlib.error)
_DAMAGED_ARCHIVE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, etree.XMLSyntaxError)


def formats_of(path: Path) -> NumberFormats:
    """The formats of a workbook; none where they cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            main = main_part(archive)
            parts = relations(archive, main)
            styles = next((place for kind, place in parts.values() if kind == "styles"), "")
            sheets = [parts.get(name, ("", "")) for name in _sheets(archive.read(main))]
            return NumberFormats(
                _codes(archive.read(styles)) if styles else (),
                [_sheet(archive.read(place)) for kind, place in sheets if kind == "worksheet"],
            )
    except (*_DAMAGED, *_DAMAGED_ARCHIVE):
        return NumberFormats()


def _sheets(data: bytes) -> Iterator[str]:
    """The ids of the sheets in their order."""
    for kind, at, _ in _records(data):
        if kind == _SHEET:
            yield _text(data, at + 8)


def _codes(data: bytes) -> list[str]:
    own: dict[int, str] = {}
    styles: list[int] = []
    is_of_cells = False
    for kind, at, _ in _records(data):
        if kind == _FORMAT:
            own[struct.unpack_from("<H", data, at)[0]] = _text(data, at + 2)
        elif kind in (_STYLES_BEGIN, _STYLES_END):
            is_of_cells = kind == _STYLES_BEGIN
        elif kind == _STYLE and is_of_cells and len(styles) < _MOST_STYLES:
            styles.append(struct.unpack_from("<H", data, at + 2)[0])
    return codes_of(styles, own)


def _sheet(data: bytes) -> SheetStyles:
    sheet = SheetStyles()
    row = 0
    for kind, at, _ in _records(data):
        if kind == _ROW:
            row = struct.unpack_from("<I", data, at)[0]
        elif kind in (_SHORT_NUMBER, _NUMBER, _FORMULA):
            column, style = struct.unpack_from("<II", data, at)
            sheet.note(row, column, style & 0xFFFFFF)
    return sheet


def _records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of each record. Both are written seven bits a byte."""
    at = 0
    while at < len(data):
        kind, at = _whole(data, at, 2)
        length, at = _whole(data, at, 4)
        yield kind, at, length
        at += length


def _whole(data: bytes, at: int, most_bytes: int) -> tuple[int, int]:
    """A number and the place behind it. The bits of a kind are kept as they are numbered."""
    value = 0
    for place in range(most_bytes):
        byte = data[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            return value, at + place + 1
    return value, at + most_bytes


def _text(data: bytes, at: int) -> str:
    count = struct.unpack_from("<I", data, at)[0]
    return data[at + 4 : at + 4 + 2 * count].decode("utf-16-le", "replace")

"""The formats of numbers in Excel before 2007 (MS-XLS), which calamine does not tell."""

import struct
from collections.abc import Iterator
from pathlib import Path

from ingest.spreadsheets.cell_formats import NumberFormats, SheetStyles, codes_of

_BEGIN, _FORMAT, _STYLE, _SHEET, _LOCKED = 0x0809, 0x041E, 0x00E0, 0x0085, 0x002F
_NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS, _FORMULA = 0x0203, 0x027E, 0x00BD, 0x0006
_OF_1997 = 0x0600
_OF_CELLS = 0
_MOST_STYLES = 65_536


def formats_of(path: Path) -> NumberFormats:
    """The formats of a workbook; none where they cannot be read, as in a locked one."""
    import olefile

    try:
        with olefile.OleFileIO(str(path)) as ole:
            name = next((one for one in ("Workbook", "Book") if ole.exists(one)), "")
            return _read(ole.openstream(name).read()) if name else NumberFormats()
    except (OSError, ValueError, IndexError, KeyError, TypeError, struct.error):
        return NumberFormats()


def _read(data: bytes) -> NumberFormats:
    own: dict[int, str] = {}
    styles: list[int] = []
    starts: list[int] = []
    is_old = False
    for kind, at, length in _records(data, 0):
        if kind == _BEGIN:
            is_old = struct.unpack_from("<H", data, at)[0] < _OF_1997
        elif kind == _LOCKED:
            break
        elif kind == _FORMAT and length > 2:
            own[struct.unpack_from("<H", data, at)[0]] = _text(data[at + 2 : at + length], is_old)
        elif kind == _STYLE and len(styles) < _MOST_STYLES:
            styles.append(struct.unpack_from("<H", data, at + 2)[0])
        elif kind == _SHEET and data[at + 5] == _OF_CELLS:
            starts.append(struct.unpack_from("<I", data, at)[0])
    return NumberFormats(codes_of(styles, own), [_sheet(data, start) for start in starts])


def _sheet(data: bytes, start: int) -> SheetStyles:
    sheet = SheetStyles()
    for kind, at, length in _records(data, start):
        if kind in (_NUMBER, _SHORT_NUMBER, _FORMULA):
            sheet.note(*struct.unpack_from("<HHH", data, at))
        elif kind == _SHORT_NUMBERS:
            row, first = struct.unpack_from("<HH", data, at)
            for place in range((length - 6) // 6):
                sheet.note(row, first + place, *struct.unpack_from("<H", data, at + 4 + 6 * place))
    return sheet


def _records(data: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of each record, up to the end of what begins here."""
    depth = 0
    while start + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, start)
        if kind == 0x000A:  # end of the workbook, a sheet, or a chart in it
            depth -= 1
            if depth <= 0:
                return
        elif kind == _BEGIN:
            depth += 1
        if depth == 1:
            yield kind, start + 4, length
        start += 4 + length


def _text(data: bytes, is_old: bool) -> str:
    if is_old:
        return data[1 : 1 + data[0]].decode("cp1252", "replace")
    count, wide = struct.unpack_from("<HB", data)
    if wide & 1:
        return data[3 : 3 + 2 * count].decode("utf-16-le", "replace")
    return data[3 : 3 + count].decode("latin-1")

"""Excel before 2007, and its binary form: one page a sheet, read by calamine.

Of the formats of numbers it tells only which are days; the others are read here. A file that only
bears the name, as programs export them, is read as what it is: newer, HTML, or text with tabs.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from ingest.formats import csv_file, html
from ingest.office.container import LOCKED, OLE_MAGIC, refuse_locked
from ingest.office.number_formats import shown_number, shown_value
from ingest.pages.grid_cells import GridRow, Merged
from ingest.spreadsheets import xls_formats, xlsb_formats, xlsx
from ingest.spreadsheets.cell_formats import NumberFormats
from ingest.spreadsheets.sheets import Room, Sheet, sheets_document
from localdocs.errors import EncryptedError, ReadError
from localdocs.types import Document


def read(path: Path) -> Document:
    """Read a workbook. Raises ReadError where it holds no text, is locked or damaged."""
    start = refuse_locked(path)
    if start.startswith(b"PK") and path.suffix.lower() != ".xlsb":
        return xlsx.read(path)
    if b"<html" in start.lower() or b"<table" in start.lower():
        return html.read(path)
    if not start.startswith((OLE_MAGIC, b"PK")) and b"\t" in start:
        return csv_file.read(path)
    import python_calamine

    is_binary = start.startswith(b"PK")
    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as workbook:
            formats = (xlsb_formats if is_binary else xls_formats).formats_of(path)
            sheets = list(_sheets(workbook, formats))
    except python_calamine.PasswordError as error:
        raise EncryptedError(LOCKED) from error
    except BaseException as error:
        if not _is_of_calamine(error):
            raise
        raise ReadError("the file is damaged, or is not an Excel workbook") from error
    return sheets_document(path, sheets)


def _is_of_calamine(error: BaseException) -> bool:
    """Whether the library says so. Where it did not expect what it met, it panics: that is no
    Exception, so that nothing else takes it for one."""
    import python_calamine

    known = isinstance(error, python_calamine.CalamineError | ValueError)
    is_cut = isinstance(error, OSError) and error.errno is None  # else the disk says so
    return known or is_cut or type(error).__name__ == "PanicException"


def _sheets(workbook: Any, formats: NumberFormats) -> Iterator[Sheet]:
    room = Room()
    listed = [one for one in workbook.sheets_metadata if str(one.typ).endswith("WorkSheet")]
    for number, about in enumerate(listed):
        sheet = Sheet(about.name, hidden=not str(about.visible).endswith(".Visible"))
        _fill(sheet, workbook.get_sheet_by_name(about.name), room, partial(formats.code, number))
        yield sheet


def _fill(sheet: Sheet, found: Any, room: Room, code: Callable[[int, int], str]) -> None:
    """Fill a sheet. ``code``: the format of a number by its row and column, from 0."""
    if found.start is None:
        return
    sheet.stated_rows = found.end[0] + 1
    for row, values in enumerate(found.iter_rows()):  # with what is empty above and to the left
        cells = {
            column: text
            for column, value in enumerate(values)
            if value != "" and (text := _shown(value, row, column, code)).strip()
        }
        if cells and not room.takes(len(cells)):
            sheet.cut = True
            break
        if cells:
            sheet.rows.append(GridRow(row + 1, cells))
    for (upper, first), (lower, last) in found.merged_cell_ranges or ():
        sheet.merged.append(Merged(upper + 1, first, lower + 1, last))


def _shown(value: object, row: int, column: int, code: Callable[[int, int], str]) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return shown_number(float(value), code(row, column))
    return shown_value(value)

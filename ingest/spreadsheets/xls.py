"""Excel before 2007, and its binary form: one page a sheet, read by calamine.

Of the formats of numbers it tells only which are days; percentages stay fractions. A file that only
bears the name, as programs export them, is read as what it is: newer, HTML, or text with tabs.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.formats import csv_file, html
from ingest.office.container import LOCKED, OLE_MAGIC, refuse_locked
from ingest.office.number_formats import shown_value
from ingest.pages.grid_cells import GridRow, Merged
from ingest.spreadsheets import xlsx
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

    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as workbook:
            sheets = list(_sheets(workbook))
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
    return known or type(error).__name__ == "PanicException"


def _sheets(workbook: Any) -> Iterator[Sheet]:
    room = Room()
    for about in workbook.sheets_metadata:
        if str(about.typ).endswith("WorkSheet"):
            sheet = Sheet(about.name, hidden=not str(about.visible).endswith(".Visible"))
            _fill(sheet, workbook.get_sheet_by_name(about.name), room)
            yield sheet


def _fill(sheet: Sheet, found: Any, room: Room) -> None:
    if found.start is None:
        return
    top, left = found.start
    sheet.stated_rows = top + found.height
    for offset, row in enumerate(found.iter_rows()):
        cells = {
            left + column: text
            for column, value in enumerate(row)
            if value != "" and (text := shown_value(value)).strip()
        }
        if cells and not room.takes(len(cells)):
            sheet.cut = True
            break
        if cells:
            sheet.rows.append(GridRow(top + offset + 1, cells))
    for (upper, first), (lower, last) in found.merged_cell_ranges or ():
        sheet.merged.append(Merged(upper + 1, first, lower + 1, last))

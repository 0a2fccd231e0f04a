"""OpenDocument spreadsheets, packed or flat: one page a sheet. Each cell brings what it shows."""

from pathlib import Path
from typing import Any

from ingest.office.odf_file import OFFICE, STYLE, TABLE, TEXT, OdfFile, opened_odf
from ingest.office.odf_text import number_of
from ingest.pages.grid_cells import GridRow, Merged
from ingest.spreadsheets.sheets import Room, Sheet, sheets_document
from localdocs.types import Document

_MOST_COLUMNS = 16_384
_CELL = TABLE + "table-cell"
_CELLS = frozenset({_CELL, TABLE + "covered-table-cell"})
_PARAGRAPH = TEXT + "p"
_REPEATED = "number-columns-repeated"
_WAYS = ("columns", "rows")
_SPANS = frozenset(f"{TABLE}number-{way}-spanned" for way in _WAYS)


def read(path: Path) -> Document:
    """Read a spreadsheet. Raises ReadError where it holds no text, is locked or damaged."""
    with opened_odf(path, "an OpenDocument spreadsheet") as file:
        room = Room()
        hidden = _hidden_styles(file)
        sheets = [
            _sheet(table, hidden, room) for table in file.body if table.tag == TABLE + "table"
        ]
    return sheets_document(path, sheets, file.title, file.author, file.created)


def _hidden_styles(file: OdfFile) -> set[str]:
    """The styles of sheets that are not shown."""
    return {
        style.get(STYLE + "name", "")
        for style in file.of_styles(STYLE + "style")
        for properties in style.iter(STYLE + "table-properties")
        if properties.get(TABLE + "display") == "false"
    }


def _sheet(table: Any, hidden: set[str], room: Room) -> Sheet:
    name = table.get(TABLE + "name", "")
    sheet = Sheet(name, hidden=table.get(TABLE + "style-name", "") in hidden)
    number = 0
    for row in table.iter(TABLE + "table-row"):
        repeated = number_of(row, "number-rows-repeated")
        cells = _cells(row, number + 1, sheet)
        for again in range(repeated if cells else 0):
            if not room.takes(len(cells)):
                sheet.cut = True
                break
            sheet.rows.append(GridRow(number + again + 1, cells))
        number += repeated
        if cells:
            sheet.stated_rows = number
    for shapes in table.iter(TABLE + "shapes"):
        texts = ("".join(p.itertext()) for p in shapes.iter(TEXT + "p"))
        sheet.remarks += [text for text in texts if text.strip()]
    return sheet


def _cells(row: Any, number: int, sheet: Sheet) -> dict[int, str]:
    cells: dict[int, str] = {}
    column = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        attributes = cell.attrib
        repeated = number_of(cell, _REPEATED) if TABLE + _REPEATED in attributes else 1
        text = _shown(cell, number, column, sheet) if cell.tag == _CELL else ""
        if text and repeated == 1:
            cells[column] = text
        elif text:
            cells.update(dict.fromkeys(range(column, min(column + repeated, _MOST_COLUMNS)), text))
        if text and not _SPANS.isdisjoint(attributes):
            columns, rows = (number_of(cell, f"number-{way}-spanned") for way in _WAYS)
            sheet.merged.append(Merged(number, column, number + rows - 1, column + columns - 1))
        column += repeated
    return cells


def _shown(cell: Any, row: int, column: int, sheet: Sheet) -> str:
    if len(cell) == 1 and cell[0].tag == _PARAGRAPH and not len(cell[0]):  # nearly always
        return (cell[0].text or "").strip()
    for comment in cell.iter(OFFICE + "annotation"):
        words = " ".join("".join(p.itertext()) for p in comment.iter(TEXT + "p"))
        sheet.remarks.append(f"Comment on {_letters(column)}{row}: {' '.join(words.split())}")
    text = "\n".join(_words(line) for line in cell if line.tag == TEXT + "p").strip()
    formula = str(cell.get(TABLE + "formula", ""))
    if not text and formula and not cell.get(OFFICE + "value-type"):
        sheet.unknown += 1
        return "=" + formula.partition("=")[2]
    return text or str(cell.get(OFFICE + "value", ""))


def _words(paragraph: Any) -> str:
    parts = []
    for element in paragraph.iter():
        if element.tag == TEXT + "s":
            parts.append(" ")
        elif element.tag == TEXT + "line-break":
            parts.append("\n")
        parts.append(element.text or "")
        if element is not paragraph:
            parts.append(element.tail or "")
    return "".join(parts)


def _letters(column: int) -> str:
    """27 -> "AB"."""
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(65 + place) + letters
    return letters

"""The cells of a sheet, one row after the other, however many there are."""

import re
import zipfile
from typing import IO, Any

from ingest.office.container import elements, local
from ingest.office.number_formats import BUILT_IN, is_date_format, shown_date, shown_number
from ingest.pages.grid_cells import GridRow, Merged
from ingest.spreadsheets.sheets import Room, Sheet

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Styles:
    """How the numbers of a workbook are shown, by the number of a cell's style."""

    def __init__(self, root: Any, *, from_1904: bool) -> None:
        self._from_1904 = from_1904
        self._codes: list[str] = []
        own = dict(BUILT_IN)
        for element in root.iter() if root is not None else ():
            name = local(element)
            if name == "numFmt" and element.get("numFmtId", "").isdecimal():
                own[int(element.get("numFmtId"))] = element.get("formatCode", "")
            elif name == "cellXfs":
                self._codes = [own.get(_whole(style.get("numFmtId")), "") for style in element]

    def shown(self, text: str, style: int) -> str:
        """A number as the program shows it."""
        code = self._codes[style] if style < len(self._codes) else ""
        if not code and text.isdecimal() and len(text) < 16:
            return text
        try:
            value = float(text)
        except ValueError:
            return text
        if is_date_format(code):
            return shown_date(value, code, from_1904=self._from_1904)
        return shown_number(value, code)


def shared_texts(archive: zipfile.ZipFile, place: str) -> list[str]:
    """The texts that cells refer to by number."""
    if not place:
        return []
    with archive.open(place) as file:
        return [_rich_text(element) for _, element in elements(file, "si")]


def read_cells(file: IO[bytes], sheet: Sheet, texts: list[str], styles: Styles, room: Room) -> None:
    """Fill a sheet with the rows that have text, as many as there is room for."""
    number = 0
    for name, element in elements(file, "row", "mergeCell", "dimension"):
        if name == "dimension":
            sheet.stated_rows = _last_row(element.get("ref", ""))
        elif name == "mergeCell":
            _add_merged(sheet, element.get("ref", ""))
        else:
            number = _whole(element.get("r")) or number + 1
            if sheet.cut:
                continue
            cells = _cells(element, sheet, texts, styles)
            if cells and not room.takes(len(cells)):
                sheet.cut = True
                if sheet.stated_rows:
                    return
            elif cells:
                sheet.rows.append(GridRow(number, cells))
    sheet.stated_rows = max(sheet.stated_rows, number)


def _cells(row: Any, sheet: Sheet, texts: list[str], styles: Styles) -> dict[int, str]:
    cells: dict[int, str] = {}
    column = -1
    for cell in row:
        place = cell.get("r")
        column = _column(place) if place else column + 1
        text = _cell_text(cell, sheet, texts, styles)
        if text and not text.isspace():
            cells[column] = text
    return cells


def _cell_text(cell: Any, sheet: Sheet, texts: list[str], styles: Styles) -> str:
    kind = cell.get("t", "n")
    value = formula = ""
    for child in cell:
        name = local(child)
        if name == "v":
            value = child.text or ""
        elif name == "is":
            return _rich_text(child)
        elif name == "f":
            formula = child.text or "…"
    if not value:
        if formula and kind != "str":
            sheet.unknown += 1
            return "" if formula == "…" else f"={formula}"
        return ""
    if kind == "s":
        index = _whole(value)
        return texts[index] if index < len(texts) else ""
    if kind == "b":
        return "TRUE" if value in ("1", "true") else "FALSE"
    if kind == "n":
        return styles.shown(value, _whole(cell.get("s")))
    if kind == "d":
        return value.replace("T", " ").removesuffix(" 00:00:00")
    return _unescaped(value)


def _rich_text(element: Any) -> str:
    """The runs of a text, without the signs that say how it is pronounced."""
    parts: list[str] = []
    for child in element:
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [run.text or "" for run in child if local(run) == "t"]
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    """``_x000D_`` is how a sign is written that XML does not take."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def _add_merged(sheet: Sheet, reference: str) -> None:
    found = _PLACE.findall(reference)
    if len(found) == 2:
        (left, top), (right, bottom) = found
        sheet.merged.append(Merged(int(top), _column(left), int(bottom), _column(right)))


def _last_row(reference: str) -> int:
    found = _PLACE.findall(reference)
    return int(found[-1][1]) if found else 0


def _column(place: str) -> int:
    """ "AB12" -> 27."""
    number = 0
    for letter in place:
        if not "A" <= letter <= "Z":
            break
        number = number * 26 + ord(letter) - 64
    return number - 1


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0

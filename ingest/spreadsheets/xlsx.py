"""Excel since 2007: one page a sheet, its cells as the program shows them."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from ingest.office.container import (
    local,
    main_part,
    opened_archive,
    own_facts,
    part,
    relations,
)
from ingest.spreadsheets.sheets import Room, Sheet, sheets_document
from ingest.spreadsheets.xlsx_cells import Styles, read_cells, shared_texts
from ingest.spreadsheets.xlsx_remarks import remarks
from localdocs.types import Document

_WHAT = "an Excel workbook"


def read(path: Path) -> Document:
    """Read a workbook. Raises ReadError where it holds no text, is locked or damaged."""
    with opened_archive(path, _WHAT) as archive:
        sheets = _sheets(archive)
        title, author, created = own_facts(archive)
    return sheets_document(path, sheets, title, author, created)


@dataclass(frozen=True, slots=True)
class _Listed:
    """A sheet as the workbook lists it: its name, the part that holds it, and how it is shown."""

    name: str
    place: str
    hidden: bool


def _sheets(archive: zipfile.ZipFile) -> list[Sheet]:
    main = main_part(archive)
    listed, from_1904 = _listed(archive, main)
    places = dict(relations(archive, main).values())
    texts = shared_texts(archive, places.get("sharedStrings", ""))
    styles = Styles(part(archive, places.get("styles", "")), from_1904=from_1904)
    room = Room()
    sheets = []
    for entry in listed:
        sheet = Sheet(entry.name, hidden=entry.hidden)
        with archive.open(entry.place) as file:
            read_cells(file, sheet, texts, styles, room)
        sheet.remarks += remarks(archive, entry.place)
        sheets.append(sheet)
    return sheets


def _listed(archive: zipfile.ZipFile, main: str) -> tuple[list[_Listed], bool]:
    """The sheets of cells in their order, and whether days are counted from 1904."""
    parts = relations(archive, main)
    listed: list[_Listed] = []
    from_1904 = False
    root = part(archive, main)
    for element in root.iter() if root is not None else ():
        name = local(element)
        if name == "workbookPr":
            from_1904 = element.get("date1904") in ("1", "true")
        elif name == "sheet":
            by_id = [value for key, value in element.attrib.items() if key.endswith("}id")]
            kind, place = parts.get(by_id[0] if by_id else "", ("", ""))
            if kind == "worksheet":
                hidden = element.get("state", "visible") != "visible"
                listed.append(_Listed(element.get("name", ""), place, hidden))
    return listed, from_1904

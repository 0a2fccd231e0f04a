"""What the readers of spreadsheets share: a sheet becomes a page, within limits that are said."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.pages.cleaning import clean_line
from ingest.pages.grid_cells import GridRow, Merged
from ingest.pages.grids import Grid, add_grid
from ingest.pages.page_builder import PageBuilder
from ingest.pages.titles import own_title
from localdocs.errors import NoTextError
from localdocs.types import BlockKind, Document, Page

MOST_ROWS = 250_000
"""Rows with text of one file."""

MOST_CELLS = 3_000_000
"""Cells with text of one file."""

_GIVEN_BY_PROGRAMS = re.compile(
    r"(?:sheet|tabelle|feuil|hoja|foglio|planilha|blad|ark|arkusz|list)\d*", re.IGNORECASE
)


@dataclass(slots=True)
class Sheet:
    """What was read of one sheet. ``remarks`` are comments and text boxes, each a paragraph.

    ``cut``: it has more rows than were read, ``stated_rows`` of them, where the file says so.
    ``unknown`` counts formulas whose values the file does not have.
    """

    name: str
    rows: list[GridRow] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    hidden: bool = False
    cut: bool = False
    stated_rows: int = 0
    unknown: int = 0


class Room:
    """How many rows and cells there is still room for, over all sheets of a file."""

    def __init__(self, rows: int = MOST_ROWS, cells: int = MOST_CELLS) -> None:
        self._rows, self._cells = rows, cells

    def takes(self, cells: int) -> bool:
        """Whether a row of so many cells may come; if so it is counted."""
        if self._rows < 1 or self._cells < cells:
            self._rows = 0
            return False
        self._rows -= 1
        self._cells -= cells
        return True


def sheets_document(
    path: Path, sheets: Sequence[Sheet], title: str = "", author: str = "", created: str = ""
) -> Document:
    """The document of a workbook: a page for each sheet with text. Raises NoTextError."""
    pages: list[Page] = []
    for sheet in sheets:
        if sheet.rows or sheet.remarks:
            pages.append(_page(sheet, len(pages) + 1))
    if not pages:
        raise NoTextError("the workbook has no text")
    notes = tuple(note for sheet in sheets for note in _notes(sheet))
    return Document(path, tuple(pages), own_title(title), clean_line(author), created, notes)


def _page(sheet: Sheet, number: int) -> Page:
    """The page of a sheet. Its name is a heading, unless a program gave it."""
    builder = PageBuilder()
    if not _GIVEN_BY_PROGRAMS.fullmatch(sheet.name.strip()):
        builder.add(BlockKind.HEADING, clean_line(sheet.name), 1)
    add_grid(builder, Grid(sheet.rows, sheet.merged))
    for remark in sheet.remarks:
        builder.add(BlockKind.PARAGRAPH, remark)
    return builder.page(number, place=f"sheet {clean_line(sheet.name)}")


def _notes(sheet: Sheet) -> Iterator[str]:
    """What a person should know about how a sheet was read."""
    place = f"sheet {clean_line(sheet.name)}"
    if sheet.hidden and (sheet.rows or sheet.remarks):
        yield f"{place} is hidden"
    if sheet.cut:
        total = f" of {sheet.stated_rows:,}" if sheet.stated_rows > len(sheet.rows) else ""
        yield f"{place}: only the first {len(sheet.rows):,}{total} rows are read"
    if sheet.unknown:
        formulas = "formula has" if sheet.unknown == 1 else "formulas have"
        yield (
            f"{place}: {sheet.unknown:,} {formulas} no value in the file; "
            "open it in a spreadsheet program and save it"
        )

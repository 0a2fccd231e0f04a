"""In which formats the numbers of a sheet are shown, told by the cell, in little memory."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.office.number_formats import BUILT_IN, is_date_format


@dataclass(slots=True)
class SheetStyles:
    """The style of each cell with a number: of a column, those rows where it changes."""

    _rows: dict[int, list[int]] = field(default_factory=dict)
    _styles: dict[int, list[int]] = field(default_factory=dict)

    def note(self, row: int, column: int, style: int) -> None:
        """Remember the style of a cell; the rows of a column come in their order."""
        styles = self._styles.setdefault(column, [])
        rows = self._rows.setdefault(column, [])
        if (not styles or styles[-1] != style) and (not rows or rows[-1] < row):
            rows.append(row)
            styles.append(style)

    def style(self, row: int, column: int) -> int:
        """The style of a cell that has been noted; -1 for one above all of them."""
        place = bisect_right(self._rows.get(column, ()), row) - 1
        return self._styles[column][place] if place >= 0 else -1


@dataclass(frozen=True, slots=True)
class NumberFormats:
    """The formats of a workbook: ``codes`` by the number of a style, and the styles of its sheets
    in their order."""

    codes: Sequence[str] = ()
    sheets: Sequence[SheetStyles] = ()

    def code(self, sheet: int, row: int, column: int) -> str:
        """The format of a cell with a number, row and column from 0; "" where none is known, or
        it is that of a day."""
        style = self.sheets[sheet].style(row, column) if sheet < len(self.sheets) else -1
        code = self.codes[style] if 0 <= style < len(self.codes) else ""
        return "" if is_date_format(code) else code


def codes_of(styles: Sequence[int], own: Mapping[int, str]) -> list[str]:
    """The format of each style, from the number of its format."""
    return [own.get(number, BUILT_IN.get(number, "")) for number in styles]

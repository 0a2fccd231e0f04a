"""Which rows of a sheet head the columns below them, and what each column is called."""

from collections.abc import Sequence

from ingest.pages.cleaning import clean_line
from ingest.pages.grid_cells import (
    Cells,
    GridRow,
    Merged,
    are_figures,
    has_figure,
    is_year,
    share_of_figures,
)

MOST_HEAD_ROWS = 3
_LONGEST_HEAD = 120
_ROWS_BELOW = 12
"""Rows that tell whether the one above heads them."""
_OF_ONE_KIND = 0.75


class Heads:
    """Which rows head the columns below them."""

    def __init__(self, merged: Sequence[Merged]) -> None:
        self._across: dict[int, list[Merged]] = {}
        for cell in merged:
            if cell.right > cell.left:
                self._across.setdefault(cell.top, []).append(cell)

    def reaches(self, row: GridRow) -> list[Merged]:
        """The merged cells of a row that have text and go over several columns."""
        return [cell for cell in self._across.get(row.number, ()) if cell.left in row.cells]

    def count(self, rows: Sequence[GridRow]) -> int:
        """How many of the first rows are heads; 0: none is.

        What stands above the row that names the columns is a head too if it goes over several of
        them, or has fewer words and no figures.
        """
        over = 0
        while over < min(MOST_HEAD_ROWS - 1, len(rows) - 2) and self.reaches(rows[over]):
            over += 1
        if over and not _over_figures(rows[over + 1 :]):
            return self._over_words(rows, over)
        if over:
            count = over + _is_head(self.spread(rows[over]), rows[over + 1 :])
            return count if _is_head(self.spread(rows[count - 1]), rows[count:]) else 0
        if len(rows) > 2 and len(rows[0].cells) < len(rows[1].cells) and not has_figure(rows[0]):
            body = rows[2 : 2 + _ROWS_BELOW]
            over_figures = any(are_figures(column, body) for column in rows[1].cells)
            if over_figures and _is_head(rows[1].cells, body):
                return 2
        return 1 if rows and _is_head(rows[0].cells, rows[1:]) else 0

    def _over_words(self, rows: Sequence[GridRow], over: int) -> int:
        """The same below ``over`` rows with cells that go over several columns, where no figures
        tell what is a head.

        A further row names what is below those cells; where it has something else below a cell of
        one column, it is the first row of the table.
        """
        above, below = rows[over - 1], rows[over]
        reached = {c for cell in self.reaches(above) for c in range(cell.left, cell.right + 1)}
        alone = above.cells.keys() - reached
        is_row = any(below.cells.get(column, above.cells[column]) != above.cells[column]
                     for column in alone)  # fmt: skip
        count = over + (not is_row)
        names = self.lines(rows[:count])[-1].cells
        telling = {column: text for column, text in names.items() if column in alone or not is_row}
        body = [row for row in rows[count : count + _ROWS_BELOW] if len(row.cells) > 1]
        columns: set[int] = set().union(*(row.cells for row in body))
        fits = bool(body) and columns <= names.keys() and not has_figure(GridRow(0, names))
        is_value = any(text in row.cells.values() for row in body for text in names.values())
        too_long = max(map(len, names.values())) > _LONGEST_HEAD
        is_clear = len(set(telling.values())) == len(telling)
        return count if fits and is_clear and not is_value and not too_long else 0

    def lines(self, rows: Sequence[GridRow]) -> Sequence[GridRow]:
        """Heads as they are written down: those that go over several columns beside each name."""
        if not any(self.reaches(row) for row in rows):
            return rows
        named: dict[int, list[str]] = {}
        for row in rows:
            for column, text in self.spread(row).items():
                named.setdefault(column, []).append(text)
        names = {column: " ".join(dict.fromkeys(texts)) for column, texts in named.items()}
        return [GridRow(rows[-1].number, names)]

    def spread(self, row: GridRow) -> Cells:
        """The cells of a head with those that go over several columns in each of them."""
        cells = dict(row.cells)
        for cell in self.reaches(row):
            cells.update(dict.fromkeys(range(cell.left, cell.right + 1), row.cells[cell.left]))
        return cells


def _is_head(cells: Cells, below: Sequence[GridRow]) -> bool:
    """Whether a row names the columns of those below it.

    Its cells are words, or years, and no two are alike; it names all columns of the table but the
    first ones, or figures stand below its words.
    """
    names = {column: clean_line(text) for column, text in cells.items()}
    body = [row for row in below[:_ROWS_BELOW] if len(row.cells) > 1]
    if len(names) < 2 or not body or max(map(len, names.values())) > _LONGEST_HEAD:
        return False
    if has_figure(GridRow(0, cells)) or names[min(names)].endswith(":"):
        return False
    columns: set[int] = set().union(*(row.cells for row in body))
    if len(columns) == 2 and 0 < share_of_figures(max(columns), body) < _OF_ONE_KIND:
        return False  # words and numbers in turn: labels and their values
    missing = sorted(columns - names.keys())
    figures = [column for column in names if are_figures(column, body)]
    if any(map(is_year, names.values())):
        return bool(figures) and len(names) * 2 >= len(columns)
    if len(set(names.values())) < len(names):
        return bool(figures) and len(names) >= len(columns) - 1
    return not missing or (bool(figures) and len(names) * 2 > len(columns))


def _over_figures(rows: Sequence[GridRow]) -> bool:
    body = rows[:_ROWS_BELOW]
    return any(are_figures(column, body) for column in set().union(*(row.cells for row in body)))

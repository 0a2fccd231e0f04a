"""The cells of a row in a picture: what wide gaps part, or rows of dots before an amount."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.pdf.columns.pieces import Piece

_CELL_GAP = 1.0  # times the height of a row
_LEADER = re.compile(r"(?<![.…_·])[.…_·]{4,}+\s?(?=[^\w.]{0,3}\d{1,9}[.,]\d\d\b)")
_DOTS = " .…_·"


@dataclass(frozen=True, slots=True)
class Cell:
    """Words of a row, and how far they reach."""

    text: str
    left: float
    right: float

    @property
    def is_figure(self) -> bool:
        """Whether it is a number, an amount or a day: at least as many digits as letters."""
        digits = sum(map(str.isdigit, self.text))
        return 0 < digits >= sum(map(str.isalpha, self.text))

    def shared(self, other: "Cell") -> float:
        """How much of it stands above or below another one; below 0 if nothing does."""
        return min(self.right, other.right) - max(self.left, other.left)

    def is_below(self, other: "Cell", height: float) -> bool:
        """Whether it begins, or ends, where the other one does, or most of it stands there."""
        beside = (abs(self.left - other.left), abs(self.right - other.right))
        narrower = min(self.right - self.left, other.right - other.left)
        return min(beside) < height or self.shared(other) > narrower / 2


Row = Sequence[Cell]


def cells_of(piece: Piece) -> Row:
    """What wide gaps, or rows of dots before an amount, part."""
    gaps = [gap for gap in piece.gaps if gap.width >= _CELL_GAP * piece.line.height]
    lefts = [piece.left, *(gap.right for gap in gaps)]
    rights = [*(gap.left for gap in gaps), piece.right]
    starts = [0, *(gap.place + 1 for gap in gaps)]
    ends = [*(gap.place for gap in gaps), len(piece.text)]
    cells: list[Cell] = []
    for start, end, left, right in zip(starts, ends, lefts, rights, strict=True):
        cells += _at_dots(Cell(piece.text[start:end].replace("|", "").strip(), left, right))
    for place, (cell, behind) in enumerate(pairwise(cells)):
        if behind.is_figure and cell.text.endswith(("..", "…", "__", "··")):
            cells[place] = replace(cell, text=cell.text.rstrip(_DOTS))
    return [cell for cell in cells if cell.text.strip(_DOTS)]


def _at_dots(cell: Cell) -> list[Cell]:
    match = _LEADER.search(cell.text)
    if match is None:
        return [cell]
    width = (cell.right - cell.left) / len(cell.text)
    middle = cell.left + width * match.start(), cell.left + width * match.end()
    label, amount = cell.text[: match.start()].rstrip(), cell.text[match.end() :]
    return [Cell(label, cell.left, middle[0]), Cell(amount, middle[1], cell.right)]

"""Finds the bands of a page: rows, one below the other, whose columns a gutter parts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.pdf.gaps import Gap
from ingest.pdf.lines import Line
from ingest.pdf.pieces import WIDE, Piece
from ingest.pdf.prose import SENTENCE_ENDS, is_prose

FEWEST_ROWS = 4
"""So many rows of a band have words on both sides, at least."""

_MOST_GAPS = 3  # a row with more of them is one of a table
_FARTHEST = 2.6  # times the height of a row, from row to row
_USUAL_ROOM = 1.3  # times the usual room, from row to row
_LARGER = 1.15  # times the height of the rows above


@dataclass(frozen=True, slots=True)
class Band:
    """The rows from ``start`` to before ``stop``, and the gutter between their columns."""

    start: int
    stop: int
    gutter: Gap

    def gap(self, row: Piece) -> Gap | None:
        """The gap of a row that lies in the gutter; None if it has words on one side only."""
        return _gap_in(row, self.gutter)

    def is_left(self, row: Piece) -> bool:
        """Whether a row without such a gap stands left of the gutter."""
        return row.line.left < self.gutter.left


def next_band(rows: Sequence[Piece], start: int) -> Band | None:
    """The first band from row ``start`` on."""
    for place in range(start, len(rows)):
        if len(rows[place].gaps) > _MOST_GAPS:
            continue
        for gap in rows[place].gaps:
            band = _without_foot(rows, _band(rows, place, gap))
            if _is_of_prose(rows, band):
                return band
    return None


def _band(rows: Sequence[Piece], start: int, gutter: Gap) -> Band:
    """The rows from ``start`` on that leave an empty strip within this gap."""
    stop = start + 1
    while stop < len(rows) and _follows(rows[stop - 1], rows[stop]):
        narrowed = _narrowed(rows[stop], gutter)
        if narrowed is None or _is_heading_across(rows[start:stop], rows[stop], gutter):
            break
        gutter = narrowed
        stop += 1
    return Band(start, stop, gutter)


def _follows(above: Piece, below: Piece) -> bool:
    return 0 < above.line.top - below.line.top <= _FARTHEST * above.line.height


def _narrowed(row: Piece, gutter: Gap) -> Gap | None:
    """What a row leaves empty of a gutter; None if it is too little."""
    line = row.line
    gap = _gap_in(row, gutter)
    if gap is not None:
        return gutter.inside(gap)
    if line.left < gutter.left:
        rest = replace(gutter, left=max(gutter.left, line.right))
    else:
        rest = replace(gutter, right=min(gutter.right, line.left))
    return rest if rest.width >= WIDE * line.height else None


def _gap_in(row: Piece, gutter: Gap) -> Gap | None:
    gap = max(row.gaps, key=lambda gap: gap.inside(gutter).width, default=None)
    if gap is None or gap.inside(gutter).width < WIDE * row.line.height:
        return None
    return gap


def _is_heading_across(above: Sequence[Piece], row: Piece, gutter: Gap) -> bool:
    """Whether a row on the left is larger than those above, and the right column ends there."""
    if row.line.right > gutter.left or row.line.height < _LARGER * above[-1].line.height:
        return False
    return above[-1].text.endswith(SENTENCE_ENDS)


def _without_foot(rows: Sequence[Piece], band: Band) -> Band:
    """The band without what follows below its left column: it may stand below both columns."""
    inside = rows[band.start : band.stop]
    reaching = [place for place, row in enumerate(inside) if row.line.right > band.gutter.left]
    rooms = [above.line.top - below.line.top for above, below in pairwise(inside)]
    stop = reaching[-1] + 1
    while stop < len(inside) and _goes_on(inside[stop - 1].line, inside[stop].line, rooms):
        stop += 1
    return replace(band, stop=band.start + stop)


def _goes_on(above: Line, below: Line, rooms: Sequence[float]) -> bool:
    return (
        above.top - below.top <= _USUAL_ROOM * median(rooms)
        and above.height / _LARGER < below.height < above.height * _LARGER
        and not below.bold
    )


def _is_of_prose(rows: Sequence[Piece], band: Band) -> bool:
    inside = rows[band.start : band.stop]
    if sum(band.gap(row) is not None for row in inside) < FEWEST_ROWS:
        return False
    return all(is_prose(list(side)) for side in (_lefts(inside, band), _rights(inside, band)))


def _lefts(rows: Sequence[Piece], band: Band) -> Iterator[Line]:
    for row in rows:
        gap = band.gap(row)
        if gap is not None:
            yield replace(row.line, text=row.text[: gap.place], right=gap.left)
        elif band.is_left(row):
            yield row.line


def _rights(rows: Sequence[Piece], band: Band) -> Iterator[Line]:
    for row in rows:
        gap = band.gap(row)
        if gap is not None:
            yield replace(row.line, text=row.text[gap.place + 1 :], left=gap.right)
        elif not band.is_left(row):
            yield row.line

"""Parts columns: finds bands of a page, rows one below the other, that a gutter parts.

A gutter is an empty strip through all rows of the band, with prose on both sides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ingest.pdf.columns.gaps import WIDE, Gap
from ingest.pdf.columns.pieces import Piece
from ingest.pdf.columns.prose import SENTENCE_ENDS, fills_a_column, goes_on
from ingest.pdf.lines import Line

FEWEST_ROWS = 4
"""So many rows of a band have words on both sides, at least."""

_MOST_PIECES = 500  # of a page, in which a band may begin
_MOST_GAPS = 3  # a row with more of them is one of a table
_FARTHEST = 2.6  # times the height of a row, from row to row
_SAME_ROW = 1.5  # times the height, upwards: columns need not stand at the same height
_PARTED = 2 / 3  # of what stands on one side is parted again: three columns
_USUAL_ROOM = 1.3  # times the usual room, from row to row
_LARGER = 1.15  # times the height of the rows above


@dataclass(frozen=True, slots=True)
class Band:
    """The pieces from ``start`` to before ``stop``, and the gutter between their columns."""

    start: int
    stop: int
    gutter: Gap

    def gap(self, piece: Piece) -> Gap | None:
        """The gap of a piece that lies in the gutter; None if its words are on one side only."""
        return _gap_in(piece, self.gutter)

    def covers(self, place: int, gap: Gap) -> bool:
        """Whether a gap lies in the gutter and in the first half: no other band begins there."""
        return place < (self.start + self.stop) / 2 and gap.shared(self.gutter) > 0

    def is_left(self, piece: Piece) -> bool:
        """Whether a piece begins left of the gutter."""
        return piece.left < self.gutter.left

    def columns(self, pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
        """What stands left and what stands right of the gutter."""
        left: list[Piece] = []
        right: list[Piece] = []
        for piece in pieces[self.start : self.stop]:
            gap = self.gap(piece)
            if gap is not None:
                left.append(piece.left_of(gap))
                right.append(piece.right_of(gap))
            else:
                (left if self.is_left(piece) else right).append(piece)
        return left, right


def in_order(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a page in the order in which they are read."""
    ordered: list[Piece] = []
    start = 0
    while (band := _next_band(pieces, start)) is not None:
        ordered += pieces[start : band.start]
        for column in band.columns(pieces):
            ordered += in_order(column)
        start = band.stop
    return [*ordered, *pieces[start:]]


def _next_band(pieces: Sequence[Piece], start: int) -> Band | None:
    refused: list[Band] = []
    for place in range(start, min(len(pieces), _MOST_PIECES)):
        for gap in _gaps_at(pieces, place):
            if any(band.covers(place, gap) for band in refused):
                continue
            band = _without_foot(pieces, _band(pieces, place, gap))
            if _is_of_prose(pieces, band):
                return band
            refused.append(band)
    return None


def _gaps_at(pieces: Sequence[Piece], place: int) -> Iterator[Gap]:
    """The gaps of a piece, and the one between it and the next if that stands beside it."""
    piece = pieces[place]
    if len(piece.gaps) <= _MOST_GAPS:
        yield from piece.gaps
    for other in pieces[place + 1 : place + 2]:
        first, second = sorted((piece, other), key=lambda beside: beside.left)
        if abs(first.line.top - second.line.top) < first.line.height and first.right < second.left:
            yield Gap(0, first.right, second.left)


def _band(pieces: Sequence[Piece], start: int, gutter: Gap) -> Band:
    """The pieces from ``start`` on that leave an empty strip within this gap."""
    stop = start + 1
    while stop < len(pieces) and _follows(pieces[stop - 1].line, pieces[stop].line):
        narrowed = _narrowed(pieces[stop], gutter)
        if narrowed is None or _is_heading_across(pieces[stop - 1], pieces[stop], gutter):
            break
        gutter = narrowed
        stop += 1
    return Band(start, stop, gutter)


def _follows(above: Line, below: Line) -> bool:
    room = above.top - below.top
    return -_SAME_ROW * above.height <= room <= _FARTHEST * above.height


def _narrowed(piece: Piece, gutter: Gap) -> Gap | None:
    """What a piece leaves empty of a gutter; None if it is too little."""
    gap = _gap_in(piece, gutter)
    if gap is not None:
        return gutter.inside(gap)
    if piece.left < gutter.left:
        rest = Gap(gutter.place, max(gutter.left, piece.right), gutter.right)
    else:
        rest = Gap(gutter.place, gutter.left, min(gutter.right, piece.left))
    return rest if rest.width >= WIDE * piece.line.height else None


def _gap_in(piece: Piece, gutter: Gap) -> Gap | None:
    least = WIDE * piece.line.height
    return next((gap for gap in piece.gaps if gap.shared(gutter) >= least), None)


def _is_heading_across(above: Piece, below: Piece, gutter: Gap) -> bool:
    """Whether a row on the left is larger than the one above, and nothing goes on there."""
    if below.right > gutter.left or below.line.height < _LARGER * above.line.height:
        return False
    return above.text.endswith(SENTENCE_ENDS)


def _without_foot(pieces: Sequence[Piece], band: Band) -> Band:
    """The band without what follows below its left column: it may stand below both columns."""
    inside = pieces[band.start : band.stop]
    reaching = [place for place, piece in enumerate(inside) if not _ends_left(piece, band)]
    stop = reaching[-1] + 1 if reaching else len(inside)
    lefts = [piece.line for piece in inside if band.is_left(piece)]
    rooms = [above.top - below.top for above, below in pairwise(lefts)]
    foot = inside[stop:]
    above = lefts[-len(foot) - 1] if len(lefts) > len(foot) else None
    for piece in foot:
        if above is None or not _goes_on(above, piece.line, rooms):
            break
        above = piece.line
        stop += 1
    return replace(band, stop=band.start + stop)


def _ends_left(piece: Piece, band: Band) -> bool:
    return piece.right <= band.gutter.left


def _goes_on(above: Line, below: Line, rooms: Sequence[float]) -> bool:
    return (
        above.top - below.top <= _USUAL_ROOM * median(rooms)
        and above.height / _LARGER < below.height < above.height * _LARGER
        and not below.bold
    )


def _is_of_prose(pieces: Sequence[Piece], band: Band) -> bool:
    inside = pieces[band.start : band.stop]
    if _crossings(inside, band) < FEWEST_ROWS or not goes_on([piece.text for piece in inside]):
        return False
    return all(_has_columns(side) for side in band.columns(pieces))


def _has_columns(pieces: Sequence[Piece]) -> bool:
    """Whether the pieces are a column of prose, or several of them."""
    if not goes_on([piece.text for piece in pieces]):
        return False
    if fills_a_column([(piece.left, piece.right) for piece in pieces]):
        return True
    band = _next_band(pieces, 0)
    return band is not None and band.stop - band.start >= _PARTED * len(pieces)


def _crossings(pieces: Sequence[Piece], band: Band) -> int:
    """How often the text goes over the gutter to the right."""
    inside = sum(band.gap(piece) is not None for piece in pieces)
    between = sum(
        band.is_left(above) and _ends_left(above, band) and not band.is_left(below)
        for above, below in pairwise(pieces)
    )
    return inside + between

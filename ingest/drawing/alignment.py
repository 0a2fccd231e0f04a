"""Finds the letters of a stored page again among those of the page in its file.

The stored page has the same lines in another order: columns are read one after the other, tables
row by row. So whole rows of the file are looked for first, then parts of rows, then words. What is
there once is certain; what is there more often, or is short, is taken only where it follows upon
something certain both in the stored text and on the paper. Nothing is guessed: what is not certain
stays unknown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

TELLING = 8
"""Letters of a piece that may be found by itself, if it is there once."""

UNKNOWN = -1

_BELOW = 2.5  # times the height: how far below the next line of a paragraph begins


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters ``[start:end]`` of the file's page that stand in one row, in points."""

    start: int
    end: int
    left: float
    bottom: float
    right: float
    top: float

    def leads_to(self, other: "Piece") -> bool:
        """Whether somebody who reads may go on there: to the right, or in the next line."""
        return self.is_left_of(other) or self._is_above(other)

    def is_left_of(self, other: "Piece") -> bool:
        """Whether both stand in one row, this one first."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        lower = min(self.top - self.bottom, other.top - other.bottom)
        return shared >= lower / 2 and self.left < other.left and self.right <= other.right

    def _is_above(self, other: "Piece") -> bool:
        height = max(self.top - self.bottom, other.top - other.bottom)
        over = min(self.right, other.right) - max(self.left, other.left)
        is_next = 0 < self.bottom - other.bottom <= _BELOW * height
        return is_next and (over > 0 or other.right <= self.left)


class Alignment:
    """``found[i]`` is the letter of the file's page that letter ``i`` of the stored one is, or
    UNKNOWN. No two are the same."""

    def __init__(self, stored: str, filed: str) -> None:
        self._stored = stored
        self._filed = filed
        self.found = [UNKNOWN] * len(stored)
        self._back = [UNKNOWN] * len(filed)

    def take_whole(self) -> bool:
        """Whether both pages have the same letters in the same order: then all is known."""
        if self._stored != self._filed:
            return False
        self.found = list(range(len(self._filed)))
        return True

    def take(self, pieces: Sequence[Piece]) -> None:
        """Find these pieces, which are in the file's order."""
        self.take_certain(pieces)
        while self._take_what_follows(pieces) or self._take_beside(pieces):
            pass

    def take_certain(self, pieces: Sequence[Piece]) -> None:
        """Find those of these pieces that are there once."""
        for piece in pieces:
            if piece.end - piece.start >= TELLING and self._is_free(piece):
                self._take_where_it_is_once(piece)

    def _take_where_it_is_once(self, piece: Piece) -> None:
        text = self._filed[piece.start : piece.end]
        place = self._stored.find(text)
        if place < 0 or self._stored.find(text, place + 1) >= 0:
            return
        if self._filed.find(text, self._filed.find(text) + 1) < 0:
            self._claim(piece, place)

    def _take_what_follows(self, pieces: Sequence[Piece]) -> bool:
        """Whether any piece was found as the neighbour, in the file, of one that was."""
        took = False
        for before, piece in pairwise(pieces):
            if self._is_free(piece) and before.leads_to(piece):
                took |= self._claim_behind(before, piece)
        for behind, piece in pairwise(reversed(pieces)):
            if self._is_free(piece) and piece.leads_to(behind):
                took |= self._claim_before(piece, behind)
        return took

    def _take_beside(self, pieces: Sequence[Piece]) -> bool:
        """Whether any piece was found as the next in its row on the paper."""
        took = False
        for row in _rows(pieces):
            for left, right in pairwise(row):
                if self._is_free(right):
                    took |= self._claim_behind(left, right)
                elif self._is_free(left):
                    took |= self._claim_before(left, right)
        return took

    def _claim_behind(self, before: Piece, piece: Piece) -> bool:
        last = self._back[before.end - 1]
        return last != UNKNOWN and self._claim(piece, last + 1)

    def _claim_before(self, piece: Piece, behind: Piece) -> bool:
        first = self._back[behind.start]
        return first != UNKNOWN and self._claim(piece, first - (piece.end - piece.start))

    def _claim(self, piece: Piece, place: int) -> bool:
        """Whether the stored page has this piece there, and nothing else was found there."""
        end = place + piece.end - piece.start
        if place < 0 or self._stored[place:end] != self._filed[piece.start : piece.end]:
            return False
        if not self._is_free(piece) or any(n != UNKNOWN for n in self.found[place:end]):
            return False
        self.found[place:end] = range(piece.start, piece.end)
        self._back[piece.start : piece.end] = range(place, end)
        return True

    def _is_free(self, piece: Piece) -> bool:
        return all(n == UNKNOWN for n in self._back[piece.start : piece.end])


def _rows(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces that stand beside one another, from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -(piece.top + piece.bottom)):
        row = rows[-1] if rows else None
        if row and (row[-1].is_left_of(piece) or piece.is_left_of(row[-1])):
            row.append(piece)
        else:
            rows.append([piece])
    for row in rows:
        yield sorted(row, key=lambda piece: piece.left)

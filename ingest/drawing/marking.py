"""The rectangles of a stretch of a stored page on the page of its PDF."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from ingest.drawing.alignment import UNKNOWN, Alignment, Piece
from ingest.drawing.letters import letters_of
from ingest.drawing.page_letters import Box, PageLetters, around, page_letters

_LOWERED = 0.55  # of the height, where the rows of a page stand closer than its letters are high


@dataclass(frozen=True, slots=True)
class Marked:
    """``exact``: the boxes are around the whole stretch, and around nothing else.

    Where it was not found, or only in part, there are no boxes.
    """

    exact: bool
    boxes: tuple[Box, ...] = ()


def marked(text_page: Any, stored: str, start: int, end: int) -> Marked:
    """Where ``stored[start:end]`` stands on an open ``PdfTextPage``."""
    letters = letters_of(stored)
    wanted = letters.within(start, end)
    for tight in (False, True) if wanted else ():
        filed = page_letters(text_page, tight=tight)
        found = _found(letters.text, filed, wanted)
        if found:
            whole = set(found)
            for boxes in _ways(filed, found):
                if _letters_in(filed, boxes) == whole:
                    return Marked(True, tuple(boxes))
    return Marked(False)


def _found(stored: str, filed: PageLetters, wanted: range) -> list[int]:
    """Which letters of the file the wanted ones are; [] where one is not known."""
    alignment = Alignment(stored, filed.text)
    if not alignment.take_whole():
        alignment.take_certain(filed.lines)
        for pieces in (filed.rows, filed.parts, filed.words):
            alignment.take(pieces)
    found = alignment.found[wanted.start : wanted.stop]
    return [] if UNKNOWN in found else found


def _ways(filed: PageLetters, found: Sequence[int]) -> Iterator[list[Box]]:
    """Boxes around these letters, in the ways that look best first."""
    rows = [[filed.boxes[n] for n in run] for run in _runs(filed.rows, found)]
    yield [_as_high_as_most(run) for run in rows]
    yield [_lowered(_as_high_as_most(run)) for run in rows]
    parts = [[filed.boxes[n] for n in run] for run in _runs(filed.parts, found)]
    yield [_as_high_as_most(run) for run in parts]
    yield [around(run) for run in parts]


def _runs(pieces: Sequence[Piece], found: Sequence[int]) -> Iterator[list[int]]:
    """The letters that follow upon one another in one piece."""
    piece_of = {n: number for number, it in enumerate(pieces) for n in range(it.start, it.end)}
    run: list[int] = []
    for letter in found:
        if run and (letter != run[-1] + 1 or piece_of[letter] != piece_of[run[-1]]):
            yield run
            run = []
        run.append(letter)
    yield run


def _as_high_as_most(boxes: Sequence[Box]) -> Box:
    """Around letters, but as high as most of them: some have boxes of several rows."""
    left, _, right, _ = around(boxes)
    return left, median(box[1] for box in boxes), right, median(box[3] for box in boxes)


def _lowered(box: Box) -> Box:
    """The box with a part of its height, about its middle."""
    left, bottom, right, top = box
    less = (top - bottom) * (1 - _LOWERED) / 2
    return left, bottom + less, right, top - less


def _letters_in(filed: PageLetters, boxes: Sequence[Box]) -> set[int]:
    """The letters whose middle lies in one of the boxes."""
    middles = [((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for box in filed.boxes]
    return {
        number
        for left, bottom, right, top in boxes
        for number, (x, y) in enumerate(middles)
        if left <= x <= right and bottom <= y <= top
    }

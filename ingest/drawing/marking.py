"""The rectangles of a stretch of a stored page on the page of its PDF."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from ingest.drawing.alignment import UNKNOWN, Alignment
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
    filed = page_letters(text_page)
    wanted = letters.within(start, end)
    if not wanted or not filed.text:
        return Marked(False)
    alignment = Alignment(letters.text, filed.text)
    if not alignment.take_whole():
        for pieces in (filed.rows, filed.parts, filed.words):
            alignment.take(pieces)
    found = alignment.found[wanted.start : wanted.stop]
    if UNKNOWN in found:
        return Marked(False)
    boxes = list(_boxes(filed, found))
    for height in (1.0, _LOWERED):
        shown = tuple(_lowered(box, height) for box in boxes)
        if _letters_in(filed, shown) == set(found):
            return Marked(True, shown)
    return Marked(False)


def _boxes(filed: PageLetters, found: Sequence[int]) -> Iterator[Box]:
    """A box for each run of letters in one row."""
    row_of = {n: row for row, piece in enumerate(filed.rows) for n in range(piece.start, piece.end)}
    run: list[int] = []
    for letter in found:
        if run and (letter != run[-1] + 1 or row_of[letter] != row_of[run[-1]]):
            yield _around_run([filed.boxes[n] for n in run])
            run = []
        run.append(letter)
    yield _around_run([filed.boxes[n] for n in run])


def _around_run(boxes: Sequence[Box]) -> Box:
    """As high as most letters of it are: some fonts have letters with boxes of several rows."""
    left, _, right, _ = around(boxes)
    return left, median(box[1] for box in boxes), right, median(box[3] for box in boxes)


def _lowered(box: Box, share: float) -> Box:
    """The box with so much of its height, about its middle."""
    left, bottom, right, top = box
    less = (top - bottom) * (1 - share) / 2
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

"""Puts the words of a picture into rows, and rows into the order in which they are read.

A row of a table is one line; columns of prose are read one after the other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.ocr.layout.tables import lines_with_tables
from ingest.ocr.words import Words
from ingest.pdf.columns.bands import in_order
from ingest.pdf.columns.column_reader import joined
from ingest.pdf.columns.gaps import WIDE, Gap
from ingest.pdf.columns.pieces import Piece
from ingest.pdf.lines import Line

LONGEST_SIDE = 842.0
"""Points: a picture is taken to be as tall as a sheet of A4, for nobody knows its size."""

_SAME_ROW = 0.5  # of the lower height, from middle to middle
_ALIKE = (0.78, 1.28)  # times the usual height of the page: as tall as the usual one
_PLACES = 10_000  # more than a row has characters


def lines_of(words: Iterable[Words], size: tuple[int, int]) -> list[Line]:
    """The lines of a picture of this size in pixels, in order, with lengths in points."""
    scale = LONGEST_SIDE / max(size)
    rows = _rows([_scaled(word, scale) for word in words])
    usual = _usual_height(rows)
    pieces = [
        _piece(row, number * _PLACES, usual, size[1] * scale) for number, row in enumerate(rows)
    ]
    return joined((line, False) for line in lines_with_tables(in_order(pieces)))


def _scaled(words: Words, scale: float) -> Words:
    """The same words with lengths so many times as long."""
    return replace(
        words,
        left=words.left * scale,
        top=words.top * scale,
        right=words.right * scale,
        bottom=words.bottom * scale,
    )


def _rows(words: Sequence[Words]) -> list[list[Words]]:
    """Words that stand beside each other, from left to right; the rows from top to bottom."""
    rows: list[list[Words]] = []
    for word in sorted(words, key=lambda word: word.middle):
        row = next((row for row in reversed(rows[-6:]) if _is_beside(row, word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    for row in rows:
        row.sort(key=lambda word: word.left)
    return sorted(rows, key=_middle)


def _is_beside(row: Sequence[Words], word: Words) -> bool:
    """Whether a word is of a row: at its height, and at a place where nothing stands yet."""
    nearest = min(row, key=lambda other: abs(other.left - word.left))
    height = min(word.height, nearest.height)
    apart = abs(word.middle - nearest.middle)
    if apart > _SAME_ROW * height:
        return False
    return all(
        min(other.right, word.right) - max(other.left, word.left)
        < 0.5 * min(other.right - other.left, word.right - word.left)
        for other in row
    )


def _middle(row: Sequence[Words]) -> float:
    return sum(word.middle for word in row) / len(row)


def _usual_height(rows: Sequence[Sequence[Words]]) -> float:
    """The height that most letters have."""
    heights = sorted((word.height, len(word.text)) for row in rows for word in row)
    half, so_far = sum(count for _, count in heights) / 2, 0
    for height, count in heights:
        so_far += count
        if so_far >= half:
            return height
    return 0.0


def _piece(row: Sequence[Words], first: int, usual: float, page_height: float) -> Piece:
    """A row as `ingest.pdf.columns` takes it, with its wide gaps."""
    tallest = max(row, key=lambda word: len(word.text)).height
    least, most = _ALIKE
    height = usual if least * usual < tallest < most * usual else tallest
    height = round(height * 2) / 2
    text, gaps = row[0].text, []
    for before, word in pairwise(row):
        if word.left - before.right >= WIDE * height:
            gaps.append(Gap(len(text), before.right, word.left))
        text = f"{text} {word.text}"
    left, right = row[0].left, row[-1].right
    top = page_height - (_middle(row) - height / 2)
    return Piece(Line(text, height, left, right, top), text, first, left, right, tuple(gaps))

"""Footnotes of a column: they are read after the text that goes on in the next column."""

import re
from collections.abc import Collection, Sequence

from ingest.pdf.lines import Line

_NOTE = re.compile(r"[⁰¹²³⁴-⁹]{1,3} [^\W\d_“\"(\[]")
_SMALLER = 0.93  # times the height of the body, at most
_FARTHEST = 2.2  # times the height of a line, to the next line of a note
_ENDS = (".", "!", "?", ":", ".”", '."', ".)", "”")


def starts_note(text: str) -> bool:
    """Whether a line opens a footnote: a raised number, and words."""
    return _NOTE.match(text) is not None


def notes_last(
    lines: Sequence[Line], furniture: Collection[int], body: float
) -> tuple[list[Line], set[int]]:
    """The lines of a page with the footnotes that cut a sentence in two behind the text.

    ``furniture`` holds positions of lines, and so does what is returned; ``body`` is the height of
    the document's letters, in points.
    """
    moved: list[int] = []
    place = 1
    while place < len(lines):
        end = _end_of_notes(lines, furniture, place, body)
        if end > place and _goes_on(lines, furniture, place, end):
            moved += range(place, end)
        place = max(end, place + 1)
    if not moved:
        return list(lines), set(furniture)
    taken = set(moved)
    foot = len(lines)
    while foot - 1 in furniture:
        foot -= 1
    order = [number for number in range(foot) if number not in taken] + moved
    order += range(foot, len(lines))
    return (
        [lines[number] for number in order],
        {place for place, number in enumerate(order) if number in furniture},
    )


def _end_of_notes(
    lines: Sequence[Line], furniture: Collection[int], start: int, body: float
) -> int:
    """Behind the last line of the notes that begin here; ``start`` if none do."""
    end = start
    while end < len(lines) and end not in furniture and _is_note(lines, start, end, body):
        end += 1
    return end


def _is_note(lines: Sequence[Line], start: int, place: int, body: float) -> bool:
    line = lines[place]
    is_small = 0 < line.height <= _SMALLER * body
    if place == start:
        return is_small and starts_note(line.text)
    above = lines[place - 1]
    return is_small and 0 < above.top - line.top <= _FARTHEST * above.rows * line.height


def _goes_on(lines: Sequence[Line], furniture: Collection[int], start: int, end: int) -> bool:
    """Whether a sentence stops in front of the notes and goes on in the column behind them."""
    if end == len(lines) or end in furniture or start - 1 in furniture:
        return False
    above, behind = lines[start - 1], lines[end]
    is_column = behind.left > above.left and behind.top > lines[start].top
    return is_column and not above.text.endswith(_ENDS) and behind.text[0].islower()

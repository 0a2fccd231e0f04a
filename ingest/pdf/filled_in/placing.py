"""Puts what was filled in or typed onto a page behind its label, as somebody reads it there.

The label stands on the same line, or right above the field, or, for a box, behind it. Where there
is none, an entry is a line of its own at its place.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.pdf.filled_in.entries import TICKED, Entry
from ingest.pdf.lines import Line
from ingest.pdf.rows import Row, Word

_SLACK = 2.0  # points by which words and rectangles may be out of place
_FILLER = re.compile(r"[_.…]{3,}")
_DRAWN_BOX = re.compile(r"[☐□❏❑❒▢◯○⭘oq¨_]")
_DRAWN_TICK = re.compile(r"[☑☒✓✔✗✘xX]")
_ENTRY_BETWEEN = 15.0  # points that another entry costs between an entry and its label
_FARTHEST_RIGHT = 20.0  # points to words behind a field ("____ days"), and behind a box
_FARTHEST_RIGHT_OF_BOX = 60.0
_FARTHEST_CAPTION = 12.0  # points from the field up to the words above it
_ADJACENT = 4.0  # points between fields with no room for a caption
_FIRST_LINE = 14.0  # points of the first line of a tall field
_MOST_LABEL_WORDS = 8
_SENTENCE_ENDS = (".", "!", "?", ";")

Spot = tuple[float, Row, int]
"""A place for an entry: what it costs, the row, and the position among the row's words."""


def placed(rows: Sequence[Row], entries: Sequence[Entry]) -> list[Line]:
    """The lines of a page with the entries at their places.

    An entry that the page's own text holds at that place is left out.
    """
    usual = _usual_height(rows)
    page = _Page(list(rows), entries)
    for entry in sorted(dict.fromkeys(entries), key=lambda entry: (entry.left, -entry.top)):
        if entry.text:
            page.place(entry)
    return [row.finished(usual) for row in page.all_rows() if row.words]


def _usual_height(rows: Sequence[Row]) -> float:
    heights: Counter[float] = Counter()
    for row in rows:
        if row.line is not None:
            heights[row.line.height] += len(row.line.text)
    return max(heights, key=heights.__getitem__, default=0.0)


class _Page:
    def __init__(self, rows: list[Row], entries: Sequence[Entry]) -> None:
        self._rows = rows
        self._margin: list[Row] = []
        self._fields = [entry for entry in entries if not entry.is_box and not entry.is_typed]

    def all_rows(self) -> list[Row]:
        """The rows; what stands in the margin of a text comes last."""
        return self._rows + self._margin

    def place(self, entry: Entry) -> None:
        """Put an entry where it belongs, unless the page's own text says it there already."""
        near = [row for row in self._rows if _overlap(row, entry) > 0]
        if _is_there(near, entry):
            return
        if entry.is_box and not _box_cleared(near, entry):
            return
        _clear_filler(near, entry)
        spot = min(self._spots(near, entry), key=lambda spot: spot[0], default=None)
        if spot is not None:
            _, row, position = spot
            text = " ".join(entry.text.split())
            row.words.insert(position, _word(text, entry))
            row.changed = True
        elif not entry.is_box:
            self._add_rows(entry, in_margin=entry.is_typed and any(row.line for row in near))

    def _spots(self, near: Sequence[Row], entry: Entry) -> Iterator[Spot]:
        for row in near:
            if _overlap(row, entry) >= min(row.height, entry.top - entry.bottom) / 2:
                yield from _beside(row, entry)
        if not self._is_stacked(entry):
            for row in self._rows:
                if row.line and -row.height / 2 <= row.bottom - entry.top <= _FARTHEST_CAPTION:
                    yield from _below_caption(row, entry)

    def _is_stacked(self, entry: Entry) -> bool:
        """Whether fields of the same width touch it above or below: these are rows of a table."""
        return any(
            field is not entry
            and abs(field.left - entry.left) < _ADJACENT
            and abs(field.right - entry.right) < _ADJACENT
            and min(abs(field.top - entry.bottom), abs(field.bottom - entry.top)) < _ADJACENT
            for field in self._fields
        )

    def _add_rows(self, entry: Entry, in_margin: bool) -> None:
        """Add an entry as lines of its own, below what stands above it."""
        texts = [" ".join(line.split()) for line in entry.text.splitlines()]
        added = [Row(None, [_word(text, entry)], entry.bottom, entry.top) for text in texts if text]
        if in_margin:
            self._margin += added
            return
        above = [
            (row.bottom, place)
            for place, row in enumerate(self._rows)
            if row.words and row.bottom >= entry.middle
        ]
        beneath = [pair for pair in above if _is_over(self._rows[pair[1]], entry)]
        lowest = min(beneath or above, key=lambda pair: (pair[0], -pair[1]), default=(0.0, -1))
        self._rows[lowest[1] + 1 : lowest[1] + 1] = added


def _word(text: str, entry: Entry) -> Word:
    return Word(text, entry.left, entry.bottom, entry.right, entry.top, is_entry=True)


def _overlap(row: Row, entry: Entry) -> float:
    return min(row.top, entry.top) - max(row.bottom, entry.bottom)


def _is_over(row: Row, entry: Entry) -> bool:
    return any(word.left < entry.right and word.right > entry.left for word in row.words)


def _is_within(word: Word, entry: Entry) -> bool:
    return (
        not word.is_entry
        and entry.left - _SLACK <= word.across <= entry.right + _SLACK
        and entry.bottom - _SLACK <= word.middle <= entry.top + _SLACK
    )


def _is_there(near: Sequence[Row], entry: Entry) -> bool:
    """Whether the page's own words within the rectangle hold the entry."""
    own = "".join(word.text for row in near for word in row.words if _is_within(word, entry))
    return not entry.is_box and "".join(entry.text.split()) in "".join(own.split())


def _box_cleared(near: Sequence[Row], entry: Entry) -> bool:
    """Take away the box that the page draws below a box; false if the page draws its tick."""
    for row in near:
        kept = []
        for word in row.words:
            inside = _is_within(word, entry) and word.right - word.left < 2 * (
                entry.right - entry.left
            )
            if inside and entry.text == TICKED and _DRAWN_TICK.fullmatch(word.text):
                return False
            if not inside or not _DRAWN_BOX.fullmatch(word.text):
                kept.append(word)
        row.changed = row.changed or len(kept) < len(row.words)
        row.words[:] = kept
    return True


def _clear_filler(near: Sequence[Row], entry: Entry) -> None:
    """Take away the dots or the line on which an entry stands."""
    for row in near:
        kept = [
            word
            for word in row.words
            if not (_FILLER.fullmatch(word.text) and _is_within(word, entry))
        ]
        row.changed = row.changed or len(kept) < len(row.words)
        row.words[:] = kept


def _beside(row: Row, entry: Entry) -> Iterator[Spot]:
    """Behind the nearest words on the left, or before the nearest ones on the right."""
    anchor = max(entry.middle, entry.top - _FIRST_LINE)
    off = abs((row.bottom + row.top) / 2 - anchor) / 2
    before: list[tuple[float, int]] = []
    behind: list[tuple[float, int]] = []
    for place, word in enumerate(row.words):
        if (word.across <= entry.right and word.left <= entry.left + _SLACK) or (
            not word.is_entry and _is_within(word, entry)
        ):
            room = max(0.0, entry.left - word.right) + _ENTRY_BETWEEN * word.is_entry
            before.append((room, -place - 1))
        elif word.left >= entry.right - _SLACK and not word.is_entry:
            behind.append((word.left - entry.right, place))
    if before and (not entry.is_typed or _is_label(row.words[: -min(before)[1]])):
        room, position = min(before)
        room = room / 2 if row.words[-position - 1].text.endswith(":") else room
        yield room + off + entry.is_box, row, -position
    if behind:
        room, position = min(behind)
        if entry.is_box and room <= _FARTHEST_RIGHT_OF_BOX:
            yield room + off, row, position
        elif not entry.is_typed and room <= _FARTHEST_RIGHT:
            yield room * 3 + off + 10, row, position


def _below_caption(row: Row, entry: Entry) -> Iterator[Spot]:
    """Behind the words right above the entry, up to a gap between them, or its right edge."""
    last = -1
    for place, word in enumerate(row.words):
        if word.is_entry or word.left > entry.right - _SLACK or word.right < entry.left - _SLACK:
            if last >= 0:
                break
        elif last < 0 or word.left - row.words[last].right < row.height:
            last = place
        else:
            break
    if last < 0 or row.words[last].text.endswith(_SENTENCE_ENDS):
        return
    if entry.is_typed and not _is_label(row.words[: last + 1]):
        return
    yield 4 + 2 * max(0.0, row.bottom - entry.top), row, last + 1


def _is_label(words: Sequence[Word]) -> bool:
    """Whether words in front of typed text look like what it fills in, and not like a sentence."""
    return len(words) <= _MOST_LABEL_WORDS and not words[-1].text.endswith(_SENTENCE_ENDS)

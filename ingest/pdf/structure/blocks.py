"""Groups the lines of a PDF page into headings, paragraphs, list items and tables."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from statistics import median

from ingest.pages.page_builder import PageBuilder
from ingest.pdf.lines import Line
from ingest.pdf.shifted.notes import starts_note
from ingest.pdf.structure.contents_lines import contents_lines
from ingest.pdf.structure.headings import Typography, find_headings, goes_on, outline_headings
from ingest.pdf.structure.table_lines import table_rows, table_top
from localdocs.types import BlockKind

_BULLET = re.compile(
    r"[•●▪■◦○‣⁃∙·►➢➤✓✔\uf000-\uf0ff\u27a2]\s*\S|[-–*]\s+\S|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+\S"
    r"|\[[x ]\]\s+\S|(?:(?!\[[x ]\]).){1,200}\[[x ]\]$"  # a box, filled in, and its label
)
_SENTENCE_ENDS = (".", "!", "?", ":", ".”", '."', ".)")
_FEW_TITLES = 3
_LABEL_WIDTH = 60.0  # points between a row's label and the first column, at least
_TALLEST_HEADER = 120.0
_OFF_CENTRE = 12.0
_MOST_HEAD_WORDS = 8

Kinds = list[BlockKind | None]


class BlockFinder:
    """Finds the blocks of the pages of one document.

    ``titles`` maps the keys of outline titles to levels (see headings); {} without outline.
    """

    def __init__(self, typography: Typography, titles: dict[str, int]) -> None:
        self._typography = typography
        self._titles = titles
        deepest = max(titles.values(), default=0)
        self._lowest_level = min(deepest + 1, 6) if len(titles) >= _FEW_TITLES else 0

    def add_blocks(
        self, builder: PageBuilder, lines: Sequence[Line], furniture: Collection[int]
    ) -> None:
        """Add the lines of one page as blocks; ``furniture`` holds positions of lines."""
        kinds: Kinds = [None] * len(lines)
        for place in furniture:
            kinds[place] = BlockKind.FURNITURE
        known = {place: line.kind for place, line in enumerate(lines) if line.kind}
        for place, kind in known.items():  # the head of a table comes again on its next page
            kinds[place] = kind
        _mark_contents(lines, kinds)
        from_outline = outline_headings(lines, self._titles)
        levels = {place: level for place, level in from_outline.items() if kinds[place] is None}
        for place in levels:
            kinds[place] = BlockKind.HEADING
        _mark_tables(lines, kinds)
        for place, kind in known.items():
            kinds[place] = kind
        self._mark_headings(lines, kinds, levels)
        _mark_lists(lines, kinds)
        pitch = _pitch(lines)
        start = 0
        for place in range(1, len(lines) + 1):
            if place == len(lines) or _breaks(lines, kinds, levels, place, pitch):
                text = "\n".join(line.text for line in lines[start:place])
                builder.add(kinds[start] or BlockKind.PARAGRAPH, text, levels.get(start, 0))
                start = place

    def _mark_headings(self, lines: Sequence[Line], kinds: Kinds, levels: dict[int, int]) -> None:
        free = [kind is None for kind in kinds]
        for place, level in find_headings(lines, free, self._typography).items():
            kinds[place] = BlockKind.HEADING
            levels[place] = max(level, self._lowest_level)


def _mark_contents(lines: Sequence[Line], kinds: Kinds) -> None:
    free = [place for place, kind in enumerate(kinds) if kind is None]
    for position in contents_lines([lines[place].text for place in free]):
        kinds[free[position]] = BlockKind.CONTENTS


def _mark_tables(lines: Sequence[Line], kinds: Kinds) -> None:
    texts = [line.text if kinds[place] is None else "" for place, line in enumerate(lines)]
    rows = table_rows(texts)
    end = 0
    for place, is_row in enumerate(rows):
        if not is_row:
            continue
        kinds[place] = BlockKind.TABLE_ROW
        if place and rows[place - 1]:
            end = place + 1
            continue
        header, first = table_top(texts, place, end)
        header = _heads_on_the_right(lines, header, first, end)
        kinds[header:first] = [BlockKind.TABLE_HEADER] * (first - header)
        kinds[first:place] = [BlockKind.TABLE_ROW] * (place - first)
        end = place + 1


def _heads_on_the_right(lines: Sequence[Line], header: int, first: int, stop: int) -> int:
    """The header's start with the short lines above it that stand over the columns of numbers."""
    middle = (min(line.left for line in lines) + max(line.right for line in lines)) / 2
    while header > stop and _is_head(lines[header - 1], lines[first], middle):
        header -= 1
    return header


def _is_head(line: Line, row: Line, middle: float) -> bool:
    """Whether a line stands over the numbers of a row, and is no title in the page's middle."""
    is_title = abs((line.left + line.right) / 2 - middle) < _OFF_CENTRE
    return (
        line.left > row.left + _LABEL_WIDTH
        and 0 < line.top - row.top < _TALLEST_HEADER
        and len(line.text.split()) <= _MOST_HEAD_WORDS
        and not line.text.endswith((".", ";"))
        and not is_title
    )


def _mark_lists(lines: Sequence[Line], kinds: Kinds) -> None:
    """Mark the first lines of list items, and the lines that go on below them."""
    left = 0.0
    inside = False
    for place, line in enumerate(lines):
        if kinds[place] is not None:
            inside = False
        elif line.symbol or _BULLET.match(line.text):
            kinds[place] = BlockKind.LIST_ITEM
            inside, left = True, line.left
        elif inside and _continues_item(lines[place - 1], line, left):
            kinds[place] = BlockKind.LIST_ITEM
        else:
            inside = False


def _continues_item(above: Line, line: Line, left: float) -> bool:
    """Whether a line goes on with the list item whose mark stands at ``left``."""
    if line.top >= above.top:
        return False
    indented = line.left > left + 2
    flows = line.left > left - 2 and line.text[0].islower()
    return (indented or flows) and above.top - line.top < line.height * above.rows * 2


def _breaks(
    lines: Sequence[Line], kinds: Kinds, levels: dict[int, int], place: int, pitch: float
) -> bool:
    """Whether a new block begins at this line."""
    above, line = lines[place - 1], lines[place]
    kind = kinds[place]
    if kind != kinds[place - 1]:
        return True
    if kind is BlockKind.HEADING:
        return levels[place] != levels[place - 1] or not goes_on(above, line)
    if kind is BlockKind.TABLE_ROW:
        return True
    if kind in (BlockKind.TABLE_HEADER, BlockKind.FURNITURE, BlockKind.CONTENTS):
        return False
    if kind is BlockKind.LIST_ITEM:
        return line.symbol or _BULLET.match(line.text) is not None
    return _new_paragraph(above, line, pitch)


def _new_paragraph(above: Line, line: Line, pitch: float) -> bool:
    ended = above.text.endswith(_SENTENCE_ENDS)
    room = above.top - line.top
    if room < 0:  # another column
        return ended
    if starts_note(line.text):
        return True
    if pitch and room > pitch * above.rows * 1.35:
        return True
    if above.height and abs(line.height - above.height) > above.height * 0.25:
        return True
    return ended and (line.left > above.left + 6 or len(above.text) < len(line.text) * 0.75)


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance from line to line, in points; 0.0 if unknown."""
    rooms = [
        (above.top - below.top) / above.rows
        for above, below in pairwise(lines)
        if 0 < above.top - below.top < 60
    ]
    return median(rooms) if rooms else 0.0

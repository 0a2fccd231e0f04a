"""Puts pages together from cleaned pieces, so that blocks and text always agree."""

from dataclasses import replace

from ingest.pages.cleaning import clean
from ingest.pages.document_size import refuse_too_much
from localdocs.types import Block, BlockKind, Page

_LINE_KINDS = frozenset(
    {BlockKind.LIST_ITEM, BlockKind.CONTENTS, BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW}
)
_TABLE_KINDS = frozenset({BlockKind.TABLE_HEADER, BlockKind.TABLE_ROW})


class PageBuilder:
    """Collects the blocks of one page, top to bottom."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0
        self._rows: list[tuple[int, int]] = []
        self._next_row = 0

    def add(self, kind: BlockKind, text: str, level: int = 0) -> None:
        """Append a block. The text is cleaned; one that is only white space is left out.

        Raises TooLargeError where it would be more than a document may hold.
        """
        block = self._appended(kind, text, level)
        if block is not None and self._next_row:
            self._rows.append((block.start, 0))
            self._next_row = 0

    def add_row(self, kind: BlockKind, text: str, row: int) -> None:
        """The same for a row of a sheet; ``row`` is its number there."""
        above = self._blocks[-1].kind if self._blocks else None
        block = self._appended(kind, text, 0)
        if block is None:
            return
        follows = above is not None and _belong_together(above, kind)
        if row != self._next_row or not follows:
            self._rows.append((block.start, row))
        lines = self._parts[-1].lstrip().split("\n")
        start = block.start
        for line in lines[:-1]:  # more lines of the same cell
            start += len(line) + 1
            self._rows.append((start, row))
        self._next_row = row + 1

    def _appended(self, kind: BlockKind, text: str, level: int) -> Block | None:
        text = clean(text).strip("\n").rstrip()
        if not text:
            return None
        if self._blocks:
            separator = "\n" if _belong_together(self._blocks[-1].kind, kind) else "\n\n"
            self._parts.append(separator)
            self._length += len(separator)
        start = self._length + len(text) - len(text.lstrip())
        self._parts.append(text)
        self._length += len(text)
        self._blocks.append(Block(start, self._length, kind, level))
        refuse_too_much(self._length, len(self._blocks))
        return self._blocks[-1]

    @property
    def length(self) -> int:
        """How many characters the page has so far."""
        return self._length

    def page(self, number: int, label: str = "", place: str = "") -> Page:
        """The page made of everything added so far."""
        text = "".join(self._parts)
        return Page(number, text, tuple(self._blocks), label, place, tuple(self._rows))


def below_heading(title: str, page: Page) -> Page:
    """The page with this heading on top, and its own headings one level down. With "" they only
    move down."""
    title = clean(title).strip()
    lead = f"{title}\n\n" if title else ""
    first = [Block(0, len(title), BlockKind.HEADING, 1)] if title else []
    moved = [
        replace(
            block,
            start=block.start + len(lead),
            end=block.end + len(lead),
            level=min(block.level + 1, 6) if block.kind is BlockKind.HEADING else block.level,
        )
        for block in page.blocks
    ]
    rows = tuple((start + len(lead), number) for start, number in page.rows)
    return replace(page, text=lead + page.text, blocks=(*first, *moved), rows=rows)


def _belong_together(above: BlockKind, below: BlockKind) -> bool:
    """Whether the two lie on neighbouring lines, without a blank line between them."""
    if above in _TABLE_KINDS:
        return below in _TABLE_KINDS
    return above == below and above in _LINE_KINDS

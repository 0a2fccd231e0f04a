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

    def add(self, kind: BlockKind, text: str, level: int = 0) -> None:
        """Append a block. The text is cleaned; one that is only white space is left out.

        Raises TooLargeError where it would be more than a document may hold.
        """
        text = clean(text).strip("\n").rstrip()
        body = text.lstrip()
        if not body:
            return
        if self._blocks:
            separator = "\n" if _belong_together(self._blocks[-1].kind, kind) else "\n\n"
            self._parts.append(separator)
            self._length += len(separator)
        start = self._length + len(text) - len(body)
        self._parts.append(text)
        self._length += len(text)
        self._blocks.append(Block(start, self._length, kind, level))
        refuse_too_much(self._length, len(self._blocks))

    @property
    def length(self) -> int:
        """How many characters the page has so far."""
        return self._length

    def page(self, number: int, label: str = "", place: str = "") -> Page:
        """The page made of everything added so far."""
        return Page(number, "".join(self._parts), tuple(self._blocks), label, place)


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
    return replace(page, text=lead + page.text, blocks=(*first, *moved))


def _belong_together(above: BlockKind, below: BlockKind) -> bool:
    """Whether the two lie on neighbouring lines, without a blank line between them."""
    if above in _TABLE_KINDS:
        return below in _TABLE_KINDS
    return above == below and above in _LINE_KINDS

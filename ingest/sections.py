"""Walks the blocks of a document and tells under which heading and columns each one stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from localdocs.types import Block, BlockKind, Document, Page

HEADING_CHARACTERS = 100
COLUMNS_CHARACTERS = 160
_MOST_HEADER = 2000  # characters of a header that are looked at


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block and where it stands: ``heading`` path and ``columns`` of its table, or "".

    ``columns_start`` is where on the page the table's header begins; -1 outside tables.
    """

    block: Block
    heading: str
    columns: str = ""
    columns_start: int = -1


def placed_blocks(document: Document) -> Iterator[tuple[Page, list[PlacedBlock]]]:
    """Every page with its blocks in order; headings carry over from page to page."""
    headings: list[tuple[int, str]] = []
    path = ""
    for page in document.pages:
        placed = []
        table = _NO_TABLE
        for block in blocks_without_gaps(page):
            if block.kind is BlockKind.HEADING:
                _enter(headings, block.level, page.text[block.start : block.end])
                path = _heading_path(headings)
            table = table.then(block)
            is_row = block.kind is BlockKind.TABLE_ROW and table.start >= 0
            columns = table.columns(page.text) if is_row else ""
            placed.append(PlacedBlock(block, path, columns, table.start if is_row else -1))
        yield page, placed


class _TableHeader:
    """The header blocks above a table, ``start`` to ``end``; both -1 where there are none."""

    def __init__(self, start: int = -1, end: int = -1) -> None:
        self.start = start
        self.end = end
        self._closed = False
        self._columns: str | None = None

    def then(self, block: Block) -> "_TableHeader":
        """The header that holds for this block, which is the next one."""
        if block.kind is BlockKind.TABLE_HEADER:
            joins = self.start >= 0 and not self._closed
            return _TableHeader(self.start if joins else block.start, block.end)
        if block.kind is not BlockKind.TABLE_ROW:
            return _NO_TABLE
        self._closed = True
        return self

    def columns(self, text: str) -> str:
        """The lines of the header as one line: ``June 25, 2022 | June 26, 2021``."""
        if self._columns is None:
            lines = text[self.start : min(self.end, self.start + _MOST_HEADER)].split("\n")
            joined = " | ".join(" ".join(line.split()) for line in lines if line.strip())
            self._columns = snip(joined.replace(", | ", ", "), COLUMNS_CHARACTERS)
        return self._columns


_NO_TABLE = _TableHeader()


def blocks_without_gaps(page: Page) -> Iterator[Block]:
    """The blocks of a page, and paragraphs for text that no block claims."""
    position = 0
    for block in page.blocks:
        yield from _paragraph(page.text, position, block.start)
        yield block
        position = block.end
    yield from _paragraph(page.text, position, len(page.text))


def _paragraph(text: str, start: int, end: int) -> Iterator[Block]:
    if start < end and not text[start:end].isspace():
        yield Block(start, end, BlockKind.PARAGRAPH)


def _enter(headings: list[tuple[int, str]], level: int, text: str) -> None:
    while headings and headings[-1][0] >= level:
        headings.pop()
    headings.append((level, snip(" ".join(text.strip("#=-~ \n").split()), HEADING_CHARACTERS)))


def _heading_path(headings: list[tuple[int, str]]) -> str:
    """The headings from outside in; the outermost are left out where it gets too long."""
    path = ""
    for _, text in reversed(headings):
        longer = f"{text} > {path}" if path else text
        if len(longer) > HEADING_CHARACTERS:
            break
        path = longer
    return path


def snip(text: str, length: int) -> str:
    """At most ``length`` characters, cut at a space where there is one."""
    if len(text) <= length:
        return text
    cut = text.rfind(" ", length // 2, length)
    return text[: cut if cut > 0 else length - 1].rstrip(" |,") + "…"

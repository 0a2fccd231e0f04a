"""Walks the blocks of a document and tells under which heading and columns each one stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from localdocs.types import Block, BlockKind, Document, Page

HEADING_CHARACTERS = 100
COLUMNS_CHARACTERS = 200
CONTENTS_HEADING = "Contents"
_CAPTION_CHARACTERS = 100
_MOST_HEADER = 2000  # characters of a header that are looked at
_LONGEST_CAPTION = 600
_SENTENCE_START = re.compile(r"(?:.*[.!?][”\")]?)\s+(?=[A-Z(])", re.DOTALL)
_NAMED_CAPTION = re.compile(r"(?:table|exhibit|schedule|tab\.)\s+[\dIVX]", re.IGNORECASE)
_CONTINUED = re.compile(r"\bcont(?:inued|['’]?d|\.)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block and where it stands: ``heading`` path and ``columns`` of its table, or "".

    ``columns`` is what a row of the table needs to be understood: the caption or the words that
    lead to the table, and its header. They begin at ``columns_start`` on the page; -1 where they
    stand on an earlier one, or where there are none.
    """

    block: Block
    heading: str
    columns: str = ""
    columns_start: int = -1


def placed_blocks(document: Document) -> Iterator[tuple[Page, list[PlacedBlock]]]:
    """Every page with its blocks in order; headings and tables go on from page to page."""
    headings: list[tuple[int, str]] = []
    path = ""
    table = _NO_TABLE
    for page in document.pages:
        placed = []
        table = table.on_next_page()
        for block in blocks_without_gaps(page):
            if block.kind is BlockKind.HEADING:
                _enter(headings, block.level, page.text[block.start : block.end])
                path = _heading_path(headings)
            table = table.then(block, page.text)
            heading = CONTENTS_HEADING if block.kind is BlockKind.CONTENTS else path
            is_row = block.kind is BlockKind.TABLE_ROW
            columns = table.columns() if is_row else ""
            placed.append(PlacedBlock(block, heading, columns, table.start if columns else -1))
        yield page, placed


@dataclass(slots=True)
class _Table:
    """What is known of the table at a place in the document.

    ``above`` is the text right above, which may turn out to be a caption; ``header`` the text of
    the header blocks. Caption and header begin at ``start``. ``open``: rows have come. ``carried``:
    they came on an earlier page.
    """

    above: str = ""
    caption: str = ""
    header: str = ""
    start: int = -1
    open: bool = False
    carried: bool = False
    _columns: str | None = None

    def on_next_page(self) -> "_Table":
        """The table goes on there, unless something else comes first."""
        return replace(self, start=-1, carried=True) if self.open else _Table()

    def then(self, block: Block, page_text: str) -> "_Table":
        """What is known of the table once the next block is seen."""
        if block.kind is BlockKind.FURNITURE:
            return self
        if block.kind is BlockKind.TABLE_ROW:
            if not self.open:
                self.caption = self.caption or _caption(self.above)
            self.open, self.carried = True, False
            return self
        text = page_text[block.start : min(block.end, block.start + _MOST_HEADER)]
        if block.kind is BlockKind.TABLE_HEADER:
            if self.header and not self.open:
                return replace(self, header=f"{self.header}\n{text}")
            caption = "" if self.open else _caption(self.above)
            return _Table(
                caption=caption, header=text, start=self.start if caption else block.start
            )
        if self.carried and _CONTINUED.search(text):
            return self
        if block.kind is BlockKind.PARAGRAPH and block.end - block.start <= _LONGEST_CAPTION:
            return _Table(above=text, start=block.start)
        return _Table()

    def columns(self) -> str:
        """Caption and header on one line: ``Net sales (in millions) | June 25, 2022 | …``."""
        if self._columns is None:
            lines = [" ".join(line.split()) for line in self.header.split("\n") if line.strip()]
            parts = [self.caption, " | ".join(lines).replace(", | ", ", ")]
            self._columns = snip(" | ".join(part for part in parts if part), COLUMNS_CHARACTERS)
        return self._columns


_NO_TABLE = _Table()


def _caption(above: str) -> str:
    """What the text above a table says about it; "" if it is prose that does not lead to it.

    That is all of a text that ends without a full stop, its last sentence if it ends in a colon,
    and a caption by name ("Table 3. Sales."). At most 100 characters, the last ones.
    """
    text = " ".join(above.split())
    named = _NAMED_CAPTION.match(text) is not None
    if not text or (text.endswith((".", "!", "?", ";", ",")) and not named):
        return ""
    last = text if named else _SENTENCE_START.sub("", text, count=1)
    return snip(last.rstrip(":"), _CAPTION_CHARACTERS)


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

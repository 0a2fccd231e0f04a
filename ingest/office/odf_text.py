"""The words of OpenDocument: paragraphs, headings, lists with their marks, tables, frames."""

import re
from collections.abc import Sequence
from typing import Any

from ingest.office.list_marks import Counters, Level, marked
from ingest.office.odf_file import DRAW, OFFICE, STYLE, TABLE, TEXT, OdfFile
from ingest.pages.cell_tables import SpanningCell, add_table, with_one_head
from ingest.pages.cleaning import clean_line
from ingest.pages.page_builder import PageBuilder
from ingest.pages.raised import note_mark, raised
from localdocs.types import BlockKind

_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman",
          "I": "upperRoman", "": "none"}  # fmt: skip
_LEVEL_STYLES = ("list-level-style-number", "list-level-style-bullet", "outline-level-style")
_FRAMES = (DRAW + "frame", DRAW + "custom-shape")
_APART = frozenset({TEXT + "note", OFFICE + "annotation", *_FRAMES})
_UNSEEN = frozenset({OFFICE + "annotation-end", OFFICE + "forms"}) | {
    TEXT + name
    for name in (
        "tracked-changes ruby-text note-citation sequence-decls variable-decls user-field-decls"
    ).split()
}
_INDEXES = frozenset(
    TEXT + name
    for name in ("table-of-content", "illustration-index", "table-index", "alphabetical-index")
)
_WHITE_SPACE = re.compile(r"[ \t\r\n]+")
_OUTLINE = "\0"  # no name of a style: the numbers of headings
_DEEPEST = 50
_MOST_SPACES = 200
_WIDEST = 100
_MOST_REPEATED = 100


class OdfWriter:
    """Turns what stands in a document, a cell or a frame into blocks."""

    def __init__(self, file: OdfFile, builder: PageBuilder) -> None:
        self.builder = builder
        self.first_heading = ""
        self.later: list[str] = []
        """Notes and comments, in their order, which stand below the text."""
        self._lists = _list_levels(file)
        self._counters = Counters()
        self._notes = 0

    def add_container(self, container: Any, depth: int = 0) -> None:
        """Add the blocks below an element."""
        if depth > _DEEPEST:
            return
        for child in container:
            if child.tag == TEXT + "p":
                self._paragraph(child, depth)
            elif child.tag == TEXT + "h":
                self._heading(child, depth)
            elif child.tag == TEXT + "list":
                self._list(child, depth, 0, "")
            elif child.tag == TABLE + "table":
                self._table(child, depth)
            elif child.tag in _INDEXES:
                self._contents(child)
            elif isinstance(child.tag, str) and child.tag not in _UNSEEN:
                self.add_container(child, depth + 1)

    def add_later(self) -> None:
        """Add the notes and comments that were met."""
        for text in self.later:
            self.builder.add(BlockKind.PARAGRAPH, text)
        self.later.clear()

    def text(self, element: Any) -> str:
        """The words of a paragraph; with notes and comments put aside, frames left out."""
        parts: list[str] = [_plain(element.text)]
        self._inline(element, parts, 0)
        return "".join(parts).strip()

    def _inline(self, element: Any, parts: list[str], depth: int) -> None:
        for child in element:
            name = child.tag
            if name == TEXT + "s":
                count = child.get(TEXT + "c", "1")
                parts.append(" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES))
            elif name == TEXT + "tab":
                parts.append("\t")
            elif name == TEXT + "line-break":
                parts.append("\n")
            elif name == TEXT + "note":
                parts.append(self._note(child))
            elif name == OFFICE + "annotation":
                self._comment(child)
            elif name not in _UNSEEN and name not in _APART and isinstance(name, str):
                parts.append(_plain(child.text))
                if depth < _DEEPEST:
                    self._inline(child, parts, depth + 1)
            parts.append(_plain(child.tail))

    def _note(self, note: Any) -> str:
        """The sign of a note; what it says is put aside."""
        citation = note.find(TEXT + "note-citation")
        self._notes += 1
        sign = ("".join(citation.itertext()).strip() if citation is not None else "") or str(
            self._notes
        )
        body = note.find(TEXT + "note-body")
        if body is not None:
            words = " ".join(self.text(p) for p in body.iter(TEXT + "p", TEXT + "h"))
            self.later.append(f"{raised(sign, '')} {words}")
        return note_mark(sign)

    def _comment(self, comment: Any) -> None:
        words = " ".join("".join(p.itertext()) for p in comment.iter(TEXT + "p"))
        creator = comment.find("{http://purl.org/dc/elements/1.1/}creator")
        by = f" by {creator.text.strip()}" if creator is not None and creator.text else ""
        if words.strip():
            self.later.append(f"Comment{by}: {words}")

    def _paragraph(self, paragraph: Any, depth: int, mark: str = "") -> None:
        kind = BlockKind.LIST_ITEM if mark else BlockKind.PARAGRAPH
        self.builder.add(kind, marked(mark, self.text(paragraph)))
        self._frames(paragraph, depth)

    def _heading(self, heading: Any, depth: int, mark: str = "") -> None:
        level = heading.get(TEXT + "outline-level", "1")
        level_number = min(int(level), 6) if level.isdecimal() and int(level) else 1
        if not mark and heading.get(TEXT + "is-list-header") != "true":
            mark = self._counters.next(_OUTLINE, level_number - 1, self._lists.get(_OUTLINE, {}))
        text = clean_line(self.text(heading))
        self.first_heading = self.first_heading or text
        self.builder.add(BlockKind.HEADING, marked(mark, text), level_number)
        self._frames(heading, depth)

    def _frames(self, element: Any, depth: int) -> None:
        """What stands in frames that are anchored in a paragraph."""
        for frame in element.iter(*_FRAMES):
            outer = next((above for above in frame.iterancestors(*_FRAMES)), None)
            if outer is None or not any(above is element for above in outer.iterancestors()):
                self.add_container(frame, depth + 1)

    def _list(self, element: Any, depth: int, level: int, style: str) -> None:
        if depth > _DEEPEST:
            return
        style = element.get(TEXT + "style-name") or style
        levels = self._lists.get(style, {})
        goes_on = element.get(TEXT + "continue-numbering") == "true" or element.get(
            TEXT + "continue-list"
        )
        if not level and not goes_on and levels:
            self._counters.restart(style, 0, levels[0].start if 0 in levels else 1)
        for item in element:
            mark = ""
            if item.tag == TEXT + "list-item":
                stated = item.get(TEXT + "start-value", "")
                if stated.isdecimal():
                    self._counters.restart(style, level, int(stated))
                if any(child.tag in (TEXT + "p", TEXT + "h") for child in item):
                    mark = self._counters.next(style, level, levels) or "•"
            self._item(item, depth, level, style, mark)

    def _item(self, item: Any, depth: int, level: int, style: str, mark: str) -> None:
        for child in item:
            if child.tag == TEXT + "p":
                self._paragraph(child, depth, mark)
                mark = ""
            elif child.tag == TEXT + "h":
                self._heading(child, depth, mark if mark != "•" else "")
                mark = ""
            elif child.tag == TEXT + "list":
                self._list(child, depth + 1, level + 1, style)
            elif child.tag == TABLE + "table":
                self._table(child, depth)

    def _contents(self, index: Any) -> None:
        for line in index.iter(TEXT + "p", TEXT + "h"):
            if next(line.iterancestors(TEXT + "index-body"), None) is not None:
                self.builder.add(BlockKind.CONTENTS, clean_line(self.text(line)))

    def _table(self, table: Any, depth: int) -> None:
        rows = [row for row in table.iter(TABLE + "table-row") if _table_of(row) is table]
        if depth > _DEEPEST:
            return
        if max((_width(row) for row in rows), default=0) <= 1:
            for row in rows:
                self.add_container(row, depth + 1)
            return
        heads = [next(row.iterancestors(TABLE + "table-header-rows"), None) for row in rows]
        header_rows = next((n for n, head in enumerate(heads) if head is None), 0)
        add_table(self.builder, *with_one_head(self._cells(rows), header_rows))

    def _cells(self, rows: Sequence[Any]) -> list[list[SpanningCell]]:
        found: list[list[SpanningCell]] = []
        above: dict[int, str] = {}
        for row in rows:
            line: list[SpanningCell] = []
            texts: dict[int, str] = {}
            column = covered = 0
            for cell in row:
                repeated = min(number_of(cell, "number-columns-repeated"), _MOST_REPEATED)
                if cell.tag == TABLE + "covered-table-cell":
                    for _ in range(repeated):
                        if covered:
                            covered -= 1
                        else:
                            line.append(SpanningCell(above.get(column, "")))
                            texts[column] = above.get(column, "")
                        column += 1
                elif cell.tag == TABLE + "table-cell":
                    text = self._cell_text(cell)
                    span = min(number_of(cell, "number-columns-spanned"), _WIDEST)
                    for _ in range(repeated):
                        line.append(SpanningCell(text, span))
                        if number_of(cell, "number-rows-spanned") > 1:
                            texts[column] = text
                        column += 1
                    covered = span - 1
            found.append(line)
            above = texts
        return found

    def _cell_text(self, cell: Any) -> str:
        lines = [self.text(line) for line in cell.iter(TEXT + "p", TEXT + "h")]
        return "\n".join(line for line in lines if line)


def _plain(text: str | None) -> str:
    """Text as XML has it: any white space is one space, more is said by elements."""
    return _WHITE_SPACE.sub(" ", text) if text else ""


def number_of(element: Any, name: str) -> int:
    """How often, or how far: an attribute of a cell or a row; 1 where it says nothing."""
    stated = element.get(TABLE + name, "1")
    return max(int(stated), 1) if stated.isascii() and stated.isdigit() and len(stated) < 9 else 1


def _width(row: Any) -> int:
    cells = [
        cell for cell in row if cell.tag in (TABLE + "table-cell", TABLE + "covered-table-cell")
    ]
    return sum(number_of(cell, "number-columns-repeated") for cell in cells)


def _table_of(row: Any) -> Any:
    return next(row.iterancestors(TABLE + "table"), None)


def _list_levels(file: OdfFile) -> dict[str, dict[int, Level]]:
    """Name of a list's style -> how its levels are marked."""
    styles: dict[str, dict[int, Level]] = {}
    for style in file.of_styles(TEXT + "list-style", TEXT + "outline-style"):
        is_outline = style.tag == TEXT + "outline-style"
        name = _OUTLINE if is_outline else style.get(STYLE + "name", "")
        levels: dict[int, Level] = {}
        for level in style:
            stated = level.get(TEXT + "level", "")
            if stated.isdecimal() and isinstance(level.tag, str):
                form = _level(level, int(stated))
                if form is not None:
                    levels[int(stated) - 1] = form
        styles[name] = levels
    return styles


def _level(element: Any, level: int) -> Level | None:
    kind = element.tag.rpartition("}")[2]
    if kind == "list-level-style-bullet":
        return Level("bullet", element.get(TEXT + "bullet-char", ""))
    if kind not in _LEVEL_STYLES:
        return None
    form = _FORMS.get(element.get(STYLE + "num-format", ""), "decimal")
    if form == "none":
        return None
    shown = element.get(TEXT + "display-levels", "1")
    count = min(max(int(shown), 1), level) if shown.isdecimal() else 1
    numbers = ".".join(f"%{place}" for place in range(level - count + 1, level + 1))
    before, after = element.get(STYLE + "num-prefix", ""), element.get(STYLE + "num-suffix", "")
    start = element.get(TEXT + "start-value", "1")
    return Level(form, f"{before}{numbers}{after}", int(start) if start.isdecimal() else 1)

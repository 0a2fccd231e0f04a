"""AsciiDoc, lightly: titles, lists, tables, blocks of code, admonitions and paragraphs."""

import re
from pathlib import Path

from ingest.formats.text import add_paragraphs, decode
from ingest.pages.cell_tables import add_table
from ingest.pages.cleaning import clean
from ingest.pages.page_builder import PageBuilder
from localdocs.errors import NoTextError
from localdocs.types import BlockKind, Document

_TITLE = re.compile(r"(={1,6}|#{1,6})[ \t]+(\S[^\n]*)")
_ATTRIBUTE = re.compile(r":!?([\w-]{1,60}):[ \t]*([^\n]*)")
_BLOCK_LINE = re.compile(r"\[[^\[\]\n]{0,500}\]")
_FENCE = re.compile(r"-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|```\w{0,20}|--")
_TABLE_FENCE = re.compile(r"[|,:!]={3,}")
_ITEM = re.compile(r"([*.-]{1,5})[ \t]+(\S[^\n]*)")
_MACRO = re.compile(
    r"(?:link:|xref:|image::?|mailto:|https?://)(?P<target>[^\s\[\]]{1,2000})\[(?P<words>[^\[\]\n]{0,500})\]"
    r"|<<(?P<mark>[^<>,\n]{1,200})(?:,(?P<named>[^<>\n]{1,300}))?>>"
)
_MARK = re.compile(r"(?<![\w*_`])([*_`]{1,2})(?=\S)([^\n*_`]{1,300})(?<=\S)\1(?![\w*_`])")
_CODE_SIGNS = ("-", ".", "`", "+")
_HEADS = "header"


def read(path: Path) -> Document:
    """Read an AsciiDoc file as one page. Its title is the first one."""
    walk = _Walk(PageBuilder())
    for line in clean(decode(path.read_bytes())).split("\n"):
        walk.take(line)
    walk.end()
    page = walk.builder.page(1)
    if not page.text:
        raise NoTextError("the file is empty")
    return Document(path, (page,), title=walk.title, author=walk.author)


class _Walk:
    """Takes a file line by line."""

    def __init__(self, builder: PageBuilder) -> None:
        self.builder = builder
        self.title = self.author = ""
        self._lines: list[str] = []
        self._fence = ""
        self._style = ""
        self._rows: list[list[str]] = []

    def take(self, line: str) -> None:
        """Add what the line brings."""
        if self._fence:
            self._within(line)
        elif _TABLE_FENCE.fullmatch(line) or (_FENCE.fullmatch(line) and self._opens(line)):
            self.end()
            self._fence = line
        elif title := _TITLE.fullmatch(line):
            self._title(len(title[1]), _words(title[2]))
        elif attribute := _ATTRIBUTE.fullmatch(line):
            if attribute[1] == "author":
                self.author = attribute[2].strip()
        elif _BLOCK_LINE.fullmatch(line):
            self._style = line.lower()
        elif line.startswith("//"):
            return
        elif item := _ITEM.fullmatch(line):
            self.end()
            mark = "- " if item[1][0] in "*-" else f"{item[1]} "
            self.builder.add(
                BlockKind.LIST_ITEM, "  " * (len(item[1]) - 1) + mark + _words(item[2])
            )
        elif line.startswith(".") and line[1:2].isalnum():
            self.end()
            self.builder.add(BlockKind.PARAGRAPH, _words(line[1:]))
        elif line.strip() == "+":
            self._lines.append("")
        else:
            self._lines.append(line)

    def end(self) -> None:
        """Add what was collected."""
        add_paragraphs(self.builder, _words("\n".join(self._lines)))
        self._lines = []

    def _title(self, signs: int, text: str) -> None:
        self.end()
        self.title = self.title or text
        self.builder.add(BlockKind.HEADING, text, min(signs, 6))

    def _opens(self, line: str) -> bool:
        """Whether a fence begins what is taken as it stands; other blocks are only frames."""
        if line.startswith(_CODE_SIGNS) and line != "--":
            return True
        return line.startswith("/")

    def _within(self, line: str) -> None:
        if line != self._fence and not (self._fence.startswith("```") and line == "```"):
            self._lines.append(line)
            return
        lines, self._lines = self._lines, []
        if _TABLE_FENCE.fullmatch(self._fence):
            self._add_table(lines, self._fence[0])
        elif not self._fence.startswith("/"):
            self.builder.add(BlockKind.CODE, "\n".join(lines))
        self._fence = ""

    def _add_table(self, lines: list[str], sign: str) -> None:
        """A row a line where lines hold several cells; else the first line says how many."""
        rows: list[list[str]] = []
        for line in lines:
            if not line.strip():
                continue
            cells = [_words(cell).strip() for cell in line.split(sign)]
            begins = line.lstrip().startswith(sign) or sign != "|"
            if begins:
                rows.append(cells[1:] if sign == "|" else cells)
            elif rows:
                rows[-1][-1] += f" {cells[0]}"
        width = max((len(row) for row in rows), default=0)
        if width > 1 and any(len(row) == 1 for row in rows):
            cells = [cell for row in rows for cell in row]
            rows = [cells[at : at + width] for at in range(0, len(cells), width)]
        if rows:
            add_table(self.builder, rows, 1 if _HEADS in self._style else 0)
        self._style = ""


def _words(text: str) -> str:
    """The text without the signs of links, references and emphasis."""
    text = _MACRO.sub(
        lambda found: found["words"] or found["named"] or found["target"] or found["mark"], text
    )
    return _MARK.sub(r"\2", text)

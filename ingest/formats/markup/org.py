"""Org mode: headings, lists, tables, blocks of code, and paragraphs."""

import re
from pathlib import Path

from ingest.formats.text import add_paragraphs, decode
from ingest.pages.cell_tables import add_table
from ingest.pages.cleaning import clean, clean_line
from ingest.pages.page_builder import PageBuilder
from localdocs.errors import NoTextError
from localdocs.types import BlockKind, Document

_HEADING = re.compile(r"(\*{1,20})[ \t]+(\S[^\n]*)")
_TAGS = re.compile(r"[ \t]:(?:[\w@#%]{1,40}:){1,20}$")
_KEYWORD = re.compile(r"#\+(\w{2,30}):[ \t]*([^\n]*)", re.IGNORECASE)
_BEGIN = re.compile(r"[ \t]*#\+begin_(\w{2,20})", re.IGNORECASE)
_DRAWER = re.compile(r"[ \t]*:[A-Za-z_-]{2,30}:[ \t]*")
_LINK = re.compile(r"\[\[([^\[\]\n]{1,2000})\](?:\[([^\[\]\n]{1,2000})\])?\]")
_MARK = re.compile(r"(?<![\w*/_=~+])([*/=~])(?=\S)([^\n*/=~]{1,300})(?<=\S)\1(?![\w*/_=~+])")
_RULE = re.compile(r"[ \t]*\|[-+|: ]*")
_ABOUT = frozenset({"title", "author", "date"})
_CODE = frozenset({"src", "example", "export"})


def read(path: Path) -> Document:
    """Read an Org file as one page. Its title is the one that it states, else its first heading."""
    walk = _Walk(PageBuilder())
    for line in clean(decode(path.read_bytes())).split("\n"):
        walk.take(line)
    walk.end()
    page = walk.builder.page(1)
    if not page.text:
        raise NoTextError("the file is empty")
    about = walk.about
    return Document(
        path,
        (page,),
        title=about.get("title", "") or walk.first_heading,
        author=about.get("author", ""),
        created=_iso(about.get("date", "")),
    )


class _Walk:
    """Takes a file line by line."""

    def __init__(self, builder: PageBuilder) -> None:
        self.builder = builder
        self.about: dict[str, str] = {}
        self.first_heading = ""
        self._lines: list[str] = []
        self._rows: list[list[str]] = []
        self._block = ""
        self._in_drawer = False

    def take(self, line: str) -> None:
        """Add what the line brings."""
        if self._block:
            self._within(line)
        elif self._in_drawer:
            self._in_drawer = line.strip().lower() != ":end:"
        elif heading := _HEADING.fullmatch(line):
            self.end()
            text = _words(_TAGS.sub("", heading[2]))
            self.first_heading = self.first_heading or text
            self.builder.add(BlockKind.HEADING, text, min(len(heading[1]), 6))
        elif begin := _BEGIN.match(line):
            self.end()
            self._block = begin[1].lower()
        elif _DRAWER.fullmatch(line):
            self._in_drawer = True
        elif keyword := _KEYWORD.fullmatch(line):
            self._keyword(keyword[1].lower(), keyword[2].strip())
        elif line.lstrip().startswith("|"):
            self._row(line)
        elif not line.startswith("# "):
            self._end_table()
            self._lines.append(line)

    def end(self) -> None:
        """Add what was collected."""
        self._end_table()
        is_code = self._block in _CODE
        text = "\n".join(self._lines)
        if is_code:
            self.builder.add(BlockKind.CODE, text)
        else:
            add_paragraphs(self.builder, _words(text))
        self._lines, self._block = [], ""

    def _within(self, line: str) -> None:
        if line.strip().lower().startswith(f"#+end_{self._block}"):
            if self._block == "comment":
                self._lines = []
            self.end()
        else:
            self._lines.append(line)

    def _keyword(self, name: str, value: str) -> None:
        if name in _ABOUT:
            self.about.setdefault(name, clean_line(_words(value)))
            self._lines.append(_words(value))
        elif name == "caption":
            self.end()
            self.builder.add(BlockKind.PARAGRAPH, _words(value))

    def _row(self, line: str) -> None:
        if not self._rows:
            rows: list[list[str]] = []
            self.end()
            self._rows = rows
        if not _RULE.fullmatch(line):
            cells = line.strip().strip("|").split("|")
            self._rows.append([_words(cell).strip() for cell in cells])

    def _end_table(self) -> None:
        rows, self._rows = self._rows, []
        if rows:
            add_table(self.builder, rows)


def _words(text: str) -> str:
    """The text without the signs of links and of emphasis."""
    text = _LINK.sub(lambda link: link[2] or link[1].removeprefix("file:"), text)
    return _MARK.sub(r"\2", text)


def _iso(date: str) -> str:
    found = re.search(r"\d{4}-\d\d-\d\d", date[:100])
    return found.group() if found else ""

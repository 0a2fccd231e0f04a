"""HTML: what a person sees of the page, with headings, lists and tables."""

import codecs
import re
from pathlib import Path
from typing import Any

from lxml import etree, html

from ingest.formats.text import decode
from ingest.pages.cell_tables import add_table
from ingest.pages.cleaning import clean_line
from ingest.pages.page_builder import PageBuilder
from ingest.pages.titles import first_line_title, own_title
from localdocs.errors import NoTextError, ReadError
from localdocs.types import BlockKind, Document

_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_DROPPED = frozenset(
    "script style noscript template nav svg head iframe object button select option textarea "
    "canvas audio video".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp "
    "small span strike strong sub sup time tt u var wbr".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LIST_ITEMS = frozenset({"li", "dt", "dd"})


def read(path: Path) -> Document:
    """Read an HTML file as one page. Its title is the ``title``, else the first heading."""
    root = _parsed(path.read_bytes())
    walk = _Walk()
    walk.through(root)
    page = walk.builder.page(1)
    if not page.text:
        raise NoTextError("the page has no text")
    return Document(
        path,
        (page,),
        title=own_title(root.findtext(".//title") or "")
        or walk.first_heading
        or first_line_title(page.text),
        author=_meta(root, "author", "dc.creator"),
        created=_meta(root, "date", "dc.date", "article:published_time")[:10],
    )


def _parsed(data: bytes) -> Any:
    text = _DECLARATION.sub("", _decoded(data), count=1)
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(text.replace("\0", ""), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("the file is damaged, or is not HTML") from error
    return root


def _decoded(data: bytes) -> str:
    """The text by the declared charset where Python knows it, else as for plain text."""
    declared = _CHARSET.search(data[:2048])
    if declared and not data.startswith(
        (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    ):
        name = declared.group(1).decode("ascii")
        try:
            return data.decode("cp1252" if name.lower() == "iso-8859-1" else name)
        except (LookupError, UnicodeError):
            pass
    return decode(data)


def _meta(root: Any, *names: str) -> str:
    """The content of the first ``meta`` element with one of these names, or ""."""
    for element in root.iter("meta"):
        name = element.get("name") or element.get("property") or ""
        if name.lower() in names:
            return clean_line(element.get("content") or "")
    return ""


class _Walk:
    """Goes through the tree once, without recursion, and adds a block at each border."""

    def __init__(self) -> None:
        self.builder = PageBuilder()
        self.first_heading = ""
        self._text: list[str] = []
        self._kind = BlockKind.PARAGRAPH
        self._level = 0
        self._lists = 0

    def through(self, root: Any) -> None:
        """Add all blocks below this element."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag if isinstance(element.tag, str) else "script"
            if event == "end":
                self._leave(element, tag)
            elif tag in _DROPPED or _is_hidden(element) or (tag == "pre" and self._code(element)):
                walker.skip_subtree()
            elif tag == "table" and element.find(".//table") is None:
                self._table(element)
                walker.skip_subtree()
            else:
                self._enter(element, tag)
        self._flush()

    def _enter(self, element: Any, tag: str) -> None:
        if tag == "br":
            self._text.append("\n")
        elif tag not in _INLINE:
            self._flush()
            if tag in _HEADINGS:
                self._kind, self._level = BlockKind.HEADING, _HEADINGS[tag]
            elif tag in _LIST_ITEMS:
                self._lists += 1
        self._text.append(_collapsed(element.text))

    def _leave(self, element: Any, tag: str) -> None:
        dropped = tag in _DROPPED or _is_hidden(element)
        if tag not in _INLINE and tag != "br" and not dropped:
            self._flush()
            self._lists -= tag in _LIST_ITEMS
        self._text.append(_collapsed(element.tail))

    def _flush(self) -> None:
        """Add what was collected since the last border as one block."""
        lines = [" ".join(line.split()) for line in "".join(self._text).split("\n")]
        text = "\n".join(line for line in lines if line)
        self._text = []
        kind, level = self._kind, self._level
        self._kind, self._level = BlockKind.PARAGRAPH, 0
        if kind is BlockKind.PARAGRAPH and self._lists > 0:
            kind = BlockKind.LIST_ITEM
        if kind is BlockKind.HEADING and not self.first_heading:
            self.first_heading = clean_line(text)
        self.builder.add(kind, text, level)

    def _code(self, element: Any) -> bool:
        self._flush()
        self.builder.add(BlockKind.CODE, element.text_content())
        return True

    def _table(self, table: Any) -> None:
        """Add a table; one with a single column is only layout, its cells are paragraphs."""
        self._flush()
        rows = [_cells(row) for row in table.iter("tr")]
        headers = 0
        for row in table.iter("tr"):
            if not all(cell.tag == "th" for cell in row if cell.tag in ("td", "th")):
                break
            headers += 1
        if max(map(len, rows), default=0) > 1:
            caption = table.find("caption")
            if caption is not None:
                self.builder.add(BlockKind.PARAGRAPH, clean_line(caption.text_content()))
            add_table(self.builder, rows, headers if headers < len(rows) else 0)
        else:
            for cell in table.iter("td", "th"):
                self.builder.add(BlockKind.PARAGRAPH, _text_of_cell(cell))


def _cells(row: Any) -> list[str]:
    return [" ".join(_text_of_cell(cell).split()) for cell in row if cell.tag in ("td", "th")]


def _text_of_cell(cell: Any) -> str:
    """The visible text below this element, block elements parted by line ends."""
    parts = []
    walker = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walker:
        visible = isinstance(element.tag, str) and element.tag not in _DROPPED
        if event == "start":
            if visible:
                parts.append("" if element.tag in _INLINE else "\n")
                parts.append(_collapsed(element.text))
            else:
                walker.skip_subtree()
        elif element is not cell:
            parts.append(_collapsed(element.tail))
    lines = [" ".join(line.split()) for line in "".join(parts).split("\n")]
    return "\n".join(line for line in lines if line)


def _collapsed(text: str | None) -> str:
    """The text with white space runs as one space, as a browser shows them."""
    if not text:
        return ""
    inner = " ".join(text.split())
    before = " " if text[0].isspace() else ""
    return before + inner + (" " if inner and text[-1].isspace() else "")


def _is_hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None

"""HTML: what is valid to a person who sees the page, with headings, lists and tables."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from ingest.formats.html_tables import html_table, text_of_cell
from ingest.formats.html_tree import drop_inline_tags, tree_of
from ingest.formats.html_words import INLINE, is_left_out, on_one_line, written_lines
from ingest.formats.main_text.main_elements import main_elements
from ingest.formats.text import decode
from ingest.pages.cell_tables import add_table
from ingest.pages.cleaning import clean_line
from ingest.pages.page_builder import PageBuilder
from ingest.pages.raised import raised
from ingest.pages.titles import first_line_title, own_title
from localdocs.errors import NoTextError, ReadError
from localdocs.types import BlockKind, Document

_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARATION = re.compile(r"<\?xml[^>]{0,1000}\?>")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ol", "ul", "menu", "dir"})
_LIST_ITEMS = frozenset({"li", "dt", "dd"})


def read(path: Path) -> Document:
    """Read an HTML file as one page. Its title is the ``title``, else the first heading."""
    return document_of_html(path, _decoded(path.read_bytes()))


def document_of_html(path: Path, source: str, *, title: str = "", created: str = "") -> Document:
    """The page of an HTML source. ``title`` and ``created`` are for one that states none."""
    root = _parsed(source)
    walk = HtmlWalk(PageBuilder())
    for element in main_elements(root):
        etree.strip_tags(element, "a")
        walk.through(element)
    page = walk.builder.page(1)
    if not page.text:
        raise NoTextError("the page has no text")
    return Document(
        path,
        (page,),
        title=own_title(root.findtext(".//title") or "")
        or own_title(title)
        or walk.first_heading
        or first_line_title(page.text),
        author=_meta(root, "author", "dc.creator"),
        created=_meta(root, "date", "dc.date", "article:published_time")[:10] or created,
    )


def add_html(builder: PageBuilder, source: str) -> str:
    """Add a piece of HTML, as it stands in Markdown; returns the text of its first heading."""
    try:
        root = tree_of(f"<div>{source}</div>")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    drop_inline_tags(root)
    walk = HtmlWalk(builder)
    walk.through(root)
    return walk.first_heading


def _parsed(source: str) -> Any:
    text = _DECLARATION.sub("", source, count=1)
    try:
        root = tree_of(text.replace("\0", ""))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("the file is damaged, or is not HTML") from error
    _raise_digits(root)
    drop_inline_tags(root)
    return root


def _raise_digits(root: Any) -> None:
    """Write what is raised in raised digits: a mark of a note is no digit of the number before."""
    for element in root.iter("sup"):
        before = element.getprevious()
        text = before.tail if before is not None else element.getparent().text
        for inner in element.iter():
            inner.text = raised(inner.text or "", text or "") or None
            text = ""


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


@dataclass(slots=True)
class _List:
    """A list that is open. ``number`` is that of its next item, None for one with dashes."""

    number: int | None

    def mark(self, item: Any) -> str:
        """The mark of an item: "- ", or its number."""
        if self.number is None:
            return "- "
        number = _whole(item.get("value"), self.number)
        self.number = number + 1
        return f"{number}. "


class HtmlWalk:
    """Goes through the tree once, without recursion, and adds a block at each border."""

    def __init__(self, builder: PageBuilder, *, levels_down: int = 0) -> None:
        """``levels_down``: how far below its own level each heading counts."""
        self.builder = builder
        self._levels_down = levels_down
        self.first_heading = ""
        self._text: list[str] = []
        self._kind = BlockKind.PARAGRAPH
        self._level = 0
        self._lists: list[_List] = []
        self._leads: list[str] = []  # of each open item: its mark, then room for it
        self._term = ""

    def through(self, root: Any) -> None:
        """Add all blocks below this element."""
        skipped = None
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                if element is not skipped:
                    self._leave(element, element.tag)
                if element.tail:
                    self._say(element.tail)
            elif is_left_out(element) or self._takes_whole(element, element.tag):
                skipped = element
                walker.skip_subtree()
            else:
                self.enter(element, element.tag)
        self.flush()
        self._add_term()

    def enter(self, element: Any, tag: str) -> None:
        """An element begins."""
        if tag == "br":
            self._text.append("\n")
        elif tag not in INLINE:
            self.flush()
            if tag in _HEADINGS:
                self._kind, self._level = (
                    BlockKind.HEADING,
                    min(_HEADINGS[tag] + self._levels_down, 6),
                )
            elif tag in _LISTS:
                start = _whole(element.get("start"), 1) if tag == "ol" else None
                self._lists.append(_List(start))
                self._leads += ["  "] if _is_list_in_list(element) else []
            elif tag in _LIST_ITEMS:
                marked = tag == "li" and self._lists
                self._leads.append(self._lists[-1].mark(element) if marked else "")
        if element.text:
            self._say(element.text)

    def _leave(self, element: Any, tag: str) -> None:
        if tag not in INLINE and tag != "br":
            if tag == "dt":
                self._keep_term()
            self.flush()
            if tag == "dl":
                self._add_term()
            elif tag in _LISTS and self._lists:
                self._lists.pop()
                if _is_list_in_list(element) and self._leads:
                    self._leads.pop()
            elif tag in _LIST_ITEMS and self._leads:
                self._leads.pop()

    def _say(self, text: str) -> None:
        if self._text or not text.isspace():
            self._text.append(on_one_line(text))

    def flush(self) -> None:
        """Add what was collected since the last border as one block."""
        text = self._collected()
        kind, level = self._kind, self._level
        self._kind, self._level = BlockKind.PARAGRAPH, 0
        if not text:
            return
        if kind is BlockKind.HEADING and not self.first_heading:
            self.first_heading = clean_line(text)
        if kind is BlockKind.PARAGRAPH and self._leads:
            self._add_item(text)
        else:
            self._add_term()
            self.builder.add(kind, text, level)

    def _collected(self) -> str:
        if not self._text:
            return ""
        text = "".join(self._text)
        self._text = []
        if "\n" not in text:
            return " ".join(text.split())
        lines = [" ".join(line.split()) for line in text.split("\n")]
        return "\n".join(line for line in lines if line)

    def _add_item(self, text: str) -> None:
        """A list item with its mark; a definition behind the term that it explains."""
        lead = "".join(self._leads)
        self._leads = [" " * len(mark) for mark in self._leads]
        if self._term:
            text = f"{self._term.rstrip(':')}: {text}"
            self._term = ""
        lines = text.replace("\n", f"\n{' ' * len(lead)}")
        self.builder.add(BlockKind.LIST_ITEM, lead + lines)

    def _keep_term(self) -> None:
        """A term waits for its definition; two terms in a row stand by themselves."""
        self._add_term()
        if self._kind is BlockKind.PARAGRAPH:
            self._term = self._collected().replace("\n", " ")

    def _add_term(self) -> None:
        self.builder.add(BlockKind.LIST_ITEM, self._term)
        self._term = ""

    def _takes_whole(self, element: Any, tag: str) -> bool:
        """Add code, or a table without another one in it."""
        if tag != "pre" and (tag != "table" or element.find(".//table") is not None):
            return False
        self.flush()
        self._add_term()
        if tag == "pre":
            self.builder.add(BlockKind.CODE, written_lines(element))
        else:
            self._table(element)
        return True

    def _table(self, table: Any) -> None:
        """Add a table; one with a single column is only layout, its cells are paragraphs."""
        rows, headers = html_table(table)
        if max(map(len, rows), default=0) > 1:
            caption = table.find("caption")
            if caption is not None:
                self.builder.add(BlockKind.PARAGRAPH, clean_line(text_of_cell(caption)))
            add_table(self.builder, rows, headers)
        else:
            for cell in table.iter("td", "th"):
                self.builder.add(BlockKind.PARAGRAPH, text_of_cell(cell))


def _is_list_in_list(element: Any) -> bool:
    """Whether a list lies in another one without an item around it, as browsers put up with."""
    parent = element.getparent()
    return parent is not None and parent.tag in _LISTS


def _whole(text: str | None, otherwise: int) -> int:
    """The whole number that an attribute states."""
    stated = (text or "").strip()
    return int(stated) if re.fullmatch(r"-?\d{1,6}", stated, re.ASCII) else otherwise

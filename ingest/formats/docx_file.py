"""Word: paragraphs by their styles, lists, tables, text boxes and footnotes, as one page."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from lxml import etree

from ingest.office.container import OLE_MAGIC, damage_said, parsed, refuse_unsound
from ingest.office.docx_notes import SIGN, noted, sign_references
from ingest.office.docx_numbers import Numbers
from ingest.office.list_marks import marked
from ingest.office.symbols import symbol
from ingest.pages.cell_tables import SpanningCell, add_table, with_one_head
from ingest.pages.cleaning import clean_line
from ingest.pages.key_facts import with_key_facts
from ingest.pages.page_builder import PageBuilder
from ingest.pages.raised import note_mark, raised
from ingest.pages.titles import first_line_title, labelled_title, own_title
from localdocs.errors import EncryptedError, NoTextError, ReadError
from localdocs.types import BlockKind, Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT = _W + "t"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FORMULA_SIGNS = {_MATH + "rad": "√", _MATH + "sup": "^", _MATH + "sub": "_", _MATH + "den": "/"}
_SYMBOL = _W + "sym"
_TABS = frozenset({_W + "tab", _W + "ptab"})
_BREAKS = frozenset({_W + "br", _W + "cr"})
_TEXT_BOX, _NO_BREAK_HYPHEN = _W + "txbxContent", _W + "noBreakHyphen"
_SKIPPED = frozenset({_FALLBACK, _W + "del", _W + "moveFrom", _W + "pPr", _W + "rPr", _TEXT_BOX})
_RUN, _STRIKES = _W + "r", (_W + "strike", _W + "dstrike")
_OFF = frozenset({"0", "false", "off"})
_CODE = re.compile("[0-9A-Fa-f]{1,4}")
_CONTENTS_STYLE = re.compile(r"TOC ?[1-9]|TableofFigures", re.IGNORECASE)
_WIDEST = 100  # columns that one cell may span
_DEEPEST = 50
_KINDS_OF_MAIN_PARTS = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
_REFERENCES = frozenset({_W + "footnoteReference", _W + "endnoteReference"})


def read(path: Path) -> Document:
    """Read a Word document. Raises EncryptedError, TooLargeError, NoTextError or ReadError."""
    _refuse_others(path)
    with damage_said("a Word document"):
        docx = _opened(path)
        writer = _Writer(_heading_levels(docx), Numbers(*_roots(docx)))
        sign_references(docx.element.body)
        _add_margins(writer, docx, "header")
        writer.add_container(docx.element.body)
        for note in noted(docx, docx.element.body, _text):
            writer.add(BlockKind.PARAGRAPH, note)
        _add_margins(writer, docx, "footer")
        about = _own_properties(docx)
        title, author = getattr(about, "title", ""), getattr(about, "author", "")
        created = _iso_date(about)
    page = writer.builder.page(1)
    if not page.text:
        raise NoTextError("the document has no text")
    title = own_title(title or "") or writer.first_heading or labelled_title(page.text)
    title = with_key_facts(title or first_line_title(page.text), page.text)
    return Document(path, (page,), title=title, author=clean_line(author or ""), created=created)


def _refuse_others(path: Path) -> None:
    with path.open("rb") as file:
        is_old = file.read(4) == OLE_MAGIC
    try:
        refuse_unsound(path, "a Word document")
    except EncryptedError:
        raise
    except ReadError as error:
        if is_old:
            raise ReadError("the file is in the old .doc format") from error
        raise


def _opened(path: Path) -> Any:
    """The document, one with macros and a template too, which the library takes for none."""
    from docx.opc.constants import CONTENT_TYPE
    from docx.opc.part import PartFactory
    from docx.package import Package
    from docx.parts.document import DocumentPart

    for kind in _KINDS_OF_MAIN_PARTS:
        PartFactory.part_type_for.setdefault(kind, DocumentPart)
    part = Package.open(str(path)).main_document_part
    if part.content_type not in (CONTENT_TYPE.WML_DOCUMENT_MAIN, *_KINDS_OF_MAIN_PARTS):
        raise ValueError(part.content_type)
    return part.document


def _roots(docx: Any) -> tuple[Any, Any]:
    """The parts that say how lists are numbered, and how styles look; None for one that is not."""
    parts = {str(part.partname): part for part in docx.part.package.iter_parts()}
    numbering = parts.get("/word/numbering.xml")
    return (parsed(numbering.blob) if numbering is not None else None), docx.styles.element


def _heading_levels(docx: Any) -> dict[str, int]:
    """Style id -> 1..6 for the styles of titles and headings."""
    levels: dict[str, int] = {}
    for style in docx.styles:
        name = (style.name or "").lower()
        outline = style.element.find(f"{_W}pPr/{_W}outlineLvl")
        if name == "title":
            levels[style.style_id] = 1
        elif name.startswith("heading ") and name[8:].isdigit():
            levels[style.style_id] = min(int(name[8:]), 6)
        elif outline is not None and (outline.get(_W + "val") or "9") < "9":
            levels[style.style_id] = min(int(outline.get(_W + "val")) + 1, 6)
    return levels


class _Writer:
    """Turns the XML of paragraphs and tables into blocks."""

    def __init__(self, heading_levels: dict[str, int], numbers: Numbers) -> None:
        self.builder = PageBuilder()
        self.first_heading = ""
        self._heading_levels = heading_levels
        self._numbers = numbers

    def add_container(self, container: Any, depth: int = 0) -> None:
        """Add what lies in a body, a cell, a text box or a content control."""
        if depth > _DEEPEST:
            return
        for child in container:
            if child.tag == _W + "p":
                self._paragraph(child, depth)
            elif child.tag == _W + "tbl":
                self._table(child, depth)
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                self.add_container(child, depth + 1)

    def add(self, kind: BlockKind, text: str, level: int = 0) -> None:
        """Add one block."""
        self.builder.add(kind, text, level)

    def _paragraph(self, paragraph: Any, depth: int) -> None:
        text = _text(paragraph)
        properties = paragraph.find(_W + "pPr")
        name = _style_of(properties)
        kind, level = self._kind(properties, name)
        is_gone = not text and paragraph.find(_W + "del") is not None
        mark = "" if is_gone else self._numbers.mark(properties, name)
        if mark and kind is BlockKind.PARAGRAPH:
            kind = BlockKind.LIST_ITEM
        if level and not self.first_heading:
            self.first_heading = clean_line(text)
        self.add(kind, marked(mark, clean_line(text) if level else text), level)
        for box in _text_boxes(paragraph):
            self.add_container(box, depth + 1)

    def _kind(self, properties: Any, name: str) -> tuple[BlockKind, int]:
        """What a paragraph is, and the level of a heading (0 for other text)."""
        if properties is None:
            return BlockKind.PARAGRAPH, 0
        outline = properties.find(_W + "outlineLvl")
        level = self._heading_levels.get(name, 0)
        if not level and outline is not None and outline.get(_W + "val", "9") < "9":
            level = min(int(outline.get(_W + "val")) + 1, 6)
        if level:
            return BlockKind.HEADING, level
        if _CONTENTS_STYLE.fullmatch(name):
            return BlockKind.CONTENTS, 0
        is_list = properties.find(_W + "numPr") is not None or name.startswith("List")
        return BlockKind.LIST_ITEM if is_list else BlockKind.PARAGRAPH, 0

    def _table(self, table: Any, depth: int) -> None:
        """Add a table; one with a single cell in each row is a frame around paragraphs."""
        rows = list(table.iter(_W + "tr")) if depth < _DEEPEST else []
        own = [row for row in rows if _table_of(row) is table]
        cells = [[cell for cell in row.iter(_W + "tc") if _row_of(cell) is row] for row in own]
        if max(map(len, cells), default=0) <= 1:
            for row in cells:
                for cell in row:
                    self.add_container(cell, depth + 1)
            return
        marked = [row.find(f"{_W}trPr/{_W}tblHeader") is not None for row in own]
        headers = marked.index(False) if False in marked else 0
        add_table(self.builder, *with_one_head(_spread(cells), headers))


def _style_of(properties: Any) -> str:
    style = properties.find(_W + "pStyle") if properties is not None else None
    return style.get(_W + "val", "") if style is not None else ""


def _spread(rows: Sequence[Sequence[Any]]) -> list[list[SpanningCell]]:
    """The cells of a table with how far they reach; one that goes on from above is given again."""
    spread: list[list[SpanningCell]] = []
    above: dict[int, str] = {}
    for row in rows:
        found: list[SpanningCell] = []
        texts: dict[int, str] = {}
        place = 0
        for cell in row:
            properties = cell.find(_W + "tcPr")
            width = _number(properties, "gridSpan")
            text = above.get(place, "") if _goes_on(properties) else _with_boxes(cell)
            texts[place] = text
            found.append(SpanningCell(text, width))
            place += width
        spread.append(found)
        above = texts
    return spread


def _with_boxes(cell: Any) -> str:
    """The text of a cell, with that of the text boxes in it."""
    boxes = [box for paragraph in cell.iter(_W + "p") for box in _text_boxes(paragraph)]
    return "\n".join(filter(None, (_text(cell), *map(_text, boxes))))


def _number(properties: Any, name: str) -> int:
    element = properties.find(_W + name) if properties is not None else None
    stated = element.get(_W + "val", "") if element is not None else ""
    return min(max(int(stated), 1), _WIDEST) if stated.isascii() and stated.isdigit() else 1


def _goes_on(properties: Any) -> bool:
    """Whether a cell is a part of the one above it."""
    merge = properties.find(_W + "vMerge") if properties is not None else None
    return merge is not None and merge.get(_W + "val", "continue") == "continue"


def _table_of(row: Any) -> Any:
    return next(row.iterancestors(_W + "tbl"), None)


def _row_of(cell: Any) -> Any:
    return next(cell.iterancestors(_W + "tr"), None)


def _text(element: Any) -> str:
    """The text below an element as it stands after all changes, without what is struck out;
    paragraphs on lines."""
    parts: list[str] = []
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, node in walker:
        if event == "end":
            if node.tag == _W + "p" and node is not element:
                parts.append("\n")
        elif (node.tag in _SKIPPED and node is not element) or _is_struck_out(node):
            walker.skip_subtree()
        elif node.tag == _TEXT:
            text = node.text or ""
            parts.append(raised(text, "".join(parts[-1:])) if _is_raised(node) else text)
        elif node.tag == _MATH + "t":
            parts.append(node.text or "")
        elif node.tag in _FORMULA_SIGNS and any(node.itertext()):
            parts.append(_FORMULA_SIGNS[node.tag])
        elif node.tag == _SYMBOL:
            parts.append(_sign(node))
        elif node.tag in _REFERENCES:
            parts.append(note_mark(node.get(SIGN, "")) if node.get(SIGN) else "")
        elif node.tag in _TABS:
            parts.append("\t")
        elif node.tag in _BREAKS:
            parts.append("\n")
        elif node.tag == _NO_BREAK_HYPHEN:
            parts.append("-")
    return "".join(parts).strip()


def _sign(node: Any) -> str:
    code = node.get(_W + "char", "")
    return symbol(node.get(_W + "font", ""), int(code, 16)) if _CODE.fullmatch(code) else ""


def _is_struck_out(run: Any) -> bool:
    """Whether one line goes through the words of a run, or two."""
    lines = [run.find(f"{_W}rPr/{line}") for line in _STRIKES] if run.tag == _RUN else []
    return any(line is not None and line.get(_W + "val", "1") not in _OFF for line in lines)


def _is_raised(text: Any) -> bool:
    run = text.getparent()
    align = run.find(f"{_W}rPr/{_W}vertAlign") if run is not None else None
    return align is not None and align.get(_W + "val") == "superscript"


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes anchored in a paragraph, without the copies for old programs."""
    for box in paragraph.iter(_TEXT_BOX):
        if next(box.iterancestors(_FALLBACK), None) is None:
            inside = next(box.iterancestors(_TEXT_BOX, _W + "p"), None)
            if inside is not None and next(inside.iterancestors(_TEXT_BOX), None) is None:
                yield box


def _add_margins(writer: _Writer, docx: Any, where: str) -> None:
    """The headers or footers of all sections, each text once."""
    seen: set[str] = set()
    for section in docx.sections:
        margin = getattr(section, where)
        text = "" if margin.is_linked_to_previous else _text(margin._element)
        if text and text not in seen:
            seen.add(text)
            writer.add(BlockKind.FURNITURE, text)


def _own_properties(docx: Any) -> Any:
    """What the file says about itself; None where it says nothing: the library would make it up."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        return docx.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).core_properties
    except (KeyError, ValueError, AttributeError):
        return None


def _iso_date(about: Any) -> str:
    created = getattr(about, "created", None)
    return created.date().isoformat() if isinstance(created, datetime) else ""

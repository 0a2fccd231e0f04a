"""XML: what the elements hold, with their names as labels; text with marks in it as paragraphs."""

from pathlib import Path
from typing import Any

from ingest.formats import code, html
from ingest.formats.data.xml_tree import xml_root
from ingest.formats.text import decode
from ingest.pages.cleaning import clean_line
from ingest.pages.page_builder import PageBuilder
from localdocs.errors import NoTextError
from localdocs.types import BlockKind, Document

_DEEPEST = 200
_PROSE = frozenset("p para simpara ab l line verse formalpara abstract note".split())
_HEADINGS = frozenset("title head heading h1 h2 h3 h4 h5 h6 bridgehead".split())
_CODE = frozenset("programlisting screen literallayout code verbatim pre".split())
_NAMES = ("name", "title", "label", "id", "key", "n")
_HIDDEN = ("{http://www.w3.org/XML/1998/namespace}", "{http://www.w3.org/2001/XMLSchema-instance}")
_LONGEST_VALUE = 500
_LONGEST_LABELLED = 300


def read(path: Path) -> Document:
    """Read an XML file as one page; one that is no XML as it stands, like source code."""
    data = path.read_bytes()
    decode(data[:4096])  # raises what is to be said of an empty file, and of binary data
    root = xml_root(data)
    if root is None or _depth_exceeds(root, _DEEPEST):
        return code.read(path)
    if root.tag == "html":
        return html.read(path)
    walk = _Walk(PageBuilder())
    walk.add(root, 0)
    walk.flush()
    page = walk.builder.page(1)
    if not page.text:
        raise NoTextError("the file has no text")
    return Document(path, (page,), title=walk.title)


class _Walk:
    """Writes a tree onto a page. Leaves of one element are lines of one paragraph."""

    def __init__(self, builder: PageBuilder) -> None:
        self.builder = builder
        self.title = ""
        self._lines: list[str] = []

    def add(self, element: Any, depth: int) -> None:
        """Add an element with all that it holds."""
        tag = element.tag
        if not isinstance(tag, str):
            return
        inner = [child for child in element if isinstance(child.tag, str)]
        own = clean_line(element.text or "")
        if tag in _CODE:
            self.flush()
            self.builder.add(BlockKind.CODE, "".join(element.itertext()))
        elif tag in _HEADINGS and depth:
            self._add_heading(element, depth)
        elif tag in _PROSE or (inner and (own or _has_tails(inner)) and _is_inline(inner)):
            self.flush()
            self.builder.add(BlockKind.PARAGRAPH, clean_line("".join(element.itertext())))
        elif not inner:
            self._add_leaf(element, own)
        else:
            self._add_parts(element, inner, own, depth)

    def flush(self) -> None:
        """The lines so far are a paragraph."""
        self.builder.add(BlockKind.PARAGRAPH, "\n".join(self._lines))
        self._lines = []

    def _add_heading(self, element: Any, depth: int) -> None:
        text = clean_line("".join(element.itertext()))
        self.flush()
        self.title = self.title or text
        self.builder.add(BlockKind.HEADING, text, min(max(depth - 1, 1), 6))

    def _add_leaf(self, element: Any, own: str) -> None:
        attributes = _attributes(element)
        if "<" in own and "</" in own:
            self.flush()
            html.add_html(self.builder, own)  # a page within, as feeds hold them
        elif own and len(own) > _LONGEST_LABELLED and not attributes:
            self.flush()
            self.builder.add(BlockKind.PARAGRAPH, own)
        elif own or attributes:
            said = ", ".join(f"{name} {value}" for name, value in attributes)
            line = f"{own} ({said})" if own and said else own or said
            self._lines.append(f"{_label(element)}: {line}")

    def _add_parts(self, element: Any, inner: list[Any], own: str, depth: int) -> None:
        attributes = _attributes(element)
        name = next((value for key in _NAMES for found, value in attributes if found == key), "")
        heading = next((child for child in inner if child.tag in _HEADINGS), None)
        self.flush()
        if depth and heading is None:
            title = f"{_label(element)} {name}" if name else _label(element)
            self.builder.add(BlockKind.HEADING, title, min(depth, 6))
        if heading is not None:
            self.add(heading, depth + 1)
        self._lines += [f"{key}: {value}" for key, value in attributes if value != name]
        if own:
            self._lines.append(own)
        for child in inner:
            if child is not heading:
                self.add(child, depth + 1)
            if tail := clean_line(child.tail or ""):
                self._lines.append(tail)
        self.flush()


def _attributes(element: Any) -> list[tuple[str, str]]:
    """What the attributes say, without what only programs need."""
    return [
        (name.rpartition("}")[2], clean_line(value))
        for name, value in element.attrib.items()
        if not name.startswith(_HIDDEN) and value.strip() and len(value) <= _LONGEST_VALUE
    ]


def _label(element: Any) -> str:
    return str(element.tag).replace("_", " ")


def _has_tails(inner: list[Any]) -> bool:
    return any((child.tail or "").strip() for child in inner)


def _is_inline(inner: list[Any]) -> bool:
    """Whether these are marks within a text: short, with nothing in them but text."""
    return all(len(child) == 0 or _is_inline(list(child)) for child in inner)


def _depth_exceeds(root: Any, most: int) -> bool:
    level, depth = [root], 0
    while level and depth <= most:
        level = [child for element in level for child in element]
        depth += 1
    return depth > most

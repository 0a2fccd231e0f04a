"""The shapes of a slide: texts, lists, tables, groups of shapes within groups."""

from collections.abc import Iterator
from typing import Any

from ingest.office.container import local
from ingest.office.list_marks import bullet, marked, ordinal
from ingest.pages.cell_tables import SpanningCell, add_table, with_one_head
from ingest.pages.page_builder import PageBuilder
from ingest.pages.raised import raised
from localdocs.types import BlockKind

_UNSEEN = frozenset({"sldNum", "sldImg"})
_TITLES = frozenset({"title", "ctrTitle"})
_DEEPEST = 30
_WIDEST = 100
_NUMBERED = {"arabic": "decimal", "alphaLc": "lowerLetter", "alphaUc": "upperLetter",
             "romanLc": "lowerRoman", "romanUc": "upperRoman"}  # fmt: skip


def add_shapes(builder: PageBuilder, tree: Any, depth: int = 0) -> None:
    """Add what the shapes below an element say, but for titles, in their order."""
    if depth > _DEEPEST:
        return
    for shape in tree:
        name = local(shape)
        if name in ("grpSp", "AlternateContent", "Choice"):
            add_shapes(builder, shape, depth + 1)
        elif name in ("sp", "cxnSp"):
            _add_text(builder, shape)
        elif name == "graphicFrame":
            for table in shape.iter("{*}tbl"):
                _add_table(builder, table)


def texts_below(tree: Any, name: str) -> Iterator[Any]:
    """The shapes of this name, those in groups too, without copies for old programs."""
    for shape in tree.iter(f"{{*}}{name}") if tree is not None and len(tree) else ():
        if next(shape.iterancestors("{*}Fallback"), None) is None:
            yield shape


def kind_of(shape: Any) -> str:
    """What a shape is for: "title", "body", "ftr", …; "" where it is free."""
    place = next(shape.iter("{*}ph"), None)
    return "" if place is None else place.get("type", "body")


def paragraphs(shape: Any) -> list[str]:
    """The paragraphs of a shape that have words, with their marks."""
    return [text for text, _ in _marked_paragraphs(shape)]


def _add_text(builder: PageBuilder, shape: Any) -> None:
    kind = kind_of(shape)
    if kind in _UNSEEN or kind in _TITLES:
        return
    found = _marked_paragraphs(shape)
    if kind in ("ftr", "hdr", "dt"):
        builder.add(BlockKind.FURNITURE, "\n".join(text for text, _ in found))
        return
    is_list = kind == "body" and len(found) > 1
    for text, has_mark in found:
        builder.add(BlockKind.LIST_ITEM if is_list or has_mark else BlockKind.PARAGRAPH, text)


def _marked_paragraphs(shape: Any) -> list[tuple[str, bool]]:
    """Text and whether the file says how it is marked, of each paragraph with words."""
    found: list[tuple[str, bool]] = []
    numbers: dict[int, int] = {}
    for paragraph in shape.iter("{*}p"):
        text = _text(paragraph)
        if not text.strip():
            continue
        mark = _mark(next((c for c in paragraph if local(c) == "pPr"), None), numbers)
        found.append((marked(mark, text), bool(mark)))
    return found


def _mark(properties: Any, numbers: dict[int, int]) -> str:
    level = properties.get("lvl", "0") if properties is not None else "0"
    depth = int(level) if level.isdecimal() else 0
    for child in properties if properties is not None else ():
        if local(child) == "buChar":
            return bullet(child.get("char", ""))
        if local(child) == "buAutoNum":
            kind, start = child.get("type", ""), child.get("startAt", "1")
            first = int(start) if start.isdecimal() else 1
            numbers[depth] = numbers[depth] + 1 if depth in numbers else first
            for deeper in [other for other in numbers if other > depth]:
                del numbers[deeper]
            form = next((form for name, form in _NUMBERED.items() if kind.startswith(name)), "")
            before = "(" if kind.endswith("ParenBoth") else ""
            after = ")" if "Paren" in kind else "." if kind.endswith("Period") else ""
            return f"{before}{ordinal(numbers[depth], form)}{after}"
    numbers.clear()
    return ""


def _text(paragraph: Any) -> str:
    parts: list[str] = []
    for element in paragraph.iter():
        name = local(element)
        if name == "t" and next(element.iterancestors("{*}Fallback"), None) is None:
            text = element.text or ""
            run = element.getparent()
            style = next((c for c in run if local(c) == "rPr"), None)
            baseline = style.get("baseline", "0") if style is not None else "0"
            is_raised = not baseline.startswith("-") and baseline.strip("0%") != ""
            parts.append(raised(text, "".join(parts[-1:])) if is_raised else text)
        elif name == "br":
            parts.append("\n")
        elif name == "tab":
            parts.append("\t")
    return "".join(parts)


def _add_table(builder: PageBuilder, table: Any) -> None:
    rows: list[list[SpanningCell]] = []
    above: dict[int, str] = {}
    for row in (child for child in table if local(child) == "tr"):
        line: list[SpanningCell] = []
        texts: dict[int, str] = {}
        for column, cell in enumerate(child for child in row if local(child) == "tc"):
            if cell.get("hMerge") in ("1", "true"):
                continue
            goes_on = cell.get("vMerge") in ("1", "true")
            text = above.get(column, "") if goes_on else "\n".join(paragraphs(cell))
            texts[column] = text
            span = cell.get("gridSpan", "1")
            line.append(SpanningCell(text, min(int(span), _WIDEST) if span.isdecimal() else 1))
        rows.append(line)
        above = texts
    properties = next((child for child in table if local(child) == "tblPr"), None)
    has_head = properties is not None and properties.get("firstRow") in ("1", "true")
    one_row = len(rows) < 2
    add_table(builder, *with_one_head(rows, 1 if has_head and not one_row else 0))

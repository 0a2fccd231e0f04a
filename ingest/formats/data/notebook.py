"""Jupyter notebooks: the text as its author sees it, the code, and what it printed."""

import json
from pathlib import Path
from typing import Any

from ingest.formats.html import add_html
from ingest.formats.markdown import add_markdown
from ingest.formats.text import add_paragraphs, decode
from ingest.pages.cleaning import clean, clean_line
from ingest.pages.page_builder import PageBuilder
from localdocs.errors import NoTextError, ReadError
from localdocs.types import BlockKind, Document

PICTURES_LEFT_OUT = "pictures that the code drew are left out"
_LONGEST_OUTPUT = 20_000


def read(path: Path) -> Document:
    """Read a notebook as one page. Its title is the first heading."""
    try:
        notebook = json.loads(decode(path.read_bytes()))
        cells = notebook.get("cells")
        if cells is None:  # as notebooks were written before 2015
            cells = [cell for sheet in notebook["worksheets"] for cell in sheet["cells"]]
        about = notebook.get("metadata") or {}
    except (ValueError, RecursionError, AttributeError, KeyError, TypeError) as error:
        raise ReadError("the file is damaged, or is not a notebook") from error
    builder = PageBuilder()
    title = clean_line(str(about.get("title") or ""))
    notes: dict[str, None] = {}
    for cell in cells if isinstance(cells, list) else []:
        if isinstance(cell, dict):
            heading = _add_cell(builder, cell, notes)
            title = title or heading
    page = builder.page(1)
    if not page.text:
        raise NoTextError("the notebook is empty")
    return Document(path, (page,), title=title, author=_authors(about), notes=tuple(notes))


def _add_cell(builder: PageBuilder, cell: dict[str, Any], notes: dict[str, None]) -> str:
    """Add a cell; returns its first heading, or ""."""
    source = clean(_text(cell.get("source", cell.get("input"))))
    match cell.get("cell_type"):
        case "markdown":
            return add_markdown(builder, source)
        case "heading":
            builder.add(BlockKind.HEADING, source, min(int(cell.get("level", 1)), 6))
            return source
        case "code":
            builder.add(BlockKind.CODE, source)
            for output in cell.get("outputs") or []:
                if isinstance(output, dict):
                    _add_output(builder, output, notes)
        case _:
            add_paragraphs(builder, source)
    return ""


def _add_output(builder: PageBuilder, output: dict[str, Any], notes: dict[str, None]) -> None:
    inner = output.get("data")
    data: dict[str, Any] = inner if isinstance(inner, dict) else output
    html = _text(data.get("text/html", data.get("html")))
    if any(str(kind).startswith("image/") or kind in ("png", "jpeg", "svg") for kind in data):
        notes[PICTURES_LEFT_OUT] = None
    if "<table" in html:
        add_html(builder, html)
    elif output.get("output_type") in ("error", "pyerr"):
        named = clean_line(f"{output.get('ename', '')}: {output.get('evalue', '')}")
        builder.add(BlockKind.CODE, named)
    else:
        text = _text(data.get("text/plain", data.get("text")))
        builder.add(BlockKind.CODE, text[:_LONGEST_OUTPUT])
        if len(text) > _LONGEST_OUTPUT:
            notes["long outputs are cut"] = None


def _text(source: Any) -> str:
    """A text that is stored as a whole, or line by line."""
    if isinstance(source, list):
        return "".join(line for line in source if isinstance(line, str))
    return source if isinstance(source, str) else ""


def _authors(about: dict[str, Any]) -> str:
    authors = about.get("authors")
    found = authors if isinstance(authors, list) else []
    return ", ".join(str(one.get("name", "")) for one in found if isinstance(one, dict))

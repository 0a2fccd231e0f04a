"""JSON, and JSON line by line: names and values without the signs around them."""

import json
from pathlib import Path
from typing import Any

from ingest.formats import code
from ingest.formats.data.records import Records, record_name
from ingest.formats.text import decode
from ingest.pages.page_builder import PageBuilder
from ingest.pages.titles import own_title
from localdocs.errors import NoTextError
from localdocs.types import Document

_MOST_BYTES = 50_000_000
"""A tree takes about ten times the memory of its text."""

_BY_LINE = frozenset({".jsonl", ".ndjson"})


def read(path: Path) -> Document:
    """Read a JSON file as one page; one that is no JSON as it stands, like source code."""
    if path.stat().st_size > _MOST_BYTES:
        return code.read(path)
    text = decode(path.read_bytes())
    try:
        value = _lines(text) if path.suffix.lower() in _BY_LINE else _value(text)
    except (ValueError, RecursionError):
        return code.read(path)
    records = Records(PageBuilder())
    records.add(value)
    page = records.builder.page(1)
    if not page.text:
        raise NoTextError("the file is empty")
    title = own_title(record_name(value)) if isinstance(value, dict) else ""
    return Document(path, (page,), title=title, notes=tuple(records.notes))


def _value(text: str) -> Any:
    """The value; several below one another are a list, as many programs write them."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg.startswith("Extra data") and "\n" in text.strip():
            return _lines(text)
        raise


def _lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.split("\n") if line.strip()]

"""A document as JSON, for the pipe between the reading process and its parent.

The parent trusts nothing that comes over the pipe: a hostile file could have taken over the child.
"""

import json
from pathlib import Path
from typing import Any

from ingest.pages.document_size import refuse_too_many_pages
from localdocs.types import Block, BlockKind, Document, Page


def document_to_json(document: Document) -> str:
    """One line; the path is left out, for the parent knows it."""
    pages = [
        [
            page.number,
            page.text,
            page.label,
            [_flat(block) for block in page.blocks],
            page.place,
            page.rows,
        ]
        for page in document.pages
    ]
    return json.dumps(
        {
            "pages": pages,
            "title": document.title,
            "author": document.author,
            "created": document.created,
            "notes": document.notes,
            "pictures": document.pictures,
        },
        ensure_ascii=False,
    )


def document_from_json(value: Any, path: Path) -> Document:
    """The document that was sent. Raises ValueError if it is not a sound one, and TooLargeError if
    it holds more text than one may."""
    if not isinstance(value, dict) or not isinstance(value.get("pages"), list):
        raise ValueError("not a document")
    refuse_too_many_pages((len(page[1]), len(page[3])) for page in value["pages"] if len(page) == 6)
    return Document(
        path,
        tuple(_page(page) for page in value["pages"]),
        title=_string(value.get("title")),
        author=_string(value.get("author")),
        created=_string(value.get("created")),
        notes=tuple(_string(note) for note in value.get("notes", [])),
        pictures=pictures_from_json(value),
    )


def pictures_from_json(value: Any) -> tuple[int, ...]:
    """The numbers of the pages that OCR may read. Raises ValueError or TypeError."""
    return tuple(_integer(number) for number in value.get("pictures", []))


def _flat(block: Block) -> tuple[int, int, str, int]:
    return block.start, block.end, block.kind.value, block.level


def _page(value: Any) -> Page:
    if not isinstance(value, list) or len(value) != 6:
        raise ValueError("not a page")
    number, text, label, flat_blocks, place, flat_rows = value
    text = _string(text)
    blocks = []
    position = 0
    for start, end, kind, level in flat_blocks:
        if not 0 <= position <= _integer(start) < _integer(end) <= len(text):
            raise ValueError("blocks out of order")
        blocks.append(Block(start, end, BlockKind(kind), _integer(level)))
        position = end
    rows = tuple((_integer(start), _integer(row)) for start, row in flat_rows)
    return Page(_integer(number), text, tuple(blocks), _string(label), _string(place), rows)


def _string(value: Any) -> str:
    """A string that can be stored: what a damaged pipe could hold besides is refused."""
    if not isinstance(value, str):
        raise ValueError("not a string")
    value.encode("utf-8")  # a lone surrogate raises UnicodeEncodeError, which is a ValueError
    return value


def _integer(value: Any) -> int:
    if type(value) is not int:
        raise ValueError("not a number")
    return value

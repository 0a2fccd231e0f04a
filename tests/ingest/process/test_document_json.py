"""Documents survive the pipe; anything else is refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.process.document_json import document_from_json, document_to_json
from localdocs.types import Block, BlockKind, Document, Page

PATH = Path("x.pdf")
DOCUMENT = Document(
    PATH,
    (
        Page(1, "Title\n\ntext é 😀", (Block(0, 5, BlockKind.HEADING, 1),), "i"),
        Page(2, ""),
        Page(3, "cells", (), place="sheet Bücher", rows=((0, 4), (3, 9))),
    ),
    title="Title",
    author="Ada",
    created="2024-02-03",
    notes=("page 2 has no text (scanned?)",),
)


def test_there_and_back() -> None:
    line = document_to_json(DOCUMENT)
    assert "\n" not in line
    assert document_from_json(json.loads(line), PATH) == DOCUMENT


@pytest.mark.parametrize("value", [
    None, [], {}, {"pages": [1]}, {"pages": [[1, "text", "", [[0, 9, "heading", 1]], "", []]]},
    {"pages": [[1, "text", "", [[2, 3, "heading", 1], [0, 1, "heading", 1]], "", []]]},
    {"pages": [["1", "text", "", [], "", []]]}, {"pages": [[1, "\ud800", "", [], "", []]]},
    {"pages": [[1, "text", "", [[0, 1, "nonsense", 1]], "", []]]}, {"pages": [], "title": 3},
    {"pages": [[1, "text", "", []]]}, {"pages": [[1, "text", "", [], 3, []]]},
    {"pages": [[1, "text", "", [], "", [[1, "2"]]]]},
])  # fmt: skip
def test_what_is_no_document(value: Any) -> None:
    with pytest.raises((ValueError, TypeError)):
        document_from_json(value, PATH)

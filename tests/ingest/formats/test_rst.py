"""reStructuredText: titles by the order of their adornments."""

from pathlib import Path

import pytest

from ingest.formats.rst import read
from localdocs.types import BlockKind

SOURCE = """=====
Guide
=====

Welcome.

Install
-------

Run this::

    pip install x

    then wait

- one
- two

Deeper
~~~~~~
End.
"""


def test_blocks(tmp_path: Path) -> None:
    file = tmp_path / "x.rst"
    file.write_text(SOURCE, "utf-8")
    document = read(file)
    page = document.pages[0]
    found = [(b.kind, b.level, page.text[b.start : b.end]) for b in page.blocks]
    assert document.title == "Guide"
    assert found == [
        (BlockKind.HEADING, 1, "Guide"),
        (BlockKind.PARAGRAPH, 0, "Welcome."),
        (BlockKind.HEADING, 2, "Install"),
        (BlockKind.PARAGRAPH, 0, "Run this::"),
        (BlockKind.CODE, 0, "pip install x\n\n    then wait"),
        (BlockKind.LIST_ITEM, 0, "- one"),
        (BlockKind.LIST_ITEM, 0, "- two"),
        (BlockKind.HEADING, 3, "Deeper"),
        (BlockKind.PARAGRAPH, 0, "End."),
    ]


@pytest.mark.parametrize(("source", "seen"), [
    ("Call ``run(*args)`` in *good* **time**.", "Call run(*args) in good time."),
    ("See `the guide <https://x.org>`_, `Install`_ and :ref:`here <place>`.",
     "See the guide, Install and here."),
    ("2 * 3 * 4, a*b*c and **kwargs", "2 * 3 * 4, a*b*c and **kwargs"),
])  # fmt: skip
def test_words_without_the_signs_around_them(tmp_path: Path, source: str, seen: str) -> None:
    file = tmp_path / "x.rst"
    file.write_text(source, "utf-8")
    assert read(file).pages[0].text == seen

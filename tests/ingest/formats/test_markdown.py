"""Markdown keeps its source and gets its structure."""

from pathlib import Path

import pytest

from ingest.formats.markdown import read
from localdocs.errors import NoTextError
from localdocs.types import BlockKind

SOURCE = """---
title: "The plan"
author: Ada
date: 2024-02-03
---
# Goals

Some *text*
on two lines.

- one
- two

  more of two

| Name | Sum |
|------|----:|
| A    |  3  |

```python
x = 1

y = 2
```

Under
-----
last
"""


def test_blocks(tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    file.write_text(SOURCE, "utf-8")
    document = read(file)
    page = document.pages[0]
    found = [(block.kind, page.text[block.start : block.end]) for block in page.blocks]
    assert (document.title, document.author, document.created) == ("The plan", "Ada", "2024-02-03")
    assert found == [
        (BlockKind.HEADING, "# Goals"),
        (BlockKind.PARAGRAPH, "Some *text*\non two lines."),
        (BlockKind.LIST_ITEM, "- one"),
        (BlockKind.LIST_ITEM, "- two"),
        (BlockKind.LIST_ITEM, "more of two"),
        (BlockKind.TABLE_HEADER, "Name | Sum"),
        (BlockKind.TABLE_ROW, "A | 3"),
        (BlockKind.CODE, "```python\nx = 1\n\ny = 2\n```"),
        (BlockKind.HEADING, "Under\n-----"),
        (BlockKind.PARAGRAPH, "last"),
    ]
    assert [block.level for block in page.blocks if block.level] == [1, 2]


def test_the_first_heading_is_the_title(tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    file.write_text("text\n\n## Second *rank*\n", "utf-8")
    assert read(file).title == "Second *rank*"


def test_front_matter_only_is_empty(tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    file.write_text("---\ntitle: x\n---\n", "utf-8")
    with pytest.raises(NoTextError):
        read(file)

"""Source code is cut at definitions."""

from pathlib import Path

import pytest

from ingest.formats.code import code_blocks, read
from localdocs.types import BlockKind

PYTHON = '''"""Adds numbers."""

import math


def add(a, b):
    total = a + b

    return total


class Sum:
    def one(self):
        return 1

    def two(self):
        return 2
'''


def test_blocks_are_definitions(tmp_path: Path) -> None:
    file = tmp_path / "x.py"
    file.write_text(PYTHON, "utf-8")
    document = read(file)
    page = document.pages[0]
    texts = [page.text[block.start : block.end] for block in page.blocks]
    assert document.title == "Adds numbers."
    assert {block.kind for block in page.blocks} == {BlockKind.CODE}
    assert texts[1].startswith("def add") and texts[1].endswith("return total")
    assert texts[2].startswith("class Sum")


def test_indentation_is_kept() -> None:
    assert "    total = a + b" in "\n\n".join(code_blocks(PYTHON))


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("#!/bin/sh\n# Makes a copy of everything\nset -e\n", "Makes a copy of everything"),
        ("/*\n * Sorting of lists\n */\nint x;\n", "Sorting of lists"),
        ("// Copyright 2020 Someone\nint x;\n", ""),
        ("# -*- coding: utf-8 -*-\nx = 1\n", ""),
        ('{"a": 1}\n', ""),
    ],
)
def test_titles(tmp_path: Path, source: str, title: str) -> None:
    file = tmp_path / "x.c"
    file.write_text(source, "utf-8")
    assert read(file).title == title
